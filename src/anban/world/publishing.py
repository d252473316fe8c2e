"""Write finished products into `output/`. No other module writes into the folder of a book.

In: the bytes of finished editions. Out: files, each replaced as a whole or not at all, and
`output/manifest.json`, which says for each edition what it is and from what it was made. A file in
`output/` that the manifest does not name belongs to somebody else and is not touched. A file of
the manuscript is replaced only if the user asked for corrections.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

from anban.core.diagnostics import Diagnostic
from anban.core.errors import MissingError
from anban.world.fault_log import BEGINS
from anban.world.fonts import Face
from anban.world.profiles import ColourProfile
from anban.world.project import OUTPUT
from anban.world.rules import FOREIGN_FILE, FOREIGN_FOLDER
from anban.world.versions import parts
from anban.world.whole_files import holds, in_words, settle, write

if TYPE_CHECKING:
    from filelock import BaseFileLock

FOLDER = OUTPUT
MANIFEST = "manifest.json"
LOCK = ".lock"
LOG = "anban.log"
"""Where faults of the tool and of the layout engine stand at length; there only after one."""
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
    with in_words(FOLDER):
        folder.mkdir(exist_ok=True)
        lock = _taken(folder / LOCK)
    try:
        yield ()
    finally:
        lock.release()


def _taken(path: Path) -> BaseFileLock:
    """The lock at `path`, taken. MissingError if somebody else has it."""
    from filelock import FileLock, Timeout  # only who publishes is to wait for it

    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise MissingError(
            "another anban holds the folder `output` of this book", "wait until it is done"
        ) from error
    return lock


def _folder_faults(folder: Path) -> tuple[Diagnostic, ...]:
    if folder.is_symlink():
        return (FOREIGN_FOLDER.at(None, what="a symbolic link"),)
    if folder.exists() and not folder.is_dir():
        return (FOREIGN_FOLDER.at(None, what="a file"),)
    return ()


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
        with in_words(FOLDER):
            write(path, product.data)
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
    changed = not holds(path, product.data)
    with in_words(FOLDER):
        _record(root, product, digest)
        if changed:
            _draft(root, product.name).replace(path)
            settle(path.parent)
    return Artifact(f"{FOLDER}/{product.name}", digest, changed)


def good(root: Path, edition: str) -> bool:
    """True if `output/` holds `edition` just as it was published last."""
    folder = root / FOLDER
    entries = {} if _folder_faults(folder) else _entries(folder / MANIFEST) or {}
    names = [name for name, entry in entries.items() if entry.get("edition") == edition]
    return bool(names) and all(_is(folder / name, entries[name].get("sha256")) for name in names)


def _is(path: Path, digest: object) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def log(root: Path, text: str) -> str | None:
    """Write `text`, which `fault_log` made, in place of the log before; the path, None if that
    cannot be done: a log that cannot be kept is no fault of its own. Without `text` there is none.
    """
    folder, draft = root / FOLDER, _draft(root, LOG)
    if _folder_faults(folder) or not _is_log(folder / LOG):
        return None
    with suppress(OSError):
        if not text:
            (folder / LOG).unlink(missing_ok=True)
            return None
        folder.mkdir(exist_ok=True)
        write(draft, text.encode("utf-8", "backslashreplace"))
        draft.replace(folder / LOG)
        return f"{FOLDER}/{LOG}"
    return None


def _is_log(path: Path) -> bool:
    """True if `path` is a log of the tool, or nothing."""
    if not os.path.lexists(path):
        return True
    with suppress(OSError):
        return path.is_file() and not path.is_symlink() and path.read_bytes().startswith(BEGINS)
    return False


def overwrite(root: Path, path: str, data: bytes) -> None:
    """Replace the file at `path` of the project by `data`, as a whole or not at all.

    The file keeps its permissions. If `path` is a symbolic link, the file it leads to is replaced.
    """
    with in_words(path):
        real = (root / path).resolve(strict=True)
        draft = real.with_name(f".part-{real.name}")
        write(draft, data)
        draft.chmod(stat.S_IMODE(real.stat().st_mode))
        draft.replace(real)
        settle(real.parent)


def clean(root: Path) -> tuple[str, ...]:
    """Remove what the manifest names, the manifest and the log; the paths that were removed."""
    folder = root / FOLDER
    entries = _entries(folder / MANIFEST)
    names = [*sorted(entries), MANIFEST] if entries else []
    names += [LOG] if _is_log(folder / LOG) else []
    removed = [name for name in names if os.path.lexists(folder / name)]
    with in_words(FOLDER):
        for name in removed:
            (folder / name).unlink()
    return tuple(f"{FOLDER}/{name}" for name in removed)


def _draft(root: Path, name: str) -> Path:
    return root / FOLDER / f".part-{name}"


def _record(root: Path, product: Product, digest: str) -> None:
    path = root / FOLDER / MANIFEST
    entries = dict(_entries(path) or {})
    entries[product.name] = _entry(product, digest)
    manifest = {"generator": "anban", "form": FORM, "products": entries}
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    data = text.encode("utf-8")
    if holds(path, data):
        return
    draft = _draft(root, MANIFEST)
    write(draft, data)
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
    """True if `name` is a file's name, and no way to another folder on any system."""
    parts_of = PurePosixPath(name).name, PureWindowsPath(name).name
    return parts_of == (name, name) and not name.startswith(".")
