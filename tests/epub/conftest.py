"""A small book, rendered by hand: three sheets, notes, a Lao run, pictures, print pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from types import MappingProxyType

import pytest
from PIL import Image

from anban.core.diagnostics import Diagnostic, Span
from anban.core.memo import Memo
from anban.epub.packing import pack
from anban.languages import Language, load
from anban.manuscript.config.model import (
    Checks,
    Config,
    Contributor,
    ContributorRole,
    Edition,
    Format,
    Manuscript,
    Metadata,
    Numbering,
    Numerals,
    Scope,
    Typography,
    Variant,
)
from anban.render.rendition import OutlineEntry, Rendition, Sheet
from anban.typeset.layout import PageStart, Pagination
from anban.world import fonts
from anban.world.fonts import Face
from anban.world.project import Refused
from anban.world.rules import MISSING_FILE

DOCUMENT = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"\
 lang="vi" xml:lang="vi">
<head><meta charset="utf-8"/><title>{title}</title>
<link rel="stylesheet" type="text/css" href="../css/book.css"/></head>
<body>
{body}
</body>
</html>
"""

PREFACE = """\
<section class="sheet preface" id="preface" epub:type="preface" role="doc-preface"\
 aria-labelledby="preface-title">
<header class="opening"><h1 id="preface-title"><span class="title">Lời nói đầu</span></h1></header>
<p>Việt Nam và Lào.</p>
</section>"""

CHAPTER = """\
<section class="sheet chapter" id="tu-truong-son" epub:type="chapter" role="doc-chapter"\
 aria-labelledby="tu-truong-son-title">
<header class="opening"><h1 id="tu-truong-son-title">\
<span class="label generated">Chương I</span> <span class="title">Từ Trường Sơn</span></h1></header>
<p>Ngày ấy<a class="call generated" id="call-tu-truong-son-n1" href="#tu-truong-son-n1"\
 epub:type="noteref" role="doc-noteref">1</a> quân và dân hai nước\
 <span lang="lo" xml:lang="lo">ສະບາຍດີ</span> cùng đi.</p>
<figure class="figure width-80" id="fig-map"><img src="../images/b%E1%BA%A3n%20%C4%91%E1%BB%93.svg"\
 alt="Bản đồ hai nước"/><figcaption><span class="label generated">Hình 1.</span> Đường Trường Sơn\
</figcaption></figure>
<h2 id="sec-way">Con đường</h2>
<p><em>Nghiêng</em> và <strong>đậm</strong>.</p>
<table><thead><tr><th scope="col">Năm</th></tr></thead><tbody><tr><td>1962</td></tr></tbody></table>
<section class="notes" epub:type="endnotes" role="doc-endnotes" aria-labelledby="notes-title">
<h2 class="generated" id="notes-title">Chú thích</h2>
<aside id="tu-truong-son-n1" epub:type="footnote" role="doc-footnote">
<p><a class="backlink generated" role="doc-backlink" href="#call-tu-truong-son-n1">1</a>\
 Theo sổ tay.</p></aside>
</section>
</section>"""

COLOPHON = """\
<section class="sheet colophon" id="colophon" epub:type="colophon" role="doc-colophon"\
 aria-label="Ghi chú ấn loát">
<p><img src="../images/mark.png" alt="Dấu hiệu nhà xuất bản"/> In tại Hà Nội.</p>
</section>"""

SHEETS = (
    Sheet("preface", "Lời nói đầu", DOCUMENT.format(title="Lời nói đầu", body=PREFACE), ()),
    Sheet(
        "tu-truong-son",
        "Chương I. Từ Trường Sơn",
        DOCUMENT.format(title="Chương I. Từ Trường Sơn", body=CHAPTER),
        ("images/bản đồ.svg",),
    ),
    Sheet(
        "colophon",
        "Ghi chú ấn loát",
        DOCUMENT.format(title="Ghi chú ấn loát", body=COLOPHON),
        ("images/mark.png",),
    ),
)

OUTLINE = (
    OutlineEntry(0, "Lời nói đầu", "preface", "preface"),
    OutlineEntry(0, "Chương I. Từ Trường Sơn", "tu-truong-son", "tu-truong-son"),
    OutlineEntry(1, "Con đường", "tu-truong-son", "sec-way"),
    OutlineEntry(0, "Ghi chú ấn loát", "colophon", "colophon"),
)

CSS = """\
@charset "utf-8";
@namespace epub "http://www.idpf.org/2007/ops";
body { font-family: "Gentium Book Plus", "Noto Serif Lao", serif; }
a.call { font-size: 0.7em; vertical-align: super; line-height: 0; }
"""

PAGES = (
    PageStart("v", "preface", 0),
    PageStart("1", "tu-truong-son", 0),
    PageStart("2", "tu-truong-son", 14),
    PageStart("4", "colophon", 0),
)

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0L10 10"/></svg>'
)
MOMENT = datetime(2026, 11, 21, tzinfo=UTC)
FAMILIES = ("Gentium Book Plus", "Noto Serif Lao")


def picture(kind: str = "PNG") -> bytes:
    product = io.BytesIO()
    Image.new("RGB", (8, 12), (20, 40, 90)).save(product, kind)
    return product.getvalue()


FILES = {"images/bản đồ.svg": DRAWING, "images/mark.png": picture()}


def edition(**changes: str) -> Edition:
    plain = Edition(
        name="ebook",
        format=Format.EPUB,
        isbn="978-604-57-0001-3",
        theme="",
        trim=(0, 0),
        bleed=0,
        margins=None,
        variant=Variant.SCREEN,
        cover="",
        pages_from="paperback",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


PAPERBACK = replace(
    edition(), name="paperback", format=Format.PDF, isbn="978-604-57-0000-6", pages_from=""
)

BOOK = Metadata(
    title="Quan hệ đặc biệt Việt Nam – Lào",
    subtitle="1930–2017",
    short_title="Việt Nam – Lào",
    slug="viet-nam-lao",
    language="vi",
    contributors=(
        Contributor("Phạm Thị Ví Dụ", ContributorRole.AUTHOR, "Phạm Thị Ví Dụ"),
        Contributor("Trần Văn Mẫu", ContributorRole.EDITOR, "Trần, Văn Mẫu"),
    ),
    publisher="Nhà xuất bản Mẫu",
    place="Hà Nội",
    rights="© 2026 & mãi mãi",
    date=date(2026, 11, 21),
    description="Lịch sử <hai> nước.",
    subjects=("Lịch sử Việt Nam", "Lào"),
    series="Tủ sách Đông Dương",
)


def config(book: Metadata = BOOK, *editions: Edition) -> Config:
    return Config(
        metadata=book,
        imprint=(),
        manuscript=Manuscript((), (), ()),
        numbering=Numbering(Numerals.ROMAN, Numerals.ROMAN, 0, Scope.BOOK, Scope.BOOK),
        notes=Scope.CHAPTER,
        typography=Typography(dashes=True, spaces=True, ellipses=True),
        editions=(PAPERBACK, *(editions or (edition(),))),
        checks=Checks((), ()),
        where=MappingProxyType(
            {
                "edition.ebook": Span("manuscript/book.toml", 20),
                "edition.ebook.cover": Span("manuscript/book.toml", 22),
            }
        ),
    )


def vietnamese() -> Language:
    language = load("vi")
    assert language is not None
    return language


@dataclass(frozen=True)
class Packer:
    """Packs the small book, with some of its values changed."""

    faces: tuple[Face, ...]
    memo: Memo | None = None

    def __call__(
        self,
        *,
        sheets: tuple[Sheet, ...] = SHEETS,
        outline: tuple[OutlineEntry, ...] = OUTLINE,
        css: str = CSS,
        pages: Pagination = PAGES,
        book: Metadata = BOOK,
        made: Edition | None = None,
        files: dict[str, bytes] | None = None,
        faces: tuple[Face, ...] | None = None,
        moment: datetime = MOMENT,
    ) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
        made = made or edition()
        return pack(
            Rendition(made, sheets, css, outline),
            config(book, made),
            vietnamese(),
            self.faces if faces is None else faces,
            pages,
            reader(FILES | (files or {})),
            moment,
            "0.1.0",
            self.memo,
        )

    def done(self, **changes: object) -> bytes:
        """The EPUB; nothing may have been found."""
        product, found = self(**changes)  # type: ignore[arg-type]
        assert found == ()
        assert product is not None
        return product


def reader(files: dict[str, bytes]) -> Callable[[str], bytes]:
    def read(path: str) -> bytes:
        if path not in files:
            raise Refused(MISSING_FILE, path=path)
        return files[path]

    return read


@pytest.fixture(scope="session")
def faces() -> tuple[Face, ...]:
    return fonts.find(FAMILIES)


@pytest.fixture(scope="session")
def packer(faces: tuple[Face, ...]) -> Packer:
    return Packer(faces, Memo())
