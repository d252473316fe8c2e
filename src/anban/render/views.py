"""The values that templates show, in the words of the book's language.

In: the configuration, the resolved book, a language. Out: a `BookView`, a `SheetView` for each
piece, and the entries of generated pages. A template sees nothing else of the book.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from anban.core.book import Chapter, Matter, Part, Role
from anban.core.memo import Memo
from anban.core.nodes import Blocks, Figure, Inlines, Note, Table
from anban.core.walk import plain, walk_blocks
from anban.languages import Language
from anban.manuscript.config.model import Config, ContributorRole, Edition, Format
from anban.manuscript.resolve.outline import OutlineLine
from anban.manuscript.resolve.resolution import Resolution
from anban.manuscript.resolve.titles import cited


@dataclass(frozen=True, slots=True)
class ImprintView:
    """A line of the imprint page. `joint` is the text between its label and its value."""

    key: str
    label: str
    joint: str
    value: str


@dataclass(frozen=True, slots=True)
class BookView:
    """The book as title page and imprint show it. `credits` are lines such as "A và B dịch"; the
    groups of `imprint` stand apart from each other.
    """

    title: str
    subtitle: str
    short_title: str
    series: str
    authors: tuple[str, ...]
    credits: tuple[str, ...]
    publisher: str
    place: str
    year: str
    rights: str
    language: str
    imprint: tuple[tuple[ImprintView, ...], ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """A piece of the book. `name` is what it is called, and is never empty. `running` is the text
    of the running head. `label` is the label of a numbered piece.
    """

    id: str
    role: str
    classes: str
    matter: str
    name: str
    running: str
    label: str
    title: Inlines
    subtitle: Inlines
    blocks: Blocks
    notes: tuple[Note, ...]
    epub_type: str
    aria: str


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents, or of the list of figures or tables. `kind` is a role, `part`,
    `section`, `figure` or `table`.
    """

    depth: int
    kind: str
    number: str
    title: Inlines
    target: str


# --- the book -------------------------------------------------------------------------------------

_GROUPS = (
    ("notice",),
    ("publisher", "address", "phone", "email", "website"),
    (
        "responsible-publishing", "responsible-content", "editor", "cover-design", "typesetting",
        "proofreading",
    ),
    ("printed", "print-run", "format", "printed-at", "registration", "decision", "isbn", "deposit"),
)  # fmt: skip
"""The keys of the imprint's lines, in the order of the page. Each group stands apart."""

_UNLABELLED = ("notice", "publisher", "printed")
_UNPOINTED = ("decision", "deposit")
_PRINTED = ("print-run", "format", "printed-at")


def book_view(config: Config, edition: Edition, language: Language) -> BookView:
    """The book as title page and imprint show it, in the words of `language`."""
    metadata = config.metadata
    return BookView(
        title=metadata.title,
        subtitle=metadata.subtitle,
        short_title=metadata.short_title or metadata.title,
        series=language.say("series", name=metadata.series) if metadata.series else "",
        authors=_names(config, ContributorRole.AUTHOR),
        credits=tuple(_credits(config, language)),
        publisher=metadata.publisher,
        place=metadata.place,
        year=str(metadata.date.year),
        rights=metadata.rights,
        language=metadata.language,
        imprint=tuple(_imprint(config, edition, language)),
    )


def _names(config: Config, role: ContributorRole) -> tuple[str, ...]:
    return tuple(who.name for who in config.metadata.contributors if who.role is role)


def _credits(config: Config, language: Language) -> Iterator[str]:
    for role in ContributorRole:
        names = _names(config, role)
        if names and role is not ContributorRole.AUTHOR:
            yield language.say(f"contributor-{role.value}", names=language.words.join(names))


def _imprint(
    config: Config, edition: Edition, language: Language
) -> Iterator[tuple[ImprintView, ...]]:
    values = {line.key: line.value for line in config.imprint}
    if "print-run" in values:
        values.setdefault("format", _trim(config, edition, language))
    if all(values.get(key) for key in _PRINTED):
        run, size, place = (values.pop(key) for key in _PRINTED)
        number = language.words.count(int(run)) if run.isdecimal() else run
        values["printed"] = language.say("imprint-printed", number=number, format=size, place=place)
    values["isbn"] = edition.isbn
    for group in _GROUPS:
        lines = tuple(_imprint_line(key, values[key], language) for key in group if values.get(key))
        if lines:
            yield lines


def _trim(config: Config, edition: Edition, language: Language) -> str:
    """The trim of the printed book in centimetres, with no place where a line can break. For an
    ebook it is the trim of the print edition whose pages it lists.
    """
    ebook = edition.format is not Format.PDF
    printed = config.edition(edition.pages_from) if ebook else edition
    if printed is None:
        return ""
    width, height = (language.words.measure(side / 10) for side in printed.trim)
    return f"{width}\u00a0×\u00a0{height}\u00a0cm"


def _imprint_line(key: str, value: str, language: Language) -> ImprintView:
    label = "" if key in _UNLABELLED else language.say(f"imprint-{key}")
    joint = "" if key in _UNPOINTED else ":"
    return ImprintView(key, label, joint, value)


# --- the sheets -----------------------------------------------------------------------------------


def chapter_view(
    chapter: Chapter, label: str, book: BookView, language: Language, classes: tuple[str, ...]
) -> SheetView:
    """A chapter as its sheet shows it."""
    facts = chapter.role.facts
    title = chapter.title
    return SheetView(
        id=chapter.id,
        role=chapter.role.value,
        classes=" ".join(classes),
        matter=facts.matter.value,
        name=plain(title) or _stand_in(chapter.role, book, language),
        running=plain(chapter.short_title or title),
        label=label,
        title=title,
        subtitle=chapter.subtitle,
        blocks=chapter.blocks,
        notes=chapter.notes,
        epub_type=facts.epub_type,
        aria=facts.aria,
    )


def part_view(part: Part, label: str, classes: tuple[str, ...]) -> SheetView:
    """A part as its sheet shows it, without its chapters."""
    return SheetView(
        id=part.id,
        role="part",
        classes=" ".join(classes),
        matter=Matter.BODY.value,
        name=plain(part.title),
        running=plain(part.title),
        label=label,
        title=part.title,
        subtitle=part.subtitle,
        blocks=(),
        notes=(),
        epub_type="part",
        aria="doc-part",
    )


def classes(piece: Part | Chapter, first_of_body: str, edition: Edition) -> tuple[str, ...]:
    """The class names of a sheet. In print they include its matter, and `start` for the first piece
    of the body, where page 1 is.
    """
    if isinstance(piece, Part):
        return "sheet", "part", *_printed(Matter.BODY, piece.id == first_of_body, edition)
    facts = piece.role.facts
    names = ["sheet", piece.role.value]
    names += _printed(facts.matter, piece.id == first_of_body, edition)
    names += ["bare"] if facts.bare else []
    names += ["generated"] if facts.generated else []
    return tuple(names)


def _printed(matter: Matter, first: bool, edition: Edition) -> tuple[str, ...]:
    if edition.format is not Format.PDF:
        return ()
    return (matter.value, "start") if first else (matter.value,)


def _stand_in(role: Role, book: BookView, language: Language) -> str:
    """The name of a piece without a title: that of its role, or the title of the book."""
    return language.say(role.value) if role.value in language.words.messages else book.title


# --- generated pages ------------------------------------------------------------------------------


def contents(resolution: Resolution, levels: int, memo: Memo) -> Iterator[ContentsEntry]:
    """The lines of the contents: all pieces, and the headings of the body down to `levels` below
    their chapter.
    """
    kinds = {piece.id: _kind(piece) for piece in resolution.book.pieces()}
    book = resolution.book
    aside = {chapter.id for chapter in (*book.front, *book.back)}
    depth = 0
    for line in resolution.outline:
        if line.id == line.sheet:
            depth = line.depth
        if line.depth - depth <= (0 if line.sheet in aside else levels):
            yield memo(_entry, line, kinds.get(line.id, "section"))


def _entry(line: OutlineLine, kind: str) -> ContentsEntry:
    return ContentsEntry(line.depth, kind, line.number, line.title, line.id)


def _kind(piece: Part | Chapter) -> str:
    return piece.role.value if isinstance(piece, Chapter) else "part"


def captions(
    chapters: Iterable[Chapter], kind: type[Figure] | type[Table], memo: Memo
) -> Iterator[ContentsEntry]:
    """The entries for the figures or tables that have a number or a caption."""
    for chapter in chapters:
        name = f"captions of {kind.__name__} in {chapter.id}"
        yield from memo.again(name, memo(_captions, chapter, kind))


def _captions(chapter: Chapter, kind: type[Figure] | type[Table]) -> tuple[ContentsEntry, ...]:
    return tuple(
        ContentsEntry(0, kind.__name__.lower(), block.number, cited(block.caption), block.id)
        for block in walk_blocks(chapter.blocks)
        if isinstance(block, kind) and (block.number or block.caption)
    )
