"""What the EPUB says about itself."""

from __future__ import annotations

import uuid
from dataclasses import replace

from anban.epub.adapter import Element, Meta
from anban.epub.metadata import NAMESPACE, DocumentFacts, creators, identifier, lines
from anban.manuscript.config.model import Certification, Contributor, ContributorRole

from .conftest import BOOK, PAPERBACK, config, edition, vietnamese

FULL = DocumentFacts(
    notes=True, tables=True, pictures=True, described=True, detailed=True, pages=True, fonts=True
)
BARE = DocumentFacts(
    notes=False,
    tables=False,
    pictures=False,
    described=True,
    detailed=False,
    pages=False,
    fonts=False,
)


def values(contents: DocumentFacts, name: str, isbn: str = "978-604-57-0001-3") -> list[str]:
    made = edition(isbn=isbn)
    return [
        line.value
        for line in lines(config(BOOK, made), made, vietnamese(), contents)
        if (line.name if isinstance(line, Element) else line.property) == name
    ]


def test_the_isbn_is_the_identifier() -> None:
    assert identifier(config(), edition()) == "urn:isbn:9786045700013"
    assert identifier(config(), edition(isbn="0-306-40615-2")) == "urn:isbn:9780306406157"
    assert values(BARE, "identifier-type") == ["15"]


def test_without_an_isbn_every_build_of_an_edition_has_the_same_identifier() -> None:
    plain = edition(isbn="")
    first = identifier(config(), plain)
    assert first == identifier(config(), plain)
    assert first == uuid.uuid5(uuid.UUID(bytes=NAMESPACE), "viet-nam-lao/ebook").urn
    assert first != identifier(config(), replace(plain, name="large-print"))
    assert first != identifier(config(replace(BOOK, slug="other")), plain)
    assert values(BARE, "identifier-type", isbn="") == []


def test_title_and_subtitle_are_told_apart() -> None:
    assert values(BARE, "title") == [BOOK.title, BOOK.subtitle]
    assert values(BARE, "title-type") == ["main", "subtitle"]


def test_contributors_bear_their_roles_and_sort_names() -> None:
    assert values(BARE, "creator") == ["Phạm Thị Ví Dụ"]
    assert values(BARE, "contributor") == ["Trần Văn Mẫu"]
    assert values(BARE, "role") == ["aut", "edt"]
    assert values(BARE, "file-as") == ["Phạm Thị Ví Dụ", "Trần, Văn Mẫu"]


def test_a_book_without_author_belongs_to_its_compilers() -> None:
    compiler = Contributor("B", ContributorRole.COMPILER, "B")
    editor = Contributor("A", ContributorRole.EDITOR, "A")
    assert creators(config(replace(BOOK, contributors=(editor, compiler)))) == (compiler,)
    assert creators(config(replace(BOOK, contributors=(editor,)))) == (editor,)
    assert creators(config(replace(BOOK, contributors=()))) == ()


def test_a_series_is_a_collection() -> None:
    made = edition()
    found = lines(config(), made, vietnamese(), BARE)
    assert Meta("belongs-to-collection", "Tủ sách Đông Dương", id="series") in found
    assert Meta("collection-type", "series", "series") in found


def test_features_are_those_that_are_there() -> None:
    bare = values(BARE, "schema:accessibilityFeature")
    more = set(values(FULL, "schema:accessibilityFeature")) - set(bare)
    assert "tableOfContents" in bare
    assert more == {"alternativeText", "longDescription", "pageBreakMarkers", "pageNavigation"}


def test_pictures_without_words_are_no_text() -> None:
    mute = replace(FULL, described=False)
    assert values(mute, "schema:accessModeSufficient") == ["textual,visual"]
    assert values(FULL, "schema:accessModeSufficient") == ["textual,visual", "textual"]
    assert values(BARE, "schema:accessMode") == ["textual"]
    assert "alternativeText" not in values(mute, "schema:accessibilityFeature")


def test_the_summary_says_what_is_true() -> None:
    (bare,) = values(BARE, "schema:accessibilitySummary")
    (full,) = values(FULL, "schema:accessibilitySummary")
    assert full.startswith(bare)
    assert "trang của bản in" in full
    assert "trang của bản in" not in bare


def test_the_source_of_the_pages_is_the_print_edition() -> None:
    assert values(FULL, "pageBreakSource") == ["urn:isbn:9786045700006"]
    assert values(BARE, "pageBreakSource") == []


def test_a_print_edition_without_isbn_is_named_by_its_own_identifier() -> None:
    made = edition()
    printed = replace(PAPERBACK, isbn="")
    found = lines(replace(config(), editions=(printed, made)), made, vietnamese(), FULL)
    assert Meta("pageBreakSource", identifier(config(), printed)) in found


def test_subjects_of_thema_come_with_their_authority() -> None:
    found = lines(config(replace(BOOK, thema=("NHF", "1FMV"))), edition(), vietnamese(), BARE)
    assert Element("subject", "NHF", "thema-1") in found
    assert Meta("authority", "Thema", "thema-2") in found
    assert Meta("term", "1FMV", "thema-2") in found


def test_nothing_is_claimed_without_somebody_who_has_looked() -> None:
    assert values(FULL, "dcterms:conformsTo") == []


def test_a_certifier_makes_the_claim_and_stands_behind_it() -> None:
    claim = Certification("Phạm Thị Mẫu", "AA", "2.2", "Chứng chỉ Mẫu", "https://example.vn/b")
    certified = replace(config(), certification=claim)
    found = lines(certified, edition(), vietnamese(), FULL)
    words = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
    assert Meta("dcterms:conformsTo", words, id="conformance") in found
    assert Meta("a11y:certifiedBy", "Phạm Thị Mẫu", "conformance", id="certifier") in found
    assert Meta("a11y:certifierCredential", "Chứng chỉ Mẫu", "certifier") in found
    assert Meta("a11y:certifierReport", "https://example.vn/b", "certifier") in found
