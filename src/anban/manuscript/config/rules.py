"""Rules about `manuscript/book.toml`: its form (C10x), its values (C11x, C12x), what it lists
(C13x), its editions (C14x), its checks (C15x), its imprint (C16x), its covers
(C17x).
"""

from anban.core.diagnostics import Rule, Severity

# --- the form of the file -----------------------------------------------------------------------

TOML_SYNTAX = Rule(
    code="C101",
    name="toml-syntax",
    severity=Severity.ERROR,
    message="this is not TOML: {reason}",
    hint="correct the line; texts stand in quotes, tables in brackets, each key once",
    why=(
        "The file that describes the book is written in TOML (https://toml.io). Where it breaks"
        " the rules of TOML, nothing behind that place can be understood, so only the first such"
        " place is shown."
    ),
)

TOML_ENCODING = Rule(
    code="C102",
    name="toml-encoding",
    severity=Severity.ERROR,
    message="byte {byte} at offset {offset} is not UTF-8",
    hint="save the file as UTF-8",
    why=(
        "TOML is always UTF-8. A file in another encoding would give names with wrong letters on"
        " the title page, or no names at all."
    ),
)

UNKNOWN_KEY = Rule(
    code="C103",
    name="unknown-key",
    severity=Severity.ERROR,
    message="{table} has no key `{name}`",
    hint="remove it; `anban explain book.toml` lists every key",
    why=(
        "A misspelt key would be passed over, and the book would be made with a default where"
        " the editor had decided something else. So every key has to be one that is known."
    ),
)

MISSING_KEY = Rule(
    code="C104",
    name="missing-key",
    severity=Severity.ERROR,
    message="`{key}` is missing",
    hint="add `{example}`: {meaning}",
    why="A book cannot be made without this. There is no default that would be right for it.",
)

WRONG_TYPE = Rule(
    code="C105",
    name="wrong-type",
    severity=Severity.ERROR,
    message="`{key}` must be {expected}, not {found}",
    hint="write it like `{example}`",
    why=(
        "Each key takes one kind of value: a text in quotes, a number, true or false, a date, a"
        " list in square brackets, or a table. An ISBN or a length without quotes, or a single"
        " name where a list is wanted, are the common cases."
    ),
)

EMPTY_VALUE = Rule(
    code="C106",
    name="empty-value",
    severity=Severity.ERROR,
    message="`{key}` is empty",
    hint="write it like `{example}`",
    why=(
        "The book needs this value, and a text of nothing but spaces does not give it."
        " A key that is not needed can be left out altogether."
    ),
)

UNKNOWN_CHOICE = Rule(
    code="C107",
    name="unknown-choice",
    severity=Severity.ERROR,
    message="`{key}` cannot be `{value}`",
    hint="choose one of {choices}",
    why="This key takes one of a few words. Any other would have no meaning.",
)

CONTROL_CHARACTER = Rule(
    code="C108",
    name="control-character",
    severity=Severity.ERROR,
    message="`{key}` holds the control character {character}",
    hint="delete it",
    why=(
        "Control characters cannot be printed, and XML, of which an ebook is made, forbids them."
        " They come from copying out of other programs."
    ),
)

DECOMPOSED_VALUE = Rule(
    code="C109",
    name="decomposed-value",
    severity=Severity.WARNING,
    message="`{key}` has marks stored apart from their letters; they were joined",
    hint="type the text anew, or convert the file to NFC",
    why=(
        "A letter such as `ế` can be stored as one character or as a letter followed by marks."
        " Some reading devices drop such marks, so text is always brought to the first form."
    ),
)

OUT_OF_RANGE = Rule(
    code="C110",
    name="out-of-range",
    severity=Severity.ERROR,
    message="`{key}` is {value}, which is not {range}",
    hint="write a number that is {range}",
    why=(
        "The number counts something: levels of headings, printed copies. Beyond these bounds there"
        " is nothing to count, so it is most likely a slip of the keyboard."
    ),
)

# --- values -------------------------------------------------------------------------------------

BAD_ISBN = Rule(
    code="C111",
    name="bad-isbn",
    severity=Severity.ERROR,
    message="`{value}` is not an ISBN: {fault}",
    hint="copy the number from the agency's letter, with or without hyphens",
    why=(
        "An ISBN has 13 digits and begins with 978 or 979; the older form has 10, the last of"
        " which may be X. Hyphens and spaces between them do not count (ISO 2108)."
    ),
)

ISBN_CHECK_DIGIT = Rule(
    code="C112",
    name="isbn-check-digit",
    severity=Severity.ERROR,
    message="ISBN `{value}` ends in {found}, but its other digits ask for {expected}",
    hint="compare every digit with the agency's letter: one is wrong, or two are swapped",
    why=(
        "The last digit of an ISBN is calculated from the others, so that a wrong or swapped digit"
        " shows (ISO 2108). Changing the last digit alone would hide the mistake and give the"
        " number of another book."
    ),
)

SAME_ISBN = Rule(
    code="C113",
    name="same-isbn",
    severity=Severity.ERROR,
    message="the editions `{one}` and `{other}` have the same ISBN",
    hint="give each edition its own ISBN, or leave it out where there is none",
    why=(
        "A paperback and an ebook of one title are two products, and each has its own ISBN. With"
        " one number for both, shops and libraries would deliver one in place of the other."
    ),
)

BAD_LANGUAGE_TAG = Rule(
    code="C114",
    name="bad-language-tag",
    severity=Severity.ERROR,
    message="`{value}` is not a language tag",
    hint="write a tag such as `vi`, `en-GB` or `zh-Hant`",
    why=(
        "The tag tells reading devices how to speak and hyphenate the text, and this tool which"
        " words to use for chapter and contents. It follows BCP 47: a code of the language, then"
        " script and region if need be, with hyphens between them. The code of Vietnamese is"
        " `vi`; `VN` is the country."
    ),
)

UNKNOWN_LANGUAGE = Rule(
    code="C115",
    name="unknown-language",
    severity=Severity.ERROR,
    message="the tool has no words for a book in `{value}`",
    hint="choose one of {available}, or add a folder for the language to anban",
    why=(
        "A book makes some words by itself: chapter, figure, contents, the labels of the imprint"
        " page. They come from a catalogue for each language, and there is none for this one yet."
        " A passage in any other language can be marked inside the text all the same."
    ),
)

BAD_DATE = Rule(
    code="C116",
    name="bad-date",
    severity=Severity.ERROR,
    message="`{value}` is not a date",
    hint="write year, month and day, such as 2026-09-02",
    why=(
        "The date is that of publication; the ebook bears it, and the products are stamped with"
        " it so that the same manuscript always gives the same bytes. It is written as year,"
        " month and day because 3/4 is a different day in different countries."
    ),
)

BAD_LENGTH = Rule(
    code="C117",
    name="bad-length",
    severity=Severity.ERROR,
    message="`{value}` is not a length that `{key}` can have",
    hint="write a number and `mm`, `cm`, `in` or `pt`, up to {longest} mm, such as `18mm`",
    why=(
        "Lengths are for paper, so they are given in units of paper. The decimal sign is a point."
        " A length below nothing or longer than any sheet is refused."
    ),
)

BAD_TRIM = Rule(
    code="C118",
    name="bad-trim",
    severity=Severity.ERROR,
    message="`{value}` is not a trim size",
    hint="write width × height such as `145x205mm` or `14.5 x 20.5 cm`, or a name: {names}",
    why=(
        "The trim is the size of the page once the book is cut: width first, then height. Each"
        " side has at least 20 mm and at most 1000 mm."
    ),
)

NO_TEXT_AREA = Rule(
    code="C119",
    name="no-text-area",
    severity=Severity.ERROR,
    message="the margins {sides} leave {left} mm of a page that is {size} mm {direction}",
    hint="make the margins smaller or the trim larger",
    why=(
        "What the margins leave of the page is the text area. Where it is less than a centimetre"
        " wide or high, no line of text can be set, and words would be painted off the page."
    ),
)

BAD_ADDRESS = Rule(
    code="C120",
    name="bad-address",
    severity=Severity.ERROR,
    message="`{value}` is not {expected}",
    hint="write it like `{example}`",
    why=(
        "The ebook makes a link of the address. One that lacks its beginning or holds a space"
        " would lead nowhere, and one that is not of the web has no place in a book."
    ),
)

BAD_SLUG = Rule(
    code="C121",
    name="bad-slug",
    severity=Severity.ERROR,
    message="`{value}` cannot name a file on every system",
    hint="use the letters a to z in lower case, digits and single hyphens, at most {longest}",
    why=(
        "The slug is the name of the products: `SLUG.pdf`, `SLUG.epub`. Shops and file systems"
        " agree only on plain letters, digits and hyphens."
    ),
)

NO_SLUG = Rule(
    code="C122",
    name="no-slug",
    severity=Severity.ERROR,
    message="no name for the products can be made from the title `{title}`",
    hint='add `slug = "…"` to `[book]`, in the letters a to z',
    why=(
        "The products are named after the title in plain Latin letters. This title has none, so"
        " the name has to be given."
    ),
)

BAD_EDITION_NAME = Rule(
    code="C123",
    name="bad-edition-name",
    severity=Severity.ERROR,
    message="`{value}` cannot be the name of an edition",
    hint="use the letters a to z in lower case, digits and single hyphens, at most {longest}",
    why=(
        "The name of an edition is typed on the command line and becomes part of the name of its"
        " file. File systems and shops agree only on plain letters, digits and hyphens."
    ),
)

WRONG_FORMAT_KEY = Rule(
    code="C124",
    name="wrong-format-key",
    severity=Severity.ERROR,
    message="`{key}` means nothing to an edition whose format is `{format}`",
    hint="remove it, or move it to an edition whose format is `{wanted}`",
    why=(
        "Trim, bleed and margins belong to paper; a cover file belongs to an ebook. A key that"
        " would have no effect is a misunderstanding better cleared up before the book is made."
    ),
)

WRONG_VARIANT_KEY = Rule(
    code="C126",
    name="wrong-variant-key",
    severity=Severity.ERROR,
    message="`{key}` means nothing to a PDF whose variant is `{variant}`",
    hint='remove it, or say `variant = "{wanted}"`',
    why=(
        "Marks, a slug line, a printing condition are for the press; the name, revision and date of"
        " a draft are for those who read proofs. A key that would have no effect is a"
        " misunderstanding better cleared up before the book is made."
    ),
)

BAD_PAGE_PREFIX = Rule(
    code="C127",
    name="bad-page-prefix",
    severity=Severity.ERROR,
    message="`{value}` cannot stand in front of the numbers of pages",
    hint="write up to {longest} characters without a space, such as `A-`",
    why=(
        "The prefix and the number are one word in the folio, the contents, the references and the"
        " page list of an EPUB, and no line may end between them."
    ),
)

# --- what the book is made of -------------------------------------------------------------------

LISTED_TWICE = Rule(
    code="C131",
    name="listed-twice",
    severity=Severity.ERROR,
    message="`{entry}` is listed twice",
    hint="remove one of the two",
    why=(
        "A chapter listed twice would be printed twice, with its notes and labels doubled. It is"
        " nearly always a slip made while moving lines."
    ),
)

NEVER_LISTED = Rule(
    code="C132",
    name="never-listed",
    severity=Severity.ERROR,
    message="`{file}` is not part of the book: no list names it",
    hint="add it to `manuscript.{matter}`, or move it out of `{folder}`",
    why=(
        "Everything below `front`, `body` and `back` is text of the book. A file there that no"
        " list names would be left out of every edition without a word."
        " Drafts and notes to yourself can lie anywhere else in the project."
    ),
)

UNKNOWN_ENTRY = Rule(
    code="C133",
    name="unknown-entry",
    severity=Severity.ERROR,
    message="`{entry}` is neither a Markdown file nor a page that the tool makes",
    hint="name a file that ends in `.md`, or one of {roles}",
    why=(
        "The lists of the manuscript name files, relative to the manuscript's folder, and pages"
        " such as the title page that are made from `book.toml` and have no file."
        " Anything else would be left out of the book."
    ),
)

ROLE_NEEDS_FILE = Rule(
    code="C134",
    name="role-needs-file",
    severity=Severity.ERROR,
    message="a page of the role `{entry}` is not made by the tool",
    hint="write it in a file, give that file `role: {entry}`, and list the file here",
    why=(
        "Only pages whose words all stand in `book.toml` or in the chapters can be made without"
        " a file. The words of this one have to be written."
    ),
)

ROLE_IN_BODY = Rule(
    code="C135",
    name="role-in-body",
    severity=Severity.ERROR,
    message="`{entry}` is a page made by the tool, and the body holds chapters only",
    hint="move it to `manuscript.front` or `manuscript.back`",
    why=(
        "The body is the text itself. Title page, imprint, contents and lists stand before it or"
        " behind it."
    ),
)

MISSING_FOLDER = Rule(
    code="C136",
    name="missing-folder",
    severity=Severity.ERROR,
    message="there is no folder `{path}`",
    hint="name a folder of the project, or leave `theme` out for the built-in one",
    why=(
        "A theme is a folder of the project with style sheets and templates. Without it the"
        " edition would look like another book."
    ),
)

NOT_A_COVER = Rule(
    code="C137",
    name="not-a-cover",
    severity=Severity.ERROR,
    message="`{path}` cannot be a cover",
    hint="name a picture that ends in `.svg`, `.png`, `.jpg` or `.jpeg`",
    why=(
        "The cover of an ebook is one picture, in a form that shops and devices can show. A PDF or"
        " a layered file from a drawing program has to be exported to such a form first."
    ),
)

# --- editions -----------------------------------------------------------------------------------

UNKNOWN_EDITION = Rule(
    code="C141",
    name="unknown-edition",
    severity=Severity.ERROR,
    message="there is no edition `{name}` to take the pages from",
    hint="name one of the print editions: {editions}",
    why=(
        "An ebook can tell the page numbers of a print edition, so that readers of both can cite"
        " the same page; a PDF for an archive or for proofs can have its very pages. For that the"
        " print edition has to be one of this book."
    ),
)

PAGES_FROM_EBOOK = Rule(
    code="C142",
    name="pages-from-ebook",
    severity=Severity.ERROR,
    message="the edition `{name}` has no pages: its format is `epub`",
    hint="name one of the print editions: {editions}",
    why=(
        "An ebook has no pages of its own: the text flows anew on every device. Only an edition on"
        " paper has fixed pages that another can refer to."
    ),
)

PAGES_SAID_TWICE = Rule(
    code="C144",
    name="pages-said-twice",
    severity=Severity.ERROR,
    message="`{key}` is said by the edition `{source}`, whose pages this one has",
    hint="remove it here, or remove `pages-from`",
    why=(
        "A PDF with `pages-from` has the very pages of another edition: its trim, margins, theme,"
        " ISBN and number of pages. If it could differ in one of them, its pages would not be the"
        " same any more."
    ),
)

PAGES_FROM_BORROWER = Rule(
    code="C145",
    name="pages-from-borrower",
    severity=Severity.ERROR,
    message="the edition `{name}` has no pages of its own",
    hint="name an edition without `pages-from`: {editions}",
    why=(
        "An edition with `pages-from` takes its pages from another. The one named has to be laid"
        " out itself, or the search for the pages would never end."
    ),
)

NO_EDITION = Rule(
    code="C143",
    name="no-edition",
    severity=Severity.ERROR,
    message="no edition is described, so there is nothing to make",
    hint='add a table such as `[edition.paperback]` with `format = "pdf"`',
    why=(
        "Each product of the book is an edition with a name: a paperback as PDF, an ebook as EPUB."
        " At least one has to be there."
    ),
)

COVER_WITHOUT_PAPER = Rule(
    code="C171",
    name="cover-without-paper",
    severity=Severity.WARNING,
    message="no print edition names its paper, so no cover can be printed",
    hint="add `paper` to one of {editions}, or take `[cover]` out",
    why=(
        "A cover is one sheet: back, spine and front. How wide the spine is follows from the pages"
        " and the paper, so an edition has a printed cover only if it says what it is printed on."
        " `anban explain book.toml` lists the papers."
    ),
)

COVER_NAME_TAKEN = Rule(
    code="C172",
    name="cover-name-taken",
    severity=Severity.ERROR,
    message="the edition `{name}` would have the file of the cover of `{edition}`",
    hint="rename the edition",
    why=(
        "The cover of an edition is named after it, with `-cover` behind. Two products in one file"
        " would leave only the later one."
    ),
)

BAD_PRICE_CODE = Rule(
    code="C173",
    name="bad-price-code",
    severity=Severity.ERROR,
    message="`{value}` is not a price code: it has to be two or five digits",
    hint="write the digits as the shops read them, such as `51995` for 19.95 US dollars",
    why=(
        "Beside the barcode of a book stands a smaller one of two or five digits (GS1 General"
        " Specifications). In many countries its first digit is the currency and the rest the"
        " price; 90000 says that there is none. The price in words is the key `price`."
    ),
)

# --- checks -------------------------------------------------------------------------------------

UNKNOWN_CODE = Rule(
    code="C151",
    name="unknown-code",
    severity=Severity.ERROR,
    message="there is no rule `{code}`",
    hint="copy the code from the finding, such as `P126`; `anban explain` lists them all",
    why=(
        "`[check]` changes how much a finding weighs, by its code. A code that no rule bears would"
        " change nothing, and the finding that was meant would go on as before."
    ),
)

ALLOWED_ERROR = Rule(
    code="C152",
    name="allowed-error",
    severity=Severity.ERROR,
    message="`{code}` ({name}) is an error, and an error cannot be allowed",
    hint="correct what it finds; only warnings can be allowed",
    why=(
        "A warning is a question that an editor can answer. An error means that the edition would"
        " lack something or be broken, whoever has looked at it."
    ),
)

ALLOWED_AND_DENIED = Rule(
    code="C153",
    name="allowed-and-denied",
    severity=Severity.ERROR,
    message="`{code}` is both allowed and denied",
    hint="remove it from one of the two lists",
    why=(
        "`allow` lets a finding stand, `deny` makes it stop the edition. The two say opposite"
        " things about the same finding, and only one can be meant."
    ),
)

# --- shops --------------------------------------------------------------------------------------

BAD_THEMA = Rule(
    code="C181",
    name="bad-thema",
    severity=Severity.ERROR,
    message="`{value}` is not a code of Thema",
    hint="look the code up in Thema, as in `NHF` or `1FMV`",
    why=(
        "Thema is the list of subjects that bookshops all over the world sort by. A code is made of"
        " capitals and figures: a subject begins with a letter, a qualifier of place, language,"
        " time, education, interest or style with a figure from 1 to 6."
    ),
)

# --- imprint ------------------------------------------------------------------------------------

IMPRINT_INCOMPLETE = Rule(
    code="C161",
    name="imprint-incomplete",
    severity=Severity.ERROR,
    message="the imprint page lacks `imprint.{name}`",
    hint="add `{example}` to `[imprint]`: {meaning}",
    why=(
        "The imprint page of a Vietnamese book carries what the Law on Publishing asks for: who"
        " publishes it and answers for it, who edited, designed and set it, how many copies were"
        " printed where, its registration, the decision to publish and the legal deposit."
        " A book in another language must at least name its publisher."
        " Nothing is asked where `manuscript` does not list `imprint`."
    ),
)

NAMES_CLASH = Rule(
    code="P109",
    name="names-clash",
    severity=Severity.ERROR,
    message="`{path}` and `{other}` differ only in {difference}",
    hint="rename one of them",
    why=(
        "Some systems take two such names for one file. Copying the project there would lose one"
        " of them without a word, and an ebook reader might show the one for the other."
    ),
)

NAME_DECOMPOSED = Rule(
    code="P110",
    name="name-decomposed",
    severity=Severity.WARNING,
    message="the name of `{path}` is stored with its marks apart from its letters",
    hint="rename the file: type the name anew",
    why=(
        "A letter such as `ế` can be stored as one character or as a letter followed by marks."
        " Text is always brought to the first form; a file name in the second looks the same but"
        " does not match. Such names come from older Mac disks and from some archives."
    ),
)

NAME_NOT_PORTABLE = Rule(
    code="P111",
    name="name-not-portable",
    severity=Severity.WARNING,
    message="no file on Windows can be called `{path}`: {fault}",
    hint="give the file a plain name, such as `02-river.md`",
    why=(
        "Windows keeps a few names for devices, whatever their ending, and does not take some"
        " characters. A copy of the project there, or a checkout of its repository, would lack"
        " the file or fail."
    ),
)
