"""All that depends on the language of a book: one folder for each language, read as one value.

In: a BCP 47 tag, and which quotation marks a book wants outside. Out: `Language`, from `load`;
`AVAILABLE`, the tags that have a folder; `USUAL`, the language of a new book that is not told
another; `alternatives_of` and `guess`, for who does not know what a text is written in.

`language.py` says what a language is made of, `folders.py` reads a folder, `typography.py`,
`copyediting.py` and `importing.py` are the types of its rules; the other modules are what several
languages share. A fact of one language goes into its folder, `vi/` or `en/`, and nowhere else; a
new language is a new folder.
"""

from anban.languages.catalogue import AVAILABLE, USUAL, alternatives_of, every, guess, known, load
from anban.languages.language import Language

__all__ = ["AVAILABLE", "USUAL", "Language", "alternatives_of", "every", "guess", "known", "load"]
