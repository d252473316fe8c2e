"""What stands below a figure, a table or a list stands on the lines of the page again."""

from __future__ import annotations

from importlib.resources import files

import pytest

from anban.render import make_up
from anban.render.make_up import MakeUp
from anban.typeset.layout import Page
from tests.typeset.specimens import MM, Specimen

LINE = 5 * MM
ODD = '<figure><div style="height: 7.3mm"></div></figure>'
ROWS = "".join(f"<tr><td>{n}</td></tr>" for n in range(14))
TABLE = f"<table><tbody>{ROWS}</tbody></table>"
CSS = "figure, ul, table { margin: 5mm 0 } td { border-top: 0.4mm solid; line-height: 4mm }"


def baselines(page: Page) -> dict[str, float]:
    """Where each paragraph begins, in lines below the first that the page could hold."""
    first = page.text_top + LINE
    return {
        page.runs[line.start].text: round((line.baseline - first) / LINE % 1, 3)
        for line in page.lines
        if line.plain and line.first
    }


@pytest.mark.parametrize(
    "block", [ODD, "<ul><li style='font-size: 7px; line-height: 3mm'>x</li></ul>"]
)
def test_text_comes_back_to_the_grid(specimen: Specimen, block: str) -> None:
    styled = specimen.having(CSS)
    (page,) = styled.pages(styled.sheet("a", f"<p>one</p>{block}<p>two</p>"))
    found = baselines(page)
    assert found["two"] == pytest.approx(found["one"])
    one, two = (line for line in page.lines if line.plain)
    assert two.baseline - one.baseline > 2 * LINE


def test_a_heading_below_it_does_too(specimen: Specimen) -> None:
    styled = specimen.having(CSS + "h2 { margin-top: 5mm }")
    (page,) = styled.pages(styled.sheet("a", f"<p>one</p>{ODD}<h2>h</h2><p>two</p>"))
    found = baselines(page)
    assert found["two"] == pytest.approx(found["one"])


def test_the_end_of_a_table_that_is_broken(specimen: Specimen) -> None:
    styled = specimen.having(CSS)
    pages = styled.pages(styled.sheet("a", f"<p>one</p>{TABLE}<p>two</p>"))
    assert len(pages) == 2
    found = baselines(pages[0]) | baselines(pages[1])
    assert found["two"] == pytest.approx(found["one"])


def test_what_is_high_as_whole_lines_stays_as_it_is(specimen: Specimen) -> None:
    markup = "<p>one</p><blockquote><p>x</p></blockquote><p>two</p>"
    (page,) = specimen.pages(specimen.sheet("a", markup))
    one, _, two = page.lines
    assert two.baseline - one.baseline == pytest.approx(2 * LINE)


def test_the_style_sheets_own_measures_are_left_alone(specimen: Specimen) -> None:
    styled = specimen.having("h2 { line-height: 6mm }")
    (page,) = styled.pages(styled.sheet("a", "<p>one</p><h2>x</h2><p>two</p>"))
    one, _, two = page.lines
    assert two.baseline - one.baseline == pytest.approx(11 * MM)


def test_no_row_of_a_table_stands_alone(specimen: Specimen) -> None:
    """By a rule of every print edition; without it, the last row would go overleaf."""
    for style in ("".join(make_up.rules(MakeUp())), ""):
        alone = 0
        for rows in range(8, 14):
            table = "".join(f"<tr><td>{n}</td></tr>" for n in range(rows))
            styled = specimen.having("td { line-height: 5mm } tr { break-inside: avoid }" + style)
            markup = f"<p>one</p><table><tbody>{table}</tbody></table><p>x</p>"
            for page in styled.pages(styled.sheet("a", markup)):
                alone += sum(line.kind == "td" for line in page.lines) == 1
        assert alone == (0 if style else 1)


def test_no_page_begins_with_the_space_between_two_paragraphs(specimen: Specimen) -> None:
    """By a rule of the built-in style sheet; without it, the engine would keep that space."""
    css = (files("anban.render") / "themes/base/css/print.css").read_text("utf-8")
    (rule,) = (line for line in css.splitlines() if line.endswith("{ margin-break: discard }"))
    lines = "<br/>".join("abcde")
    markup = f"<p>{lines}</p>" * 3
    for style in (rule, ""):
        styled = specimen.having("p + p { margin-top: 5mm }" + style)
        _, second = styled.pages(styled.sheet("a", markup))
        above = second.lines[0].baseline - (second.text_top + LINE)
        assert (above > 0) == (not style)
