"""The folder of a book, and everything that is read from it.

In: a folder. Out: a `World`, which reads files of that folder and no others, and which knows the
environment. Paths are relative to the project's folder and have forward slashes. A path or file
that may not be read raises `Refused`; the caller turns it into a diagnostic at the place that
named the path.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

from anban.core.diagnostics import Diagnostic, Rule, Span
from anban.core.errors import UsageError
from anban.core.nearest import fold, nearest
from anban.world import rules

MANUSCRIPT = "manuscript"
OUTPUT = "output"
BOOK_FILE = f"{MANUSCRIPT}/book.toml"

MEBIBYTE = 1024 * 1024
FILE_LIMIT = 64 * MEBIBYTE
"""The most bytes of any file of a book."""
TEXT_LIMIT = 8 * MEBIBYTE
"""The most bytes of a text file."""

NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)
"""Opens no symbolic link; Windows has no such flag, nor the two below."""
AT_ONCE: int = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
"""Opens a pipe without waiting for its other end, and hands the file to no other program."""

_UNQUOTINGS = 4
"""How often the percent signs of a path are decoded in the search for `..` and the like: `%252e` is
a dot only after the second time. A program that opens a path decodes it once, so four are ample."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Refused(Exception):  # noqa: N818 (it is an answer, not an error of the tool)
    """A path that may not be read. The code that knows which place named the path calls `at`."""

    def __init__(self, rule: Rule, near: str | None = None, **values: object) -> None:
        super().__init__(rule.message.format(**values))
        self.rule = rule
        self.near = near
        self.values: dict[str, Any] = values

    def at(self, span: Span | None, *, base: str = "") -> Diagnostic:
        """The diagnostic at `span`. It shows the path as written there, relative to `base`."""
        start = f"{base}/" if base else ""
        near = None if self.near is None else self.near.removeprefix(start)
        path = str(self.values["path"]).removeprefix(start)
        return self.rule.at(span, near=near, **self.values | {"path": path})


@dataclass(frozen=True, slots=True)
class World:
    """A project's folder, and the environment variables as they were when it was opened."""

    root: Path
    environment: Mapping[str, str] = field(repr=False)

    @classmethod
    def open(cls, start: Path, environment: Mapping[str, str] | None = None) -> World:
        """The project around `start`: the nearest folder, going upward, that has a book.

        Raises UsageError if there is none.
        """
        here = Path(os.path.realpath(start))
        for folder in (here, *here.parents):
            if os.path.lexists(folder / BOOK_FILE):
                captured = dict(os.environ if environment is None else environment)
                return cls(folder, MappingProxyType(captured))
        raise UsageError(
            f"no book in `{start}` or above it: there is no `{BOOK_FILE}`",
            "change into the folder of a book, or give it with -C",
        )

    def read(self, path: str, limit: int = FILE_LIMIT) -> bytes:
        """The bytes of a regular file inside the project.

        Raises `Refused` if it cannot be read, lies outside, or is larger than `limit` bytes.
        """
        try:
            return _read_regular(self._locate(path), path, limit)
        except Refused as refused:
            raise self._explained(refused, path) from refused.__cause__
        except OSError as error:
            raise _unreadable(path, error) from error

    def fault(self, path: str, *, guess: bool = True) -> Refused | None:
        """Why `path` cannot be read as a file; None if nothing speaks against it.

        The file is not opened. With `guess` the answer also names the path that was probably meant.
        """
        try:
            _refuse_irregular(self._locate(path).stat(), path)
        except Refused as refused:
            return self._explained(refused, path) if guess else refused
        except OSError as error:
            return _unreadable(path, error)
        return None

    def exists(self, path: str) -> bool:
        """True if `path` is a file or a folder inside the project."""
        try:
            self._locate(path)
        except Refused:
            return False
        return True

    def listing(self, folder: str) -> tuple[str, ...]:
        """The files below `folder`, in subfolders too, as sorted paths from the project's folder.

        Hidden files and folders are left out. A symbolic link is listed and never followed. A
        folder that does not exist is empty.
        """
        try:
            self._locate(folder)
        except Refused as refused:
            if refused.rule is rules.MISSING_FILE:
                return ()
            raise
        found: list[str] = []
        waiting = [folder]
        while waiting:
            current = waiting.pop()
            for entry in self._scan(current):
                inner = f"{current}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(inner)
                else:
                    found.append(inner)
        return tuple(sorted(found))

    def marks(self, folders: Iterable[str]) -> Mapping[str, tuple[int, int, int]]:
        """For each file in `folders` its time (in nanoseconds), size and inode.

        A file was written or replaced if these three numbers differ from those of before.
        """
        found = {}
        for folder in folders:
            with suppress(Refused):
                for path in self.listing(folder):
                    with suppress(OSError):
                        facts = (self.root / path).stat()
                        found[path] = (facts.st_mtime_ns, facts.st_size, facts.st_ino)
        return found

    def moment(self, day: date) -> datetime:
        """The time that is written into products: SOURCE_DATE_EPOCH, else midnight UTC of `day`.

        See https://reproducible-builds.org/specs/source-date-epoch/. Raises `UsageError` if the
        variable is not a number of seconds.
        """
        given = self.environment.get("SOURCE_DATE_EPOCH", "")
        if not given:
            return datetime.combine(day, time(), UTC)
        try:
            return datetime.fromtimestamp(int(given), UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise UsageError(
                f"SOURCE_DATE_EPOCH is `{given}`, which is not a time",
                "set it to whole seconds since 1970, or unset it",
            ) from error

    def _scan(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self.root / folder) as entries:
                return [entry for entry in entries if not entry.name.startswith(".")]
        except NotADirectoryError:
            return []
        except OSError as error:
            raise _unreadable(folder, error) from error

    def _locate(self, path: str) -> Path:
        """The absolute path of `path`, without links. Raises `Refused` if it is not inside."""
        check_path(path)
        try:
            real = Path(os.path.realpath(self.root / path, strict=True))
        except (FileNotFoundError, NotADirectoryError) as error:
            raise Refused(rules.MISSING_FILE, path=path) from error
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise Refused(rules.LINK_LOOP, path=path) from error
            raise _unreadable(path, error) from error
        if not real.is_relative_to(self.root):
            raise Refused(rules.LINK_OUTSIDE, path=path)
        return real

    def _explained(self, refused: Refused, path: str) -> Refused:
        """`refused`; if a file is missing, with the path that was probably meant."""
        near = self._similar(path) if refused.rule is rules.MISSING_FILE else None
        if near is None:
            return refused
        if fold(near) == fold(path):
            difference = difference_of(near, path)
            return Refused(rules.NAME_DIFFERS, near, path=path, difference=difference)
        return Refused(rules.MISSING_FILE, near, path=path)

    def _similar(self, path: str) -> str | None:
        """The existing path that was probably meant by `path`, if there is one."""
        decoded = unquote(path)
        if decoded != path and self.exists(decoded):
            return decoded
        found: list[str] = []
        for name in path.split("/"):
            names = _names(self.root.joinpath(*found))
            near = name if name in names else nearest(name, names)
            if near is None:
                return None
            found.append(near)
        near = "/".join(found)
        return near if near != path and self.exists(near) else None


def check_path(path: str) -> None:
    """Raise `Refused` for a path that, as it is written, could lead out of the project."""
    fault = _fault(path)
    decoded = path
    for _ in range(_UNQUOTINGS):
        if fault is not None:
            break
        decoded = unquote(decoded)
        hidden = _fault(decoded)
        fault = f"hides something behind percent signs: it {hidden}" if hidden else None
    if fault is not None:
        raise Refused(rules.UNSAFE_PATH, path=_CONTROL.sub("\ufffd", path), fault=fault)


def in_manuscript(path: str) -> str:
    """`path`, which is relative to the manuscript's folder, relative to the project's folder."""
    check_path(path)
    return f"{MANUSCRIPT}/{path}"


def is_composed(path: str) -> bool:
    """True if `path` is in Unicode's form NFC: each letter and its marks are one character."""
    return unicodedata.is_normalized("NFC", path)


def difference_of(one: str, other: str) -> str:
    """The difference between two names that are equal once folded, in words for a message."""
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    return "the composition of letters" if same else "letter case"


def _fault(path: str) -> str | None:
    """What is wrong with `path` as it is written, in the words of a message."""
    segments = path.split("/")
    faults = (
        ("is empty", not path),
        ("holds a control character", _CONTROL.search(path)),
        ("is an address, not a file's name", _SCHEME.match(path)),
        ("begins with a drive", path[1:2] == ":"),
        ("is absolute", path.startswith("/")),
        ("holds a backslash", "\\" in path),
        ("climbs out of its folder with `..`", ".." in segments),
        ("has a `.` in place of a name", "." in segments),
        ("has an empty name between its slashes", "" in segments),
    )
    return next((words for words, wrong in faults if wrong), None)


def _read_regular(real: Path, path: str, limit: int) -> bytes:
    """Read the file `real`, a path without links. It never waits for a pipe or a device.

    The kind of file is checked before it is opened, since opening a device can have an effect. It
    is checked again afterwards, since the file may have been replaced in between.
    """
    _refuse_irregular(real.lstat(), path)
    handle = os.open(real, os.O_RDONLY | NO_LINK | AT_ONCE)
    with open(handle, "rb") as file:  # noqa: PTH123 (pathlib cannot open a descriptor)
        facts = os.fstat(handle)
        _refuse_irregular(facts, path)
        data = file.read(limit + 1) if facts.st_size <= limit else None
    if data is None or len(data) > limit:
        raise Refused(rules.FILE_TOO_LARGE, path=path, limit=_size(limit))
    return data


_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISLNK, "a link that was made just now"),
)


def _refuse_irregular(facts: os.stat_result, path: str) -> None:
    if not stat.S_ISREG(facts.st_mode):
        what = next((words for test, words in _KINDS if test(facts.st_mode)), "something else")
        raise Refused(rules.NOT_A_FILE, path=path, what=what)


def _unreadable(path: str, error: OSError) -> Refused:
    return Refused(rules.UNREADABLE_FILE, path=path, reason=os.strerror(error.errno or 0).lower())


def _size(limit: int) -> str:
    return f"{limit // MEBIBYTE} MiB" if limit >= MEBIBYTE else f"{limit} bytes"


def _names(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in folder.iterdir()]
    except OSError:
        return []
