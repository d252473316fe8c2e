"""The folder of a theme: in the project, or inside the program.

In: the name of a file in the theme's folder. Out: a `File`: its text, and its path as diagnostics
show it.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Protocol

from anban.core.diagnostics import Diagnostic, Span
from anban.render import rules
from anban.world.project import Refused, World

BUILT_IN = "base"
"""The name of the built-in theme, which every other theme extends, directly or not."""

PROGRAM = "anban/render/themes/"
"""The beginning of the paths of files that come with the program, as diagnostics show them."""
LARGEST = 1_000_000
"""The largest size in bytes of a theme's file."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a theme: its text, and its path as diagnostics show it."""

    path: str
    text: str


class Folder(Protocol):
    """The folder of a theme. Names are relative to it, with forward slashes."""

    def path(self, name: str) -> str:
        """The path of the file `name` as diagnostics show it."""

    def read(self, name: str, asked: Span | None) -> tuple[File | None, tuple[Diagnostic, ...]]:
        """The file `name`, or diagnostics if it cannot be read. `asked` is the place that names it,
        which the diagnostics show.
        """

    def names(self, place: str) -> tuple[str, ...]:
        """The templates that lie directly in the folder `place`, sorted."""


class ProjectFolder:
    """A theme in the project: every read goes through the `World`."""

    def __init__(self, world: World, folder: str) -> None:
        self._world = world
        self._folder = folder.rstrip("/")

    def path(self, name: str) -> str:
        return f"{self._folder}/{name}"

    def read(self, name: str, asked: Span | None) -> tuple[File | None, tuple[Diagnostic, ...]]:
        path = self.path(name)
        try:
            data = self._world.read(path, limit=LARGEST)
            text = data.decode("utf-8-sig").replace("\r\n", "\n")
            return File(path, text), ()
        except Refused as refused:
            return None, (refused.at(asked),)
        except UnicodeDecodeError as fault:
            return None, (_not_utf8(path, fault),)

    def names(self, place: str) -> tuple[str, ...]:
        folder = PurePosixPath(self.path(place))
        entries = (PurePosixPath(entry) for entry in self._world.listing(str(folder)))
        return tuple(
            entry.name for entry in entries if entry.parent == folder and entry.suffix == ".xhtml"
        )


class BuiltInFolder:
    """The built-in theme, which comes with the program."""

    def __init__(self) -> None:
        self._root = files("anban.render") / "themes" / BUILT_IN

    def path(self, name: str) -> str:
        return f"{PROGRAM}{BUILT_IN}/{name}"

    def read(
        self,
        name: str,
        asked: Span | None,  # noqa: ARG002 (nobody asks for what is not there)
    ) -> tuple[File | None, tuple[Diagnostic, ...]]:
        return File(self.path(name), self._root.joinpath(name).read_text(encoding="utf-8")), ()

    def names(self, place: str) -> tuple[str, ...]:
        entries = (entry.name for entry in self._root.joinpath(place).iterdir())
        return tuple(sorted(name for name in entries if name.endswith(".xhtml")))


def _not_utf8(path: str, fault: UnicodeDecodeError) -> Diagnostic:
    byte = f"0x{fault.object[fault.start]:02X}"
    line = fault.object.count(b"\n", 0, fault.start) + 1
    return rules.THEME_ENCODING.at(Span(path, line), offset=fault.start, byte=byte)
