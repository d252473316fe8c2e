"""Rules about the text of a manuscript: front matter (M10x), headings (M11x), blocks (M12x),
what is left open (M13x), raw HTML and links (M14x), pictures and attributes (M15x), limits (M16x),
and how the chapters make a book (M20x).
"""

from anban.core.diagnostics import Rule, Severity

# --- front matter -------------------------------------------------------------------------------

FRONT_MATTER_OPEN = Rule(
    code="M101",
    name="front-matter-open",
    severity=Severity.ERROR,
    message="the front matter is not closed",
    hint="write a line of `---` behind its last key",
    why=(
        "A file that begins with a line of `---` begins with front matter, the lines that say what"
        " role the chapter plays. It ends at the next line of `---`. Without that line the whole"
        " chapter would count as front matter."
    ),
)

FRONT_MATTER_SYNTAX = Rule(
    code="M102",
    name="front-matter-syntax",
    severity=Severity.ERROR,
    message="the front matter cannot be read: {problem}",
    hint="write one `key: value` on each line, and quotes around a value with a colon",
    why=(
        "Front matter is YAML with a plain value for each key. A value that holds a colon and a"
        " space, or that begins with a bracket, a quote or an asterisk, needs quotes around it."
    ),
)

UNKNOWN_KEY = Rule(
    code="M103",
    name="unknown-key",
    severity=Severity.ERROR,
    message="front matter knows no key `{key}`",
    hint="use one of: role, title, subtitle, short-title, id",
    why=(
        "A key that the tool does not know would do nothing, and nobody would notice that what it"
        " says is missing from the book. So it is refused."
    ),
)

UNKNOWN_ROLE = Rule(
    code="M104",
    name="unknown-role",
    severity=Severity.ERROR,
    message="there is no role `{role}`",
    hint="use one of: {roles}",
    why=(
        "The role says what a chapter is in the book: a foreword, a chapter, a bibliography. The"
        " page numbers, the running heads and what an ebook reader announces all follow from it."
    ),
)

NOT_PLAIN = Rule(
    code="M105",
    name="not-plain",
    severity=Severity.ERROR,
    message="the front matter holds {what} where a plain value belongs",
    hint="write `key: value`, with quotes around the value if it begins with a sign",
    why=(
        "Each key of the front matter has one plain value. A list, a map inside a map, or a"
        " reference to another value says nothing that a book needs there."
    ),
)

DOUBLED_KEY = Rule(
    code="M106",
    name="doubled-key",
    severity=Severity.ERROR,
    message="the key `{key}` stands twice in the front matter",
    hint="delete one of the two lines",
    why="Only one of two values can be meant, and the tool does not guess which one it is.",
)

BAD_LABEL = Rule(
    code="M107",
    name="bad-label",
    severity=Severity.ERROR,
    message="`{label}` cannot be a label",
    hint="begin with a letter a-z and go on with letters a-z, digits, `-` and `_`",
    why=(
        "A label becomes an address inside the ebook and the PDF. Addresses in plain letters and"
        " digits work in every reader; letters with marks and other signs do not."
    ),
)

ROLE_MISSING = Rule(
    code="M108",
    name="role-missing",
    severity=Severity.ERROR,
    message="the file does not say what role it plays in the {matter} matter",
    hint="begin the file with front matter that holds `role:` and one of: {roles}",
    why=(
        "In the body a file is a chapter unless it says something else. In the front and the back"
        " matter there is no such usual case: a preface and a dedication look quite different."
    ),
)

# --- headings -----------------------------------------------------------------------------------

NO_TITLE = Rule(
    code="M110",
    name="no-title",
    severity=Severity.ERROR,
    message="the file has no title",
    hint="write `# Title` above the text, or `title:` in the front matter",
    why=(
        "The title opens the chapter, stands in the contents and in the running head, and is what"
        " an ebook reader shows while it moves through the book."
    ),
)

TWO_TITLES = Rule(
    code="M111",
    name="two-titles",
    severity=Severity.WARNING,
    message="the file has a second title",
    hint="make it a section with `##`, or delete one of the two",
    why=(
        "A file is one chapter and has one title: the first `# Title`, or the `title` of the front"
        " matter. A second one is kept as the heading of a section, which may not be what is meant."
    ),
)

TEXT_BEFORE_TITLE = Rule(
    code="M112",
    name="text-before-title",
    severity=Severity.WARNING,
    message="text stands above the title",
    hint="move the title above the text, or begin a new file with it",
    why=(
        "The title opens the chapter, so the text that stands above it in the file comes below it"
        " in the book."
    ),
)

EMPTY_HEADING = Rule(
    code="M113",
    name="empty-heading",
    severity=Severity.WARNING,
    message="the heading has no words",
    hint="write its words, or delete the line",
    why=(
        "A heading without words leaves a gap on the page and an entry without a name in the"
        " contents. It is left out."
    ),
)

LONG_HEADING = Rule(
    code="M114",
    name="long-heading",
    severity=Severity.WARNING,
    message="the heading has {count} characters",
    hint="shorten it to at most {limit}, or make it a paragraph",
    why=(
        "A heading of several lines is hard to read in the contents and does not fit in a running"
        " head. Most often a paragraph was marked as a heading by mistake."
    ),
)

LEVEL_JUMP = Rule(
    code="M115",
    name="level-jump",
    severity=Severity.WARNING,
    message="the heading `{marks}` comes below no `{above}`",
    hint="write `{above}`",
    why=(
        "A subsection belongs to a section. Where a level is left out, the numbers of the headings"
        " begin with 0 and readers who move through the book by its headings lose their way."
    ),
)

DEEP_HEADING = Rule(
    code="M116",
    name="deep-heading",
    severity=Severity.ERROR,
    message="there is no heading below `####`",
    hint="use `####`, or begin the paragraph with `**words in bold**`",
    why="A chapter has three levels of headings below its title: `##`, `###` and `####`.",
)

EMPTY_CHAPTER = Rule(
    code="M117",
    name="empty-chapter",
    severity=Severity.ERROR,
    message="the file holds no text",
    hint="write the text, or take the file out of `book.toml`",
    why="A page with nothing on it is never meant. Perhaps the text was not saved.",
)

ONLY_A_TITLE = Rule(
    code="M118",
    name="only-a-title",
    severity=Severity.WARNING,
    message="the file holds a title and no text",
    hint="write the text, or take the file out of `book.toml`",
    why="The chapter would be a page with a title and nothing else. Perhaps it is not yet written.",
)

# --- blocks -------------------------------------------------------------------------------------

TOO_DEEP = Rule(
    code="M120",
    name="too-deep",
    severity=Severity.ERROR,
    message="the text is nested more than {limit} levels deep",
    hint="end a quote, a list or brackets before you begin the next",
    why=(
        "Quotes inside lists inside quotes are read to a depth that no book needs. What lies"
        " deeper would be lost, so it is refused. A list counts as two levels."
    ),
)

SURPLUS_CELL = Rule(
    code="M121",
    name="surplus-cell",
    severity=Severity.ERROR,
    message="the row has {count} cells, the head of the table only {expected}",
    hint="add a column to the head, or write `\\|` for a bar that is part of the text",
    why=(
        "The head says how many columns a table has. A cell beyond the last column would vanish"
        " from the book without a trace."
    ),
)

NOT_A_TABLE = Rule(
    code="M122",
    name="not-a-table",
    severity=Severity.ERROR,
    message="this looks like a table, but its head and the line of dashes do not agree",
    hint="give both lines the same number of cells, and leave a line free above the table",
    why=(
        "A table is a head, a line of dashes with as many cells, then the rows. If the two first"
        " lines do not agree, the bars and dashes would be set as ordinary text."
    ),
)

STRAY_COLON = Rule(
    code="M123",
    name="stray-colon",
    severity=Severity.ERROR,
    message="the line begins with a colon, but no figure, table or term stands above it",
    hint="put it below the figure or table with at most one line free, or write `\\:`",
    why=(
        "A colon at the beginning of a line marks the caption of the figure or table above it, or"
        " the definition of a term of one line. Here it would be set as a colon."
    ),
)

UNUSED_LINK_DEFINITION = Rule(
    code="M124",
    name="unused-link-definition",
    severity=Severity.ERROR,
    message="the address `[{label}]` is never used",
    hint="write `[words][{label}]` in the text; for a note write `[^{label}]:` here",
    why=(
        "A line such as `[label]: address` is not printed. It gives the address of a link that"
        " stands elsewhere. If nothing uses it, the line would vanish from the book."
    ),
)

DOUBLED_LINK_DEFINITION = Rule(
    code="M125",
    name="doubled-link-definition",
    severity=Severity.ERROR,
    message="the address `[{label}]` is given twice",
    hint="give one of them another label, or delete it",
    why="Of two addresses with one label the second would vanish from the book without a trace.",
)

INDENTED_CODE = Rule(
    code="M126",
    name="indented-code",
    severity=Severity.WARNING,
    message="the text is indented by four spaces, so it is set as program code",
    hint="take the spaces away; for code put lines of ``` around it",
    why=(
        "In Markdown four spaces at the beginning of a line make it program code, in which stars,"
        " notes and links mean nothing. In a book that is hardly ever meant."
    ),
)

CODE_LANGUAGE = Rule(
    code="M127",
    name="code-language",
    severity=Severity.INFO,
    message="`{words}` behind the fence is not shown",
    hint="nothing needs to be done",
    why="Words behind an opening fence name a programming language. Books set all code alike.",
)

LONE_STAR = Rule(
    code="M128",
    name="lone-star",
    severity=Severity.WARNING,
    message="a `*` marks nothing and will be printed",
    hint="give it its partner, with no space on the inner side, or write `\\*`",
    why=(
        "Stars come in pairs around words: `*so*` or `**so**`. The inner side must touch a"
        " letter; where a closing star follows a comma or a quote and a letter comes directly"
        " behind it, Markdown does not take it as closing."
    ),
)

# --- left open ----------------------------------------------------------------------------------

OPEN_FENCE = Rule(
    code="M130",
    name="open-fence",
    severity=Severity.WARNING,
    message="the code that begins here is never closed",
    hint="write a line of `{fence}` behind its last line",
    why="Everything down to the end of the chapter is set as program code.",
)

OPEN_COMMENT = Rule(
    code="M131",
    name="open-comment",
    severity=Severity.WARNING,
    message="the comment that begins here is never closed",
    hint="write `-->` at its end, or `\\<` if it is not a comment",
    why=(
        "A comment begins with `<!--` and ends with `-->`; inside a paragraph it has to end before"
        " the next free line. What is not closed is printed, so that no text is lost by accident."
    ),
)

OPEN_CONTAINER = Rule(
    code="M132",
    name="open-container",
    severity=Severity.ERROR,
    message="the `::: {name}` that begins here is never closed",
    hint="write a line of `:::` behind its last line",
    why="Everything down to the end of the chapter would be set as verse or as an epigraph.",
)

STRAY_CLOSE = Rule(
    code="M133",
    name="stray-close",
    severity=Severity.ERROR,
    message="`:::` closes nothing",
    hint="write `::: verse` or `::: epigraph` where it begins, or delete the line",
    why="A line of `:::` ends what a line such as `::: verse` began.",
)

UNKNOWN_CONTAINER = Rule(
    code="M134",
    name="unknown-container",
    severity=Severity.ERROR,
    message="there is no `::: {name}`",
    hint="use `::: verse` or `::: epigraph`",
    why="Lines of `:::` set off verse and epigraphs. No other names are known.",
)

CONTAINER_WORDS = Rule(
    code="M135",
    name="container-words",
    severity=Severity.ERROR,
    message="`{words}` means nothing behind `::: {name}`",
    hint="put the words on a line of their own",
    why="Nothing but the name stands behind `:::`. Other words there would not be printed.",
)

EMPTY_CONTAINER = Rule(
    code="M136",
    name="empty-container",
    severity=Severity.WARNING,
    message="nothing stands in `::: {name}`",
    hint="write its text, or delete both lines",
    why="It would leave a gap on the page.",
)

TEXT_BEHIND_COMMENT = Rule(
    code="M137",
    name="text-behind-comment",
    severity=Severity.ERROR,
    message="text stands behind the end of a comment of several lines",
    hint="put the text on a line of its own",
    why="The whole of the last line counts as part of the comment, so the text would be lost.",
)

# --- raw HTML and links -------------------------------------------------------------------------

RAW_HTML = Rule(
    code="M140",
    name="raw-html",
    severity=Severity.ERROR,
    message="raw HTML `{tag}` has no place in a manuscript",
    hint="{instead}",
    why=(
        "A book is made of Markdown alone, so that print and ebook hold the same and nothing in"
        " them can run or reach the network. What HTML was used for has a form in Markdown; a"
        " comment, `<!-- … -->`, is allowed and not printed."
    ),
)

BAD_LINK = Rule(
    code="M141",
    name="bad-link",
    severity=Severity.ERROR,
    message="a link may not lead to `{scheme}:`",
    hint="link to http, https, mailto or tel, or delete the link",
    why=(
        "Links in a book lead to the web, to a mail address or to a telephone. Others could run a"
        " program on the reader's device or point to a file that only the author has."
    ),
)

RELATIVE_LINK = Rule(
    code="M142",
    name="relative-link",
    severity=Severity.ERROR,
    message="the link `{href}` leads to no place in the book and none outside it",
    hint="write `[words](#label)` for a place in the book, or the full `https://…`",
    why=(
        "The file that a chapter is written in is not part of the book, so a link to a file name"
        " leads nowhere. A place in the book is called by its label."
    ),
)

LINK_TITLE = Rule(
    code="M143",
    name="link-title",
    severity=Severity.ERROR,
    message="the title `{title}` would not be printed",
    hint="put the words into the text, into a note or into a caption",
    why="Titles in quotes behind an address show up on a web page only. A book would lose them.",
)

EMPTY_LINK = Rule(
    code="M144",
    name="empty-link",
    severity=Severity.ERROR,
    message="the link has no {part}",
    hint="write `[words](https://…)`",
    why="A link needs words that show it and an address that it leads to.",
)

LINK_IN_LINK = Rule(
    code="M145",
    name="link-in-link",
    severity=Severity.ERROR,
    message="a link stands inside a link",
    hint="end the outer link before the inner one begins",
    why="A word can lead to one place only.",
)

PAGE_WITH_WORDS = Rule(
    code="M146",
    name="page-with-words",
    severity=Severity.ERROR,
    message="a reference to a page has no words of its own",
    hint="write `[](#{label}){{.page}}`, and the words in front of it",
    why=(
        "`[](#label){.page}` shows the page that the label is on. Words between the brackets would"
        " take the number's place."
    ),
)

NO_CHARACTER = Rule(
    code="M147",
    name="no-character",
    severity=Severity.ERROR,
    message="`{entity}` names no character",
    hint="write the character itself",
    why="It would be printed as the sign for an unknown character.",
)

# --- pictures and attributes --------------------------------------------------------------------

NO_ALT = Rule(
    code="M150",
    name="no-alt",
    severity=Severity.ERROR,
    message="the picture has no description",
    hint="write `![what it shows](…)`, or `{{.decorative}}` behind it if it says nothing",
    why=(
        "Readers who cannot see the picture hear its description in its place. Accessibility rules"
        " (EPUB Accessibility 1.1, WCAG 1.1.1) ask for it in every ebook."
    ),
)

UNKNOWN_ATTRIBUTE = Rule(
    code="M151",
    name="unknown-attribute",
    severity=Severity.ERROR,
    message="`{name}` means nothing here",
    hint="{allowed}",
    why=(
        "Braces behind a heading, a caption, a picture, a reference or words in brackets hold a"
        " label `#label`, a class `.class` or `key=value`. What is not known would do nothing, and"
        " nobody would notice."
    ),
)

STRAY_ATTRIBUTES = Rule(
    code="M152",
    name="stray-attributes",
    severity=Severity.ERROR,
    message="`{braces}` belongs to nothing and would be printed",
    hint="put it directly behind what it belongs to, or write `\\{{` for a brace",
    why=(
        "Attributes stand directly behind words in brackets or a picture, or at the end of a"
        " heading or a caption."
    ),
)

BAD_VALUE = Rule(
    code="M153",
    name="bad-value",
    severity=Severity.ERROR,
    message="`{value}` is no {key}",
    hint="{wanted}",
    why=(
        "A width is a whole number of percent of the measure, from 1 to 100. A language is a tag"
        " such as `lo`, `fr` or `zh-Hant` (BCP 47). A heading of the index, `term` or `sub`, is not"
        " empty."
    ),
)

TWO_LABELS = Rule(
    code="M154",
    name="two-labels",
    severity=Severity.ERROR,
    message="there are two labels, `{first}` and `{label}`, for one thing",
    hint="delete one of them",
    why="References could use either label, but only one can be kept.",
)

EMPTY_INDEX_MARK = Rule(
    code="M155",
    name="empty-index-mark",
    severity=Severity.ERROR,
    message="the index mark has neither words nor a term",
    hint='put words between the brackets, or write `term="…"` behind `.index`',
    why=(
        "An index lists the words of a mark, or the heading that its `term` gives. A mark with"
        " neither would send the reader from nowhere to this page."
    ),
)

# --- limits -------------------------------------------------------------------------------------

LONG_LINE = Rule(
    code="M160",
    name="long-line",
    severity=Severity.ERROR,
    message="the line has {count} characters; at most {limit} are read",
    hint="break the line, or look for something that does not belong into the text",
    why=(
        "No paragraph of a book comes near this length. A line so long is damaged or was made to"
        " keep the tool busy, so the file is not read."
    ),
)

LONG_BLOCK = Rule(
    code="M161",
    name="long-block",
    severity=Severity.ERROR,
    message="the paragraph has {count} characters; at most {limit} are read",
    hint="break the paragraph with a free line",
    why=(
        "No paragraph of a book comes near this length. One so long is damaged or was made to keep"
        " the tool busy, so its marks are not read."
    ),
)

# --- chapters into a book -----------------------------------------------------------------------

EMPTY_BOOK = Rule(
    code="M201",
    name="empty-book",
    severity=Severity.ERROR,
    message="the book has no chapters",
    hint="list at least one file under `body` in `[manuscript]`",
    why="A book needs a body: what stands between the front matter and the back matter.",
)

CLASHING_IDS = Rule(
    code="M202",
    name="clashing-ids",
    severity=Severity.ERROR,
    message="two pieces of the book are called `{id}`",
    hint="give one of them another `id` in its front matter",
    why=(
        "Each chapter and part has a name that references and the ebook's files use. It comes from"
        " `id` in the front matter, else from the file's name without its number, so two files in"
        " different folders can end up with one name. `Song` and `song` are one name, too: on many"
        " systems they are one file."
    ),
)

WRONG_MATTER = Rule(
    code="M203",
    name="wrong-matter",
    severity=Severity.ERROR,
    message="the role `{role}` does not belong to the {matter} matter",
    hint="list the file under `{right}` in `[manuscript]`, or use one of: {roles}",
    why=(
        "Each role has its place: a preface in the front matter, a chapter in the body, a glossary"
        " in the back matter. Page numbers and ebook readers depend on it."
    ),
)

GENERATED_ROLE = Rule(
    code="M204",
    name="generated-role",
    severity=Severity.ERROR,
    message="the role `{role}` is made from `book.toml`, not from a file",
    hint='list "{role}" in place of the file in `[manuscript]`',
    why=(
        "Title pages, the imprint, the contents and the lists of figures and tables are written by"
        " the tool from what it knows. A file in such a role would not be printed."
    ),
)
