"""Words beside the pages, set letter by letter in the faces of the book.

In: an `Engine`, words, a size in points. Out: content, and the glyphs that it shows. The words are
not shaped (no ligatures, no kerning): they are for those who make the book, not for its readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import groupby

from fontTools.ttLib import TTFont

from anban.typeset.engine.drawing import Font
from anban.typeset.pages.galley import Engine
from anban.typeset.pages.ink import Ink, Resources
from anban.typeset.pages.marked import space_of
from anban.typeset.pdf.objects import numbers

UNKNOWN = "?"
"""The letter that is shown for one that no face has."""
ARTIFACT = b"/Artifact BMC", b"EMC"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter: its face, its glyph there, its width in thousandths of the size."""

    text: str
    face: str
    glyph: int
    width: float


class Lettering:
    """Finds letters: first in the face of the text, then in the other `faces` of the book, which
    are given by their names.
    """

    def __init__(self, engine: Engine, faces: Iterable[str]) -> None:
        text = space_of(engine.style)[0]
        others = sorted(set(faces) - {text.hash})
        self.fonts = [text, *(engine.face(name) for name in others)]
        self.known: dict[str, Glyph | None] = {}

    def letters(self, words: str) -> tuple[Glyph, ...]:
        """The letters of `words`. One that no face has is left out if there is no `?` either."""
        found = (self._letter(char) or self._letter(UNKNOWN) for char in words)
        return tuple(letter for letter in found if letter)

    def width(self, words: str) -> float:
        """The width of `words` as a multiple of their size."""
        return sum(letter.width for letter in self.letters(words)) / 1000

    def _letter(self, char: str) -> Glyph | None:
        if char not in self.known:
            self.known[char] = next(self._found(char), None)
        return self.known[char]

    def _found(self, char: str) -> Iterator[Glyph]:
        for font in self.fonts:
            glyph = _glyphs(font).get(ord(char))
            if glyph is not None and glyph in font.widths:
                yield Glyph(char, font.hash, glyph, font.widths[glyph])


class MarginDrawing:
    """Collects what is drawn beside a page."""

    def __init__(self, lettering: Lettering) -> None:
        self.lettering = lettering
        self.parts: list[bytes] = [ARTIFACT[0]]
        self.glyphs: dict[str, dict[int, str]] = {}

    def draw(self, *operators: bytes) -> None:
        """Add operators of a content stream."""
        self.parts += operators

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a line from one point to another, in points."""
        self.parts.append(b"%s m %s l S" % (numbers((x1, y1)), numbers((x2, y2))))

    def write(self, words: str, x: float, y: float, size: float, *, before: bool = False) -> None:
        """Write `words` with their baseline at `y`: from `x` on, or up to `x` if `before` is true.
        `x`, `y` and `size` are points.
        """
        x -= self.lettering.width(words) * size if before else 0
        self.parts += [b"BT", b"%s Td" % numbers((x, y))]
        for face, letters in groupby(self.lettering.letters(words), key=lambda letter: letter.face):
            row = tuple(letters)
            codes = "".join(f"{letter.glyph:04x}" for letter in row)
            self.parts += [b"/%s %s Tf" % (face.encode(), numbers((size,))),
                           b"<%s> Tj" % codes.encode()]  # fmt: skip
            known = self.glyphs.setdefault(face, {})
            for letter in row:
                known.setdefault(letter.glyph, letter.text)
        self.parts.append(b"ET")

    def ink(self, resources: Resources | None = None) -> Ink:
        """What was drawn, marked as an artifact."""
        glyphs = tuple(
            (face, tuple(sorted(found.items()))) for face, found in sorted(self.glyphs.items())
        )
        content = b"\n".join((*self.parts, ARTIFACT[1]))
        return Ink((content,), glyphs, resources or Resources())


@lru_cache(maxsize=64)
def _glyphs(font: Font) -> Mapping[int, int]:
    """The glyph of each code point in a face."""
    with TTFont(BytesIO(font.file_content), fontNumber=font.index, lazy=True) as file:
        names = file.getBestCmap() or {}
        return {code: file.getGlyphID(name) for code, name in names.items()}
