"""Write finished products into `output/`. No other module writes into the folder of a book.

In: the bytes of finished editions. Out: files, each replaced as a whole or not at all, and
`output/manifest.json`, which says for each edition what it is and from what it was made. A file in
`output/` that the manifest does not name belongs to somebody else and is not touched. A file of
the manuscript is replaced only if the user asked for corrections.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from anban.core.diagnostics import Diagnostic
from anban.core.errors import MissingError
from anban.world.fonts import Face
from anban.world.profiles import ColourProfile
from anban.world.project import OUTPUT
from anban.world.rules import FOREIGN_FILE, FOREIGN_FOLDER
from anban.world.versions import parts

FOLDER = OUTPUT
MANIFEST = "manifest.json"
LOCK = ".lock"
CACHE = f"{OUTPUT}/.cache"
"""The folder of the cache that builds share."""
FORM = 1
"""The version of the manifest's form. It goes up when a member is renamed or removed."""


@dataclass(frozen=True, slots=True)
class Product:
    """A finished edition: the bytes of the file `name`, and what the manifest says about it.

    `pages` is the number of pages of a PDF, or of page markers of an EPUB. `notes` has the numbers
    of the note audit by their names. `profile` is the ICC profile of the press it is made for.
    """

    edition: str
    name: str
    data: bytes
    pages: int
    notes: Mapping[str, int]
    fonts: tuple[Face, ...]
    profile: ColourProfile | None = None

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Artifact:
    """A published product. `path` is relative to the project; `changed` says if bytes differ."""

    path: str
    digest: str
    changed: bool


@contextmanager
def hold(root: Path) -> Iterator[tuple[Diagnostic, ...]]:
    """Lock the output folder of the book at `root`, so that no other build writes there.

    Gives the diagnostics about the folder; if there are any, nothing may be written. Raises
    `MissingError` if the folder cannot be written, or if another build has locked it.
    """
    folder = root / FOLDER
    if faults := _folder_faults(folder):
        yield faults
        return
    with _in_words():
        folder.mkdir(exist_ok=True)
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
    try:
        _take(lock)
        yield ()
    finally:
        os.close(lock)


def _folder_faults(folder: Path) -> tuple[Diagnostic, ...]:
    if folder.is_symlink():
        return (FOREIGN_FOLDER.at(None, what="a symbolic link"),)
    if folder.exists() and not folder.is_dir():
        return (FOREIGN_FOLDER.at(None, what="a file"),)
    return ()


def _take(lock: int) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise MissingError(
            "another build of this book is writing to `output`", "wait until it is done"
        ) from error


def foreign(root: Path, name: str) -> tuple[Diagnostic, ...]:
    """A diagnostic if `output/NAME` may not be written.

    That is so if the file, or the manifest, exists and was not written by this program.
    """
    folder = root / FOLDER
    entries = _entries(folder / MANIFEST)
    if entries is None:
        return (FOREIGN_FILE.at(None, name=MANIFEST),)
    if name not in entries and os.path.lexists(folder / name):
        return (FOREIGN_FILE.at(None, name=name),)
    return ()


@contextmanager
def stage(root: Path, product: Product) -> Iterator[Path]:
    """Write `product` to a temporary file in `output/` and give its path.

    A checker that needs a file can read it there. `release` publishes it. When the `with` block
    ends, the temporary file is removed.
    """
    path = _draft(root, product.name)
    try:
        with _in_words():
            _write(path, product.data)
        yield path
    finally:
        path.unlink(missing_ok=True)


def release(root: Path, product: Product) -> Artifact:
    """Publish the staged `product` by renaming it. A file with the same bytes stays as it is.

    The manifest is written first. So it names every file that this program wrote, even if the
    process is killed in between.
    """
    path = root / FOLDER / product.name
    digest = product.digest
    changed = not _holds(path, product.data)
    with _in_words():
        _record(root, product, digest)
        if changed:
            _draft(root, product.name).replace(path)
            _sync_folder(path.parent)
    return Artifact(f"{FOLDER}/{product.name}", digest, changed)


def overwrite(root: Path, path: str, data: bytes) -> None:
    """Replace the file at `path` of the project by `data`, as a whole or not at all.

    The file keeps its permissions. If `path` is a symbolic link, the file it leads to is replaced.
    """
    with _in_words(path):
        real = (root / path).resolve(strict=True)
        draft = real.with_name(f".part-{real.name}")
        _write(draft, data)
        draft.chmod(stat.S_IMODE(real.stat().st_mode))
        draft.replace(real)
        _sync_folder(real.parent)


def clean(root: Path) -> tuple[str, ...]:
    """Remove the files that the manifest names, and the manifest. Gives the removed paths."""
    folder = root / FOLDER
    entries = _entries(folder / MANIFEST)
    names = [*sorted(entries), MANIFEST] if entries else []
    removed = [name for name in names if os.path.lexists(folder / name)]
    with _in_words():
        for name in removed:
            (folder / name).unlink()
    return tuple(f"{FOLDER}/{name}" for name in removed)


def _draft(root: Path, name: str) -> Path:
    return root / FOLDER / f".part-{name}"


def _write(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink()
        raise


def _sync_folder(folder: Path) -> None:
    """Write the names in `folder` to the disk, so that a power cut does not lose a rename."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _holds(path: Path, data: bytes) -> bool:
    """True if the file at `path` has the bytes `data`."""
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _record(root: Path, product: Product, digest: str) -> None:
    path = root / FOLDER / MANIFEST
    entries = dict(_entries(path) or {})
    entries[product.name] = _entry(product, digest)
    manifest = {"generator": "anban", "form": FORM, "products": entries}
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    data = text.encode("utf-8")
    if _holds(path, data):
        return
    draft = _draft(root, MANIFEST)
    _write(draft, data)
    draft.replace(path)


def _entry(product: Product, digest: str) -> dict[str, Any]:
    return {
        "edition": product.edition,
        "sha256": digest,
        "size": len(product.data),
        "pages": product.pages,
        "notes": dict(product.notes),
        "fonts": [
            {
                "family": face.family,
                "style": face.style,
                "file": face.file,
                "sha256": face.digest,
            }
            for face in product.fonts
        ],
        "versions": dict(parts()),
        **_output_intent(product.profile),
    }


def _output_intent(profile: ColourProfile | None) -> dict[str, Any]:
    if profile is None:
        return {}
    said = {"condition": profile.identifier, "file": profile.file, "sha256": profile.digest}
    return {"output-intent": said}


def _entries(path: Path) -> Mapping[str, dict[str, Any]] | None:
    """The entries of the manifest at `path`, by file name.

    Empty if there is no manifest; None if the file was not written by this program.
    """
    if not os.path.lexists(path):
        return {}
    try:
        manifest = json.loads(path.read_text("utf-8"))
        if manifest["generator"] != "anban" or manifest["form"] != FORM:
            return None
        entries: dict[str, dict[str, Any]] = manifest["products"]
        return entries if all(_plain(name) for name in entries) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _plain(name: str) -> bool:
    return PurePosixPath(name).name == name and not name.startswith(".")


_HINTS = {
    errno.ENOSPC: "make room on the disk, then {again}",
    errno.EDQUOT: "make room in your quota, then {again}",
    errno.EFBIG: "raise the limit on the size of files, then {again}",
    errno.EROFS: "work in a folder that may be written",
    errno.EACCES: "give yourself the right to write in `{place}`",
    errno.EPERM: "give yourself the right to write in `{place}`",
}


@contextmanager
def _in_words(path: str = FOLDER) -> Iterator[None]:
    """Turn an error of the system about writing to `path` into a `MissingError` with a hint."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        again = "build again" if path == FOLDER else "try again"
        place = path if path == FOLDER else path.rpartition("/")[0]
        hint = _HINTS.get(error.errno or 0, "look at the folder `{place}`, then {again}")
        words = hint.format(place=place, again=again)
        raise MissingError(f"cannot write to `{path}`: {reason}", words) from error
