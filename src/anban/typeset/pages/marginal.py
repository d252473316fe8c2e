"""The number of the page in what a margin box shows.

In: the `content` that the style sheet asks for, as the engine reads it, and the text that was
drawn. Out: the folio as it stands on the page, with the characters that touch it: `A-7`, but only
the `7` of `Page 7`. It is read from what was drawn, so that a check can compare it with the page's
label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

FOLIO = "folio"
"""The named string that holds the page's label: `content: string(folio)`."""
NUMBER = r"(\S*)"
"""The number itself, in which there is no space."""


def folio_in(content: Sequence[tuple[str, Any]], drawn: str) -> str:
    """The folio in the text `drawn` of a margin box with this `content`; empty if it has none.

    `content` is a sequence of pieces: literal strings, and functions with their arguments. If the
    pieces are not found in the text, for example because it was transformed, the whole text is the
    folio.
    """
    place = next((at for at, piece in enumerate(content) if _numbers(piece)), None)
    if place is None:
        return ""
    pattern = "".join(
        NUMBER if at == place else _pattern(piece) for at, piece in enumerate(content)
    )
    found = re.fullmatch(pattern, drawn, re.DOTALL | re.IGNORECASE)
    if found is None:
        return drawn.strip()
    if not found[1]:
        return ""
    before = _literal(content[place - 1]) if place else ""
    after = _literal(content[place + 1]) if place + 1 < len(content) else ""
    return _end(before) + found[1] + _end(after[::-1])[::-1]


def _numbers(piece: tuple[str, Any]) -> bool:
    """True for a piece that is the number of the page."""
    kind, value = piece
    if kind in ("counter()", "counters()"):
        return bool(value[0] == "page")
    return bool(kind == "string()" and value[0] == FOLIO)


def _pattern(piece: tuple[str, Any]) -> str:
    """A pattern for what a piece may look like when drawn. Any number of spaces stands for a
    space, because the engine drops the spaces at the ends of a line.
    """
    literal = _literal(piece)
    return r"\s*".join(map(re.escape, re.split(r"\s+", literal))) if literal else ".*?"


def _literal(piece: tuple[str, Any]) -> str:
    kind, value = piece
    return str(value) if kind == "string" else ""


def _end(text: str) -> str:
    """The end of `text` that touches what follows: its characters after the last space."""
    return re.split(r"\s", text)[-1]
