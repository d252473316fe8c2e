"""The node tree: the content of a manuscript, independent of how it is written or shown.

In: nothing. Out: the closed unions `Inline` and `Block`. Every node is frozen, and knows the place
in the source from which it comes (`Span`). A reference has the id of its target, never an address.
The decorator of a class declares what the walks, the templates and the checks have to know about
this kind of node: see `registry`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import get_args

from anban.core.diagnostics import Span
from anban.core.registry import (
    HARD,
    OBJECT,
    SOFT,
    Asks,
    BlockFacts,
    HoldsBlockRuns,
    HoldsBlocks,
    HoldsMembers,
    HoldsRows,
    HoldsWords,
    InlineFacts,
    NodeRole,
    RunKind,
    Says,
    block,
    close,
    inline,
    member,
)

CHILDREN = (HoldsWords("children", RunKind.INLINE),)
"""The declaration of the fields of most inlines: they hold inlines in `children`."""

# --- inline -------------------------------------------------------------------------------------


@inline(macro="text", holds=(), says=Says.TEXT, role=NodeRole.OWN, sign="")
@dataclass(frozen=True, slots=True)
class Text:
    """Characters of the manuscript, without line ends."""

    text: str
    span: Span


@inline(macro="soft_break", holds=(), says=Says.SPACE, role=NodeRole.OWN, sign=SOFT)
@dataclass(frozen=True, slots=True)
class SoftBreak:
    """A line end of the source inside a paragraph. It is shown as a space."""

    span: Span


@inline(macro="hard_break", holds=(), says=Says.SPACE, role=NodeRole.OWN, sign=HARD)
@dataclass(frozen=True, slots=True)
class HardBreak:
    """A line end that stays a line end on the page."""

    span: Span


@inline(macro="emphasis", holds=CHILDREN, says=Says.HELD, role=NodeRole.OWN, sign=OBJECT)
@dataclass(frozen=True, slots=True)
class Emphasis:
    children: Inlines
    span: Span


@inline(macro="strong", holds=CHILDREN, says=Says.HELD, role=NodeRole.OWN, sign=OBJECT)
@dataclass(frozen=True, slots=True)
class Strong:
    children: Inlines
    span: Span


class Mark(Enum):
    """The kinds of marked runs. The value is the class name in the manuscript and in XHTML."""

    SMALL_CAPS = "smallcaps"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    FRACTION = "fraction"


@inline(macro="marked", holds=CHILDREN, says=Says.HELD, role=NodeRole.OWN, sign=OBJECT)
@dataclass(frozen=True, slots=True)
class Marked:
    """A run in small caps, above or below the line, or set as a fraction:
    `[text]{.smallcaps}`.
    """

    mark: Mark
    children: Inlines
    span: Span


@inline(macro="foreign", holds=CHILDREN, says=Says.HELD, role=NodeRole.APART, sign=OBJECT)
@dataclass(frozen=True, slots=True)
class Foreign:
    """A run in another language: `[text]{lang=lo}`. `language` is a BCP 47 tag."""

    language: str
    children: Inlines
    span: Span


@inline(macro="code", holds=(), says=Says.TEXT, role=NodeRole.APART, sign=OBJECT)
@dataclass(frozen=True, slots=True)
class Code:
    text: str
    span: Span


@inline(macro="link", holds=CHILDREN, says=Says.HELD, role=NodeRole.LINK, sign=OBJECT)
@dataclass(frozen=True, slots=True)
class Link:
    """A link to an address outside of the book; `href` begins with http, https, mailto or tel."""

    href: str
    children: Inlines
    span: Span


class Shown(Enum):
    """What a cross-reference shows."""

    NAME = "name"
    PAGE = "page"
    WORDS = "words"


@inline(macro="reference", holds=CHILDREN, says=Says.HELD, role=NodeRole.LINK, sign=OBJECT)
@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference: `[](#fig-rice)`, `[](#fig-rice){.page}` or `[words](#fig-rice)`.

    Until references are resolved, `target` is the label as it is written; then it is the id of the
    target. `children` are the words that are written, or the name that was found for the target.
    An edition without page numbers shows the name in place of a page number.
    """

    target: str
    shown: Shown
    children: Inlines
    span: Span


@inline(macro="note_call", holds=(), says=Says.NOTHING, role=NodeRole.LINK, sign=OBJECT)
@dataclass(frozen=True, slots=True)
class NoteCall:
    """The place in the text where a note is called.

    `label` is the label as it is written. For a note that is written in place, `^[…]`, the parser
    makes a label that begins with `^`. `note` is the id of the note, and `number` the number that
    the call shows; both are empty until the notes are resolved.
    """

    label: str
    span: Span
    note: str = ""
    number: str = ""


@inline(macro="inline_image", holds=(), says=Says.NOTHING, role=NodeRole.PICTURE, sign=OBJECT)
@dataclass(frozen=True, slots=True)
class InlineImage:
    """A picture inside a line."""

    source: str
    alt: str
    span: Span


Inline = (
    Text
    | SoftBreak
    | HardBreak
    | Emphasis
    | Strong
    | Marked
    | Foreign
    | Code
    | Link
    | Reference
    | NoteCall
    | InlineImage
)
Inlines = tuple[Inline, ...]
close(get_args(Inline), InlineFacts)

# --- block --------------------------------------------------------------------------------------


@block(
    macro="heading",
    holds=(HoldsWords("children", RunKind.HEADING),),
    says=Says.HELD,
    role=NodeRole.OWN,
    lines={"h2": Asks.HEADING, "h3": Asks.HEADING, "h4": Asks.HEADING},
)
@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a chapter: level 1 is a section, 2 a subsection, 3 the level below that.

    `label` is the name by which references name it; it is empty if it has none. `id` and `number`
    are empty until they are resolved.
    """

    level: int
    children: Inlines
    label: str
    span: Span
    id: str = ""
    number: str = ""


@block(
    macro="paragraph",
    holds=(HoldsWords("children", RunKind.TEXT),),
    says=Says.HELD,
    role=NodeRole.OWN,
    lines={"p": Asks.PROSE},
)
@dataclass(frozen=True, slots=True)
class Paragraph:
    children: Inlines
    span: Span


@block(
    macro="quote",
    holds=(HoldsBlocks("blocks"), HoldsWords("attribution", RunKind.ATTRIBUTION)),
    says=Says.HELD,
    role=NodeRole.QUOTED,
    lines={"blockquote": Asks.PROSE, "p": Asks.PROSE},
)
@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation or an epigraph. `attribution` says whose words they are, or is empty."""

    blocks: Blocks
    attribution: Inlines
    span: Span
    epigraph: bool = False


@member(macro="", holds=(HoldsWords("children", RunKind.VERSE),))
@dataclass(frozen=True, slots=True)
class VerseLine:
    """One line of verse; `indent` counts steps of two spaces."""

    children: Inlines
    indent: int
    span: Span


@block(
    macro="verse",
    holds=(HoldsRows("stanzas", VerseLine), HoldsWords("attribution", RunKind.ATTRIBUTION)),
    says=Says.HELD,
    role=NodeRole.QUOTED,
    lines={"p": Asks.PROSE},
)
@dataclass(frozen=True, slots=True)
class Verse:
    stanzas: tuple[tuple[VerseLine, ...], ...]
    attribution: Inlines
    span: Span


@member(macro="", holds=(HoldsBlocks("blocks"),))
@dataclass(frozen=True, slots=True)
class ListItem:
    blocks: Blocks
    span: Span


@block(
    macro="list",
    holds=(HoldsMembers("items", ListItem),),
    says=Says.HELD,
    role=NodeRole.OWN,
    lines={"li": Asks.PROSE},
)
@dataclass(frozen=True, slots=True)
class List:
    """A list. `start` is the first number of an ordered list, None for a list with bullets.

    The paragraphs of a `tight` list have no space between them.
    """

    items: tuple[ListItem, ...]
    start: int | None
    tight: bool
    span: Span


@member(macro="", holds=(HoldsWords("term", RunKind.TERM), HoldsBlockRuns("blocks")))
@dataclass(frozen=True, slots=True)
class Definition:
    term: Inlines
    blocks: tuple[Blocks, ...]
    span: Span


@block(
    macro="definition_list",
    holds=(HoldsMembers("items", Definition),),
    says=Says.HELD,
    role=NodeRole.OWN,
    lines={"dt": Asks.NOTHING, "dd": Asks.PROSE},
)
@dataclass(frozen=True, slots=True)
class DefinitionList:
    items: tuple[Definition, ...]
    span: Span


class Align(Enum):
    START = "start"
    CENTER = "center"
    END = "end"


@member(macro="", holds=(HoldsWords("children", RunKind.CELL),))
@dataclass(frozen=True, slots=True)
class Cell:
    children: Inlines
    align: Align
    span: Span


@block(
    macro="table",
    holds=(
        HoldsWords("caption", RunKind.CAPTION),
        HoldsMembers("head", Cell),
        HoldsRows("rows", Cell),
    ),
    says=Says.HELD,
    role=NodeRole.OWN,
    lines={"figcaption": Asks.CAPTION, "th": Asks.HEAD, "td": Asks.CELL},
)
@dataclass(frozen=True, slots=True)
class Table:
    """A table. Every row has as many cells as the head."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: Inlines
    label: str
    span: Span
    id: str = ""
    number: str = ""


@block(
    macro="figure",
    holds=(HoldsWords("caption", RunKind.CAPTION), HoldsWords("details", RunKind.UNREAD)),
    says=Says.HELD,
    role=NodeRole.PICTURE,
    lines={"figcaption": Asks.CAPTION},
)
@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that stands by itself.

    `source` is its path relative to `manuscript/`, `width` its width in percent of the measure.
    `details` is empty, or has one reference without words, to a place that describes the picture at
    length.
    """

    source: str
    alt: str
    caption: Inlines
    label: str
    width: int
    span: Span
    details: Inlines = ()
    id: str = ""
    number: str = ""


@block(
    macro="code_block",
    holds=(),
    says=Says.TEXT,
    role=NodeRole.APART,
    lines={"pre": Asks.NOTHING},
)
@dataclass(frozen=True, slots=True)
class CodeBlock:
    text: str
    span: Span


@block(
    macro="scene_break",
    holds=(),
    says=Says.NOTHING,
    role=NodeRole.APART,
    lines={"div": Asks.NOTHING},
)
@dataclass(frozen=True, slots=True)
class SceneBreak:
    span: Span


Block = (
    Heading
    | Paragraph
    | Quote
    | Verse
    | List
    | DefinitionList
    | Table
    | Figure
    | CodeBlock
    | SceneBreak
)
Blocks = tuple[Block, ...]
close(get_args(Block), BlockFacts)


@member(macro="note", holds=(HoldsBlocks("blocks"),))
@dataclass(frozen=True, slots=True)
class Note:
    """A note: the label under which it is written, its blocks, and the id and the number that it is
    given when the notes are resolved.
    """

    label: str
    blocks: Blocks
    span: Span
    id: str = ""
    number: str = ""
