"""A sheet's part of the PDF is written anew only if something on its pages is new."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from anban.render.rendition import Rendition
from anban.typeset.pages.furniture import Geometry
from anban.typeset.pages.ink import Ink, Resources
from anban.typeset.pages.placing import Placed
from anban.typeset.pdf.filing import HELD, FilePart, file, pack
from anban.typeset.pdf.mixing import Mixing
from anban.typeset.pdf.objects import Objects, add, add_stream
from anban.typeset.pdf.resources import PdfResources
from anban.typeset.pdf.section import (
    STEP,
    TAGGED_STEP,
    PdfSection,
    Placement,
    make_section,
    sheets,
    source,
)
from anban.typeset.pdf.variant import SCREEN, PdfVariant, archive
from anban.typeset.settle import Layout, LayoutSession, settle
from anban.typeset.store import codec
from anban.typeset.write import write
from tests.typeset.books import Manner as Mixture
from tests.typeset.books import Script, Writer, theme
from tests.typeset.specimens import INFO, Specimen
from tests.typeset.store.test_laid_sheet import Memory

PLAIN = PdfVariant("1.3", tagged=False, linked=False)
VARIANTS = {"screen": SCREEN, "archive": archive(), "plain": PLAIN}
NEW = "<p>Một đoạn mới.</p>"


@pytest.fixture
def specimen() -> Specimen:
    return Specimen(css=theme(105, 160))


@pytest.fixture
def chapters() -> list[Script]:
    return [Writer(seed, Mixture(notes=0.4)).chapter(f"c{seed}", 8) for seed in range(4)]


def book(specimen: Specimen, chapters: list[Script]) -> Rendition:
    return specimen.rendition(*(script.sheet() for script in chapters))


def lay(specimen: Specimen, chapters: list[Script], session: LayoutSession | None = None) -> Layout:
    rendition = book(specimen, chapters)
    return settle(lambda _: rendition, specimen.read, "vi", session)


def pdf(layout: Layout, variant: PdfVariant = SCREEN) -> bytes:
    data, found = write(layout, INFO, variant)
    assert found == ()
    assert data
    return data


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sheets that are written anew, as long as this is asked for."""
    names: list[str] = []

    def watched(pages: tuple[Placed, ...], *given: Any) -> PdfSection:
        names.append(pages[0].page.sheet)
        return make_section(pages, *given)

    monkeypatch.setattr("anban.typeset.pdf.binding.make_section", watched)
    return names


@pytest.mark.parametrize("name", VARIANTS)
def test_an_edit_writes_its_own_sheet_anew(
    name: str, specimen: Specimen, chapters: list[Script], written: list[str]
) -> None:
    session, variant = LayoutSession(), VARIANTS[name]
    pdf(lay(specimen, chapters, session), variant)
    assert written == ["c0", "c1", "c2", "c3"]
    written.clear()
    chapters[1] = chapters[1].with_block(7, NEW)
    warm = lay(specimen, chapters, session)
    found = pdf(warm, variant)
    assert written == ["c1"]
    assert found == pdf(lay(specimen, chapters), variant)


def test_a_page_more_writes_what_follows_anew(
    specimen: Specimen, chapters: list[Script], written: list[str]
) -> None:
    session = LayoutSession()
    before = lay(specimen, chapters, session)
    pdf(before)
    written.clear()
    chapters[1] = chapters[1].with_block(3, NEW * 30)
    warm = lay(specimen, chapters, session)
    assert len(warm.pages) > len(before.pages)
    found = pdf(warm)
    assert written == ["c1", "c2", "c3"]
    assert found == pdf(lay(specimen, chapters))


def test_nothing_is_written_anew_for_another_kind_of_pdf_in_between(
    specimen: Specimen, chapters: list[Script], written: list[str]
) -> None:
    layout = lay(specimen, chapters, LayoutSession())
    first = [pdf(layout, variant) for variant in VARIANTS.values()]
    written.clear()
    assert [pdf(layout, variant) for variant in VARIANTS.values()] == first
    assert written == []


def test_blank_pages_go_with_the_sheet_before_them(specimen: Specimen) -> None:
    styled = specimen.having(".sheet { break-before: recto }")
    layout = settle(
        lambda _: styled.rendition(*(styled.sheet(name, "<p>x</p>") for name in "abc")),
        styled.read,
        "vi",
    )
    assert layout.composition
    found = [[page.page.index for page in one] for one in sheets(layout.composition.pages)]
    assert found == [[0, 1], [2, 3], [4]]
    assert list(sheets(())) == []


def test_a_book_of_blank_pages_alone_has_a_structure_without_kids(specimen: Specimen) -> None:
    layout = settle(lambda _: specimen.having().rendition(), specimen.read, "vi")
    with pikepdf.open(io.BytesIO(pdf(layout))) as found:
        assert len(found.pages) == 0
        assert "/K" not in found.Root.StructTreeRoot.K[0]


def test_each_section_begins_at_a_number_of_its_own(
    specimen: Specimen, chapters: list[Script]
) -> None:
    layout = lay(specimen, chapters)
    for variant, step in ((SCREEN, TAGGED_STEP), (PLAIN, STEP)):
        with pikepdf.open(io.BytesIO(pdf(layout, variant))) as found:
            numbers = [page.objgen[0] for page in found.pages]
        assert numbers == sorted(numbers)
        firsts = {page.sheet: page.index for page in reversed(layout.pages)}
        starts = [numbers[index] // step for index in firsts.values()]
        assert len(set(starts)) == len(chapters)


# --- another process -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", VARIANTS)
def test_a_new_process_takes_over_what_is_as_it_was(
    name: str, specimen: Specimen, chapters: list[Script], written: list[str]
) -> None:
    memory, variant = Memory(), VARIANTS[name]
    cold = pdf(lay(specimen, chapters, LayoutSession(memory)), variant)
    written.clear()
    assert pdf(lay(specimen, chapters, LayoutSession(memory)), variant) == cold
    assert written == []
    chapters[2] = chapters[2].with_block(7, NEW)
    found = pdf(lay(specimen, chapters, LayoutSession(memory)), variant)
    assert written == ["c2"]
    assert found == pdf(lay(specimen, chapters), variant)


def test_kinds_of_pdf_do_not_mix(
    specimen: Specimen, chapters: list[Script], written: list[str]
) -> None:
    memory = Memory()
    wanted = [pdf(lay(specimen, chapters), variant) for variant in VARIANTS.values()]
    for _ in range(2):
        written.clear()
        layout = lay(specimen, chapters, LayoutSession(memory))
        assert [pdf(layout, variant) for variant in VARIANTS.values()] == wanted
    assert written == []


def test_what_is_damaged_or_foreign_is_written_anew(
    specimen: Specimen, chapters: list[Script], written: list[str]
) -> None:
    memory = Memory()
    cold = pdf(lay(specimen, chapters, LayoutSession(memory)))
    mine = sorted(key for key in memory.entries if b"PdfVariant(" in key)
    assert len(mine) == len(chapters)
    good = memory.entries[mine[0]]
    memory.entries[mine[0]] = b"x"
    memory.entries[mine[1]] = codec.dump((b"another source", codec.load(good)[1]))
    memory.entries[mine[2]] = codec.dump((codec.load(memory.entries[mine[2]])[0], "no section"))
    memory.entries[mine[3]] = codec.dump((1, 2, 3))
    written.clear()
    assert pdf(lay(specimen, chapters, LayoutSession(memory))) == cold
    assert written == ["c0", "c1", "c2", "c3"]


@pytest.mark.parametrize(
    "change",
    [
        {"furniture": Ink((b"q",), (), Resources())},
        {"shift": 9.0},
        {"geometry": Geometry(1.0, 2.0, (0.0,) * 4, 0.0, 0.0, 1.0, 2.0)},
    ],
)
def test_whatever_a_page_is_made_of_tells_its_section(
    specimen: Specimen, chapters: list[Script], change: dict[str, Any]
) -> None:
    layout = lay(specimen, chapters, LayoutSession(Memory()))
    assert layout.composition
    pages = layout.composition.pages[:2]
    placement = Placement(128, 0, b"1 0 R", b"5 0 R")
    pdf_resources = PdfResources(Objects(8), layout.composition.engine, SCREEN)
    beside: list[tuple[Ink, ...]] = [(), ()]
    told = source(pages, beside, placement, pdf_resources, SCREEN)
    assert told
    changed = (pages[0], replace(pages[1], **change))
    others = {
        source(changed, beside, placement, pdf_resources, SCREEN),
        source(pages[:1], beside[:1], placement, pdf_resources, SCREEN),
        source(pages[::-1], beside, placement, pdf_resources, SCREEN),
        source(pages, [(), (Ink((b"q",), (), Resources()),)], placement, pdf_resources, SCREEN),
        source(pages, beside, replace(placement, level=1), pdf_resources, SCREEN),
        source(pages, beside, placement, pdf_resources, PLAIN),
        source(
            pages, beside, placement, pdf_resources, replace(SCREEN, mixing=Mixing(b"a profile"))
        ),
    }
    assert told not in others
    assert len(others) == 7
    pdf_resources.pictures["a"] = b"9 0 R"
    assert source(pages, beside, placement, pdf_resources, SCREEN) != told


def test_without_a_place_to_keep_it_nothing_tells_a_section(
    specimen: Specimen, chapters: list[Script]
) -> None:
    layout = lay(specimen, chapters)
    assert layout.composition
    pdf_resources = PdfResources(Objects(8), layout.composition.engine, SCREEN)
    placement = Placement(128, 0, b"1 0 R", b"5 0 R")
    assert source(layout.composition.pages[:1], [()], placement, pdf_resources, SCREEN) == b""


# --- the file ------------------------------------------------------------------------------------


def parts(version: str, *firsts: int) -> list[FilePart]:
    """Parts with a text and as many small objects as it takes for two object streams."""
    found = []
    for first in firsts:
        objects = Objects(first)
        add_stream(objects, b"stream %d" % first)
        for number in range(HELD + 1):
            add(objects, b"(%d)" % (first + number))
        found.append(pack(objects, version))
    return found


@pytest.mark.parametrize("version", ["1.3", "1.7"])
def test_every_object_is_found_at_its_number(version: str, tmp_path: Path) -> None:
    first = Objects(1)
    add(first, b"<</Type /Catalog/Pages 2 0 R>>")
    add(first, b"<</Type /Pages/Kids []/Count 0>>")
    data = file([pack(first, version), *parts(version, 16, 400)], version, b"/Root 1 0 R")
    with pikepdf.open(io.BytesIO(data)) as found:
        for start in (16, 400):
            assert found.get_object(start, 0).read_bytes() == b"stream %d" % start
            texts = [str(found.get_object(start + 1 + n, 0)) for n in range(HELD + 1)]
            assert texts == [str(start + n) for n in range(HELD + 1)]
        assert found.get_object(10, 0) is None
    if shutil.which("qpdf"):
        path = tmp_path / "book.pdf"
        path.write_bytes(data)
        done = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")


def test_the_identifier_is_made_from_what_the_file_holds() -> None:
    one, other = (file(parts("1.7", 1, first), "1.7", b"") for first in (200, 300))
    names = [data[data.rindex(b"/ID [") :].split(b"]")[0] for data in (one, other)]
    assert names[0] != names[1]
    assert file(parts("1.7", 1, 200), "1.7", b"") == one
