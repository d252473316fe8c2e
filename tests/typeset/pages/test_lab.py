"""Colours given by how they look, in those of a screen."""

from __future__ import annotations

import io

import pikepdf
import pytest
from tinycss2.color5 import parse_color

from anban.typeset.pages.lab import shown
from anban.typeset.settle import settle
from anban.typeset.write import write
from tests.typeset.specimens import INFO, Specimen


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("lab(100% 0 0)", (255, 255, 255)),
        ("lab(0% 0 0)", (0, 0, 0)),
        ("lab(53.585% 0 0)", (128, 128, 128)),
        ("lab(54.29% 80.81 69.89)", (255, 0, 0)),
        ("lch(29.57% 131.2 301.36)", (0, 0, 255)),
        ("oklab(86.644% -0.23389 0.1795)", (0, 255, 0)),
        ("oklch(62.796% 0.25768 29.234)", (255, 0, 0)),
        ("color(xyz-d65 0.9505 1 1.089)", (255, 255, 255)),
        ("color(xyz-d50 0.9643 1 0.8251)", (255, 255, 255)),
        ("oklch(80% 0.4 140)", (0, 255, 0)),
    ],
)
def test_a_colour_is_shown_on_a_screen(words: str, values: tuple[int, int, int]) -> None:
    found = shown(parse_color(words))
    assert found is not None
    near = 30 if words.startswith("oklch(80%") else 2
    assert [round(one * 255) for one in found] == pytest.approx(values, abs=near)


@pytest.mark.parametrize("words", ["#123456", "hsl(10 50% 50%)", "device-cmyk(0 0 0 1)"])
def test_other_colours_are_left_alone(words: str) -> None:
    assert shown(parse_color(words)) is None


def test_a_page_names_no_colour_space_that_it_does_not_have() -> None:
    styled = Specimen().having("p { color: oklch(62.796% 0.25768 29.234 / 50%) }")
    rendition = styled.rendition(styled.sheet("a", "<p>x</p>"))
    data, found = write(settle(lambda _: rendition, styled.read, "vi"), INFO)
    assert found == ()
    with pikepdf.open(io.BytesIO(data or b"")) as pdf:
        (page,) = pdf.pages
        drawn = {
            str(one.operator): [float(value) for value in one.operands]
            for one in pikepdf.parse_content_stream(page)
            if str(one.operator) in ("rg", "scn")
        }
        assert "scn" not in drawn
        assert any("/ca" in state for state in page.resources.ExtGState.values())
