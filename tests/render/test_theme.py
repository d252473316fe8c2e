"""Themes: what `theme.toml` says, what a theme takes from those below it, what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from anban.core.page_numbers import GO_ON, MatterWish, PageNumerals, PagesWish
from anban.manuscript.config.model import Format, Margins
from anban.render.make_up import MakeUp
from anban.render.stylesheet import stylesheet
from anban.render.theme import load_theme

from .proofs import base, codes, edition, sound, themed, world


def test_the_built_in_theme_is_sound(tmp_path: Path) -> None:
    for form in Format:
        theme = base(form, tmp_path)
        assert theme.fonts == ("Gentium Book Plus", "Noto Serif Lao")
        assert theme.css
    assert base(Format.PDF, tmp_path).css != base(Format.EPUB, tmp_path).css


def test_a_theme_says_only_what_it_changes(tmp_path: Path) -> None:
    toml = """
        [fonts]
        text = "Vollkorn"
        sans = "Noto Sans"
        fallback = { km = "Noto Serif Khmer" }
        [page]
        margins = { top = "10mm", bottom = "12.5mm", inner = "14mm", outer = "16mm" }
        [contents]
        levels = 0
    """
    theme = sound(tmp_path, {"theme.toml": toml})
    assert theme.fonts == ("Vollkorn", "Noto Sans", "Noto Serif Khmer", "Noto Serif Lao")
    assert theme.margins == Margins(10.0, 12.5, 14.0, 16.0)
    assert theme.levels == 0
    assert [file.path for file in theme.css] == [
        file.path for file in base(Format.PDF, tmp_path).css
    ]


def test_a_theme_asks_for_page_numbers_key_by_key(tmp_path: Path) -> None:
    """Each key holds for itself, whichever theme of the row says it."""
    files = {
        "styles/theme.toml": 'extends = "below"\n[pages.front]\nprefix = "F-"\nstart = "go on"',
        "below/theme.toml": '[pages]\nfront = { numbering = "Roman", prefix = "X" }',
    }
    theme, faults = load_theme(world(tmp_path, files), edition(Format.PDF, "styles"))
    assert not faults
    assert theme is not None
    assert theme.pages == PagesWish(front=MatterWish(PageNumerals.ROMAN, "F-", GO_ON))
    assert base(Format.PDF, tmp_path).pages == PagesWish()


def test_what_pages_hold_at_least_is_read_by_the_style_sheet_and_the_check(tmp_path: Path) -> None:
    assert base(Format.PDF, tmp_path).make_up == MakeUp()
    toml = "[make-up]\norphans = 3\nunder-heading = 4\nat-end = 1\nrows = 3"
    theme = sound(tmp_path, {"theme.toml": toml})
    assert theme.make_up == MakeUp(3, 2, 4, 1, 3)
    css = stylesheet(theme, edition(Format.PDF), ())
    assert ":root { --orphans: 3; --widows: 2; --at-end: 2 }" in css
    assert "header + p, h2 + p, h3 + p, h4 + p { orphans: 4 }" in css
    assert "tbody tr:nth-child(2), tbody tr:nth-last-child(3) { break-after: avoid }" in css
    assert "li:nth-last-child" not in css


def test_style_sheets_stand_from_the_base_upward(tmp_path: Path) -> None:
    files = {
        "styles/theme.toml": 'extends = "below"\n[css]\npdf = ["own.css"]',
        "styles/own.css": "p { color: red }",
        "below/theme.toml": '[css]\nshared = ["every.css"]\npdf = ["print.css"]\nepub = ["e.css"]',
        "below/every.css": "",
        "below/print.css": "",
        "below/e.css": "",
    }
    theme, faults = load_theme(world(tmp_path, files), edition(Format.PDF, "styles"))
    assert not faults
    assert theme is not None
    names = [file.path for file in theme.css if not file.path.startswith("anban/")]
    assert names == ["below/every.css", "below/print.css", "styles/own.css"]


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        ("a = 1\nb = = 2", ("E111", "styles/theme.toml:2:5")),
        ("\ncolour = 1", ("E112", "styles/theme.toml:2:1")),
        ("[fonts]\ntxt = 'A'", ("E112", "styles/theme.toml:2:1")),
        ("[fonts]\ntext = 'A\"; } p { x'", ("E113", "styles/theme.toml:2:1")),
        ("[fonts]\nfallback = { lo = 3 }", ("E113", "styles/theme.toml:2:1")),
        ("[css]\npdf = 'a.css'", ("E113", "styles/theme.toml:2:1")),
        ("[page]\nmargins = { top = '1cm' }", ("E113", "styles/theme.toml:2:1")),
        ("[contents]\nlevels = true", ("E113", "styles/theme.toml:2:1")),
        ("[pages.front]\nstart = 1\n[pages.back]\nstart = 0", ("E113", "styles/theme.toml:4:1")),
        ("[pages.body]\nprefix = 'a b'", ("E113", "styles/theme.toml:2:1")),
        ("[pages.body]\nnumbering = 1", ("E113", "styles/theme.toml:2:1")),
        ("[pages.middle]\nstart = 1", ("E112", "styles/theme.toml:1:1")),
        ("[pages]\nfront = 3", ("E112", "styles/theme.toml:2:1")),
        ("[make-up]\nwidows = 0", ("E113", "styles/theme.toml:2:1")),
        ("extends = 'styles'", ("E114", "styles/theme.toml:1:1")),
    ],
)
def test_what_a_theme_may_not_say(tmp_path: Path, toml: str, expected: tuple[str, str]) -> None:
    theme, faults = themed(tmp_path, {"theme.toml": toml})
    assert theme is None
    assert codes(faults) == [expected]


def test_every_fault_is_reported(tmp_path: Path) -> None:
    _, faults = themed(tmp_path, {"theme.toml": "a = 1\nb = 2\n[contents]\nlevels = 9"})
    assert [fault.code for fault in faults] == ["E112", "E112", "E113"]


def test_a_theme_that_is_not_there(tmp_path: Path) -> None:
    theme, faults = load_theme(world(tmp_path), edition(Format.PDF, "styles"))
    assert theme is None
    assert [fault.code[0] for fault in faults] == ["P"]
    assert "styles/theme.toml" in faults[0].message


@pytest.mark.parametrize("name", ["../else.css", "/etc/passwd", "nothing.css"])
def test_a_style_sheet_that_may_not_be_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "else.css").touch()
    theme, faults = themed(tmp_path / "in", {"theme.toml": f'[css]\npdf = ["{name}"]'})
    assert theme is None
    (fault,) = faults
    assert fault.code.startswith("P")
    assert str(fault.span) == "styles/theme.toml:1:1"


def test_a_style_sheet_that_is_not_utf8(tmp_path: Path) -> None:
    themed(tmp_path, {"theme.toml": '[css]\npdf = ["a.css"]', "a.css": ""})
    (tmp_path / "styles/a.css").write_bytes(b"/* */\n/* \xe0 */")
    theme, faults = load_theme(world(tmp_path), edition(Format.PDF, "styles"))
    assert theme is None
    assert codes(faults) == [("E115", "styles/a.css:2:1")]


def test_margins_that_leave_no_room(tmp_path: Path) -> None:
    narrow = replace(edition(Format.PDF), margins=Margins(10.0, 10.0, 60.0, 60.0))
    theme, faults = load_theme(world(tmp_path), narrow)
    assert theme is None
    assert codes(faults) == [("E123", "None")]
