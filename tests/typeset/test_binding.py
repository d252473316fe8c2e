"""A sheet's part of the PDF is written anew only if something on its pages is new."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from anban.render.rendition import Rendition
from anban.typeset.filing import HELD, Part, file, pack
from anban.typeset.gathering import STEP, TAGGED_STEP, Gathering, gather, sheets
from anban.typeset.manner import SCREEN, Manner, archive
from anban.typeset.objects import Objects, add, add_stream
from anban.typeset.settle import Layout, Shop, settle
from anban.typeset.write import write

from .books import Manner as Mixture
from .books import Script, Writer, theme
from .specimens import INFO, Specimen

PLAIN = Manner("1.3", tagged=False, linked=False)
MANNERS = {"screen": SCREEN, "archive": archive(), "plain": PLAIN}
NEW = "<p>Một đoạn mới.</p>"


@pytest.fixture
def specimen() -> Specimen:
    return Specimen(css=theme(105, 160))


@pytest.fixture
def chapters() -> list[Script]:
    return [Writer(seed, Mixture(notes=0.4)).chapter(f"c{seed}", 8) for seed in range(4)]


def book(specimen: Specimen, chapters: list[Script]) -> Rendition:
    return specimen.rendition(*(script.sheet() for script in chapters))


def lay(specimen: Specimen, chapters: list[Script], shop: Shop | None = None) -> Layout:
    rendition = book(specimen, chapters)
    return settle(lambda _: rendition, specimen.read, "vi", shop)


def pdf(layout: Layout, manner: Manner = SCREEN) -> bytes:
    data, found = write(layout, INFO, manner)
    assert found == ()
    assert data
    return data


@pytest.fixture
def gathered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sheets that are written anew, as long as this is asked for."""
    names: list[str] = []

    def watched(*given: object) -> Gathering:
        found = gather(*given)  # type: ignore[arg-type]
        names.append(found.pages[0].page.sheet)
        return found

    monkeypatch.setattr("anban.typeset.pdf.gather", watched)
    return names


@pytest.mark.parametrize("name", MANNERS)
def test_an_edit_writes_its_own_sheet_anew(
    name: str, specimen: Specimen, chapters: list[Script], gathered: list[str]
) -> None:
    shop, manner = Shop(), MANNERS[name]
    pdf(lay(specimen, chapters, shop), manner)
    assert gathered == ["c0", "c1", "c2", "c3"]
    gathered.clear()
    chapters[1] = chapters[1].with_block(7, NEW)
    warm = lay(specimen, chapters, shop)
    found = pdf(warm, manner)
    assert gathered == ["c1"]
    assert found == pdf(lay(specimen, chapters), manner)


def test_a_page_more_writes_what_follows_anew(
    specimen: Specimen, chapters: list[Script], gathered: list[str]
) -> None:
    shop = Shop()
    before = lay(specimen, chapters, shop)
    pdf(before)
    gathered.clear()
    chapters[1] = chapters[1].with_block(3, NEW * 30)
    warm = lay(specimen, chapters, shop)
    assert len(warm.pages) > len(before.pages)
    found = pdf(warm)
    assert gathered == ["c1", "c2", "c3"]
    assert found == pdf(lay(specimen, chapters))


def test_nothing_is_written_anew_for_another_kind_of_pdf_in_between(
    specimen: Specimen, chapters: list[Script], gathered: list[str]
) -> None:
    layout = lay(specimen, chapters, Shop())
    first = [pdf(layout, manner) for manner in MANNERS.values()]
    gathered.clear()
    assert [pdf(layout, manner) for manner in MANNERS.values()] == first
    assert gathered == []


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


def test_each_gathering_begins_at_a_number_of_its_own(
    specimen: Specimen, chapters: list[Script]
) -> None:
    layout = lay(specimen, chapters)
    for manner, step in ((SCREEN, TAGGED_STEP), (PLAIN, STEP)):
        with pikepdf.open(io.BytesIO(pdf(layout, manner))) as found:
            numbers = [page.objgen[0] for page in found.pages]
        assert numbers == sorted(numbers)
        firsts = {page.sheet: page.index for page in reversed(layout.pages)}
        starts = [numbers[index] // step for index in firsts.values()]
        assert len(set(starts)) == len(chapters)


# --- the file ------------------------------------------------------------------------------------


def parts(version: str, *firsts: int) -> list[Part]:
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
