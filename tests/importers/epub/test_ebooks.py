"""Ebooks: pages in order, notes and references between them, what makes no text of a book."""

from __future__ import annotations

import pytest

from anban.core.book import Role
from anban.importers.balance import weigh
from anban.importers.draft import Author, Draft
from anban.importers.epub.package import knows
from anban.importers.epub.reader import read
from anban.importers.given import Given, Wishes
from tests.importers.docx.word import png, zipped

CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""

PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"
 version="3.0"><metadata><dc:title>Sông Hồng</dc:title><dc:title>Ba mươi năm</dc:title>
<dc:language>vi</dc:language><dc:publisher>Nhà Mẫu</dc:publisher>
<dc:creator id="c">Nguyễn A</dc:creator><dc:creator id="d">Trần B</dc:creator>
<meta refines="#d" property="role">trl</meta><dc:contributor>ai đó</dc:contributor></metadata>
<manifest>{items}<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml"
 properties="nav"/></manifest><spine>{spine}<itemref idref="nav"/></spine></package>"""

PAGE = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="vi">
<head><title>x</title></head><body{kind}>{body}</body></html>"""


def files(*pages: tuple[str, str, str]) -> dict[str, str | bytes]:
    """The files of an ebook; a page is its name, what it says that it is, its body."""
    names = [name for name, _, _ in pages]
    items = "".join(
        f'<item id="i{at}" href="{name}" media-type="application/xhtml+xml"/>'
        for at, name in enumerate(names)
    )
    spine = "".join(f'<itemref idref="i{at}"/>' for at, _ in enumerate(names))
    made: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": PACKAGE.format(items=items, spine=spine),
        "OEBPS/img/a.png": png(),
        "OEBPS/nav.xhtml": PAGE.format(kind="", body="<nav>Mục lục</nav>"),
    }
    for name, kind, body in pages:
        said = f' epub:type="{kind}"' if kind else ""
        made[f"OEBPS/{name}"] = PAGE.format(kind=said, body=body)
    return made


def draft_of(*pages: tuple[str, str, str]) -> Draft:
    data = zipped(files(*pages))
    assert knows(data)
    draft, faults = read(Given("a.epub", data), Wishes())
    assert not faults
    assert draft is not None
    balance = weigh(draft)
    assert not balance.faults, [one.message for one in balance.faults]
    return draft


def test_a_book_of_pages() -> None:
    call = '<a epub:type="noteref" href="notes.xhtml#n1">1</a>'
    draft = draft_of(
        ("cover.xhtml", "cover", '<img src="img/a.png" alt="bìa"/>'),
        ("t.xhtml", "titlepage", "<h1>Sông Hồng</h1>"),
        ("p.xhtml", "", '<section epub:type="foreword"><h1>Đôi lời</h1><p>a</p></section>'),
        ("c1.xhtml", "bodymatter", f'<h1 id="c">Chương I. Bến đò</h1><p>b&nbsp;{call} <br/>'
         '<a href="c2.xhtml">kia</a></p><p><img src="img/a.png" alt="đò"/></p>'),
        ("c2.xhtml", "", '<span epub:type="pagebreak" id="p9">9</span><h1>Chương II. Lũ</h1>'
         '<p>c <a href="c1.xhtml#c">này</a></p>'),
        ("b.xhtml", "backmatter", "<h1>Bảng tên</h1><p>d</p>"),
        ("notes.xhtml", "", '<section epub:type="endnotes"><h2>Chú thích</h2>'
         '<aside epub:type="footnote" id="n1"><p><a href="c1.xhtml#r">1</a>. Nguồn</p></aside>'
         "</section>"),
    )  # fmt: skip
    assert (draft.title, draft.subtitle, draft.publisher) == ("Sông Hồng", "Ba mươi năm", "Nhà Mẫu")
    assert draft.authors == (Author("Nguyễn A"), Author("Trần B", "translator"))
    assert [(one.title.partition(" {")[0], one.role) for one in draft.pieces] == [
        ("Đôi lời", Role.FOREWORD), ("Bến đò", Role.CHAPTER), ("Lũ", Role.CHAPTER),
        ("Bảng tên", Role.APPENDIX),
    ]  # fmt: skip
    text = draft.pieces[1].text
    assert text.startswith("b\u00a0[^1]\\\n[kia](#")
    assert text.endswith("\n\n![đò](images/a.png)\n\n[^1]: Nguồn\n")
    assert [one.name for one in draft.pictures] == ["a.png"]


def test_a_page_that_is_not_well_formed_is_read_as_browsers_do() -> None:
    draft = draft_of(("c.xhtml", "", "<h1>Một</h1><p>a<br>b & c<p>d"))
    assert draft.pieces[0].text == "a\\\nb & c\n\nd\n"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("META-INF/container.xml", None, "I124"),
        ("OEBPS/book.opf", None, "I124"),
        ("OEBPS/c.xhtml", None, "I124"),
        ("OEBPS/book.opf", "<package", "I123"),
        ("OEBPS/book.opf", '<!DOCTYPE x [<!ENTITY a "b">]><package>&a;</package>', "I123"),
        ("OEBPS/c.xhtml", '<!DOCTYPE html [<!ENTITY a "b">]><html>&a;</html>', "I123"),
        ("OEBPS/c.xhtml", PAGE.format(kind="", body=""), "I104"),
        (
            "META-INF/encryption.xml",
            '<e><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></e>',
            "I122",
        ),
    ],
)
def test_a_broken_or_locked_book_is_refused(name: str, data: str | None, code: str) -> None:
    made = files(("c.xhtml", "", "<h1>Một</h1><p>a</p>"))
    if data is None:
        del made[name]
    else:
        made[name] = data
    draft, (fault,) = read(Given("a.epub", zipped(made)), Wishes())
    assert draft is None
    assert fault.code == code


def test_fonts_may_be_obfuscated() -> None:
    made = files(("c.xhtml", "", "<h1>Một</h1><p>a</p>"))
    method = '<EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/>'
    made["META-INF/encryption.xml"] = f"<e>{method}</e>"
    draft, faults = read(Given("a.epub", zipped(made)), Wishes())
    assert not faults
    assert draft is not None
