"""Made-up Vietnamese chapters of every shape, edits to them, and the book that a sheet stands for.

The words come from one list and a seed: nothing in them is anybody's text. A `Script` is a chapter
before its notes have numbers; `Script.sheet` is what rendering would make of it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, fromstring

from anban.check.pages.notes import NoteAudit, audit
from anban.core.book import Book, Chapter, Role
from anban.core.diagnostics import Span
from anban.core.nodes import Note, Paragraph, Text
from anban.render.rendition import Sheet
from anban.typeset.layout import Page

SYLLABLES = [
    "ao",
    "bến",
    "bờ",
    "buồm",
    "cát",
    "cau",
    "chài",
    "chèo",
    "chiều",
    "cói",
    "cồn",
    "dừa",
    "dòng",
    "đá",
    "đê",
    "đò",
    "đồng",
    "đèn",
    "gạo",
    "ghe",
    "gió",
    "gốm",
    "hè",
    "hoa",
    "hồ",
    "kênh",
    "khói",
    "khế",
    "lá",
    "làng",
    "lúa",
    "lưới",
    "mây",
    "mái",
    "mưa",
    "muối",
    "mùa",
    "nắng",
    "ngõ",
    "ngói",
    "nhà",
    "nón",
    "nước",
    "núi",
    "ổi",
    "phố",
    "quán",
    "quê",
    "rạ",
    "rẫy",
    "rừng",
    "sáo",
    "sân",
    "sen",
    "sóng",
    "sông",
    "sương",
    "sen",
    "tàu",
    "tằm",
    "than",
    "thuyền",
    "thung",
    "tiếng",
    "tre",
    "trăng",
    "trâu",
    "trưa",
    "tường",
    "ươm",
    "vàng",
    "vải",
    "vôi",
    "vườn",
    "xanh",
    "xóm",
    "xuân",
    "yên",
    "của",
    "và",
    "thì",
    "mà",
    "những",
    "một",
    "hai",
    "khi",
    "đã",
    "đang",
    "sẽ",
    "rồi",
    "vẫn",
    "còn",
    "cũng",
    "được",
    "trong",
    "ngoài",
    "trên",
    "dưới",
    "về",
    "đến",
    "qua",
    "theo",
    "với",
    "cho",
]
JOINED = ("quen\u00a0thuộc", "1\u202f204", "khoảng 3–5", "“xóm chài”", "bán\u00adđảo", "bờ-biển")
OPEN = '<span class="note">'
NOTE = re.compile(r'<span class="note">.*?</span>')
COUNTS = ["lost", "late", "early", "out_of_order", "off_page", "overlapping", "incomplete"]
GENERATED, IN_NOTE = "generated", "note"


@dataclass(frozen=True, slots=True)
class Script:
    """A chapter as blocks of markup; the notes in them have neither an id nor a number yet."""

    name: str
    blocks: tuple[str, ...]
    matter: str = "body"

    def sheet(self) -> Sheet:
        count = 0

        def number(_: re.Match[str]) -> str:
            nonlocal count
            count += 1
            return f'<span class="note" id="{self.name}-n{count}" data-number="{count}">'

        inner = re.sub(OPEN, number, "".join(self.blocks))
        markup = (
            f'<section class="sheet chapter {self.matter}" id="{self.name}"'
            f' data-running="{self.name}">{inner}</section>'
        )
        return Sheet(self.name, self.name, markup, ())

    def paragraphs(self) -> tuple[int, ...]:
        return tuple(at for at, block in enumerate(self.blocks) if block.startswith("<p>"))

    def having(self, at: int, block: str) -> Script:
        return replace(self, blocks=(*self.blocks[:at], block, *self.blocks[at + 1 :]))

    def with_block(self, at: int, block: str) -> Script:
        return replace(self, blocks=(*self.blocks[:at], block, *self.blocks[at:]))

    def without(self, at: int) -> Script:
        return replace(self, blocks=(*self.blocks[:at], *self.blocks[at + 1 :]))


# --- made-up text -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Manner:
    """How densely notes stand in a chapter, how many paragraphs have a tall one, which may be
    higher than a page, and how many of the blocks are paragraphs.
    """

    notes: float = 0.3
    tall: float = 0.05
    plain: float = 0.7


class Writer:
    """Writes chapters by chance, the same ones for the same seed."""

    def __init__(self, seed: int, variant: Manner = Manner()) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - it only makes up words
        self.variant = variant

    def words(self, count: int) -> str:
        chosen = self.chance.choices(SYLLABLES, k=count)
        if self.chance.random() < 0.15:
            chosen.insert(self.chance.randrange(count + 1), self.chance.choice(JOINED))
        if self.chance.random() < 0.1:
            chosen.append(
                f"<em>{self.chance.choice(SYLLABLES)} {self.chance.choice(SYLLABLES)}</em>"
            )
        return " ".join(chosen)

    def sentence(self) -> str:
        words = self.words(self.chance.randint(4, 22))
        return f"{words[0].upper()}{words[1:]}." if words[0] != "<" else f"{words}."

    def passage(self, sentences: int) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def noted(self, sentences: int) -> str:
        """A passage with notes behind some of its sentences."""
        parts = []
        for _ in range(sentences):
            parts.append(self.sentence())
            if self.chance.random() < self.variant.notes:
                parts[-1] += self.note()
        return " ".join(parts)

    def note(self) -> str:
        if self.chance.random() < 0.1:
            return note(self.sentence(), self.passage(2))
        return note(self.passage(self.chance.randint(1, 2)))

    def perhaps(self, chance: float) -> str:
        """A note, now and then."""
        return self.note() if self.chance.random() < chance else ""

    def tall_note(self) -> str:
        return note(*(self.passage(self.chance.randint(4, 14)) for _ in range(3)))

    def paragraph(self) -> str:
        """A paragraph; a tall note is the only one in its own, as two on a line fit no page."""
        if self.chance.random() < self.variant.tall:
            tall = self.tall_note()
            return f"<p>{self.passage(self.chance.randint(1, 4))}{tall} {self.passage(2)}</p>"
        return f"<p>{self.noted(self.chance.randint(1, 8))}</p>"

    def block(self) -> str:
        if self.chance.random() < self.variant.plain:
            return self.paragraph()
        return self.chance.choice(self._unusual())()

    def chapter(self, name: str, blocks: int, matter: str = "body") -> Script:
        title = f'<header class="opening"><h1>{self.words(3)}</h1></header>'
        return Script(name, (title, *(self.block() for _ in range(blocks))), matter)

    def _unusual(self) -> Sequence[Callable[[], str]]:
        return (self._heading, self._list, self._quotation, self._verse, self._table, self._break)

    def _heading(self) -> str:
        return f"<h2>{self.words(3)}{self.perhaps(0.2)}</h2>"

    def _list(self) -> str:
        items = "".join(
            f"<li><p>{self.noted(2)}</p></li>" for _ in range(self.chance.randint(2, 5))
        )
        return f"<ul>{items}</ul>"

    def _quotation(self) -> str:
        return f"<blockquote><p>{self.noted(4)}</p><p>{self.noted(2)}</p></blockquote>"

    def _verse(self) -> str:
        lines = "".join(f'<p class="line">{self.words(6)}{self.perhaps(0.3)}</p>' for _ in range(8))
        return f'<div class="verse"><div class="stanza">{lines}</div></div>'

    def _table(self) -> str:
        head = f"<tr><th>{self.words(2)}{self.note()}</th><th>{self.words(1)}</th></tr>"
        rows = "".join(
            f"<tr><td>{self.words(3)}{self.perhaps(0.3)}</td><td>{self.words(2)}</td></tr>"
            for _ in range(self.chance.randint(2, 9))
        )
        caption = f"<figcaption>{self.words(4)}{self.note()}</figcaption>"
        table = f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"
        return f'<figure class="table">{caption}{table}</figure>'

    def _break(self) -> str:
        return '<div class="break generated">* * *</div>'


def note(*paragraphs: str) -> str:
    return f"{OPEN}{''.join(f'<p>{text}</p>' for text in paragraphs)}</span>"


# --- edits ------------------------------------------------------------------------------------


class Editor:
    """Changes chapters by chance: a word, a sentence, a note, a paragraph, and what not."""

    def __init__(self, seed: int) -> None:
        self.writer = Writer(seed)
        self.chance = self.writer.chance

    def edit(self, script: Script) -> tuple[str, Script]:
        """What was done, and what came of it."""
        name = self.chance.choice(sorted(self._edits()))
        at = self.chance.choice(script.paragraphs())
        return name, self._edits()[name](script, at)

    def _edits(self) -> Mapping[str, Callable[[Script, int], Script]]:
        return {
            "word": self.word, "sentence": self.sentence, "cut": self.cut,
            "paragraph": self.paragraph, "note": self.add_note, "tall note": self.add_tall_note,
            "longer note": self.lengthen, "no note": self.drop_note, "deletion": self.delete,
            "heading": self.heading, "move": self.move, "end": self.end, "several": self.several,
        }  # fmt: skip

    def word(self, script: Script, at: int) -> Script:
        return self._append(script, at, f" {self.writer.words(1)}")

    def sentence(self, script: Script, at: int) -> Script:
        return self._append(script, at, f" {self.writer.sentence()}")

    def cut(self, script: Script, at: int) -> Script:
        return script.having(at, f"<p>{self.writer.sentence()}</p>")

    def paragraph(self, script: Script, at: int) -> Script:
        return script.with_block(at, self.writer.paragraph())

    def add_note(self, script: Script, at: int) -> Script:
        return self._append(script, at, note(self.writer.sentence()))

    def add_tall_note(self, script: Script, at: int) -> Script:
        tall = note(*(self.writer.passage(9) for _ in range(self.chance.randint(1, 4))))
        return self._append(script, at, tall)

    def lengthen(self, script: Script, at: int) -> Script:
        noted = [at for at, block in enumerate(script.blocks) if OPEN in block]
        if not noted:
            return self.add_note(script, at)
        at = self.chance.choice(noted)
        more = f"<p>{self.writer.passage(self.chance.randint(1, 9))}</p></span>"
        return script.having(at, script.blocks[at].replace("</span>", more, 1))

    def drop_note(self, script: Script, at: int) -> Script:
        noted = [at for at, block in enumerate(script.blocks) if OPEN in block]
        if not noted:
            return self.word(script, at)
        at = self.chance.choice(noted)
        return script.having(at, NOTE.sub("", script.blocks[at], count=1))

    def delete(self, script: Script, at: int) -> Script:
        return script.without(at)

    def heading(self, script: Script, at: int) -> Script:
        return script.with_block(at, f"<h2>{self.writer.words(3)}</h2>")

    def move(self, script: Script, at: int) -> Script:
        taken = script.without(at)
        return taken.with_block(self.chance.randrange(1, len(taken.blocks) + 1), script.blocks[at])

    def end(self, script: Script, _: int) -> Script:
        return script.with_block(len(script.blocks), self.writer.paragraph())

    def several(self, script: Script, at: int) -> Script:
        for change in (self.word, self.delete, self.add_note):
            script = change(script, self.chance.choice(script.paragraphs()))
        return self.sentence(script, min(at, script.paragraphs()[-1]))

    def _append(self, script: Script, at: int, what: str) -> Script:
        at = at if script.blocks[at].startswith("<p>") else script.paragraphs()[0]
        return script.having(at, script.blocks[at].removesuffix("</p>") + what + "</p>")


# --- the book of a sheet ----------------------------------------------------------------------


def book(*sheets: Sheet) -> Book:
    """A book of whose text only the notes are told, each with what its sheet says."""
    return Book((), tuple(_chapter(sheet) for sheet in sheets), ())


def _chapter(sheet: Sheet) -> Chapter:
    found = []
    for number, element in enumerate(_note_elements(fromstring(sheet.xhtml)), start=1):  # noqa: S314
        where = Span(f"{sheet.id}.md", number)
        inside = (Paragraph((Text("".join(_own(element, "")), where),), where),)
        name = element.get("id", "")
        found.append(Note(str(number), inside, where, name, element.get("data-number", "")))
    where = Span(f"{sheet.id}.md")
    return Chapter(sheet.id, Role.CHAPTER, (), (), (), (), tuple(found), where)


def _note_elements(section: Element) -> Iterator[Element]:
    return (element for element in section.iter() if element.get("class") == IN_NOTE)


def _own(element: Element, left_out: str) -> Iterator[str]:
    """The text under `element` that is the book's, without elements of the class `left_out`."""
    yield element.text or ""
    for child in element:
        classes = child.get("class", "").split()
        if GENERATED not in classes and left_out not in classes:
            yield from _own(child, left_out)
        yield child.tail or ""


def written(sheet: Sheet) -> str:
    """The running text of a sheet without its spaces."""
    return _close("".join(_own(fromstring(sheet.xhtml), IN_NOTE)))  # noqa: S314


def drawn(pages: Sequence[Page], sheet: str) -> str:
    """The running text that stands on the pages of a sheet without its spaces."""
    runs = (run for page in pages if page.sheet == sheet for run in page.runs)
    return _close("".join(run.text for run in runs if not run.note and not run.generated))


def _close(text: str) -> str:
    return re.sub("[\\s\u00ad\u200b]+", "", text)


def faults(sheets: Sequence[Sheet], pages: tuple[Page, ...]) -> dict[str, int]:
    """What the note audit counts, where it counts any, and sheets whose text is not all there."""
    found = audited(sheets, pages)
    counts = {name: getattr(found, name) for name in COUNTS}
    counts["text"] = sum(drawn(pages, sheet.id) != written(sheet) for sheet in sheets)
    return {name: count for name, count in counts.items() if count}


def audited(sheets: Sequence[Sheet], pages: tuple[Page, ...]) -> NoteAudit:
    return audit(book(*sheets), pages)


# --- their style sheet ------------------------------------------------------------------------

_CSS = """
@page {
  size: %(width)smm %(height)smm; margin: 16mm;
  @bottom-center { content: counter(page) }
  @footnote { border-top: 0.4pt solid; margin-top: 6pt; padding-top: 4pt }
}
html { font: %(size)spt/%(line)spt "Gentium Book Plus", serif; text-align: justify }
body, p, h1, h2, ul, li, figure, blockquote, table, td, th { margin: 0; padding: 0 }
p { orphans: 2; widows: 2; text-indent: 1em }
h1, h2 { font: bold 1.2em/%(line)spt serif; text-align: start; break-after: avoid }
h1 { margin: 40pt 0 20pt } h2 { margin: 12pt 0 6pt }
ul { padding-inline-start: 1.5em } blockquote { margin: 6pt 2em }
.verse { margin: 6pt 2em } .line { text-indent: 0 }
table { border-collapse: collapse; width: 100%% } td, th { text-align: start; padding: 1pt }
tr { break-inside: avoid } .table { margin: 6pt 0 } .break { text-align: center; margin: 6pt 0 }
.note {
  float: footnote; footnote-display: block; padding-inline-start: 14pt;
  font: 8pt/10pt "Gentium Book Plus", serif; text-align: justify; text-indent: 0;
}
.note p { text-indent: 0 }
.note p + p { text-indent: 1em }
.note::footnote-call {
  content: attr(data-number); font-size: 0.65em; vertical-align: 0.5em; line-height: 0;
}
.note::footnote-marker {
  content: attr(data-number); display: block; height: 0; margin-inline-start: -14pt;
  break-after: avoid;
}
"""


def theme(width: float = 130, height: float = 190, size: float = 10) -> str:
    """A theme for pages of `width` × `height` mm and letters of `size` pt."""
    line = round(size * 1.35, 2)
    return _CSS % {"width": width, "height": height, "size": size, "line": line}
