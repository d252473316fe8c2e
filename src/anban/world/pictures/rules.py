"""Rules about pictures (P12x, P13x) and covers of ebooks."""

from anban.core.diagnostics import Rule, Severity

SMALL_COVER = Rule(
    "E206",
    "small-cover",
    Severity.WARNING,
    "the cover `{path}` has {width} × {height} pixels",
    "make its shorter side at least {least} pixels",
    "Shops show the cover large on a screen. Apple Books asks for 1400 pixels on the shorter side,"
    " Amazon for 2560 × 1600 at best; a smaller one is shown blurred or is refused. An SVG has any"
    " size that is wanted.",
)

# --- pictures -----------------------------------------------------------------------------------

UNKNOWN_PICTURE = Rule(
    code="P121",
    name="unknown-picture",
    severity=Severity.ERROR,
    message="`{path}` is not a picture that a book can hold",
    hint="save the picture as PNG, JPEG or SVG",
    why=(
        "The print edition and the ebook are made from the same pictures, and PNG, JPEG and SVG"
        " are the forms that both can show. What a file is, is told from its contents and not"
        " from its name."
    ),
)

PICTURE_MISNAMED = Rule(
    code="P122",
    name="picture-misnamed",
    severity=Severity.ERROR,
    message="`{path}` holds {kind}, which its name does not say",
    hint="rename the file so that it ends in `{suffix}`",
    why=(
        "An ebook states the type of every file in it, and readers refuse a picture whose contents"
        " are something else. Changing the ending of a name does not convert a picture."
    ),
)

PICTURE_TOO_LARGE = Rule(
    code="P123",
    name="picture-too-large",
    severity=Severity.ERROR,
    message="`{path}` has {width} × {height} pixels, more than can be used",
    hint="scale the picture to at most {limit} million pixels and {side} on a side",
    why=(
        "A file of a few kilobytes can unfold into a picture that fills the memory, so the size"
        " is read from its head and the picture is not unfolded above the limit."
        " A full page of 16 × 24 cm at 600 dots per inch has 21 million pixels."
    ),
)

BROKEN_PICTURE = Rule(
    code="P124",
    name="broken-picture",
    severity=Severity.ERROR,
    message="`{path}` is damaged or cut short: {reason}",
    hint="copy the picture anew from where it came",
    why=(
        "The picture cannot be decoded to its end. Layout engines and ebook readers would leave"
        " a blank or a grey area in its place, without saying so."
    ),
)

CMYK_PICTURE = Rule(
    code="P125",
    name="cmyk-picture",
    severity=Severity.WARNING,
    message="`{path}` is in CMYK colours",
    hint="save the picture in RGB or in grey",
    why=(
        "Many ebook readers show CMYK pictures with wrong colours or not at all. The print edition"
        " is converted for the press when it is made, so the manuscript should hold RGB or grey."
    ),
)

ALPHA_PICTURE = Rule(
    code="P126",
    name="alpha-picture",
    severity=Severity.WARNING,
    message="`{path}` has transparent parts",
    hint="flatten the picture onto a white ground",
    why=(
        "On a dark page of an ebook reader, black lines on a transparent ground vanish. The"
        " stricter print formats (PDF/X-1a, PDF/A-1) allow no transparency at all."
    ),
)

ROTATED_PICTURE = Rule(
    code="P127",
    name="rotated-picture",
    severity=Severity.WARNING,
    message="`{path}` is stored lying or mirrored, with a note that it be turned",
    hint="open the picture and save it upright",
    why=(
        "Cameras store a picture as the sensor saw it and add a note (EXIF orientation) on how to"
        " turn it. Some programs follow the note and others do not, so the picture may stand"
        " upright in one edition and lie on its side in the other."
    ),
)

BROKEN_SVG = Rule(
    code="P131",
    name="broken-svg",
    severity=Severity.ERROR,
    message="`{path}` is not well-formed SVG: {reason}",
    hint="export the drawing anew as plain SVG",
    why=(
        "An SVG picture is XML in UTF-8 whose root is `svg` in the SVG namespace. A drawing that"
        " breaks the rules of XML shows up in one program and is blank in the next."
    ),
)

SVG_ENTITIES = Rule(
    code="P132",
    name="svg-entities",
    severity=Severity.ERROR,
    message="`{path}` has a document type with declarations of its own",
    hint="export the drawing anew as plain SVG, or delete the `<!DOCTYPE …>`",
    why=(
        "Entities declared in a document type can bring in other files of the machine, or unfold"
        " into text without end. No drawing needs them."
    ),
)

SVG_ACTIVE = Rule(
    code="P133",
    name="svg-active",
    severity=Severity.ERROR,
    message="`{path}` holds {what} (line {line}), which does more than draw",
    hint="remove it from the drawing, or export the drawing anew as plain SVG",
    why=(
        "A picture in a book stands still. Scripts, event handlers, animations and embedded pages"
        " do nothing on paper, and ebook shops refuse them."
    ),
)

SVG_EXTERNAL = Rule(
    code="P134",
    name="svg-external",
    severity=Severity.ERROR,
    message="`{path}` refers to `{target}` (line {line}), which is not part of the drawing",
    hint="draw what it needs inside the file, or save the whole as PNG",
    why=(
        "A drawing may refer only to its own parts, as in `#gradient`. Anything else would be"
        " fetched from the network or from the disk, or left out without a word; that goes for"
        " pictures embedded as `data:` too, which escape every check."
    ),
)

SVG_TOO_COMPLEX = Rule(
    code="P135",
    name="svg-too-complex",
    severity=Severity.ERROR,
    message="`{path}` unfolds into {count}",
    hint="simplify the drawing, or save it as PNG",
    why=(
        "Parts of a drawing can be used again and again inside each other, so that a small file"
        " unfolds into millions of shapes or never ends. The limit ends it before it is drawn."
    ),
)

SVG_NO_SIZE = Rule(
    code="P136",
    name="svg-no-size",
    severity=Severity.ERROR,
    message="`{path}` says neither its size nor its `viewBox`",
    hint='add `viewBox="0 0 WIDTH HEIGHT"` to the `svg` element',
    why=(
        "Without either, nobody knows the proportions of the drawing. Each program takes a size"
        " of its own, and parts may be cut off."
    ),
)
