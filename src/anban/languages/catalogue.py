"""The languages that there are: one folder for each.

In: a BCP 47 tag, or a text. Out: `load`, the language of a tag; `guess`, that of a text; `every`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files

from anban.core.errors import BugError
from anban.languages.folders import read
from anban.languages.importing import alternatives
from anban.languages.language import Language

USUAL = "vi"
"""The language of a new book, and of a text without letters, where nothing else is said."""

_SAMPLE = 100_000
_ENOUGH = 0.02
"""How many of the letters of a text must be its language's own for it to be told by them."""


def _available() -> tuple[str, ...]:
    folders = (one for one in files(__package__).iterdir() if one.is_dir())
    return tuple(sorted(one.name for one in folders if one.joinpath("language.toml").is_file()))


AVAILABLE = _available()
"""The tags that have a folder, sorted."""


@cache
def load(tag: str, quotes: str = "") -> Language | None:
    """The language of `tag`, or of the longest beginning of it that has a folder; else None.

    What follows that beginning may name a region, as in `en-GB`. `quotes` is `double` or `single`
    where a book says which marks are its outer ones.
    """
    known = {name.lower(): name for name in AVAILABLE}
    subtags = tag.split("-")
    for length in range(len(subtags), 0, -1):
        name = known.get("-".join(subtags[:length]).lower())
        if name is not None:
            regions = tuple(one.upper() for one in subtags[length:])
            return read(f"{__package__}.{name}", regions, quotes)
    return None


def known(tag: str) -> Language:
    """The language of `tag`, `en-GB` or `en_GB`; the usual one if it has no folder."""
    found = load(tag.replace("_", "-")) or load(USUAL)
    if found is None:
        raise BugError(f"the usual language {USUAL!r} has no folder")
    return found


@cache
def every() -> tuple[Language, ...]:
    """All languages, in the order of their tags."""
    return tuple(one for one in map(load, AVAILABLE) if one is not None)


def alternatives_of(words: Callable[[Language], Iterable[str]]) -> str:
    """A pattern that `words` of any language fit: what a text is written in is not known yet."""
    return alternatives(piece for language in every() for piece in words(language))


def guess(text: str) -> str:
    """The tag of the language whose own letters are the commonest in `text`; of a text that has
    hardly any, the first language that has none; of one without letters, the usual one.
    """
    letters = [char for char in text[:_SAMPLE].casefold() if char.isalpha()]
    if not letters:
        return USUAL
    own = {one.tag: one.importing.letters for one in every()}
    shares = {tag: sum(char in some for char in letters) for tag, some in own.items()}
    # Of two languages that fit alike the one with fewer letters says more of the text.
    best = max(shares, key=lambda tag: (shares[tag], -len(own[tag])))
    if shares[best] > _ENOUGH * len(letters):
        return best
    return next((one.tag for one in every() if not one.importing.letters), USUAL)
