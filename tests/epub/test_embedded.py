"""The fonts inside the EPUB."""

from __future__ import annotations

import io

from fontTools.ttLib import TTFont

from anban.epub.embedded import embed
from anban.world.fonts import Face

CSS = 'body { font-family: "Gentium Book Plus", "Noto Serif Lao", serif }'


def test_each_face_holds_the_letters_of_the_book(faces: tuple[Face, ...]) -> None:
    files = embed(faces, CSS, frozenset("Ễ ສ"))
    names = [(file.face.family, file.face.style) for file in files]
    assert names == [
        ("Gentium Book Plus", "Regular"),
        ("Gentium Book Plus", "Italic"),
        ("Gentium Book Plus", "Bold"),
        ("Gentium Book Plus", "BoldItalic"),
        ("Noto Serif Lao", "Regular"),
        ("Noto Serif Lao", "Bold"),
    ]
    gentium, lao = (set(TTFont(io.BytesIO(file.content)).getBestCmap()) for file in files[::4])
    assert {ord("Ễ"), ord("ễ"), ord("9")} <= gentium
    assert ord("ộ") not in gentium
    assert ord("ສ") in lao
    assert ord("ຂ") not in lao


def test_a_family_that_the_book_has_no_letter_for_stays_out(faces: tuple[Face, ...]) -> None:
    files = embed(faces, CSS, frozenset("Việt – !"))
    assert {file.face.family for file in files} == {"Gentium Book Plus"}


def test_a_family_that_the_style_sheet_does_not_name_stays_out(faces: tuple[Face, ...]) -> None:
    css = 'body { font-family: "gentium book plus" } p { font-family: Noto Serif Lao Looped }'
    files = embed(faces, css, frozenset("abສ"))
    assert {file.face.family for file in files} == {"Gentium Book Plus"}


def test_the_rule_bears_the_family_of_the_style_sheet(faces: tuple[Face, ...]) -> None:
    file = embed(faces, CSS, frozenset("a"))[3]
    assert file.rule == (
        "@font-face {\n"
        '  font-family: "Gentium Book Plus";\n'
        "  font-weight: bold;\n"
        "  font-style: italic;\n"
        '  src: url("../fonts/1-gentium-book-plus-bolditalic.ttf");\n'
        "}\n"
    )
    assert TTFont(io.BytesIO(file.content))["name"].getDebugName(1) == "Anban 1"
