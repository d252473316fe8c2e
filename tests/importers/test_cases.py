r"""Every rule of the plain text reader, as cases of `title`, `.`, text, `.`, what becomes of it.

`\u00a0` and the like stand for their characters. What becomes of a text is shown as its files, what
stands in `book.toml`, then guesses (`?`, `!` those to look at first), removals (`-`) and additions
(`+`). `pytest --accept` writes it anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from anban.core.diagnostics import Report
from anban.importers.balance import weigh
from anban.importers.draft import Draft
from anban.importers.files import document, listed
from anban.importers.given import Given, Wishes
from anban.importers.text import reader

FILES = sorted((Path(__file__).parent.parent / "cases/import").glob("*.txt"))
ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|r|n)")
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u00a0\u00ad\u200b-\u200f\ufdd0-\ufdef]")


@dataclass(frozen=True)
class Case:
    file: Path
    number: int
    title: str
    text: str
    expected: str


def cases(file: Path) -> list[Case]:
    pieces = file.read_text("utf-8").split("\n.\n")
    return [
        Case(file, at // 3, pieces[at].strip("\n"), pieces[at + 1], pieces[at + 2])
        for at in range(0, len(pieces) - 2, 3)
    ]


CASES = [case for file in FILES for case in cases(file)]


def character(found: re.Match[str]) -> str:
    if code := found[1] or found[2]:
        return chr(int(code, 16))
    return "\r" if found[0] == "\\r" else "\n"


def plain(text: str) -> str:
    return UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def shown(draft: Draft) -> str:
    lines = [f"book: {draft.title}"]
    lines += [f"author: {author.name}" for author in draft.authors]
    lines += [f"chapters: {draft.chapters}"] if draft.chapters else []
    for path, piece in listed(draft):
        part = f" (part: {piece.part})" if piece.part else ""
        lines += [f"=== {path}{part}", document(piece).rstrip("\n")]
    lines.append("===")
    for guess in draft.guesses:
        mark = "!" if guess.first else "?"
        lines.append(f"{mark} {guess.line} {guess.kind}: {guess.before} → {guess.after}")
    lines += [f"- {one.line} {one.kind}: {one.text}" for one in draft.removals]
    lines += [f"+ {one.line} {one.kind}: {one.text}" for one in draft.additions]
    return plain("\n".join(lines))


def wishes(title: str) -> Wishes:
    found = re.search(r"\{title=(.*)\}", title)
    return Wishes(title=found[1] if found else "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file.stem}: {case.title}")
def test_case(case: Case, request: pytest.FixtureRequest) -> None:
    text = ESCAPE.sub(character, case.text)
    draft, faults = reader.read(Given("a.txt", text.encode("utf-8")), wishes(case.title))
    assert faults == ()
    assert draft is not None
    found = shown(draft)
    if request.config.getoption("--accept") and found != case.expected:
        accept(case, found)
        return
    assert found == case.expected
    assert list(Report.of(weigh(draft).faults)) == []


def accept(case: Case, found: str) -> None:
    pieces = case.file.read_text("utf-8").split("\n.\n")
    pieces[3 * case.number + 2] = found
    case.file.write_text("\n.\n".join(pieces), "utf-8")


def test_there_are_cases_for_every_rule() -> None:
    assert {file.stem for file in FILES} >= {
        "capitals", "furniture", "headings", "lines", "lists", "notes", "pieces", "separators",
        "trailing", "verse", "wraps",
    }  # fmt: skip
