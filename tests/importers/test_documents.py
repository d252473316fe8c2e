"""Whatever a document holds, its import balances and is read back; the same bytes give the same."""

from __future__ import annotations

from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from anban.importers.balance import weigh
from anban.importers.dialects.reader import read as read_markdown
from anban.importers.docx.reader import read as read_word
from anban.importers.given import CHANGES, Given, Wishes
from anban.importers.html.reader import read as read_html
from tests.importers.docx.word import called, docx, field, item, note, p, picture, png, run

BY = 'w:id="1" w:author="B" w:date="2026-03-04T00:00:00Z"'
WORDS = st.text(
    st.sampled_from("abcế12 *_[](){}^!<>#|:-`\\.=+~&;\u00a0\u00ad“”—…/@\tສະ河"),
    min_size=1,
    max_size=9,
)
SAID = (
    "Chương I. ",
    "Chương 2",
    "Phần II",
    "Lời nói đầu",
    "Hình 1. ",
    "-- ",
    "— ",
    "***",
    "1. ",
    "",
)
TEXT = st.builds(lambda head, tail: head + tail, st.sampled_from(SAID), WORDS)

# --- Word -----------------------------------------------------------------------------------------

LOOKS = ("", "<w:i/>", "<w:b/>", "<w:smallCaps/>", '<w:vertAlign w:val="superscript"/>',
         "<w:vanish/>", '<w:lang w:val="fr"/>', "<w:strike/>")  # fmt: skip
FORMS = (
    "{0}", '<w:hyperlink w:anchor="x">{0}</w:hyperlink>', f"<w:ins {BY}>{{0}}</w:ins>",
    f"<w:del {BY}>{{0}}</w:del>", "<w:sdt><w:sdtContent>{0}</w:sdtContent></w:sdt>",
    "<w:r><w:ruby><w:rt>{0}</w:rt><w:rubyBase>{0}</w:rubyBase></w:ruby></w:r>",
    "{0}<w:r><w:br/></w:r>", "<w:r><w:pict><v:textbox><w:txbxContent><w:p>{0}</w:p>"
    "</w:txbxContent></v:textbox></w:pict></w:r>", "<w:odd>{0}</w:odd>",
    '<w:bookmarkStart w:name="x"/>{0}', "<w:r><w:noBreakHyphen/></w:r>{0}",
)  # fmt: skip
RUN = st.builds(
    lambda text, look, form: form.format(run(escape(text), look)),
    TEXT, st.sampled_from(LOOKS), st.sampled_from(FORMS),
)  # fmt: skip
EXTRA = st.sampled_from(
    (called(1), called(2), called(7), called(1, "endnote"), picture(), picture("rIdGone"),
     field(" PAGE ", "7"), field(' XE "z" ', ""), '<w:r><w:commentReference w:id="5"/></w:r>',
     "<m:oMath><m:r><m:t>E</m:t></m:r></m:oMath>")
)  # fmt: skip
INSIDE = st.lists(RUN | RUN | EXTRA, min_size=1, max_size=4).map("".join)
STYLES = (
    "",
    "",
    "Title",
    "H1",
    "H2",
    "Mine",
    "Quote",
    "Verse",
    "Caption",
    "TOC1",
    "Code",
    "Subtitle",
)
GONE = ("", "", "", f"<w:rPr><w:del {BY}/></w:rPr>", f"<w:rPr><w:ins {BY}/></w:rPr>")
PARAGRAPH = st.builds(p, INSIDE, st.sampled_from(STYLES), st.sampled_from(GONE))
ITEM = st.builds(
    lambda text, depth, kind: item(escape(text), depth, kind),
    TEXT, st.integers(0, 8), st.sampled_from((1, 2, 3, 9)),
)  # fmt: skip


def table(cells: list[str], width: int) -> str:
    made = [f"<w:tc>{cell}</w:tc>" for cell in cells]
    rows = [made[at : at + width] for at in range(0, len(made), width)]
    return f"<w:tbl>{''.join(f'<w:tr>{chr(32).join(row)}</w:tr>' for row in rows)}</w:tbl>"


TABLE = st.builds(table, st.lists(PARAGRAPH, min_size=1, max_size=6), st.integers(1, 3))
BODY = st.lists(PARAGRAPH | PARAGRAPH | ITEM | TABLE, min_size=1, max_size=7).map("".join)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(BODY, st.sampled_from(CHANGES), INSIDE)
def test_a_word_document_balances(body: str, changes: str, words: str) -> None:
    data = docx(
        body,
        footnotes=note(1, p(words)) + note(2, p("<w:r/>")) + note(3, p("lạc")),
        endnotes=note(1, p(run("cuối") + called(2, "endnote")), "endnote")
        + note(2, p("trong"), "endnote"),
        comments=f'<w:comment w:id="5" w:author="C">{p("nhắc")}</w:comment>',
        header1=p("đầu trang"),
    )
    given_ = Given("a.docx", data)
    draft, faults = read_word(given_, Wishes(changes=changes))
    if draft is None:
        assert [one.code for one in faults] == ["I104"]
        return
    assert weigh(draft).faults == (), [piece.text for piece in draft.pieces]
    assert read_word(given_, Wishes(changes=changes))[0] == draft


# --- HTML and Markdown ----------------------------------------------------------------------------

TAGS = (
    "p", "div", "h1", "h2", "h4", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th",
    "blockquote", "footer", "figure", "figcaption", "caption", "pre", "em", "b", "i", "sup", "sub",
    "code", "a href='#n1'", "a href='#h'", "a href='x.html'", "aside id=n1", "li id=n1", "h2 id=h",
    "span class=smallcaps", "span lang=fr", "section class=footnotes", "nav", "q", "s", "ruby",
    "rt", "div class=verse", "div class=epigraph", "svg", "math", "iframe",
    "a role=doc-noteref href='#n1'", "details", "form", "p class=attribution",
)  # fmt: skip
OPEN = st.sampled_from(TAGS).map(lambda tag: f"<{tag}>")
CLOSE = st.sampled_from(TAGS).map(lambda tag: f"</{tag.split()[0]}>")
EMPTY = st.sampled_from(
    ("<br>", "<hr>", "<img src=a.png alt='đò x'>", "<img src=b.png>", "<!-- z -->")
)
SOUP = st.lists(OPEN | OPEN | CLOSE | EMPTY | TEXT.map(escape), min_size=1, max_size=22).map(
    "".join
)


@settings(max_examples=70, deadline=None, derandomize=True)
@given(SOUP)
def test_any_soup_of_tags_balances(soup: str) -> None:
    made = Given("a.html", f"<html><body>{soup}".encode(), {"a.png": png()}.get)
    draft, faults = read_html(made, Wishes())
    if draft is None:
        assert [one.code for one in faults] == ["I104"]
        return
    assert weigh(draft).faults == (), [piece.text for piece in draft.pieces]


LINES = (
    "# a", "## b {#x}", "> d", "> > e", "- f", "  - g", "1. h", "[^i]: j", "k[^i] @fig-x", "    l",
    "::: {.epigraph}", "::: verse", ":::", "-- m", "| n | o |", "|---|---|", "| p |", ": q",
    "Table: r",
    "![r](a.png){#fig-x width=5%}", "![r](b.png)", "```", "```{note} s", "~~~", "***", "---", "===",
    "t^[u]", "<!-- v", "w -->", "<b>y", "</div>", "[x]: y", "[x]", "*z", "$a$", "$$", "(x)=", "",
    "", "\t", "[a]{.smallcaps}", "{ref}`x`", "[^d]:", "{{#include z}}", "~ c", "H~2~O^3^", "| line",
    "% t", "[l](#x)", "**b*c**", "Chương I. d", "<table><tr><td>c", "```{figure} a.png", ":name: f",
)  # fmt: skip


@settings(max_examples=70, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=14))
def test_lines_of_markdown_in_any_order_balance(lines: list[str]) -> None:
    made = Given("a.md", "\n".join(lines).encode(), {"a.png": png()}.get)
    draft, faults = read_markdown(made, Wishes())
    if draft is None:
        assert [one.code for one in faults] in (["I104"], ["I123"])
        return
    assert weigh(draft).faults == (), [piece.text for piece in draft.pieces]
