"""Whole sheets: what stands around the text, the generated pages, addresses and page labels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from anban.core.book import Role
from anban.languages import load
from anban.manuscript.config.model import ContributorRole, Edition, Format, Variant
from anban.render.rendition import Rendition
from anban.render.views import book_view

from .proofs import METADATA, base, book, by, config, rendered, titled

OPS = "{http://www.idpf.org/2007/ops}"
XHTML = "{http://www.w3.org/1999/xhtml}"
ONE = "# Một[^a] *sông*\n\nĐi [](#ben){.page}, [](#song-2).\n\n[^a]: Chú.\n"
TWO = "# Hai & ba\n\n## Bến cũ[^b] {#ben}\n\nHết.\n\n### Sâu\n\nHết.\n\n[^b]: Chú.\n"


def element(rendition: Rendition, sheet: str) -> etree._Element:
    (found,) = (one for one in rendition.sheets if one.id == sheet)
    return etree.fromstring(found.xhtml.encode())


def words(root: etree._Element, path: str) -> list[str]:
    return [" ".join("".join(one.itertext()).split()) for one in root.iterfind(path)]


def classes(root: etree._Element) -> Iterable[str]:
    return str(root.get("class")).split()


def test_a_print_sheet_is_one_section(tmp_path: Path) -> None:
    rendition = rendered(book(ONE, TWO), Format.PDF, base(Format.PDF, tmp_path))
    assert [sheet.id for sheet in rendition.sheets] == ["song-1", "song-2"]
    assert [sheet.title for sheet in rendition.sheets] == ["Một sông", "Hai & ba"]
    first, second = (element(rendition, sheet.id) for sheet in rendition.sheets)
    assert first.tag == "section"
    assert classes(first) == ["sheet", "chapter", "body", "start"]
    assert classes(second) == ["sheet", "chapter", "body"]
    assert first.get("data-running") == "Một sông"
    assert first.get("data-book") == "Sông dài"
    assert words(first, "header/h1/span[@class='label generated']") == ["Chương I"]


def test_an_ebook_sheet_is_a_document(tmp_path: Path) -> None:
    rendition = rendered(book(ONE, TWO), Format.EPUB, base(Format.EPUB, tmp_path))
    text = rendition.sheets[1].xhtml
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html ')
    root = element(rendition, "song-2")
    assert root.get("lang") == root.get("{http://www.w3.org/XML/1998/namespace}lang") == "vi"
    assert words(root, f"{XHTML}head/{XHTML}title") == ["Hai & ba"]
    link = root.find(f"{XHTML}head/{XHTML}link")
    assert link is not None
    assert link.get("href") == "../css/book.css"
    body = root.find(f"{XHTML}body")
    section = root.find(f"{XHTML}body/{XHTML}section")
    assert body is not None
    assert section is not None
    assert body.get(f"{OPS}type") == "bodymatter"
    assert section.get(f"{OPS}type") == "chapter"
    assert section.get("role") == "doc-chapter"
    title = section.find(f".//*[@id='{section.get('aria-labelledby')}']")
    assert title is not None
    assert title.tag == f"{XHTML}h1"
    assert classes(section) == ["sheet", "chapter"]


def test_addresses_within_a_sheet_and_from_one_to_another(tmp_path: Path) -> None:
    printed = rendered(book(ONE, TWO), Format.PDF, base(Format.PDF, tmp_path)).sheets[0].xhtml
    assert 'href="#ben"' in printed
    assert 'href="#song-2"' in printed
    ebook = rendered(book(ONE, TWO), Format.EPUB, base(Format.EPUB, tmp_path)).sheets[0].xhtml
    assert 'href="song-2.xhtml#ben"' in ebook
    assert 'href="song-2.xhtml"' in ebook
    assert 'href="#song-1-n1"' in ebook


@pytest.mark.parametrize(
    ("form", "pages", "shown"),
    [
        (Format.PDF, {}, "trang 000"),
        (Format.PDF, {"ben": "24"}, "trang 24"),
        (Format.EPUB, {}, "mục 1, Chương II"),
        (Format.EPUB, {"ben": "24"}, "trang 24"),
    ],
)
def test_page_references(tmp_path: Path, form: Format, pages: dict[str, str], shown: str) -> None:
    made = rendered(book(ONE, TWO), form, base(form, tmp_path), pages=pages)
    drawn = made.sheets[0].xhtml.replace("\u00a0", " ")
    drawn = drawn.replace('<span class="page-label">', "").replace("</span></a>", "</a>")
    assert f">{shown}</a>" in drawn


def test_pictures_are_listed_once_in_their_order(tmp_path: Path) -> None:
    text = "# A\n\n![b](images/b.svg)\n\nx ![a](images/a.png) y ![b](images/b.svg)\n"
    made = rendered(book(text, "# B\n\nx\n"), Format.EPUB, base(Format.EPUB, tmp_path))
    assert [sheet.resources for sheet in made.sheets] == [("images/b.svg", "images/a.png"), ()]


def test_contents_have_neither_notes_nor_ids_of_their_own(tmp_path: Path) -> None:
    made = book(ONE, TWO, front=(Role.CONTENTS,))
    rendition = rendered(made, Format.PDF, base(Format.PDF, tmp_path), pages={"ben": "7"})
    root = element(rendition, "contents")
    assert "generated" in classes(root)
    assert words(root, "nav/ol/li") == [
        "Chương I. Một sông 000", "Chương II. Hai & ba 000", "1. Bến cũ 7",
    ]  # fmt: skip
    assert [li.get("class") for li in root.iterfind("nav/ol/li")] == [
        "entry depth-0 to-chapter", "entry depth-0 to-chapter", "entry depth-1 to-section",
    ]  # fmt: skip
    ebook = rendered(made, Format.EPUB, base(Format.EPUB, tmp_path), pages={"ben": "7"})
    assert "entry-page" not in ebook.sheets[0].xhtml
    assert 'href="song-2.xhtml#ben"' in ebook.sheets[0].xhtml


def test_lists_of_figures_and_tables(tmp_path: Path) -> None:
    text = (
        "# A\n\n![a](a.svg){#fig-a}\n\n: Sông *Cả*[^a]\n\n| a |\n|---|\n| b |\n\n: Thuế {#tab-a}\n"
        "\n[^a]: Chú.\n"
    )
    made = book(text, front=(Role.FIGURES, Role.TABLES))
    rendition = rendered(made, Format.PDF, base(Format.PDF, tmp_path), pages={"fig-a": "9"})
    assert words(element(rendition, "list-of-figures"), "ol/li") == ["Hình 1. Sông Cả 9"]
    assert words(element(rendition, "list-of-tables"), "ol/li") == ["Bảng 1. Thuế 000"]


def test_title_page_and_half_title(tmp_path: Path) -> None:
    metadata = titled(
        title="Sông & <núi>",
        subtitle="Một lịch sử",
        series="Đất nước",
        contributors=(
            by("Nguyễn A", ContributorRole.AUTHOR),
            by("Trần B", ContributorRole.TRANSLATOR),
            by("Lê C", ContributorRole.TRANSLATOR),
        ),
    )
    made = book("# Một\n\nx\n", front=(Role.HALF_TITLE, Role.TITLE_PAGE))
    rendition = rendered(made, Format.PDF, base(Format.PDF, tmp_path), config(metadata))
    assert words(element(rendition, "half-title"), "p") == ["Sông & <núi>"]
    page = element(rendition, "title-page")
    assert {"front", "bare", "generated"} <= set(classes(page))
    assert words(page, "header/*") == [
        "Nguyễn A", "Sông & <núi>", "Một lịch sử", "Trần B và Lê C dịch",
    ]  # fmt: skip
    assert words(page, "footer/p") == ["Tủ sách Đất nước", "Nhà xuất bản Mẫu", "Hà Nội, 2026"]


def test_imprint_in_the_words_and_the_order_of_the_law(tmp_path: Path) -> None:
    imprint = {
        "deposit": "quý IV năm 2026",
        "publisher": "Nhà xuất bản Mẫu",
        "address": "1 phố A",
        "editor": "Hoàng D",
        "print-run": "1500",
        "format": "14,5 × 20,5 cm",
        "printed-at": "Xưởng B",
        "decision": "00/QĐ, ngày 1",
        "notice": "Bản mẫu.",
    }
    settings = config(titled(rights="© 2026 Nguyễn A"), imprint)
    made = book("# Một\n\nx\n", front=(Role.IMPRINT,))
    root = element(rendered(made, Format.PDF, base(Format.PDF, tmp_path), settings), "imprint")
    assert words(root, ".//p") == [
        "© 2026 Nguyễn A",
        "Bản mẫu.",
        "Nhà xuất bản Mẫu",
        "Địa chỉ: 1 phố A",
        "Biên tập: Hoàng D",
        "In 1.500 cuốn, khổ 14,5 × 20,5 cm, tại Xưởng B",
        "Quyết định xuất bản số 00/QĐ, ngày 1",
        "Mã số ISBN: 978-604-00-0000-2",
        "In xong và nộp lưu chiểu quý IV năm 2026",
    ]


@pytest.mark.parametrize(
    ("form", "source", "words_of_trim"),
    [(Format.PDF, "", ", khổ 16 × 24,5 cm"), (Format.EPUB, "big", ", khổ 16 × 24,5 cm"),
     (Format.EPUB, "", "")],
)  # fmt: skip
def test_an_imprint_without_a_format_says_the_trim_of_its_edition(
    form: Format, source: str, words_of_trim: str
) -> None:
    big = Edition("big", Format.PDF, "", "", (160, 245), 0, None, Variant.SCREEN, "", "")
    one = replace(big, name="one", format=form, pages_from=source, trim=(160, 245))
    settings = config(METADATA, {"print-run": "1500", "printed-at": "Xưởng B"})
    settings = replace(settings, editions=(big, one))
    language = load("vi")
    assert language
    groups = book_view(settings, one, language).imprint
    lines = [f"{line.label}{line.value}" for group in groups for line in group]
    said = " ".join(lines).replace("\u00a0", " ")
    assert ("khổ" in said) == bool(words_of_trim)
    assert words_of_trim in said


def test_every_sheet_of_an_ebook_has_a_name(tmp_path: Path) -> None:
    front = (Role.HALF_TITLE, Role.TITLE_PAGE, Role.IMPRINT, Role.CONTENTS)
    made = rendered(book("# Một\n\nx\n", front=front), Format.EPUB, base(Format.EPUB, tmp_path))
    assert all(sheet.title for sheet in made.sheets)
    assert len({sheet.title for sheet in made.sheets}) == len(made.sheets)


def test_the_outline_is_plain_words(tmp_path: Path) -> None:
    made = rendered(book(ONE, TWO), Format.PDF, base(Format.PDF, tmp_path))
    assert [(line.depth, line.label, line.sheet, line.target) for line in made.outline] == [
        (0, "Chương I. Một sông", "song-1", "song-1"),
        (0, "Chương II. Hai & ba", "song-2", "song-2"),
        (1, "1. Bến cũ", "song-2", "ben"),
        (2, "Sâu", "song-2", "song-2-h2"),
    ]


def test_the_same_book_gives_the_same_text(tmp_path: Path) -> None:
    front = tuple(role for role in Role if role.facts.generated)
    for form in Format:
        made = [
            rendered(book(ONE, TWO, front=front), form, base(form, tmp_path), config(METADATA))
            for _ in range(2)
        ]
        assert made[0] == made[1]
        assert all("\t" not in sheet.xhtml for sheet in made[0].sheets)
