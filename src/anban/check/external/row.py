"""Run all checkers on an EPUB. In: its bytes. Out: the outcome of each checker."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from anban.check.external import ace, epubcheck, stylelint, vnu
from anban.check.external.findings import Checker, Outcome

SECONDS = 180
"""After so many seconds a checker is stopped. For a book of 400 pages EPUBCheck needs three seconds
and Ace twenty."""
AT_ONCE = 2
"""How many checkers run at the same time. Each is its own program, and Ace starts a browser."""
FILE = "book.epub"
"""The name of the file that is checked. EPUBCheck needs the ending `.epub`."""

EPUBCHECK = Checker("epubcheck", epubcheck.judge, epubcheck.lacks)
ALL = (
    EPUBCHECK,
    Checker("ace", ace.judge, ace.lacks),
    Checker("vnu", vnu.judge, vnu.lacks),
    Checker("stylelint", stylelint.judge, stylelint.lacks),
)


def ask(
    data: bytes, checkers: Iterable[Checker] = ALL, seconds: float = SECONDS
) -> tuple[tuple[Checker, Outcome], ...]:
    """The outcome of each of `checkers` for the EPUB `data`, in their order.

    Each checker is stopped after `seconds` seconds.
    """
    asked = tuple(checkers)
    with (
        tempfile.TemporaryDirectory(prefix="anban-") as place,
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        folder = Path(place)
        folders = tuple(_folders(data, folder, len(asked)))
        outcomes = pool.map(
            lambda checker, own: checker.judge(own / FILE, own, seconds), asked, folders
        )
        return tuple(zip(asked, outcomes, strict=True))


def _folders(data: bytes, folder: Path, count: int) -> Iterator[Path]:
    """A folder for each checker that holds the EPUB, both packed and unpacked."""
    for number in range(count):
        own = folder / str(number)
        own.mkdir()
        (own / FILE).write_bytes(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            archive.extractall(own)
        yield own
