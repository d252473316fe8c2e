"""The checkers in a row. In: an EPUB. Out: what each of them says of it."""

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
"""For a book of 400 pages EPUBCheck takes three seconds, Ace twenty."""
AT_ONCE = 2
FILE = "book.epub"
"""The EPUB bears this name while it is checked: EPUBCheck wants the ending, whatever its own is."""

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
    """What each of `checkers` says of the EPUB `data`, in their order."""
    asked = tuple(checkers)
    with (
        tempfile.TemporaryDirectory(prefix="anban-") as place,
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        folder = Path(place)
        rooms = tuple(_rooms(data, folder, len(asked)))
        outcomes = pool.map(
            lambda checker, room: checker.judge(room / FILE, room, seconds), asked, rooms
        )
        return tuple(zip(asked, outcomes, strict=True))


def _rooms(data: bytes, folder: Path, count: int) -> Iterator[Path]:
    """A folder for each checker, with the EPUB in it, packed and unpacked."""
    for number in range(count):
        room = folder / str(number)
        room.mkdir()
        (room / FILE).write_bytes(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            archive.extractall(room)
        yield room
