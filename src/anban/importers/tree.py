"""The tree that all readers make, except the reader of plain text.

In: nothing. Out: `Inline` and `Block`, closed unions of frozen values. A run of text has its
`Look`, so a reader need not nest markup. `line` is the place of a block in the source, counted as
in `anban.importers.draft`.
"""

from __future__ import annotations

from dataclasses import dataclass

UNNAMED = "~"
"""The first character of a label that was made from the position of an element without an id."""

# --- inline -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks, and the target of its link.

    `raised` is `superscript`, `subscript` or empty. `language` is a BCP 47 tag. `link` is an
    address or `#label`.
    """

    italic: bool = False
    bold: bool = False
    small_caps: bool = False
    raised: str = ""
    code: bool = False
    language: str = ""
    link: str = ""


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class StyledRun:
    """A run of text with one look."""

    text: str
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class Break:
    """A line end that is kept in the book."""


@dataclass(frozen=True, slots=True)
class Call:
    """The call of a note; `label` is the label of a `Note` of the same piece."""

    label: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference that shows the name of its target; `^label` is a note of the same piece."""

    label: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture; `source` is its path relative to `manuscript/`.

    `width` is in percent of the measure, 100 if it is not known. It is only used for a picture
    that is alone in its paragraph.
    """

    source: str
    alt: str = ""
    width: int = 100


@dataclass(frozen=True, slots=True)
class Remark:
    """An editor's mark, which is not printed: a comment or a proposed change."""

    text: str


Inline = StyledRun | Break | Call | Reference | Image | Remark
Inlines = tuple[Inline, ...]

# --- block --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with the level of its source; 0 is the title of the book.

    Inside a piece the levels are 1 to 3. `role` is the role that the source gives to the piece
    which begins here; it is a value of `anban.core.book.Role`, or empty.
    """

    level: int
    inlines: Inlines
    label: str = ""
    role: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `line` is its place in the source."""

    inlines: Inlines
    line: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation or an epigraph, perhaps with its attribution."""

    blocks: Blocks
    attribution: Inlines = ()
    epigraph: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class VerseLine:
    """A line of verse. `indent` counts steps of two spaces. An empty line ends a stanza."""

    inlines: Inlines
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Verse:
    """Verse, line by line, perhaps with its attribution."""

    lines: tuple[VerseLine, ...]
    attribution: Inlines = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A list. `start` is its first number, None for bullets."""

    items: tuple[Blocks, ...]
    start: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition: its term and its meanings."""

    term: Inlines
    meanings: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    """A definition list."""

    items: tuple[Definition, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `aligns` has `start`, `center` or `end` for each column; all rows are as long."""

    head: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    aligns: tuple[str, ...]
    caption: Inlines = ()
    label: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that is a block, with its caption."""

    image: Image
    caption: Inlines = ()
    label: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines of code."""

    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class SceneBreak:
    """A break between two scenes."""

    line: int = 0


@dataclass(frozen=True, slots=True)
class Comment:
    """An editor's mark on its own lines."""

    text: str
    line: int = 0


Block = (
    Heading
    | Paragraph
    | Quote
    | Verse
    | Listing
    | Definitions
    | Table
    | Figure
    | CodeBlock
    | SceneBreak
    | Comment
)
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A note; its label is the key under which it is kept."""

    label: str
    blocks: Blocks
    line: int = 0
