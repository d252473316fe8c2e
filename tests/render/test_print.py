"""The built-in theme in print as the engine sets it: sides, folios, running heads, notes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
import weasyprint

from anban.core.book import Role
from anban.manuscript.config.model import Format
from anban.render.theme import Theme, load_theme
from anban.typeset.compositor import Compositor
from anban.world.project import World
from tests.typeset.specimens import no_files

from .proofs import base, book, edition, rendered

LONG = "\n\n".join(["Thuyền về có nhớ bến chăng, bến thì một dạ khăng khăng đợi thuyền. " * 12] * 9)
ONE = f"# Sông\n\n{LONG}\n"
NOTES = "# Núi\n\nĐò[^a] sang.\n\n[^a]: Một.\n\n    Hai.\n\n    > Ba.\n"


@pytest.fixture
def theme(tmp_path: Path) -> Theme:
    return base(Format.PDF, tmp_path)


def pages(theme: Theme, *texts: str, front: tuple[Role, ...] = ()) -> list[Any]:
    """The pages as the engine lays them out; the book is read as XML, as it is for an edition."""
    rendition = rendered(book(*texts, front=front), Format.PDF, theme)
    sheets = "".join(sheet.xhtml for sheet in rendition.sheets)
    tree = fromstring(f"<html lang='vi'><head/><body>{sheets}</body></html>")  # noqa: S314 (ours)
    html = weasyprint.HTML(string="<html/>")
    html.wrapper_element = type(html.wrapper_element).from_html_root(tree, content_language="vi")
    html.etree_element = html.wrapper_element.etree_element
    css = weasyprint.CSS(string=rendition.css)
    return [page._page_box for page in html.render(stylesheets=[css]).pages]  # noqa: SLF001


def furniture(page: Any) -> list[str]:  # noqa: ANN401 (the engine's box)
    """What the margins of a page show, in the order of the engine."""
    boxes = (box for box in page.children if getattr(box, "at_keyword", ""))
    return [text for text in ("".join(_texts(box)) for box in boxes) if text]


def _texts(box: Any) -> Iterator[str]:  # noqa: ANN401 (the engine's box)
    return (str(inner.text) for inner in box.descendants() if hasattr(inner, "text"))


def folios(theme: Theme, *texts: str, front: tuple[Role, ...] = ()) -> list[str]:
    """The folio that each page shows, drawn by our own engine; empty where there is none."""
    rendition = rendered(book(*texts, front=front), Format.PDF, theme)
    composition = Compositor(rendition.css, "vi", no_files).compose(rendition)
    return ["".join(placed.page.folios) for placed in composition.pages]


def test_running_heads_stand_on_all_pages_but_openings(theme: Theme) -> None:
    front = (Role.HALF_TITLE, Role.TITLE_PAGE, Role.IMPRINT, Role.CONTENTS)
    found = [furniture(page) for page in pages(theme, ONE, ONE, front=front)]
    chapter = [[], ["Sông dài"], ["Sông"], ["Sông dài"]]
    assert found == [*[[]] * 6, *chapter, *chapter]


def test_front_matter_is_roman_and_the_body_begins_at_one(theme: Theme) -> None:
    front = (Role.HALF_TITLE, Role.TITLE_PAGE, Role.IMPRINT, Role.CONTENTS)
    found = folios(theme, ONE, ONE, front=front)
    assert found == [*[""] * 6, "", "2", "3", "4", "", "6", "7", "8"]


def test_a_long_front_matter_shows_its_roman_folios(theme: Theme) -> None:
    many = "\n\n".join(f"## Bến {number}\n\nx" for number in range(60))
    found = folios(theme, f"# Sông\n\n{many}\n", front=(Role.CONTENTS,))
    assert found[:4] == ["", "ii", "iii", ""]


def test_chapters_open_on_a_recto_and_the_inner_margin_is_at_the_spine(theme: Theme) -> None:
    found = pages(theme, "# Sông\n\nx\n", "# Núi\n\nx\n")
    assert [page.page_type.side for page in found] == ["right", "left", "right"]
    assert [page.page_type.blank for page in found] == [False, True, False]
    millimetre = 96 / 25.4
    assert found[0].margin_left == pytest.approx(19 * millimetre)
    assert found[1].margin_right == pytest.approx(19 * millimetre)


def test_a_note_with_blocks_stands_at_the_foot_with_its_number_on_its_first_line(
    theme: Theme,
) -> None:
    (page,) = pages(theme, NOTES)
    area = next(box for box in page.children if type(box).__name__ == "FootnoteAreaBox")
    lines = [
        (round(box.position_y, 1), "".join(_texts(box)))
        for box in area.descendants()
        if type(box).__name__ == "LineBox"
    ]
    assert [text for _, text in lines] == ["1", "Một.", "Hai.", "Ba."]
    assert lines[0][0] == lines[1][0]
    assert "Đò\u20601 sang." in "".join(_texts(page))


@pytest.fixture
def house() -> Theme:
    """The house style of the first title."""
    root = World.open(Path(__file__).parents[2], {})
    theme, faults = load_theme(root, edition(Format.PDF, "styles"))
    assert not faults
    assert theme is not None
    return theme


@pytest.mark.parametrize("name", ["theme", "house"])
def test_the_engine_understands_every_rule(
    name: str, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    generated = tuple(role for role in Role if role.facts.generated)
    pages(request.getfixturevalue(name), NOTES, front=generated)
    assert [record.getMessage() for record in caplog.records if record.name == "weasyprint"] == []


def test_the_house_keeps_its_lines_on_one_grid(house: Theme) -> None:
    """33 lines of 14 pt; a section's heading takes three lines. Below tables and figures our engine
    sees to it, and has its own test.
    """
    text = f"# Sông\n\n{LONG}\n\n## Bến\n\n{LONG}\n\n### Đò\n\n{LONG}\n\n> Lời.\n\n{LONG}\n"
    line = 14 * 96 / 72
    found = []
    for page in pages(house, text):
        tops = [
            (box.position_y - page.content_box_y()) / line
            for box in page.descendants()
            if type(box).__name__ == "LineBox" and "khăng khăng" in "".join(_texts(box))
        ]
        found += tops
        assert all(top < 33 for top in tops)
    assert len(found) > 100
    assert [top for top in found if abs(top - round(top)) > 0.02] == []


def test_the_house_sets_the_ebook_too() -> None:
    root = World.open(Path(__file__).parents[2], {})
    theme, faults = load_theme(root, edition(Format.EPUB, "styles"))
    assert not faults
    assert theme is not None
    assert "@page" not in rendered(book(NOTES), Format.EPUB, theme).css
