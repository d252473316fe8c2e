"""A tree as our manuscript can say it: notes that are called once, links that lead somewhere.

In: blocks, the notes they call, a ledger. Out: `fit`, blocks and the notes in the order of their
calls. Nothing is lost on the way: what changes its form is a guess, what goes is a removal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from anban.config.values import slug_of
from anban.importers.draft import Thing
from anban.importers.ledger import Ledger
from anban.importers.passing import behind, change_runs, plain, runs_of
from anban.importers.scripts import with_languages
from anban.importers.tree import (
    UNNAMED,
    Block,
    Blocks,
    Break,
    Call,
    CodeBlock,
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
    Remark,
    Run,
    Table,
    Verse,
)
from anban.parse.attributes import is_label

DEEPEST = 6
"""Lists and quotes in each other that are kept; the parser follows twenty levels of Markdown."""
LONGEST = 50_000
"""Characters of one paragraph; a longer one is broken between two words."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\Z")
_OUTWARD = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_DASH = re.compile(r"(?:-- |— )\s*")


@dataclass(frozen=True, slots=True)
class Fitted:
    blocks: Blocks
    notes: Mapping[str, Note]


@dataclass(frozen=True, slots=True)
class Labels:
    """`taken` are the labels of a text, each with the form that it gets; `used` are those forms
    that something refers to.
    """

    taken: Mapping[str, str]
    used: frozenset[str]


def labels_in(texts: Iterable[tuple[Blocks, Mapping[str, Note]]]) -> Labels:
    """The labels of texts that may refer to each other."""
    blocks: list[Block] = []
    for outer, notes in texts:
        blocks += (*outer, *(block for note in notes.values() for block in note.blocks))
    taken = _labels(tuple(blocks))
    links = {
        one.look.link[1:]
        for line in runs_of(tuple(blocks))
        for one in line
        if isinstance(one, Run) and one.look.link.startswith("#")
    }
    links |= {
        one.label for line in runs_of(tuple(blocks)) for one in line if isinstance(one, Reference)
    }
    return Labels(taken, frozenset(taken[link] for link in links if link in taken))


def fit(blocks: Blocks, notes: Mapping[str, Note], ledger: Ledger, labels: Labels) -> Fitted:
    given = {
        label: replace(one, blocks=_shaped(one.blocks, ledger)) for label, one in notes.items()
    }
    judge = _Judge(ledger, labels.taken)
    blocks = change_runs(_shaped(blocks, ledger), judge.run)
    given = {
        label: replace(one, blocks=change_runs(one.blocks, judge.run))
        for label, one in given.items()
    }
    blocks, kept = _Notes(ledger, given).settled(blocks)
    return Fitted(_without_idle_labels(blocks, labels.used, labels.taken), kept)


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
        case Paragraph() if _told(block.inlines):
            yield from _paragraph(block)
        case Heading() if plain(block.inlines):
            yield block
        case Paragraph() | Heading():
            return
        case Verse() if any(one.inlines for one in block.lines):
            yield _verse(block, ledger)
        case _:
            yield block


def _told(inlines: Inlines) -> bool:
    return any(
        not isinstance(one, Break) and (not isinstance(one, Run) or one.text.strip())
        for one in inlines
    )


def _paragraph(block: Paragraph) -> Iterator[Block]:
    """A picture alone is a figure; a paragraph beyond all measure is several."""
    told = [one for one in block.inlines if not (isinstance(one, Run) and not one.text.strip())]
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
    return len(inline.text) if isinstance(inline, Run) else 1


def _cut(inline: Inline) -> Iterator[Inline]:
    if not isinstance(inline, Run) or len(inline.text) <= LONGEST:
        yield inline
        return
    text = inline.text
    while text:
        at = text.rfind(" ", 0, LONGEST) + 1 if len(text) > LONGEST else len(text)
        at = at or LONGEST
        yield replace(inline, text=text[:at])
        text = text[at:]


def _quote(block: Quote, ledger: Ledger) -> Iterator[Block]:
    """A last paragraph behind a dash says whose words they are; the dash itself is not text."""
    match block.blocks:
        case () if not block.attribution:
            return
        case (*above, Paragraph(inlines=inlines)) if (
            above and not block.attribution and (dash := _DASH.match(plain(inlines)))
        ):
            ledger.remove("dash before whom a quote is from", block.line, dash[0])
            ledger.guess("whom a quote is from", block.line, plain(inlines), "behind the quote")
            words = behind(inlines, dash[0])
            yield replace(block, blocks=tuple(above), attribution=words)
        case _:
            yield block


def _verse(block: Verse, ledger: Ledger) -> Verse:
    """A last line behind two hyphens says whose words they are."""
    told = [at for at, one in enumerate(block.lines) if plain(one.inlines)]
    last = block.lines[told[-1]].inlines if told else ()
    if len(told) < 2 or block.attribution or not plain(last).startswith("-- "):
        return block
    ledger.remove("dash before whom verse is from", block.line, "--")
    return replace(block, lines=block.lines[: told[-1]], attribution=behind(last, "--"))


# --- runs ----------------------------------------------------------------------------------------


def _labels(blocks: Blocks) -> Mapping[str, str]:
    """The labels that blocks bear, each with the form that it gets.

    A chapter is called by its title; no other label may be the same.
    """
    chapters = _chapters(blocks)
    found: dict[str, str] = {}
    for block in _labelled(blocks):
        if block.label and block.label not in found:
            others = {slug for slug, owner in chapters.items() if owner is not block}
            found[block.label] = _label(_name(block), {*found.values(), *others})
    return found


def _chapters(blocks: Blocks) -> Mapping[str, Block]:
    headings = [block for block in blocks if isinstance(block, Heading)]
    levels = sorted({max(1, block.level) for block in headings})[:2]
    return {slug_of(plain(one.inlines)): one for one in headings if one.level <= max(levels)}


def _labelled(blocks: Blocks) -> Iterator[Heading | Table | Figure]:
    for block in blocks:
        if isinstance(block, Heading | Figure) or (isinstance(block, Table) and block.caption):
            yield block
        elif isinstance(block, Quote):
            yield from _labelled(block.blocks)


def _name(block: Heading | Table | Figure) -> str:
    """What a label is made of: the id in `file#id`, or what the block says."""
    name = block.label.rpartition("#")[2] or block.label
    if not name.startswith(UNNAMED):
        return name
    words = plain(block.inlines if isinstance(block, Heading) else block.caption)
    return slug_of(words) or type(block).__name__.lower()


def _label(name: str, taken: Collection[str]) -> str:
    """A label of plain letters that nothing else bears."""
    plain_label = re.sub(r"[^A-Za-z0-9_-]+", "-", slug_of(name) or name).strip("-")
    label = plain_label if is_label(plain_label) else f"x-{plain_label}".rstrip("-")
    number, free = 1, label
    while free in taken:
        number += 1
        free = f"{label}-{number}"
    return free


@dataclass(frozen=True, slots=True)
class _Judge:
    """What a run may say: letters that print, languages that exist, links that lead somewhere."""

    ledger: Ledger
    taken: Mapping[str, str]

    def run(self, inlines: Inlines, line: int) -> Inlines:
        return tuple(one for inline in inlines for one in self._one(inline, line))

    def _one(self, inline: Inline, line: int) -> Iterator[Inline]:
        if isinstance(inline, Reference):
            yield Reference(self.taken.get(inline.label, inline.label))
            return
        if not isinstance(inline, Run):
            yield inline
            return
        look = inline.look
        if look.language and not _LANGUAGE.match(look.language):
            look = replace(look, language="")
        if look.link:
            look = replace(look, link=self._link(inline, line))
        text = self.ledger.printable(inline.text, line)
        if text:
            yield from with_languages(Run(text, look))

    def _link(self, run: Run, line: int) -> str:
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


def _without_idle_labels(blocks: Blocks, used: Collection[str], taken: Mapping[str, str]) -> Blocks:
    """Only labels that something refers to, in the form that they got."""

    def changed(block: Block) -> Block:
        match block:
            case Heading(label=label) | Table(label=label) | Figure(label=label):
                new = taken.get(label, "")
                return replace(block, label=new if new in used else "")
            case Quote(blocks=inner):
                return replace(block, blocks=tuple(map(changed, inner)))
            case _:
                return block

    return tuple(map(changed, blocks))


# --- notes ---------------------------------------------------------------------------------------


def _shows(blocks: Blocks) -> bool:
    """True if something of blocks is printed, so that they can be a note."""
    if any(isinstance(block, Figure | CodeBlock) for block in blocks):
        return True
    return any(
        one.text.strip() if isinstance(one, Run) else isinstance(one, Image)
        for run in runs_of(blocks)
        for one in run
    )


@dataclass(slots=True)
class _Notes:
    """Each note is called once, where it first is; a note inside a note stands in brackets."""

    ledger: Ledger
    given: Mapping[str, Note]
    found: dict[str, Note] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def settled(self, blocks: Blocks) -> tuple[Blocks, dict[str, Note]]:
        blocks = change_runs(blocks, self._called)
        kept = {}
        for label, note in self.found.items():
            kept[label] = replace(note, blocks=change_runs(note.blocks, self._inside((label,))))
        for label, note in self.given.items():
            if label not in kept and label not in self.gone:
                self.gone.add(label)
                blocks += self._uncalled(note)
        return blocks, kept

    def _called(self, inlines: Inlines, line: int) -> Inlines:
        made: list[Inline] = []
        for one in inlines:
            if not isinstance(one, Call):
                made.append(one)
            elif one.label in self.found:
                made.append(self._again(one.label, line))
            elif self._is_empty(one.label):
                made += self._marks(one.label)
                self._missing(one.label, line)
            else:
                self.found[one.label] = self.given[one.label]
                made.append(one)
        return tuple(made)

    def _again(self, label: str, line: int) -> Reference:
        self.ledger.guess("note called again", line, f"note {label}", "reference to the note")
        return Reference(f"^{label}")

    def _is_empty(self, label: str) -> bool:
        note = self.given.get(label)
        return note is None or not _shows(note.blocks)

    def _marks(self, label: str) -> Inlines:
        """The editor's marks in a note that says nothing else."""
        note = self.given.get(label)
        runs = runs_of(note.blocks) if note and label not in self.gone else ()
        return tuple(one for run in runs for one in run if isinstance(one, Remark))

    def _missing(self, label: str, line: int) -> None:
        words = "the call is left out"
        self.ledger.guess("note without words", line, f"note {label}", words, first=True)
        if label in self.given and label not in self.gone:
            self.gone.add(label)
            self.ledger.remove("note without words", line, "", Thing.NOTE)

    def _inside(self, above: tuple[str, ...]) -> Callable[[Inlines, int], Inlines]:
        def change(inlines: Inlines, line: int) -> Inlines:
            made: list[Inline] = []
            for one in inlines:
                made += self._in_brackets(one, line, above) if isinstance(one, Call) else [one]
            return tuple(made)

        return change

    def _in_brackets(self, call: Call, line: int, above: tuple[str, ...]) -> Inlines:
        if call.label in self.found:
            return (self._again(call.label, line),)
        if call.label in self.gone or self._is_empty(call.label):
            self._missing(call.label, line)
            return ()
        self.gone.add(call.label)
        blocks = change_runs(self.given[call.label].blocks, self._inside((*above, call.label)))
        words: list[Inline] = []
        for run in runs_of(blocks):
            words += [Run(" "), *run] if words else run
        self.ledger.guess(
            "note inside a note", line, f"note {call.label}", "in brackets", first=True
        )
        self.ledger.add("brackets of a note inside a note", line, "[]")
        self.ledger.remove("note inside a note, kept in brackets", line, "", Thing.NOTE)
        return (Run(" ["), *words, Run("]"))

    def _uncalled(self, note: Note) -> Blocks:
        """The words of a note that nothing calls, as text at the end."""
        if not _shows(note.blocks):
            self.ledger.remove("note without words", note.line, "", Thing.NOTE)
            return ()
        before = plain(next(iter(runs_of(note.blocks)), ()))
        after = "paragraph at the end of the text"
        self.ledger.guess("note that is never called", note.line, before, after, first=True)
        self.ledger.remove("note that is never called, kept as text", note.line, "", Thing.NOTE)
        return change_runs(note.blocks, self._inside((note.label,)))
