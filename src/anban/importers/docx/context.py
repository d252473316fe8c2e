"""What the modules that read one document share: its parts, its ledger, the current paragraph.

In: a `WordPackage`, the options of the import. Out: `Context`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from anban.importers.docx.names import MC, M, W, child, value
from anban.importers.docx.numbering import WordNumbering
from anban.importers.docx.package import Relation, WordPackage
from anban.importers.docx.styles import WordStyles
from anban.importers.images import Images
from anban.importers.ledger import Ledger

TEXTS = (f"{W}t", f"{W}delText", f"{M}t", f"{W}sym")
"""Elements that contain text of the document."""
_COMMON = 0.2
"""A language in which at least this share of the text is marked is a habit of the document, often
only the setting of the author's keyboard. Less than that was marked on purpose."""


@dataclass(frozen=True, slots=True)
class EditorComment:
    """An editor's comment: its author, its date, and the number of its paragraph."""

    who: str
    when: str
    text: str
    line: int


@dataclass(slots=True)
class Context:
    """What the modules that read one document share."""

    package: WordPackage
    ledger: Ledger
    changes: str
    styles: WordStyles
    numbering: WordNumbering
    images: Images
    relations: Mapping[str, Relation]
    comments: dict[str, EditorComment] = field(default_factory=dict)
    lines: dict[etree._Element, int] = field(default_factory=dict)
    """The number of each paragraph."""
    rare: frozenset[str] = frozenset()
    """Languages that are marked so rarely that they must be meant; see `_COMMON`."""
    measure: int = 9_000
    """The width of the text, in twentieths of a point."""
    line: int = 0
    seen: set[etree._Element] = field(default_factory=set)
    """Elements of text that were read; they are in the book or listed."""
    gone: set[str] = field(default_factory=set)
    """Labels of notes whose call was in a deleted or rejected change."""

    def number(self, root: etree._Element) -> None:
        """Number the paragraphs of `root`, after those before, and record their text."""
        for paragraph in root.iter(f"{W}p"):
            if not _is_doubled(paragraph):
                self.lines[paragraph] = len(self.lines) + 1
                text = "".join(text_of(one) for one in texts(paragraph))
                self.ledger.came(self.lines[paragraph], text)

    def drop(self, element: etree._Element, kind: str) -> str:
        """List all text in `element` as removed, and give that text."""
        gone = [one for one in element.iter(*TEXTS) if one not in self.seen]
        gone = [one for one in gone if not _is_doubled(one)]
        self.seen.update(gone)
        text = "".join(text_of(one) for one in gone)
        if text.strip():
            self.ledger.remove(kind, self.line, text)
        return text

    def unseen(self, root: etree._Element) -> Iterator[tuple[int, str]]:
        """Text that no module has read, with the numbers of its paragraphs."""
        for paragraph, line in list(self.lines.items()):
            if paragraph.getroottree().getroot() is root:
                text = "".join(text_of(one) for one in texts(paragraph) if one not in self.seen)
                if text.strip():
                    yield line, text


def texts(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The elements of text of one paragraph, without those in its text boxes."""
    for one in paragraph.iter(*TEXTS):
        if next(one.iterancestors(f"{W}p"), None) is paragraph and not _is_doubled(one):
            yield one


def text_of(element: etree._Element) -> str:
    """All text in `element`."""
    if element.tag != f"{W}sym":
        return element.text or ""
    return symbol(str(element.get(f"{W}char", "")))


def symbol(code: str) -> str:
    """The character for the code of a symbol.

    Old symbol fonts use a private area of Unicode; their codes are looked up in `_SYMBOLS`.
    """
    try:
        point = int(code, 16)
    except ValueError:
        return "\ufffd"
    if 0xF000 <= point <= 0xF0FF:
        return _SYMBOLS.get(point & 0xFF, "\ufffd")
    return chr(point) if 0x20 <= point < 0xD800 or 0xE000 <= point < 0x110000 else "\ufffd"


_SYMBOLS = {
    0xB7: "•", 0xA7: "▪", 0xD8: "➢", 0xFC: "✓", 0x6E: "■", 0x6F: "□", 0xA8: "□", 0xE0: "→",
    0xDF: "←", 0xE8: "→", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x6D: "μ", 0x70: "π",
    0xB0: "°", 0xB1: "±", 0xB4: "×", 0xA3: "≤", 0xB3: "≥", 0xAE: "→", 0x2D: "−", 0x2A: "*",
}  # fmt: skip


def _is_doubled(element: etree._Element) -> bool:
    """True inside the older form of a drawing that the document also has in a newer form."""
    return next(element.iterancestors(f"{MC}Fallback"), None) is not None


def rare_languages(root: etree._Element) -> frozenset[str]:
    """The languages with which runs are marked, if each is rare in the document; see `_COMMON`."""
    counts: Counter[str] = Counter()
    for run in root.iter(f"{W}r"):
        size = sum(len(one.text or "") for one in run.iter(f"{W}t"))
        counts[value(child(run, "rPr"), "lang")] += size
    total = sum(counts.values())
    return frozenset(tag for tag, size in counts.items() if tag and size < _COMMON * total)
