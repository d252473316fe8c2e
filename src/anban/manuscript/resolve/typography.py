"""The first pass: the punctuation and the spaces that the book's language wants in print.

In: a book or the words of `book.toml`, `[typography]`, a language. Out: the text corrected, how
often each kind of correction was made, and what only an editor can decide. No letter and no digit
is changed; runs in another language, code and addresses are left as they are; done twice, it
changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from anban.core.book import Book, Chapter, Part
from anban.core.diagnostics import Diagnostic, Span
from anban.core.memo import Memo
from anban.core.nodes import HardBreak, Inline, Inlines, Link, Text
from anban.core.registry import NodeRole, inline_facts
from anban.core.walk import inlines_of, map_inlines, map_sequence, plain, walk_blocks, walk_inlines
from anban.languages import Language
from anban.languages.edits import Edit, Finder, Place
from anban.languages.punctuation import dashes, ellipses, uneven, untouchable
from anban.languages.quotes import QuotationMarks
from anban.languages.typography import Dashes, Rules
from anban.manuscript.config.model import Config, Cover, ImprintLine, Metadata, Typography
from anban.manuscript.resolve.line import TextLine
from anban.manuscript.resolve.rules import (
    NO_TYPOGRAPHY,
    UNEVEN_DASH,
    UNPAIRED_QUOTE,
    UNTOLD_APOSTROPHE,
)
from anban.world.project import BOOK_FILE


@dataclass(frozen=True, slots=True)
class Change:
    """How often one kind of correction was made, or one kind of spelling was met."""

    kind: str
    count: int


_AS_TYPED = ("phone", "email", "website", "print-run", "registration")
"""Values of `[imprint]` in which every character is meant."""


@dataclass(slots=True)
class Typesetter:
    """Corrects one sequence of inlines after another, and remembers what it did."""

    finders: tuple[Finder, ...]
    ties: tuple[Finder, ...]
    marks: QuotationMarks
    rules: Rules
    counts: Counter[str] = field(default_factory=Counter)
    found: list[Diagnostic] = field(default_factory=list)

    @classmethod
    def of(cls, settings: Typography, language: Language) -> Typesetter | None:
        """Who corrects by the rules of `language`, if it has any, as far as `settings` let them."""
        typography, rules = language.typography, language.typography.rules
        if rules is None:
            return None
        finders: tuple[Finder, ...] = (rules.apostrophes,)
        if settings.ellipses:
            finders += (ellipses,)
        if settings.dashes:
            closed = typography.dashes is Dashes.CLOSED
            finders += (*rules.ranges, dashes(rules.dash_words, closed=closed))
        return cls(finders, rules.ties if settings.spaces else (), typography.marks, rules)

    def chapter(self, chapter: Chapter) -> Chapter:
        kept = frozenset(kept_texts(chapter))
        return map_inlines(chapter, lambda inlines: self.sequence(inlines, kept))

    def sequence(self, inlines: Inlines, kept: frozenset[int] = frozenset()) -> Inlines:
        """`inlines` corrected, unless their texts are `kept`, told by identity."""
        if kept and any(id(inline) in kept for inline in inlines):
            return inlines
        line = TextLine.of(inlines)
        self.count(self.rules.spellings(line.text))
        fixed = untouchable(line.text)
        self.found += [
            UNEVEN_DASH.at(line.place(*place), text=line.text[slice(*place)])
            for place in _free(uneven(self.rules.dash_words)(line.text), fixed)
        ]
        line, fixed = self.asked(self.finders, line, fixed)
        line, fixed = self.quoted(line, fixed)
        line, fixed = self.asked(self.ties, line, fixed)
        return line.inlines

    def count(self, kinds: Iterable[str]) -> None:
        for kind in kinds:
            self.counts[kind] += 1

    def asked(
        self, finders: tuple[Finder, ...], line: TextLine, fixed: tuple[Place, ...]
    ) -> tuple[TextLine, tuple[Place, ...]]:
        """`line` with what one finder after another finds corrected; and its `fixed` places."""
        for finder in finders:
            if edits := tuple(finder(line.text)):
                line, fixed = self.corrected(line, edits, fixed)
        return line, fixed

    def corrected(
        self, line: TextLine, edits: Iterable[Edit], fixed: tuple[Place, ...]
    ) -> tuple[TextLine, tuple[Place, ...]]:
        """`line` with the edits made, but not at its `fixed` places; and where those are now."""
        made, kinds = line.edited(edit for edit in edits if not touches(edit, fixed))
        self.count(kinds)
        return made, untouchable(made.text) if fixed and made is not line else fixed

    def quoted(
        self, line: TextLine, fixed: tuple[Place, ...]
    ) -> tuple[TextLine, tuple[Place, ...]]:
        paired = self.rules.pair(line.text, self.marks, fixed)
        if paired.odd is not None:
            self.found.append(UNPAIRED_QUOTE.at(line.place(*paired.odd)))
        self.found += [UNTOLD_APOSTROPHE.at(line.place(*place)) for place in paired.untold]
        return self.corrected(line, paired.edits, fixed)


@dataclass(slots=True)
class _Typographer:
    """Goes through the book, a chapter at a time, and adds up what was done and found."""

    settings: Typography
    language: Language
    memo: Memo
    counts: Counter[str] = field(default_factory=Counter)
    found: list[Diagnostic] = field(default_factory=list)

    def piece(self, piece: Part | Chapter) -> Part | Chapter:
        return self.chapter(piece) if isinstance(piece, Chapter) else self.part(piece)

    def chapter(self, chapter: Chapter) -> Chapter:
        made, counts, found = self.memo(_chapter, chapter, self.settings, self.language)
        self.heard(counts, found)
        return made

    def part(self, part: Part) -> Part:
        title, subtitle, counts, found = self.memo(
            _heads, part.title, part.subtitle, self.settings, self.language
        )
        self.heard(counts, found)
        chapters = tuple(self.chapter(chapter) for chapter in part.chapters)
        return replace(part, title=title, subtitle=subtitle, chapters=chapters)

    def heard(self, counts: Counter[str], found: tuple[Diagnostic, ...]) -> None:
        self.counts += counts
        self.found += found


def _chapter(
    chapter: Chapter, settings: Typography, language: Language
) -> tuple[Chapter, Counter[str], tuple[Diagnostic, ...]]:
    typesetter = Typesetter.of(settings, language)
    if typesetter is None:
        return chapter, Counter(), ()
    return typesetter.chapter(chapter), typesetter.counts, tuple(typesetter.found)


def _heads(
    title: Inlines, subtitle: Inlines, settings: Typography, language: Language
) -> tuple[Inlines, Inlines, Counter[str], tuple[Diagnostic, ...]]:
    typesetter = Typesetter.of(settings, language)
    if typesetter is None:
        return title, subtitle, Counter(), ()
    title, subtitle = (map_sequence(one, typesetter.sequence) for one in (title, subtitle))
    return title, subtitle, typesetter.counts, tuple(typesetter.found)


@dataclass(slots=True)
class _ConfigWords:
    """Corrects values of `book.toml`; a text that stands under two keys is counted once."""

    typesetter: Typesetter
    where: Mapping[str, Span]
    corrected: dict[str, str] = field(default_factory=dict)

    def metadata(self, book: Metadata) -> Metadata:
        return replace(
            book,
            title=self.value("book.title", book.title),
            subtitle=self.value("book.subtitle", book.subtitle),
            short_title=self.value("book.short-title", book.short_title),
            publisher=self.value("book.publisher", book.publisher),
            place=self.value("book.place", book.place),
            rights=self.value("book.rights", book.rights),
            description=self.value("book.description", book.description),
            series=self.value("book.series", book.series),
        )

    def imprint(self, line: ImprintLine) -> ImprintLine:
        if line.key in _AS_TYPED:
            return line
        return replace(line, value=self.value(f"imprint.{line.key}", line.value))

    def value(self, key: str, text: str) -> str:
        if text not in self.corrected:
            span = self.where.get(key, Span(BOOK_FILE))
            self.corrected[text] = self.typeset(text, span)
        return self.corrected[text]

    def typeset(self, text: str, span: Span) -> str:
        """`text` corrected, its line ends kept; what is found in it is at `span`, as a whole."""
        nodes: list[Inline] = []
        for line in text.split("\n"):
            nodes += [Text(line, span), HardBreak(span)]
        found = self.typesetter.found
        known = len(found)
        corrected = self.typesetter.sequence(tuple(nodes[:-1]))
        found[known:] = [replace(one, span=span) for one in found[known:]]
        return "".join(node.text if isinstance(node, Text) else "\n" for node in corrected)


def correct(
    book: Book, settings: Typography, language: Language, memo: Memo | None = None
) -> tuple[Book, tuple[Change, ...], tuple[Diagnostic, ...]]:
    """`book` as it is to be printed. A language without rules leaves it as it is."""
    if language.typography.rules is None:
        return book, (), ()
    reader = _Typographer(settings, language, memo or Memo())
    corrected = Book(
        tuple(reader.chapter(chapter) for chapter in book.front),
        tuple(reader.piece(piece) for piece in book.body),
        tuple(reader.chapter(chapter) for chapter in book.back),
    )
    return corrected, _changes(reader.counts), tuple(reader.found)


def correct_words(
    config: Config, language: Language
) -> tuple[Config, tuple[Change, ...], tuple[Diagnostic, ...]]:
    """`config` with what it says in words as it is to be printed.

    Contributors' names stay, since catalogues compare them, and so do the titles of parts, which
    are in the book. A language without rules is told of here, once for the whole book.
    """
    typesetter = Typesetter.of(config.typography, language)
    if typesetter is None:
        span = config.where.get("book.language", Span(BOOK_FILE))
        return config, (), (NO_TYPOGRAPHY.at(span, name=language.name),)
    words = _ConfigWords(typesetter, config.where)
    corrected = replace(
        config,
        metadata=words.metadata(config.metadata),
        imprint=tuple(words.imprint(line) for line in config.imprint),
        cover=config.cover and Cover(words.value("cover.blurb", config.cover.blurb)),
    )
    return corrected, _changes(typesetter.counts), tuple(typesetter.found)


def total(*groups: Iterable[Change]) -> tuple[Change, ...]:
    """The changes of several texts together, by kind."""
    counts: Counter[str] = Counter()
    for group in groups:
        counts.update({change.kind: change.count for change in group})
    return _changes(counts)


def tied(inlines: Inlines, settings: Typography, language: Language) -> Inlines:
    """Words that the tool made itself, such as "Hình 3", with their no-break spaces."""
    rules = language.typography.rules
    if rules is None or not settings.spaces:
        return inlines
    line = TextLine.of(inlines)
    for finder in rules.ties:
        line, _ = line.edited(finder(line.text))
    return line.inlines


def _changes(counts: Counter[str]) -> tuple[Change, ...]:
    return tuple(Change(kind, count) for kind, count in sorted(counts.items()) if count)


def kept_texts(chapter: Chapter) -> Iterator[int]:
    """The texts, by identity, of runs in another language and of links that show an address."""
    noted = (block for note in chapter.notes for block in note.blocks)
    blocks = walk_blocks((*chapter.blocks, *noted))
    sequences = [chapter.title, chapter.subtitle, chapter.short_title]
    sequences += [inlines for block in blocks for inlines in inlines_of(block)]
    for sequence in sequences:
        for inline in walk_inlines(sequence):
            apart = inline_facts(type(inline)).role is NodeRole.APART
            if apart or (isinstance(inline, Link) and _bare(inline)):
                yield from (id(n) for n in walk_inlines((inline,)) if isinstance(n, Text))


def _bare(link: Link) -> bool:
    """The link shows its own address, or leads to a telephone."""
    scheme, _, rest = link.href.partition(":")
    address = rest.removeprefix("//").rstrip("/")
    return scheme == "tel" or plain(link.children).rstrip("/") in (address, link.href.rstrip("/"))


def touches(edit: Edit, fixed: tuple[Place, ...]) -> bool:
    """True if `edit` would change something in the `fixed` places."""
    if not fixed:
        return False
    places = [(start, end) for start, end, _ in edit.replacements]
    return any(start < stop and begin < end for start, end in places for begin, stop in fixed)


def _free(places: Iterable[Place], fixed: tuple[Place, ...]) -> Iterator[Place]:
    for start, end in places:
        if not any(start < stop and begin < end for begin, stop in fixed):
            yield start, end
