"""Find an ICC profile: it says for which press and paper the colours of a PDF are made.

In: the value of an edition's `output-intent`. Out: a `ColourProfile`, with what a PDF must say
about it (ISO 15930, the output intent). The profile of a named condition is looked for in the
system's folders. The profile that a printer sent is a file in the manuscript.
"""

from __future__ import annotations

import hashlib
import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from PIL import ImageCms

from anban.core.diagnostics import Diagnostic, Span
from anban.core.errors import MissingError
from anban.core.nearest import nearest
from anban.world.profiles import rules
from anban.world.project import MANUSCRIPT, Refused, World, in_manuscript

REGISTRY = "http://www.color.org"
ENDINGS = (".icc", ".icm")
SIGNATURE, OUTPUT, INKS = b"acsp", b"prtr", b"CMYK"
"""The fields in the header of a profile for a press with four inks (ICC.1, 7.2)."""
HEADER = 128
"""The length of the header of a profile, in bytes (ICC.1, 7.2)."""
LARGEST = 20_000_000
"""The most bytes of a profile."""
SHARES = "/usr/local/share:/usr/share"
"""The folders of shared data if XDG_DATA_DIRS is not set (XDG Base Directory, 0.8)."""


@dataclass(frozen=True, slots=True)
class ColourProfile:
    """A profile and its printing condition.

    `identifier` is the condition's name in the ICC's `registry`; a printer's own profile has the
    identifier "Custom" and no registry. `digest` is the SHA-256 of the file in hexadecimal.
    """

    identifier: str
    condition: str
    registry: str
    file: str
    digest: str
    data: bytes = field(repr=False)


def find(
    world: World, name: str, span: Span | None
) -> tuple[ColourProfile | None, tuple[Diagnostic, ...]]:
    """The profile for `name`, a printing condition or a path. `span` is the place that names it.

    Raises `MissingError` if the condition is known but this machine has no profile of it.
    """
    if name.lower().endswith(ENDINGS):
        return _from_manuscript(world, name, span)
    conditions = _conditions()
    if name not in conditions:
        known = ", ".join(f"`{one}`" for one in conditions)
        near = nearest(name, conditions)
        return None, (rules.UNKNOWN_CONDITION.at(span, near=near, name=name, known=known),)
    return _installed(name, conditions[name], _folders(world.environment)), ()


def _from_manuscript(
    world: World, path: str, span: Span | None
) -> tuple[ColourProfile | None, tuple[Diagnostic, ...]]:
    try:
        data = world.read(in_manuscript(path), LARGEST)
    except Refused as refused:
        return None, (refused.at(span, base=MANUSCRIPT),)
    if not _of_a_press(data):
        return None, (rules.NOT_A_PROFILE.at(span, path=path),)
    file = Path(path).name
    return _profile("Custom", _described(data) or file, "", file, data), ()


def _installed(name: str, condition: Mapping[str, Any], folders: tuple[Path, ...]) -> ColourProfile:
    for path in _paths(folders, frozenset(condition["files"])):
        data = path.read_bytes()
        if _of_a_press(data):
            words = condition["condition"]
            return _profile(condition["identifier"], words, REGISTRY, path.name, data)
    package = condition.get("package", "")
    raise MissingError(
        f"there is no profile of the printing condition `{name}`: {condition['files'][0]}",
        f"sudo apt-get install {package}"
        if package
        else "ask the printer for the profile, put it into the manuscript, and name its path in"
        " `output-intent`",
    )


def _paths(folders: tuple[Path, ...], names: frozenset[str]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*.ic[cm]") if path.name in names)


def _folders(environment: Mapping[str, str]) -> tuple[Path, ...]:
    """The folders in which systems keep profiles, the user's own folder first."""
    home = environment.get("HOME", "")
    own = environment.get("XDG_DATA_HOME") or (f"{home}/.local/share" if home else "")
    shares = environment.get("XDG_DATA_DIRS") or SHARES
    return tuple(Path(place, "color/icc") for place in (own, *shares.split(":")) if place)


def _profile(
    identifier: str, condition: str, registry: str, file: str, data: bytes
) -> ColourProfile:
    digest = hashlib.sha256(data).hexdigest()
    return ColourProfile(identifier, condition, registry, file, digest, data)


def _of_a_press(data: bytes) -> bool:
    """True if `data` is a complete profile of an output device with four inks.

    Offsets are from ICC.1, 7.2: the size at 0, the class at 12, the colour space at 16, the
    signature at 36.
    """
    fields = data[36:40], data[12:16], data[16:20]
    whole = HEADER < len(data) == int.from_bytes(data[:4], "big")
    return whole and fields == (SIGNATURE, OUTPUT, INKS) and _works(data)


def _works(data: bytes) -> bool:
    """True if colours can be converted with it from CMYK to the RGB of a screen."""
    try:
        screen = ImageCms.createProfile("sRGB")
        ImageCms.buildTransform(io.BytesIO(data), screen, "CMYK", "RGB")
    except (ImageCms.PyCMSError, OSError):
        return False
    return True


def _described(data: bytes) -> str:
    """The description that a profile gives of itself, without spaces around it."""
    return str(ImageCms.getProfileDescription(io.BytesIO(data))).strip()


@cache
def _conditions() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files(__package__).joinpath("conditions.toml").read_text("utf-8"))
