"""Divide one tree into the pieces of a book, each with its role, its notes and its Markdown.

In: blocks whose headings have the levels of the source (0 is the title of the book), notes, a
ledger. Out: from `draft_of`, a draft. Which level of heading begins a piece is a guess, and it is
reported as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from anban import languages
from anban.core.book import Matter, Role
from anban.importers.blocks import heading, write
from anban.importers.draft import Author, Draft, Piece, Thing
from anban.importers.fitting import LOWEST, fit
from anban.importers.given import Wishes
from anban.importers.labels import Labels, labels_in
from anban.importers.ledger import Ledger
from anban.importers.outline import PART, PIECE, Outline
from anban.importers.passing import behind, beside_words, change_runs, plain, runs_of
from anban.importers.roles import label_of, part_label_of, role_of
from anban.importers.tree import (
    Block,
    Blocks,
    Call,
    Heading,
    Inline,
    Inlines,
    Note,
    Paragraph,
    Reference,
    StyledRun,
)
from anban.languages import Language


@dataclass(frozen=True, slots=True)
class FileReading:
    """The result of reading one file."""

    blocks: Blocks
    notes: Mapping[str, Note] = field(default_factory=dict)
    title: str = ""
    subtitle: str = ""
    language: str = ""
    authors: tuple[Author, ...] = ()
    publisher: str = ""
    stem: str = ""
    whole: bool = False
    """True if the text is one piece whatever headings it has, as in a book of several files."""
    part: str = ""
    """The part and the matter of the piece, if a list of contents says so."""
    matter: Matter | None = None


@dataclass(slots=True)
class _OpenPiece:
    """A piece while its blocks are collected."""

    title: Inlines
    label: str
    line: int
    part: str
    said: str = ""
    """The role that the source gives to the piece, if it does."""
    role: Role = Role.CHAPTER
    matter: Matter = Matter.BODY
    blocks: list[Block] = field(default_factory=list)


def draft_of(
    reading: FileReading, ledger: Ledger, wishes: Wishes, labels: Labels | None = None
) -> Draft:
    """The draft of one file. `labels` are the labels in all files to which it may refer."""
    language = languages.known(wishes.language or reading.language)
    labels = labels or labels_in([(reading.blocks, reading.notes)])
    fitted = fit(reading.blocks, reading.notes, ledger, labels)
    title, blocks = _book_title(fitted.blocks, ledger, reading)
    title = wishes.title or title
    parts = [
        part
        for part in _split(blocks, ledger, title or reading.stem, language, whole=reading.whole)
        if part.blocks or part.title
    ]
    if reading.whole:
        _set_whole(parts, reading)
    else:
        _set_roles(parts)
    return Draft(
        title=title or (plain(parts[0].title) if parts else "") or reading.stem,
        language=language.tag,
        pieces=tuple(_piece(part, fitted.notes, ledger) for part in parts),
        lines=tuple(ledger.lines),
        counts=ledger.counts,
        pictures=tuple(ledger.pictures[name] for name in sorted(ledger.pictures)),
        authors=reading.authors,
        guesses=tuple(ledger.guesses),
        removals=tuple(ledger.removals),
        additions=tuple(ledger.additions),
        subtitle=reading.subtitle,
        publisher=reading.publisher,
    )


# --- levels --------------------------------------------------------------------------------------


def _book_title(blocks: Blocks, ledger: Ledger, reading: FileReading) -> tuple[str, Blocks]:
    """The title of the book, and the blocks without the heading from which it was taken."""
    headings = [block for block in blocks if isinstance(block, Heading)]
    first = next(iter(headings), None)
    if reading.whole or first is None:
        return reading.title, blocks
    if first.level == 0 or _stands_above(first, headings):
        words = plain(first.inlines)
        ledger.remove("title of the book, now in book.toml", first.line, words, Thing.HEADING)
        ledger.guess("title of the book", first.line, words, "title in book.toml", first=True)
        others = beside_words(first.inlines)
        kept = (Paragraph(others, first.line),) if others else ()
        at = blocks.index(first)
        return words, (*blocks[:at], *kept, *blocks[at + 1 :])
    return reading.title, blocks


def _stands_above(first: Heading, headings: list[Heading]) -> bool:
    """True if the first heading is the only one of its level and the next level has chapters."""
    others = headings[1:]
    if any(one.level <= first.level for one in others) or not others:
        return False
    top = min(one.level for one in others)
    below = [plain(one.inlines) for one in others if one.level == top]
    named = [
        label_of(words) or part_label_of(words) or role_of(words) is not Role.CHAPTER
        for words in below
    ]
    return len(below) > 1 and any(named)


# --- pieces --------------------------------------------------------------------------------------


def _split(
    blocks: Blocks, ledger: Ledger, title: str, language: Language, *, whole: bool
) -> Iterator[_OpenPiece]:
    blocks = tuple(_with_whole_titles(blocks, ledger))
    outline = Outline.of(blocks, whole=whole)
    current: _OpenPiece | None = None
    above, line = "", 0
    for block in blocks:
        kind, depth = outline.step(block) if isinstance(block, Heading) else ("", 0)
        if kind in (PART, PIECE) and current:
            yield current
        elif kind == PART and above:
            _without_chapters(above, line, ledger)
        if isinstance(block, Heading) and kind == PART:
            current, above, line = None, _part_title(block, ledger), block.line
            if others := beside_words(block.inlines):
                current = _untitled(block, ledger, above, above, front=False)
                current.blocks.append(Paragraph(others, block.line))
        elif isinstance(block, Heading) and kind == PIECE:
            current = _begun(block, above, ledger)
        else:
            if current is None:
                front = bool(outline.headings) and not above
                words = above or (language.say("import-opening") if front else title)
                current = _untitled(block, ledger, words, above, front=front)
            current.blocks.append(_lowered(block, depth, ledger))
    if current:
        yield current
    elif above:
        _without_chapters(above, line, ledger)


def _with_whole_titles(blocks: Blocks, ledger: Ledger) -> Iterator[Block]:
    """Join a heading such as `CHƯƠNG I` with the heading that directly follows it."""
    waiting: Heading | None = None
    for block in blocks:
        if waiting is not None:
            if isinstance(block, Heading) and _goes_on(waiting, block):
                words = (*waiting.inlines, StyledRun(" "), *block.inlines)
                ledger.remove("heading joined with the next", block.line, "", Thing.HEADING)
                waiting = replace(waiting, inlines=words, label=waiting.label or block.label)
                yield waiting
                waiting = None
                continue
            yield waiting
            waiting = None
        words_ = plain(block.inlines) if isinstance(block, Heading) else ""
        if isinstance(block, Heading) and _is_label(words_):
            waiting = block
        else:
            yield block
    if waiting is not None:
        yield waiting


def _goes_on(label: Heading, block: Heading) -> bool:
    """True if the heading `block` is the title of the chapter that `label` numbers."""
    if part_label_of(plain(label.inlines)):
        return block.level == label.level and not label_of(plain(block.inlines))
    return block.level >= label.level


def _is_label(words: str) -> bool:
    return bool(words) and words in (label_of(words), part_label_of(words))


def _part_title(block: Heading, ledger: Ledger) -> str:
    """The title of a part for book.toml, without its number."""
    words = plain(block.inlines)
    label = part_label_of(words)
    if label and len(label) < len(words):
        ledger.remove("number of a part, which the book makes", block.line, label)
        return words[len(label) :]
    if label:
        ledger.guess("part without a title", block.line, words, "write its title", first=True)
    return words


def _without_chapters(part: str, line: int, ledger: Ledger) -> None:
    ledger.remove("part without a chapter", line, part, Thing.HEADING)
    ledger.guess("part without a chapter", line, part, "left out", first=True)


def _begun(block: Heading, part: str, ledger: Ledger) -> _OpenPiece:
    words = plain(block.inlines)
    label = label_of(words)
    inlines = block.inlines
    if label and len(label) < len(words):
        ledger.remove("number of a chapter, which the book makes", block.line, label)
        inlines = behind(inlines, label)
    elif label:
        ledger.guess("chapter without a title", block.line, words, "write its title", first=True)
    return _OpenPiece(inlines, block.label, block.line, part, block.role)


def _untitled(block: Block, ledger: Ledger, words: str, part: str, *, front: bool) -> _OpenPiece:
    """A piece for the blocks before the first title, or for a whole text without titles."""
    kind = "title that was missing"
    ledger.add(kind, block.line, words, Thing.HEADING)
    ledger.guess(kind, block.line, "(nothing)", words, first=True)
    matter, role = (Matter.FRONT, Role.PREFACE) if front else (Matter.BODY, Role.CHAPTER)
    return _OpenPiece((StyledRun(words),), "", block.line, part, "", role, matter)


def _lowered(block: Block, level: int, ledger: Ledger) -> Block:
    if not isinstance(block, Heading):
        return block
    if level > LOWEST:
        ledger.guess("heading too deep", block.line, plain(block.inlines), f"level {LOWEST}")
    return replace(block, level=min(level, LOWEST))


def _set_roles(parts: list[_OpenPiece]) -> None:
    """Give each piece a role by its title.

    A role of the front or back matter is given only to pieces at the beginning or the end.
    """
    chapters = [part for part in parts if part.matter is Matter.BODY]
    found = [_role(part) for part in chapters]
    bodied = [at for at, role in enumerate(found) if role.facts.matter is Matter.BODY]
    first, last = (bodied[0], bodied[-1]) if bodied else (len(chapters), -1)
    for at, (part, role) in enumerate(zip(chapters, found, strict=True)):
        fits = {Matter.FRONT: at < first, Matter.BACK: at > last, Matter.BODY: True}
        if bodied and fits[role.facts.matter]:
            part.role, part.matter = role, role.facts.matter
        part.part = part.part if part.matter is Matter.BODY else ""


def _set_whole(parts: list[_OpenPiece], reading: FileReading) -> None:
    """Give a role to the piece of a file whose place in the book is known."""
    usual = {Matter.FRONT: Role.PREFACE, Matter.BODY: Role.CHAPTER, Matter.BACK: Role.APPENDIX}
    for part in parts:
        role = _role(part)
        if reading.matter not in (None, role.facts.matter):
            role = usual[reading.matter]
        part.role, part.matter = role, role.facts.matter
        part.part = reading.part if part.matter is Matter.BODY else ""


def _role(part: _OpenPiece) -> Role:
    """The role of a piece. Its title decides before what the source says, as it is more exact."""
    titled = role_of(plain(part.title))
    return Role(part.said) if part.said and titled is Role.CHAPTER else titled


def _piece(part: _OpenPiece, notes: Mapping[str, Note], ledger: Ledger) -> Piece:
    title, blocks = part.title, tuple(part.blocks)
    numbers: dict[str, str] = {}
    for run in (title, *runs_of(blocks)):
        for one in run:
            if isinstance(one, Call):
                numbers.setdefault(one.label, str(len(numbers) + 1))

    def renumbered(inlines: Inlines, line: int) -> Inlines:
        return tuple(_renumbered(inlines, line, numbers, ledger))

    own = [
        replace(notes[label], label=number, blocks=change_runs(notes[label].blocks, renumbered))
        for label, number in numbers.items()
    ]
    label = f" {{#{part.label}}}" if part.label else ""
    return Piece(
        matter=part.matter,
        role=part.role,
        title=f"{heading(renumbered(title, part.line))}{label}",
        text=write(change_runs(blocks, renumbered), own),
        path=ledger.path,
        line=part.line,
        part=part.part,
    )


def _renumbered(
    inlines: Inlines, line: int, numbers: Mapping[str, str], ledger: Ledger
) -> Iterator[Inline]:
    for one in inlines:
        match one:
            case Call(label=label):
                yield Call(numbers[label])
            case Reference(label=label) if label.startswith("^"):
                if label[1:] in numbers:
                    yield Reference(f"^{numbers[label[1:]]}")
                else:
                    after = "left out: the note is in another chapter"
                    ledger.guess("note called again", line, f"note {label[1:]}", after, first=True)
            case _:
                yield one
