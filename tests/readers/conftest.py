"""Real readers in a real browser. `make check-epub` installs them; where they cannot be had, these
tests are skipped and say so, and with `--readers` that is a failure.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pytest

from anban.app.edition import NO_DRAFT, BuildContext, draft_ebook, prove
from anban.app.editions import Job, prepare
from anban.app.session import Session
from anban.check.characters import of_note
from anban.manuscript.config.model import Format
from anban.manuscript.reader import quiet
from anban.typeset.layout import Page
from anban.world.project import World

ROOT = Path(__file__).parent.parent.parent
HERE = Path(__file__).parent
MODULES = ROOT / ".ci" / "node_modules"
READERS = ("foliate", "epubjs")


def lacking() -> str:
    """What this machine lacks for the readers, empty if nothing."""
    for program in ("node", "chromium"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    return "" if MODULES.is_dir() else "the readers are not installed"


@pytest.fixture(scope="session", autouse=True)
def readers(request: pytest.FixtureRequest) -> None:
    if reason := lacking():
        words = f"not tested in real readers: {reason}; `make check-epub` installs them"
        if request.config.getoption("--readers"):
            pytest.fail(words)
        pytest.skip(words)


@dataclass(frozen=True)
class Browser:
    """A browser that is told what to do line by line."""

    given: IO[str]
    said: IO[str]

    def __call__(self, *command: object) -> Any:  # noqa: ANN401 (it is JSON)
        self.given.write(json.dumps(command) + "\n")
        self.given.flush()
        answer = json.loads(self.said.readline())
        assert "failed" not in answer, answer["failed"]
        return answer["done"]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    command = ("node", HERE / "reader.mjs", str(chromium), MODULES, tmp_path_factory.mktemp("p"))
    with subprocess.Popen(
        [str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        assert json.loads(process.stdout.readline()) == {"done": "ready"}
        yield Browser(process.stdin, process.stdout)
        process.stdin.close()
        process.wait(20)


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where the pictures of pages are kept to be looked at."""
    folder = ROOT / "output" / "readers"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@dataclass(frozen=True)
class Ebook:
    """An EPUB as a file, the book it was made from, and the pages of its print edition."""

    path: Path
    job: Job
    pages: tuple[Page, ...]

    @property
    def data(self) -> bytes:
        return self.path.read_bytes()

    def begins(self, label: str) -> str:
        """The first characters of the running text on the print page `label`, without spaces."""
        page = next(page for page in self.pages if page.label == label)
        runs = (run.text for run in page.runs if not run.generated and not run.note)
        return solid("".join(runs))[:30]

    def note(self, note: str) -> str:
        """The words of the note with this id, without spaces."""
        assert self.job.text
        chapters = self.job.text.resolution.book.chapters()
        found = (one for chapter in chapters for one in chapter.notes if one.id == note)
        return solid(of_note(next(found)).text)


def solid(text: str) -> str:
    """`text` without its spaces."""
    return "".join(text.split())


def eventually(holds: Callable[[], bool]) -> bool:
    """Whether `holds` comes true within ten seconds: a reader has its own time."""
    for _ in range(100):
        if holds():
            return True
        time.sleep(0.1)
    return False


def ebook(folder: Path, path: Path) -> Ebook:
    """The EPUB of the book in `folder`, written to `path`."""
    job = prepare(World.open(folder))
    assert job.report.diagnostics == ()
    assert job.text
    press = BuildContext(
        job.world, job.text, Session(), strict=True, validate=False, tell=quiet, draft=NO_DRAFT
    )
    (dressed,) = (one for one in job.editions if one.edition.format is Format.EPUB)
    source = dressed.edition.pages_from
    (printed,) = (one for one in job.editions if one.edition.name == source)
    proof = prove(press, printed)
    draft = draft_ebook(press, dressed, proof)
    assert draft.report.diagnostics == ()
    assert draft.data
    path.write_bytes(draft.data)
    return Ebook(path, job, proof.layout.pages)


@pytest.fixture(scope="session")
def title(tmp_path_factory: pytest.TempPathFactory) -> Ebook:
    """The book in `manuscript/`."""
    return ebook(ROOT, tmp_path_factory.mktemp("title") / "book.epub")


@pytest.fixture(scope="session")
def river(tmp_path_factory: pytest.TempPathFactory) -> Ebook:
    """A small book in the built-in theme, with a note wherever one can stand."""
    folder = tmp_path_factory.mktemp("river")
    shutil.copytree(HERE / "river", folder / "river")
    return ebook(folder / "river", folder / "book.epub")
