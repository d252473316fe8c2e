"""What stands in a paragraph of a Word document, and what becomes of it."""

from __future__ import annotations

import pytest

from tests.importers.docx.word import (
    called,
    draft_of,
    field,
    kinds,
    note,
    p,
    picture,
    run,
    text_of,
)

NOTES = note(-1, p("—")).replace("<w:footnote ", '<w:footnote w:type="separator" ') + note(
    1, p("<w:r><w:footnoteRef/></w:r>" + run(" Tên sách, ") + run("tr. 24", "<w:i/>"))
)


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (run("a ") + run("b ", "<w:i/>") + run("c", "<w:b/>"), "a *b* **c**"),
        (run("a") + run("b", '<w:b w:val="0"/>'), "ab"),
        (run("a", "<w:smallCaps/>"), "[a]{.smallcaps}"),
        (run("a", '<w:rStyle w:val="Caps"/>'), "[a]{.smallcaps}"),
        (run("m") + run("2", '<w:vertAlign w:val="superscript"/>'), "m[2]{.superscript}"),
        (run("H") + run("2", '<w:vertAlign w:val="subscript"/>'), "H[2]{.subscript}"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a b\\\nc"),
        ('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r>', "ab"),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/></w:r>", "a\u2011b"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:t> a</w:t></w:r>', "• a"),
        (f'<w:hyperlink r:id="rIdWeb">{run("a")}</w:hyperlink>', "[a](https://example.org/a%20b)"),
        (field(' HYPERLINK "https://example.org" ', "a"), "[a](https://example.org)"),
        (
            f'<w:fldSimple w:instr="HYPERLINK &quot;https://e.org&quot;">{run("a")}</w:fldSimple>',
            "[a](https://e.org)",
        ),
        (f"<w:smartTag><w:customXml>{run('a')}</w:customXml></w:smartTag>", "a"),
        (f"<w:sdt><w:sdtContent>{run('a')}</w:sdtContent></w:sdt>", "a"),
        (f"<w:unknown>{run('a')}</w:unknown>", "a"),
        (run("a* [b] <c> 1_2_"), "a\\* [b] \\<c> 1_2\\_".replace("[b]", "[b]")),
        (run("Tiếng Lào: ສະບາຍດີ."), "Tiếng Lào: [ສະບາຍດີ]{lang=lo}."),
    ],
)
def test_a_run(runs: str, text: str) -> None:
    runs = runs.replace("<c>", "&lt;c&gt;")
    assert text_of(p(runs)) == text


def test_the_look_of_a_style_is_no_emphasis_and_its_opposite_is() -> None:
    text = text_of(p(run("a ") + run("b", '<w:i w:val="0"/>'), "Quote"))
    assert text == "> a *b*"


def test_a_language_that_is_rare_is_kept_and_a_habit_of_word_is_not() -> None:
    english = '<w:lang w:val="en-US"/>'
    body = p(run("Một câu dài bằng tiếng Việt cho đủ chữ. ", english))
    body += p(run("le bac ", '<w:lang w:val="fr-FR"/>') + run("đò ", '<w:lang w:val="fr-FR"/>'))
    assert text_of(body).endswith("[le bac]{lang=fr} đò")


def test_notes_keep_their_looks_and_their_order() -> None:
    ends = note(1, p("Nguồn."), "endnote")
    body = p(run("Một") + called(1) + run(" hai") + called(1, "endnote") + run("."))
    draft = draft_of(p("Bến đò", "H1") + body, footnotes=NOTES, endnotes=ends)
    assert draft.pieces[0].text == (
        "Một[^1] hai[^2].\n\n[^1]: Tên sách, *tr. 24*\n\n[^2]: Nguồn.\n"
    )
    assert draft.counts.notes == 2
    assert {"endnotes", "line above the notes"} <= kinds(draft)


def test_a_note_that_is_missing_lost_or_called_twice_is_told() -> None:
    notes = NOTES + note(2, p("Lạc.")) + note(3, p(""))
    body = p(run("a") + called(1) + called(9) + called(3) + run(" b") + called(1))
    draft = draft_of(p("Bến đò", "H1") + body, footnotes=notes)
    assert draft.pieces[0].text.startswith("a[^1] b[](#^1)\n\nLạc.")
    assert {"note without words", "note that is never called", "note called again"} <= kinds(draft)


def test_a_note_inside_a_note_stands_in_brackets() -> None:
    notes = note(1, p(run("Ngoài") + called(2))) + note(2, p(run("trong") + called(1)))
    draft = draft_of(p("Bến đò", "H1") + p(run("a") + called(1)), footnotes=notes)
    assert draft.pieces[0].text == "a[^1]\n\n[^1]: Ngoài \\[trong[](#^1)\\]\n"


def test_a_mark_of_the_authors_own_is_not_text() -> None:
    mark = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
    draft = draft_of(p("Bến đò", "H1") + p(run("a") + mark), footnotes=NOTES)
    assert draft.pieces[0].text.startswith("a[^1]\n")
    assert "mark of a note, which the book makes" in kinds(draft)


def test_what_word_makes_by_itself_goes_and_is_listed() -> None:
    body = p("<w:r/>" + field(' TOC \\o "1-3" ', "Chương một 3"))
    body += p("Mục lục dòng 5", "TOC1") + p(run("trang ") + field(" PAGE ", "7"))
    body += (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
        f"</w:sdtPr><w:sdtContent>{p('Mục lục 9')}</w:sdtContent></w:sdt>"
    )
    draft = draft_of(p("Bến đò", "H1") + body)
    assert draft.pieces[0].text == "trang\n"
    gone = [one.text for one in draft.removals if one.kind == "contents, which the book makes"]
    assert gone == ["Chương một 3", "Mục lục dòng 5", "Mục lục 9"] or sorted(gone)
    assert "page number" in kinds(draft)


def test_references_lead_to_headings_or_say_that_they_do_not() -> None:
    mark = '<w:bookmarkStart w:id="1" w:name="_Ref 1"/>'
    body = p(f"{mark}{run('Mục')}", "H2") + p(
        field(" REF _Ref1x ", "đâu") + field(" PAGEREF x ", "12")
    )
    body += p(f'<w:hyperlink w:anchor="_Ref 1">{run("kia")}</w:hyperlink>')
    draft = draft_of(p("Bến đò", "H1") + body)
    assert draft.pieces[0].text == "## Mục {#ref-1}\n\nđâu12\n\n[kia](#ref-1)\n"
    assert {"link to a place without a label", "page in a reference"} <= kinds(draft)


def test_an_index_mark_stays_as_an_editors_mark() -> None:
    body = p(run("Hà Nội") + field(' XE "Hà Nội" ', ""))
    assert text_of(body) == "Hà Nội<!-- index: Hà Nội -->"


def test_hidden_text_goes_and_struck_text_stays_and_both_are_told() -> None:
    body = p(run("a") + run("ẩn", "<w:vanish/>") + run("gạch", "<w:strike/>"))
    draft = draft_of(p("Bến đò", "H1") + body)
    assert draft.pieces[0].text == "agạch\n"
    assert {"hidden text", "text struck out"} <= kinds(draft)


def test_a_text_box_stands_behind_its_paragraph_and_once() -> None:
    box = f"<w:txbxContent>{p('Trong hộp')}</w:txbxContent>"
    both = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    draft = draft_of(p("Bến đò", "H1") + p(run("Ngoài") + both))
    assert draft.pieces[0].text == "Ngoài\n\nTrong hộp\n"
    assert "text box" in kinds(draft)


def test_an_equation_keeps_its_letters_and_is_marked() -> None:
    body = p(run("Với ") + "<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>")
    draft = draft_of(p("Bến đò", "H1") + body)
    assert draft.pieces[0].text == "Với E=mc<!-- equation: set it as a picture -->\n"
    assert any(guess.kind == "equation" and guess.first for guess in draft.guesses)


def test_a_reading_above_a_word_is_listed() -> None:
    ruby = (
        f"<w:r><w:ruby><w:rt>{run('x')}</w:rt><w:rubyBase>{run('河')}</w:rubyBase></w:ruby></w:r>"
    )
    assert text_of(p(ruby)) == "[河]{lang=zh}"


def test_pictures_are_taken_described_and_measured() -> None:
    body = p(picture(wide=2_857_500)) + p("Hình 3. Sang sông", "Caption")
    body += p(run("chữ ") + picture(words=""))
    draft = draft_of(p("Bến đò", "H1") + body)
    assert draft.pieces[0].text == (
        "![Một con đò](images/image1.png){width=50}\n\n: Sang sông\n\n"
        "chữ ![](images/image1.png){.decorative}\n"
    )
    assert [one.name for one in draft.pictures] == ["image1.png"]
    assert {
        "number of a figure or table, which the book makes",
        "picture without a description",
    } <= kinds(draft)


@pytest.mark.parametrize("identity", ["rIdFar", "rIdGone", "rIdEmf", "rIdSvg", "rIdNone"])
def test_a_picture_that_cannot_be_carried_is_listed_with_its_words(identity: str) -> None:
    draft = draft_of(p("Bến đò", "H1") + p(run("a") + picture(identity)))
    assert draft.pieces[0].text == "a\n"
    assert not draft.pictures
    found = [guess for guess in draft.guesses if guess.kind == "picture that is not carried"]
    assert found[0].first
    assert found[0].line == 2


def test_a_chart_is_listed_and_a_line_is_not() -> None:
    chart = (
        "<w:r><w:drawing><wp:docPr descr='Biểu đồ'/><a:graphic><a:graphicData uri='x/chart'/>"
        "</a:graphic></w:drawing></w:r>"
    )
    line = "<w:r><w:pict><v:line/></w:pict></w:r>"
    draft = draft_of(p("Bến đò", "H1") + p(run("a") + chart + line))
    assert draft.counts.pictures == 1
    assert "picture that is not carried" in kinds(draft)
