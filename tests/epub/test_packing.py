"""The whole EPUB: what is in it, the checker's verdict, the same bytes everywhere."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from lxml import etree

from anban.check.external.findings import Outcome
from anban.check.external.row import EPUBCHECK, ask
from anban.render.rendition import Sheet

from .conftest import BOOK, CSS, DOCUMENT, FILES, MOMENT, PAGES, SHEETS, Packer, edition, picture

OPF = "OEBPS/content.opf"


def archive(product: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(product))


def manifest(product: bytes) -> dict[str, dict[str, str]]:
    root = etree.fromstring(archive(product).read(OPF))
    return {
        str(item.get("href")): dict(item.attrib) for item in root.iterfind("{*}manifest/{*}item")
    }


def spine(product: bytes) -> list[str | None]:
    root = etree.fromstring(archive(product).read(OPF))
    return [item.get("idref") for item in root.iterfind("{*}spine/{*}itemref")]


def epubcheck(product: bytes) -> Outcome:
    [(_, outcome)] = ask(product, (EPUBCHECK,))
    return outcome


def test_epubcheck_finds_nothing(packer: Packer) -> None:
    assert epubcheck(packer.done()) == ()


def test_epubcheck_finds_a_broken_link(packer: Packer) -> None:
    body = '<section class="sheet chapter" id="a"><p><a href="lost.xhtml">x</a></p></section>'
    sheets = (*SHEETS, Sheet("a", "A", DOCUMENT.format(title="A", body=body), ()))
    found = epubcheck(packer.done(sheets=sheets))
    assert isinstance(found, tuple)
    assert [(one.id, one.rule.name, one.path) for one in found] == [
        ("RSC-007", "epubcheck-error", "OEBPS/text/a.xhtml")
    ]


def test_the_whole_shape_passes_with_a_raster_cover_and_own_contents(packer: Packer) -> None:
    body = (
        '<section class="sheet contents generated" id="contents" epub:type="toc"'
        ' aria-label="Mục lục"><p><a href="preface.xhtml">Lời nói đầu</a></p></section>'
    )
    sheets = (
        Sheet("contents", "Mục lục", DOCUMENT.format(title="Mục lục", body=body), ()),
        *SHEETS,
    )
    product = packer.done(
        sheets=sheets,
        made=edition(cover="images/cover.jpg"),
        files={"images/cover.jpg": picture("JPEG")},
        pages=(),
        book=replace(BOOK, contributors=(), subtitle="", series=""),
    )
    assert epubcheck(product) == ()
    assert manifest(product)["cover.jpg"]["properties"] == "cover-image"
    assert spine(product) == [
        "cover-page", "text-contents", "text-preface", "text-tu-truong-son", "text-colophon",
    ]  # fmt: skip
    nav = archive(product).read("OEBPS/nav.xhtml").decode()
    assert '<a epub:type="toc" href="text/contents.xhtml">' in nav
    assert "page-list" not in nav


def test_the_navigation_is_read_where_the_book_has_no_contents(packer: Packer) -> None:
    assert spine(packer.done())[:3] == ["cover-page", "nav", "text-preface"]


def test_mimetype_comes_first_and_is_stored(packer: Packer) -> None:
    entries = archive(packer.done()).infolist()
    first = entries[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert first.extra == b""
    assert {entry.date_time for entry in entries} == {(2026, 11, 21, 0, 0, 0)}
    assert {(entry.create_system, entry.external_attr) for entry in entries} == {
        (3, 0o100644 << 16)
    }


def test_the_moment_is_written_in_utc(packer: Packer) -> None:
    local = datetime(2026, 11, 21, 7, 0, 0, tzinfo=timezone(timedelta(hours=7)))
    assert packer.done(moment=local) == packer.done(moment=MOMENT)
    assert b"2026-11-21T00:00:00Z" in archive(packer.done()).read(OPF)


def test_a_moment_that_a_zip_cannot_say_is_bounded(packer: Packer) -> None:
    product = packer.done(moment=datetime(1970, 1, 1, tzinfo=UTC))
    assert archive(product).infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
    assert b"1970-01-01T00:00:00Z" in archive(product).read(OPF)


def test_pictures_bear_safe_names_and_the_text_calls_them_so(packer: Packer) -> None:
    product = packer.done()
    entries = manifest(product)
    assert entries["images/ban-do.svg"]["media-type"] == "image/svg+xml"
    assert entries["images/mark.png"]["media-type"] == "image/png"
    assert archive(product).read("OEBPS/images/mark.png") == FILES["images/mark.png"]
    chapter = archive(product).read("OEBPS/text/tu-truong-son.xhtml").decode()
    assert '<img src="../images/ban-do.svg"' in chapter


def test_inline_svg_is_declared(packer: Packer) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0"/></svg>'
    body = f'<section class="sheet chapter" id="a">{drawing}</section>'
    sheets = (*SHEETS, Sheet("a", "A", DOCUMENT.format(title="A", body=body), ()))
    entries = manifest(packer.done(sheets=sheets))
    assert entries["text/a.xhtml"]["properties"] == "svg"
    assert "properties" not in entries["text/preface.xhtml"]


def test_the_package_has_the_language_of_the_book(packer: Packer) -> None:
    root = etree.fromstring(archive(packer.done()).read(OPF))
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "vi"


def test_a_book_without_fonts_and_cover_has_neither(packer: Packer) -> None:
    product = packer.done(faces=(), css="p { margin: 0 }")
    assert not [name for name in manifest(product) if "font" in name or "cover" in name]
    assert b"specified-fonts" not in archive(product).read(OPF)
    assert spine(product)[0] == "nav"


def test_without_an_outline_every_sheet_is_listed(packer: Packer) -> None:
    nav = archive(packer.done(outline=())).read("OEBPS/nav.xhtml").decode()
    assert all(f'<a href="text/{sheet.id}.xhtml">{sheet.title}</a>' in nav for sheet in SHEETS)


@pytest.mark.parametrize(
    ("cover", "content", "code", "line"),
    [
        ("images/lost.png", None, "P101", 22),
        ("images/cover.gif", b"GIF89a......", "E202", 22),
        ("images/cover.png", b"not a picture", "E202", 22),
    ],
)
def test_a_cover_that_cannot_be_used(
    packer: Packer, cover: str, content: bytes | None, code: str, line: int
) -> None:
    files = {} if content is None else {cover: content}
    product, (found,) = packer(made=edition(cover=cover), files=files)
    assert product is None
    assert (found.code, found.span and found.span.line) == (code, line)


def test_pictures_that_cannot_be_used_are_all_reported(packer: Packer) -> None:
    sheet = replace(SHEETS[0], resources=("images/lost.png", "images/odd.png"))
    product, found = packer(sheets=(sheet,), files={"images/odd.png": b"odd"}, pages=())
    assert product is None
    assert [one.code for one in found] == ["P101", "E201"]
    assert "images/odd.png" in found[1].message


def test_a_very_large_file_is_a_warning(packer: Packer) -> None:
    large = FILES["images/mark.png"] + bytes(11 * 1024 * 1024)
    product, (found,) = packer(files={"images/mark.png": large})
    assert product is not None
    assert found.code == "E203"
    assert found.message == "`images/mark.png` is 11 MB inside the EPUB"


SCRIPT = """
import hashlib, sys
sys.path.insert(0, {folder!r})
from conftest import FAMILIES, Packer
from anban.world import fonts
print(hashlib.sha256(Packer(fonts.find(FAMILIES)).done()).hexdigest())
"""


def test_the_bytes_are_the_same_in_every_process(packer: Packer, tmp_path: Path) -> None:
    here = Path(__file__).parent
    digests = {hashlib.sha256(packer.done()).hexdigest()}
    for seed, folder, zone in (("1", tmp_path, "Asia/Vientiane"), ("4000", here, "America/Lima")):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": "C",
            "PYTHONPATH": os.pathsep.join(str(Path(path).resolve()) for path in sys.path if path),
        }
        done = subprocess.run(
            (sys.executable, "-c", SCRIPT.format(folder=str(here))),
            capture_output=True,
            check=True,
            cwd=folder,
            env=environment,
            text=True,
        )
        digests.add(done.stdout.strip())
    assert len(digests) == 1


def test_the_style_sheet_keeps_its_first_rules_first(packer: Packer) -> None:
    css = archive(packer.done()).read("OEBPS/css/book.css").decode()
    assert css.startswith(CSS.rstrip())
    assert css.count("@font-face") == 6


def test_every_page_is_listed_and_marked(packer: Packer) -> None:
    product = packer.done()
    nav = etree.fromstring(archive(product).read("OEBPS/nav.xhtml"))
    links = nav.xpath(
        "//x:nav[@id='page-list']//x:a", namespaces={"x": "http://www.w3.org/1999/xhtml"}
    )
    assert [link.text for link in links] == [start.label for start in PAGES]
    for link in links:
        name, _, place = link.get("href").partition("#")
        assert (
            f'id="{place}" aria-label="{link.text}"'
            in archive(product).read(f"OEBPS/{name}").decode()
        )
