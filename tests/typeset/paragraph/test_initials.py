"""Drop initials: over how many lines they stand, where their ink ends, what runs around them."""

from __future__ import annotations

import subprocess
from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image

from anban.typeset.layout import Page
from anban.typeset.settle import Layout, LayoutSession, settle
from anban.typeset.write import write
from tests.typeset.books import Manner, Writer, theme
from tests.typeset.specimens import INFO, Specimen, no_files

CSS = theme(105, 160) + (
    'html { font-family: "Gentium Book Plus" } .opening { height: 90px }'
    ".opening + p { text-indent: 12px } .opening + p::first-letter { float: left }"
)
SCALE = 2
"""Pixels of a picture to a pixel of CSS."""


def lay(
    letter: str, css: str = CSS, session: LayoutSession | None = None, words: int = 8
) -> Layout:
    text = Writer(2, Manner(notes=0, tall=0, plain=1)).passage(words)
    specimen = Specimen(css=css)
    opening = '<header class="opening"><h1>x</h1></header>'
    sheet = specimen.sheet("a", f"{opening}<p>{letter}{text}</p><p>{text}</p>")
    rendition = specimen.rendition(sheet)
    found = settle(lambda _: rendition, no_files, "vi", session)
    assert found.diagnostics == ()
    return found


def beside(page: Page) -> int:
    """How many lines stand beside the initial."""
    lines = [line for line in page.lines if line.plain]
    lefts = [page.runs[line.end - 1].left for line in lines]
    return next(n for n, left in enumerate(lefts) if left == pytest.approx(page.text_left))


def picture(layout: Layout) -> Image.Image:
    data, found = write(layout, INFO)
    assert found == ()
    assert data
    command = ["pdftoppm", "-gray", "-r", str(96 * SCALE), "-l", "1", "-"]
    drawn = subprocess.run(command, input=data, capture_output=True, check=True)
    return Image.open(BytesIO(drawn.stdout))


def ink(image: Image.Image, box: tuple[float, float, float, float]) -> tuple[float, ...] | None:
    """The bounds of what is black within `box`, in pixels of CSS."""
    left, top, *_ = corners = [round(edge * SCALE) for edge in box]
    found = image.crop(tuple(corners)).point(lambda grey: 255 * (grey < 128)).getbbox()  # type: ignore[arg-type]
    if found is None:
        return None
    return tuple((edge + (left, top)[n % 2]) / SCALE for n, edge in enumerate(found))


@pytest.mark.parametrize(
    ("letter", "lines"),
    [("Đ", 3), ("Ấ", 3), ("Ễ", 3), ("Ổ", 3), ("Ặ", 4), ("Ệ", 4), ("Q", 4), ("“H", 3)],
)
def test_an_initial_stands_on_its_lines_and_touches_nothing(letter: str, lines: int) -> None:
    layout = lay(letter)
    page = layout.pages[0]
    assert beside(page) == lines
    body = [line for line in page.lines if line.plain]
    initial, first = page.runs[body[0].start], page.runs[body[0].end - 1]
    assert initial.text == letter
    assert initial.left == pytest.approx(page.text_left)
    assert all(page.runs[line.end - 1].left > initial.right for line in body[:lines])
    image = picture(layout)
    head, foot = body[0].baseline - 50, body[lines].baseline - 14
    bounds = ink(image, (initial.left - 8, head, first.left - 1, foot))
    assert bounds
    left, top, right, bottom = bounds
    assert page.text_left - 2 <= left < right < first.left
    assert head + 12 < top
    assert bottom < foot - 1
    stands = body[2].baseline
    if lines == 3:
        assert bottom == pytest.approx(stands, abs=2)
    capitals = body[0].baseline - 0.65 * 14
    if letter == "Đ":
        assert top == pytest.approx(capitals, abs=1.5)
    if letter in "ẤỄỔ":
        assert top < capitals - 5


def test_its_lines_are_justified_and_on_the_grid() -> None:
    page = lay("Ấ").pages[0]
    body = [line for line in page.lines if line.plain]
    assert [page.runs[line.end - 1].right for line in body[:5]] == pytest.approx(
        [page.text_right] * 5
    )
    steps = [below.baseline - above.baseline for above, below in pairwise(body)]
    assert steps == pytest.approx([18.0] * len(steps))


def test_the_theme_says_over_how_many_lines() -> None:
    assert beside(lay("Ấ", CSS + ":root { --initial-lines: 2 }").pages[0]) == 2
    assert beside(lay("Ấ", CSS + ":root { --initial-lines: few }").pages[0]) == 3


def test_its_lines_are_not_parted() -> None:
    css = CSS + ".opening { height: 415px } .opening + p { orphans: 1; widows: 1 }"
    first, second, *_ = lay("Ấ", css).pages
    assert sum(line.plain for line in first.lines) == 0
    assert beside(second) == 3


@pytest.mark.parametrize("style", ["float: left", "font-size: 22px"])
def test_after_an_edit_the_pages_are_those_of_a_new_build(style: str) -> None:
    css = CSS + f".opening + p::first-letter {{ float: none; {style} }}"
    session = LayoutSession()
    lay("Ấ", css, session, 60)
    for letter, words in (("Ấ", 61), ("Ặ", 61), ("Ặ", 59)):
        warm, cold = lay(letter, css, session, words), lay(letter, css, None, words)
        assert warm.pages == cold.pages
        text = "".join(run.text for page in cold.pages for run in page.runs)
        assert text.startswith(f"x{letter}")


def test_notes_have_first_letters_of_their_own(specimen: Specimen) -> None:
    styled = specimen.having(
        ".note p { display: block !important } p::first-letter { float: left }"
    )
    note = '<span class="note" id="a-n1" data-number="1"><p>nước chảy đá mòn nước chảy</p></span>'
    (page,) = styled.pages(styled.sheet("a", f"<p>bến{note} đò</p>"))
    words = [run.text for run in page.runs if run.note == "a-n1" and not run.generated]
    assert words[0] == "n"
    assert "".join(words).replace(" ", "") == "nướcchảyđámònnướcchảy"
