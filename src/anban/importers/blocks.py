"""Write blocks of the tree as Markdown of the manuscript.

In: blocks, and the notes that they call. Out: from `write`, the text of a piece without its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from anban.importers.spelling import comment, guard, image, spell
from anban.importers.tree import (
    Block,
    Blocks,
    Break,
    CodeBlock,
    Comment,
    Definitions,
    Figure,
    Heading,
    Inlines,
    Listing,
    Note,
    Paragraph,
    Quote,
    SceneBreak,
    StyledRun,
    Table,
    Verse,
    VerseLine,
)

WIDTH = 100
"""The most characters on a line of a file. A line is broken only before a letter, since another
character at its start could begin a list or a quotation."""

_BREAK = re.compile(r"<!--.*?-->|(?P<space> )(?=[^\W\d_])")
_NOTE_INDENT = 4
_DASHES = {"start": "---", "center": ":-:", "end": "--:"}


def write(blocks: Blocks, notes: Iterable[Note] = ()) -> str:
    """The Markdown of a piece: its blocks, then its notes."""
    text = "\n".join(_lines(blocks))
    noted = "\n\n".join("\n".join(_note(note)) for note in notes)
    return "\n\n".join(part for part in (text, noted) if part) + "\n"


def run(inlines: Inlines) -> str:
    """Inlines as Markdown on one line: a title, a heading or a cell."""
    return spell(tuple(StyledRun(" ") if isinstance(one, Break) else one for one in inlines))


def heading(inlines: Inlines) -> str:
    """The text of a heading as Markdown; a `#` at its end is escaped, so that it stays text."""
    return re.sub(r"#+\Z", lambda found: "\\#" * len(found[0]), run(inlines))


def _lines(blocks: Blocks, *, tight: bool = False) -> list[str]:
    """The lines of blocks, with an empty line between two blocks unless they are `tight`."""
    lines: list[str] = []
    before: Block | None = None
    for block in blocks:
        made = _block(block, before)
        if not made:
            continue
        lines += [""] if lines and not tight else []
        lines += made
        before = block
    return lines


def _block(block: Block, before: Block | None) -> list[str]:
    match block:
        case Paragraph(inlines=inlines):
            return _wrapped(spell(inlines))
        case Quote():
            return _quote(block)
        case Verse():
            return ["::: verse", *_verse(block), ":::"]
        case Listing():
            return list(_listing(block, before))
        case Definitions():
            return list(_definitions(block))
        case Table():
            return list(_table(block))
        case Figure():
            return _figure(block)
        case _:
            return _simple(block)


def _simple(block: Heading | CodeBlock | SceneBreak | Comment) -> list[str]:
    match block:
        case Heading(level=level, inlines=inlines, label=label):
            words = heading(inlines)
            tail = f" {{#{label}}}" if label else ""
            return [f"{'#' * (level + 1)} {words}{tail}"] if words else []
        case CodeBlock(text=text):
            return _code(text)
        case SceneBreak():
            return ["***"]
        case Comment(text=text):
            return [comment(text)]
        case _:
            assert_never(block)


def _wrapped(text: str) -> list[str]:
    """The lines of a paragraph. Each line after the first begins with a letter."""
    return [part for line in text.split("\n") for part in _broken(line)] if text else []


def _broken(line: str) -> Iterator[str]:
    start = last = 0
    for found in _BREAK.finditer(line):
        if found["space"] is None:
            continue
        if found.start() - start > WIDTH and last > start:
            yield line[start:last].rstrip(" ")
            start = last + 1
        last = found.start()
    if len(line) - start > WIDTH and last > start:
        yield line[start:last].rstrip(" ")
        start = last + 1
    yield line[start:]


def _quote(block: Quote) -> list[str]:
    lines = _lines(block.blocks)
    if block.attribution:
        lines += [*([""] if lines else []), f"-- {run(block.attribution)}"]
    if not lines:
        return []
    if block.epigraph and not any(map(_closes, block.blocks)):
        return ["::: epigraph", *lines, ":::"]
    return [f"> {line}".rstrip(" ") for line in lines]


def _closes(block: Block) -> bool:
    """True for code with a line that would close the container around it."""
    return isinstance(block, CodeBlock) and re.search(r"^\s*:::", block.text, re.M) is not None


def _verse(block: Verse) -> Iterator[str]:
    for line in block.lines:
        yield _verse_line(line)
    if block.attribution:
        yield f"-- {run(block.attribution)}"


def _verse_line(line: VerseLine) -> str:
    words = run(line.inlines)
    return "  " * line.indent + guard(words) if words else ""


def _listing(block: Listing, before: Block | None) -> Iterator[str]:
    other = isinstance(before, Listing) and (before.start is None) == (block.start is None)
    tight = all(_is_tight(item) for item in block.items)
    for number, item in enumerate(block.items, block.start or 0):
        mark = (
            ("*" if other else "-") if block.start is None else f"{number}{')' if other else '.'}"
        )
        lines = _lines(item, tight=tight) or [""]
        if number > (block.start or 0) and not tight:
            yield ""
        yield f"{mark} {lines[0]}".rstrip(" ")
        indent = " " * (len(mark) + 1)
        yield from (f"{indent}{line}".rstrip(" ") for line in lines[1:])


def _is_tight(item: Blocks) -> bool:
    """True if an item needs no empty lines: it is a paragraph, perhaps with lists below it."""
    match item:
        case () | (Paragraph(),):
            return True
        case (Paragraph(), Listing() as inner):
            return all(_is_tight(one) for one in inner.items) and inner.start in (None, 1)
        case _:
            return False


def _definitions(block: Definitions) -> Iterator[str]:
    for at, item in enumerate(block.items):
        yield from [""] if at else ()
        yield run(item.term)
        for meaning in item.meanings:
            lines = _lines(meaning) or [""]
            yield f": {lines[0]}"
            yield from (f"  {line}".rstrip(" ") for line in lines[1:])


def _table(block: Table) -> Iterator[str]:
    yield _row(block.head)
    yield f"|{'|'.join(_DASHES[align] for align in block.aligns)}|"
    yield from (_row(row) for row in block.rows)
    yield from _caption(block.caption, block.label)


def _row(cells: tuple[Inlines, ...]) -> str:
    texts = (run(cell).replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(texts)} |"


def _caption(caption: Inlines, label: str) -> Iterator[str]:
    if caption:
        tail = f" {{#{label}}}" if label else ""
        yield from ("", f": {run(caption)}{tail}")


def _figure(block: Figure) -> list[str]:
    label = block.label if not block.caption else ""
    attributes = [f"#{label}"] if label else []
    attributes += [f"width={block.image.width}"] if block.image.width < 100 else []
    return [image(block.image, " ".join(attributes)), *_caption(block.caption, block.label)]


def _code(text: str) -> list[str]:
    longest = max((len(ticks) for ticks in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [fence, *text.rstrip("\n").split("\n"), fence]


def _note(note: Note) -> Iterator[str]:
    lines = _lines(note.blocks)
    plain = bool(note.blocks) and isinstance(note.blocks[0], Paragraph)
    first, rest = (lines[0], lines[1:]) if plain else ("", lines)
    yield f"[^{note.label}]: {first}".rstrip(" ")
    yield from (f"{' ' * _NOTE_INDENT}{line}".rstrip(" ") for line in rest)
