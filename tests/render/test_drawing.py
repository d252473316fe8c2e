"""Each kind of node as XHTML, in print and in the ebook: one file of `tests/cases/render` each.

A file holds a manuscript, what print makes of it and what the ebook makes of it, without the
opening of the chapter and without the sheet around it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from anban.manuscript.config.model import Format

from .proofs import base, book, rendered

CASES = sorted((Path(__file__).parents[1] / "cases" / "render").glob("*.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_node(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    manuscript, *expected = _read(case)
    found = [_inside(manuscript, form, tmp_path) for form in Format]
    if request.config.getoption("--accept"):
        case.write_text(_written(manuscript, *found), encoding="utf-8")
        return
    assert found == expected


def _read(case: Path) -> list[str]:
    _, *parts = case.read_text(encoding="utf-8").split("=== ")
    return [part.partition("\n")[2].strip("\n") for part in parts]


def _written(manuscript: str, *found: str) -> str:
    names = ("manuscript", *(form.value for form in Format))
    parts = zip(names, (manuscript, *found), strict=True)
    return "\n".join(f"=== {name}\n{text}\n" for name, text in parts)


def _inside(manuscript: str, form: Format, folder: Path) -> str:
    made = book(f"# Sông\n\n{manuscript}\n")
    (sheet,) = rendered(made, form, base(form, folder)).sheets
    inner = sheet.xhtml.partition("</header>\n")[2].rpartition("</section>")[0]
    return inner.strip("\n")


def test_a_macro_is_drawn_for_every_kind() -> None:
    text = "\n".join(case.read_text(encoding="utf-8") for case in CASES)
    for mark in ("<em>", "<sup>", "<sub>", "smallcaps", "<code>", "<br/>", 'class="break', "<dl>"):
        assert mark in text
