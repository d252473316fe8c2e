"""What the tool relies on in WeasyPrint and pydyf: every name, what it takes and gives, and why.

In: nothing. Out: `CONTRACT`, a table of values; `members` holds the part of it that says what is
touched of objects. WeasyPrint's parts are private and change between releases, so `RELEASE` alone
is accepted. A test holds the installed release against the table, and the table against what the
tool imports, replaces and touches; `make engine-diff VERSION=…` says what another release would
break.
"""

from __future__ import annotations

from anban.typeset.engine.entries import Entry, Use
from anban.typeset.engine.members import MEMBERS

RELEASE = "70.0"
"""The release of WeasyPrint that the contract is with."""


def _called(name: str, takes: str, gives: str, why: str) -> Entry:
    return Entry(name, Use.CALLED, takes, gives, why)


def _read(name: str, gives: str, why: str) -> Entry:
    return Entry(name, Use.READ, "", gives, why)


def _subclassed(name: str, takes: str, gives: str, why: str) -> Entry:
    return Entry(name, Use.SUBCLASSED, takes, gives, why)


def _replaced(name: str, takes: str, gives: str, why: str) -> Entry:
    return Entry(f"{WEASYPRINT}{name}", Use.REPLACED, takes, gives, why)


WEASYPRINT = "weasyprint."
_BOXES = "weasyprint.formatting_structure.boxes."
_BLOCK = (
    "(context, box, bottom_space, skip_stack, containing_block, page_is_empty=True,"
    " absolute_boxes=None, fixed_boxes=None, adjoining_margins=None, first_letter_style=None,"
    " first_line_style=None, discard=False, max_lines=None)"
)
_SPLIT = (
    "(text, style, context, max_width, justification_spacing, is_line_start=True, minimum=False)"
)
_LINE = (
    "(context, linebox, position_y, bottom_space, skip_stack, containing_block, absolute_boxes,"
    " fixed_boxes, first_letter_style, first_line_style)"
)
_LEAST = "(context, box, outer=True, skip_stack=None, first_line=False, is_line_start=False)"
_SIX = "box, resume_at, next_page, adjoining_margins, collapsing_through, max_lines"
_SPLITS = "layout, length, resume_index, width, height, baseline; bytes and pixels"

# fmt: off
NAMES: tuple[Entry, ...] = (
    # --- documents and style sheets -----------------------------------------------------------
    _called("weasyprint.HTML", "(guess=None, filename=None, url=None, file_obj=None, string=None,"
            " encoding=None, base_url=None, url_fetcher=None, media_type='print')",
            "a document", "a sheet's tree takes the place of the one it parses"),
    _called("weasyprint.CSS", "(guess=None, filename=None, url=None, file_obj=None, string=None,"
            " encoding=None, base_url=None, url_fetcher=None, _check_mime_type=False,"
            " media_type='print', font_config=None, counter_style=None, color_profiles=None,"
            " matcher=None, page_rules=None, layers=None, layer=None)",
            "a style sheet", "style sheets are read once for all sheets of an edition"),
    _read("weasyprint.DEFAULT_OPTIONS", "dict", "pictures are read with the engine's defaults"),
    _called("weasyprint.css.counters.CounterStyle", "", "a dict of counter styles",
            "shared by all sheets of an edition"),
    _called("weasyprint.css.targets.TargetCollector", "()", "what targets say",
            "the engine asks for one; page numbers are bound late instead"),
    _called("weasyprint.css.properties.Dimension", "(value, unit)", "a length",
            "styles are given lengths"),
    _called("weasyprint.images.get_image_from_uri", "(cache, url_fetcher, options, url,"
            " forced_mime_type=None, context=None, orientation='from-image')", "an image or None",
            "a cache of pictures of our own"),
    _read("weasyprint.urls.FatalURLFetchingError", "class",
          "its cause is what our own reader raised inside the engine, which is raised on as it is"),
    _called("weasyprint.urls.URLFetcherResponse", "(url, body=None, headers=None, status=200,"
            " **kwargs)", "what a fetcher answers", "files are read through the manuscript alone"),
    # --- styles -------------------------------------------------------------------------------
    _subclassed("weasyprint.css.StyleFor", "(html, sheets, presentational_hints, font_config,"
                " target_collector)", "the style of an element or a page",
                "elements that are alike share a style"),
    _subclassed("weasyprint.css.ComputedStyle", "(parent_style, cascaded, pseudo_type, root_style,"
                " base_url, font_config, initial_page_sizes)", "a style, worked out by and by",
                "an element with an id has that of its kin"),
    _called("weasyprint.css.InitialStyle", "(font_config)", "the style above the root",
            "the first element has no parent"),
    _called("weasyprint.css.declaration_precedence", "(origin, importance)", "a weight",
            "declarations are weighed as the engine does"),
    _called("weasyprint.css.find_style_attributes", "(tree, presentational_hints=False,"
            " base_url=None)", "specificity, element, declarations, base for each",
            "the declarations of `style` attributes"),
    _called("weasyprint.css.validation.preprocess_declarations", "(base_url, declarations,"
            " prelude=None)", "name, value, importance for each", "the same"),
    # --- boxes --------------------------------------------------------------------------------
    _read(f"{_BOXES}Box", "class", "the type of every box"),
    _read(f"{_BOXES}ParentBox", "class", "its `page_values` is replaced"),
    _read(f"{_BOXES}BlockLevelBox", "class", "blocks are told from lines"),
    _read(f"{_BOXES}FootnoteAreaBox", "class", "the area of notes is laid out by the solver"),
    _read(f"{_BOXES}InlineBox", "class", "texts are looked for in it"),
    _read(f"{_BOXES}LineBox", "class", "lines are measured, marked and counted"),
    _called(f"{_BOXES}PageBox", "(page_type, style)", "an empty page", "furniture is drawn apart"),
    _read(f"{_BOXES}ReplacedBox", "class", "pictures are marked as figures"),
    _read(f"{_BOXES}TableBox", "class", "a table that goes on repeats its head"),
    _read(f"{_BOXES}TableRowGroupBox", "class", "a repeated head is generated text"),
    _read(f"{_BOXES}TextBox", "class", "texts are read, tracked and drawn"),
    _read("weasyprint.layout.absolute.AbsolutePlaceholder", "class",
          "it stands where a box was before it was placed absolutely"),
    _called("weasyprint.formatting_structure.build.build_formatting_structure",
            "(element_tree, style_for, get_image_from_uri, base_url, target_collector,"
            " counter_style, footnotes)", "the root box; notes are put into `footnotes`",
            "a sheet becomes boxes once"),
    _called("weasyprint.formatting_structure.build.create_anonymous_boxes", "(box)", "the box",
            "a note is made ready before the page that bears it is laid out"),
    _called("weasyprint.formatting_structure.text.get_first_letter", "(text)",
            "the letter with its punctuation", "a drop initial is measured"),
    # --- pages --------------------------------------------------------------------------------
    _subclassed("weasyprint.layout.LayoutContext", "(style_for, get_image_from_uri, font_config,"
                " counter_style, target_collector)", "what is known while pages are laid out",
                "its own placing of notes is silenced"),
    _called("weasyprint.layout.page.PageType", "(side, blank, name, index, groups)", "a tuple",
            "page rules are asked for furniture"),
    _called("weasyprint.layout.page.remake_page", "(index, context, root_box, html)",
            "page, resume_at", "one page is laid out from a state"),
    _called("weasyprint.layout.page.make_margin_boxes", "(context, page, state)", "margin boxes",
            "folios and running heads"),
    _called("weasyprint.layout.page.page_width", "(box, context, containing_block_width)", "None",
            "the measures of a page without text"),
    _called("weasyprint.layout.page.page_height", "(box, context, containing_block_height)",
            "None", "the same"),
    _called("weasyprint.layout.page.set_page_type_computed_styles", "(page_type, html, style_for)",
            "None", "asked where the fonts are not ours"),
    _called("weasyprint.anchors.gather_anchors", "(box, anchors, links, bookmarks, forms,"
            " parent_matrix=None, parent_form=None, parent_link=None)", "None; fills the lists",
            "links and their targets"),
    # --- blocks, floats, backgrounds ----------------------------------------------------------
    _called("weasyprint.layout.block.block_level_layout", _BLOCK, _SIX,
            "the text above a foot of any height, and a note area, are laid out by it"),
    _called("weasyprint.layout.float.avoid_collisions",
            "(context, box, containing_block, outer=True)", "x, y, width", "asked beside floats"),
    _called("weasyprint.layout.float.float_layout", "(context, box, containing_block,"
            " absolute_boxes, fixed_boxes, bottom_space, skip_stack)", "box, resume_at",
            "a drop initial is placed before its line"),
    _called("weasyprint.layout.percent.percentage", "(value, computed, refer_to)", "pixels",
            "the indent of a paragraph"),
    _called("weasyprint.layout.percent.resolve_percentages", "(box, containing_block)", "None",
            "asked where a length depends on more than the style"),
    _called("weasyprint.layout.background.layout_backgrounds", "(page, get_image_from_uri)",
            "None", "a page is drawn with its backgrounds"),
    _called("weasyprint.layout.background.layout_box_backgrounds",
            "(page, box, get_image_from_uri, layout_children=True, style=None)", "None",
            "asked for a box that has one"),
    # --- lines and texts ----------------------------------------------------------------------
    _called("weasyprint.layout.inline.get_next_linebox", _LINE, "line, resume_at",
            "asked for a line that is not remembered"),
    _called("weasyprint.layout.inline.first_letter_to_box",
            "(box, skip_stack, first_letter_style)", "None", "a first letter becomes a box once"),
    _called("weasyprint.layout.preferred.inline_min_content_width", _LEAST, "pixels",
            "asked beside floats that are no initials"),
    _called("weasyprint.layout.leader.handle_leader", "(context, line, containing_block)", "None",
            "the dots are joined behind it"),
    _called("weasyprint.layout.leader.leader_index", "(box)", "index, box; or None, None",
            "finds the dots"),
    _subclassed("weasyprint.text.line_break.Layout",
                "(style, justification_spacing=0, max_width=None)", "a text laid out by Pango",
                "a line of a text that was shaped once"),
    _called("weasyprint.text.line_break.create_layout",
            "(text, style, context, max_width, justification_spacing)", "a layout",
            "asked where lines cannot be reckoned"),
    _called("weasyprint.text.line_break.split_first_line", _SPLIT, _SPLITS,
            "asked where lines cannot be reckoned"),
    _called("weasyprint.text.line_break.strut", "(style)", "height, baseline", "kept by the style"),
    _read("weasyprint.text.ffi.FROM_UNITS", "float", "pixels in a unit of Pango"),
    _read("weasyprint.text.ffi.TO_UNITS", "int", "units of Pango in a pixel"),
    _read("weasyprint.text.ffi.ffi", "FFI", "reads what Pango gives"),
    _read("weasyprint.text.ffi.gobject", "FFILibrary_gobject-2.0", "lets objects of Pango go"),
    _read("weasyprint.text.ffi.pango", "FFILibrary_pango-1.0", "shapes and measures texts"),
    _called("weasyprint.text.ffi.unicode_to_char_p", "(string)", "pointer, bytes",
            "names a face to Pango"),
    # --- faces --------------------------------------------------------------------------------
    _subclassed("weasyprint.text.fonts.FontConfiguration", "()", "the fonts of a document",
                "a face is opened once, at one size"),
    _called("weasyprint.text.fonts.get_pango_font_key", "(pango_font)", "key, description, size",
            "faces are told apart as the engine does"),
    _called("weasyprint.pdf.fonts.Font", "(pango_font, description, font_size)",
            "a face of a PDF", "its widths are read from its file"),
    _called("weasyprint.pdf.fonts.build_fonts_dictionary",
            "(pdf, fonts, compress, subset, options)", "a dictionary of fonts",
            "subsets are written by the engine"),
    # --- drawing ------------------------------------------------------------------------------
    _called("weasyprint.draw.draw_page", "(page, stream)", "None", "a page becomes ink"),
    _called("weasyprint.draw.draw_stacking_context", "(stream, stacking_context)", "None",
            "margin boxes become ink"),
    _called("weasyprint.draw.color.get_color", "(style, key)", "a colour",
            "is there a background at all"),
    _called("weasyprint.draw.text.draw_text",
            "(stream, textbox, offset_x, text_overflow, block_ellipsis)", "None",
            "asked for what is not reckoned here"),
    _called("weasyprint.matrix.Matrix", "(a=1, b=0, c=0, d=1, e=0, f=0, matrix=None)",
            "a matrix", "where a text stands"),
    _read("weasyprint.stacking.StackingContext", "class", "a margin box is drawn as one"),
    _read("weasyprint.images.RasterImage", "class", "a picture is kept by its digest"),
    _subclassed("weasyprint.pdf.stream.Stream", "(fonts, page_rectangle, resources, images, tags,"
                " color_profiles, output_intent, *args, **kwargs)", "a content stream",
                "everything in it is marked"),
    # --- objects of a PDF ---------------------------------------------------------------------
    _called("pydyf.Array", "(array=None)", "a list", "written into a PDF"),
    _called("pydyf.Dictionary", "(values=None)", "a dict", "written into a PDF"),
    _subclassed("pydyf.Object", "()", "an object", "an object whose bytes are ready"),
    _read("pydyf.Stream", "class", "forms and fonts are told from dictionaries"),
    _called("pydyf.String", "(string='')", "a string", "written into a PDF"),
    _called("pydyf._to_bytes", "(item)", "bytes", "numbers are written as the engine does"),
    # --- steps of the engine that are replaced ------------------------------------------------
    _replaced("layout.page.block_level_layout", _BLOCK, _SIX,
              "notes: the solver places them under the text of a page"),
    _replaced("layout.block.block_level_layout", _BLOCK, _SIX,
              "grid: below a figure the text stands on its lines again"),
    _replaced("layout.inline.split_first_line", _SPLIT, _SPLITS,
              "lines: a text is shaped once, and its lines are reckoned"),
    _replaced("layout.inline.create_layout",
              "(text, style, context, max_width, justification_spacing)", "a layout",
              "lines: the line that justification asks for is known"),
    _replaced("layout.inline.get_next_linebox", _LINE, "line, resume_at",
              "shortcuts: a line is remembered; tracking and drop initials come in here"),
    _replaced("layout.inline.inline_min_content_width", _LEAST, "pixels",
              "initials: beside an initial there is room for any word"),
    _replaced("layout.inline.handle_leader", "(context, line, containing_block)", "None",
              "leaders: the dots become one text"),
    _replaced("layout.inline.resolve_percentages", "(box, containing_block)", "None",
              "shortcuts: lengths are kept by the style"),
    _replaced("layout.block.resolve_percentages", "(box, containing_block)", "None",
              "shortcuts: lengths are kept by the style"),
    _replaced("layout.inline.strut", "(style)", "height, baseline",
              "shortcuts: it is kept by the style"),
    _replaced("layout.inline.avoid_collisions", "(context, box, containing_block, outer=True)",
              "x, y, width", "shortcuts: there mostly is no float to collide with"),
    _replaced("layout.preferred.split_first_line", _SPLIT, _SPLITS,
              "shortcuts: the words of a table are measured once"),
    _replaced("layout.background.layout_box_backgrounds",
              "(page, box, get_image_from_uri, layout_children=True, style=None)", "None",
              "shortcuts: most boxes have none"),
    _replaced("layout.page.set_page_type_computed_styles", "(page_type, html, style_for)", "None",
              "shortcuts: margin boxes are the furniture's business"),
    _replaced("formatting_structure.boxes.ParentBox.page_values", "(self)",
              "the names of the first and the last page", "shortcuts: mostly it is the same name"),
    _replaced("draw.draw_text", "(stream, textbox, offset_x, text_overflow, block_ellipsis)",
              "None", "ink: numbers are left open; a shaped text is drawn from its glyphs"),
)
# fmt: on

CONTRACT = (*NAMES, *MEMBERS)

REPLACED = frozenset(
    entry.name.removeprefix(WEASYPRINT) for entry in CONTRACT if entry.use is Use.REPLACED
)
"""The steps that may be replaced, as `patching` is told them."""
