"""Finding families through fontconfig."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from anban.core.errors import MissingError
from anban.world import fonts
from anban.world.fonts import fontconfig


@pytest.fixture
def listing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A file whose lines stand for fontconfig's answer; the paths in it are one real file."""
    path = tmp_path / "font.ttf"
    path.write_bytes(b"font")
    monkeypatch.setattr(fontconfig, "listing", lambda: (tmp_path / "list").read_text())
    _forget()
    yield tmp_path / "list"
    _forget()


def _forget() -> None:
    fontconfig.faces_of.cache_clear()
    fontconfig.installed.cache_clear()


def line(folder: Path, name: str, weight: int, slant: int, family: str, **more: str) -> str:
    (folder / name).write_bytes(name.encode())
    fields = {"index": "0", "width": "100", "variable": "False", "kind": "TrueType"} | more
    return "\t".join(
        (
            str(folder / name), fields["index"], str(weight), str(slant), fields["width"],
            fields["variable"], fields["kind"], family,
        )
    )  # fmt: skip


def test_the_four_styles_of_a_real_family() -> None:
    faces = fonts.find(("Gentium Book Plus",))
    assert [face.style for face in faces] == ["Regular", "Italic", "Bold", "BoldItalic"]
    assert [face.file for face in faces] == [
        "GentiumBookPlus-Regular.ttf",
        "GentiumBookPlus-Italic.ttf",
        "GentiumBookPlus-Bold.ttf",
        "GentiumBookPlus-BoldItalic.ttf",
    ]
    assert faces[0].digest == hashlib.sha256(Path(faces[0].path).read_bytes()).hexdigest()


def test_a_family_without_italic_has_what_it_has() -> None:
    assert [face.style for face in fonts.find(("Noto Serif Lao",))] == ["Regular", "Bold"]


def test_families_come_in_the_order_asked_for() -> None:
    faces = fonts.find(("Noto Serif Lao", "Gentium Book Plus"))
    assert list(dict.fromkeys(face.family for face in faces)) == [
        "Noto Serif Lao",
        "Gentium Book Plus",
    ]


def test_no_other_font_takes_the_place_of_a_missing_one() -> None:
    with pytest.raises(MissingError) as caught:
        fonts.find(("Gentium Book", "Gentium Book Plus", "Noto Serif CJK Nowhere"))
    assert caught.value.message == (
        "the font families are not installed: `Gentium Book`, `Noto Serif CJK Nowhere`"
    )
    assert caught.value.hint == "sudo apt-get install fonts-noto-cjk fonts-sil-gentium"
    assert caught.value.exit_code == 3


def test_a_family_of_no_known_package_has_a_hint_too() -> None:
    with pytest.raises(MissingError) as caught:
        fonts.find(("Nowhere Serif",))
    assert caught.value.message == "the font family is not installed: `Nowhere Serif`"
    assert "fc-cache" in caught.value.hint


def test_the_nearest_weight_is_chosen_and_the_own_family_first(listing: Path) -> None:
    folder = listing.parent
    listing.write_text(
        "\n".join(
            (
                line(folder, "medium.ttf", 100, 0, "A,A Medium"),
                line(folder, "regular.ttf", 80, 0, "A"),
                line(folder, "black.ttf", 210, 0, "A,A Black"),
                line(folder, "heavy.ttf", 205, 0, "A"),
                line(folder, "oblique.ttf", 80, 110, "A"),
                line(folder, "italic.ttf", 80, 100, "A"),
            )
        )
    )
    assert [face.file for face in fonts.find(("a",))] == ["regular.ttf", "italic.ttf", "heavy.ttf"]


def test_the_choice_does_not_depend_on_the_order_of_the_list(listing: Path) -> None:
    folder = listing.parent
    lines = [line(folder, f"{name}.ttf", 80, 0, "A") for name in "cab"]
    listing.write_text("\n".join(lines))
    assert fonts.find(("A",))[0].file == "a.ttf"


@pytest.mark.parametrize(
    "more",
    [{"variable": "True"}, {"width": "75"}, {"kind": "Type 1"}, {"index": "0"}],
    ids=["variable", "condensed", "type 1", "bold only"],
)
def test_a_font_that_cannot_be_embedded_as_it_is_does_not_count(
    listing: Path, more: dict[str, str]
) -> None:
    weight = 200 if more == {"index": "0"} else 80
    listing.write_text(line(listing.parent, "a.ttf", weight, 0, "A", **more))
    with pytest.raises(MissingError, match="not installed: `A`"):
        fonts.find(("A",))


def test_a_font_file_that_went_away(listing: Path) -> None:
    listing.write_text(line(listing.parent, "a.ttf", 80, 0, "A"))
    (listing.parent / "a.ttf").unlink()
    with pytest.raises(MissingError, match=r"a\.ttf` cannot be read"):
        fonts.find(("A",))


def test_without_fontconfig_nothing_can_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(MissingError, match="fontconfig is not installed"):
        fontconfig.listing()


def test_a_fontconfig_that_fails_is_reported(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "fc-list"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin")
    with pytest.raises(MissingError, match="does not work"):
        fontconfig.listing()
