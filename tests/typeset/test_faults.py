"""What the engine raises is a finding about the book; what we raise ourselves is our own fault."""

from __future__ import annotations

import pytest

from anban.typeset.settle import Layout, settle
from anban.typeset.store import laid_sheet
from tests.typeset.specimens import Specimen


def laid(specimen: Specimen, markup: str = "<p>x</p>") -> Layout:
    rendition = specimen.rendition(specimen.sheet("a", markup))
    return settle(lambda _: rendition, specimen.read, "en")


def raising(error: Exception) -> object:
    def broken(*_words: object, **_names: object) -> object:
        raise error

    return broken


@pytest.mark.parametrize("error", [TypeError("no"), AssertionError(), KeyError("x"), OSError("no")])
def test_a_fault_of_our_own_is_raised_as_it_is(
    specimen: Specimen, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(laid_sheet, "record", raising(error))
    with pytest.raises(type(error)) as caught:
        laid(specimen)
    assert caught.value is error


@pytest.mark.parametrize("error", [TypeError("no"), AssertionError(), KeyError("x"), OSError("no")])
@pytest.mark.parametrize("name", ["layout.page.make_page", "layout.page.margin_box_content_layout"])
def test_what_the_engine_raises_is_a_finding_with_its_traceback(
    specimen: Specimen, monkeypatch: pytest.MonkeyPatch, error: Exception, name: str
) -> None:
    monkeypatch.setattr(f"weasyprint.{name}", raising(error))
    layout = laid(specimen.having("@page { @top-center { content: 'head' } }"))
    assert (layout.pages, layout.composition) == ((), None)
    (found,) = layout.diagnostics
    assert found.code == "L104"
    assert type(error).__name__ in found.message
    assert found.trace.startswith("Traceback (most recent call last):\n")
    assert "weasyprint/layout/page.py" in found.trace


def test_our_own_hook_that_fails_below_the_engine_is_our_fault(
    specimen: Specimen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine's frames are around it, but the innermost is ours."""
    monkeypatch.setattr("anban.typeset.pages.grid.block_level_layout", raising(TypeError("ours")))
    with pytest.raises(TypeError, match="ours"):
        laid(specimen)


def test_nesting_without_measure_is_told_of_the_book_wherever_the_stack_was_full(
    specimen: Specimen,
) -> None:
    (found,) = laid(specimen, "<div>" * 3000 + "x" + "</div>" * 3000).diagnostics
    assert "RecursionError" in found.message


def test_a_reader_that_fails_is_our_fault_though_the_engine_called_it(specimen: Specimen) -> None:
    styled = specimen.having(read=lambda _: b"x".decode("no such codec").encode())
    with pytest.raises(LookupError, match="no such codec"):
        laid(styled, '<p><img src="a.png" alt="x"/></p>')


def test_a_file_that_is_not_given_is_the_fault_of_the_book(specimen: Specimen) -> None:
    def absent(path: str) -> bytes:
        raise FileNotFoundError(path)

    found = laid(specimen.having(read=absent), '<p><img src="a.png" alt="x"/></p>').diagnostics
    assert [one.code for one in found] == ["L102"]


def test_a_fault_that_tells_nothing_of_the_pages_keeps_two_findings_equal(
    specimen: Specimen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The traceback is for whoever mends it; a finding is told once."""
    monkeypatch.setattr("weasyprint.layout.page.make_page", raising(ValueError("no")))
    (one,), (other,) = laid(specimen).diagnostics, laid(specimen).diagnostics
    assert one == other
