from __future__ import annotations

import hashlib
import os
import struct
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from anban.app.catalogue import CATALOGUE
from anban.core.book import Book, Chapter, Part, Role
from anban.core.diagnostics import Span
from anban.core.nodes import (
    Align,
    Block,
    Cell,
    Definition,
    DefinitionList,
    Emphasis,
    Figure,
    InlineImage,
    Inlines,
    List,
    ListItem,
    Note,
    Paragraph,
    Quote,
    Table,
)
from anban.manuscript.config.load import load
from anban.manuscript.reader import covers_of
from anban.world.pictures.pictures import (
    PICTURE_LIMIT,
    PIXEL_LIMIT,
    SIDE_LIMIT,
    SVG_LIMIT,
    Picture,
    PictureKind,
    describe,
    examine,
    examine_covers,
)
from anban.world.project import BOOK_FILE, Refused, World

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"/>'


@pytest.fixture
def world(tmp_path: Path) -> World:
    (tmp_path / "manuscript/images").mkdir(parents=True)
    (tmp_path / BOOK_FILE).write_text("")
    return World.open(tmp_path, {})


def put(world: World, name: str, data: bytes) -> str:
    (world.root / "manuscript" / name).write_bytes(data)
    return name


def drawn(format: str, mode: str = "RGB", size: tuple[int, int] = (6, 4), **more: Any) -> bytes:  # noqa: A002, ANN401
    data = BytesIO()
    Image.new(mode, size).save(data, format, **more)
    return data.getvalue()


def png(width: int, height: int, *chunks: tuple[bytes, bytes], pixels: bytes = b"") -> bytes:
    """A PNG written by hand: its head says `width` and `height`, whatever its pixels are."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = [
        (b"IHDR", head),
        *chunks,
        (b"IDAT", pixels or zlib.compress(b"\0" * 64)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in rows
    )


def at(line: int) -> Span:
    return Span("manuscript/body/1.md", line)


def figure(source: str, line: int = 1) -> Figure:
    return Figure(source, "alt", (), "", 100, at(line))


def image(source: str, line: int) -> Inlines:
    return (Emphasis((InlineImage(source, "alt", at(line)),), at(line)),)


def book(*blocks: Block) -> Book:
    return Book((), (Chapter("a", Role.CHAPTER, (), (), (), blocks, (), at(1)),), ())


def found(world: World, source: str) -> list[str]:
    return [diagnostic.rule.name for diagnostic in examine(world, book(figure(source)))]


# --- which pictures -----------------------------------------------------------------------------


def test_every_picture_of_the_book_is_examined(world: World) -> None:
    def cell(line: int) -> Cell:
        return Cell(image("x.png", line), Align.START, at(line))

    inside = Paragraph(image("x.png", 10), at(10))
    blocks: tuple[Block, ...] = (
        replace(figure("x.png", 4), caption=image("x.png", 5)),
        Table((cell(6),), ((cell(7),),), image("x.png", 8), "", at(6)),
        Quote((figure("x.png", 9),), image("x.png", 11), at(9)),
        List((ListItem((inside,), at(10)),), None, True, at(10)),
        DefinitionList(
            (Definition(image("x.png", 12), ((figure("x.png", 13),),), at(12)),), at(12)
        ),
    )
    note = Note("n", (figure("x.png", 14),), at(14))
    chapter = Chapter(
        "a", Role.CHAPTER, image("x.png", 1), image("x.png", 2), image("x.png", 3), blocks, (note,),
        at(1),
    )  # fmt: skip
    part = Part("p", image("x.png", 15), image("x.png", 16), (chapter,), at(15))
    front = replace(chapter, id="b", blocks=(figure("x.png", 17),), notes=(), title=(),
                    subtitle=(), short_title=())  # fmt: skip
    places = examine(world, Book((front,), (part,), (replace(front, id="c"),)))
    assert {one.span.line for one in places if one.span} == set(range(1, 18))
    assert {one.code for one in places} == {"P101"}


def test_a_picture_shown_twice_is_told_at_both_places(world: World) -> None:
    put(world, "a.png", b"none")
    places = examine(world, book(figure("a.png", 3), figure("a.png", 9)))
    assert [(one.code, one.span and one.span.line) for one in places] == [("P121", 3), ("P121", 9)]


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("a.png", "missing-file"),
        ("../secret.png", "unsafe-path"),
        ("/etc/passwd", "unsafe-path"),
        ("file:///etc/passwd", "unsafe-path"),
        ("https://example.org/a.png", "unsafe-path"),
        ("%2e%2e/a.png", "unsafe-path"),
        ("images/OK.png", "name-differs"),
        ("out.png", "link-outside"),
        ("loop.png", "link-loop"),
        ("pipe.png", "not-a-file"),
        ("images", "not-a-file"),
    ],
)
def test_a_picture_that_cannot_be_read(world: World, source: str, rule: str) -> None:
    put(world, "images/ok.png", drawn("png"))
    folder = world.root / "manuscript"
    (folder / "out.png").symlink_to("/etc/passwd")
    (folder / "loop.png").symlink_to("loop.png")
    os.mkfifo(folder / "pipe.png")
    (one,) = examine(world, book(figure(source)))
    assert one.rule.name == rule
    assert f"`{source}`" in one.message


# --- what they are ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "kind", "size"),
    [
        ("a.png", drawn("png"), PictureKind.PNG, (6, 4)),
        ("a.PNG", drawn("png", "L"), PictureKind.PNG, (6, 4)),
        ("a b#1 %.jpg", drawn("jpeg"), PictureKind.JPEG, (6, 4)),
        ("ế.jpeg", drawn("jpeg", "L"), PictureKind.JPEG, (6, 4)),
        ("a.svg", SVG, PictureKind.SVG, (30, 20)),
        ("b.svg", b"\xef\xbb\xbf\n<!-- -->" + SVG, PictureKind.SVG, (30, 20)),
    ],
)
def test_a_good_picture_is_described(
    world: World, name: str, data: bytes, kind: PictureKind, size: tuple[int, int]
) -> None:
    put(world, name, data)
    assert found(world, name) == []
    assert describe(world, name) == Picture(name, kind, *size, hashlib.sha256(data).hexdigest())


ROTATED = Image.Exif()
ROTATED[0x0112] = 6
UPRIGHT = Image.Exif()
UPRIGHT[0x0112] = 1

CASES: list[tuple[str, bytes, list[str]]] = [
    ("a.gif", drawn("gif"), ["unknown-picture"]),
    ("a.svg", b"<html></html>", ["unknown-picture"]),
    ("a.svg", b"\x1f\x8b gzip", ["unknown-picture"]),
    ("a.png", b"", ["unknown-picture"]),
    ("a.jpg", drawn("png"), ["picture-misnamed"]),
    ("a.png", drawn("jpeg"), ["picture-misnamed"]),
    ("a.png", SVG, ["picture-misnamed"]),
    ("a", drawn("png"), ["picture-misnamed"]),
    ("a.jpg", drawn("jpeg", "CMYK"), ["cmyk-picture"]),
    ("a.jpg", drawn("jpeg", "YCbCr"), []),
    ("a.png", drawn("png", "RGBA"), ["alpha-picture"]),
    ("a.png", drawn("png", "LA"), ["alpha-picture"]),
    ("a.png", drawn("png", "P", transparency=0), ["alpha-picture"]),
    ("a.png", drawn("png", "P"), []),
    ("a.jpg", drawn("jpeg", exif=ROTATED), ["rotated-picture"]),
    ("a.jpg", drawn("jpeg", exif=UPRIGHT), []),
    ("a.png", png(30_000, 30_000), ["picture-too-large"]),
    ("a.png", png(SIDE_LIMIT + 1, 1), ["picture-too-large"]),
    ("a.png", png(SIDE_LIMIT, PIXEL_LIMIT // SIDE_LIMIT + 1), ["picture-too-large"]),
    ("a.png", drawn("png", size=(300, 300))[:-60], ["broken-picture"]),
    ("a.jpg", drawn("jpeg", size=(300, 300))[:-300], ["broken-picture"]),
    ("a.png", b"\x89PNG\r\n\x1a\n", ["broken-picture"]),
    ("a.jpg", b"\xff\xd8\xff", ["broken-picture"]),
    ("a.png", png(8, 8, pixels=b"not zlib"), ["broken-picture"]),
    ("a.png", png(0, 8), ["broken-picture"]),
    (
        "a.png",
        png(8, 8, (b"zTXt", b"k\0\0" + zlib.compress(b"\0" * (8 << 20)))),
        ["broken-picture"],
    ),
    ("a.svg", SVG.replace(b"/>", b"><script/></svg>"), ["svg-active"]),
    ("a.svg", SVG + b"x", ["broken-svg"]),
    ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', ["svg-no-size"]),
    ("a.svg", SVG + b" " * SVG_LIMIT, ["file-too-large"]),
]


@pytest.mark.parametrize(("name", "data", "rules"), CASES)
def test_what_is_found(world: World, name: str, data: bytes, rules: list[str]) -> None:
    put(world, name, data)
    assert found(world, name) == rules


def test_a_file_above_the_limit_is_not_read(world: World) -> None:
    with (world.root / "manuscript/a.png").open("wb") as file:
        file.truncate(PICTURE_LIMIT + 1)
    assert found(world, "a.png") == ["file-too-large"]


def test_nothing_above_the_limit_is_decoded(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr("PIL.PngImagePlugin.PngImageFile.load", fail)
    put(world, "a.png", png(30_000, 30_000))
    (one,) = examine(world, book(figure("a.png")))
    assert one.message == "`a.png` has 30000 × 30000 pixels, more than can be used"


@pytest.mark.parametrize("cut", range(4, 600, 7))
def test_a_damaged_picture_never_escapes(world: World, cut: int) -> None:
    whole = drawn("jpeg", size=(40, 40), exif=ROTATED)
    damaged = (
        whole[:cut] + bytes([whole[cut] ^ 0x55]) + whole[cut + 1 :] if cut < len(whole) else b""
    )
    put(world, "a.jpg", damaged)
    assert set(found(world, "a.jpg")) <= {
        "broken-picture", "unknown-picture", "picture-too-large", "rotated-picture", "cmyk-picture",
    }  # fmt: skip


# --- describe and covers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("a.png", b"", "unknown-picture"),
        ("a.jpg", drawn("png"), "picture-misnamed"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "svg-no-size"),
        ("../a.svg", None, "unsafe-path"),
    ],
)
def test_a_faulty_picture_is_not_described(
    world: World, name: str, data: bytes | None, rule: str
) -> None:
    if data is not None:
        put(world, name, data)
    with pytest.raises(Refused) as caught:
        describe(world, name)
    assert caught.value.rule.name == rule


def test_a_picture_with_only_a_warning_is_described(world: World) -> None:
    put(world, "a.png", drawn("png", "RGBA"))
    assert describe(world, "a.png").width == 6


def test_covers_are_examined_where_they_are_named(world: World) -> None:
    put(world, "bia.png", drawn("jpeg"))
    put(world, "images/1.md", b"")
    (world.root / BOOK_FILE).write_text(
        '[book]\ntitle = "A"\nlanguage = "vi"\ndate = 2026-09-02\n'
        '[manuscript]\nbody = ["images/1.md"]\n'
        '[edition.print]\nformat = "pdf"\n[edition.ebook]\nformat = "epub"\ncover = "bia.png"\n'
    )
    config, _ = load(world, CATALOGUE)
    assert config is not None
    place = Span(BOOK_FILE, 11, 9, 9)
    assert [(one.rule.name, one.span) for one in examine_covers(world, covers_of(config))] == [
        ("picture-misnamed", place),
        ("small-cover", place),
    ]


@pytest.mark.parametrize(("size", "found"), [((1400, 2100), 0), ((1399, 2100), 1)])
def test_a_cover_is_as_large_as_shops_want_it(
    world: World, size: tuple[int, int], found: int
) -> None:
    put(world, "bia.png", drawn("png", size=size))
    put(world, "images/1.md", b"")
    (world.root / BOOK_FILE).write_text(
        '[book]\ntitle = "A"\nlanguage = "vi"\ndate = 2026-09-02\n'
        '[manuscript]\nbody = ["images/1.md"]\n'
        '[edition.ebook]\nformat = "epub"\ncover = "bia.png"\n'
    )
    config, _ = load(world, CATALOGUE)
    assert config is not None
    assert len(examine_covers(world, covers_of(config))) == found
