"""Every table and key of `book.toml`: its kind of value, its meaning, an example.

In: nothing. Out: `TABLES` and `KEYS`, from which the file is read and its faults are explained;
`keys_of` and `tables_of`; and `reference`, which is the same as Markdown for readers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from anban.manuscript.config import kinds
from anban.manuscript.config.kinds import ValueKind


class Shape(Enum):
    """How often a table is in the file: once, several times in order, or once for each name."""

    ONE = "[{}]"
    ROW = "[[{}]]"
    NAMED = "[{}.NAME]"


@dataclass(frozen=True, slots=True)
class SchemaTable:
    """A table. If an `optional` table is left out, it is None and its keys are not required.

    `only` is the format of the editions for which the table has a meaning; empty means all.
    """

    name: str
    shape: Shape
    meaning: str
    optional: bool = False
    only: str = ""

    @property
    def header(self) -> str:
        return self.shape.value.format(self.name.replace("edition.", "edition.NAME."))


@dataclass(frozen=True, slots=True)
class Key:
    """A key. `example` is TOML, as in the file. The default "" means that nothing is said.

    `only` is the format of the editions for which the key has a meaning, and `variant` is the
    variant of the PDFs; empty means all.
    """

    table: str
    name: str
    kind: ValueKind
    meaning: str
    example: str
    default: object = ""
    required: bool = False
    only: str = ""
    variant: str = ""

    @property
    def line(self) -> str:
        """The key with its example, as a line of the file."""
        return f"{self.name} = {self.example}"


COVER = (
    "What the cover says beside title and names. With this table, each print edition that names its"
    " `paper` has a printed cover, and an EPUB without a `cover` of its own shows the front of it."
)

PAGES = (
    "How pages are numbered: in the folio, the contents, lists and references, in the PDF and in"
    " the page list of an EPUB. What is said here goes before what the theme says."
)

TABLES = (
    SchemaTable("book", Shape.ONE, "What the book is."),
    SchemaTable(
        "book.contributors", Shape.ROW, "Who made the book, in the order of the title page."
    ),
    SchemaTable("imprint", Shape.ONE, "What the imprint page says, in the order of its lines."),
    SchemaTable("manuscript", Shape.ONE, "What the book is made of, in reading order."),
    SchemaTable(
        "manuscript.parts", Shape.ROW, "The parts of the body, behind the chapters of `body`."
    ),
    SchemaTable("numbering", Shape.ONE, "What bears a number, and how it is written."),
    SchemaTable("notes", Shape.ONE, "How notes are numbered."),
    SchemaTable("pages", Shape.ONE, PAGES),
    SchemaTable(
        "pages.front",
        Shape.ONE,
        "The pages in front of the text: i, ii, iii …, if nothing is said.",
    ),
    SchemaTable("pages.body", Shape.ONE, "The pages of the text: 1, 2, 3 …, if nothing is said."),
    SchemaTable(
        "pages.back", Shape.ONE, "The pages behind the text, which go on if nothing is said."
    ),
    SchemaTable("typography", Shape.ONE, "What the rules of the language may change in the text."),
    SchemaTable("edition", Shape.NAMED, "One product: a PDF for print, or an EPUB."),
    SchemaTable(
        "edition.margins", Shape.ONE, "From the trim to the text, all four sides.", True, "pdf"
    ),
    SchemaTable(
        "accessibility",
        Shape.ONE,
        "Who has looked at the ebooks and says that they conform; no checker can.",
        optional=True,
    ),
    SchemaTable("cover", Shape.ONE, COVER, True),
    SchemaTable("check", Shape.ONE, "How much a finding weighs in this book."),
    SchemaTable("check.allow", Shape.ROW, "Warnings that were looked at and stand."),
)


def _numbered(matter: str, numerals: str, prefix: str, start: str) -> tuple[Key, ...]:
    """The keys of the page numbers of a matter, with examples."""
    table = f"pages.{matter}"
    return (
        Key(table, "numbering", kinds.PAGE_NUMERALS, "how the numbers are written: iv, IV, 4, d, D,"
            " or not at all", f'"{numerals}"'),
        Key(table, "prefix", kinds.PAGE_PREFIX, "what stands in front of each", prefix),
        Key(table, "start", kinds.PAGE_START, "the number of the first page; `go on` counts on from"
            " the pages before", start),
    )  # fmt: skip


KEYS = (
    Key("book", "title", kinds.TEXT, "the title", '"Đất và người"', required=True),
    Key("book", "subtitle", kinds.TEXT, "the subtitle", '"Ba mươi năm ở đồng bằng"'),
    Key("book", "short-title", kinds.TEXT, "the title in running heads; the title if left out",
        '"Đất và người"'),
    Key("book", "slug", kinds.SLUG, "what the products are named after; made from the title if"
        " left out", '"dat-va-nguoi"'),
    Key("book", "language", kinds.LANGUAGE, "the language of the text, as a BCP 47 tag", '"vi"',
        required=True),
    Key("book", "publisher", kinds.TEXT, "who publishes the book; as in the imprint if left out",
        '"Nhà xuất bản Mẫu"'),
    Key("book", "place", kinds.TEXT, "where it is published", '"Hà Nội"'),
    Key("book", "rights", kinds.PROSE, "who holds the rights", '"© 2026 Nhà xuất bản Mẫu"'),
    Key("book", "date", kinds.DAY, "the day of publication", "2026-09-02", required=True),
    Key("book", "description", kinds.PROSE, "a few sentences for catalogues and shops",
        '"Chuyện của một làng ven sông."'),
    Key("book", "subjects", kinds.TEXTS, "what it is about, for catalogues",
        '["Lịch sử", "Việt Nam"]', default=()),
    Key("book", "thema", kinds.THEMA, "codes of Thema for shops, the main subject first, qualifiers"
        " behind", '["NHF", "1FMV"]', default=()),
    Key("book", "series", kinds.TEXT, "the series it belongs to", '"Tủ sách Làng quê"'),
    Key("book.contributors", "name", kinds.TEXT, "the name as the title page shows it",
        '"Nguyễn Văn Mẫu"', required=True),
    Key("book.contributors", "role", kinds.CONTRIBUTOR_ROLE, "what they did for the book",
        '"author"', default="author"),
    Key("book.contributors", "sort-name", kinds.TEXT, "the name as a catalogue files it; the name"
        " if left out", '"Nguyễn Văn Mẫu"'),

    Key("imprint", "notice", kinds.PROSE, "free words above all others",
        '"Bản mẫu, không bán."'),
    Key("imprint", "publisher", kinds.TEXT, "Nhà xuất bản, the publishing house",
        '"Nhà xuất bản Mẫu"'),
    Key("imprint", "address", kinds.TEXT, "Địa chỉ, where the house is",
        '"1 phố Mẫu, Hà Nội"'),
    Key("imprint", "phone", kinds.TEXT, "Điện thoại, its telephone", '"024 0000 0000"'),
    Key("imprint", "email", kinds.MAIL, "its address for mail", '"sach@example.vn"'),
    Key("imprint", "website", kinds.WEB, "its site", '"https://example.vn"'),
    Key("imprint", "responsible-publishing", kinds.TEXT,
        "Chịu trách nhiệm xuất bản, who answers for the publication",
        '"Giám đốc Trần Thị Mẫu"'),
    Key("imprint", "responsible-content", kinds.TEXT,
        "Chịu trách nhiệm nội dung, who answers for the content",
        '"Tổng biên tập Lê Văn Mẫu"'),
    Key("imprint", "editor", kinds.TEXT, "Biên tập, who edited it", '"Phạm Thị Mẫu"'),
    Key("imprint", "cover-design", kinds.TEXT, "Thiết kế bìa, who designed the cover",
        '"Hoàng Văn Mẫu"'),
    Key("imprint", "typesetting", kinds.TEXT, "Chế bản, who set it", '"Phòng chế bản"'),
    Key("imprint", "proofreading", kinds.TEXT, "Sửa bản in, who read the proofs",
        '"Vũ Thị Mẫu"'),
    Key("imprint", "print-run", kinds.COPIES, "In … cuốn, how many copies are printed", "1000"),
    Key("imprint", "format", kinds.TEXT, "khổ, the trim as the imprint says it;"
        " that of each edition if left out",
        '"14,5 × 20,5 cm"'),
    Key("imprint", "printed-at", kinds.TEXT, "tại, the printer and its address",
        '"Nhà in Mẫu, Hà Nội"'),
    Key("imprint", "registration", kinds.TEXT,
        "Số xác nhận đăng ký xuất bản, the number under which it is registered",
        '"0000-2026/CXBIPH/00-00/M"'),
    Key("imprint", "decision", kinds.TEXT,
        "Quyết định xuất bản số …, ngày …, the decision to publish it",
        '"00/QĐ-M ngày 18/7/2026"'),
    Key("imprint", "deposit", kinds.TEXT,
        "In xong và nộp lưu chiểu …, when it was printed and deposited", '"quý III năm 2026"'),

    Key("manuscript", "front", kinds.ENTRIES, "pages before the text: files, and names of pages"
        " that are made without one", '["half-title", "title-page", "contents"]', default=()),
    Key("manuscript", "body", kinds.BODY, "the chapters, and parts as `{ title = …, chapters = […]"
        " }`", '["body/01-que-nha.md"]', default=()),
    Key("manuscript", "back", kinds.ENTRIES, "pages behind the text, as in `front`",
        '["back/phu-luc.md"]', default=()),
    Key("manuscript.parts", "title", kinds.TEXT, "the title of the part", '"Những năm đầu"',
        required=True),
    Key("manuscript.parts", "subtitle", kinds.TEXT, "its subtitle", '"1945–1954"'),
    Key("manuscript.parts", "chapters", kinds.FILES, "the files of its chapters",
        '["body/02-mua-lu.md"]', required=True),

    Key("numbering", "parts", kinds.NUMERALS, "how parts are numbered", '"roman"',
        default="roman"),
    Key("numbering", "chapters", kinds.NUMERALS, "how chapters are numbered, through the whole"
        " book", '"arabic"', default="arabic"),
    Key("numbering", "sections", kinds.HEADING_LEVELS, "how many levels of headings bear a number",
        "1", default=0),
    Key("numbering", "figures", kinds.SCOPE, "where the numbers of figures begin again", '"book"',
        default="book"),
    Key("numbering", "tables", kinds.SCOPE, "where the numbers of tables begin again", '"book"',
        default="book"),
    Key("notes", "numbering", kinds.SCOPE, "where the numbers of notes begin again", '"chapter"',
        default="chapter"),
    *_numbered("front", "roman", '"F-"', "1"),
    *_numbered("body", "arabic", '"A-"', "1"),
    *_numbered("back", "letters", '"B-"', '"go on"'),
    Key("typography", "dashes", kinds.FLAG, "spaced hyphens between words or years become dashes",
        "true", default=True),
    Key("typography", "spaces", kinds.FLAG, "no-break spaces stand where a line must not end",
        "true", default=True),
    Key("typography", "ellipses", kinds.FLAG, "three points become one sign", "true",
        default=True),
    Key("typography", "quotes", kinds.QUOTES, "which quotation marks are the outer ones; those of"
        " the language and its country if left out", '"single"'),

    Key("edition", "format", kinds.FORMAT, "what is made", '"pdf"', required=True),
    Key("edition", "isbn", kinds.ISBN, "the ISBN of this edition alone", '"978-604-000-000-2"'),
    Key("edition", "theme", kinds.PATH, "the folder of the theme, in the project; the built-in one"
        " if left out", '"styles"'),
    Key("edition", "trim", kinds.TRIM, "the page once it is cut, width × height",
        '"145x205mm"', default="145x205mm", only="pdf"),
    Key("edition", "bleed", kinds.LENGTH, "what is printed beyond the trim", '"3mm"',
        default="0mm", only="pdf"),
    Key("edition", "variant", kinds.VARIANT, "what the PDF is for: the screen, the press (in black"
        " alone), an archive and screen readers, or those who read proofs", '"press"',
        default="screen", only="pdf"),
    Key("edition", "standard", kinds.STANDARD, "what the PDF for the press keeps to: PDF/X-1a:2001"
        " or PDF/X-4", '"x-1a"', default="x-1a", only="pdf", variant="press"),
    Key("edition", "output-intent", kinds.TEXT, "the printing condition: `swop`, `fogra39`,"
        " `fogra47`, `fogra51`, `fogra52`, or the printer's own profile, in the manuscript",
        '"swop"', default="swop", only="pdf", variant="press"),
    Key("edition", "marks", kinds.FLAG, "crop and registration marks stand outside the bleed",
        "true", default=False, only="pdf", variant="press"),
    Key("edition", "slug-line", kinds.FLAG, "title, edition and page stand below the bleed, too",
        "true", default=False, only="pdf", variant="press"),
    Key("edition", "pages-multiple", kinds.MULTIPLE, "what the number of pages is made a multiple"
        " of, with blank ones at the end; 2 for the press, else 1, if left out", "16", only="pdf"),
    Key("edition", "draft", kinds.TEXT, "what the draft is called; the language's word if left out",
        '"Bông hai"', only="pdf", variant="proof"),
    Key("edition", "revision", kinds.TEXT, "which revision of the manuscript it shows",
        '"41"', only="pdf", variant="proof"),
    Key("edition", "draft-date", kinds.DAY, "the day of the draft", "2026-07-18", only="pdf",
        variant="proof"),
    Key("edition", "cover", kinds.PATH, "the picture of the cover, in the manuscript",
        '"images/bia.png"', only="epub"),
    Key("edition", "paper", kinds.PAPER, "what it is printed on; with it, the spine has its width",
        '"offset-70"', only="pdf"),
    Key("edition", "binding", kinds.BINDING, "how it is bound", '"perfect"', default="perfect",
        only="pdf"),
    Key("edition", "spine", kinds.LENGTH, "the width of the spine, where the printer has told it",
        '"9.5mm"', only="pdf"),
    Key("edition", "price", kinds.TEXT, "the price as the back of the cover shows it",
        '"98.000 đ"', only="pdf"),
    Key("edition", "price-code", kinds.PRICE_CODE, "the digits of the price beside the barcode, two"
        " or five", '"51995"', only="pdf"),
    Key("edition", "profile", kinds.PROFILE, "the printer whose rules each build checks",
        '"offset-vn"', only="pdf"),
    Key("edition", "pages-from", kinds.NAME, "the print edition whose page numbers an EPUB tells;"
        " a PDF has its very pages, with all that shapes them", '"paperback"'),
    Key("edition.margins", "top", kinds.LENGTH, "at the head", '"18mm"', required=True),
    Key("edition.margins", "bottom", kinds.LENGTH, "at the foot", '"24mm"', required=True),
    Key("edition.margins", "inner", kinds.LENGTH, "at the spine", '"19mm"', required=True),
    Key("edition.margins", "outer", kinds.LENGTH, "at the fore-edge", '"20mm"', required=True),

    Key("accessibility", "certifier", kinds.TEXT, "who has looked at them", '"Phạm Thị Mẫu"',
        required=True),
    Key("accessibility", "level", kinds.CONFORMANCE, "the level of WCAG that they keep", '"AA"',
        required=True),
    Key("accessibility", "wcag", kinds.WCAG, "its version", '"2.2"', default="2.2"),
    Key("accessibility", "credential", kinds.TEXT, "what entitles the certifier to say so",
        '"Chứng chỉ Mẫu"'),
    Key("accessibility", "report", kinds.WEB, "where the report can be read",
        '"https://example.vn/bao-cao"'),
    Key("cover", "blurb", kinds.PROSE, "the words on the back, a free line between paragraphs; the"
        " description if left out", '"Ba mươi năm của một làng ven sông."'),

    Key("check", "deny", kinds.CODES, "codes of findings that stop an edition, whatever they"
        " weigh", '["P126"]', default=()),
    Key("check", "warn", kinds.CODES, "codes of mere information that shall be warnings",
        '["W106"]', default=()),
    Key("check.allow", "code", kinds.CODE, "the code of the finding", '"P125"', required=True),
    Key("check.allow", "reason", kinds.TEXT, "why it may stand", '"nhà in yêu cầu CMYK"',
        required=True),
    Key("check.allow", "words", kinds.TEXT, "only findings whose message has these words; all if"
        " left out", '"Ban bí thư"'),
    Key("check.allow", "file", kinds.PATH, "only findings in this file of the manuscript; all if"
        " left out", '"body/01-ben-do.md"'),
)  # fmt: skip


def keys_of(table: str) -> dict[str, Key]:
    """The keys of a table, by their names, in the order of the schema."""
    return {key.name: key for key in KEYS if key.table == table}


def tables_of(table: str) -> dict[str, SchemaTable]:
    """The tables directly inside a table, by their last names; "" means the document."""
    inner = ((*one.name.rpartition("."), one) for one in TABLES)
    return {name: one for parent, _, name, one in inner if parent == table}


def reference() -> str:
    """All tables and keys as Markdown, in the order of the schema."""
    return "# book.toml\n\n" + "\n\n".join(_described(table) for table in TABLES) + "\n"


def _described(table: SchemaTable) -> str:
    keys = keys_of(table.name).values()
    return "\n".join([f"## `{table.header}`", "", table.meaning, "", *map(_entry, keys)])


def _entry(key: Key) -> str:
    facts = [key.kind.expected]
    if key.required:
        facts.append("required")
    if key.variant:
        facts.append(f'only where `variant = "{key.variant}"`')
    elif key.only:
        facts.append(f'only where `format = "{key.only}"`')
    default = _shown(key.default)
    if default:
        facts.append(f"`{default}` if left out")
    return f"- `{key.line}`\n  {key.meaning} ({'; '.join(facts)})"


def _shown(default: object) -> str:
    match default:
        case bool():
            return str(default).lower()
        case "" | ():
            return ""
        case str():
            return f'"{default}"'
        case _:
            return str(default)
