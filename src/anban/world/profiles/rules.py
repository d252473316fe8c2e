"""Rules about printing conditions."""

from anban.core.diagnostics import Rule, Severity

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
