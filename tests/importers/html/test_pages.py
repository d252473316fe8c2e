"""What stands on a page of HTML, and what becomes of it."""

from __future__ import annotations

import base64
import re

import pytest

from anban.importers.balance import weigh
from anban.importers.draft import Draft
from anban.importers.given import Given, Wishes
from anban.importers.html import opening
from anban.importers.html.reader import knows, read
from anban.importers.registry import reader_of
from tests.importers.docx.word import kinds, png

PICTURE = base64.b64encode(png()).decode()


def draft_of(body: str, *, head: str = "", files: dict[str, bytes] | None = None) -> Draft:
    data = f'<!DOCTYPE html><html lang="vi"><head>{head}</head><body>{body}</body></html>'
    return proved(data.encode(), files)


def proved(data: bytes, files: dict[str, bytes] | None = None) -> Draft:
    draft, faults = read(Given("a.html", data, (files or {}).get), Wishes())
    assert not faults
    assert draft is not None
    balance = weigh(draft)
    assert not balance.faults, [one.message for one in balance.faults]
    return draft


def text_of(body: str) -> str:
    return draft_of(f"<h1>Bến đò</h1>{body}").pieces[0].text.rstrip("\n")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>a <em>b </em>c <b>d</b>\n  e", "a *b* c **d** e"),
        ("<p>m<sup>2</sup> H<sub>2</sub>O", "m[2]{.superscript} H[2]{.subscript}O"),
        ('<p><span class="small-caps">a</span>', "[a]{.smallcaps}"),
        ('<p><span style="font-variant: small-caps">a</span>', "[a]{.smallcaps}"),
        ('<p><span style="font-style: italic; font-weight:bold">a</span>', "***a***"),
        ('<p><span class="superscript">a</span>', "[a]{.superscript}"),
        ('<p lang="fr">la <i lang="vi">đò</i>', "[la]{lang=fr} *đò*"),
        ("<p>a<br>b<wbr>c", "a\\\nbc"),
        ("<p><code>a*b</code> <q>c</q>", "`a*b` “c”"),
        ('<p><a href="https://e.org">a</a> <a href="mailto:a@b.c">b</a>',
         "[a](https://e.org) [b](mailto:a@b.c)"),
        ('<p><a href="javascript:x()">a</a> <a href="file:///b">b</a>', "a b"),
        ("trần <p>a</p> đuôi", "trần\n\na\n\nđuôi"),
        ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc"),
        ("<ul><li>a<li>b<ol start=3><li>c</ol></ul>", "- a\n\n- b\n\n  3. c"),
        ("<dl><dt>a<dd>b<dd>c<dt>d<dd>e</dl>", "a\n: b\n: c\n\nd\n: e"),
        ("<blockquote>a<footer>— B</footer></blockquote>", "> a\n>\n> -- B"),
        ('<blockquote><p>a</p><p class="attribution">B</p></blockquote>', "> a\n>\n> -- B"),
        ('<div class="epigraph"><p>a</p></div>', "::: epigraph\na\n:::"),
        ('<div class="verse"><p>a<br>b</p><p>c<br>d</p></div>', "::: verse\na\nb\n\nc\nd\n:::"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("<p>a<hr><p>b", "a\n\n***\n\nb"),
        ("<h2>M</h2><h3>N</h3><h6>O</h6>", "## M\n\n### N\n\n#### O"),
        ("<h2></h2><p>a", "a"),
        ("<p><ruby>河<rp>(</rp><rt>x</rt><rp>)</rp></ruby>", "[河]{lang=zh}"),
        ("<p>a<script>x</script><style>y</style><!-- z -->b", "ab"),
        ("<p>a <s>b</s> &lt;c&gt; &nbsp;d", "a b \\<c> \u00a0d"),
        ("<details><summary>a</summary>b</details>", "a\n\nb"),
        (
            "<table><caption>Bảng 1. T</caption><tr><th>a<th style='text-align: right'>b"
            "<tr><td colspan=2><p>c<ul><li>d | e</ul></table>",
            "| a | b |\n|---|--:|\n| c d \\| e |  |\n\n: T",
        ),
        ("<table><tr><td><table><tr><td>a<td>b</table><td><h2>c</h2></table>",
         "| a b | c |\n|---|---|"),
        (
            f'<figure><img src="data:image/png;base64,{PICTURE}" alt="b" width="50%">'
            "<figcaption>Hình 1: c</figcaption></figure>",
            "![b](images/hinh.png){width=50}\n\n: c",
        ),
    ],
)  # fmt: skip
def test_a_page(body: str, text: str) -> None:
    assert text_of(body) == text


NOTES = (
    ('<p>a<sup><a href="#fn1" id="r1">1</a></sup>',
     '<section class="footnotes"><hr><h2>Chú thích</h2><ol><li id="fn1"><p>N '
     '<a href="#r1" class="footnote-back">↩</a></p></li></ol></section>'),
    ('<p>a<a epub:type="noteref" href="#x">*</a>', '<aside epub:type="footnote" id="x">N</aside>'),
    ('<p>a<a role="doc-noteref" href="#x">[2]</a>', '<p id="x"><a href="#y">[2]</a> N'),
    ('<p>a<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>',
     '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> N</p></div>'),
    ('<p>a<sup><a href="#n">3</a></sup>', '<p id="n">3. N'),
)  # fmt: skip


@pytest.mark.parametrize(("call", "body"), NOTES)
def test_notes_are_told_by_many_signs(call: str, body: str) -> None:
    draft = draft_of(f"<h1>T</h1>{call}<p>b</p>{body}")
    assert draft.pieces[0].text == "a[^1]\n\nb\n\n[^1]: N\n"
    assert draft.counts.notes == 1


def test_a_number_that_leads_to_a_section_is_a_link() -> None:
    text = text_of('<p>xem <a href="#s2">2</a><h2 id="s2">M</h2><p>c')
    assert text == "xem [2](#s2)\n\n## M {#s2}\n\nc"


def test_a_note_called_twice_and_a_note_in_a_note() -> None:
    call = '<a role="doc-noteref" href="#x">1</a>'
    inner = '<a role="doc-noteref" href="#y">2</a>'
    body = f'<p>a{call} b{call}</p><aside id="x">N{inner}</aside><aside id="y">M</aside>'
    draft = draft_of(f"<h1>T</h1>{body}")
    assert draft.pieces[0].text == "a[^1] b[](#^1)\n\n[^1]: N \\[M\\]\n"
    assert {"note called again", "note inside a note"} <= kinds(draft)


def test_anchors_lead_to_the_heading_that_they_stand_at() -> None:
    body = '<section id="s"><a name="t"></a><h2>M <i id="u">x</i></h2></section>'
    links = "".join(f'<a href="#{one}">{one}</a> ' for one in "stuz")
    draft = draft_of(f"<h1>T</h1>{body}<p>{links}")
    (label,) = set(re.findall(r"\{#([\w-]+)\}", draft.pieces[0].text))
    links = " ".join(f"[{one}](#{label})" for one in "stu")
    assert " ".join(draft.pieces[0].text.split()).endswith(f"{links} z")
    assert "link to a place without a label" in kinds(draft)


def test_no_other_label_is_that_of_a_chapter() -> None:
    body = '<h1 id="a">Bến đò</h1><p><a href="#ben-do">x</a><h2 id="ben-do">M</h2><p>y'
    draft = draft_of(body + "<h1>Hai</h1><p>z")
    assert draft.pieces[0].text.startswith("[x](#ben-do-2)\n\n## M {#ben-do-2}")


def test_what_a_book_cannot_do_is_listed() -> None:
    lost = "<nav>N</nav><iframe>I</iframe><form>F</form><video>V</video><math><mi>E</mi></math>"
    draft = draft_of(f"<h1>T</h1><p>a</p>{lost}")
    assert draft.pieces[0].text == "a\n\nE<!-- equation: set it as a picture -->\n"
    assert {
        "navigation, which the book makes", "`iframe`, which a book cannot do",
        "form, which a book cannot do", "`video`, which a book cannot do", "equation",
    } <= kinds(draft)  # fmt: skip


def test_pictures_come_from_beside_the_file_and_nowhere_else() -> None:
    asked: list[str] = []

    def beside(path: str) -> bytes | None:
        asked.append(path)
        return png() if path == "img/a b.png" else None

    body = (
        '<h1>T</h1><p>x<img src="img/a%20b.png" alt="A"><img src="https://e.org/b.png" alt="B">'
        '<img src="../../etc/passwd"><img src="data:image/png;base64,%%%"></p>'
    )
    draft, faults = read(Given("a.html", body.encode(), beside), Wishes())
    assert not faults
    assert draft is not None
    assert not weigh(draft).faults
    assert draft.pieces[0].text == "x![A](images/a-b.png)\n"
    assert draft.counts.pictures == 4
    assert "../../etc/passwd" in asked


def test_a_drawing_in_the_page_is_a_picture_and_a_harmful_one_is_not() -> None:
    plain = '<svg width="9" height="9" aria-label="Đò" xmlns="http://www.w3.org/2000/svg">'
    draft = draft_of(f"<h1>T</h1><p>a</p>{plain}<text>chữ</text></svg>")
    assert draft.pieces[0].text == "a\n\n![Đò](images/drawing.svg)\n"
    harm = f'{plain}<image href="file:///etc/passwd"/><text>x</text></svg>'
    draft = draft_of(f"<h1>T</h1><p>a</p>{harm}")
    assert not draft.pictures
    assert "picture that is not carried" in kinds(draft)


@pytest.mark.parametrize(
    ("data", "title"),
    [
        ('<meta charset="utf-8"><h1>Đò</h1>a'.encode(), "Đò"),
        (b'<html><meta charset="windows-1252"><h1>caf\xe9</h1>a', "café"),
        ("<html><h1>Đò</h1>a".encode("utf-16"), "Đò"),
        ("<html><h1>Đò</h1>a".encode("utf-8-sig"), "Đò"),
    ],
)
def test_encodings(data: bytes, title: str) -> None:
    assert proved(data).pieces[0].title == title


def test_the_title_of_the_page_is_that_of_the_book() -> None:
    draft = draft_of("<h1>Một</h1>a<h1>Hai</h1>b", head="<title>Sông\n Hồng</title>")
    assert draft.title == "Sông Hồng"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html>\xff\xfe\x81\x8d<meta charset='nonesuch'>", "I123"),
        (b"<html>" + b"<div>" * 300 + b"a", "I123"),
        (b"<html><body></body></html>", "I104"),
        (b"", "I104"),
    ],
)
def test_a_page_that_cannot_be_read_is_refused(data: bytes, code: str) -> None:
    draft, (fault,) = read(Given("a.html", data), Wishes())
    assert draft is None
    assert fault.code == code


def test_entities_are_never_unfolded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><html><h1>T</h1><p>x&c;y</html>'
    draft = proved(bomb.encode())
    assert "bb" not in draft.pieces[0].text
    with pytest.raises(Exception, match="declares entities"):
        opening.open_xhtml(bomb.encode(), "a.xhtml")


def test_a_page_is_known_by_its_beginning() -> None:
    assert knows(b"<!doctype HTML><p>a")
    assert knows(b"\xef\xbb\xbf <?xml version='1.0'?><!-- x --><html>")
    assert not knows(b"a < b")
    reader = reader_of(Given("a.bin", b"<html><p>a"))
    assert reader is not None
    assert reader.name == "HTML"


@pytest.mark.parametrize(
    "body",
    [
        '<p>a<a class="noteref" href="#x">1</a><dl><dt id="x">1<dd>N</dl>',
        '<p>a<a class="noteref" href="#x">1</a><span id="x">N</span>',
        '<p>a<a class="noteref" href="#x">1</a><a class="noteref" href="#y">1</a>'
        '<aside id="x"><p id="y">N</aside>',
        '<p>a<a class="noteref" href="#s">1</a><section id="s">'
        '<p>b<a class="noteref" href="#x">2</a><aside id="x">N</aside></section>',
        '<p>a<a class="footnote-back" href="#x">1</a><p id="x">N',
        "<blockquote><p>a<footer><h3>B</h3><pre>c</pre><ul><li>d</ul></footer></blockquote>",
        '<div class="verse"><h3>a</h3><p>b<h3>c</h3></div>',
        "<figure><figcaption><table><tr><td>a</table><dl><dt>b<dd>c</dl></figcaption>d</figure>",
        "<figure><table><tr><td>a</table><figcaption><div class='verse'><p>b</div>"
        "<blockquote>c</blockquote></figcaption></figure>",
        "<p>b<a role=doc-noteref href='#n1'><aside id=n1>a",
        "<blockquote><h5>a</h5></blockquote>",
        "<div class=epigraph><hr><p class=attribution><math></math>",
        "<blockquote><footer>a</footer></blockquote>",
        "<table>x<tr>y<div>z</div><td>a</table>",
        "<ul>x<p>y</p><li>a</ul>",
        "<dl>x<dd>a</dl><table></table>",
        "<h2><img src='a.png'></h2><p><picture><source><img alt='b'></picture>",
    ],
)
def test_odd_pages_lose_nothing(body: str) -> None:
    draft = draft_of(f"<h1>T</h1>{body}")
    assert draft.pieces
