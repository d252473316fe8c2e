"""Word documents that are broken, locked or meant to do harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from anban.importers import safely
from anban.importers.docx.package import knows
from anban.importers.docx.reader import read
from anban.importers.given import Given, Wishes
from anban.importers.registry import not_read, reader_of
from tests.importers.docx.word import (
    docx,
    draft_of,
    files,
    kinds,
    p,
    proved,
    relations,
    root,
    zipped,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def refused(data: bytes) -> str:
    draft, faults = read(Given("a.docx", data), Wishes())
    assert draft is None
    (fault,) = faults
    assert fault.span is not None
    assert fault.span.path == "a.docx"
    assert fault.hint
    return fault.code


def test_a_word_document_is_known_by_its_bytes() -> None:
    assert knows(docx(p("a")))
    assert not knows(b"PK\x03\x04 other")
    assert not knows(b"text")
    reader = reader_of(Given("a.bin", docx(p("a"))))
    assert reader is not None
    assert reader.name == "Word"


def test_an_old_document_under_a_new_name_says_what_to_do() -> None:
    given = Given("a.docx", OLE)
    assert reader_of(given) is None
    what, instead = not_read(given)
    assert "old Word document" in what
    assert "save it as .docx" in instead


def test_a_locked_document_is_refused() -> None:
    locked = OLE + "EncryptedPackage".encode("utf-16-le")
    reader = reader_of(Given("a.docx", locked))
    assert reader is not None
    assert refused(locked) == "I122"
    data = bytearray(docx(p("a")))
    data[6] |= 1
    start = data.index(b"PK\x01\x02")
    data[start + 8] |= 1
    assert refused(bytes(data)) == "I122"


@pytest.mark.parametrize("cut", [30, 200, -40])
def test_a_document_that_is_cut_off_is_refused(cut: int) -> None:
    assert refused(docx(p("a"))[:cut]) == "I120"


def test_a_damaged_part_is_refused() -> None:
    data = docx(p("một hai ba bốn năm sáu bảy tám chín mười"))
    at = data.index(b"word/document.xml") + 40
    assert refused(data[:at] + bytes(9) + data[at + 9 :]) == "I120"


@pytest.mark.parametrize("body", ["<w:p>", "&#0;", "<x:y/>"])
def test_broken_xml_is_refused(body: str) -> None:
    made = files("")
    made["word/document.xml"] = root("document", body)
    assert refused(zipped(made)) == "I123"


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "https://example.org/x.dtd">',
    ],
)
def test_a_document_type_is_refused_and_never_fetched(declared: str, tmp_path: Path) -> None:
    made = files("")
    text = root("document", "<w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body>")
    made["word/document.xml"] = text.replace("?>", f"?>{declared}", 1)
    assert refused(zipped(made)) == "I123"
    assert not list(tmp_path.iterdir())


def test_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    made = files(p("a"))
    made["word/media/big.bin"] = bytes(3 * safely.PART // 10)
    assert refused(zipped(made)) == "I121"
    monkeypatch.setattr(safely, "RATIO", 10**9)
    monkeypatch.setattr(safely, "UNPACKED", 10**6)
    assert refused(zipped(made)) == "I121"
    monkeypatch.setattr(safely, "UNPACKED", 10**12)
    monkeypatch.setattr(safely, "PART", 100)
    assert refused(zipped(made)) == "I121"
    monkeypatch.setattr(safely, "ENTRIES", 3)
    assert refused(zipped(made)) == "I121"


def test_a_file_without_a_document_is_refused() -> None:
    assert refused(zipped({"word/other.xml": "<a/>"})) == "I124"


def test_a_document_without_words_is_refused() -> None:
    assert refused(docx(p(""))) == "I104"


def test_nesting_without_end_is_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 130 + p("a") + "</w:sdtContent></w:sdt>" * 130
    assert refused(docx(deep)) == "I123"


def test_macros_are_listed_and_left_out() -> None:
    made = files(p("Bến đò", "H1") + p("a"))
    made["word/vbaProject.bin"] = b"Sub AutoOpen"
    assert "macros" in kinds(proved(zipped(made)))


def test_a_document_of_the_strict_kind_and_under_another_name_is_read() -> None:
    made = files(p("Bến đò", "H1") + p("a"))
    text = str(made.pop("word/document.xml"))
    text = text.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    made["word/main.xml"] = text
    made["word/_rels/main.xml.rels"] = made.pop("word/_rels/document.xml.rels")
    made["_rels/.rels"] = relations({"a": ("officeDocument", "/word/main.xml", False)})
    assert proved(zipped(made)).pieces[0].title == "Bến đò"


def test_relations_lead_out_of_no_file() -> None:
    made = files(p("Bến đò", "H1") + p("a"))
    made["word/_rels/document.xml.rels"] = relations(
        {"a": ("styles", "../../../../etc/passwd", False), "b": ("footnotes", "http://e.org", True)}
    )
    assert proved(zipped(made)).pieces[0].text == "Bến đò\n\na\n"


def test_the_same_file_gives_the_same_draft() -> None:
    body = p("Bến đò", "H1") + p("a")
    assert draft_of(body) == draft_of(body)
