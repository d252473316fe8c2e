"""How pages are made up: what stands at their heads and feet, and on what grid.

In: a book and its pages. Out: diagnostics. What is asked for is what a compositor's hand would
mend: no line of a paragraph alone, nothing cut off from what it belongs to, lines that back up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from anban.check.characters import excerpt
from anban.check.pages import rules
from anban.check.pages.places import Piece, Told, placed, sheets, shown
from anban.core.book import Book, Chapter
from anban.core.diagnostics import Diagnostic, Rule
from anban.core.memo import Memo
from anban.core.registry import Asks, elements
from anban.render.make_up import USUAL, MakeUp
from anban.typeset.layout import REPEATED, Line, Page

TITLE = "h1"
"""The title of a piece, which is no node."""
HEADINGS = elements(Asks.HEADING) | {TITLE}
TEXT, CELL, HEAD, CAPTION = map(elements, (Asks.PROSE, Asks.CELL, Asks.HEAD, Asks.CAPTION))
SLACK = 0.67
"""Pixels, half a point, that a line may stand off the grid."""
POINTS = 0.75
"""Points in a pixel."""

Grid = tuple[float, float]
"""The leading of the text, and where its baselines stand between two lines, in pixels."""
Stands = Counter[tuple[float, float]]
"""How many plain lines have a leading and stand so far below the head of the text."""


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A page of a sheet, counted from 0, with its lines of running text and those of its notes."""

    index: int
    page: Page
    text: tuple[Line, ...]
    notes: tuple[Line, ...]
    label: str

    def at(self, rule: Rule, line: Line, **values: object) -> Told:
        """What `rule` says of `line`."""
        words = "".join(run.text for run in self.page.runs[line.start : line.end])
        shown: dict[str, Any] = {"words": excerpt(words, 0), "label": self.label, **values}
        return self.index, line.start, rule.at(None, **shown)


def examine(
    book: Book,
    pages: tuple[Page, ...],
    memo: Memo | None = None,
    *,
    edition: str = "",
    least: MakeUp = USUAL,
) -> tuple[Diagnostic, ...]:
    """Every breach of the rules of make-up on `pages`; `least` is what the theme asks for."""
    memo = memo or Memo()
    parts = [
        (piece, own, memo(_stands, own))
        for piece, own in sheets(book, pages)
        if _set_as_text(piece)
    ]
    grid = _commonest(memo(_grids, stands) for _, _, stands in parts)
    return tuple(
        diagnostic
        for piece, own, stands in parts
        for diagnostic in placed(piece, own, memo(_sheet, own, stands, grid, edition, least), memo)
    )


def _set_as_text(piece: Piece) -> bool:
    """True if `piece` is set line by line: no title page, no dedication."""
    return isinstance(piece, Chapter) and not piece.role.facts.bare


def _sheet(
    pages: tuple[Page, ...], stands: Stands, grid: Grid | None, edition: str, least: MakeUp
) -> tuple[Told, ...]:
    leaves = [_leaf(index, page, edition) for index, page in enumerate(pages)]
    aligned = grid is None or not any(_off(grid, *stand) for stand in stands)
    return tuple(
        told
        for index, leaf in enumerate(leaves)
        for told in (
            *(_off_grid(leaf, grid) if grid and not aligned else ()),
            *(_parted(leaf, leaves[index + 1], least) if leaf is not leaves[-1] else ()),
            *(_ending(leaf, least.at_end) if index and leaf is leaves[-1] else ()),
        )
    )


def _leaf(index: int, page: Page, edition: str) -> _Leaf:
    text: list[Line] = []
    notes: list[Line] = []
    for line in page.lines:
        (notes if page.runs[line.start].note else text).append(line)
    return _Leaf(index, page, tuple(text), tuple(notes), shown(page.label, edition))


# --- between two pages ------------------------------------------------------------------------


def _parted(leaf: _Leaf, after: _Leaf, least: MakeUp) -> Iterator[Told]:
    """What the break between two pages parts that belongs together."""
    for above, below in ((leaf.text, after.text), (leaf.notes, after.notes)):
        begun = _begun(above)
        if begun and len(begun) < least.orphans:
            said = _alone("first", begun)
            yield leaf.at(rules.ORPHAN, begun[0], **said, least=least.orphans)
        ended = _ended(below)
        if ended and len(ended) < least.widows:
            said = _alone("last", ended)
            yield after.at(rules.WIDOW, ended[0], **said, least=least.widows)
    yield from _heading(leaf, least.under_heading)
    yield from _table(leaf, after, least.rows)
    yield from _caption(leaf, after)


def _begun(lines: Sequence[Line]) -> list[Line]:
    """The lines at the foot of a page whose paragraph begins there and goes on overleaf."""
    if not lines or lines[-1].kind not in TEXT or lines[-1].last:
        return []
    found: list[Line] = []
    for line in reversed(lines):
        if line.kind != lines[-1].kind or line.last:
            return []
        found.append(line)
        if line.first:
            return found[::-1]
    return []


def _ended(lines: Sequence[Line]) -> list[Line]:
    """The lines at the head of a page with which a paragraph ends that began before."""
    if not lines or lines[0].kind not in TEXT or lines[0].first:
        return []
    found: list[Line] = []
    for line in lines:
        if line.kind != lines[0].kind or line.first:
            return []
        found.append(line)
        if line.last:
            return found
    return []


def _alone(which: str, lines: Sequence[Line]) -> dict[str, str]:
    """How the lines that stand alone are spoken of."""
    if len(lines) == 1:
        return {"lines": f"{which} line", "stand": "stands"}
    return {"lines": f"{which} {len(lines)} lines", "stand": "stand"}


def _heading(leaf: _Leaf, least: int) -> Iterator[Told]:
    """A heading under which too little stands; a picture has no lines, but its caption has."""
    under: list[Line] = []
    for line in reversed(leaf.text):
        if line.kind in HEADINGS:
            if all(one.kind not in CAPTION for one in under):
                count = len(_rows(under))
                lines = ("no line", "one line")[count] if count < 2 else f"{count} lines"
                yield leaf.at(rules.HEADING_STRANDED, line, lines=lines)
            return
        under.append(line)
        if len(_rows(under)) == least:
            return


def _table(leaf: _Leaf, after: _Leaf, least: int) -> Iterator[Told]:
    """A table of which too few rows stand on a page, one as a rule."""
    if not (after.text and after.text[0].kind == REPEATED and leaf.text):
        return
    above = _run(leaf.text[::-1], CELL)
    body = [line for line in after.text if line.kind != REPEATED]
    below = _run(body, CELL)
    whole = len(below) < len(body) or leaf.page.sheet != after.page.sheet
    if above and (count := _begin(above)) < least:
        yield leaf.at(rules.TABLE_PARTED, above[-1], rows=_few_rows(count))
    if below and whole and (count := _begin(below)) < least:
        yield after.at(rules.TABLE_PARTED, below[0], rows=_few_rows(count))


def _begin(cells: Sequence[Line]) -> int:
    """How many rows of a table begin among the lines of `cells`."""
    return len(_rows([line for line in cells if line.first]))


def _few_rows(count: int) -> str:
    return "one row alone stands" if count < 2 else f"{count} rows alone stand"


def _caption(leaf: _Leaf, after: _Leaf) -> Iterator[Told]:
    """A caption, or the head of a table, at the foot without the table; a caption at the head
    without its picture.
    """
    foot = _run(leaf.text[::-1], HEAD)
    caption = _run(leaf.text[len(leaf.text) - len(foot) - 1 :: -1], CAPTION)
    tabular = after.text[:1] and after.text[0].kind in {*HEAD, *CELL, REPEATED}
    if caption and (foot or tabular):
        yield leaf.at(rules.CAPTION_PARTED, caption[-1])
    head = _run(after.text, CAPTION)
    below = after.text[len(head) : len(head) + 1]
    at_top = head and head[0].baseline - after.page.text_top < head[0].leading
    if at_top and not (below and below[0].kind in HEAD | CELL):
        yield after.at(rules.CAPTION_PARTED, head[0])


def _run(lines: Sequence[Line], kinds: frozenset[str]) -> list[Line]:
    """The lines of `kinds` with which `lines` begin."""
    found: list[Line] = []
    for line in lines:
        if line.kind not in kinds:
            break
        found.append(line)
    return found


def _rows(lines: Sequence[Line]) -> set[float]:
    """The places where `lines` stand; cells of a table stand side by side."""
    return {round(line.baseline) for line in lines}


# --- the end of a piece -----------------------------------------------------------------------


def _ending(leaf: _Leaf, least: int) -> Iterator[Told]:
    """A last page with next to nothing on it; a picture or a table fills as much as its lines."""
    if not leaf.text:
        said = rules.SHORT_ENDING.at(None, lines="no line", words="", label=leaf.label)
        yield leaf.index, None, said
        return
    count = len(_rows(leaf.text))
    depth = leaf.text[-1].baseline - leaf.page.text_top
    if count < least and depth < least * leaf.text[-1].leading:
        lines = "one line" if count == 1 else f"{count} lines"
        yield leaf.at(rules.SHORT_ENDING, leaf.text[0], lines=lines)


# --- the grid ---------------------------------------------------------------------------------


def _stands(pages: tuple[Page, ...]) -> Stands:
    return Counter(
        (line.leading, line.baseline - page.text_top)
        for page in pages
        for line in page.lines
        if line.plain
    )


def _grids(stands: Stands) -> Counter[Grid]:
    """How many plain lines stand on which grid."""
    counts: Counter[Grid] = Counter()
    for (leading, depth), count in stands.items():
        counts[round(leading, 2), round(depth % leading, 1)] += count
    return counts


def _commonest(counted: Iterator[Counter[Grid]]) -> Grid | None:
    counts: Counter[Grid] = Counter()
    for some in counted:
        counts.update(some)
    return max(counts, key=lambda grid: (counts[grid], grid), default=None)


def _off(grid: Grid, leading: float, depth: float) -> float:
    """How far a plain line stands off the grid, if its leading is that of the grid and it is more
    than may be.
    """
    wanted, phase = grid
    if abs(leading - wanted) > 0.01:
        return 0.0
    off = abs((depth % wanted - phase + wanted / 2) % wanted - wanted / 2)
    return off if off > SLACK else 0.0


def _off_grid(leaf: _Leaf, grid: Grid) -> Iterator[Told]:
    """The first plain line of the page that stands between the lines of the page behind it."""
    for line in leaf.text:
        off = line.plain and _off(grid, line.leading, line.baseline - leaf.page.text_top)
        if off:
            yield leaf.at(rules.OFF_GRID, line, off=f"{off * POINTS:.1f}")
            return
