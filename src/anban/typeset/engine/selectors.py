"""What the selectors of a style sheet look at.

In: style sheets, as text. Out: whether the style of a block depends on the block and its neighbours
alone, so that blocks which are alike are set alike wherever they stand.
"""

from __future__ import annotations

import re

INNER = frozenset(("tr", "td", "th", "li", "dt", "dd", "tbody", "thead", "col"))
"""Elements that never are a block of a sheet: what stands among them stays inside a block."""
PIECE = re.compile(r"([^{}]*)([{}])")
"""What stands before a brace: in front of an opening one, selectors."""
COMPOUND = re.compile(r"(?:~\s*)?[^\s>+~]+")
PLACED = re.compile(r":nth-|-of-type|:has\(")
COUNTED = re.compile(r"counter-(increment|reset|set)\s*:")
ASIDE = re.compile(r"/\*.*?\*/|@page[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.DOTALL)


def positional(css: str) -> bool:
    """True if a rule of `css` makes a block depend on more than itself and its neighbours."""
    return bool(COUNTED.search(_elements(css))) or placed(css)


def placed(css: str) -> bool:
    """True if a selector of `css` looks at more of a block than itself and its neighbours."""
    pieces = PIECE.findall(_elements(css))
    return any(_placed(piece) for piece, brace in pieces if brace == "{")


def _elements(css: str) -> str:
    """`css` without its comments and page rules."""
    return ASIDE.sub("", css)


def _placed(prelude: str) -> bool:
    compounds = COMPOUND.findall(prelude.replace(",", " "))
    return any(
        (compound.startswith("~") or PLACED.search(compound))
        and re.split(r"[.:#\[]", compound.lstrip("~ \n"))[0] not in INNER
        for compound in compounds
    )
