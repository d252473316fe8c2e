"""After any edit, a compositor that has kept its work gives what a new one would."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest

from anban.render.rendition import Rendition
from anban.typeset.compositor import Composition, Compositor
from anban.typeset.settle import Layout, LayoutSession, settle
from anban.typeset.write import write
from tests.typeset.books import Editor, Manner, Script, Writer, faults, note, theme
from tests.typeset.specimens import INFO, Specimen, text_of_pages

STEPS = 8
DENSE = Manner(notes=0.5, tall=0.1)


def scripts(seed: int, count: int, blocks: int = 30) -> list[Script]:
    return [Writer(seed + k, DENSE).chapter(f"c{k}", blocks) for k in range(count)]


def rendition(specimen: Specimen, chapters: Sequence[Script]) -> Rendition:
    return specimen.rendition(*(script.sheet() for script in chapters))


def lay(specimen: Specimen, book: Rendition, session: LayoutSession | None = None) -> Layout:
    layout = settle(lambda _: book, specimen.read, "vi", session)
    assert layout.diagnostics == ()
    return layout


def assert_same(warm: Layout, cold: Layout) -> None:
    """Both are the same pages, drawn the same."""
    assert warm.composition
    assert cold.composition
    pairs = zip(warm.composition.pages, cold.composition.pages, strict=True)
    for found, wanted in pairs:
        assert found.page == wanted.page
        assert (found.leaf and found.leaf.page.state) == (wanted.leaf and wanted.leaf.page.state)
        assert (found.leaf and found.leaf.record) == (wanted.leaf and wanted.leaf.record)
        assert found.furniture == wanted.furniture
        assert (found.geometry, found.shift) == (wanted.geometry, wanted.shift)
    assert warm.pagination == cold.pagination


def laid(layout: Layout) -> int:
    assert layout.composition
    return layout.composition.laid


def pdf(layout: Layout) -> bytes:
    data, found = write(layout, INFO)
    assert found == ()
    assert data
    return data


THEMES = {
    "even": "",
    "tracked": ":root { --tracking: 0.015em; --loose: 0.3em }",
    "sided": "@page :left { margin-left: 22mm } @page :right { margin-right: 18mm }",
    "moved": "@page :left { margin-left: 20mm; margin-right: 12mm }"
    "@page :right { margin-left: 12mm; margin-right: 20mm }",
    "recto": ".sheet { break-before: recto } h2 { string-set: part content() }"
    "@page { @top-center { content: string(part) } }",
}


@pytest.mark.parametrize("kind", THEMES)
def test_after_any_edit_the_book_is_that_of_a_new_build(kind: str) -> None:
    specimen = Specimen(css=theme(105, 160) + THEMES[kind])
    editor, session = Editor(len(kind)), LayoutSession()
    chapters = scripts(len(kind), 2, 6)
    lay(specimen, rendition(specimen, chapters), session)
    for step in range(STEPS):
        at = step % len(chapters)
        name, changed = editor.edit(chapters[at])
        if len(changed.paragraphs()) < 4:
            continue
        chapters = [*chapters[:at], changed, *chapters[at + 1 :]]
        book = rendition(specimen, chapters)
        warm, cold = lay(specimen, book, session), lay(specimen, book)
        assert_same(warm, cold)
        assert pdf(warm) == pdf(cold), name
        assert faults([script.sheet() for script in chapters], warm.pages) == {}


def test_sheets_come_go_and_move() -> None:
    specimen = Specimen(css=theme(105, 160) + THEMES["moved"])
    session, one, two, three = LayoutSession(), *scripts(40, 3, 4)
    for chapters in (
        [one, two], [one, two, three], [three, one, two], [one, three], [three], [one, two, three],
    ):  # fmt: skip
        book = rendition(specimen, chapters)
        warm = lay(specimen, book, session)
        assert_same(warm, lay(specimen, book))


def test_what_only_moves_is_not_laid_out_again() -> None:
    specimen = Specimen(css=theme(105, 160) + THEMES["moved"])
    session, two = LayoutSession(), scripts(50, 1, 6)[0]
    before = lay(specimen, rendition(specimen, [two]), session)
    assert laid(before) == len(before.pages)
    assert laid(lay(specimen, rendition(specimen, [two]), session)) == 0
    front = Script("x", ("<p>một</p>",))
    after = lay(specimen, rendition(specimen, [front, two]), session)
    assert laid(after) == 1
    assert after.pages[1].text_left != before.pages[0].text_left


def test_a_word_changes_few_pages() -> None:
    specimen = Specimen(css=theme(105, 160))
    chapter = Writer(9, Manner(notes=0.2, tall=0, plain=1)).chapter("a", 40)
    session = LayoutSession()
    before = lay(specimen, rendition(specimen, [chapter]), session)
    assert len(before.pages) > 8
    changed = Editor(1).word(chapter, chapter.paragraphs()[20])
    assert 1 <= laid(lay(specimen, rendition(specimen, [changed]), session)) <= 4


def test_a_note_added_in_front_changes_numbers_but_few_pages() -> None:
    specimen = Specimen(css=theme(105, 160))
    paragraphs = tuple(f"<p>chỗ{n}{note(f'lời{n}')}</p>" for n in range(120))
    chapter, session = Script("a", paragraphs), LayoutSession()
    lay(specimen, rendition(specimen, [chapter]), session)
    changed = chapter.having(0, f"<p>chỗ{note('mới')} {paragraphs[0][3:]}")
    after = lay(specimen, rendition(specimen, [changed]), session)
    assert laid(after) <= 3 < len(after.pages)
    text = "".join(text_of_pages(pdf(after)))
    drawn = re.findall(r"(\d+)\s+lời(\d+)", text)
    assert [(int(number), int(n)) for number, n in drawn] == [(n + 2, n) for n in range(120)]
    called = re.findall(r"chỗ(\d+?)(\d{1,3})$", text, re.M)
    assert len(re.findall("chỗ", text)) == 121
    assert called


@pytest.mark.parametrize("notes", [9, 99])
def test_a_number_that_gets_a_digit_more(notes: int) -> None:
    specimen = Specimen(css=theme(105, 160))
    paragraphs = tuple(f"<p>chỗ{note(f'lời{n}')}</p>" for n in range(notes))
    chapter, session = Script("a", paragraphs), LayoutSession()
    lay(specimen, rendition(specimen, [chapter]), session)
    book = rendition(specimen, [chapter.with_block(0, f"<p>đầu{note('mới')}</p>")])
    warm, cold = lay(specimen, book, session), lay(specimen, book)
    assert_same(warm, cold)
    assert pdf(warm) == pdf(cold)


def test_page_references_lay_few_pages_again(monkeypatch: pytest.MonkeyPatch) -> None:
    specimen = Specimen(css=theme(105, 160))
    chapters = scripts(60, 2, 8)
    counts: list[int] = []
    compose = Compositor.compose

    def counted(self: Compositor, book: Rendition) -> Composition:
        found = compose(self, book)
        counts.append(found.laid)
        return found

    monkeypatch.setattr(Compositor, "compose", counted)

    def render(labels: Mapping[str, str]) -> Rendition:
        shown = labels.get("c1", "000")
        words = f'<p>Xem trang <a class="reference generated" href="#c1">{shown}</a>.</p>'
        first = chapters[0].with_block(5, words)
        return rendition(specimen, [first, chapters[1]])

    layout = settle(render, specimen.read, "vi")
    assert layout.diagnostics == ()
    assert counts[0] == len(layout.pages)
    assert len(counts) == 2
    assert 1 <= counts[1] <= 3
    text = "".join(text_of_pages(pdf(layout)))
    assert f"Xem trang {layout.labels['c1']}." in text
