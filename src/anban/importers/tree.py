"""The tree in which everything that is not plain text meets on its way to a manuscript.

In: nothing. Out: `Inline` and `Block`, closed unions of frozen values. A run of text carries its
`Look`, so that a reader never has to nest anything; `line` says where in the source a block
stood, counted as `anban.importers.draft` tells.
"""

from __future__ import annotations

from dataclasses import dataclass

UNNAMED = "~"
"""What a label begins with, behind `#`, that is the place of something without a name."""

# --- inline -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks and what it leads to.

    `raised` is `superscript`, `subscript` or nothing; `language` a BCP 47 tag; `link` an address
    or `#label`.
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
    text: str
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class Break:
    """A line end that is kept on the page."""


@dataclass(frozen=True, slots=True)
class Call:
    """Where a note is called; `label` is that of a `Note` of the same piece."""

    label: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The name of what a label belongs to; `^label` is a note of the same piece."""

    label: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture; `source` is its path from the folder of the manuscript.

    `width` is in percent of the measure, 100 if it is not known; it holds where it stands alone.
    """

    source: str
    alt: str = ""
    width: int = 100


@dataclass(frozen=True, slots=True)
class Remark:
    """An editor's mark, which is not printed: a comment, a change that was proposed."""

    text: str


Inline = StyledRun | Break | Call | Reference | Image | Remark
Inlines = tuple[Inline, ...]

# --- block --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with the level of its source; 0 is the title of the book.

    In a piece the levels are 1 to 3. `role` is what the source says that the piece is which the
    heading begins, a name of `anban.core.book.Role`.
    """

    level: int
    inlines: Inlines
    label: str = ""
    role: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    inlines: Inlines
    line: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: Blocks
    attribution: Inlines = ()
    epigraph: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class VerseLine:
    """`indent` counts steps of two spaces; a line without inlines ends a stanza."""

    inlines: Inlines
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Verse:
    lines: tuple[VerseLine, ...]
    attribution: Inlines = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """`start` is the first number, None for bullets."""

    items: tuple[Blocks, ...]
    start: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Definition:
    term: Inlines
    meanings: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    items: tuple[Definition, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Every row has as many cells as `aligns`, which are `start`, `center` or `end`."""

    head: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    aligns: tuple[str, ...]
    caption: Inlines = ()
    label: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    image: Image
    caption: Inlines = ()
    label: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class CodeBlock:
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class SceneBreak:
    line: int = 0


@dataclass(frozen=True, slots=True)
class Comment:
    """An editor's mark on lines of its own."""

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
    label: str
    blocks: Blocks
    line: int = 0
