"""The steps of the engine: what its functions take and give, as far as they are called.

In: nothing. Out: functions that a type checker takes for WeasyPrint's own; see `shapes`. Where an
argument is named here, the engine names it so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from anban.typeset.engine.shapes import (
    HTML,
    BlockLayout,
    BlockLevelBox,
    Box,
    CData,
    CounterStyle,
    Dimension,
    Font,
    GetImage,
    Layout,
    LayoutContext,
    LeaderBox,
    LineBox,
    PageBox,
    PageType,
    ParentBox,
    Resume,
    StackingContext,
    Style,
    TargetCollector,
    TextBox,
)
from anban.typeset.engine.streams import Dictionary, Stream

if TYPE_CHECKING:
    from anban.typeset.engine.styles import ElementStyles

LineLayout = tuple[LineBox | None, Resume | None]
Split = tuple[Layout, int, int | None, float, float, float]
"""A text's first line: its layout, its length and where the next one begins in bytes, its width,
its height, its baseline."""
Point = tuple[float, float]
Link = tuple[str, str, tuple[float, float, float, float], Box]
"""A link: its sort, its target, its area, the box in which it is."""
Room = tuple[float, float, float]
"""Where a line may begin, across and down, and how long it may be."""
Counters = tuple[list[int], dict[str, list[int]], list[set[str]], list[list[object]]]
"""The counters in front of a page, and the groups that it is in."""

def build_formatting_structure(
    element_tree: Element, style_for: ElementStyles, get_image_from_uri: GetImage, base_url: str,
    target_collector: TargetCollector, counter_style: CounterStyle, footnotes: list[Box],
) -> BlockLevelBox: ...  # fmt: skip
def create_anonymous_boxes(box: BlockLevelBox) -> BlockLevelBox: ...
def get_first_letter(text: str) -> str: ...
def get_image_from_uri(cache: dict[str, object], url_fetcher: Any, options: Any) -> Any: ...
def remake_page(
    index: int, context: LayoutContext, root_box: Box, html: HTML
) -> tuple[PageBox, Resume | None]: ...
def make_margin_boxes(
    context: LayoutContext, page: PageBox, state: Counters
) -> Iterator[ParentBox]: ...
def page_width(box: PageBox, context: LayoutContext, containing_block_width: float) -> None: ...
def page_height(box: PageBox, context: LayoutContext, containing_block_height: float) -> None: ...
def set_page_type_computed_styles(
    page_type: PageType, html: HTML, style_for: ElementStyles
) -> None: ...
def gather_anchors(
    box: Box, anchors: dict[str, Point], links: list[Link], bookmarks: list[Any],
    forms: dict[None, list[Any]],
) -> None: ...  # fmt: skip
def block_level_layout(
    context: LayoutContext, box: Box, *arguments: Any, **named: Any
) -> BlockLayout: ...
def avoid_collisions(
    context: LayoutContext, box: Box, containing_block: Box, outer: bool = True
) -> Room: ...
def float_layout(
    context: LayoutContext, box: Box, containing_block: Box, absolute_boxes: list[Box],
    fixed_boxes: list[Box], bottom_space: float, skip_stack: Resume | None,
) -> tuple[Box, Resume | None]: ...  # fmt: skip
def percentage(value: Dimension, computed: Style, refer_to: float) -> float: ...
def resolve_percentages(box: Box, containing_block: Any) -> None: ...
def layout_backgrounds(page: PageBox, get_image_from_uri: GetImage) -> None: ...
def layout_box_backgrounds(page: PageBox, box: Box, *arguments: Any, **named: Any) -> None: ...
def get_next_linebox(
    context: LayoutContext, linebox: LineBox, position_y: float, bottom_space: float,
    skip_stack: Resume | None, containing_block: Box, absolute_boxes: list[Box],
    fixed_boxes: list[Box], *letters: Any,
) -> LineLayout: ...  # fmt: skip
def first_letter_to_box(
    box: LineBox, skip_stack: Resume | None, first_letter_style: Mapping[str, Any]
) -> None: ...
def inline_min_content_width(context: LayoutContext, box: Box, **named: Any) -> float: ...
def handle_leader(context: LayoutContext, line: LineBox, containing_block: Box) -> None: ...
def leader_index(box: Box) -> tuple[Any, LeaderBox | None]: ...
def create_layout(
    text: str, style: Style, context: LayoutContext | None, max_width: float | None,
    justification_spacing: float,
) -> Layout: ...  # fmt: skip
def split_first_line(
    text: str, style: Style, context: LayoutContext | None, max_width: float | None,
    justification_spacing: float, is_line_start: bool = True, minimum: bool = False,
) -> Split: ...  # fmt: skip
def strut(style: Style) -> tuple[float, float]: ...
def get_pango_font_key(pango_font: CData) -> tuple[int, CData, float]: ...
def draw_page(page: PageBox, stream: Stream) -> None: ...
def draw_stacking_context(stream: Stream, stacking_context: StackingContext) -> None: ...
def draw_text(stream: Stream, textbox: TextBox, *arguments: Any) -> None: ...
def get_color(style: Style, key: str) -> Any: ...
def build_fonts_dictionary(
    pdf: Any, fonts: dict[int, Font], compress: bool, subset: bool, options: dict[str, Any]
) -> Dictionary: ...
def to_bytes(item: object) -> bytes: ...
