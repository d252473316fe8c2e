"""The one style sheet of an edition.

In: a theme, an edition, the measures of the chapters. Out: CSS: first what follows from
`book.toml` and `theme.toml`, then the theme's files in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from anban.core.book import Chapter, Matter
from anban.core.nodes import Figure, Verse
from anban.core.page_numbers import USUAL, PageNumbering
from anban.core.walk import walk_blocks
from anban.manuscript.config.model import Edition, Format
from anban.render import make_up
from anban.render.theme import Theme


@dataclass(frozen=True, slots=True)
class Measures:
    """The widths of figures, in per cent, and the indents of lines of verse, in em."""

    widths: frozenset[int]
    indents: frozenset[int]


def stylesheet(
    theme: Theme,
    edition: Edition,
    measures: Iterable[Measures],
    numbering: PageNumbering = USUAL,
) -> str:
    """The CSS of `edition`; `measures` are those of all chapters, `numbering` that of its pages."""
    rules = [*families(theme)]
    if edition.format is Format.PDF:
        rules += [*_page(theme, edition), *make_up.rules(theme.make_up), *_labels(numbering)]
    rules += _measures(tuple(measures))
    return "\n".join([*rules, *(file.text.rstrip("\n") for file in theme.css), ""])


def families(theme: Theme) -> Iterator[str]:
    """The families by role; a run in a language with a fallback is set in that one first."""
    fallbacks = tuple(dict.fromkeys(family for _, family in theme.fallback))
    yield f":root {{ font-family: {_families(theme.text, *fallbacks)} }}"
    if theme.sans:
        yield f".sans {{ font-family: {_families(theme.sans, *fallbacks)} }}"
    for language, family in theme.fallback:
        yield f":lang({language}) {{ font-family: {_families(family, theme.text)} }}"


def _families(*names: str) -> str:
    return ", ".join([*(f'"{name}"' for name in names), "serif"])


def _page(theme: Theme, edition: Edition) -> Iterator[str]:
    """Size, bleed and margins of every page, the inner one at the spine; the text area."""
    margins = edition.margins or theme.margins
    width, height = edition.trim
    measure, depth = width - margins.inner - margins.outer, height - margins.top - margins.bottom
    yield f":root {{ --measure: {measure:g}mm; --depth: {depth:g}mm }}"
    yield (
        f"@page {{ size: {width:g}mm {height:g}mm; bleed: {edition.bleed:g}mm;"
        f" margin-top: {margins.top:g}mm; margin-bottom: {margins.bottom:g}mm }}"
    )
    for side, left, right in (
        ("right", margins.inner, margins.outer),
        ("left", margins.outer, margins.inner),
    ):
        yield f"@page :{side} {{ margin-left: {left:g}mm; margin-right: {right:g}mm }}"


def _labels(numbering: PageNumbering) -> Iterator[str]:
    """No line ends inside the number of a page, as it might behind the hyphen of a prefix."""
    prefixed = any(numbering.of(matter).prefix for matter in Matter)
    yield f":root {{ --folio-space: {'nowrap' if prefixed else 'normal'} }}"
    if prefixed:
        yield ".page-label { white-space: nowrap }"


def measured(chapter: Chapter) -> Measures:
    """The measures that `chapter` and its notes have."""
    widths: set[int] = set()
    indents: set[int] = set()
    noted = (block for note in chapter.notes for block in note.blocks)
    for block in walk_blocks((*chapter.blocks, *noted)):
        match block:
            case Figure():
                widths.add(block.width)
            case Verse():
                indents |= {line.indent for stanza in block.stanzas for line in stanza}
            case _:
                pass
    return Measures(frozenset(widths), frozenset(indents))


def _measures(measures: tuple[Measures, ...]) -> Iterator[str]:
    """A rule for each width of a figure and each indent of a line of verse that the book has."""
    widths = frozenset[int]().union(*(one.widths for one in measures))
    indents = frozenset[int]().union(*(one.indents for one in measures))
    yield from (f".width-{width} img {{ width: {width}% }}" for width in sorted(widths))
    for indent in sorted(indents - {0}):
        yield f".indent-{indent} {{ padding-inline-start: {indent}em }}"
