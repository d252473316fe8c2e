"""What a person types, and what comes back."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from anban import __version__
from anban.app import cli
from anban.app.catalogue import CATALOGUE
from anban.app.cli import COMMANDS
from anban.app.cli.explain import GROUPS
from anban.core.errors import MissingError

Run = Callable[..., CompletedProcess[str]]


def write(book: Path, name: str, text: str) -> None:
    (book / "manuscript" / name).write_text(text, "utf-8")


def test_help_names_every_command_in_order(run: Run) -> None:
    ran = run("--help")
    assert ran.returncode == 0
    listed = re.findall(r"^  (\w+) {2,}\S", ran.stdout.partition("Commands:")[2], re.MULTILINE)
    assert listed == list(COMMANDS)


def test_every_module_with_a_command_is_listed() -> None:
    names = [path.stem for path in Path(cli.__file__).parent.glob("*.py")]
    modules = {name: importlib.import_module(f"anban.app.cli.{name}") for name in names}
    assert {name for name, one in modules.items() if hasattr(one, "command")} == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_says_of_itself(run: Run, name: str) -> None:
    described = " ".join(run(name, "--help").stdout.partition("\n\n")[2].split())
    assert described.startswith(f"{COMMANDS[name]} ")


def test_what_needs_no_pages_does_without_the_layout_engine(good: Path, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("Chapter 1\n\nThey left at dawn.\n", "utf-8")
    book = ["-C", str(good)]
    asked = [
        ["--version"], ["--help"], ["new", str(tmp_path / "new")], ["explain", "N102"],
        ["import", str(tmp_path / "text.txt"), "--dry-run"], [*book, "outline"],
        [*book, "onix"], [*book, "info"], [*book, "clean"],
    ]  # fmt: skip
    told = (
        "import sys\n"
        "from anban.app.cli import main\n"
        f"for words in {asked!r}:\n"
        "    try: main(words)\n"
        "    except SystemExit as ended: assert ended.code == 0, words\n"
        "    assert 'weasyprint' not in sys.modules, words\n"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_shows_examples(run: Run, name: str) -> None:
    ran = run(name, "--help")
    assert ran.returncode == 0
    assert f"  anban {name}" in ran.stdout.partition("Examples:")[2]
    assert all(option in ran.stdout for option in ("-C DIR", "-v", "--strict"))


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"anban {__version__}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("biuld",), "no such command 'biuld'"),
        (("build", "--fast"), "no such option"),
        (("-C", "/nowhere/at/all", "build"), "does not exist"),
        (("explain", "Z999"), "there is no code `Z999`"),
        (("new",), "missing argument 'DIR'"),
    ],
)
def test_usage_errors(run: Run, words: tuple[str, ...], said: str) -> None:
    ran = run(*words)
    assert ran.returncode == 2
    assert said in ran.stderr.lower().replace("z999", "Z999").replace("'dir'", "'DIR'")
    assert ran.stderr.startswith("error: ")
    assert ran.stdout == ""


def test_outside_a_book(run: Run, tmp_path: Path) -> None:
    for name in ("build", "check", "outline", "clean"):
        ran = run(name, "-C", tmp_path)
        assert ran.returncode == 2
        assert "book.toml" in ran.stderr


def test_options_may_stand_on_either_side(run: Run, good: Path) -> None:
    before, after = run("-C", good, "check"), run("check", "-C", good)
    assert before.returncode == after.returncode == 0
    assert before.stderr == after.stderr == "no errors, no warnings\n"


def test_the_folder_may_be_any_inside_the_book(run: Run, good: Path) -> None:
    assert run("check", "-C", good / "manuscript/body").returncode == 0


def test_check_shows_the_line_and_a_hint(run: Run, good: Path) -> None:
    write(good, "body/01-dawn.md", "# Dawn\n\nThey left[^ship].\n")
    ran = run("check", "-C", good)
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert "--> manuscript/body/01-dawn.md:3:10" in ran.stderr
    assert "3 | They left[^ship]." in ran.stderr
    assert "= hint: " in ran.stderr
    assert ran.stderr.endswith("1 error, no warnings\n")
    assert "\x1b" not in ran.stderr


def test_check_lists_what_typography_changed(run: Run, good: Path) -> None:
    assert "typography: nothing to change" in run("check", "-v", "-C", good).stdout
    write(good, "body/02-dusk.md", '# Dusk\n\nThey said "now"... and left.\n')
    ran = run("check", "-v", "-C", good)
    assert "typography:" in ran.stdout
    assert re.search(r"^\d+ \w", ran.stdout, re.MULTILINE)


def test_check_looks_at_the_pages_and_makes_nothing(run: Run, good: Path) -> None:
    chapter = good / "manuscript/body/01-dawn.md"
    gaping = "\n\nTo Heligoland, Northumberland-Constantinople-Llanfairpwllgwyngyllgogerych and on."
    before = run("check", "--pages", "-C", good)
    assert (before.returncode, before.stderr) == (0, "no errors, no warnings\n")
    assert re.fullmatch(
        r"paperback: word spaces of [1-9]\d* lines?: 0\.\d\d em in the middle, 0\.0 % over 0\.4 em,"
        r" 0\.\d\d em at most\n",
        before.stdout,
    )
    chapter.write_text(chapter.read_text("utf-8") + gaping, "utf-8")
    ran = run("check", "--pages", "-C", good)
    assert ran.returncode == 0
    assert "warning[L120]: the word spaces of a line on page 1 are" in ran.stderr
    assert run("check", "--pages", "--strict", "-C", good).returncode == 1
    assert list((good / "output").glob("[!.]*")) == []
    assert run("check", "--strict", "-C", good).returncode == 0


def test_a_warning_is_an_error_only_when_strict(run: Run, good: Path) -> None:
    write(good, "body/02-dusk.md", "# Dusk\n\nThey came\u200bback.\n")
    lax, strict = run("check", "-C", good), run("check", "--strict", "-C", good)
    assert (lax.returncode, strict.returncode) == (0, 1)
    assert "warning[" in lax.stderr
    assert "error[" in strict.stderr


@pytest.mark.parametrize("command", ["outline", "info"])
def test_strictness_is_for_every_command_that_reads_the_book(
    run: Run, good: Path, command: str
) -> None:
    assert run(command, "-C", good, "--strict").returncode == 0
    write(good, "body/02-dusk.md", "# Dusk\n\nThey came\u200bback.\n")
    assert run(command, "-C", good).returncode == 0
    strict = run(command, "-C", good, "--strict")
    assert (strict.returncode, "error[S1" in strict.stderr) == (1, True)
    assert strict.stdout


def test_what_the_book_allows_is_not_reported(run: Run, good: Path) -> None:
    write(good, "body/02-dusk.md", "# Dusk\n\nThey came\u200bback.\n")
    (code,) = set(re.findall(r"warning\[(\w+)\]", run("check", "-C", good).stderr))
    toml = (good / "manuscript/book.toml").read_text()
    allow = f'[check]\nallow = [{{ code = "{code}", reason = "it is meant" }}]\n'
    write(good, "book.toml", f"{toml}\n{allow}")
    assert run("check", "--strict", "-C", good).stderr == "no errors, no warnings\n"
    write(good, "book.toml", f'{toml}\n[check]\ndeny = ["{code}"]\n')
    assert run("check", "-C", good).returncode == 1


def test_outline(run: Run, good: Path) -> None:
    write(good, "body/02-dusk.md", "# Dusk[^1]\n\n## The *quay*\n\nGrey.\n\n[^1]: Late.\n")
    ran = run("outline", "-C", good)
    assert ran.returncode == 0
    dawn, dusk, quay = ran.stdout.splitlines()[-3:]
    assert dawn.endswith("Dawn")
    assert dusk.endswith("Dusk")
    assert quay.startswith("  ")
    assert quay.endswith("The quay")


def test_outline_of_a_book_that_cannot_be_read(run: Run, good: Path) -> None:
    write(good, "book.toml", "[book\n")
    ran = run("outline", "-C", good)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "manuscript/book.toml:1" in ran.stderr


def test_explain_lists_every_rule(run: Run) -> None:
    listed = re.findall(r"^  ([A-Z]\d+)  \S", run("explain").stdout, re.MULTILINE)
    assert sorted(listed) == sorted(CATALOGUE)
    assert {code[0] for code in CATALOGUE} == set(GROUPS)


@pytest.mark.parametrize("code", ["B101", "b101", "foreign-file"])
def test_explain_a_rule(run: Run, code: str) -> None:
    out = run("explain", code).stdout
    assert out.startswith("B101 foreign-file (error)")
    assert "belongs to somebody" in out
    assert "What to do: move it to another folder" in out


def test_explain_how_a_warning_may_stand(run: Run) -> None:
    code = next(rule.code for rule in CATALOGUE.values() if rule.severity.word == "warning")
    assert f'allow = [{{ code = "{code}"' in run("explain", code).stdout


def test_explain_suggests(run: Run) -> None:
    assert "did you mean `foreign-file`?" in run("explain", "foreign-fle").stderr


def test_explain_the_configuration(run: Run) -> None:
    out = run("explain", "book.toml").stdout
    for key in ("[book]", "title", "pages-from", "chapters", "allow"):
        assert key in out


def test_info_in_a_book(run: Run, good: Path) -> None:
    ran = run("info", "-C", good)
    assert ran.returncode == 0
    assert "weasyprint       70.0" in ran.stdout
    assert "\npaperback  pdf, theme base" in ran.stdout
    assert "/" in ran.stdout


def test_info_outside_a_book(run: Run, tmp_path: Path) -> None:
    ran = run("info", "-C", tmp_path)
    assert ran.returncode == 0
    assert "no book here" in ran.stdout


@pytest.mark.parametrize("command", ["check", "info", "build"])
def test_a_missing_font_comes_after_what_was_found(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def absent(_families: tuple[str, ...]) -> None:
        raise MissingError("the font `X` is not installed", "install it")

    monkeypatch.setattr("anban.world.fonts.find", absent)
    write(good, "body/02-dusk.md", "# Dusk\n\nThey came\u200bback.\n")
    ran = run(command, "-C", good)
    assert ran.returncode == 3
    assert "warning[" in ran.stderr
    assert ran.stderr.endswith("error: the font `X` is not installed\n = hint: install it\n")


def test_clean_removes_what_was_built(run: Run, good: Path) -> None:
    (good / "output").mkdir()
    (good / "output/mine.txt").write_text("mine")
    assert run("build", "-C", good, "paperback").returncode == 0
    ran = run("clean", "-C", good)
    assert ran.stdout.splitlines() == ["output/the-ferry-paperback.pdf", "output/manifest.json"]
    assert (good / "output/mine.txt").exists()
    assert run("clean", "-C", good).stderr == "no files removed\n"


def test_clean_and_build_refuse_an_output_that_leads_elsewhere(run: Run, good: Path) -> None:
    (good / "output").symlink_to("manuscript")
    for command in ("clean", "build"):
        ran = run(command, "-C", good)
        assert ran.returncode == 1
        assert "error[B102]" in ran.stderr


def test_what_is_kept_for_the_next_build_changes_nothing(run: Run, good: Path) -> None:
    """Cold, from the cache, without it, with one process or two: the same bytes."""
    products = []
    for words in (("--no-cache", "--jobs", "1"), ("--jobs", "2"), (), ("--no-cache",)):
        assert run("build", "-C", good, "paperback", *words).returncode == 0
        products.append((good / "output" / "the-ferry-paperback.pdf").read_bytes())
        kept = good / "output" / ".cache"
        assert kept.exists() == (len(products) > 1)
    assert len(set(products)) == 1
    assert run("clean", "-C", good).returncode == 0
    assert not kept.exists()
