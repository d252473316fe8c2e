"""Rules of the copy editor: what is odd in the words of a manuscript (W1xx).

W10x are about signs and spaces, W11x words and letters, W12x two styles of one thing, W13x names
and capitals, W14x notes, captions and references.
"""

from anban.core.diagnostics import Rule, Severity

_FIXED = "`anban check --fix` does it, or do it by hand"

# --- signs and spaces ---------------------------------------------------------------------------

DOUBLED_SPACE = Rule(
    code="W101",
    name="doubled-space",
    severity=Severity.WARNING,
    message="more than one space stands between two words, {count} in this file",
    hint=_FIXED,
    why=(
        "One space stands between two words, also behind a full stop. A second one is most often"
        " left over from an edit. It makes no wider gap in print, but a search for the words does"
        " not find them."
    ),
)

SPACE_TOO_MANY = Rule(
    code="W102",
    name="space-too-many",
    severity=Severity.WARNING,
    message="a space stands {where}, {count} in this file",
    hint=_FIXED,
    why=(
        "Commas, full stops, question marks, closing marks and the calls of notes stand directly"
        " behind the word; opening marks directly before it. With a space between them a line can"
        " begin with a comma or a number."
    ),
)

SPACE_MISSING = Rule(
    code="W103",
    name="space-missing",
    severity=Severity.WARNING,
    message="no space stands behind the mark in `{text}`",
    hint="put a space behind it",
    why=(
        "Behind a comma, a semicolon, a colon or the end of a sentence stands a space. Without it"
        " two words are one to a search and to a screen reader, and no line can end there."
    ),
)

OPEN_QUOTATION = Rule(
    code="W104",
    name="open-quotation",
    severity=Severity.WARNING,
    message="the quotation mark `{mark}` has no other half in this paragraph",
    hint="add the missing mark; a quotation over several paragraphs opens each of them",
    why=(
        "The reader cannot see where the quoted words end. Where a quotation goes on in the next"
        " paragraph, that paragraph begins with an opening mark again, and only the last one ends"
        " with a closing mark."
    ),
)

OPEN_BRACKET = Rule(
    code="W105",
    name="open-bracket",
    severity=Severity.WARNING,
    message="the bracket `{mark}` has no other half in this paragraph",
    hint="add the missing bracket, or delete this one",
    why="An aside that never ends, or one that never began, makes the reader go back and search.",
)

TYPED_DASH = Rule(
    code="W106",
    name="typed-dash",
    severity=Severity.INFO,
    message="a hyphen is printed as a dash, {count} in this file",
    hint=_FIXED,
    why=(
        "A spaced hyphen between words and a hyphen between two years are printed as dashes. The"
        " manuscript may keep what the keyboard has. `--fix` writes the signs as they are printed,"
        " which changes nothing in the editions."
    ),
)

TYPED_QUOTE = Rule(
    code="W107",
    name="typed-quotation-mark",
    severity=Severity.INFO,
    message="a straight quotation mark is printed as a curly one, {count} in this file",
    hint=_FIXED,
    why=(
        "Straight quotation marks and apostrophes are printed as those of the language. `--fix`"
        " writes them as they are printed, which changes nothing in the editions and makes one"
        " search find them all."
    ),
)

TYPED_ELLIPSIS = Rule(
    code="W108",
    name="typed-ellipsis",
    severity=Severity.INFO,
    message="three points are printed as one sign, {count} in this file",
    hint=_FIXED,
    why=(
        "Three points become the sign for an ellipsis, which a line end cannot part. `--fix` writes"
        " the sign itself, which changes nothing in the editions."
    ),
)

# --- words and letters --------------------------------------------------------------------------

DOUBLED_WORD = Rule(
    code="W111",
    name="doubled-word",
    severity=Severity.WARNING,
    message="`{text}` stands here twice",
    hint="delete one of them",
    why=(
        "The eye skips a word that is written twice, most of all at the end of a line. Vietnamese"
        " doubles many words on purpose, `xanh xanh`, `ngày ngày`; only words that it does not"
        " double, and pairs of words, are reported."
    ),
)

LOOKALIKE = Rule(
    code="W112",
    name="lookalike-letter",
    severity=Severity.WARNING,
    message="{name} looks like `{letter}` and is another letter, {count} in this file",
    hint=_FIXED,
    why=(
        "Cyrillic, Greek and some rare Latin letters look like common ones. They come in by"
        " copying, or from old fonts that had no Đ of their own. A search does not find the word,"
        " a screen reader spells it, and the letter may come from another font."
    ),
)

HIDDEN_IN_WORD = Rule(
    code="W113",
    name="hidden-in-text",
    severity=Severity.INFO,
    message="invisible character {name} stands in the text, {count} in this file",
    hint=_FIXED,
    why=(
        "S105 reports such characters wherever they are. Those in the text of the book's own"
        " language do nothing there, so `--fix` deletes them; it leaves those in code, in addresses"
        " and in runs of another language alone."
    ),
)

# --- two styles of one thing --------------------------------------------------------------------

_MIXED = "in this book `{odd}` stands {few}, `{usual}` {many}"

_CHOOSE = "choose one of the two for the whole book"

MIXED_TONES = Rule(
    code="W121",
    name="mixed-tones",
    severity=Severity.WARNING,
    message="tone marks are placed as in `{odd}` {few}, as in `{usual}` {many}",
    hint=_CHOOSE,
    why=(
        "`hòa` and `hoà`, `thủy` and `thuỷ` are both right, and both live. A book keeps to one of"
        " them; with both, a search finds half of the places and the index gets two entries. The"
        " first places of the rarer one are listed. Nothing is changed, as the choice is the"
        " author's."
    ),
)

MIXED_I_AND_Y = Rule(
    code="W122",
    name="mixed-i-and-y",
    severity=Severity.WARNING,
    message=_MIXED,
    hint=_CHOOSE,
    why=(
        "`kỷ` and `kỉ`, `lý` and `lí` are two spellings of one word. Schools and publishers differ;"
        " a book keeps to one. Names keep the spelling of their bearers and are not counted."
    ),
)

MIXED_THOUSANDS = Rule(
    code="W123",
    name="mixed-thousands",
    severity=Severity.WARNING,
    message="large numbers are written as `{odd}` {few}, as `{usual}` {many}",
    hint=_CHOOSE,
    why=(
        "`1.000`, `1,000` and `1000` may mean the same, and in one book the second may be read as"
        " a decimal. Years, numbers of laws and pages are not counted."
    ),
)

MIXED_DATES = Rule(
    code="W124",
    name="mixed-dates",
    severity=Severity.WARNING,
    message="dates in figures are written as `{odd}` {few}, as `{usual}` {many}",
    hint=_CHOOSE,
    why=(
        "`18-7-1977`, `18/7/1977` and `18.7.1977` are one date in three styles. Dates in words,"
        " `ngày 18 tháng 7 năm 1977`, may stand beside one of them."
    ),
)

MIXED_CENTURIES = Rule(
    code="W125",
    name="mixed-centuries",
    severity=Severity.WARNING,
    message="centuries are written as `{odd}` {few}, as `{usual}` {many}",
    hint=_CHOOSE,
    why="`thế kỷ XX` and `thế kỷ 20` are both in use; one book keeps to one of them.",
)

MIXED_DECADES = Rule(
    code="W126",
    name="mixed-decades",
    severity=Severity.WARNING,
    message="decades are written as `{odd}` {few}, as `{usual}` {many}",
    hint=_CHOOSE,
    why=(
        "`những năm 80` and `những năm 1980` are both in use. The short one needs its century close"
        " by, so a book that tells of several keeps to the long one."
    ),
)

MIXED_RANGES = Rule(
    code="W127",
    name="mixed-ranges",
    severity=Severity.WARNING,
    message="spans of years are written as `{odd}` {few}, as `{usual}` {many}",
    hint=_CHOOSE,
    why=(
        "`1930-1945` and `1930 - 1945` are printed with a dash, without spaces and with them. The"
        " spaces stay as they are typed, so the difference can be seen in print."
    ),
)

MIXED_PERCENT = Rule(
    code="W128",
    name="mixed-percent",
    severity=Severity.WARNING,
    message="per cent is written as `{odd}` {few}, as `{usual}` {many}",
    hint=_CHOOSE,
    why="`5%` and `5 %` are both in use; one book keeps to one of them.",
)

# --- names and capitals -------------------------------------------------------------------------

NAME_TWO_WAYS = Rule(
    code="W131",
    name="name-two-ways",
    severity=Severity.WARNING,
    message="`{odd}` ({few}) and `{usual}` ({many}) may be one name",
    hint=(
        "correct one of them; if both are meant, put the two into one entry of the list of people"
        " or the glossary, or allow this finding for `{odd}`"
    ),
    why=(
        "Two names that differ in a mark, a hyphen or a letter or two, or are two ways to write one"
        " sound, are most often one name. Names that are both listed as people or terms, and names"
        " that differ in a whole other syllable such as `Nguyễn Văn Linh` and `Nguyễn Văn Minh`,"
        " are not compared. A name that stands in brackets behind the other, in one entry of the"
        " list of people or the glossary, or in one row of its tables, is a known variant. The"
        " words of others, in quotation marks, and the bibliography are not read for names."
    ),
)

CAPITALS_TWO_WAYS = Rule(
    code="W132",
    name="capitals-two-ways",
    severity=Severity.WARNING,
    message="`{odd}` stands {few}, `{usual}` {many}",
    hint="write the capitals of one name the same way, or allow this finding for `{odd}`",
    why=(
        "Names of offices and bodies have capitals by rules that are easily mixed: `Ban Bí thư` and"
        " `Ban bí thư`. Two groups of words that are the same but for a capital, both inside a"
        " sentence, are listed with how often each occurs."
    ),
)

TITLE_CASE = Rule(
    code="W133",
    name="title-case",
    severity=Severity.WARNING,
    message="`{text}` has a capital in this heading and nowhere inside a sentence",
    hint="write it small, as Vietnamese headings are written like sentences",
    why=(
        "In a Vietnamese heading only the first word and names have capitals. A word that the text"
        " itself never writes as a name, not even in the list of people or the glossary, has none."
    ),
)

NAME_WRITTEN_SMALL = Rule(
    code="W134",
    name="name-written-small",
    severity=Severity.WARNING,
    message="`{text}` is a name in the text, `{name}`, and written small in this heading",
    hint="give it its capitals",
    why="A name keeps its capitals in a heading. The text writes this one with capitals only.",
)

TYPED_CAPITALS = Rule(
    code="W135",
    name="typed-capitals",
    severity=Severity.WARNING,
    message="the heading is typed in capitals",
    hint="write it as a sentence; a theme can print headings in capitals",
    why=(
        "Typed capitals go into the contents, the running heads and the ebook's navigation, where"
        " nothing can undo them, and which letters are names is lost. A screen reader may spell"
        " them."
    ),
)

# --- notes, captions, references ----------------------------------------------------------------

NOTE_WITHOUT_STOP = Rule(
    code="W141",
    name="note-without-stop",
    severity=Severity.WARNING,
    message="the note does not end with a full stop, as {most} of the book's {all} notes do",
    hint="end it with a full stop",
    why=(
        "A note is a sentence of its own, or is closed like one. In a house that writes notes"
        " without a full stop, where most have none, nothing is reported; nor where a note ends"
        " with an address. `--fix` adds the full stop behind a letter or a figure."
    ),
)

ALT_REPEATS_CAPTION = Rule(
    code="W142",
    name="alt-repeats-caption",
    severity=Severity.WARNING,
    message="the description of the picture repeats its caption",
    hint="say what is to be seen on the picture; the caption is read out as well",
    why=(
        "A screen reader reads the description and then the caption. If both are the same, the"
        " reader hears it twice and still does not know what the picture shows (WCAG 1.1.1)."
    ),
)

STALE_REFERENCE = Rule(
    code="W143",
    name="stale-reference",
    severity=Severity.WARNING,
    message="the reference says `{words}`, and leads to {name}",
    hint="write `[](#{label})`, which always shows the right name",
    why=(
        "The words of this reference were typed, and what they lead to is called otherwise now: a"
        " chapter was moved, or a figure put in front of it. A reference without words shows the"
        " name that its target has at the time."
    ),
)

DEAD_NUMBER = Rule(
    code="W144",
    name="dead-number",
    severity=Severity.WARNING,
    message="the text names `{text}`, and the book has none of that number",
    hint="refer to what is meant by its label, `[](#label)`",
    why=(
        "A number of a figure or a table that was typed by hand does not follow when another is put"
        " in front of it or taken away. This one leads the reader nowhere."
    ),
)

TYPED_REFERENCE = Rule(
    code="W145",
    name="typed-reference",
    severity=Severity.INFO,
    message="`{text}` is typed by hand",
    hint="write `[](#{label})`, which always shows the right number",
    why=(
        "The number is right today. As a reference it stays right when figures and tables are"
        " added, and in the ebook it can be followed."
    ),
)
