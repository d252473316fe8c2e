"""Find the files of a font family on this machine, through fontconfig.

In: names of families. Out: their `Face`s, the regular one first. The same installed fonts always
give the same faces. Only the program `fc-list` is used: `fc-match` replaces a missing font by
another one without saying so.
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
"""fontconfig's numbers for weight, width and slant (fontconfig.h: FC_WEIGHT_REGULAR,
FC_WEIGHT_BOLD, FC_WIDTH_NORMAL, FC_SLANT_ITALIC)."""
HEAVIEST_REGULAR, LIGHTEST_BOLD = 130, 180
"""The weights up to which a face may stand for the regular one, and from which on for the bold.
In fontconfig.h, medium is 100 and semibold is 180."""
SECONDS = 60
"""How long `fc-list` may take; the first call after an installation scans all font files."""


@dataclass(frozen=True, slots=True)
class Installed:
    """One font of this machine, as `fc-list` describes it: static, and of normal width."""

    path: str
    index: int
    weight: int
    slant: int
    families: tuple[str, ...]


def find(families: tuple[str, ...]) -> tuple[Face, ...]:
    """The faces of `families`: regular, italic, bold and bold italic of each, where they exist.

    A name must be a family's own name; upper and lower case do not matter. Raises `MissingError`,
    which names every family that is not installed, and the package that has it.
    """
    found = {family: faces_of(family) for family in families}
    missing = tuple(family for family, faces in found.items() if not faces)
    if missing:
        raise _missing(missing)
    return tuple(face for faces in found.values() for face in faces)


@cache
def faces_of(family: str) -> tuple[Face, ...]:
    """The faces of one family; empty if it has no regular face."""
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
    """The font that is nearest to the style, None if there is none.

    Among equally near fonts, the one with fewer family names is chosen: fontconfig also lists
    "Vollkorn Black" under the family "Vollkorn", and such a font has two names.
    """
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
    """The fonts of this machine that can be embedded as they are: static TrueType or CFF fonts."""
    # a line with other than seven tabs belongs to a font whose name or path holds one
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
    """The output of `fc-list`, one line for each font, in the form of `FIELDS`.

    Raises `MissingError` if the program is not there or does not work.
    """
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
