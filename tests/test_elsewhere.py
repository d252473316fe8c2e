"""The tool on a system unlike that of the tests: on Windows, as far as that can be played."""

from __future__ import annotations

import ast
import hashlib
import ntpath
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PureWindowsPath
from subprocess import CompletedProcess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anban.app.catalogue import CATALOGUE
from anban.core.errors import MissingError
from anban.core.portable import is_device, windows_fault
from anban.manuscript.config.load import load
from anban.world import publishing
from anban.world.project import Refused, World, check_path
from tests.world.test_publishing import PRODUCT, names, put

Run = Callable[..., CompletedProcess[str]]
SOURCES = sorted((Path(__file__).parent.parent / "src").rglob("*.py"))

UNIX = ("fcntl", "grp", "posix_spawn", "pty", "pwd", "resource", "termios")
"""Modules that Windows has not."""

WINDOWS = f"""
import os, select, signal, subprocess, sys, tempfile, multiprocessing
for name in {UNIX!r}:
    sys.modules[name] = None
for module, gone in (
    (os, ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_DIRECTORY")),
    (os, ("fork", "killpg", "set_blocking")),
    (select, ("poll", "epoll")),
    (signal, ("SIGKILL",)),
):
    for name in gone:
        delattr(module, name)
import warnings
warnings.simplefilter("ignore")  # filelock says that it takes another kind of lock
from anban.typeset import compositor
compositor.SHARED = 0
from anban.app.cli import main
main(sys.argv[1:])
"""
"""A process without what only Unix has; it would share its work with others if it could."""


def products(book: Path) -> dict[str, str]:
    found = sorted((book / "output").glob("the-*"))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def test_a_system_without_fork_and_locks_of_unix_makes_the_same_bytes(run: Run, good: Path) -> None:
    run("build", "-C", good)
    here = products(good)
    run("clean", "-C", good)
    assert products(good) == {}
    (good / "output/.lock").unlink()  # of a lock that the process below does not know
    done = subprocess.run(
        [sys.executable, "-c", WINDOWS, "-C", str(good), "build", "--jobs", "2"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "bug" in done.stderr) == (0, False), done.stderr
    assert len(here) == 2
    assert products(good) == here


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_module_needs_what_only_unix_has(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            assert not {alias.name for alias in node.names} & {*UNIX}
        elif isinstance(node, ast.ImportFrom):
            assert node.module not in UNIX


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_text_is_read_and_written_in_one_encoding_with_one_end_of_line(path: Path) -> None:
    """Windows has other ones of its own."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        named = {keyword.arg for keyword in node.keywords}
        assert node.func.attr != "write_text"
        if node.func.attr == "read_text":
            assert node.args or "encoding" in named
        mode = node.args[0] if node.func.attr == "open" and node.args else None
        if isinstance(mode, ast.Constant) and mode.value in ("r", "w", "x", "a"):
            assert {"encoding", "newline"} <= named


def test_line_ends_of_windows_change_no_byte_of_a_product(run: Run, good: Path) -> None:
    (good / "styles/templates").mkdir(parents=True)
    (good / "styles/theme.toml").write_text('extends = "base"\n[css]\nshared = ["own.css"]\n')
    (good / "styles/own.css").write_text("p {\n  margin: 0;\n}\n")
    page = (
        '{% extends "parent/title-page.xhtml" %}\n{% block authors %}\n<p>x</p>\n{% endblock %}\n'
    )
    (good / "styles/templates/title-page.xhtml").write_text(page)
    toml = good / "manuscript/book.toml"
    toml.write_text(toml.read_text().replace("format =", 'theme = "styles"\nformat ='))
    verse = "\n::: verse\nOne line,\nand two.\n:::\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    with (good / "manuscript/body/02-dusk.md").open("a", newline="\n") as file:
        file.write(verse)
    assert run("build", "-C", good).returncode == 0
    before = products(good)
    for path in good.rglob("*"):
        if path.suffix in (".md", ".toml", ".css", ".xhtml"):
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert b"\r\n" in toml.read_bytes()
    ran = run("build", "-C", good, "--no-cache")
    assert (ran.returncode, len(before)) == (0, 2), ran.stderr
    assert products(good) == before


def test_line_ends_of_windows_move_no_place(run: Run, good: Path) -> None:
    (good / "manuscript/body/01-dawn.md").write_bytes(b"# Dawn\r\n\r\nThey left[^1].\r\n")
    ran = run("check", "-C", good)
    assert "manuscript/body/01-dawn.md:3:10\n" in ran.stderr
    assert "3 | They left[^1].\n" in ran.stderr


@given(st.text(st.sampled_from("abA1é.:/\\% ") | st.characters(), max_size=12))
def test_a_path_that_is_taken_stays_in_its_folder_on_windows_too(path: str) -> None:
    try:
        check_path(path)
    except Refused:
        return
    there = PureWindowsPath(path)
    assert (there.drive, there.root) == ("", "")
    assert ".." not in there.parts
    assert (PureWindowsPath("C:/book") / there).is_relative_to("C:/book")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("theme", "styles\\\\print"),
        ("theme", "C:/styles"),
        ("cover", "images\\\\cover.svg"),
        ("cover", "C:cover.svg"),
    ],
)
def test_a_path_of_windows_in_the_configuration_is_refused_with_its_place(
    good: Path, key: str, value: str
) -> None:
    toml = good / "manuscript/book.toml"
    text = toml.read_text().replace('format = "epub"', f'format = "epub"\n{key} = "{value}"')
    toml.write_text(text)
    _, found = load(World.open(good), CATALOGUE)
    line = 1 + text[: text.index(f"{key} =")].count("\n")
    assert line in {one.span.line for one in found if one.span}
    assert any("forward slashes" in one.hint for one in found)


RESERVED = (
    "con",
    "NUL.md",
    "aux.tar.gz",
    "Com1",
    "lpt9.md",
    "COM¹",
    "conin$",
    "nul ",
    "a/prn.md/b",
)
PLAIN = ("01-con.md", "console.md", "com10", "com0", "auxiliary", "a.con", "lpt", "sông.md", ".aux")
ODD = (
    "a:b.md",
    "what?.md",
    'a"b',
    "a*b",
    "a<b",
    "a|b",
    "a\\b",
    "a\tb",
    "end.",
    "end ",
    "mid./a.md",
)


@pytest.mark.parametrize("path", [*RESERVED, *ODD])
def test_a_name_that_windows_does_not_take(path: str) -> None:
    assert windows_fault(path)


@pytest.mark.parametrize("path", PLAIN)
def test_a_name_that_windows_takes(path: str) -> None:
    assert windows_fault(path) is None


@pytest.mark.parametrize("path", [*RESERVED, *PLAIN])
def test_devices_are_those_that_python_knows(path: str) -> None:
    name = path.split("/")[-2 if "/" in path else 0]
    if sys.version_info >= (3, 13):
        known = ntpath.isreserved(name)
    else:
        known = PureWindowsPath(name).is_reserved()
    assert is_device(name.partition(".")[0]) == known


def test_a_file_that_windows_does_not_take_is_told(run: Run, good: Path) -> None:
    chapter = good / "manuscript/body/02-dusk.md"
    chapter.rename(chapter.with_name("aux.md"))
    toml = good / "manuscript/book.toml"
    text = toml.read_text().replace("02-dusk", "aux")
    toml.write_text(text)
    ran = run("check", "-C", good)
    assert ran.returncode == 0
    assert "warning[P111]: no file on Windows can be called `body/aux.md`" in ran.stderr
    line = 1 + text[: text.index("body/aux.md")].count("\n")
    assert f"--> manuscript/book.toml:{line}:" in ran.stderr


def test_names_in_an_epub_are_taken_everywhere(run: Run, good: Path) -> None:
    run("build", "-C", good)
    with zipfile.ZipFile(good / "output/the-ferry-ebook.epub") as archive:
        assert [name for name in archive.namelist() if windows_fault(name)] == []


@pytest.mark.parametrize("name", ["..\\\\manuscript\\\\book.toml", "C:book.toml", "a\\\\b"])
def test_a_manifest_names_no_file_elsewhere_on_windows(tmp_path: Path, name: str) -> None:
    """There `clean` would remove what such a name leads to."""
    put(tmp_path, PRODUCT)
    manifest = tmp_path / "output/manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace(PRODUCT.name, name), "utf-8")
    assert [found.code for found in publishing.foreign(tmp_path, PRODUCT.name)] == ["B101"]
    assert publishing.clean(tmp_path) == ()


class SharingError(PermissionError):
    """What Windows raises for a file that is open in a viewer."""

    winerror = 32


def test_a_product_that_is_open_in_a_viewer_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, PRODUCT)
    rename = Path.replace

    def refuse(draft: Path, target: Path) -> Path:
        if target.suffix == ".pdf":
            raise SharingError(13, "The process cannot access the file")
        return rename(draft, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(MissingError) as caught:
        put(tmp_path, replace(PRODUCT, data=b"new"))
    assert caught.value.hint == "close the program that has the file open, then build again"
    assert names(tmp_path) == ["manifest.json", "river-paperback.pdf"]
    assert (tmp_path / "output/river-paperback.pdf").read_bytes() == PRODUCT.data


def test_a_folder_that_cannot_be_opened_is_not_settled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "O_DIRECTORY")
    assert put(tmp_path, PRODUCT).changed
