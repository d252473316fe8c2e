"""Values that the engine computes again and again, kept and given back.

In: styles and boxes. Out: the engine's own values, sooner. As measured, WeasyPrint 70.0 computes

- the margins and paddings of a style, and its strut, for every line of every trial layout;
- the styles of margin boxes for every page, though only the furniture needs them;
- the page names of all boxes in a block, for every block;
- the background of every box of a page, though most have none;
- the widths of all words of a table, for every layout of it.

A value is kept on the style or the box to which it belongs, for as long as that exists.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping

from anban.typeset.engine import boxes, patching
from anban.typeset.engine.boxes import AbsolutePlaceholder, Style
from anban.typeset.engine.documents import HTML
from anban.typeset.engine.drawing import get_color
from anban.typeset.engine.faces import Faces
from anban.typeset.engine.kept import Kept, strut_of
from anban.typeset.engine.layout import (
    LayoutContext,
    LineLayout,
    PageType,
    Resume,
    Room,
    avoid_collisions,
    get_next_linebox,
    layout_box_backgrounds,
    resolve_percentages,
    set_page_type_computed_styles,
)
from anban.typeset.engine.styles import ElementStyles
from anban.typeset.engine.text import split_first_line
from anban.typeset.pages.state import freeze
from anban.typeset.paragraph import initials, tracking

LENGTHS = (
    "margin_left", "margin_right", "margin_top", "margin_bottom", "padding_left", "padding_right",
    "padding_top", "padding_bottom", "width", "min_width", "max_width", "height", "min_height",
    "max_height",
)  # fmt: skip
Measured = tuple[None, int, int | None, float, float, float]
"""A `Split` without its layout."""
Cascaded = Mapping[tuple[object, str | None], Mapping[str, tuple[object, object]]]
BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
CORNERS = tuple(f"border_{corner}_radius" for corner in (
    "top_left", "top_right", "bottom_right", "bottom_left",
))  # fmt: skip
BARE = {"background": None, **dict.fromkeys(CORNERS, (0, 0))}
"""The attributes that the engine sets on a box without a background."""
KEPT = 4_000
"""How many words of tables are remembered with their widths; the oldest are forgotten first."""
NOTES = ("@footnote", "@note-area")
"""The pseudo-elements of a page that layout needs; the others are margin boxes."""


def _lengths(style: Style) -> dict[str, object] | None:
    """The used lengths of a box of this style in pixels; None if they depend on more than the
    style, such as a percentage of the box around.
    """
    if style["box_sizing"] != "content-box" or style["border_collapse"] == "collapse":
        return None
    found: dict[str, object] = {}
    for name in LENGTHS:
        value = style[name]
        if value == "auto":
            found[name] = 0 if name in ("min_width", "min_height") else "auto"
        elif getattr(value, "unit", None) == "px":
            found[name] = value.value
        else:
            return None
    return found | {name: style[name] for name in BORDERS}


_lengths_of = Kept("anban_lengths", _lengths)


def _resolve(box: boxes.Box, containing: boxes.Box) -> None:
    """Takes the place of the engine's `resolve_percentages`."""
    lengths = _lengths_of(box.style)
    if lengths is None:
        resolve_percentages(box, containing)
    else:
        box.__dict__.update(lengths)


def _bare(style: Style) -> bool:
    """True if a box of this style has no background, border image, shadow or round corner."""
    return not (
        any((0, "px") not in style[corner] for corner in CORNERS)
        or style["border_image_source"][0] != "none"
        or style["mask_border_source"][0] != "none"
        or any(image for _, image in style["background_image"])
        or style["box_shadow"]
        or (style["visibility"] != "hidden" and get_color(style, "background_color").alpha)
    )


_is_bare = Kept("anban_bare", _bare)


def _backgrounds(page: boxes.PageBox, box: boxes.Box, *arguments: object, **named: object) -> None:
    """Takes the place of the engine's `layout_box_backgrounds`."""
    placed = isinstance(box, AbsolutePlaceholder)
    if placed or box is page or named or not _is_bare(box.style):
        layout_box_backgrounds(page, box, *arguments, **named)
        return
    box.__dict__.update(BARE)
    for child in box.all_children():
        _backgrounds(page, child, *arguments)


def _page_values(box: boxes.ParentBox) -> tuple[str, str]:
    """Takes the place of the engine's `ParentBox.page_values`: if all boxes inside ask for pages of
    the same name, as they mostly do, that is the name for the first and the last page.
    """
    known = box.__dict__
    if "anban_pages" not in known:
        names = {inner.style["page"] for inner in box.descendants()}
        known["anban_pages"] = (*names, *names) if len(names) == 1 else None
    return known["anban_pages"] or _values_of_page(box)


_values_of_page = boxes.ParentBox.page_values


def _room(
    context: LayoutContext, box: boxes.Box, containing: boxes.Box, outer: bool = True
) -> Room:
    """Takes the place of the engine's `avoid_collisions`: without floats, a line has the width of
    its block.
    """
    if outer or context.excluded_shapes or containing.style["direction"] != "ltr":
        return avoid_collisions(context, box, containing, outer)
    left = containing.content_box_x()
    right = left + containing.width
    left += box.margin_left
    right -= box.margin_right
    return left, box.border_box_y(), right - left


_MEASURED: OrderedDict[tuple[object, ...], tuple[Style, Measured]] = OrderedDict()


def _measured(
    text: str,
    style: Style,
    context: LayoutContext,
    max_width: float | None,
    spacing: float,
    **named: bool,
) -> Measured:
    """Takes the place of the engine's `split_first_line` where only widths are wanted.

    The style is kept with its answer, so that its id cannot become that of another style.
    """
    key = (id(style), text, max_width, spacing, *named.values())
    if key not in _MEASURED:
        found = split_first_line(text, style, context, max_width, spacing, **named)
        _MEASURED[key] = style, (None, *found[1:])
        if len(_MEASURED) > KEPT:
            _MEASURED.popitem(last=False)
    return _MEASURED[key][1]


def _next_line(
    context: LayoutContext, linebox: boxes.LineBox, position_y: float,
    bottom_space: float, skip: Resume | None, containing: boxes.Box, absolutes: list[boxes.Box],
    fixed: list[boxes.Box], *letters: object,
) -> LineLayout:  # fmt: skip
    """Takes the place of the engine's `get_next_linebox`. The line also notes whether it is the
    first one of its text.
    """
    line, resume = _found_line(
        context, linebox, position_y, bottom_space, skip, containing, absolutes, fixed, *letters
    )
    if line is not None:
        line.anban_first = skip is None
    return line, resume


def _found_line(
    context: LayoutContext, linebox: boxes.LineBox, position_y: float,
    bottom_space: float, skip: Resume | None, containing: boxes.Box, absolutes: list[boxes.Box],
    fixed: list[boxes.Box], *letters: object,
) -> LineLayout:  # fmt: skip
    """The next line of `linebox`; the trial layouts of a page ask for the same line many times.

    A line is kept if it stands beside no float and has no boxes that are placed absolutely. The
    engine gets a copy, because it moves the lines that it gets. The box in the key is kept, too:
    a margin box does not live longer than its page, and a new box could get the same id.
    """
    known = getattr(context, "lines", None)
    if known is not None and not any(letters):
        tracking.fit(linebox, containing)
    if skip is None and hasattr(linebox, "anban_initial"):
        return initials.first_line(
            context, linebox, position_y, bottom_space, containing, absolutes, fixed
        )
    if known is None or context.excluded_shapes or any(letters):
        return get_next_linebox(
            context, linebox, position_y, bottom_space, skip, containing, absolutes, fixed, *letters
        )
    key = (
        id(linebox), position_y, freeze(skip), linebox.text_indent,
        containing.width, containing.content_box_x(),
    )  # fmt: skip
    if key in known:
        _, line, resume = known[key]
        return line.deepcopy(), resume
    before = len(absolutes), len(fixed)
    line, resume = get_next_linebox(
        context, linebox, position_y, bottom_space, skip, containing, absolutes, fixed, *letters
    )
    if line is not None and (len(absolutes), len(fixed)) == before and not context.excluded_shapes:
        known[key] = linebox, line.deepcopy(), resume
    return line, resume


def _page_styles(page_type: PageType, html: HTML, style_for: ElementStyles) -> None:
    """Takes the place of the engine's `set_page_type_computed_styles`: computes only the styles
    that the layout of a page needs.
    """
    if isinstance(style_for.font_config, Faces):
        set_page_styles(page_type, html, style_for, NOTES)
    else:
        set_page_type_computed_styles(page_type, html, style_for)


def set_page_styles(
    page_type: PageType, html: HTML, style_for: ElementStyles, wanted: tuple[str, ...] | None = None
) -> None:
    """Compute for `style_for` the styles of a type of page, and of its pseudo-elements: of those in
    `wanted`, or of all if it is None.

    Types of page to which the same declarations apply share their styles.
    """
    cascaded, computed = style_for.get_cascaded_styles(), style_for.get_computed_styles()
    if (page_type, None) in computed:
        return
    cascaded.clear()
    style_for.add_page_declarations(page_type)
    root, shared = html.etree_element, style_for.pages
    names = [None, *(pseudo for _, pseudo in cascaded if pseudo)]
    for pseudo in names:
        if pseudo and wanted is not None and pseudo not in wanted:
            continue
        parent = root if pseudo is None else page_type
        key = (pseudo, _matched(cascaded, page_type, None), _matched(cascaded, page_type, pseudo))
        if key not in shared:
            style_for.set_computed_styles(
                page_type, parent, root, pseudo_type=pseudo, base_url=html.base_url
            )
            cascaded[page_type, pseudo] = dict(cascaded.get((page_type, pseudo), {}))
            shared[key] = computed[page_type, pseudo], dict(cascaded)
        computed[page_type, pseudo] = shared[key][0]


def _matched(
    cascaded: Cascaded, page_type: PageType, pseudo: str | None
) -> tuple[tuple[str, int], ...]:
    """The declarations that apply to a type of page, by the ids of their values, which the style
    sheet keeps.
    """
    found = cascaded.get((page_type, pseudo), {})
    return tuple((name, id(value)) for name, (value, _) in found.items())


def install() -> None:
    """Let the engine ask here first."""
    patching.replace("layout.inline.resolve_percentages", _resolve)
    patching.replace("layout.block.resolve_percentages", _resolve)
    patching.replace("layout.inline.strut", strut_of)
    patching.replace("layout.inline.avoid_collisions", _room)
    patching.replace("layout.background.layout_box_backgrounds", _backgrounds)
    patching.replace("formatting_structure.boxes.ParentBox.page_values", _page_values)
    patching.replace("layout.preferred.split_first_line", _measured)
    patching.replace("layout.inline.get_next_linebox", _next_line)
    patching.replace("layout.page.set_page_type_computed_styles", _page_styles)
