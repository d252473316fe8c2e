"""Change a tree so that it has only what the manuscript's Markdown can express.

In: blocks, the notes that they call, a ledger. Out: from `fit`, blocks, and the notes in the order
of their calls. Nothing is lost without a report: a change of form is listed as a guess, and what
is left out is listed as a removal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from anban.importers.calls import Notes
from anban.importers.labels import Labels, without_idle
from anban.importers.ledger import Ledger
from anban.importers.passing import behind, change_runs, plain, runs_of
from anban.importers.scripts import with_languages
from anban.importers.tree import (
    Block,
    Blocks,
    Break,
    Definitions,
    Figure,
    Heading,
    Image,
    Inline,
    Inlines,
    Listing,
    Note,
    Paragraph,
    Quote,
    Reference,
    StyledRun,
    Verse,
)

DEEPEST = 6
"""How deeply lists and quotes may be nested. The parser reads 20 levels, and counts a list as two
(`DEEPEST` in `anban.manuscript.parse.engine`)."""
LONGEST = 50_000
"""Characters of one paragraph; a longer one is broken between two words."""

LOWEST = 3
"""The lowest level of headings below a title."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\Z")
_OUTWARD = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_DASH = re.compile(r"(?:-- |— )\s*")


@dataclass(frozen=True, slots=True)
class Fitted:
    """Blocks that fit the manuscript, and their notes in the order of the calls."""

    blocks: Blocks
    notes: Mapping[str, Note]


def fit(blocks: Blocks, notes: Mapping[str, Note], ledger: Ledger, labels: Labels) -> Fitted:
    """`blocks` and `notes` as the manuscript can have them."""
    given = {
        label: replace(one, blocks=_shaped(one.blocks, ledger, 1)) for label, one in notes.items()
    }
    judge = _Judge(ledger, labels.taken)
    blocks = change_runs(_shaped(blocks, ledger), judge.run)
    given = {
        label: replace(one, blocks=change_runs(one.blocks, judge.run))
        for label, one in given.items()
    }
    blocks, kept = Notes(ledger, given).settled(blocks)
    return Fitted(without_idle(blocks, labels.used, labels.taken), kept)


# --- blocks --------------------------------------------------------------------------------------


def _shaped(blocks: Blocks, ledger: Ledger, depth: int = 0) -> Blocks:
    return tuple(one for block in blocks for one in _shape(block, ledger, depth))


def _shape(block: Block, ledger: Ledger, depth: int) -> Iterator[Block]:
    match block:
        case Quote() | Listing() if depth >= DEEPEST:
            before = plain(next(iter(runs_of((block,))), ()))
            ledger.guess("nested too deep", block.line, before, "one level less", first=True)
            inner = block.blocks if isinstance(block, Quote) else sum(block.items, ())
            yield from _shaped(inner, ledger, depth)
        case Quote():
            yield from _quote(
                replace(block, blocks=_shaped(block.blocks, ledger, depth + 1)), ledger
            )
        case Listing():
            items = tuple(_shaped(item, ledger, depth + 1) for item in block.items)
            start = block.start if block.start is None else max(0, min(block.start, 999_999))
            yield replace(block, items=items, start=start)
        case Definitions():
            items_ = tuple(
                replace(one, meanings=tuple(_shaped(m, ledger, depth + 1) for m in one.meanings))
                for one in block.items
            )
            yield replace(block, items=items_)
        case Paragraph() if _has_content(block.inlines):
            yield from _paragraph(block)
        case Heading() if plain(block.inlines):
            inside = replace(block, level=max(1, min(block.level, LOWEST)))
            yield inside if depth else block
        case Paragraph() | Heading():
            return
        case Verse() if any(one.inlines for one in block.lines):
            yield _verse(block, ledger)
        case _:
            yield block


def _has_content(inlines: Inlines) -> bool:
    return any(
        not isinstance(one, Break) and (not isinstance(one, StyledRun) or one.text.strip())
        for one in inlines
    )


def _paragraph(block: Paragraph) -> Iterator[Block]:
    """A picture alone becomes a figure; a very long paragraph becomes several."""
    told = [
        one for one in block.inlines if not (isinstance(one, StyledRun) and not one.text.strip())
    ]
    match told:
        case [Image() as image]:
            yield Figure(image, line=block.line)
            return
    part: list[Inline] = []
    size = 0
    for one in block.inlines:
        for piece in _cut(one):
            if part and size + _size(piece) > LONGEST:
                yield replace(block, inlines=tuple(part))
                part, size = [], 0
            part.append(piece)
            size += _size(piece)
    yield replace(block, inlines=tuple(part))


def _size(inline: Inline) -> int:
    return len(inline.text) if isinstance(inline, StyledRun) else 1


def _cut(inline: Inline) -> Iterator[Inline]:
    if not isinstance(inline, StyledRun) or len(inline.text) <= LONGEST:
        yield inline
        return
    text = inline.text
    while text:
        at = text.rfind(" ", 0, LONGEST) + 1 if len(text) > LONGEST else len(text)
        at = at or LONGEST
        yield replace(inline, text=text[:at])
        text = text[at:]


def _quote(block: Quote, ledger: Ledger) -> Iterator[Block]:
    """A last paragraph that begins with a dash becomes the attribution, without the dash."""
    if block.attribution and not plain(block.attribution):
        marks = Paragraph(block.attribution, block.line)
        block = replace(block, blocks=(*block.blocks, marks), attribution=())
    match block.blocks:
        case ():
            words = Paragraph(block.attribution, block.line)
            yield from (
                [replace(block, blocks=(words,), attribution=())] if block.attribution else []
            )
        case (*above, Paragraph(inlines=inlines)) if (
            above and not block.attribution and (dash := _DASH.match(plain(inlines)))
        ):
            ledger.remove("dash before whom a quote is from", block.line, dash[0])
            ledger.guess("whom a quote is from", block.line, plain(inlines), "behind the quote")
            name = behind(inlines, dash[0])
            yield replace(block, blocks=tuple(above), attribution=name)
        case _:
            yield block


def _verse(block: Verse, ledger: Ledger) -> Verse | Paragraph:
    """A last line that begins with two hyphens becomes the attribution, if there are others."""
    told = [at for at, one in enumerate(block.lines) if plain(one.inlines)]
    last = block.lines[told[-1]].inlines if told else ()
    if block.attribution or not plain(last).startswith("-- "):
        return block
    if len(told) < 2:
        return Paragraph(last, block.line)
    ledger.remove("dash before whom verse is from", block.line, "--")
    return replace(block, lines=block.lines[: told[-1]], attribution=behind(last, "--"))


# --- runs ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Judge:
    """Checks the parts of a run: characters must be printable, language tags well formed, and links
    must have a target.
    """

    ledger: Ledger
    taken: Mapping[str, str]

    def run(self, inlines: Inlines, line: int) -> Inlines:
        return tuple(one for inline in inlines for one in self._one(inline, line))

    def _one(self, inline: Inline, line: int) -> Iterator[Inline]:
        if isinstance(inline, Reference):
            yield Reference(self.taken.get(inline.label, inline.label))
            return
        if not isinstance(inline, StyledRun):
            yield inline
            return
        look = inline.look
        if look.language and not _LANGUAGE.match(look.language):
            look = replace(look, language="")
        if look.link:
            look = replace(look, link=self._link(inline, line))
        text = self.ledger.printable(inline.text, line)
        if text:
            yield from with_languages(StyledRun(text, look))

    def _link(self, run: StyledRun, line: int) -> str:
        link = run.look.link.strip()
        if link.startswith("#"):
            if link[1:] in self.taken:
                return f"#{self.taken[link[1:]]}"
            self.ledger.guess(
                "link to a place without a label", line, f"{run.text} ({link})", run.text
            )
        elif _OUTWARD.match(link):
            return re.sub(r"[\s<>\\]", lambda found: f"%{ord(found[0]):02X}", link)
        else:
            self.ledger.guess(
                "link that leads nowhere in a book", line, f"{run.text} ({link})", run.text
            )
        return ""
