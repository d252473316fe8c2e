"""Lines that are reckoned from a text shaped once are the engine's own, to a hair."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from weasyprint.text.line_break import split_first_line

from anban.typeset.pages import grid
from anban.typeset.paragraph import lines, shaping
from anban.typeset.settle import settle
from anban.typeset.write import write
from tests.typeset.books import Manner, Script, Writer, theme
from tests.typeset.specimens import INFO, Specimen, no_files

NEAR = 0.15
"""Points that a word may stand apart from where the engine alone puts it: the moves of some twenty
spaces in a line, each rounded to a thousandth of the size.
"""

ALONE = """
import sys
import weasyprint
html, css = sys.stdin.buffer.read().decode().split("\\0")
weasyprint.HTML(string=html).write_pdf(sys.stdout.buffer, stylesheets=[weasyprint.CSS(string=css)])
"""
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="[\d.]+">(.*?)</word>')
KINDS: Mapping[str, str] = {
    "spaces that do not break": "<p>10\u00a0000\u00a0đồng và 3\u202f500\u00a0kg, bến\u00a0đò</p>",
    "dashes": "<p>những năm 1930–1945 — và bến-đò–thuyền — rồi thôi…</p>",
    "quotation marks": "<p>“Bến đò ‘cũ’ ấy”, «sông», (núi); [làng]! {ao}? /hồ/</p>",
    "English": "<p>The ferry left at five; nobody's boat had waffles, fjords or office files.</p>",
    "italics": "<p>sông <em>núi <strong>làng</strong> ao</em>hồ<strong>, bến</strong></p>",
    "small capitals": '<p>sông <span class="smallcaps">Núi Làng Ao</span> hồ</p>',
    "Lao": '<p>bến <span lang="lo">ສະບາຍດີຊາວລາວທຸກຄົນ</span> sông</p>',
    "Greek, Cyrillic": "<p>bến λόγος слово sông</p>",
    "long words": "<p>bếnđòsôngnúilàngaohồkênhrạchgiếngnướcmươngmángphùsa bến ao</p>",
    "hyphenated": '<p lang="en" class="hyphens">incomprehensibilities characteristically</p>',
    "soft hyphens": "<p>bán\u00adđảo incompre\u00adhensi\u00adble bán\u00adđảo</p>",
    "letters apart": '<p class="apart">sông núi làng ao hồ kênh</p>',
    "words apart": '<p class="words">sông núi làng ao hồ kênh</p>',
    "underlined": '<p>sông <span class="under">núi làng ao hồ</span> kênh</p>',
    "raised and lowered": "<p>sông<sup>2</sup> núi<sub>3</sub> làng<sup>a b</sup> ao</p>",
    "figures": '<p class="figures">1234567890 11 22 33</p>',
    "capitals": '<p class="capitals">sông núi làng ao hồ</p>',
    "many spaces": "<p>  sông \n  núi\tlàng   ao  <em> hồ </em> kênh </p>",
    "kept as written": "<pre>sông  núi\n  làng\tao</pre>",
    "inside a line": '<p>sông <span class="box">núi làng ao hồ kênh rạch</span> bến</p>',
    "right to left": "<p>bến שלום עולם sông مرحبا núi</p>",
    "combining marks": "<p>tie\u0302\u0301ng Vie\u0323\u0302t va\u0300 a\u030a b\u0323</p>",
    "first letter": '<p class="first">Sông núi làng ao hồ</p>',
}  # fmt: skip
STYLES = """
.smallcaps { font-variant-caps: small-caps } .hyphens { hyphens: auto }
.apart { letter-spacing: 0.1em } .words { word-spacing: 0.2em }
.under { text-decoration: underline }
sup, sub { font-size: 0.7em; line-height: 0 } .figures { font-variant-numeric: oldstyle-nums }
.capitals { text-transform: uppercase } .box { display: inline-block; width: 25mm }
.first::first-letter { font-size: 2em } [lang=lo] { font-family: "Noto Serif Lao", serif }
.ragged { text-align: start } .centred { text-align: center } .end { text-align: end }
.narrow { width: 30mm } pre { white-space: pre-wrap; margin: 0 }
"""

Word = tuple[str, tuple[float, float] | None]
Words = list[Word]


def chapter() -> Script:
    """Every kind in every setting, among made-up text."""
    writer = Writer(11, Manner(notes=0, tall=0, plain=1))
    blocks = [writer.paragraph() for _ in range(12)]
    for setting in ("", "ragged", "centred", "end", "narrow"):
        for kind in KINDS.values():
            around = f"{writer.passage(1)} {{}} {writer.passage(1)}"
            inner = kind.partition(">")[2].rpartition("</")[0]
            opening = kind.partition(">")[0] + ">"
            whole = opening + around.format(inner) + "</" + kind.rpartition("</")[2]
            blocks.append(f'<div class="{setting}">{whole}</div>')
    return Script("a", tuple(blocks))


def words(data: bytes) -> list[Words]:
    """Each page's words and where they stand, in points; one after another where the reader takes
    several for one.
    """
    read = ["pdftotext", "-bbox", "-", "-"]
    found = subprocess.run(read, input=data, capture_output=True, check=True).stdout.decode()
    return [list(_words(page)) for page in found.split("<page ")[1:]]


def _words(page: str) -> Iterator[Word]:
    for x, y, word in WORD.findall(page):
        first, *others = word.split() or [""]
        yield first, (float(x), float(y))
        yield from ((other, None) for other in others)


@pytest.fixture(scope="module")
def styled() -> Specimen:
    return Specimen(css=theme(120, 180, 10.5) + STYLES)


@pytest.fixture(scope="module")
def ours(styled: Specimen) -> list[Words]:
    """The sheet as set here, apart from the grid, which the engine alone does not keep."""
    rendition = styled.rendition(chapter().sheet())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grid, "KEPT", {"div", *grid.KEPT})
        data, _ = write(settle(lambda _: rendition, no_files, "vi"), INFO)
    assert data
    return words(data)


@pytest.fixture(scope="module")
def theirs(styled: Specimen) -> list[Words]:
    """The same sheet through the engine alone, in a process of its own."""
    markup = f'<html lang="vi"><body>{chapter().sheet().xhtml}</body></html>'
    given = f"{markup}\0{styled.css}".encode()
    done = subprocess.run(
        [sys.executable, "-c", ALONE], input=given, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return words(done.stdout)


def test_the_same_words_stand_on_the_same_pages(ours: list[Words], theirs: list[Words]) -> None:
    assert [[word for word, *_ in page] for page in ours] == [
        [word for word, *_ in page] for page in theirs
    ]


def test_they_stand_in_the_same_places(ours: list[Words], theirs: list[Words]) -> None:
    apart = [
        (found, wanted)
        for mine, other in zip(ours, theirs, strict=True)
        for found, wanted in zip(mine, other, strict=True)
        if found[1] and wanted[1]
        if any(abs(a - b) > NEAR for a, b in zip(found[1], wanted[1], strict=True))
    ]
    assert apart == []


def test_most_lines_are_reckoned(styled: Specimen, monkeypatch: pytest.MonkeyPatch) -> None:
    """If nothing were, all that is above would hold, and nothing be gained."""
    asked: list[str] = []

    def counted(text: str, *rest: Any) -> Any:
        asked.append(text)
        return engine(text, *rest)

    engine = split_first_line
    monkeypatch.setattr(lines, "split_first_line", counted)
    sheet = Writer(12, Manner(notes=0.3, tall=0, plain=1)).chapter("a", 12).sheet()
    (*_, last) = styled.pages(sheet)
    assert last.index >= 2
    assert len(asked) < 40


def test_the_lines_of_one_press_are_not_those_of_another(
    styled: Specimen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Faces that are gone leave their place in memory to others; nothing may be found by that."""
    for module in (lines, shaping):
        monkeypatch.setattr(module, "id", lambda _: 1, raising=False)
    sheet = Script("a", ("<p>bến đò, sông núi</p>",)).sheet()
    for _ in range(2):
        composition = styled.compose(sheet, language="vi")
        fonts = composition.engine.fonts
        kept = [
            text for (key, _), (text, _) in shaping._TEXTS.items() if key in fonts.keys.values()
        ]
        assert kept
        assert all(text is None or text.font in fonts.faces.values() for text in kept)
