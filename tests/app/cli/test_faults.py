"""A fault of the tool ends with 70, one of the engine is told of the book; both are kept."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from anban.core.errors import BugError, MissingError, comes_from, trace_of
from anban.world.fault_log import BEGINS
from anban.world.project import World
from anban.world.publishing import log

Run = Callable[..., CompletedProcess[str]]

ENGINE = "weasyprint.layout.page.make_page"
OURS = "anban.typeset.store.laid_sheet.record"


def breaking(monkeypatch: pytest.MonkeyPatch, name: str, error: Exception | None = None) -> None:
    def broken(*_words: object, **_names: object) -> None:
        raise error or ValueError("it broke")

    monkeypatch.setattr(name, broken)


def kept(book: Path) -> str:
    return (book / "output/anban.log").read_text("utf-8")


def test_a_refusal_of_the_engine_is_told_of_the_book_and_kept(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, ENGINE)
    ran = run("build", "-C", good)
    assert ran.returncode == 1
    assert "error[L104]: the layout engine failed on `" in ran.stderr
    assert "ValueError: it broke\n = hint: " in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "anban " in kept(good)
    assert "in broken\n" in kept(good)
    assert sorted(path.name for path in (good / "output").glob("[!.]*")) == ["anban.log"]


def test_it_is_shown_to_whoever_asks_for_more(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, ENGINE, ValueError("it broke \x1b[2J"))
    shown = run("build", "-C", good, "-v").stderr
    assert "  | Traceback (most recent call last):\n" in shown
    assert ", in broken\n" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("words", [("build",), ("check", "--pages")])
def test_a_fault_of_the_tool_is_never_told_of_the_book(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    breaking(monkeypatch, OURS, TypeError("it broke"))
    ran = run(*words, "-C", good)
    assert ran.returncode == 70
    assert ran.stderr.startswith("bug: TypeError at test_faults.py:")
    assert "It is kept in `output/anban.log`.\nThe same command with -v shows" in ran.stderr
    assert "L104" not in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "TypeError: it broke" in kept(good)


@pytest.mark.parametrize("flag", ["-v", "-vC", "--traceback"])
def test_where_the_tool_failed_is_shown_to_whoever_asks(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch, flag: str
) -> None:
    breaking(monkeypatch, "anban.app.cli.check.prepare")
    words = (flag, good) if flag == "-vC" else (flag, "-C", good)
    assert "Traceback (most recent call last):\n" in run("check", *words).stderr


@pytest.mark.parametrize("error", [BugError("ours"), AssertionError(), RuntimeError("no")])
def test_a_fault_of_any_command_in_a_book_is_kept(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    breaking(monkeypatch, "anban.app.cli.outline.read", error)
    assert run("outline", "-C", good).returncode == 70
    assert type(error).__name__ in kept(good)


def test_what_is_missing_is_no_fault_of_the_tool(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, "anban.app.cli.outline.read", MissingError("no font"))
    ran = run("outline", "-v", "-C", good)
    assert (ran.returncode, ran.stderr) == (3, "error: no font\n")
    assert not (good / "output").exists()


def test_a_fault_outside_a_book_is_told_and_kept_nowhere(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    breaking(monkeypatch, "anban.world.scaffold.create")
    ran = run("new", tmp_path / "x")
    assert ran.returncode == 70
    assert "kept" not in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_build_that_goes_well_leaves_no_log_and_clean_removes_one(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        breaking(patched, ENGINE)
        run("build", "-C", good)
    assert "anban.log" not in str(run("build", "-C", good).stdout)
    names = {path.name for path in (good / "output").glob("[!.]*")}
    assert names == {"manifest.json", "the-ferry-paperback.pdf", "the-ferry-ebook.epub"}
    log(good, BEGINS.decode())
    assert "anban.log" not in (good / "output/manifest.json").read_text("utf-8")
    assert "output/anban.log\n" in run("clean", "-C", good).stdout
    assert list((good / "output").glob("[!.]*")) == []


def test_a_log_of_somebody_else_stays(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (good / "output").mkdir()
    (good / "output/anban.log").write_text("mine")
    breaking(monkeypatch, ENGINE)
    run("build", "-C", good)
    run("clean", "-C", good)
    assert kept(good) == "mine"


def test_a_log_is_kept_nowhere_else(good: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (good / "output").symlink_to(tmp_path / "elsewhere")
    assert log(good, BEGINS.decode()) is None
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_log_that_cannot_be_written_is_no_fault_of_its_own(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, OURS, TypeError("it broke"))
    breaking(monkeypatch, "anban.world.publishing.write", OSError(28, "full"))
    ran = run("check", "--pages", "-C", good)
    assert ran.returncode == 70
    assert "kept" not in ran.stderr


def test_a_template_of_the_tool_below_which_we_fail_is_our_fault(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, "anban.render.drawing.NodeDrawer._say", TypeError("ours"))
    assert run("check", "-C", good).returncode == 70


def test_a_template_of_the_project_is_told_of_the_book_and_its_traceback_kept(
    run: Run, good: Path
) -> None:
    templates = good / "styles/templates"
    templates.mkdir(parents=True)
    (good / "styles/theme.toml").write_text('extends = "base"\n')
    (templates / "chapter.xhtml").write_text("{{ draw(5) }}")
    toml = good / "manuscript/book.toml"
    toml.write_text(toml.read_text().replace('"epub"', '"epub"\ntheme = "styles"'))
    ran = run("build", "-v", "-C", good, "ebook")
    assert ran.returncode == 1
    assert "styles/templates/chapter.xhtml:1" in ran.stderr
    assert "  | Traceback" in ran.stderr


def test_an_error_of_the_system_is_not_taken_for_an_answer_that_cannot_be_written(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, "anban.app.cli.check.prepare", OSError(24, os.strerror(24)))
    ran = run("check", "-C", good)
    assert ran.returncode == 70
    assert "cannot write the answer" not in ran.stderr


def called_by(module: str, action: Callable[[], object]) -> Exception:
    """What `action` raises when code of `module` calls it."""
    names = {"__name__": module, "action": action}
    with pytest.raises(ValueError, match="no") as caught:
        eval("action()", names)  # noqa: S307 (a frame of that module)
    return caught.value


def test_the_innermost_known_frame_decides() -> None:
    def fail() -> None:
        raise ValueError("no")

    def through(*modules: str) -> Exception:
        action: Callable[[], object] = fail
        for module in reversed(modules):
            action = _calling(module, action)
        return called_by("anban.x", action)

    assert not comes_from(through(), "engine")
    assert comes_from(through("engine.y"), "engine")
    assert comes_from(through("engine.y", "third"), "engine")
    assert not comes_from(through("engine.y", "anban.z", "third"), "engine")
    assert not comes_from(through("engines.y"), "engine")
    assert "ValueError" in trace_of(through("engine.y"))


def _calling(module: str, action: Callable[[], object]) -> Callable[[], object]:
    names: dict[str, object] = {"__name__": module, "action": action}
    return eval("lambda: action()", names)  # type: ignore[no-any-return] # noqa: S307


def test_watching_does_not_go_on_after_a_fault_of_the_tool(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from anban.app import watch
    from anban.app.build import Order
    from anban.app.session import Session

    breaking(monkeypatch, "anban.app.watch.build", BugError("ours"))
    with pytest.raises(BugError):
        watch._build(World.open(good), Order(), Session(), first=False)  # noqa: SLF001
