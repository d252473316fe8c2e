"""Draw words as outlines.

In: faces. Out: `OutlineLettering`, which measures words, breaks them into lines and gives their
SVG paths. Each character is one glyph, without kerning or shaping; that is enough for a cover.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from anban.world.fonts import Face
from anban.world.fonts.face import opened

LEADING = 1.35
"""The distance of baselines in em. It is so large because a Vietnamese capital can have two marks
above each other."""
STEP = 0.97
"""Each attempt to make lines even is narrower than the one before by this factor."""


@dataclass(frozen=True, slots=True)
class OutlineLettering:
    """Draws with open fonts; the first font that has a character draws it. Sizes are in pixels."""

    fonts: tuple[TTFont, ...]

    def width(self, text: str, size: float) -> float:
        return sum(self._advance(character) for character in text) * size

    def wrap(self, text: str, size: float, measure: float) -> tuple[str, ...]:
        """`text` in as few lines as possible, each at most `measure` wide and of similar width."""
        lines = self._break(text, size, measure)
        while len(lines) > 1:
            measure *= STEP
            even = self._break(text, size, measure)
            if len(even) > len(lines) or any(self.width(line, size) > measure for line in even):
                break
            lines = even
        return lines

    def path(self, text: str, size: float, left: float, baseline: float) -> str:
        """The SVG path data of one line that begins at `left` on the `baseline`."""
        pieces = []
        for character in text:
            pieces.append(self._outline(character, size, left, baseline))
            left += self._advance(character) * size
        return "".join(pieces)

    def _break(self, text: str, size: float, measure: float) -> tuple[str, ...]:
        lines: list[str] = []
        for word in filter(None, text.split(" ")):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, size) <= measure:
                lines[-1] = longer
            else:
                lines.append(word)
        return tuple(lines)

    def _font(self, character: str) -> TTFont | None:
        return next((font for font in self.fonts if ord(character) in font.getBestCmap()), None)

    def _advance(self, character: str) -> float:
        font = self._font(character)
        if font is None:
            return 0
        name = font.getBestCmap()[ord(character)]
        return float(font["hmtx"][name][0] / font["head"].unitsPerEm)

    def _outline(self, character: str, size: float, left: float, baseline: float) -> str:
        font = self._font(character)
        if font is None:
            return ""
        glyphs = font.getGlyphSet()
        pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.1f}")
        scale = size / font["head"].unitsPerEm
        name = font.getBestCmap()[ord(character)]
        glyphs[name].draw(TransformPen(pen, (scale, 0, 0, -scale, left, baseline)))
        return str(pen.getCommands())


@contextmanager
def lettering(faces: tuple[Face, ...]) -> Iterator[OutlineLettering]:
    """Draws with the regular faces among `faces`; their files are open inside the `with` block."""
    with ExitStack() as stack:
        regular = [face for face in faces if not face.bold and not face.italic]
        yield OutlineLettering(tuple(stack.enter_context(opened(face)) for face in regular))
