"""The strict adapter of EbookLib: nothing is lost, nothing comes from the clock."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from ebooklib import epub

from anban.core.errors import BugError
from anban.epub.adapter import NCX_ID, Element, Meta, Package, PackageFile, write

from .conftest import MOMENT

ITEMS = (
    PackageFile("a", "text/a.xhtml", "application/xhtml+xml", b'<?xml version="1.0"?><html/>'),
    PackageFile(NCX_ID, "toc.ncx", "application/x-dtbncx+xml", b"<ncx/>"),
)
PACKAGE = Package(
    identifier="urn:x:1",
    language="vi",
    title="T",
    generator="anban 0",
    moment=MOMENT,
    metadata=(Element("title", "T", "t"), Meta("title-type", "main", "t")),
    prefixes=(),
    items=ITEMS,
    spine=("a",),
    cover="",
)


def test_every_file_is_written_as_it_is() -> None:
    with zipfile.ZipFile(io.BytesIO(write(PACKAGE))) as archive:
        assert {item.content for item in ITEMS} <= {
            archive.read(name) for name in archive.namelist()
        }


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (PackageFile("b", "text/A.xhtml", "text/css", b"x"), "share the name `text/a.xhtml`"),
        (PackageFile("a", "text/b.xhtml", "text/css", b"x"), "share the id `a`"),
        (PackageFile("b", "../b.xhtml", "text/css", b"x"), "no name for a file"),
        (PackageFile("b", "/b.xhtml", "text/css", b"x"), "no name for a file"),
        (PackageFile("b", "bản.xhtml", "text/css", b"x"), "no name for a file"),
        (PackageFile("b", "b.xhtml", "text/css", b""), "is empty"),
    ],
)
def test_what_would_be_lost_or_misplaced_is_refused(item: PackageFile, words: str) -> None:
    with pytest.raises(BugError, match=words):
        write(replace(PACKAGE, items=(*ITEMS, item)))


def test_the_spine_names_files_that_are_there() -> None:
    with pytest.raises(BugError, match="no file for `lost`"):
        write(replace(PACKAGE, spine=("a", "lost")))


def test_the_ncx_that_the_spine_names_is_there() -> None:
    with pytest.raises(BugError, match="no file for `ncx`"):
        write(replace(PACKAGE, items=ITEMS[:1]))


def test_metadata_that_is_dropped_is_noticed() -> None:
    bad = (Element("title", "a\x00b"),)
    with pytest.raises(BugError, match="metadata"):
        write(replace(PACKAGE, metadata=bad))


def test_a_write_that_fails_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epub, "write_epub", lambda *_: False)
    with pytest.raises(BugError, match="did not write the EPUB"):
        write(PACKAGE)


def test_a_file_that_is_changed_on_the_way_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epub.EpubItem, "get_content", lambda _: b"other")
    with pytest.raises(BugError, match=r"`text/a.xhtml` as it is"):
        write(PACKAGE)
