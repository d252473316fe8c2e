"""Notes at the foot of pages: one tiny book for each way in which a page can come to be.

A page holds twelve lines of 5 mm; a line of a note is 4 mm high, and no rule stands between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from anban.typeset.layout import Page
from anban.typeset.notes import solver as solver
from tests.typeset.books import Manner, Script, Writer, audited, faults, note, theme
from tests.typeset.specimens import MM, Specimen

NO_SPACE = "@page { @footnote { margin: 0 } }"
DOT = b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="40"><path d="M0 0h4v4z"/></svg>'


@pytest.fixture
def specimen() -> Specimen:
    return Specimen().having(NO_SPACE)


def of(count: int, word: str = "w") -> str:
    """A note of so many lines; none if there are none."""
    return "" if not count else note("<br/>".join(f"{word}{line}" for line in range(count)))


def paragraph(count: int, notes: Mapping[int, str] | None = None) -> str:
    """A paragraph of so many lines, and the notes called on some of them."""
    called = notes or {}
    return "<p>" + "<br/>".join(f"line {n}{called.get(n, '')}" for n in range(count)) + "</p>"


def judged(specimen: Specimen, *blocks: str) -> tuple[Page, ...]:
    """The pages of a chapter, on which no note may be misplaced and no word be missing."""
    sheet = Script("a", blocks).sheet()
    pages = specimen.pages(sheet)
    assert faults([sheet], pages) == {}
    return pages


def lines_of(page: Page) -> list[str]:
    return [run.text for run in page.runs if not run.note and not run.generated]


def parts(pages: Sequence[Page], name: str) -> dict[int, int]:
    """How many lines of a note stand on each page."""
    runs = ((page.index, run.top) for page in pages for run in page.runs if run.note == name)
    return Counter(index for index, _ in set(runs))


TABLE = (
    f"<table><thead><tr><th>head{of(2)}</th><th>b{of(1)}</th></tr></thead><tbody>"
    + "".join(f"<tr><td>row {n}{of(1)}</td><td>x{of(n % 3)}</td></tr>" for n in range(8))
    + "</tbody></table>"
)
SITUATIONS: Mapping[str, tuple[str, ...]] = {
    "the last line calls": (paragraph(12, {11: of(1)}), paragraph(4)),
    "the last line calls a taller one": (paragraph(12, {11: of(5)}), paragraph(4)),
    "the first line calls more than a page": (paragraph(3, {0: of(40)}), paragraph(9)),
    "a note of just a page": (paragraph(3, {0: of(14)}), paragraph(9)),
    "several on one line": (paragraph(10, {5: of(2) + of(1) + of(3)}), paragraph(9, {0: of(1)})),
    "several on the last line": (paragraph(12, {11: of(2) + of(1) + of(3)}), paragraph(9)),
    "several on the first line": (paragraph(12, {0: of(4) + of(4) + of(4)}), paragraph(9)),
    "one on each line": (paragraph(30, {line: of(1) for line in range(30)}),),
    "one on each verse": tuple(f'<p class="line">verse{of(1)}</p>' for _ in range(20)),
    "tall ones one after the other": tuple(paragraph(3, {1: of(17)}) for _ in range(5)),
    "in a list": (f"<ul>{''.join(f'<li><p>item{of(2)}</p></li>' for _ in range(12))}</ul>",),
    "in a loose list": (
        f"<ul>{''.join(f'<li>item{of(1)}<p>more{of(1)}</p></li>' for _ in range(9))}</ul>",
    ),
    "in a list of terms": (
        f"<dl>{''.join(f'<dt>term{of(1)}</dt><dd>words{of(2)}</dd>' for _ in range(9))}</dl>",
    ),
    "in a table": (paragraph(4), TABLE, paragraph(5, {2: of(2)})),
    "in the cells of a tall row": (
        f"<table><tr><td>{paragraph(5, {0: of(2), 4: of(2)})}</td><td>x{of(1)}</td></tr></table>",
        paragraph(9),
    ),
    "in a caption": (
        paragraph(9, {0: of(2)}),
        f"<figure>{paragraph(3)}<figcaption>caption{of(3)}</figcaption></figure>",
    ),
    "in a heading": (paragraph(9, {8: of(1)}), f"<h2>head{of(2)}</h2>", paragraph(6, {0: of(2)})),
    "in a quotation": (
        paragraph(3),
        f"<blockquote>{paragraph(6, {1: of(2), 5: of(3)})}{paragraph(6, {4: of(3)})}</blockquote>",
    ),
    "in an unbroken block": (
        paragraph(7),
        f'<div class="whole">{paragraph(6, {0: of(1), 5: of(3)})}</div>',
        paragraph(9),
    ),
    "in something set beside the text": (
        f'<div class="beside">{paragraph(2, {1: of(2)})}</div>' + paragraph(14, {4: of(2)}),
    ),
    "in columns": (f'<div class="columns">{paragraph(24, {3: of(1), 20: of(2)})}</div>',),
    "in a row of blocks": (
        paragraph(8),
        f'<div class="row"><div>a{of(1)}</div><div>b{of(2)}</div></div>',
        paragraph(5),
    ),
    "a note of paragraphs": (paragraph(4, {2: note("a", "b", "c")}), paragraph(9)),
    "a note with a list": (
        paragraph(9, {7: note("a</p><ul><li><p>b</p></li><li><p>c</p></li></ul><p>d")}),
        paragraph(9),
    ),
    "a note in the last line of all": (paragraph(5, {4: of(40)}),),
}  # fmt: skip
UNUSUAL = """
.whole { break-inside: avoid } .beside { float: left; width: 15mm } .columns { columns: 2 }
.row { display: flex } h2 { break-after: avoid } tr { break-inside: avoid }
ul, dl, dd { margin: 0; padding: 0 } li { margin-left: 5mm }
"""


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_note_begins_where_it_is_called(specimen: Specimen, situation: str) -> None:
    judged(specimen.having(UNUSUAL), *SITUATIONS[situation])


@pytest.mark.parametrize("situation", SITUATIONS)
def test_so_it_does_under_a_rule(specimen: Specimen, situation: str) -> None:
    rule = "@page { @footnote { margin-top: 2mm; border-top: 1mm solid; padding-top: 1mm } }"
    judged(specimen.having(UNUSUAL + rule), *SITUATIONS[situation])


@pytest.mark.parametrize("policy", ["auto", "line", "block"])
def test_the_engines_policies_make_no_difference(specimen: Specimen, policy: str) -> None:
    blocks = (paragraph(12, {11: of(5)}), paragraph(12, {9: of(2) + of(7)}), paragraph(6))
    styled = specimen.having(f".note {{ footnote-policy: {policy} }}")
    assert judged(styled, *blocks) == judged(specimen, *blocks)


# --- where lines and notes stand --------------------------------------------------------------


def test_a_line_goes_over_with_its_note(specimen: Specimen) -> None:
    single = specimen.having("p { orphans: 1; widows: 1 }")
    first, second = judged(single, *SITUATIONS["the last line calls"])
    assert len(lines_of(first)) == 11
    assert (first.calls, second.calls) == ((), ("a-n1",))


def test_a_note_is_begun_where_much_would_stay_white(specimen: Specimen) -> None:
    """Without its last two lines the page would have 25 mm of 60 white."""
    first, second = judged(specimen, paragraph(9, {8: of(5)}), paragraph(4))
    assert lines_of(first)[-1] == "line 8"
    assert parts((first, second), "a-n1") == {0: 3, 1: 2}


def test_notes_fill_the_foot(specimen: Specimen) -> None:
    (page, _) = judged(specimen, paragraph(20, {0: of(2), 3: of(3)}))
    assert page.notes[-1].bottom == pytest.approx(70 * MM)
    assert page.note_top == pytest.approx(50 * MM)
    assert len(lines_of(page)) == 8
    assert [piece.note for piece in page.notes] == ["a-n1", "a-n2"]


def test_notes_of_a_short_page_stand_at_its_foot(specimen: Specimen) -> None:
    (page,) = judged(specimen, paragraph(2, {1: of(1)}))
    assert page.notes[0].bottom == pytest.approx(70 * MM)


def test_a_tall_note_goes_over_two_pages(specimen: Specimen) -> None:
    pages = judged(specimen, paragraph(8, {5: of(12)}), paragraph(20))
    assert parts(pages, "a-n1") == {0: 7, 1: 5}
    assert pages[1].notes[-1].bottom == pytest.approx(70 * MM)
    assert pages[1].note_top == pytest.approx(50 * MM)


def test_a_tall_note_goes_over_three_pages(specimen: Specimen) -> None:
    pages = judged(specimen, paragraph(8, {5: of(26)}), paragraph(20, {1: of(1)}))
    assert parts(pages, "a-n1") == {0: 7, 1: 13, 2: 6}
    assert [[piece.note for piece in page.notes] for page in pages[1:3]] == [
        ["a-n1"],
        ["a-n1", "a-n2"],
    ]


def test_what_goes_on_stands_in_front_of_what_begins(specimen: Specimen) -> None:
    pages = judged(specimen, paragraph(8, {5: of(12)}), paragraph(12, {3: of(1)}))
    (second,) = (page for page in pages if "a-n2" in page.calls)
    assert [piece.note for piece in second.notes] == ["a-n1", "a-n2"]


def test_forty_notes_on_a_page(specimen: Specimen) -> None:
    small = ".note { font-size: 2px; line-height: 1mm } .note::footnote-call { font-size: 1px }"
    called = {line: "".join(of(1) for _ in range(10)) for line in range(4)}
    (page,) = judged(specimen.having(small), paragraph(4, called))
    assert len(page.notes) == 40
    assert page.note_top == pytest.approx(30 * MM)


@pytest.mark.parametrize("where", ["page", "right"])
def test_a_note_ends_before_a_forced_break(specimen: Specimen, where: str) -> None:
    styled = specimen.having(f"h2 {{ break-before: {where} }}")
    pages = judged(styled, paragraph(4, {3: of(22)}), "<h2>next</h2>", paragraph(3))
    (opened,) = (page for page in pages if "next" in lines_of(page))
    assert parts(pages, "a-n1") == {0: 10, 1: 12}
    assert opened.index == 2
    assert opened.notes == ()
    assert lines_of(pages[1]) == []


def test_a_note_ends_before_the_next_sheet(specimen: Specimen) -> None:
    sheets = [Script(name, (paragraph(4, {3: of(22)}),)).sheet() for name in "ab"]
    pages = specimen.pages(*sheets)
    assert faults(sheets, pages) == {}
    assert [page.sheet for page in pages] == ["a", "a", "b", "b"]
    assert [lines_of(page) for page in pages[1::2]] == [[], []]


def test_a_page_of_notes_alone(specimen: Specimen) -> None:
    """The line that would follow calls a note, which could not begin under the one going on."""
    pages = judged(specimen, paragraph(3, {2: of(28)}), paragraph(3, {0: of(1)}))
    assert lines_of(pages[1]) == []
    assert parts(pages, "a-n1") == {0: 11, 1: 15, 2: 2}
    assert pages[2].calls == ("a-n2",)


def test_the_theme_limits_the_notes(specimen: Specimen) -> None:
    styled = specimen.having("@page { @footnote { max-height: 24mm } }")
    pages = judged(styled, paragraph(5, {2: of(14)}), paragraph(40))
    assert parts(pages, "a-n1") == {0: 6, 1: 6, 2: 2}
    assert all(page.text_bottom - (page.note_top or 1e6) <= 24 * MM + 0.1 for page in pages)


def test_a_note_keeps_two_lines_together(specimen: Specimen) -> None:
    """Under line 10 there would be room for one line of it."""
    pages = judged(specimen, paragraph(11, {10: of(6)}), paragraph(4))
    assert parts(pages, "a-n1") == {1: 6}


def test_the_last_line_of_a_note_does_not_go_over_alone(specimen: Specimen) -> None:
    pages = judged(specimen, paragraph(8, {7: of(6)}), paragraph(4))
    assert parts(pages, "a-n1") == {0: 4, 1: 2}


def test_a_heading_stays_with_its_text_and_both_with_their_notes(specimen: Specimen) -> None:
    pages = judged(
        specimen.having("h2 { break-after: avoid }"),
        paragraph(8, {0: of(2)}), f"<h2>head{of(1)}</h2>", paragraph(6, {0: of(1)}),
    )  # fmt: skip
    (page,) = (page for page in pages if "head" in lines_of(page))
    assert {"line 0", "line 1"} < set(lines_of(page)[lines_of(page).index("head") :])


def test_a_repeated_head_calls_its_note_once(specimen: Specimen) -> None:
    rows = "".join(f"<tr><td>row {n}</td></tr>" for n in range(30))
    head = f"<thead><tr><th>head{of(2)}</th></tr></thead>"
    pages = judged(specimen, f"<table>{head}<tbody>{rows}</tbody></table>")
    assert len(pages) == 3
    assert [page.calls for page in pages] == [("a-n1",), (), ()]
    assert [len(page.notes) for page in pages] == [1, 0, 0]
    assert all("head" in [run.text for run in page.runs] for page in pages)


def test_a_head_is_not_dropped_for_the_sake_of_its_note(specimen: Specimen) -> None:
    head = f"<thead><tr><th>head{of(30)}</th></tr></thead>"
    row = f"<tr><td>{paragraph(3)}</td></tr>"
    pages = judged(specimen.having(UNUSUAL), f"<table>{head}<tbody>{row}</tbody></table>")
    assert lines_of(pages[0]) == ["head", "line 0", "line 1", "line 2"]


def test_a_note_with_a_picture(specimen: Specimen) -> None:
    styled = specimen.having(".note img { display: block }", read=lambda _: DOT)
    body = 'a</p><p><img src="dot.svg" alt="x"/></p><p>b'
    pages = judged(styled, paragraph(10, {8: note(body)}), paragraph(9))
    (page,) = (page for page in pages if page.calls)
    assert len(page.notes) == 1


def test_a_list_in_a_paragraph_that_was_tried_in_vain(specimen: Specimen) -> None:
    """Where a later try fails, the marks of the items belong to the one that is kept."""
    items = "".join(f"<li><p>item {n}{of(n + 1)}</p></li>" for n in range(9))
    for lead in range(2, 7):
        judged(specimen.having(UNUSUAL), paragraph(lead + 2), f"<ul>{items}</ul>", paragraph(5))


def test_two_notes_of_a_line_that_fit_no_page(specimen: Specimen) -> None:
    """The one thing that cannot be: the second note has to begin a page late."""
    sheet = Script("a", (paragraph(6, {3: of(30) + of(2)}), paragraph(4))).sheet()
    pages = specimen.pages(sheet)
    assert faults([sheet], pages) == {"late": 1}


# --- chapters of every kind -------------------------------------------------------------------

TRIMS = ((100, 150), (110, 178), (130, 190), (145, 205), (160, 240))
SIZES = (8.5, 10, 12, 14)
MANNERS = (Manner(), Manner(notes=0.7, tall=0.15, plain=0.5))


def chapter(seed: int, variant: Manner, blocks: int) -> Script:
    return Writer(seed, variant).chapter("c", blocks)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("trim", TRIMS, ids=str)
def test_chapters_of_every_kind(trim: tuple[int, int], size: float) -> None:
    for seed, variant in enumerate(MANNERS):
        sheet = chapter(seed + trim[0], variant, 8).sheet()
        pages = Specimen(css=theme(*trim, size)).pages(sheet)
        assert faults([sheet], pages) == {}


def white(page: Page) -> float:
    """The share of the text area that is empty between the text and the notes."""
    low = max((run.bottom for run in page.runs if not run.note), default=page.text_top)
    foot = page.note_top if page.note_top is not None else page.text_bottom
    return (foot - low) / (page.text_bottom - page.text_top)


@pytest.mark.parametrize("size", SIZES)
def test_pages_of_plain_text_are_full(size: float) -> None:
    sheet = chapter(3, Manner(notes=0.3, tall=0.1, plain=1), 14).sheet()
    pages = Specimen(css=theme(size=size)).pages(sheet)
    policy = solver.Policy()
    for page in pages[1:-1]:
        bare = all(run.note for run in page.runs)
        assert bare or white(page) <= policy.white + 0.08


def test_the_audit_sees_a_solver_that_forgets_notes(
    specimen: Specimen, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = solver._Solver._done

    def forgetful(self: Any, trial: Any, area: Any) -> Any:
        result = done(self, trial, area)
        self.notes.left = solver.Carry()
        return result

    monkeypatch.setattr(solver._Solver, "_done", forgetful)
    sheet = Script("a", SITUATIONS["the first line calls more than a page"]).sheet()
    assert faults([sheet], specimen.pages(sheet)) == {"incomplete": 1}


def test_the_audit_sees_a_solver_that_ignores_what_does_not_fit(
    specimen: Specimen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(self: Any, reserve: float, **_: Any) -> Any:
        trial = self.trial(0)
        return trial, self.area(trial.calls, reserve)

    monkeypatch.setattr(solver._Solver, "attempt", careless)
    sheet = Script("a", SITUATIONS["one on each line"]).sheet()
    assert "overlapping" in faults([sheet], specimen.pages(sheet))
    assert not audited([sheet], specimen.pages(sheet)).clean
