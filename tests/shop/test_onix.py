"""What shops are told, held against the schema of ONIX 3.0 and its code lists."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from lxml import etree
from onixcheck.validation import validate

Run = Callable[..., CompletedProcess[str]]

FULL = """
[book]
title = "The Ferry & the <River>"
subtitle = "Thirty years"
language = "en"
publisher = "River Press"
place = "Hanoi"
date = 2026-03-01
description = "A village; its ferry."
subjects = ["History", "Rivers"]
thema = ["NHF", "1FMV", "3MP"]
series = "Rivers of the North"

[[book.contributors]]
name = "An Nguyen"
sort-name = "Nguyen, An"

[[book.contributors]]
name = "Binh Tran"
role = "proofreader"

[manuscript]
body = ["body/01-dawn.md", "body/02-dusk.md"]

[edition.paperback]
format = "pdf"
trim = "105x148mm"
isbn = "978-604-00-0000-2"

[edition.ebook]
format = "epub"
isbn = "978-604-00-0001-9"
pages-from = "paperback"
"""


@pytest.fixture
def full(good: Path) -> Path:
    (good / "manuscript/book.toml").write_text(FULL)
    return good


def records(run: Run, book: Path, *editions: str) -> dict[str, etree._Element]:
    """The records, by their references, of a message that is valid."""
    ran = run("onix", "-C", book, *editions)
    assert ran.returncode == 0, ran.stderr
    path = book / "message.xml"
    path.write_text(ran.stdout)
    assert validate(str(path)) == []
    root = etree.fromstring(ran.stdout.encode())
    return {str(one.findtext("{*}RecordReference")): one for one in root.iterfind("{*}Product")}


def texts(record: etree._Element, *path: str) -> list[str | None]:
    return [found.text for found in record.iterfind("/".join(f"{{*}}{name}" for name in path))]


def test_each_edition_has_a_valid_record(run: Run, full: Path) -> None:
    found = records(run, full)
    assert list(found) == ["the-ferry-the-river-paperback", "the-ferry-the-river-ebook"]
    paperback, ebook = found.values()
    assert texts(paperback, "ProductIdentifier", "IDValue") == ["9786040000002"]
    assert texts(ebook, "ProductIdentifier", "IDValue") == ["9786040000019"]
    assert texts(paperback, "DescriptiveDetail", "ProductForm") == ["BC"]
    assert texts(ebook, "DescriptiveDetail", "ProductForm") == ["ED"]
    assert texts(paperback, "DescriptiveDetail", "Measure", "Measurement") == ["148", "105"]


def test_a_record_holds_what_book_toml_says(run: Run, full: Path) -> None:
    (ebook,) = records(run, full, "ebook").values()
    title = ("DescriptiveDetail", "TitleDetail", "TitleElement")
    assert texts(ebook, *title, "TitleText") == ["The Ferry & the <River>"]
    assert texts(ebook, *title, "Subtitle") == ["Thirty years"]
    series = ("DescriptiveDetail", "Collection", "TitleDetail", "TitleElement", "TitleText")
    assert texts(ebook, *series) == ["Rivers of the North"]
    people = ("DescriptiveDetail", "Contributor")
    assert texts(ebook, *people, "ContributorRole") == ["A01", "Z99"]
    assert texts(ebook, *people, "PersonNameInverted") == ["Nguyen, An", "Binh Tran"]
    assert texts(ebook, "DescriptiveDetail", "Language", "LanguageCode") == ["eng"]
    subject = ("DescriptiveDetail", "Subject")
    assert texts(ebook, *subject, "SubjectSchemeIdentifier") == ["93", "94", "96", "20"]
    assert texts(ebook, *subject, "SubjectCode") == ["NHF", "1FMV", "3MP"]
    assert texts(ebook, *subject, "SubjectHeadingText") == ["History; Rivers"]
    assert texts(ebook, "PublishingDetail", "PublishingDate", "Date") == ["20260301"]
    related = ("RelatedMaterial", "RelatedProduct")
    assert texts(ebook, *related, "ProductRelationCode") == ["13"]
    assert texts(ebook, *related, "ProductIdentifier", "IDValue") == ["9786040000002"]
    features = ("DescriptiveDetail", "ProductFormFeature", "ProductFormFeatureValue")
    assert "19" in texts(ebook, *features)


def test_a_book_of_few_words_has_a_valid_record(run: Run, good: Path) -> None:
    toml = (
        (good / "manuscript/book.toml")
        .read_text()
        .replace('[[book.contributors]]\nname = "An Nguyen"\nrole = "author"', "")
    )
    (good / "manuscript/book.toml").write_text(
        toml.replace('pages-from = "paperback"', "").replace('place = "Hanoi"', "")
    )
    found = records(run, good)
    assert all(
        one.find("{*}DescriptiveDetail/{*}NoContributor") is not None for one in found.values()
    )
    assert all(one.find("{*}RelatedMaterial") is None for one in found.values())
    ebook = found["the-ferry-ebook"]
    assert texts(ebook, "ProductIdentifier", "IDValue") == ["the-ferry-ebook"]
    assert "19" not in texts(
        ebook, "DescriptiveDetail", "ProductFormFeature", "ProductFormFeatureValue"
    )


def test_an_edition_without_an_isbn_is_told_of(run: Run, good: Path) -> None:
    ran = run("onix", "-C", good, "ebook")
    assert ran.returncode == 0
    assert "warning[E205]: the edition `ebook` has no ISBN" in ran.stderr
    strict = run("onix", "-C", good, "ebook", "--strict")
    assert (strict.returncode, strict.stdout) == (1, "")


def test_a_record_names_a_publisher(run: Run, good: Path) -> None:
    toml = good / "manuscript/book.toml"
    toml.write_text(toml.read_text().replace('publisher = "River Press"', ""))
    ran = run("onix", "-C", good)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "error[E207]" in ran.stderr


def test_a_book_with_a_fault_has_no_record(run: Run, good: Path) -> None:
    (good / "manuscript/book.toml").write_text("[book]\n")
    ran = run("onix", "-C", good)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert run("onix", "-C", good, "paprback").returncode == 1


def test_an_edition_that_is_not_there(run: Run, good: Path) -> None:
    ran = run("onix", "-C", good, "paprback")
    assert ran.returncode == 2
    assert "did you mean `paperback`?" in ran.stderr
