"""Answers that the engine works out again and again, given from memory.

In: styles. Out: the engine's own values, sooner. Measured on WeasyPrint 70.0: for every line of
every trial layout it works out the same margins and paddings of a style, and the same strut; for
every page the styles of margin boxes that only the furniture needs; for every block the names of
pages that all in it ask for; for every box of a page its background, where it has none; for every
layout of a table the widths of all words in it. What is kept is kept by the style or the box
itself, as long as that lives.
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
"""What a box without a background is given for one."""
KEPT = 4_000
"""Words whose widths are remembered."""
NOTES = ("@footnote", "@note-area")
"""The pseudo-elements of a page that its layout asks for; the others are furniture."""


def _lengths(style: Style) -> dict[str, object] | None:
    """The used lengths of a box of this style, None if they depend on more than the style."""
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
    """The engine's `resolve_percentages`."""
    lengths = _lengths_of(box.style)
    if lengths is None:
        resolve_percentages(box, containing)
    else:
        box.__dict__.update(lengths)


def _bare(style: Style) -> bool:
    """True if a box of this style shows nothing behind what is in it."""
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
    """The engine's `layout_box_backgrounds`."""
    placed = isinstance(box, AbsolutePlaceholder)
    if placed or box is page or named or not _is_bare(box.style):
        layout_box_backgrounds(page, box, *arguments, **named)
        return
    box.__dict__.update(BARE)
    for child in box.all_children():
        _backgrounds(page, child, *arguments)


def _page_values(box: boxes.ParentBox) -> tuple[str, str]:
    """The engine's `ParentBox.page_values`: mostly all that is in a box asks for the same."""
    known = box.__dict__
    if "anban_pages" not in known:
        names = {inner.style["page"] for inner in box.descendants()}
        known["anban_pages"] = (*names, *names) if len(names) == 1 else None
    return known["anban_pages"] or _values_of_page(box)


_values_of_page = boxes.ParentBox.page_values


def _room(
    context: LayoutContext, box: boxes.Box, containing: boxes.Box, outer: bool = True
) -> Room:
    """The engine's `avoid_collisions`, for lines: there mostly is nothing to collide with."""
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
    """The engine's `split_first_line`, asked for widths alone; the layout is left out."""
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
    """The engine's `get_next_linebox`; the line also knows whether it is the first of its text."""
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
    """The next line, which the trial layouts of a page ask for again and again.

    A line is remembered if it stands beside no float and holds nothing placed elsewhere. What is
    given is a copy, because the engine moves lines when it has them. The box that was asked about
    is held, so that no other can take its place: a margin box does not outlive its page.
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
    """The engine's `set_page_type_computed_styles`, for what laying a page out asks for."""
    if isinstance(style_for.font_config, Faces):
        set_page_styles(page_type, html, style_for, NOTES)
    else:
        set_page_type_computed_styles(page_type, html, style_for)


def set_page_styles(
    page_type: PageType, html: HTML, style_for: ElementStyles, wanted: tuple[str, ...] | None = None
) -> None:
    """Give `style_for` the styles of a type of page, and of its pseudo-elements `wanted`, or all.

    Types of page that the same declarations match share their styles.
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
    """The declarations that hold for a type of page, by the identity of their values."""
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
