"""Rules about the printed cover (Q1xx)."""

from anban.core.diagnostics import Rule, Severity

COVER_OVERFLOWS = Rule(
    code="Q101",
    name="cover-overflows",
    severity=Severity.ERROR,
    message="the cover `{name}` takes {pages} sheets instead of one",
    hint="shorten the words of the cover, or give them less room in the theme's cover style sheet",
    why=(
        "A cover is one sheet: back, spine and front side by side. What does not fit on it would"
        " stand on a second one that nobody prints."
    ),
)

SPINE_BLANK = Rule(
    code="Q104",
    name="spine-blank",
    severity=Severity.INFO,
    message="the spine of `{edition}` is {width} mm wide at {pages} pages and bears no words",
    hint="nothing is needed; a thicker paper or more pages would give it words",
    why=(
        "On a narrow spine words would run over its edges, so printers allow them only from a"
        " number of pages or a width on. Below that the spine is left blank."
    ),
)

NO_BARCODE = Rule(
    code="Q105",
    name="no-barcode",
    severity=Severity.WARNING,
    message="the edition `{edition}` has no ISBN, so its cover has no barcode",
    hint='add `isbn = "978-…"` to the edition, or leave the place to the printer',
    why=(
        "The barcode on the back is the ISBN as EAN-13. Shops cannot sell a printed book without"
        " one; some printers add their own."
    ),
)
