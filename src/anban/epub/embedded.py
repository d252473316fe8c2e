"""The fonts that are embedded in the EPUB.

In: the theme's faces, the style sheet, the characters of the book. Out: `FontFile`s, which have
only the glyphs that the book needs, with the `@font-face` rules for the style sheet.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from dataclasses import dataclass

from anban.core.memo import Memo
from anban.world.fonts import Face, coverage, subset

FOLDER = "fonts"
ALWAYS = frozenset(string.printable) - frozenset("\t\n\r\x0b\x0c")
"""Characters that every subset has, since a style sheet or a reading system may generate text such
as numbers."""

_RULE = """\
@font-face {{
  font-family: "{family}";
  font-weight: {weight};
  font-style: {style};
  src: url("../{name}");
}}
"""


@dataclass(frozen=True, slots=True)
class FontFile:
    """A subset of a font. `name` is its path relative to the package document."""

    name: str
    media_type: str
    content: bytes
    face: Face

    @property
    def rule(self) -> str:
        """The `@font-face` rule, which has the family's name as the theme uses it.

        The file itself has another name inside, because the name of a font may be reserved (SIL
        Open Font License 1.1, condition 3).
        """
        return _RULE.format(
            family=self.face.family,
            weight="bold" if self.face.bold else "normal",
            style="italic" if self.face.italic else "normal",
            name=self.name,
        )


def embed(
    faces: Iterable[Face], css: str, characters: frozenset[str], memo: Memo | None = None
) -> tuple[FontFile, ...]:
    """A font file for each face that the style sheet names and that has a character of the book.

    A subset always has both the capital and the small form of a letter, because a style sheet may
    turn one into the other.
    """
    memo = memo or Memo()
    forms = (form for one in characters for form in (one.upper(), one.lower()))
    wanted = characters.union(*forms)  # a form may have several letters: ß becomes SS
    chosen = [face for face in faces if _names(css, face.family)]
    families = list(dict.fromkeys(face.family for face in chosen))
    files = []
    for face in chosen:
        known = coverage(face)
        held = frozenset(one for one in wanted | ALWAYS if ord(one) in known)
        if any(character.isalnum() for character in held & characters):
            files.append(memo(_file, face, held, families.index(face.family) + 1))
    return tuple(files)


def _names(css: str, family: str) -> bool:
    """True if the style sheet names this family, and not one whose name only begins with it."""
    return bool(re.search(rf"(?<![\w-]){re.escape(family)}(?!\s*[\w-])", css, re.IGNORECASE))


def _file(face: Face, characters: frozenset[str], number: int) -> FontFile:
    content = subset(face, characters, f"Anban {number}")
    media_type, ending = ("font/otf", "otf") if content[:4] == b"OTTO" else ("font/ttf", "ttf")
    stem = re.sub(r"[^a-z0-9]+", "-", face.family.lower()).strip("-")
    name = f"{FOLDER}/{number}-{stem}-{face.style.lower()}.{ending}"
    return FontFile(name, media_type, content, face)
