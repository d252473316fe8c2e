"""What all tests share: a small good book, the command line in this process, accepted goldens."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from anban.app.cli import main

CASES = Path(__file__).parent / "cases"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what is found as expected.txt")
    parser.addoption("--readers", action="store_true", help="fail where there are no readers")


Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """The folder of a book of two chapters without a fault, made anew for each test."""
    return Path(shutil.copytree(CASES / "good", tmp_path / "book"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run a command as `anban` does, in this process: `run("build", "-C", folder)`."""

    def running(*words: str | Path) -> CompletedProcess[str]:
        with pytest.raises(SystemExit) as caught:
            main([str(word) for word in words])
        out, err = capsys.readouterr()
        assert isinstance(caught.value.code, int)
        return CompletedProcess(words, caught.value.code, out, err)

    before = signal.getsignal(signal.SIGTERM)
    yield running
    signal.signal(signal.SIGTERM, before)
