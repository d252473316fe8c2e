"""Paragraphs whose letters stand a hair apart or closer, so that no line gapes."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from weasyprint.formatting_structure import boxes

from anban.typeset.engine.boxes import Box
from anban.typeset.layout import Page
from anban.typeset.paragraph import tracking
from anban.typeset.paragraph.castoff import cast_off
from anban.typeset.settle import settle
from anban.typeset.write import write
from tests.typeset.books import Manner, Writer, theme
from tests.typeset.specimens import INFO, Specimen, no_files

LIMIT, LOOSE = 0.015, 0.3
CSS = theme(105, 160) + f":root {{ --tracking: {LIMIT}em; --loose: {LOOSE}em }}"
OFF = theme(105, 160)


def markup() -> str:
    writer = Writer(5, Manner(notes=0.1, tall=0, plain=1))
    return writer.chapter("a", 40).sheet().xhtml.partition(">")[2].rpartition("<")[0]


def pages(css: str, text: str) -> tuple[Page, ...]:
    specimen = Specimen(css=css)
    return specimen.pages(specimen.sheet("a", text))


def spaces(laid: tuple[Page, ...]) -> list[float]:
    return [line.space for page in laid for line in page.lines if not line.last]


def excess(laid: tuple[Page, ...]) -> float:
    return sum(max(0, space - LOOSE) ** 2 for space in spaces(laid))


@pytest.fixture(scope="module")
def text() -> str:
    return markup()


def test_gaping_lines_are_closed(text: str) -> None:
    given, tracked = pages(OFF, text), pages(CSS, text)
    assert excess(tracked) < excess(given) / 3
    assert max(spaces(tracked)) < max(spaces(given))


def test_letters_move_by_no_more_than_the_limit(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []
    track = tracking._track

    def noted(box: Box, apart: float) -> None:
        asked.append(apart)
        track(box, apart)

    monkeypatch.setattr(tracking, "_track", noted)
    pages(CSS, text)
    thirds = {round(3 * apart / LIMIT, 6) for apart in asked}
    assert thirds <= {-3, -2, -1, 0, 1, 2, 3}
    assert len(thirds) > 3


@dataclass(frozen=True)
class Cast:
    """What is said of a paragraph: its word spaces as it is, and with its letters apart."""

    given: tuple[float, ...]
    apart: Mapping[int, tuple[float, ...]]

    def word_spaces(self, _: float, __: float, tracking: float) -> tuple[float, ...]:
        return self.apart.get(round(3 * tracking / LIMIT), self.given)


@pytest.mark.parametrize(
    ("spaces", "third"),
    [
        ({1: (0.3, 0.3)}, 1),
        ({-2: (0.3, 0.3)}, -2),
        ({2: (0.3, 0.3)}, 2),
        ({-3: (0.3, 0.3), 1: (0.3, 0.31)}, -3),
        ({-3: (0.3, 0.3), 2: (0.3, 0.3)}, 2),  # the smaller of two that are as good
        ({1: (0.1, 0.65)}, 0),  # one gaping line is worse than two loose ones
        ({1: (0.5, 0.47)}, 0),  # not mended by a fifth
        ({1: (0.5, 0.45)}, 1),
    ],
)
def test_the_part_that_closes_most_is_taken(
    spaces: Mapping[int, tuple[float, ...]], third: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []

    def noted(text: boxes.LineBox, apart: float) -> None:
        if text.element_tag == "p":
            asked.append(apart)

    monkeypatch.setattr(tracking, "cast_off", lambda _: Cast((0.5, 0.5), spaces))
    monkeypatch.setattr(tracking, "_track", noted)
    pages(CSS, "<p>bến đò</p>")
    assert [round(3 * apart / LIMIT) for apart in asked] == [0, *([third] if third else [])]


@pytest.mark.parametrize(
    "css",
    [
        OFF + ":root { --tracking: 0em; --loose: 0.3em }",
        OFF + ":root { --tracking: wide; --loose: 0.3em }",
        CSS + "p { text-align: start }",
        CSS + "p::first-letter { float: left }",
    ],
)
def test_what_is_not_asked_for_is_not_done(
    text: str, css: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracked = pages(css, text)
    monkeypatch.setattr(tracking, "fit", lambda *_: None)
    assert tracked == pages(css, text)


def test_a_paragraph_that_tracking_does_not_mend_stays_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "<p>" + "mmmmmmmmm " * 9 + "</p>"
    tracked = pages(CSS, text)
    monkeypatch.setattr(tracking, "fit", lambda *_: None)
    assert excess(tracked) > 0
    assert tracked == pages(CSS, text)


def test_what_is_drawn_stands_where_it_was_reckoned(text: str) -> None:
    """Another program finds the end of every justified line at the edge of the text."""
    specimen = Specimen(css=CSS)
    rendition = specimen.rendition(specimen.sheet("a", text))
    layout = settle(lambda _: rendition, no_files, "vi")
    data, _ = write(layout, INFO)
    assert data
    read = ["pdftotext", "-bbox-layout", "-", "-"]
    found = subprocess.run(read, input=data, capture_output=True, check=True).stdout.decode()
    edges = [list(_edges(page)) for page in found.split("<page ")[1:]]
    compared = 0
    for page, drawn in zip(layout.pages, edges, strict=True):
        for line in page.lines:
            last = page.runs[line.end - 1]
            if line.kind == "p" and not (line.last or last.note or last.generated):
                top = (last.top + last.bottom) / 2 * 0.75
                (right,) = [right for above, below, right in drawn if above < top < below][:1]
                assert right == pytest.approx(page.text_right * 0.75, abs=0.4)
                compared += 1
    assert compared > 80


def _edges(page: str) -> Iterator[tuple[float, float, float]]:
    for line in page.split("<line ")[1:]:
        facts = dict(part.split("=") for part in line.partition(">")[0].split())
        values = {key: float(value.strip('"')) for key, value in facts.items()}
        yield values["yMin"], values["yMax"], values["xMax"]


# --- casting off ------------------------------------------------------------------------------

KINDS = (
    "sông <em>núi <strong>làng</strong> ao</em>hồ<strong>, bến</strong> ",
    'bến <span lang="lo">ສະບາຍດີຊາວລາວ ທຸກຄົນ</span> sông ',
    "10\u00a0000\u00a0đồng và bến\u00a0đò – thuyền — rồi thôi ",
    'chỗ<span class="note" id="a-n1" data-number="12"><p>lời</p></span> này ',
    "bến-đò nghiêng-nghiêng sông-núi làng-ao ",
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("apart", [0.0, -0.015, 0.01])
def test_what_is_cast_off_is_what_is_set(
    kind: str, apart: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = Writer(3, Manner(notes=0, tall=0, plain=1))
    passage = "".join(f"{writer.passage(1)} {kind if n % 2 else ''}" for n in range(9))
    reckoned: list[list[float]] = []

    def fit(text: boxes.LineBox, containing: boxes.BlockBox) -> None:
        if text.element_tag == "p" and not reckoned:
            cast = cast_off(text)
            assert cast
            reckoned.append(list(cast.word_spaces(containing.width, text.text_indent, apart)))
            tracking._track(text, apart)

    monkeypatch.setattr(tracking, "fit", fit)
    found = [
        line.space
        for page in pages(CSS, f"<p>{passage}</p>")
        for line in page.lines
        if line.kind == "p" and not line.last and not page.runs[line.start].note
    ]
    assert len(found) > 6
    assert reckoned[0] == pytest.approx(found, abs=0.006)


@pytest.mark.parametrize("inner", ["một<br/>hai", 'bến <span class="box">sông</span>', ""])
def test_what_is_more_than_text_is_not_cast_off(
    inner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    casts: list[object] = []

    def fit(text: boxes.LineBox, _: boxes.BlockBox) -> None:
        if text.element_tag == "p":
            casts.append(cast_off(text))

    monkeypatch.setattr(tracking, "fit", fit)
    size = "" if inner else "p { font-size: 0 }"
    pages(CSS + ".box { display: inline-block }" + size, f"<p>{inner or 'bến'}</p>")
    assert casts
    assert set(casts) == {None}
