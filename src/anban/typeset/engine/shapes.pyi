"""The shapes of the engine's objects: what the other packages may touch of each, and its type.

In: nothing. Out: classes that a type checker takes for WeasyPrint's and pydyf's own, which have no
types; when the tool runs, the facade gives the real ones. `members` lists the same names for the
contract, and a test holds the two together. What begins with `anban_` is ours: it is hung on a box.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree.ElementTree import Element

if TYPE_CHECKING:
    from anban.typeset.engine.faces import Faces
    from anban.typeset.engine.styles import ElementStyles

Resume = dict[int, Resume | None]
"""Where a box resumes: the index of a child, and the same inside it; None for its start."""
GetImage = Callable[..., Any]
BlockArguments = tuple[
    float, Resume | None, Box, bool, list[Box], list[Box], list[float], *tuple[Any, ...]
]
"""What the layout of a page's text is asked with, behind context and box: the space kept free at
the foot, where the text resumes, the page, whether it is empty, boxes placed absolutely and fixed,
margins that touch; more, which is passed on."""
BlockLayout = tuple[BlockLevelBox | None, *tuple[Any, ...]]
"""What the layout of a block gives: the block, and where it resumes; more, which is passed on."""
CData = Any
"""A struct or a pointer of C: Pango has no types in Python."""

class Style(dict[str, Any]):
    """The style of an element: its properties with their computed values, of any type."""

    font_config: Faces
    cascaded: Mapping[str, Any]

    def copy(self) -> Style: ...

class Box:
    """Any box. Lengths are pixels, and hold once it is laid out. A page is of no element: it has
    None for it, which no mapping holds.
    """

    element_tag: str | None
    element: Element
    style: Style
    children: Sequence[Box]
    position_x: float
    position_y: float
    width: float
    height: float
    margin_top: float
    margin_right: float
    margin_bottom: float
    margin_left: float
    padding_top: float
    padding_bottom: float
    border_top_width: float
    border_bottom_width: float
    max_height: float
    footnote: Box | None
    string_set: Any
    is_leader: bool
    is_for_root_element: bool
    force_fragmentation: bool
    first_letter_style: Style | None
    first_line_style: Style | None
    anban_tracking: float

    def all_children(self) -> Sequence[Box]: ...
    def descendants(self, placeholders: bool = False) -> Iterator[Box]: ...
    def deepcopy(self) -> Any: ...
    def content_box_x(self) -> float: ...
    def content_box_y(self) -> float: ...
    def border_box_y(self) -> float: ...
    def border_height(self) -> float: ...
    def margin_width(self) -> float: ...
    def margin_height(self) -> float: ...
    def is_in_normal_flow(self) -> bool: ...

class ParentBox(Box):
    """A box with boxes in it."""

    def copy_with_children(self, new_children: Sequence[Box]) -> Any: ...
    def page_values(self) -> tuple[str, str]: ...

class BlockLevelBox(ParentBox):
    """A block."""

class InlineBox(ParentBox):
    """A piece of a line with a style of its own."""

class LeaderBox(InlineBox):
    """A leader: its dots."""

    children: Sequence[TextBox]

class LineBox(ParentBox):
    """A line; before the layout, all of a paragraph."""

    element_tag: str
    text_indent: float
    baseline: float
    resume_at: Resume | None
    anban_first: bool
    anban_initial: Box

class TextBox(Box):
    """The part of a text that stands on one line."""

    text: str
    baseline: float
    justification_spacing: float
    pango_layout: Any

class ReplacedBox(Box):
    """A picture."""

class TableBox(BlockLevelBox):
    """A table."""

    children: Sequence[TableRowGroupBox]

class TableRowGroupBox(ParentBox):
    """The head, a body or the foot of a table."""

    is_header: bool

class PageBox(ParentBox):
    """A page."""

    page_type: PageType

    def __init__(self, page_type: PageType, style: Style) -> None: ...

class FootnoteAreaBox(BlockLevelBox):
    """The notes of a page."""

    page: PageBox

class AbsolutePlaceholder(Box):
    """It stands where a box was before that was placed absolutely, and answers for that."""

    _box: Box

class PageType:
    """What page rules ask of a page."""

    side: str
    blank: bool
    name: str
    index: int
    groups: Sequence[tuple[str, int]]

    def __init__(
        self, side: str, blank: bool, name: str, index: int, groups: Sequence[tuple[str, int]]
    ) -> None: ...

class HTML:
    """A document."""

    etree_element: Element
    wrapper_element: Any
    base_url: str

    def _ua_counter_style(self) -> list[CounterStyle]: ...
    def __init__(self, *, string: str, base_url: str = "", url_fetcher: Any = None) -> None: ...

class CSS:
    """A style sheet."""

    matcher: Any
    layers: list[Any]

    def __init__(
        self, *, string: str, base_url: str, url_fetcher: Any, font_config: Faces,
        counter_style: CounterStyle, color_profiles: dict[str, object],
    ) -> None: ...  # fmt: skip

class StyleFor:
    """The styles of the elements of a document, and of its pages."""

    font_config: Faces
    initial_page_sizes: dict[str, Any]
    _cascaded_styles: dict[Any, Any]
    _computed_styles: dict[Any, Style]
    _sheets: list[tuple[CSS, str, None]]

    def __init__(
        self, html: HTML, sheets: list[tuple[CSS, str, None]], presentational_hints: bool,
        font_config: Faces, target_collector: TargetCollector | None,
    ) -> None: ...  # fmt: skip
    def __call__(self, element: Any, pseudo_type: str | None = None) -> Style: ...
    def get_cascaded_styles(self) -> dict[Any, Any]: ...
    def get_computed_styles(self) -> dict[Any, Style]: ...
    def add_page_declarations(self, page_type: PageType) -> None: ...
    def set_computed_styles(
        self, element: Any, parent: Any, root: Any = None, pseudo_type: str | None = None,
        base_url: str | None = None,
    ) -> None: ...  # fmt: skip

class FontConfiguration:
    """The fonts that Pango knows."""

    font_map: CData

    def __init__(self) -> None: ...

class CounterStyle(dict[str, Any]):
    """The counter styles of a document."""

class TargetCollector:
    """What the targets of a document say."""

class Dimension(NamedTuple):
    """A length of a style sheet."""

    value: float
    unit: str | None

class LayoutContext:
    """What the engine knows while it lays out pages."""

    style_for: ElementStyles
    get_image_from_uri: GetImage
    excluded_shapes: Sequence[Box]
    footnotes: list[Box]
    reported_footnotes: list[Box]
    current_page_footnotes: list[Box]
    current_footnote_area: FootnoteAreaBox
    rendered_notes: Any
    page_bottom: float
    page_maker: list[tuple[Any, ...]]
    current_page: int
    string_set: dict[str, dict[int, list[str]]]
    running_elements: dict[str, dict[int, list[Any]]]
    broken_out_of_flow: dict[Any, Any]
    in_column: bool
    _excluded_shapes: dict[Box | None, list[Box]]
    _excluded_shapes_root_boxes: list[Box | None]

    def __init__(
        self, style_for: ElementStyles, get_image_from_uri: GetImage, font_config: Faces,
        counter_style: CounterStyle, target_collector: TargetCollector,
    ) -> None: ...  # fmt: skip
    def layout_footnote(self, footnote: Any) -> bool: ...
    def unlayout_footnote(self, footnote: Any) -> None: ...
    def report_footnote(self, footnote: Any) -> None: ...

class Layout:
    """A text that Pango has laid out."""

    text: str
    style: Style
    layout: Any
    max_width: float | None
    justification_spacing: float
    first_line_direction: int

    def __init__(self, style: Style) -> None: ...
    def set_text(self, text: str) -> None: ...
    def get_first_line(self) -> tuple[Any, int | None]: ...
    def reactivate(self, style: Style) -> None: ...
    def deactivate(self) -> None: ...

class Font:
    """A face. The last four are ours."""

    hash: str
    widths: dict[int, float]
    to_unicode: dict[int, str]
    missing: dict[Any, int]
    file_content: bytes
    index: int
    font_size: float
    tables: Sequence[str]
    glyph_count: int
    upem: int
    codes: dict[tuple[int, int, float], str]
    description: str
    digest: bytes
    pango_font: CData

    def __init__(self, pango_font: CData, description: CData, font_size: float) -> None: ...

class Matrix:
    """A transformation of the plane."""

    values: tuple[float, ...]

    def __init__(self, *, d: float = 1, e: float = 0, f: float = 0) -> None: ...

class StackingContext:
    """Boxes in the order in which they are drawn."""

    @classmethod
    def from_box(cls, box: Box, page: Box) -> StackingContext: ...
