"""Read a Word document: the steps from the bytes to a draft.

In: `Given`, `Wishes`. Out: from `read`, a draft or what is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from lxml import etree

from anban.core.diagnostics import Diagnostic, Span
from anban.importers import rules
from anban.importers.chapters import FileReading, draft_of
from anban.importers.docx.assembly import assemble
from anban.importers.docx.body import BodyReader
from anban.importers.docx.context import Context, EditorComment, rare_languages
from anban.importers.docx.headings import with_headings
from anban.importers.docx.items import BodyItem, ItemKind
from anban.importers.docx.names import W, child, number
from anban.importers.docx.numbering import WordNumbering
from anban.importers.docx.package import WordPackage
from anban.importers.docx.runs import WordRuns
from anban.importers.docx.styles import WordStyles
from anban.importers.draft import Draft, Thing
from anban.importers.given import Given, Wishes
from anban.importers.images import Images
from anban.importers.ledger import Ledger
from anban.importers.passing import beside_words
from anban.importers.safely import Refusal
from anban.importers.tree import Note
from anban.languages import guess

_FURNITURE = (("header", "running head"), ("footer", "line at the foot of the page"))
_NOTE_PARTS = (("footnotes", "footnote", "f"), ("endnotes", "endnote", "e"))


def read(given: Given, wishes: Wishes) -> tuple[Draft | None, tuple[Diagnostic, ...]]:
    """The draft of a Word document, or None and the diagnostics."""
    try:
        package = WordPackage.open(given.data)
        draft = _Document(given, wishes, package).draft()
    except Refusal as refusal:
        return None, (refusal.at(Span(given.name)),)
    except RecursionError:
        reason = "it is nested too deep"
        return None, (rules.BROKEN_PART.at(Span(given.name), part=given.name, reason=reason),)
    if not draft.pieces:
        return None, (rules.EMPTY.at(Span(given.name)),)
    return draft, ()


class _Document:
    def __init__(self, given: Given, wishes: Wishes, package: WordPackage) -> None:
        self.given, self.wishes, self.package = given, wishes, package
        self.ledger = Ledger(given.name)
        self.root = package.document
        self.context = Context(
            package, self.ledger, wishes.changes, WordStyles(package.part("styles")),
            WordNumbering(package.part("numbering")), Images(self.ledger), package.relations,
        )  # fmt: skip

    def draft(self) -> Draft:
        context = self.context
        context.number(self.root)
        context.rare = rare_languages(self.root)
        context.measure = _measure(self.root)
        roots = [(kind, self.package.part(kind)) for kind, _, _ in _NOTE_PARTS]
        for _, root in roots:
            if root is not None:
                context.number(root)
        self._comments()
        items = with_headings(
            BodyReader(context, WordRuns(context)).items(self._body()), self.ledger
        )
        blocks = assemble(self._plain(items), self.ledger)
        notes: dict[str, Note] = {}
        for (part, name, prefix), (_, root) in zip(_NOTE_PARTS, roots, strict=True):
            notes |= self._notes(part, name, prefix, root)
        self._rest([self.root, *(root for _, root in roots if root is not None)])
        text = "".join(line.text for line in self.ledger.lines[:2000])
        stem = PurePosixPath(self.given.name).stem
        reading = FileReading(
            blocks, notes, subtitle=self.subtitle, language=guess(text), stem=stem
        )
        return draft_of(reading, self.ledger, self.wishes)

    subtitle = ""

    def _body(self) -> etree._Element:
        body = child(self.root, "body")
        return self.root if body is None else body

    def _plain(self, items: Sequence[BodyItem]) -> list[BodyItem]:
        """The items without the contents and the subtitle, which the book has elsewhere."""
        kept: list[BodyItem] = []
        for item in items:
            if item.kind is ItemKind.CONTENTS:
                if item.words:
                    self.ledger.remove("contents, which the book makes", item.line, item.words)
                kept += _beside(item)
            elif (
                item.kind is ItemKind.SUBTITLE
                and item.words
                and not self.subtitle
                and _only_title(kept)
            ):
                self.subtitle = item.words
                self.ledger.remove("subtitle, now in book.toml", item.line, item.words)
                kept += _beside(item)
            else:
                kept.append(item)
        return kept

    def _notes(
        self, part: str, name: str, prefix: str, root: etree._Element | None
    ) -> dict[str, Note]:
        found: dict[str, Note] = {}
        if root is None:
            return found
        context = self.context
        context.relations = self.package.relations_of(part)
        for element in root.iter(f"{W}{name}"):
            if element.get(f"{W}type", "normal") != "normal":
                context.drop(element, "line above the notes")
                continue
            label = f"{prefix}{element.get(f'{W}id', '')}"
            context.line = context.lines.get(next(element.iter(f"{W}p"), element), context.line)
            line = context.line
            if label in context.gone:
                context.drop(element, "note whose call went with a change")
                continue
            blocks = assemble(BodyReader(context, WordRuns(context)).items(element), self.ledger)
            self.ledger.meet(Thing.NOTE)
            found[label] = Note(label, blocks, line)
        if prefix == "e" and found:
            count = f"{len(found)} endnotes"
            self.ledger.guess(
                "endnotes", next(iter(found.values())).line, count, "notes, as all others"
            )
        return found

    def _comments(self) -> None:
        root = self.package.part("comments")
        for element in root.iter(f"{W}comment") if root is not None else ():
            text = " ".join(_words(one) for one in element.iter(f"{W}p")).strip()
            line = len(self.context.lines) + 1
            self.context.lines[element] = line
            self.ledger.came(line, text)
            identity = str(element.get(f"{W}id", ""))
            who = str(element.get(f"{W}author", "")) or "?"
            when = str(element.get(f"{W}date", ""))[:10]
            self.context.comments[identity] = EditorComment(who, when, text, line)

    def _rest(self, roots: list[etree._Element]) -> None:
        """List everything that is in no paragraph of the text."""
        context, ledger = self.context, self.ledger
        for root in roots:
            for line, text in context.unseen(root):
                kind = "text in a form that is not carried"
                ledger.remove(kind, line, text)
                ledger.guess(kind, line, text, "look whether it belongs into the book", first=True)
        for comment in context.comments.values():
            ledger.remove("comment that belongs to no place", comment.line, comment.text)
        for kind, name in _FURNITURE:
            for root in self.package.parts(kind):
                line = len(context.lines) + 1
                context.lines[root] = line
                text = " ".join(_words(one) for one in root.iter(f"{W}p")).strip()
                if text:
                    ledger.came(line, text)
                    ledger.remove(name, line, text)
        if self.package.has_macros:
            ledger.guess(
                "macros", 1, "programs in the file", "left out; they never ran", first=True
            )


def _beside(item: BodyItem) -> list[BodyItem]:
    """The notes and pictures of a paragraph whose words are left out."""
    others = beside_words(item.inlines)
    return [replace(item, kind=ItemKind.TEXT, inlines=others)] if others else []


def _words(paragraph: etree._Element) -> str:
    return "".join(one.text or "" for one in paragraph.iter(f"{W}t", f"{W}delText"))


def _only_title(kept: list[BodyItem]) -> bool:
    told = [item for item in kept if item.words]
    return bool(told) and all(item.kind is ItemKind.TITLE for item in told)


def _measure(root: etree._Element) -> int:
    """The width between the margins, in twentieths of a point."""
    for section in root.iter(f"{W}sectPr"):
        size, margins = child(section, "pgSz"), child(section, "pgMar")
        if size is not None and margins is not None:
            sides = [number(str(margins.get(f"{W}{side}", "0"))) or 0 for side in ("left", "right")]
            width = (number(str(size.get(f"{W}w", "0"))) or 0) - sum(sides)
            if width > 0:
                return width
    return 9_000
