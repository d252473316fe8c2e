"""Finding the files of a family on this machine, through fontconfig.

In: names of families. Out: their `Face`s, regular first, the same ones for the same set of
installed fonts. Only fc-list is asked: fc-match puts another font in a missing one's place and
does not say so.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from anban.core.errors import MissingError
from anban.world.fonts.face import Face

FIELDS = "%{file}\t%{index}\t%{weight}\t%{slant}\t%{width}\t%{variable}\t%{fontformat}\t%{family}\n"
FORMATS = ("TrueType", "CFF")
REGULAR, BOLD, NORMAL_WIDTH, ITALIC = 80, 200, 100, 100
"""fontconfig's numbers for weight, width and slant."""
HEAVIEST_REGULAR, LIGHTEST_BOLD = 130, 180
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Installed:
    """One line of fc-list: a font of this machine, static and not stretched."""

    path: str
    index: int
    weight: int
    slant: int
    families: tuple[str, ...]


def find(families: tuple[str, ...]) -> tuple[Face, ...]:
    """The faces of `families`: for each, regular, italic, bold, bold italic as far as it has them.

    A name must be a family's own, letter case apart. MissingError names every family that is not
    installed, with the package that has it.
    """
    found = {family: faces_of(family) for family in families}
    missing = tuple(family for family, faces in found.items() if not faces)
    if missing:
        raise _missing(missing)
    return tuple(face for faces in found.values() for face in faces)


@cache
def faces_of(family: str) -> tuple[Face, ...]:
    """The faces of one family; none if it has no regular one."""
    fonts = [font for font in installed() if family.casefold() in map(str.casefold, font.families)]
    chosen = (
        (bold, italic, _choose(fonts, bold=bold, italic=italic))
        for bold in (False, True)
        for italic in (False, True)
    )
    faces = tuple(
        Face(family, bold, italic, font.path, font.index, _digest(font.path))
        for bold, italic, font in chosen
        if font is not None
    )
    return faces if faces and faces[0].style == "Regular" else ()


def _choose(fonts: list[Installed], *, bold: bool, italic: bool) -> Installed | None:
    """The font nearest to the style; the family's own before that of a heavier namesake."""
    wanted = BOLD if bold else REGULAR
    fitting = [
        font
        for font in fonts
        if (font.slant > 0) == italic
        and (font.weight >= LIGHTEST_BOLD if bold else font.weight <= HEAVIEST_REGULAR)
    ]
    return min(
        fitting,
        key=lambda font: (
            abs(font.weight - wanted),
            abs(font.slant - (ITALIC if italic else 0)),
            len(font.families),
            font.path,
            font.index,
        ),
        default=None,
    )


@cache
def installed() -> tuple[Installed, ...]:
    """The fonts of this machine that an edition can hold as they are."""
    rows = (line.split("\t") for line in listing().splitlines() if line.count("\t") == 7)
    return tuple(
        Installed(path, int(index), int(weight), int(slant), tuple(family.split(",")))
        for path, index, weight, slant, width, variable, kind, family in rows
        if variable == "False"
        and kind in FORMATS
        and width == str(NORMAL_WIDTH)
        and weight.isdigit()
        and slant.isdigit()
    )


def listing() -> str:
    """What fc-list says, a line for each font. MissingError if it cannot be asked."""
    program = shutil.which("fc-list")
    if program is None:
        raise MissingError("fontconfig is not installed", "sudo apt-get install fontconfig")
    try:
        done = subprocess.run(  # noqa: S603 -- a fixed command without a shell
            (program, "--format", FIELDS),
            capture_output=True,
            check=True,
            timeout=SECONDS,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.SubprocessError) as fault:
        raise MissingError(f"`fc-list` does not work: {fault}", "reinstall fontconfig") from fault
    return done.stdout.decode("utf-8", "replace")


def _digest(path: str) -> str:
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError as fault:
        raise MissingError(f"the font file `{path}` cannot be read: {fault}") from fault


def _missing(families: tuple[str, ...]) -> MissingError:
    names = ", ".join(f"`{family}`" for family in families)
    plural = "families are" if len(families) > 1 else "family is"
    packages = sorted({package for family in families if (package := _package(family))})
    hint = (
        f"sudo apt-get install {' '.join(packages)}"
        if packages
        else "install the font as static TTF or OTF files, then run `fc-cache -f`"
    )
    return MissingError(f"the font {plural} not installed: {names}", hint)


def _package(family: str) -> str:
    table = tomllib.loads(files("anban.world.fonts").joinpath("packages.toml").read_text("utf-8"))
    fitting = [start for start in table if family.casefold().startswith(start)]
    return str(table[max(fitting, key=len)]) if fitting else ""
