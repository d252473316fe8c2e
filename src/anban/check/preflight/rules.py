"""Rules about what a printer asks for (Q2xx): the profiles in `printers` hold the figures."""

from anban.core.diagnostics import Rule, Severity

_WHY = (
    " The figures are those of the printer's profile; its file says where each is from and when it"
    " was read."
)

# --- the files ----------------------------------------------------------------------------------

NOT_PREFLIGHTED = Rule(
    code="Q201",
    name="not-preflighted",
    severity=Severity.WARNING,
    message="`output/{name}` was not checked for {profile}: {reason}",
    hint="run `anban build {edition}`, and check again",
    why=(
        "A printer's rules are held against the finished file, as the printer will get it. A file"
        " that is not there has not passed anything."
    ),
)

PRODUCT_STALE = Rule(
    code="Q202",
    name="product-stale",
    severity=Severity.WARNING,
    message="`output/{name}` is not what the manuscript makes now",
    hint="run `anban build {edition}`, and check again",
    why=(
        "The file in `output` was made of another state of the manuscript, or with other versions."
        " What is found in it may be gone, and new faults may not be in it yet. Places in the"
        " manuscript are not shown for it, since they could be the wrong ones."
    ),
)

PDF_UNREADABLE = Rule(
    code="Q203",
    name="pdf-unreadable",
    severity=Severity.ERROR,
    message="`{name}` cannot be read: {reason}",
    hint="build it again; a file that was changed by another program may be damaged",
    why="A file that a reader of PDF cannot open is refused by every printer." + _WHY,
)

PDF_LOCKED = Rule(
    code="Q204",
    name="pdf-locked",
    severity=Severity.ERROR,
    message="`{name}` is encrypted",
    hint="send the file as it was built, without a password",
    why="A printer takes a file apart to put its pages on sheets, and a locked one forbids it.",
)

# --- boxes --------------------------------------------------------------------------------------

TRIM_DIFFERS = Rule(
    code="Q211",
    name="trim-differs",
    severity=Severity.ERROR,
    message="{pages} of `{name}`: the trim is {found} mm, not {wanted} mm",
    hint="take out of the style sheets whatever sets the size of a page",
    why=(
        "The TrimBox says where the paper is cut. All pages of a book have one, and it is the trim"
        " of the edition; that of a cover is twice the trim with the spine between."
    ),
)

TRIM_MISSING = Rule(
    code="Q212",
    name="trim-missing",
    severity=Severity.ERROR,
    message="{pages} of `{name}`: no TrimBox says where the paper is cut",
    hint="send the file as it was built; printing it to another PDF loses the boxes",
    why="Without a TrimBox a printer guesses where the bleed ends and the page begins.",
)

BLEED_DIFFERS = Rule(
    code="Q213",
    name="bleed-differs",
    severity=Severity.WARNING,
    message="{pages} of `{name}`: {found} mm of bleed; {profile} takes {wanted}",
    hint='set `bleed = "{near_mm}mm"` in the edition',
    why=(
        "What reaches the edge is printed beyond it, so that no white line shows where the knife"
        " strays. Too little leaves that line, too much may make the page another size." + _WHY
    ),
)

MEDIA_DIFFERS = Rule(
    code="Q214",
    name="media-differs",
    severity=Severity.WARNING,
    message="{pages} of `{name}`: the sheet reaches beyond the bleed, as if it bore marks",
    hint="leave out `marks` and `slug-line`; the printer adds its own",
    why="Crop marks and a margin around the bleed shift the page on the printer's sheet." + _WHY,
)

# --- margins ------------------------------------------------------------------------------------

GUTTER_NARROW = Rule(
    code="Q221",
    name="gutter-narrow",
    severity=Severity.WARNING,
    message=(
        "“{words}” stands {found} mm from the spine on {pages}; {profile} asks for {wanted} mm"
        " at {count} pages"
    ),
    hint="widen `inner` in `[edition.NAME.margins]`, or in the theme, to {wanted} mm",
    why=(
        "The thicker a glued book, the less far it opens, and the more of the inner margin is lost"
        " in the fold. So the margin at the spine grows with the number of pages." + _WHY
    ),
)

MARGIN_NARROW = Rule(
    code="Q222",
    name="margin-narrow",
    severity=Severity.WARNING,
    message=(
        "“{words}” stands {found} mm from the trim on {pages}; {profile} asks for {wanted} mm"
    ),
    hint="widen the margin on that side, or shorten what runs into it",
    why=(
        "The knife strays by a millimetre or two. Words near the edge, folios and running heads"
        " among them, are cut or look as if they should have been." + _WHY
    ),
)

# --- fonts and pictures -------------------------------------------------------------------------

FONT_NOT_EMBEDDED = Rule(
    code="Q231",
    name="font-not-embedded",
    severity=Severity.ERROR,
    message="the font {font} is not in `{name}`",
    hint="build the file again, and send that one",
    why="A font that is not in the file is replaced by another, and the lines no longer fit.",
)

PICTURE_COARSE = Rule(
    code="Q241",
    name="picture-coarse",
    severity=Severity.WARNING,
    message=(
        "a picture of {width} × {height} pixels is printed at {found} ppi on {pages};"
        " {profile} asks for {wanted}"
    ),
    hint="take a larger scan of it, or give the figure a smaller `width`",
    why=(
        "Pixels per inch are counted as the picture is placed. With too few of them edges become"
        " steps, and enlarging the file in an image editor adds none." + _WHY
    ),
)

# --- colour and ink -----------------------------------------------------------------------------

COLOUR_SPACE = Rule(
    code="Q251",
    name="colour-space",
    severity=Severity.WARNING,
    message="{pages} of `{name}`: {found} is printed; {profile} takes {wanted}",
    hint='set `variant = "press"` in the edition',
    why=(
        "A press has black, or four inks. Colours for screens are turned into inks by whoever meets"
        " them first, and black type may become four inks that do not meet." + _WHY
    ),
)

INK_HEAVY = Rule(
    code="Q252",
    name="ink-heavy",
    severity=Severity.WARNING,
    message="{pages} of `{name}`: up to {found} % of ink; {profile} takes {wanted} %",
    hint="lighten the darkest places, or convert the picture with a profile for this paper",
    why=(
        "All inks together, on one spot. Too much of it does not dry, shows through, and comes off"
        " on the facing page." + _WHY
    ),
)

# --- objects ------------------------------------------------------------------------------------

TRANSPARENCY = Rule(
    code="Q261",
    name="transparency",
    severity=Severity.WARNING,
    message="{pages} of `{name}`: {found}; {profile} takes no transparency",
    hint="take opacity, masks and blending out of the drawing or the style sheet",
    why=(
        "Transparency is flattened by each press in its own way. Where the printer asks for none,"
        " thin lines may thicken and colours may change around it." + _WHY
    ),
)

OVERPRINT = Rule(
    code="Q262",
    name="overprint",
    severity=Severity.WARNING,
    message="{pages} of `{name}`: overprinting of {found}",
    hint="take overprinting out of it; nothing that is white may bear it",
    why=(
        "What overprints leaves what lies below it in place. Black type may; white type is gone,"
        " for there is no white ink."
    ),
)

EXTRAS = Rule(
    code="Q263",
    name="extras",
    severity=Severity.WARNING,
    message="`{name}` has {found}; {profile} asks for pages only",
    hint="send a file without them, or allow this in `[check]`: they are not printed",
    why=(
        "Links, bookmarks, forms and attached files are for readers on a screen. They do not print,"
        " and some printers' checks stop at them." + _WHY
    ),
)

STANDARD_MISSING = Rule(
    code="Q264",
    name="standard-missing",
    severity=Severity.WARNING,
    message="`{name}` is {found}; {profile} asks for {wanted}",
    hint='set `variant = "press"` and its `standard` in the edition',
    why=(
        "PDF/X is what printers agreed on: fonts inside, colours for a press, boxes in place. A"
        " file that claims it can be printed without questions." + _WHY
    ),
)

# --- pages --------------------------------------------------------------------------------------

PAGE_COUNT = Rule(
    code="Q271",
    name="page-count",
    severity=Severity.ERROR,
    message="`{name}` has {count} pages; {profile} binds from {least} to {most}",
    hint="choose another trim, binding or printer",
    why="A glued spine needs leaves to hold, and a machine takes only so thick a block." + _WHY,
)

PAGE_MULTIPLE = Rule(
    code="Q272",
    name="page-multiple",
    severity=Severity.WARNING,
    message="`{name}` has {count} pages; {profile} counts them in {multiple}s",
    hint="leave it to the printer, who adds {missing} blank at the end, or fill them",
    why=(
        "A book is made of leaves, and in offset of folded sheets, so its pages come in twos, fours"
        " or sixteens. What is missing is added blank at the end." + _WHY
    ),
)

BLANK_RUN = Rule(
    code="Q273",
    name="blank-run",
    severity=Severity.WARNING,
    message="{pages} of `{name}`: blank in a row; {profile} takes {wanted} {where}",
    hint="take a blank page out, or let the next piece begin on a left page",
    why="Many blank pages in a row look like a fault of the file, and are sent back." + _WHY,
)

LAST_PAGE_PRINTED = Rule(
    code="Q274",
    name="last-page-printed",
    severity=Severity.WARNING,
    message="the last page of `{name}` is printed; {profile} needs it blank for its own mark",
    hint="leave it to the printer, who adds a blank leaf, or end the book a page earlier",
    why="A printer on demand puts its barcode and date on the last page." + _WHY,
)

# --- the spine ----------------------------------------------------------------------------------

SPINE_LETTERED = Rule(
    code="Q281",
    name="spine-lettered",
    severity=Severity.WARNING,
    message=(
        "words stand on the spine of `{name}`, which is {width} mm wide at {count} pages;"
        " {profile} asks for {wanted}"
    ),
    hint='set `profile = "{key}"` in the edition, which leaves the spine blank',
    why="On a narrow spine words run over its edges, so printers set a limit." + _WHY,
)

COVER_BLEED = Rule(
    code="Q282",
    name="cover-bleed",
    severity=Severity.WARNING,
    message="the cover `{name}` has {found} mm of bleed; {profile} asks for {wanted} mm",
    hint='set `profile = "{key}"` in the edition, which gives the cover its bleed',
    why="A cover is cut on all four sides, and its ground has to reach beyond each." + _WHY,
)
