"""Rules about the PDF for the press: its printing condition, its inks."""

from anban.diagnostics import Rule, Severity

UNKNOWN_CONDITION = Rule(
    code="K101",
    name="unknown-condition",
    severity=Severity.ERROR,
    message="no printing condition is called `{name}`",
    hint="name one of {known}, or the path of a profile that ends in `.icc`",
    why=(
        "A PDF for the press says for which press and paper it is made. The names are those of the"
        " conditions that printers ask for; a printer with one of its own gives a profile, which"
        " is put into the manuscript and named by its path."
    ),
)

NOT_A_PROFILE = Rule(
    code="K102",
    name="not-a-profile",
    severity=Severity.ERROR,
    message="`{path}` is not the profile of a press with four inks",
    hint="ask the printer for the CMYK profile of the press, and put it there whole",
    why=(
        "The output intent of PDF/X is the profile of a printing press: an ICC profile of the class"
        " `prtr` in the colour space CMYK. Profiles of screens and cameras, and files cut short,"
        " make a PDF that the printer's own check refuses."
    ),
)

SEE_THROUGH = Rule(
    code="K103",
    name="see-through",
    severity=Severity.ERROR,
    message="something on {pages} is see-through, and PDF/X-1a knows nothing of the kind",
    hint='take out opacity, masks and blending there, or say `standard = "x-4"`',
    why=(
        "PDF/X-1a:2001 was made for presses that lay ink over ink and nothing else: what is half"
        " transparent cannot be said in it. A drawing with `opacity`, a soft shadow, a colour with"
        " alpha in a style sheet are the usual causes. PDF/X-4 keeps them."
    ),
)
