"""Rules about editions: themes, their templates and their style sheets."""

from anban.core.diagnostics import Rule, Severity

TEMPLATE_SYNTAX = Rule(
    code="E101",
    name="template-syntax",
    severity=Severity.ERROR,
    message="the template cannot be read: {reason}",
    hint="mend the tag on this line, or take the block out to use the base theme's",
    why=(
        "Templates turn the manuscript into pages. One that cannot be read would leave out what "
        "it was meant to show, so the edition is not made."
    ),
)

TEMPLATE_LANGUAGE = Rule(
    code="E102",
    name="template-language",
    severity=Severity.ERROR,
    message="`{construct}` is not part of the template language",
    hint="use blocks, macros, `for`, `if`, `set` and the values the page is given",
    why=(
        "A theme may come from anywhere, so its templates can only arrange what they are given. "
        "They cannot build long texts, switch off escaping, load files or reach into the program. "
        "What is left is enough for any page: blocks, macros, loops over what is there, and tests."
    ),
)

TEMPLATE_FAILS = Rule(
    code="E103",
    name="template-fails",
    severity=Severity.ERROR,
    message="the template fails on the sheet `{sheet}`: {reason}",
    hint="compare the name with those the base theme uses",
    why=(
        "The template could be read, but something in it went wrong for this sheet. Most often a "
        "name is misspelt: a name that nothing answers to is a fault, not an empty text, because "
        "an empty text would be a silent loss."
    ),
)

TEMPLATE_ENDLESS = Rule(
    code="E104",
    name="template-endless",
    severity=Severity.ERROR,
    message="the template does not come to an end on the sheet `{sheet}`",
    hint="look for a macro that calls itself, or loops inside loops",
    why=(
        "Every sheet has a limit on the steps a template may take and on the text it may write, "
        "far above what a long chapter needs. A template that reaches it would never end or "
        "would fill the machine's memory."
    ),
)

SHEET_MALFORMED = Rule(
    code="E105",
    name="sheet-malformed",
    severity=Severity.ERROR,
    message="the templates make XHTML of the sheet `{sheet}` that is not well-formed: {reason}",
    hint="close each tag that the template or its macros open",
    why=(
        "Both editions are made from XHTML. A tag that is not closed, or closed in the wrong "
        "order, would move or drop text in one reader and not in another."
    ),
)

TEMPLATE_MISSING = Rule(
    code="E106",
    name="template-missing",
    severity=Severity.ERROR,
    message="there is no template `{name}`",
    hint='check the spelling; `{{% extends "parent/{name}" %}}` means the one this theme extends',
    why=(
        "A template may extend another of its own theme, or through `parent/` the one of the same "
        "name in the theme below. Nothing outside of these can be loaded."
    ),
)

THEME_SYNTAX = Rule(
    code="E111",
    name="theme-syntax",
    severity=Severity.ERROR,
    message="the theme's file is not TOML: {reason}",
    hint="put texts in quotes and lists in square brackets",
    why="`theme.toml` is read as TOML 1.0, the format of `book.toml`.",
)

THEME_KEY = Rule(
    code="E112",
    name="theme-key",
    severity=Severity.ERROR,
    message="a theme has no key `{key}`",
    hint="take it out, or see the base theme's `theme.toml` for the keys there are",
    why=(
        "A key that nothing reads is most often a misspelt one, and the page would silently be "
        "set without it."
    ),
)

THEME_VALUE = Rule(
    code="E113",
    name="theme-value",
    severity=Severity.ERROR,
    message="`{key}` must be {wanted}",
    hint="see the base theme's `theme.toml` for an example",
    why=(
        "Each key of `theme.toml` takes one kind of value. Font names are plain names of families "
        "and lengths are written with `mm`."
    ),
)

THEME_LOOP = Rule(
    code="E114",
    name="theme-loop",
    severity=Severity.ERROR,
    message="the theme `{folder}` extends itself",
    hint='let the last theme of the row extend "base"',
    why="Themes extend one another in a row that ends in the built-in base theme.",
)

THEME_ENCODING = Rule(
    code="E115",
    name="theme-encoding",
    severity=Severity.ERROR,
    message="the file is not UTF-8: byte {offset} is {byte}",
    hint="save the file as UTF-8",
    why="Themes, like manuscripts, are read as UTF-8.",
)

CSS_SYNTAX = Rule(
    code="E120",
    name="css-syntax",
    severity=Severity.WARNING,
    message="this is not CSS: {reason}",
    hint="mend the line; what cannot be read is left out of the page's style",
    why=(
        "CSS drops what it cannot read and goes on, so a misspelt line changes the look of the "
        "page without a word. The text itself is safe."
    ),
)

CSS_IMPORT = Rule(
    code="E121",
    name="css-import",
    severity=Severity.ERROR,
    message="a style sheet cannot import another",
    hint="list the file under `[css]` in `theme.toml`",
    why=(
        "The style sheets of a theme are joined into one, in the order in which `theme.toml` "
        "lists them. An import would read from outside of the project, or be lost in the EPUB."
    ),
)

CSS_ADDRESS = Rule(
    code="E122",
    name="css-address",
    severity=Severity.ERROR,
    message="a style sheet cannot load `{address}`",
    hint="draw it with CSS, or show the picture from the manuscript",
    why=(
        "A style sheet that loads something makes the edition depend on a place outside of the "
        "project and on the day it was built. Fonts are named in `theme.toml` and found by name."
    ),
)

NO_ROOM = Rule(
    code="E123",
    name="no-room",
    severity=Severity.ERROR,
    message="the margins of `{edition}` leave {width:g} × {height:g} mm for the text",
    hint="make the margins smaller or the trim larger",
    why=(
        "A text area narrower or lower than 30 mm cannot hold a line and its notes. Margins are "
        "measured from the trim, in the edition's table of `book.toml` or else in the theme."
    ),
)
