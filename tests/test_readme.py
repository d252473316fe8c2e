"""The README says only what is so: its examples are read like a book, its refusals are tried."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from anban.app.catalogue import CATALOGUE
from anban.app.editions import prepare
from anban.core.book import Matter, Role
from anban.manuscript.parse.chapter import parse
from anban.world.project import World
from anban.world.sources.source import Source

README = Path(__file__).parent.parent.joinpath("README.md").read_text("utf-8")
REFUSED = re.findall(r"^\| ([A-Z]\d{3}) \| `(.*)` \| ", README, re.MULTILINE)
ROLES = {"front": "preface", "body": "chapter", "back": "bibliography"}
BESIDE = ("M115", "M118")
"""Warnings that come with an example so short: a level left out, a title without text."""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_examples_make_a_book(tmp_path: Path) -> None:
    configuration, theme = blocks("toml")
    files = {
        "manuscript/book.toml": configuration,
        "manuscript/images/song.svg": DRAWING,
        "manuscript/images/bia.svg": DRAWING,
        "styles/theme.toml": theme,
        "styles/tokens.css": "\n".join(blocks("css")),
        "styles/templates/title-page.xhtml": "\n".join(blocks("html")),
    }
    for path, matter in re.findall(r'"((front|body|back)/[\w-]+\.md)"', configuration):
        files[f"manuscript/{path}"] = (
            f"---\nrole: {ROLES[matter]}\n---\n# Một bài\n\nLời của bài.\n"
        )
    files["manuscript/body/01-ben-do.md"] = "\n".join(blocks("markdown"))
    for path, text in files.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    job = prepare(World.open(tmp_path))
    assert [(found.code, found.message, found.span) for found in job.report] == []
    assert all(dressed.rendition for dressed in job.editions)
    assert len(job.editions) == 4


@pytest.mark.parametrize(("code", "example"), REFUSED)
def test_what_is_refused(code: str, example: str) -> None:
    text = example.replace("⏎", "\n").replace("\\|", "|")
    text = f"{text}\n# Bến đò\n\nĐò." if text.startswith("---") else f"# Bến đò\n\n{text}"
    source = Source("manuscript/body/01.md", text, tuple(text.split("\n")), "")
    _, found = parse(source, Matter.BODY)
    assert code in {one.code for one in found}
    assert {one.code for one in found} <= {code, *BESIDE}


def test_refusals_are_listed() -> None:
    assert len(REFUSED) > 10


def test_every_code_is_one() -> None:
    assert set(re.findall(r"\b[A-Z]\d{3}\b", README)) <= set(CATALOGUE)


def test_every_role_is_named() -> None:
    assert {role.value for role in Role} <= set(re.findall(r"`([a-z-]+)`", README))
