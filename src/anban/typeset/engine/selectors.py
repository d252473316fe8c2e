"""What the selectors of a style sheet depend on.

In: style sheets, as text. Out: whether the style of a block depends only on the block itself and
its neighbours. Then equal blocks look the same wherever they stand, and a layout can be used again.
"""

from __future__ import annotations

import re

INNER = frozenset(("tr", "td", "th", "li", "dt", "dd", "tbody", "thead", "col"))
"""Elements that are never a block of a sheet. A selector that counts them looks at the inside of
one block only."""
PIECE = re.compile(r"([^{}]*)([{}])")
"""The text before a brace, and the brace. Before an opening brace stand selectors."""
COMPOUND = re.compile(r"(?:~\s*)?[^\s>+~]+")
PLACED = re.compile(r":nth-|-of-type|:has\(")
COUNTED = re.compile(r"counter-(increment|reset|set)\s*:")
ASIDE = re.compile(r"/\*.*?\*/|@page[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.DOTALL)


def positional(css: str) -> bool:
    """True if the style of a block depends on more than itself and its neighbours, by a selector of
    `css` or by a counter.
    """
    return bool(COUNTED.search(_elements(css))) or placed(css)


def placed(css: str) -> bool:
    """True if a selector of `css` looks at more than a block itself and its neighbours."""
    pieces = PIECE.findall(_elements(css))
    return any(_placed(piece) for piece, brace in pieces if brace == "{")


def _elements(css: str) -> str:
    """`css` without its comments and page rules."""
    return ASIDE.sub("", css)


def _placed(prelude: str) -> bool:
    """True if one of these selectors counts blocks, or looks at blocks further away."""
    compounds = COMPOUND.findall(prelude.replace(",", " "))
    return any(
        (compound.startswith("~") or PLACED.search(compound))
        and re.split(r"[.:#\[]", compound.lstrip("~ \n"))[0] not in INNER
        for compound in compounds
    )
