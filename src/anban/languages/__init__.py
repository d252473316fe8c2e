"""The words that a book makes by itself, in its own language.

In: a language tag. Out: `Language`, from `load`; `AVAILABLE`, the tags that have a catalogue.
A translator adds a language by writing one more file beside `vi.toml`.
"""

from anban.languages.catalogue import AVAILABLE, Language, load

__all__ = ["AVAILABLE", "Language", "load"]
