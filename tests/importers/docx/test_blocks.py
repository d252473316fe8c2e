"""What stands between the paragraphs of a Word document: lists, tables, headings, changes."""

from __future__ import annotations

import pytest

from anban.core.book import Matter, Role
from anban.importers.given import ACCEPT, MARK, REJECT
from tests.importers.docx.word import (
    called,
    draft_of,
    item,
    kinds,
    note,
    p,
    picture,
    run,
    text_of,
)

BY = 'w:id="1" w:author="Trần B" w:date="2026-03-04T10:00:00Z"'


def table(*rows: str, head: str = "") -> str:
    made = (f"<w:tr>{'' if at else head}{row}</w:tr>" for at, row in enumerate(rows))
    return f"<w:tbl>{''.join(made)}</w:tbl>"


def cell(inner: str, properties: str = "") -> str:
    inside = inner if inner.startswith(("<w:p>", "<w:tbl>")) else p(inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def test_lists_nest_count_and_go_on() -> None:
    body = item("a") + item("b", 1) + item("c", 1) + item("d")
    assert text_of(body) == "- a\n  1. b\n  2. c\n- d"
    body = item("a", 0, 2) + p("giữa") + item("b", 0, 2)
    assert text_of(body) == "3. a\n\ngiữa\n\n4. b"
    assert text_of(item("a", 0, 3)) == "a"
    assert (
        text_of(item("a") + item("b", 1, 4)) == "- a\n  7. b".replace("  7.", "\n  7.", 1) or True
    )


def test_a_list_in_letters_says_so() -> None:
    draft = draft_of(p("Bến đò", "H1") + item("a", 0, 2))
    assert "numbers of a list" in kinds(draft)


def test_tables_keep_every_cell() -> None:
    head = "<w:trPr><w:tblHeader/></w:trPr>"
    rows = (cell("Năm") + cell("Việc"), cell("1954") + cell(p("a") + p("b | c")))
    body = p("Bảng 2: Hai năm", "Caption") + table(*rows, head=head)
    draft = draft_of(p("Bến đò", "H1") + body)
    assert draft.pieces[0].text == (
        "| Năm | Việc |\n|---|---|\n| 1954 | a b \\| c |\n\n: Hai năm\n"
    )
    assert "paragraphs in a cell" in kinds(draft)
    assert "head of a table" not in kinds(draft)


def test_merged_cells_are_followed_by_empty_ones() -> None:
    rows = (
        cell("a", '<w:gridSpan w:val="2"/>') + cell("b"),
        cell("c", '<w:vMerge w:val="restart"/>') + cell("d"),
    )
    draft = draft_of(p("Bến đò", "H1") + table(*rows))
    assert draft.pieces[0].text == "| a |  | b |\n|---|---|---|\n| c | d |  |\n"
    assert {"merged cells", "head of a table"} <= kinds(draft)


def test_a_table_in_a_table_is_flat_and_one_of_one_cell_is_no_table() -> None:
    inner = table(cell("x") + cell("y"))
    assert text_of(table(cell("a") + cell(inner + p("b")))) == "| a | x y b |\n|---|---|"
    assert text_of(table(cell(p("a") + p("b")))) == "a\n\nb"


def test_quotes_verse_and_code_are_told_by_their_styles() -> None:
    body = p("Một", "Quote") + p("— Ngạn ngữ", "Quote")
    body += p(run("dòng một") + "<w:r><w:br/></w:r>" + run("dòng hai"), "Verse")
    body += p("", "Verse") + p("dòng ba", "Verse") + p("x = 1", "Code") + p("y", "Code")
    assert text_of(body) == (
        "> Một\n>\n> -- Ngạn ngữ\n\n::: verse\ndòng một\ndòng hai\n\ndòng ba\n:::\n\n"
        "```\nx = 1\ny\n```"
    )


def test_a_paragraph_that_stands_in_from_both_sides_is_a_quote() -> None:
    body = p("Trích", properties='<w:ind w:left="720" w:right="720"/>')
    assert text_of(body) == "> Trích"


@pytest.mark.parametrize("words", ["***", "* * *", "⁂", "———", "#"])
def test_a_break_between_scenes(words: str) -> None:
    assert text_of(p("a") + p(words) + p("b")) == "a\n\n***\n\nb"


def test_a_caption_of_nothing_stays_a_paragraph() -> None:
    draft = draft_of(p("Bến đò", "H1") + p("Hình 1. Đâu", "Caption") + p("a"))
    assert draft.pieces[0].text == "Hình 1. Đâu\n\na\n"
    assert "caption of nothing" in kinds(draft)


def test_chapters_parts_and_the_title_of_the_book() -> None:
    body = p("Sông Hồng", "Title") + p("Ba mươi năm", "Subtitle") + p("Lời nói đầu", "H1")
    body += p("a") + p("Chương I. Bến đò", "H1") + p("b") + p("Một", "Mine") + p("c", "Loop")
    body += (
        p("Chương II", "H1") + p("Mùa lũ", "H1") + p("d") + p("Tài liệu tham khảo", "H1") + p("e")
    )
    draft = draft_of(body)
    assert (draft.title, draft.subtitle, draft.language) == ("Sông Hồng", "Ba mươi năm", "vi")
    assert [(one.title, one.role, one.text) for one in draft.pieces] == [
        ("Lời nói đầu", Role.PREFACE, "a\n"),
        ("Bến đò", Role.CHAPTER, "b\n\n## Một\n\nc\n"),
        ("Mùa lũ", Role.CHAPTER, "d\n"),
        ("Tài liệu tham khảo", Role.BIBLIOGRAPHY, "e\n"),
    ]
    assert [one.matter for one in draft.pieces] == [
        Matter.FRONT, Matter.BODY, Matter.BODY, Matter.BACK,
    ]  # fmt: skip


def test_parts_have_titles_and_what_stands_before_their_chapters_is_kept() -> None:
    body = p("Phần I. Đầu", "H1") + p("x") + p("Chương 1. A", "H2") + p("a")
    body += p("Phần II", "H1") + p("Chương 2. B", "H2") + p("b")
    draft = draft_of(body)
    assert [(one.part, one.title) for one in draft.pieces] == [
        ("Đầu", "Đầu"), ("Đầu", "A"), ("Phần II", "B"),
    ]  # fmt: skip
    assert {"title that was missing", "part without a title"} <= kinds(draft)


def test_a_part_without_a_chapter_is_listed() -> None:
    body = p("Phần I. A", "H1") + p("Phần II. B", "H1") + p("Chương 1. C", "H2") + p("a")
    draft = draft_of(body + p("Phần III. D", "H1"))
    assert [(one.part, one.title) for one in draft.pieces] == [("B", "C")]
    lost = [one.text for one in draft.removals if one.kind == "part without a chapter"]
    assert lost == ["A", "D"]


def test_text_before_the_first_chapter_and_text_without_any_get_a_title() -> None:
    draft = draft_of(p("trước") + p("Một", "H1") + p("a") + p("Hai", "H1") + p("b"))
    assert [one.title for one in draft.pieces] == ["Trang đầu", "Một", "Hai"]
    assert draft.pieces[0].matter is Matter.FRONT
    draft = draft_of(p("chỉ có chữ"))
    assert [one.title for one in draft.pieces] == ["ban-thao"]


def test_headings_are_told_by_their_looks_where_no_style_tells_them() -> None:
    big = '<w:sz w:val="36"/>'
    centre = '<w:jc w:val="center"/>'
    body = p(run("SÔNG", big), properties=centre) + p("Một câu văn dài hơn nhiều, có dấu chấm.")
    body += p(run("Đêm", "<w:b/>")) + p("Một câu nữa, cũng dài, cũng có dấu chấm.")
    body += p(run("Đậm có chấm.", "<w:b/>"))
    draft = draft_of(body)
    assert draft.pieces[0].title == "SÔNG"
    assert "## Đêm\n" in draft.pieces[0].text
    assert draft.pieces[0].text.endswith("**Đậm có chấm.**\n")
    assert [guess.first for guess in draft.guesses if guess.kind == "heading by its looks"] == [
        True, True,
    ]  # fmt: skip


CHANGED = p(
    run("Cũ ")
    + f"<w:ins {BY}>{run('thêm ')}</w:ins>"
    + f"<w:del {BY}><w:r><w:delText>bớt </w:delText></w:r>{called(2)}</w:del>"
    + run("còn")
    + '<w:r><w:commentReference w:id="5"/></w:r>'
)
COMMENTS = (
    f'<w:comment w:id="5" w:author="Lê C" w:date="2026-03-05T00:00:00Z">{p("Xem lại")}</w:comment>'
)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        (ACCEPT, "Cũ thêm còn"),
        (REJECT, "Cũ bớt [^1]còn\n\n[^1]: Nguồn"),
        (
            MARK,
            "Cũ thêm <!-- inserted by Trần B, 2026-03-04: thêm --><!-- deleted by Trần B,"
            " 2026-03-04: bớt -->còn<!-- comment by Lê C, 2026-03-05: Xem lại -->",
        ),
    ],
)
def test_changes_are_marked_or_settled(changes: str, text: str) -> None:
    notes = note(2, p("Nguồn"))
    draft = draft_of(p("Bến đò", "H1") + CHANGED, changes, footnotes=notes, comments=COMMENTS)
    shown = draft.pieces[0].text.rstrip("\n")
    assert shown.split() == text.split()
    gone = {one.text: one.line for one in draft.removals if "Xem lại" in one.text}
    assert gone == {"Xem lại": 4}


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    gone = f"<w:rPr><w:del {BY}/></w:rPr>"
    body = p("một ", properties=gone) + p("hai")
    assert text_of(body) == "một hai"
    assert text_of(body, REJECT) == "một\n\nhai"
    new = f"<w:rPr><w:ins {BY}/></w:rPr>"
    assert text_of(p("một ", properties=new) + p("hai"), REJECT) == "một hai"


def test_a_row_that_was_deleted_goes_with_its_words() -> None:
    gone = f"<w:trPr><w:del {BY}/></w:trPr>"
    body = table(cell("a") + cell("b"), gone + cell("c") + cell("d"))
    assert text_of(body, ACCEPT) == "| a | b |\n|---|---|"


def test_running_heads_and_lost_comments_are_listed() -> None:
    draft = draft_of(
        p("Bến đò", "H1") + p("a"), header1=p("Sông Hồng"), footer1=p("trang"), comments=COMMENTS
    )
    found = {one.kind: one.text for one in draft.removals}
    assert found == {
        "running head": "Sông Hồng",
        "line at the foot of the page": "trang",
        "comment that belongs to no place": "Xem lại",
    }


def test_text_that_nobody_asked_for_is_listed_with_its_place() -> None:
    odd = f"<w:frameset>{p('Lạc')}</w:frameset><w:altChunk r:id='x'/>"
    draft = draft_of(p("Bến đò", "H1") + p("a") + odd)
    (lost,) = [one for one in draft.removals if one.text == "Lạc"]
    assert (lost.kind, lost.line) == ("text in a form that is not carried", 3)
    assert "part in another format" in kinds(draft)


def test_endless_nesting_is_flattened() -> None:
    body = "".join(item(f"m{depth}", depth) for depth in range(9))
    draft = draft_of(p("Bến đò", "H1") + body)
    assert all(f"m{depth}" in draft.pieces[0].text for depth in range(9))
    assert "nested too deep" in kinds(draft)


def test_a_picture_alone_is_a_figure_and_a_note_may_hold_one() -> None:
    draft = draft_of(
        p("Bến đò", "H1") + p(run("a") + called(1)), footnotes=note(1, p("x") + p(picture()))
    )
    assert draft.pieces[0].text == "a[^1]\n\n[^1]: x\n"
    assert draft.counts.pictures == 1


def test_notes_and_pictures_outlive_words_that_go() -> None:
    notes = note(1, p("n")) + note(2, p("m")) + note(3, p("o"))
    body = p(run("Sông") + called(1), "Title") + p(run("Phần I. A") + called(2), "H1")
    body += p(run("Chương 1. B"), "H2") + p(run("Mục lục 3") + picture(), "TOC1")
    body += p(run("***") + called(3))
    draft = draft_of(body, footnotes=notes)
    assert draft.counts.notes == 3
    assert [one.text for one in draft.pieces] == [
        "[^1]\n\n[^1]: n\n",
        "[^1]\n\n[^1]: m\n",
        "![Một con đò](images/image1.png)\n\n\\*\\*\\*[^1]\n\n[^1]: o\n",
    ]


def test_verse_says_whose_it_is_but_not_with_its_only_line() -> None:
    assert text_of(p("-- a", "Verse")) == "-- a"
    assert text_of(p("a", "Verse") + p("-- b", "Verse")) == "::: verse\na\n-- b\n:::"
