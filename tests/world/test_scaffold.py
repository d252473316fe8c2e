"""A new book builds at once, and `new` never touches what is there."""

from __future__ import annotations

import errno
import re
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from lxml import etree

from anban.core.errors import MissingError, UsageError
from anban.languages import AVAILABLE
from anban.world import scaffold
from anban.world.scaffold import Title

Run = Callable[..., CompletedProcess[str]]
DAY = date(2026, 3, 1)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("language", AVAILABLE)
def test_a_new_book_builds_without_a_warning(tmp_path: Path, run: Run, language: str) -> None:
    made = run("new", "-C", tmp_path, "sách mới", "--language", language)
    assert made.returncode == 0, made.stderr
    ran = run("build", "-C", tmp_path / "sách mới", "--strict", "--validate")
    assert ran.returncode == 0, ran.stderr
    assert "no errors, no warnings" in ran.stderr
    assert len(ran.stdout.splitlines()) == 2


def test_it_has_the_shape_of_every_book(tmp_path: Path) -> None:
    scaffold.create(tmp_path / "a", Title("", "vi", DAY))
    scaffold.create(tmp_path / "b", Title("", "en", DAY))
    shapes = [
        {re.sub(r"[^/]*\.md$", "*.md", name) for name in files(tmp_path / folder)}
        for folder in "ab"
    ]
    assert {".gitignore", "manuscript/book.toml", "styles/theme.toml"} < shapes[0]
    assert {name for name in shapes[0] if name.endswith((".md", ".toml", ".css"))} == {
        name for name in shapes[1] if name.endswith((".md", ".toml", ".css"))
    }


def test_any_title_becomes_valid_toml_and_svg(tmp_path: Path) -> None:
    name = 'Sông "Hồng" & <$title> \\ {{ x }}'
    scaffold.create(tmp_path / "a", Title(f" {name}\n", "vi", DAY))
    text = (tmp_path / "a/manuscript/book.toml").read_text("utf-8")
    book = tomllib.loads(text)["book"]
    assert (book["title"], book["date"]) == (name, DAY)
    cover = etree.fromstring((tmp_path / "a/manuscript/images/cover.svg").read_bytes())
    assert " ".join(cover.itertext()).split() == name.split()


def test_a_control_character_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="control"):
        scaffold.create(tmp_path / "a", Title("a\x07b", "vi", DAY))
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path: Path, run: Run) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    ran = run("new", tmp_path)
    assert ran.returncode == 2
    assert "is not empty" in ran.stderr
    assert files(tmp_path) == {"notes.txt"}


def test_a_file_of_that_name_is_no_folder(tmp_path: Path, run: Run) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    ran = run("new", tmp_path / "notes.txt")
    assert ran.returncode == 2
    assert "cannot make" in ran.stderr


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (OSError(errno.ENOSPC, "full"), MissingError),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ],
)
def test_a_book_that_is_not_finished_leaves_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    raised: BaseException,
    told: type[BaseException],
) -> None:
    written: list[Path] = []
    write = scaffold._write  # noqa: SLF001 (the disk fails in it)

    def full(path: Path, text: str) -> None:
        if len(written) == 3:
            raise raised
        write(path, text)
        written.append(path)

    monkeypatch.setattr(scaffold, "_write", full)
    with pytest.raises(told):
        scaffold.create(tmp_path / "a", Title("", "en", DAY))
    assert len(written) == 3
    assert list((tmp_path / "a").iterdir()) == []
    monkeypatch.undo()
    scaffold.create(tmp_path / "a", Title("", "en", DAY))
