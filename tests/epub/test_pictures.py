"""Kinds and names of pictures, and the addresses in the text."""

from __future__ import annotations

import pytest

from anban.epub.documents import read, write
from anban.epub.pictures import (
    GIF,
    JPEG,
    PNG,
    VECTOR,
    WEBP,
    MediaType,
    described,
    kind_of,
    names,
    redirect,
)

from .conftest import DOCUMENT, DRAWING, picture


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("PNG"), PNG),
        (picture("JPEG"), JPEG),
        (picture("GIF"), GIF),
        (picture("WEBP"), WEBP),
        (DRAWING, VECTOR),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x --><svg:svg xmlns:svg="u">', VECTOR),
        (picture("TIFF"), None),
        (b"<svgish>", None),
        (b"", None),
    ],
)
def test_a_kind_is_told_from_the_content(content: bytes, kind: MediaType | None) -> None:
    assert kind_of(content) == kind


def test_names_are_safe_and_differ_in_more_than_case() -> None:
    paths = [
        "images/Bản đồ Đông Dương.png", "images/MAP.png", "images/map.PNG", "other/map.png",
        "images/地图.png", "images/a#b%20c.png",
    ]  # fmt: skip
    assert list(names(dict.fromkeys(paths, PNG)).values()) == [
        "images/ban-do-dong-duong.png",
        "images/map.png",
        "images/map-2.png",
        "images/map-3.png",
        "images/picture.png",
        "images/a-b-20c.png",
    ]


def test_an_ending_follows_the_content() -> None:
    assert names({"images/photo.png": JPEG}) == {"images/photo.png": "images/photo.jpg"}


@pytest.mark.parametrize("source", ["../images/b%E1%BA%A3n.png", "../images/bản.png"])
def test_the_text_calls_a_picture_by_its_name(source: str) -> None:
    root = read(DOCUMENT.format(title="T", body=f'<p><img src="{source}" alt=""/></p>'))
    redirect(root, {"images/bản.png": "images/ban.png"})
    assert '<img src="../images/ban.png" alt=""/>' in write(root).decode()


def test_a_percent_sign_in_a_name_is_no_encoding() -> None:
    root = read(DOCUMENT.format(title="T", body='<p><img src="../images/a%20b.png" alt=""/></p>'))
    redirect(root, {"images/a%20b.png": "images/one.png", "images/a b.png": "images/two.png"})
    assert "../images/one.png" in write(root).decode()


def test_a_picture_without_alt_is_not_described() -> None:
    with_words = read(DOCUMENT.format(title="T", body='<p><img src="a" alt="A"/></p>'))
    without = read(DOCUMENT.format(title="T", body='<p><img src="a"/></p>'))
    assert described(with_words)
    assert not described(without)
