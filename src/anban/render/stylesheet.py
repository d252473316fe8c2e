"""The style sheet of an edition.

In: a theme, an edition, the measures of the chapters. Out: CSS: first the rules that follow from
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
    """The widths of figures, in percent of the measure, and the indents of lines of verse, in ems.
    A chapter has each of them once.
    """

    widths: frozenset[int]
    indents: frozenset[int]


def stylesheet(
    theme: Theme,
    edition: Edition,
    measures: Iterable[Measures],
    numbering: PageNumbering = USUAL,
) -> str:
    """The CSS of `edition`, with the measures of its chapters and the numbering of its pages."""
    rules = [*families(theme)]
    if edition.format is Format.PDF:
        rules += [*_page(theme, edition), *make_up.rules(theme.make_up), *_labels(numbering)]
    rules += _measures(tuple(measures))
    return "\n".join([*rules, *(file.text.rstrip("\n") for file in theme.css), ""])


def families(theme: Theme) -> Iterator[str]:
    """Rules for the font families. For a language with a fallback, that family comes first."""
    fallbacks = tuple(dict.fromkeys(family for _, family in theme.fallback))
    yield f":root {{ font-family: {_families(theme.text, *fallbacks)} }}"
    if theme.sans:
        yield f".sans {{ font-family: {_families(theme.sans, *fallbacks)} }}"
    for language, family in theme.fallback:
        yield f":lang({language}) {{ font-family: {_families(family, theme.text)} }}"


def _families(*names: str) -> str:
    return ", ".join([*(f'"{name}"' for name in names), "serif"])


def _page(theme: Theme, edition: Edition) -> Iterator[str]:
    """Rules for the size, the bleed and the margins of pages in millimetres, with the inner margin
    at the spine, and the size of the text area as custom properties.
    """
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
    """Rules that keep a page number on one line: behind the hyphen of a prefix it could break."""
    prefixed = any(numbering.of(matter).prefix for matter in Matter)
    yield f":root {{ --folio-space: {'nowrap' if prefixed else 'normal'} }}"
    if prefixed:
        yield ".page-label { white-space: nowrap }"


def measured(chapter: Chapter) -> Measures:
    """The measures that occur in `chapter` and its notes."""
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
    """A rule for each width of a figure and each indent of a line of verse in the book."""
    widths = frozenset[int]().union(*(one.widths for one in measures))
    indents = frozenset[int]().union(*(one.indents for one in measures))
    yield from (f".width-{width} img {{ width: {width}% }}" for width in sorted(widths))
    for indent in sorted(indents - {0}):
        yield f".indent-{indent} {{ padding-inline-start: {indent}em }}"
