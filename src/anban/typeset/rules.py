"""Rules about laying pages out and writing them (L1xx, Q2xx)."""

from anban.core.diagnostics import Rule, Severity

# --- layout -------------------------------------------------------------------------------------

STYLE_IGNORED = Rule(
    code="L101",
    name="style-ignored",
    severity=Severity.WARNING,
    message="the layout engine ignores a part of the style sheet: {words}",
    hint="correct the declaration, or take it out",
    why=(
        "The layout engine passes over CSS that it cannot read or does not know, and goes on"
        " without it. The page then looks different from what the style sheet asks for."
        " Line and column count in the style sheet of the whole theme, as it is given to the"
        " engine."
    ),
)

RESOURCE_REFUSED = Rule(
    code="L102",
    name="resource-refused",
    severity=Severity.ERROR,
    message="`{address}` was not read: {reason}",
    hint="keep the file in `manuscript/` and name it by its path from there",
    why=(
        "While pages are laid out, only files of the manuscript are read. Addresses on the network,"
        " `file:` and `data:` addresses and files outside the folder are refused, wherever they"
        " stand: in the text, in a style sheet, inside an SVG picture."
    ),
)

PICTURE_UNDRAWN = Rule(
    code="L103",
    name="picture-undrawn",
    severity=Severity.ERROR,
    message="the picture `{path}` could not be drawn",
    hint="open the file in an image editor and save it again as PNG, JPEG or plain SVG",
    why=(
        "The layout engine leaves out a picture that it cannot read and goes on as if nothing had"
        " happened. An edition without one of its pictures is not published."
    ),
)

ENGINE_FAILED = Rule(
    code="L104",
    name="engine-failed",
    severity=Severity.ERROR,
    message="the layout engine failed on {where}: {fault}",
    hint="take out the last change to {where}, or simplify its markup, and build again",
    why=(
        "The layout engine stopped with a fault of its own. The message names the piece of the book"
        " that it was at work on; with `-v` it is shown where in the engine that was, and"
        " `output/anban.log` keeps it. A fault of this tool is never told as one of the book: it"
        " ends the command with exit code 70."
    ),
)

ENGINE_SAID = Rule(
    code="L105",
    name="engine-said",
    severity=Severity.WARNING,
    message="the layout engine says: {words}",
    hint="look at the page it speaks of",
    why=(
        "The layout engine reported something that has no rule of its own here. It is passed on"
        " as it was said, so that nothing is hidden."
    ),
)

ENGINE_FAULT = Rule(
    code="L106",
    name="engine-fault",
    severity=Severity.ERROR,
    message="the layout engine left something out: {words}",
    hint="correct what it names, then build again",
    why=(
        "The layout engine reports as an error what it could not use and left out: a style sheet,"
        " a link without a target. An edition with something left out is not published."
    ),
)

REFERENCES_UNSETTLED = Rule(
    code="L107",
    name="references-unsettled",
    severity=Severity.ERROR,
    message="page references do not settle after {rounds} rounds: {targets}",
    hint="change a word or two near one of these targets, so that it leaves the edge of its page",
    why=(
        "A page number in the text can change the length of a line, and so move its own target"
        " to another page, where it bears another number. The book is laid out again until all"
        " numbers agree. After some rounds without an end, the numbers printed would be wrong."
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
