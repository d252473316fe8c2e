"""Words drawn as outlines.

In: faces. Out: `OutlineLettering`, which measures words, breaks them into lines and gives their SVG
paths. One glyph for each character, without kerning or shaping: enough for a plain cover.
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
"""Line height in em: Vietnamese capitals bear two marks above each other."""
STEP = 0.97
"""How much narrower each trial of an even break is than the one before."""


@dataclass(frozen=True, slots=True)
class OutlineLettering:
    """Open fonts, the first of them that has a character draws it. Sizes are in pixels."""

    fonts: tuple[TTFont, ...]

    def width(self, text: str, size: float) -> float:
        return sum(self._advance(character) for character in text) * size

    def wrap(self, text: str, size: float, measure: float) -> tuple[str, ...]:
        """`text` in as few lines as fit into `measure`, made as even as that allows."""
        lines = self._break(text, size, measure)
        while len(lines) > 1:
            measure *= STEP
            even = self._break(text, size, measure)
            if len(even) > len(lines) or any(self.width(line, size) > measure for line in even):
                break
            lines = even
        return lines

    def path(self, text: str, size: float, left: float, baseline: float) -> str:
        """The path data of one line, from `left` on the `baseline`, downward as SVG counts."""
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
    """The lettering of the regular ones among `faces`, open as long as the context lasts."""
    with ExitStack() as stack:
        regular = [face for face in faces if not face.bold and not face.italic]
        yield OutlineLettering(tuple(stack.enter_context(opened(face)) for face in regular))
