"""Pages as a compositor should not leave them, and as she may."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from anban.check.pages import evenness, makeup
from anban.core.book import Book, Chapter, Role
from anban.core.diagnostics import Diagnostic, Severity, Span
from anban.core.memo import Memo
from anban.core.nodes import Note, Paragraph, Text
from anban.manuscript.config.model import Format
from anban.render.make_up import USUAL, MakeUp
from anban.render.theme import Theme
from anban.typeset.layout import REPEATED, Line, Page, Run
from anban.typeset.settle import Layout, settle
from tests.render.proofs import book as made
from tests.render.proofs import rendered, sound
from tests.typeset.specimens import no_files

LEADING, PHASE, TOP = 10.0, 8.0, 20.0


def at(line: int) -> Span:
    return Span("body/c.md", line)


def book(pages: tuple[Page, ...], role: Role = Role.CHAPTER) -> Book:
    """The book whose text the runs of `pages` are, a source line for each."""
    texts = [run.text for page in pages for run in page.runs if not run.note and not run.generated]
    blocks = tuple(Paragraph((Text(text, at(n)),), at(n)) for n, text in enumerate(texts, 1))
    noted = [run.text for page in pages for run in page.runs if run.note]
    said = tuple(Paragraph((Text(text, at(90 + n)),), at(90)) for n, text in enumerate(noted))
    notes = (Note("1", said, at(90), "c-n1", "1"),) if said else ()
    return Book((), (Chapter("c", role, (), (), (), blocks, notes, at(99)),), ())


def lines(*specs: str, start: float = 0, **more: object) -> list[tuple[str, Line]]:
    """Lines one below the other: `p`, or `p[` begins and `p]` ends its block, `p[]` does both."""
    found = []
    for index, spec in enumerate(specs):
        kind = spec.rstrip("[]")
        line = Line(
            kind, 0, 0, "[" in spec, "]" in spec, TOP + PHASE + LEADING * (start + index), LEADING,
            0.25, kind == "p",
        )  # fmt: skip
        found.append((f"{kind}{index}", line._replace(**more)))  # type: ignore[arg-type]
    return found


def page(index: int, *text: tuple[str, Line], notes: tuple[tuple[str, Line], ...] = ()) -> Page:
    """A page of ten lines."""
    runs: list[Run] = []
    own: list[Line] = []
    for words, line in (*text, *notes):
        note = "c-n1" if (words, line) in notes else ""
        top = line.baseline - PHASE
        repeated = line.kind == REPEATED
        own.append(line._replace(start=len(runs), end=len(runs) + 1))
        runs.append(Run(words, note, repeated, top, top + LEADING, 20, 80))
    return Page(
        index, str(index + 1), "c", True, False, 100, 140, 20, 120, 20, 80, None, tuple(runs),
        (), (), (), tuple(own),
    )  # fmt: skip


FULL = ("p[", "p", "p", "p]")


def found(*pages: Page, role: Role = Role.CHAPTER) -> list[tuple[str, Span | None]]:
    return [(one.code, one.span) for one in told(*pages, role=role)]


def told(*pages: Page, role: Role = Role.CHAPTER, least: MakeUp = USUAL) -> tuple[Diagnostic, ...]:
    memo = Memo()
    first = makeup.examine(book(pages, role), pages, memo, least=least)
    assert all(one.severity is Severity.WARNING for one in first)
    return first


def test_a_well_made_chapter() -> None:
    assert found(page(0, *lines("h1[]", *FULL, "p[", "p")), page(1, *lines("p", "p]", *FULL))) == []


def test_an_orphan_and_a_widow() -> None:
    orphan = page(0, *lines(*FULL, "p["))
    widow = page(1, *lines("p]", *FULL))
    assert found(orphan, page(1, *lines("p", "p", "p", "p]"))) == [("L114", at(5))]
    assert found(page(0, *lines(*FULL, "p[", "p")), widow) == [("L115", at(7))]
    one, two = told(orphan, widow)
    assert one.message.endswith("“p4”, stands alone at the foot of page 1")
    assert two.message.endswith("“p0”, stands alone at the head of page 2")


def test_what_is_asked_for_is_what_the_theme_says() -> None:
    """Each limit moved by one, up and down, with pages just at it."""
    foot, head = page(0, *lines(*FULL, "p[", "p", "p")), page(1, *lines("p", "p", "p]", *FULL))
    assert told(foot, head, least=MakeUp(orphans=3, widows=3)) == ()
    orphan, widow = told(foot, head, least=MakeUp(orphans=4, widows=4))
    assert (orphan.code, widow.code) == ("L114", "L115")
    assert "the first 3 lines of a paragraph, “p4”, stand alone at the foot" in orphan.message
    assert "the last 3 lines of a paragraph, “p0”, stand alone at the head" in widow.message
    assert ("orphans: 4" in orphan.hint, "widows: 4" in widow.hint) == (True, True)
    alone = page(0, *lines(*FULL, "p["))
    assert told(alone, head, least=MakeUp(orphans=1)) == ()
    headed = page(0, *lines(*FULL, "h2[]", "p[", "p"))
    (under,) = told(
        headed, page(1, *lines("p", "p", "p]")), least=MakeUp(under_heading=3, at_end=1)
    )
    assert "has 2 lines under it" in under.message
    first, last = page(0, *lines(*FULL)), page(1, *lines("p[", "p", "p]"))
    assert told(first, last, least=MakeUp(at_end=3)) == ()
    assert [one.code for one in told(first, last, least=MakeUp(at_end=5))] == ["L116"]
    table, rest = (
        page(0, *lines(*FULL), *cells(4, 5)),
        page(1, *HEAD, *cells(1, 2, 3), *lines(*FULL, start=4)),
    )
    assert told(table, rest) == ()
    (few,) = told(table, rest, least=MakeUp(rows=3))
    assert "2 rows alone stand on page 1" in few.message


def test_lines_of_a_paragraph_that_fills_a_page_are_no_orphans() -> None:
    middle = page(1, *lines("p", "p", "p"))
    pages = (page(0, *lines(*FULL, "p[", "p")), middle, page(2, *lines("p", "p", "p]", *FULL)))
    assert told(*pages, least=MakeUp(orphans=2, widows=3)) == ()


@pytest.mark.parametrize("limit", ["orphans", "widows", "under-heading", "at-end"])
def test_the_style_sheet_and_the_check_follow_one_value_of_the_theme(
    tmp_path: Path, limit: str
) -> None:
    """Pages set by the usual limits break a stricter one; set by the stricter one, they keep it."""
    code = {"orphans": "L114", "widows": "L115", "under-heading": "L113", "at-end": "L116"}[limit]
    most = 6
    strict = sound(tmp_path / "strict", {"theme.toml": f"[make-up]\n{limit} = {most}"})
    usual = sound(tmp_path / "usual", {})
    counts = {}
    for name, theme in (("usual", usual), ("strict", strict)):
        counts[name] = sum(
            one.code == code
            for text in map(chapter_of, range(1, 24, 3))
            for one in makeup.examine(text, laid(theme, text), least=strict.make_up)
        )
    assert counts["usual"] > 0 == counts["strict"]


def chapter_of(lead: int) -> Book:
    """A chapter of more than a page: so many lines, then a heading and paragraphs of twelve."""
    line = "x " * 20
    some = "\n\n".join(" ".join([line] * 12) for _ in range(4))
    before = "\\\n".join(["x"] * lead) + "\n\n" if lead else ""
    return made(f"# Sông\n\n{before}## Bến\n\n{some}\n")


def laid(theme: Theme, text: Book) -> tuple[Page, ...]:
    return settled(theme, text).pages


def settled(theme: Theme, text: Book) -> Layout:
    rendition = rendered(text, Format.PDF, theme)
    return settle(lambda _: rendition, no_files, "vi")


@pytest.mark.parametrize("loose", ["0.4", "0.3"])
def test_lines_are_counted_as_loose_from_where_the_theme_has_it(tmp_path: Path, loose: str) -> None:
    """The property `--loose` is read from the styles of the layout; tracking begins there, too."""
    files = {"theme.toml": '[css]\npdf = ["own.css"]', "own.css": f":root {{ --loose: {loose}em }}"}
    usual = settled(sound(tmp_path / "usual", {}), chapter_of(3))
    layout = settled(sound(tmp_path / "own", files), chapter_of(3))
    assert (usual.loose, layout.loose) == (0.4, float(loose))


def test_a_paragraph_of_one_line_may_stand_anywhere() -> None:
    assert found(page(0, *lines(*FULL, "p[]")), page(1, *lines("p[]", *FULL))) == []


def test_two_chapters_are_not_taken_for_one() -> None:
    assert found(page(0, *lines(*FULL, "p["))) == []


def test_a_note_is_broken_as_a_paragraph_is() -> None:
    one = page(0, *lines(*FULL), notes=tuple(lines("p[", start=8, plain=False)))
    two = page(1, *lines(*FULL), notes=tuple(lines("p]", start=9, plain=False)))
    assert found(one, two) == [("L114", at(90)), ("L115", at(91))]


@pytest.mark.parametrize(("under", "words"), [((), "no line"), (("p[]",), "one line")])
def test_a_heading_with_fewer_than_two_lines_under_it(under: tuple[str, ...], words: str) -> None:
    first = page(0, *lines(*FULL, "h2[]", *under))
    (one, *_) = told(first, page(1, *lines("p", "p", "p", "p]")))
    assert (one.code, one.span) == ("L113", at(5))
    assert one.message == f"the heading “h24” has {words} under it on page 1"


@pytest.mark.parametrize("under", [("p[]", "p[]"), ("figcaption[]",), ("h3[]", "p[", "p")])
def test_a_heading_with_enough_under_it(under: tuple[str, ...]) -> None:
    assert found(page(0, *lines(*FULL, "h2[]", *under)), page(1, *lines("p", "p", "p", "p]"))) == []


def test_a_heading_may_end_a_chapter() -> None:
    assert found(page(0, *lines(*FULL, "h2[]"))) == []


def test_a_last_page_with_next_to_nothing() -> None:
    first = page(0, *lines(*FULL))
    (one,) = told(first, page(1, *lines("p[", "p", "p]")))
    assert (one.code, one.span) == ("L116", at(5))
    assert one.message == "page 2, the last of its chapter, holds 3 lines of it"
    assert "one line" in told(first, page(1, *lines("p[]")))[0].message
    (bare,) = told(first, page(1, notes=tuple(lines("p", "p]", start=8, plain=False))))
    assert (bare.code, bare.span) == ("L116", at(99))
    assert "no line" in bare.message


def test_what_fills_a_last_page() -> None:
    first = page(0, *lines(*FULL))
    assert found(first, page(1, *lines(*FULL))) == []
    assert found(first, page(1, *lines("figcaption[]", start=6))) == []
    cells = [("a", lines("td[]", start=n)[0][1]) for n in range(5) for _ in range(2)]
    assert found(first, page(1, *cells)) == []
    assert found(page(0, *lines("p[]"))) == []


def cells(*rows: float, kind: str = "td[]") -> list[tuple[str, Line]]:
    """Rows of two cells."""
    return [("x", lines(kind, start=row)[0][1]) for row in rows for _ in range(2)]


HEAD = cells(0, kind=f"{REPEATED}[]")


def test_a_row_of_a_table_alone() -> None:
    one, two = cells(4), cells(4, 5)
    rest = page(1, *HEAD, *cells(1, 2), *lines(*FULL, start=3))
    assert found(page(0, *lines(*FULL), *one), rest) == [("L118", at(5))]
    assert found(page(0, *lines(*FULL), *two), rest) == []
    last = page(1, *HEAD, *cells(1), *lines(*FULL, start=3))
    assert found(page(0, *lines(*FULL), *two), last) == [("L118", at(9))]


def test_a_row_of_several_lines_is_one_row() -> None:
    tall = [("x", lines("td[", start=4)[0][1]), ("x", lines("td]", start=5)[0][1])]
    rest = page(1, *HEAD, *cells(1, 2), *lines(*FULL, start=3))
    assert found(page(0, *lines(*FULL), *tall), rest) == [("L118", at(5))]


def test_a_row_alone_in_the_midst_of_a_long_table_is_its_only_way() -> None:
    pages = (
        page(0, *lines(*FULL), *cells(4, 5)),
        page(1, *HEAD, *cells(1)),
        page(2, *HEAD, *cells(1, 2), *lines(*FULL, start=3)),
    )
    assert [code for code, _ in found(*pages)] == ["L118"]


def test_a_caption_parted_from_its_table() -> None:
    rest = page(1, *cells(0, 1), *lines(*FULL, start=3))
    assert found(page(0, *lines(*FULL, "figcaption[]")), rest) == [("L119", at(5))]
    headed = page(0, *lines(*FULL, "figcaption[]", "th[]"))
    again = page(1, *HEAD, *cells(1, 2), *lines(*FULL, start=3))
    assert ("L119", at(5)) in found(headed, again)
    assert found(page(0, *lines(*FULL, "figcaption[]")), page(1, *lines(*FULL))) == []


def test_a_caption_parted_from_its_picture() -> None:
    first = page(0, *lines(*FULL))
    assert found(first, page(1, *lines("figcaption[]", *FULL))) == [("L119", at(5))]
    low = page(1, *lines("figcaption[]", *FULL, start=4))
    assert found(first, low) == []
    assert found(first, page(1, *lines("figcaption[]", "th[]"), *cells(2, 3, 4))) == []


def test_lines_between_those_of_the_other_pages() -> None:
    first = page(0, *lines(*FULL, *FULL))
    off = page(1, *lines("p[", "p]"), *lines(*FULL, start=2.3))
    (one,) = told(first, off)
    assert (one.code, one.span) == ("L117", at(11))
    assert one.message == "page 2 stands 2.2 pt off the grid from “p0” on"
    assert found(first, page(1, *lines(*FULL, start=2.05))) == []
    assert found(first, page(1, *lines(*FULL, start=1.7))) == [("L117", at(9))]


def test_an_edition_among_others_is_named() -> None:
    pages = (page(0, *lines(*FULL, "p[", space=0.7)), page(1, *lines("p]", *FULL)))
    (orphan, widow) = makeup.examine(book(pages), pages, edition="hardback")
    assert orphan.message.endswith("at the foot of page 1 of `hardback`")
    assert widow.message.endswith("at the head of page 2 of `hardback`")
    worst = evenness.examine(book(pages), pages, edition="hardback")[0]
    assert worst.message.startswith("the word spaces of a line on page 1 of `hardback` are 0.70 em")


def test_what_need_not_stand_on_the_grid() -> None:
    first = page(0, *lines(*FULL, *FULL))
    below_a_figure = page(1, *lines(*FULL, start=2.5, plain=False))
    smaller = page(1, *lines(*FULL, start=2.5, leading=8.0))
    assert found(first, below_a_figure) == []
    assert found(first, smaller) == []
    pages = (first, page(1, *lines(*FULL, start=2.5)))
    assert found(*pages, role=Role.DEDICATION) == []


# --- word spaces ------------------------------------------------------------------------------


def spaced(*spaces: float, **more: object) -> Page:
    return page(0, *(lines("p", start=n, space=space, **more)[0] for n, space in enumerate(spaces)))


def uneven(*spaces: float, **more: object) -> list[tuple[str, Span | None]]:
    pages = (spaced(*spaces, **more),)
    return [(one.code, one.span) for one in evenness.examine(book(pages), pages)]


def test_loose_and_tight_lines() -> None:
    assert uneven(0.2, 0.5, 0.16) == []
    assert uneven(0.51, 0.2, 0.13) == [("L121", at(3)), ("L120", at(1))]
    (one,) = evenness.examine(book((spaced(0.612),)), (spaced(0.612),))
    assert one.message == "the word spaces of a line on page 1 are 0.61 em wide: “p0”"


def test_the_worst_come_first_and_ten_are_enough() -> None:
    spaces = [0.5 + n / 50 for n in range(1, 15)]
    found = uneven(*spaces)
    assert [span.line for _, span in found if span] == list(range(14, 4, -1))


@pytest.mark.parametrize("more", [{"last": True}, {"kind": "td"}, {"kind": "h2"}, {"space": 0.0}])
def test_lines_that_are_not_justified(more: dict[str, Any]) -> None:
    ((words, line),) = lines("p", space=0.9)
    pages = (page(0, (words, line._replace(**more))),)
    assert evenness.examine(book(pages), pages) == ()


def test_the_spread_of_an_edition() -> None:
    assert evenness.spread((spaced(0.2, 0.3, 0.45),), 0.4) == evenness.Spread(3, 0.3, 1, 0.45)
    assert evenness.spread((), 0.4) == evenness.Spread(0, 0.0, 0, 0.0)
