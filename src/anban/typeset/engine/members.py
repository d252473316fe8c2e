"""What is touched of the engine's objects: attributes that are read or set, methods.

In: nothing. Out: `MEMBERS`, a part of the contract. `shapes` and `streams` give the types of the
same names, and a test holds them together.
"""

from __future__ import annotations

from anban.typeset.engine.entries import Entry, members

_BOXES = "weasyprint.formatting_structure.boxes."
_FFI = "weasyprint.text.ffi."

# fmt: off
MEMBERS: tuple[Entry, ...] = (
    # --- documents and styles -----------------------------------------------------------------
    *members("weasyprint.HTML", "a tree of ours takes the place of the one that was parsed",
             "etree_element wrapper_element base_url", {"_ua_counter_style": "(self)"}),
    *members("weasyprint.CSS", "kin are matched with every selector once", "matcher layers"),
    *members("weasyprint.css.StyleFor", "styles are put in where the engine looks for them",
             "font_config initial_page_sizes _cascaded_styles _computed_styles _sheets", {
                 "__call__": "(self, element, pseudo_type=None)",
                 "get_cascaded_styles": "(self)",
                 "get_computed_styles": "(self)",
                 "add_page_declarations": "(self, page_type)",
                 "set_computed_styles": "(self, element, parent, root=None, pseudo_type=None,"
                                        " base_url=None, target_collector=None)",
             }),
    *members("weasyprint.css.ComputedStyle", "styles are copied, and what follows from them is"
             " kept on them", "font_config cascaded", {"copy": "(self)"},
             {"__missing__": "(self, key)"}),
    *members("weasyprint.css.properties.Dimension", "lengths are told from keywords",
             "value unit"),
    # --- boxes --------------------------------------------------------------------------------
    *members(f"{_BOXES}Box", "pages are measured, read, copied and drawn",
             "element_tag element style children position_x position_y width height margin_top"
             " margin_right margin_bottom margin_left padding_top padding_bottom border_top_width"
             " border_bottom_width max_height footnote string_set is_leader is_for_root_element"
             " force_fragmentation first_letter_style first_line_style", {
                 "all_children": "(self)",
                 "descendants": "(self, placeholders=False)",
                 "deepcopy": "(self)",
                 "content_box_x": "(self)",
                 "content_box_y": "(self)",
                 "border_box_y": "(self)",
                 "border_height": "(self)",
                 "margin_width": "(self)",
                 "margin_height": "(self)",
                 "is_in_normal_flow": "(self)",
             }),
    *members(f"{_BOXES}ParentBox", "a page of notes alone, and note areas, are made of copies",
             "", {"copy_with_children": "(self, new_children)", "page_values": "(self)"}),
    *members(f"{_BOXES}LineBox", "lines are measured; a page knows where the next one begins",
             "element_tag text_indent baseline resume_at"),
    *members(f"{_BOXES}TextBox", "texts are read, measured and drawn",
             "text baseline justification_spacing pango_layout"),
    *members(f"{_BOXES}TableBox", "it has lost its head, or repeats it", "children"),
    *members(f"{_BOXES}TableRowGroupBox", "a head that is repeated", "is_header"),
    *members(f"{_BOXES}PageBox", "what page rules ask of the page", "page_type"),
    *members(f"{_BOXES}FootnoteAreaBox", "notes are laid out in a copy of it", "page"),
    *members("weasyprint.layout.absolute.AbsolutePlaceholder", "the box that was placed", "_box"),
    # --- pages --------------------------------------------------------------------------------
    *members("weasyprint.layout.page.PageType", "what page rules ask of a page",
             "side blank name index groups"),
    *members("weasyprint.layout.LayoutContext", "a page is laid out from a state, again and again",
             "style_for get_image_from_uri excluded_shapes footnotes reported_footnotes"
             " current_page_footnotes current_footnote_area rendered_notes page_bottom page_maker"
             " current_page string_set running_elements broken_out_of_flow in_column"
             " _excluded_shapes _excluded_shapes_root_boxes", {}, {
                 "layout_footnote": "(self, footnote)",
                 "unlayout_footnote": "(self, footnote)",
                 "report_footnote": "(self, footnote)",
             }),
    # --- texts --------------------------------------------------------------------------------
    *members("weasyprint.text.line_break.Layout", "texts are shaped, and lines made of them",
             "text style layout max_width justification_spacing first_line_direction", {
                 "set_text": "(self, text, justify=False)",
                 "get_first_line": "(self)",
                 "reactivate": "(self, style)",
             }, {"deactivate": "(self)"}),
    *members("weasyprint.text.fonts.FontConfiguration", "faces are opened in it", "font_map"),
    *members("weasyprint.pdf.fonts.Font", "glyphs are noted down, and subsets written",
             "hash widths to_unicode missing file_content index font_size tables glyph_count"
             " upem"),
    *members(f"{_FFI}ffi", "structs of Pango are read as bytes",
             "NULL buffer cast cdef gc new sizeof string unpack"),
    *members(f"{_FFI}gobject", "objects of Pango are let go", "g_object_unref"),
    *members(f"{_FFI}pango", "texts are shaped and measured, faces opened",
             "pango_context_set_round_glyph_positions pango_font_description_free"
             " pango_font_description_set_absolute_size pango_font_description_to_string"
             " pango_font_get_glyph_extents pango_font_map_create_context"
             " pango_font_map_load_font pango_layout_get_baseline"
             " pango_layout_get_log_attrs_readonly pango_layout_line_get_extents"),
    # --- drawing ------------------------------------------------------------------------------
    *members("weasyprint.matrix.Matrix", "where a text stands", "values"),
    *members("weasyprint.stacking.StackingContext", "a margin box is drawn as one", "",
             {"from_box": "(box, page, child_contexts=None)"}),
    *members("weasyprint.images.RasterImage", "a picture is kept as it is in a PDF", "",
             {"get_x_object": "(self, interpolate, dpi_ratio)"}),
    *members("weasyprint.pdf.stream.Stream", "content is marked, and shaped texts are drawn",
             "_resources _color_profiles _current_font", {
                 "begin_text": "(self)",
                 "end_text": "(self)",
                 "set_text_matrix": "(self, a, b, c, d, e, f)",
                 "set_font_size": "(self, font, size)",
                 "show_text": "(self, text)",
                 "transform": "(self, a=1, b=0, c=0, d=1, e=0, f=0)",
                 "stacked": "(self)",
             }, {
                 "clone": "(self, **kwargs)",
                 "add_font": "(self, pango_font)",
                 "set_color": "(self, color, stroke=False)",
                 "marked": "(self, box, tag)",
                 "artifact": "(self)",
                 "draw_x_object": "(self, reference)",
             }),
    *members("pydyf.Object", "objects are numbered and written here", "number reference", {},
             {"data": "", "compressible": ""}),
    *members("pydyf.Stream", "forms, pictures and fonts become values", "stream extra"),
)
# fmt: on
