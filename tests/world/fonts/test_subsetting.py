"""Coverage, the right to embed, and subsets."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from anban.core.errors import MissingError
from anban.world import fonts
from anban.world.fonts import Face, subset

FaceMaker = Callable[[int], Face]
LETTERS = frozenset("aễốđ VNfi0123456789–")


@pytest.fixture(scope="module")
def gentium() -> tuple[Face, ...]:
    return fonts.find(("Gentium Book Plus",))


@pytest.fixture
def with_fstype(gentium: tuple[Face, ...], tmp_path: Path) -> FaceMaker:
    def make(fstype: int) -> Face:
        font = TTFont(io.BytesIO(subset(gentium[0], LETTERS, "Test")))
        font["OS/2"].fsType = fstype
        font.save(tmp_path / "font.ttf")
        return replace(gentium[0], path=str(tmp_path / "font.ttf"), digest=f"{fstype}")

    return make


def features(font: TTFont, table: str) -> set[str]:
    return {record.FeatureTag for record in font[table].table.FeatureList.FeatureRecord}


def test_coverage_is_what_the_font_maps(gentium: tuple[Face, ...]) -> None:
    covered = fonts.coverage(gentium[0])
    assert {ord("ễ"), ord("Ộ"), ord("đ")} <= covered
    assert ord("ສ") not in covered


def test_a_subset_has_the_characters_and_no_others(gentium: tuple[Face, ...]) -> None:
    font = TTFont(io.BytesIO(subset(gentium[0], LETTERS, "Anban 1")))
    assert set(font.getBestCmap()) == {ord(character) for character in LETTERS}


def test_a_subset_keeps_the_features_with_their_glyphs(gentium: tuple[Face, ...]) -> None:
    font = TTFont(io.BytesIO(subset(gentium[0], LETTERS, "Anban 1")))
    assert {"smcp", "c2sc", "ccmp"} <= features(font, "GSUB")
    whole = TTFont(gentium[0].path)
    wanted = {"kern", "mark", "mkmk"} & features(whole, "GPOS")
    combining = subset(gentium[0], LETTERS | {"\u0301", "\u0302"}, "Anban 1")
    assert wanted <= features(TTFont(io.BytesIO(combining)), "GPOS")
    assert font["maxp"].numGlyphs > len(LETTERS) + 1


def test_figures_of_every_kind_are_kept() -> None:
    (face, *_) = fonts.find(("Vollkorn",))
    font = TTFont(io.BytesIO(subset(face, LETTERS, "Anban 1")))
    assert {"onum", "lnum", "tnum", "liga"} <= features(font, "GSUB")


def test_no_reserved_name_is_left(gentium: tuple[Face, ...]) -> None:
    for face in gentium:
        names = TTFont(io.BytesIO(subset(face, LETTERS, "Anban 1")))["name"].names
        said = {record.nameID: str(record) for record in names}
        style = face.style.replace("BoldItalic", "Bold Italic")
        assert (said[1], said[2], said[4]) == ("Anban 1", style, f"Anban 1 {style}")
        assert said[6] == f"Anban1-{face.style}"
        held = {number for number, text in said.items() if "entium" in text}
        assert held <= {0, 13}, "only the copyright and the licence may name the font"
        assert "SIL International" in said[0]


def test_a_subset_is_no_younger_than_its_font(gentium: tuple[Face, ...]) -> None:
    font = TTFont(io.BytesIO(subset(gentium[0], LETTERS, "Anban 1")))
    assert font["head"].modified == TTFont(gentium[0].path)["head"].modified


SCRIPT = """
import hashlib
from anban.world import fonts
(face, *_) = fonts.find(("Gentium Book Plus",))
characters = frozenset("aễốđ VNfi0123456789–")
print(hashlib.sha256(fonts.subset(face, characters, "Anban 1")).hexdigest())
"""


def test_a_subset_does_not_depend_on_the_order_of_sets() -> None:
    path = os.pathsep.join(str(Path(entry).resolve()) for entry in sys.path if entry)
    digests = {
        subprocess.run(
            (sys.executable, "-c", SCRIPT),
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
        ).stdout
        for seed in ("1", "77")
    }
    assert len(digests) == 1


def test_a_font_with_cubic_outlines_is_renamed_inside_too(tmp_path: Path) -> None:
    pen = T2CharStringPen(500, None)
    pen.moveTo((0, 0))
    pen.lineTo((100, 0))
    pen.lineTo((0, 100))
    pen.closePath()
    drawing = pen.getCharString()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "a"])
    builder.setupCharacterMap({ord("a"): "a"})
    info = {"FullName": "Reserved", "FamilyName": "Reserved"}
    builder.setupCFF("Reserved-Regular", info, {".notdef": drawing, "a": drawing}, {})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "a": (500, 0)})
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "Reserved", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(tmp_path / "font.otf")
    face = Face("Reserved", False, False, str(tmp_path / "font.otf"), 0, "0")
    product = subset(face, frozenset("a"), "Anban 1")
    assert product.startswith(b"OTTO")
    assert b"Reserved" not in product


@pytest.mark.parametrize("fstype", [0x0000, 0x0004, 0x0008, 0x000A])
def test_a_font_that_may_be_embedded(with_fstype: FaceMaker, fstype: int) -> None:
    assert fonts.inspect((with_fstype(fstype),)) == ()


@pytest.mark.parametrize(
    ("fstype", "code", "shown"),
    [(0x0002, "F102", "0x0002"), (0x0104, "F103", "0x0104"), (0x0200, "F103", "0x0200")],
)
def test_a_font_that_may_not(with_fstype: FaceMaker, fstype: int, code: str, shown: str) -> None:
    (found,) = fonts.inspect((with_fstype(fstype),))
    assert found.code == code
    assert shown in found.message


@pytest.mark.parametrize("content", [b"", b"not a font", None], ids=["empty", "text", "cut"])
def test_a_damaged_font_is_a_finding(
    gentium: tuple[Face, ...], tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(Path(gentium[0].path).read_bytes()[:3000] if content is None else content)
    face = replace(gentium[0], path=str(path), digest=str(content))
    (found,) = fonts.inspect((face,))
    assert found.code == "F101"
    assert "`broken.ttf`" in found.message
    with pytest.raises(MissingError, match=r"`broken\.ttf`"):
        subset(face, LETTERS, "Anban 1")


def test_a_font_without_its_embedding_field_is_a_finding(
    gentium: tuple[Face, ...], tmp_path: Path
) -> None:
    font = TTFont(io.BytesIO(subset(gentium[0], LETTERS, "Test")))
    del font["OS/2"]
    font.save(tmp_path / "font.ttf")
    (found,) = fonts.inspect((replace(gentium[0], path=str(tmp_path / "font.ttf")),))
    assert found.code == "F101"
