"""Read and write the files of an import. No other module of this package touches the disk.

In: paths of files to read; a folder, and the bytes of files to write by their paths. Out: `Given`
files; the files in the folder, and `import-record.json`, which has the digest of each file. A file
that differs from its record was edited: then nothing at all is written. A file that already has
the right bytes is not touched.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from anban.core.diagnostics import Diagnostic, printable
from anban.core.errors import MissingError, UsageError
from anban.importers import rules
from anban.importers.given import Given
from anban.world.project import AT_ONCE, FILE_LIMIT, MEBIBYTE, Refused, check_path

RECORD = "import-record.json"
FORM = 1


def read_files(paths: Sequence[Path]) -> tuple[Given, ...]:
    """The files at `paths`, in that order. Two files with the same name get different names.

    Raises `UsageError` for a path that is not a file, cannot be read or is too large.
    """
    given: list[Given] = []
    for path in paths:
        name = printable(path.name)
        taken = sum(PurePosixPath(one.name).name == name for one in given)
        name = f"{taken + 1}/{name}" if taken else name
        given.append(Given(name, _bytes_of(path), _beside(path)))
    return tuple(given)


def _beside(path: Path) -> Callable[[str], bytes | None]:
    """A function that reads files in or below the folder of `path`, but no file outside it."""
    folder = Path(os.path.realpath(path.parent))

    def read(name: str) -> bytes | None:
        try:
            check_path(name)
            real = Path(os.path.realpath(folder / name, strict=True))
            return _bytes_of(real) if real.is_relative_to(folder) else None
        except (Refused, OSError, UsageError, ValueError):
            return None

    return read


def _bytes_of(path: Path) -> bytes:
    """The bytes of a regular file. It never waits for a pipe or a device."""
    try:
        handle = os.open(path, os.O_RDONLY | AT_ONCE)
        with open(handle, "rb") as file:  # noqa: PTH123 (pathlib cannot open a descriptor)
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise UsageError(f"`{path}` is not a file", "name files, not folders")
            data = file.read(FILE_LIMIT + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"cannot read `{path}`: {reason}", "look at its name") from error
    if len(data) > FILE_LIMIT:
        limit = FILE_LIMIT // MEBIBYTE
        raise UsageError(f"`{path}` is larger than {limit} MiB", "import it in parts")
    return data


@dataclass(frozen=True, slots=True)
class Record:
    """The record of imports into a folder.

    It has the digests that each file has if nobody edited it, and the day of the first import.
    """

    day: str
    digests: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Written:
    """The files that were written and removed, as paths relative to the folder."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]


def record_of(folder: Path) -> Record | None:
    """The record of the last import into `folder`; None if there is none or it is damaged."""
    try:
        found = json.loads((folder / RECORD).read_text("utf-8"))
        if found["generator"] != "anban import" or found["form"] != FORM:
            return None
        files = {str(path): tuple(map(str, digests)) for path, digests in found["files"].items()}
        for path in files:
            check_path(path)
        return Record(str(found["day"]), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, Refused):
        return None


def conflicts(folder: Path, files: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
    """A diagnostic for each file or link in `folder` that `files` would replace but must not."""
    record = record_of(folder)
    known = record.digests if record else {}
    found = [_fault(folder, path, known.get(path, ())) for path in files]
    if record is None and os.path.lexists(folder / RECORD):
        found.append((RECORD, "was not written by an import"))
    return tuple(rules.FOREIGN.at(None, path=path, why=why) for path, why in filter(None, found))


def _fault(folder: Path, path: str, known: tuple[str, ...]) -> tuple[str, str] | None:
    place = folder
    for name in path.split("/"):
        place /= name
        if place.is_symlink():
            return place.relative_to(folder).as_posix(), "is a symbolic link"
        if place != folder / path and os.path.lexists(place) and not place.is_dir():
            return place.relative_to(folder).as_posix(), "is a file where a folder is needed"
    if not os.path.lexists(place):
        return None
    if not place.is_file():
        return path, "is not a file"
    if not known:
        return path, "was not written by an import"
    return None if _digest(place.read_bytes()) in known else (path, "was edited since its import")


def write(folder: Path, files: Mapping[str, bytes], day: str) -> Written:
    """Write `files`, which must have no conflicts; remove unedited files of an import before.

    The record is written first, with the old and the new digests. So even if the process is killed
    at any moment, every file of the import is recognised the next time.
    """
    old = record_of(folder)
    known = old.digests if old else {}
    digests = {path: _digest(data) for path, data in files.items()}
    stale = [path for path in known if path not in files and not _fault(folder, path, known[path])]
    both = {path: (*known.get(path, ()), digest) for path, digest in digests.items()}
    with _in_words(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if any(known.get(path) != (digest,) for path, digest in digests.items()) or stale:
            _put(folder / RECORD, _record(day, {**known, **both}))
        changed = [path for path, data in files.items() if _put(folder / path, data)]
        removed = [path for path in stale if _drop(folder / path)]
        _put(folder / RECORD, _record(day, {path: (digest,) for path, digest in digests.items()}))
    return Written(tuple(changed), tuple(removed))


def _record(day: str, digests: Mapping[str, tuple[str, ...]]) -> bytes:
    files = {path: list(dict.fromkeys(found)) for path, found in sorted(digests.items())}
    record = {"generator": "anban import", "form": FORM, "day": day, "files": files}
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _put(path: Path, data: bytes) -> bool:
    """Write `data` as a whole or not at all. False if the file already has these bytes."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".part-{path.name}")
    part.unlink(missing_ok=True)
    try:
        with part.open("xb") as file:
            file.write(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return True


def _drop(path: Path) -> bool:
    there = os.path.lexists(path)
    path.unlink(missing_ok=True)
    return there


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@contextmanager
def _in_words(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"cannot write to `{folder}`: {reason}"
        raise MissingError(
            message, "make room or take another folder, then import again"
        ) from error
