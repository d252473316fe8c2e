"""What a folder of a language lacks is named, all of it, and never found out by a book."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from anban.core.errors import BugError
from anban.languages import AVAILABLE, known
from anban.languages.folders import lacks, read
from anban.languages.importing import Importing

PACKAGE = "languages_of_a_test"
MODEL = known("en")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the folder of English, as that of a language `xx`."""
    made = tmp_path / PACKAGE / "xx"
    with as_file(files("anban.languages").joinpath("en")) as model:
        shutil.copytree(model, made, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.syspath_prepend(tmp_path)
    yield made
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


def lacking() -> tuple[str, ...]:
    return lacks(f"{PACKAGE}.xx", MODEL)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_every_folder_is_a_language() -> None:
    folders = (one for one in files("anban.languages").iterdir() if one.is_dir())
    assert {one.name for one in folders} - {"__pycache__"} == set(AVAILABLE)


@pytest.mark.parametrize("tag", AVAILABLE)
def test_every_language_is_whole(tag: str) -> None:
    assert lacks(f"anban.languages.{tag}", MODEL) == ()


@pytest.mark.usefixtures("folder")
def test_a_whole_folder_is_a_language() -> None:
    assert lacking() == ()
    assert read(f"{PACKAGE}.xx").tag == "xx"


def test_an_empty_folder_lacks_everything(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "__init__.py").touch()
    assert lacking()[:3] == ("language.toml", "words.toml", "importing.toml")
    assert {f"words.toml: {key}" for key in MODEL.words.messages} < set(lacking())
    assert {one for one in lacking() if one.startswith("scaffold/")} == {
        "scaffold/manuscript/book.toml", "scaffold/manuscript/images/cover.svg",
        "scaffold/styles/theme.toml", "scaffold/styles/tokens.css",
    }  # fmt: skip


FACTS = [
    ("name =", "language.toml: name"), ("onix =", "language.toml: onix"),
    ("also =", "language.toml: also"),
    ("patterns =", "language.toml: patterns"), ("alphabet =", "language.toml: alphabet"),
    ("marks =", "language.toml: marks"), ("double =", "language.toml: double"),
    ("single =", "language.toml: single"), ("quotes =", "language.toml: quotes"),
    ("dashes =", "language.toml: dashes"), ("required =", "language.toml: required"),
    ("title =", "language.toml: title"), ("[hyphenation]", "language.toml: hyphenation"),
    ("[collation]", "language.toml: collation"), ("[copyediting]", "language.toml: copyediting"),
    ("[typography]", "language.toml: typography"), ("[imprint]", "language.toml: imprint"),
    ("[scaffold]", "language.toml: scaffold"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "part"), FACTS)
def test_a_fact_that_is_missing_is_named(folder: Path, line: str, part: str) -> None:
    other = line.replace("[", "[other-").replace(" =", "-x =")
    change(folder / "language.toml", f"\n{line}", f"\n{other}")
    assert part in lacking()


@pytest.mark.parametrize(
    "name", [name for name in Importing.__slots__ if name not in ("share_of_words",)]
)
def test_words_of_importers_that_are_missing_are_named(folder: Path, name: str) -> None:
    path = folder / "importing.toml"
    old = f"\n[{name}]" if f"\n[{name}]" in path.read_text("utf-8") else f"\n{name} ="
    change(path, old, old.replace(name, f"other-{name}"))
    assert f"importing.toml: {name}" in lacking()


@pytest.mark.parametrize(
    ("module", "attribute"), [("typography", "RULES"), ("copyediting", "COPYEDITING")]
)
def test_rules_that_are_promised_have_to_be_there(
    folder: Path, module: str, attribute: str
) -> None:
    (folder / f"{module}.py").write_text("", "utf-8")
    assert lacking() == (f"{module}.py: {attribute}",)


def test_a_module_that_is_promised_has_to_be_there(folder: Path) -> None:
    change(folder / "importing.toml", "spelling = false", "spelling = true")
    (folder / "typography.py").unlink()
    assert lacking() == ("typography.py", "spelling.py")


def test_a_folder_may_say_that_it_has_no_rules_yet(folder: Path) -> None:
    change(folder / "language.toml", "[typography]\nrules = true", "[typography]\nrules = false")
    change(folder / "language.toml", "[copyediting]\nrules = true", "[copyediting]\nrules = false")
    (folder / "typography.py").unlink()
    (folder / "copyediting.py").unlink()
    assert lacking() == ()
    assert read(f"{PACKAGE}.xx").typography.rules is None
    assert read(f"{PACKAGE}.xx").copyediting.mixtures == ()


def test_messages_are_held_against_those_of_english(folder: Path) -> None:
    words = folder / "words.toml"
    change(words, 'chapter = "Chapter {number}"', 'chapter = "Chapter {label}"')
    change(words, "landmarks =", "landmark =")
    change(words, "ordinals =", "ordinal-words =")
    found = lacking()
    assert "words.toml: chapter: {label}, {number}" in found
    assert "words.toml: landmarks" in found
    assert "words.toml: no landmark" in found
    assert "words.toml: ordinals" in found


def test_a_book_is_never_made_in_half_a_language(folder: Path) -> None:
    change(folder / "language.toml", "onix =", "onyx =")
    with pytest.raises(BugError, match=r"languages/xx lacks language\.toml: onix"):
        read(f"{PACKAGE}.xx")
