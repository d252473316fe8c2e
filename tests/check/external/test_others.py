"""Ace, the Nu Html Checker and stylelint as programs that may be absent, crash or say something.

What they say of a real EPUB is tested in `tests/readers`, where they are installed.
"""

from __future__ import annotations

import json

import pytest

from anban.check.external.findings import Checker, Finding, NotChecked, Outcome
from anban.check.external.row import ALL
from anban.check.external.rules import (
    ACE_REMARK,
    ACE_VIOLATION,
    STYLELINT_FINDING,
    VNU_ERROR,
    VNU_WARNING,
)

from .conftest import Shelf

CHECKERS = {checker.name: checker for checker in ALL}


def judged(shelf: Shelf, name: str) -> Outcome:
    checker: Checker = CHECKERS[name]
    return checker.judge(shelf.room / "book.epub", shelf.room, 60)


def reason(outcome: Outcome) -> str:
    assert isinstance(outcome, NotChecked)
    assert outcome.action
    return outcome.reason


@pytest.mark.parametrize("name", ["ace", "vnu", "stylelint"])
def test_what_is_absent_has_not_checked(shelf: Shelf, name: str) -> None:
    assert reason(judged(shelf, name)) == f"{name} is not installed"


# --- Ace ------------------------------------------------------------------------------------------


def assertion(impact: str, cfi: str | None) -> dict[str, object]:
    pointer = {"earl:pointer": {"cfi": [cfi]}} if cfi else {}
    return {
        "earl:test": {"earl:impact": impact, "dct:title": "image-alt"},
        "earl:result": {"dct:description": "no alt\nno title", **pointer},
    }


def ace(shelf: Shelf, code: int, *documents: tuple[str, dict[str, object]]) -> None:
    report = {
        "assertions": [
            {"earl:testSubject": {"url": url}, "assertions": [found]} for url, found in documents
        ]
    }
    (shelf.folder / "report").write_text(json.dumps(report))
    shelf.put("chromium", "")
    shelf.put(
        "ace-cli",
        'test "$PUPPETEER_EXECUTABLE_PATH" || exit 9\n'
        f"/bin/mkdir ace; /bin/cp {shelf.folder}/report ace/report.json; exit {code}",
    )


def test_ace_finds_nothing(shelf: Shelf) -> None:
    ace(shelf, 0)
    assert judged(shelf, "ace") == ()


def test_ace_names_the_element_by_the_way_to_it(shelf: Shelf) -> None:
    ace(
        shelf,
        2,
        ("text/a.xhtml", assertion("critical", "/4/2[a]/84[fig]/2")),
        ("/OEBPS/nav.xhtml", assertion("moderate", None)),
    )
    assert judged(shelf, "ace") == (
        Finding(
            ACE_VIOLATION, "image-alt", "no alt no title", "OEBPS/text/a.xhtml", steps=(2, 1, 42, 1)
        ),
        Finding(ACE_REMARK, "image-alt", "no alt no title", "OEBPS/nav.xhtml"),
    )


def test_ace_without_a_browser_has_not_checked(shelf: Shelf) -> None:
    shelf.put("ace", "")
    assert reason(judged(shelf, "ace")) == "there is no browser for it"


def test_ace_that_ends_without_a_report_has_not_checked(shelf: Shelf) -> None:
    shelf.put("chromium", "")
    shelf.put("ace", "echo 'no sandbox' >&2; exit 1")
    assert reason(judged(shelf, "ace")) == "it ended with 1: no sandbox"


def test_ace_whose_exit_code_and_report_differ_has_not_checked(shelf: Shelf) -> None:
    ace(shelf, 0, ("text/a.xhtml", assertion("minor", None)))
    assert reason(judged(shelf, "ace")) == "it ended with 0"


def test_ace_that_cannot_be_started_has_not_checked(shelf: Shelf) -> None:
    shelf.put("chromium", "")
    shelf.put("ace", "").write_bytes(b"\x7fELF")
    assert reason(judged(shelf, "ace")).startswith("ace cannot be run")


# --- the Nu Html Checker --------------------------------------------------------------------------


def vnu(shelf: Shelf, code: int, *kinds: str) -> None:
    messages = [
        {
            "type": kind,
            "url": f"file:{shelf.room}/OEBPS/text/a%20b.xhtml",
            "lastLine": 3,
            "lastColumn": 9,
            "message": "odd",
        }
        for kind in kinds
    ]
    shelf.answers("vnu", json.dumps({"messages": messages}), code)


def test_vnu_finds_nothing(shelf: Shelf) -> None:
    vnu(shelf, 0)
    assert judged(shelf, "vnu") == ()


def test_vnu_tells_errors_from_warnings(shelf: Shelf) -> None:
    vnu(shelf, 1, "error", "info")
    place = ("OEBPS/text/a b.xhtml", 3, 9)
    assert judged(shelf, "vnu") == (
        Finding(VNU_ERROR, "error", "odd", *place),
        Finding(VNU_WARNING, "info", "odd", *place),
    )


def test_vnu_is_asked_for_every_document_and_style_sheet(shelf: Shelf) -> None:
    (shelf.room / "OEBPS" / "nav.xhtml").write_text("")
    shelf.put("vnu", f'echo "$@" > {shelf.folder}/asked; echo \'{{"messages": []}}\'')
    assert judged(shelf, "vnu") == ()
    asked = (shelf.folder / "asked").read_text().split()
    assert asked[-2:] == ["OEBPS/css/book.css", "OEBPS/nav.xhtml"]


@pytest.mark.parametrize(("code", "kinds"), [(0, ("error",)), (1, ()), (1, ("info",))])
def test_vnu_whose_exit_code_and_answer_differ_has_not_checked(
    shelf: Shelf, code: int, kinds: tuple[str, ...]
) -> None:
    vnu(shelf, code, *kinds)
    assert reason(judged(shelf, "vnu")) == f"it ended with {code}"


def test_vnu_that_crashes_has_not_checked(shelf: Shelf) -> None:
    shelf.answers("vnu", "", 1, "no memory")
    assert reason(judged(shelf, "vnu")) == "it ended with 1: no memory"


def test_vnu_as_npm_installs_it_is_run_with_java(shelf: Shelf) -> None:
    jar = shelf.folder / "build" / "dist" / "vnu.jar"
    jar.parent.mkdir(parents=True)
    jar.write_text("")
    shelf.put("vnu", "exit 1")
    assert reason(judged(shelf, "vnu")) == "java is not installed"
    shelf.put("java", f'test "$2" = {jar} && echo \'{{"messages": []}}\'')
    assert judged(shelf, "vnu") == ()


def test_vnu_that_cannot_be_started_has_not_checked(shelf: Shelf) -> None:
    shelf.put("vnu", "").write_bytes(b"\x7fELF")
    assert reason(judged(shelf, "vnu")).startswith("vnu cannot be run")


# --- stylelint ------------------------------------------------------------------------------------


def stylelint(shelf: Shelf, code: int, *warnings: dict[str, object]) -> None:
    source = str(shelf.room / "OEBPS/css/book.css")
    (shelf.folder / "lint").write_text(json.dumps([{"source": source, "warnings": warnings}]))
    shelf.put("stylelint", f"/bin/cp {shelf.folder}/lint lint.json; exit {code}")


def test_stylelint_finds_nothing(shelf: Shelf) -> None:
    stylelint(shelf, 0)
    assert judged(shelf, "stylelint") == ()


def test_stylelint_finds_a_length_that_is_fixed(shelf: Shelf) -> None:
    text = "Unexpected unit (unit-disallowed-list)"
    stylelint(shelf, 2, {"rule": "unit-disallowed-list", "text": text, "line": 2, "column": 5})
    assert judged(shelf, "stylelint") == (
        Finding(
            STYLELINT_FINDING, "unit-disallowed-list", "Unexpected unit", "OEBPS/css/book.css", 2, 5
        ),
    )


def test_stylelint_without_a_style_sheet_has_nothing_to_say(shelf: Shelf) -> None:
    shelf.put("stylelint", "exit 1")
    (shelf.room / "OEBPS/css/book.css").unlink()
    assert judged(shelf, "stylelint") == ()


def test_stylelint_that_crashes_has_not_checked(shelf: Shelf) -> None:
    shelf.put("stylelint", "echo 'no rules' >&2; exit 78")
    assert reason(judged(shelf, "stylelint")) == "it ended with 78: no rules"
    stylelint(shelf, 2)
    assert reason(judged(shelf, "stylelint")) == "it ended with 2"
    shelf.put("stylelint", "").write_bytes(b"\x7fELF")
    assert reason(judged(shelf, "stylelint")).startswith("stylelint cannot be run")
