"""Papers, bindings and profiles: figures have sources, and the arithmetic is the printers'."""

from __future__ import annotations

from datetime import date

import pytest

from anban.world.printers import BINDINGS, PAPERS, PROFILES, PrinterProfile, spine_width

PERFECT, SADDLE = BINDINGS["perfect"], BINDINGS["saddle"]


@pytest.mark.parametrize("row", [*PAPERS.values(), *BINDINGS.values()], ids=lambda row: row.name)
def test_every_figure_of_a_paper_has_its_source(row: object) -> None:
    assert len(row.source) > 20  # type: ignore[attr-defined]
    assert row.date >= date(2026, 1, 1)  # type: ignore[attr-defined]


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.name)
def test_every_table_of_a_profile_has_its_source(profile: PrinterProfile) -> None:
    assert {one.topic for one in profile.sources} == {
        "pages", "blanks", "margins", "bleed", "pictures", "colour", "objects", "cover",
    }  # fmt: skip
    assert all(len(one.source) > 10 and one.date >= date(2026, 1, 1) for one in profile.sources)


def test_the_printers_of_the_handbook_are_there() -> None:
    assert {"ingramspark", "kdp", "offset-vn"} <= set(PROFILES)


@pytest.mark.parametrize(
    ("paper", "pages", "inches"),
    [("kdp-white", 200, 0.4504), ("kdp-cream", 300, 0.75), ("kdp-colour", 100, 0.2347)],
)
def test_kdp_gives_the_whole_spine(paper: str, pages: int, inches: float) -> None:
    assert spine_width(pages, PAPERS[paper], PERFECT) == pytest.approx(inches * 25.4, abs=0.01)


def test_elsewhere_leaves_and_cover_make_the_spine() -> None:
    """100 leaves of 70 g/m² and bulk 1.3, and the cover twice."""
    assert spine_width(200, PAPERS["offset-70"], PERFECT) == pytest.approx(9.1 + 0.5)


def test_an_odd_page_has_a_leaf() -> None:
    paper = PAPERS["offset-80"]
    assert spine_width(101, paper, PERFECT) == spine_width(102, paper, PERFECT)


def test_a_stapled_book_has_no_spine() -> None:
    assert spine_width(48, PAPERS["offset-80"], SADDLE) == 0


@pytest.mark.parametrize(
    ("pages", "inches"),
    [(24, 0.375), (150, 0.375), (151, 0.5), (300, 0.5), (301, 0.625), (501, 0.75), (828, 0.875)],
)
def test_the_gutter_grows_with_the_pages(pages: int, inches: float) -> None:
    assert PROFILES["kdp"].gutter_for(pages) == pytest.approx(inches * 25.4)


def test_a_book_too_thin_for_any_gutter_asks_for_none() -> None:
    assert PROFILES["kdp"].gutter_for(8) == 0


@pytest.mark.parametrize(
    ("profile", "pages", "width", "lettered"),
    [
        ("kdp", 79, 5.0, True),
        ("kdp", 78, 5.0, False),
        ("kdp", 79, 4.5, False),
        ("ingramspark", 47, 9.0, False),
        ("offset-vn", 60, 5.0, True),
        ("offset-vn", 600, 4.9, False),
    ],
)
def test_where_a_spine_bears_words(profile: str, pages: int, width: float, lettered: bool) -> None:
    assert PROFILES[profile].letters_spine(pages, width) is lettered
