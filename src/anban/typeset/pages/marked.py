"""A content stream in which everything is marked: as content of the text, or as an artifact.

In: what the engine draws, box after box. Out: its stream with marked content (ISO 32000-1, 14.6).
WeasyPrint 70.0 gives each text a mark of its own. Here consecutive content of one stretch stands
under one mark, which makes the file smaller.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from anban.typeset.engine import boxes
from anban.typeset.engine.boxes import Style
from anban.typeset.engine.drawing import Font, Matrix, Stream
from anban.typeset.engine.objects import String
from anban.typeset.engine.text import Layout
from anban.typeset.paragraph import lines

Area = tuple[float, float, float, float]
ARTIFACT, GROUP = -1, -2
"""They stand in the place of a stretch's number: for content that is no text of the book, and for a
drawing that gets its mark where it is used."""
WIDE = 1000.0
"""A line width in pixels that is more than a single space can need."""
KEPT = 20_000
"""How many styles are remembered with their spaces."""
COMBINING = re.compile("[\u0900-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""The letters of scripts in which several letters can make one sign: those of India, Thai, Lao,
Burmese, Khmer."""
OPEN, FURNITURE, CLOSE = b"/Artifact BMC", b"/Artifact <</Type /Pagination>> BDC", b"EMC"


class Marking:
    """The stretches of a page in reading order; a stretch is content of one structure element.

    `places` gives the element of each stretch, and `areas` the place of those that are pictures, in
    pixels: left, top, right, bottom. `of` gives the index of the stretch to which a box belongs.
    `marks` gives the same for each mark that was written, by its number. `ends` has the texts
    behind which a line breaks at a space.
    """

    def __init__(self) -> None:
        self.places: list[tuple[int, int, str]] = []
        self.areas: dict[int, Area] = {}
        self.of: dict[boxes.Box, int] = {}
        self.marks: list[int] = []
        self.ends: set[boxes.Box] = set()

    def add(self, box: boxes.Box, place: tuple[int, int, str]) -> None:
        """Add `box`, the next one in reading order, as content of the element at `place`."""
        picture = isinstance(box, boxes.ReplacedBox)
        if picture or not self.places or self.places[-1] != place:
            self.places.append(place)
        self.of[box] = len(self.places) - 1
        if picture:
            left, top = box.content_box_x(), box.content_box_y()
            self.areas[self.of[box]] = left, top, left + box.width, top + box.height


class MarkedStream(Stream):
    """The engine's content stream. `stretch` is the stretch of the mark that is open, None if no
    mark is open.
    """

    def mark_with(self, marking: Marking, stretch: int | None = None) -> None:
        """Use `marking` from now on. `stretch` is GROUP in the stream of a group."""
        self.marking = marking
        self.stretch = stretch
        self.last: int | None = None
        self.drawn: list[int] = []

    def clone(self, **named: object) -> Self:
        """A stream for a group, which gets its mark where it is drawn."""
        stream = super().clone(color_profiles=self._color_profiles, output_intent=None, **named)
        stream.__class__ = type(self)
        assert isinstance(stream, type(self))
        stream.mark_with(self.marking, GROUP)
        return stream

    @contextmanager
    def marked(self, box: boxes.Box, tag: str) -> Iterator[None]:
        """Mark what is drawn as content of the stretch of `box`."""
        stretch = self.marking.of.get(box, ARTIFACT)
        if self.stretch is not None:
            self.drawn.append(stretch)
            yield
            return
        self._begin(stretch, tag, self._words(box))
        yield
        self._end()

    def _words(self, box: boxes.Box) -> bytes:
        """The words of a text, where they cannot be read from its glyphs (ISO 32000-1, 14.9.4).

        A small capital is one glyph for both cases of a letter, and a sign may be made of several
        letters.
        """
        if not isinstance(box, boxes.TextBox):
            return b""
        if box.style["font_variant_caps"] == "normal" and not COMBINING.search(box.text):
            return b""
        words = String(box.text + " " * (box in self.marking.ends))
        return b"/ActualText " + bytes(words.data)

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Mark what is drawn as an artifact. The open mark is closed before and opened again
        behind it, because an artifact must not stand inside other marks (ISO 14289-1, 7.1).
        """
        outer = self.stretch
        if outer in (ARTIFACT, GROUP):
            yield
            return
        if outer is not None:
            self._end()
        self._begin(ARTIFACT)
        yield
        self._end()
        if outer is not None:
            self._begin(outer)

    @contextmanager
    def furniture(self) -> Iterator[None]:
        """Mark what is drawn as an artifact of pagination (ISO 32000-1, 14.8.2.2.2)."""
        self.stretch = ARTIFACT
        self.stream.append(FURNITURE)
        yield
        self._end()

    def part(self, text: boxes.TextBox, *, engine: bool) -> None:
        """Show the space behind a text box that was just drawn.

        Spaces between words have to stand in the content (ISO 32000-1, 14.8.2.5). But a space is
        dropped where a line breaks at it. If the `engine` drew the text, a text of nothing but
        spaces is dropped, too.
        """
        blank = engine and text.text.isspace()
        if not (blank or text in self.marking.ends) or self.stream[-1] != b"ET":
            return
        font, glyph = space_of(text.style)
        self.begin_text()
        if blank:
            place = Matrix(d=-1, e=text.position_x, f=text.position_y + text.baseline)
            self.set_text_matrix(*place.values)
            self.set_font_size(font.hash, text.style["font_size"])
        if self._current_font and self._current_font[0] == font.hash:
            font.to_unicode.setdefault(glyph, " ")
            self.show_text(f"<{glyph:04x}>")
        self.end_text()

    def draw_x_object(self, name: str) -> None:
        """Draw a picture or a group.

        A group can hold content of several elements, but it can have one mark only. If no mark is
        open for it, as for a group with transparency, it gets the mark of the first element that
        has text in it.
        """
        drawn = getattr(self._resources["XObject"].get(name), "drawn", [])
        if self.stretch is not None:
            self.drawn += drawn
            super().draw_x_object(name)
            return
        self._begin(next((stretch for stretch in drawn if stretch != ARTIFACT), ARTIFACT))
        super().draw_x_object(name)
        self._end()

    def _begin(self, stretch: int, tag: str = "Span", words: bytes = b"") -> None:
        """Open a mark for `stretch`. If the mark before was of the same stretch and nothing stands
        between, that one is continued: its end is taken back. A mark with words stays alone, since
        the words replace all that is in it.
        """
        self.stretch = stretch
        if self.last == stretch and not words and self.stream[-1] == CLOSE:
            self.stream.pop()
        elif stretch == ARTIFACT:
            self.stream.append(OPEN)
        else:
            number = len(self.marking.marks)
            self.stream.append(b"/%s <</MCID %d%s>> BDC" % (tag.encode(), number, words))
            self.marking.marks.append(stretch)
        self.last = None if words else stretch

    def _end(self) -> None:
        """Close the mark, or take it back if nothing was drawn."""
        stretch, self.stretch = self.stretch, None
        opening = self.stream[-1]
        if not isinstance(opening, bytes) or not opening.endswith((b"> BDC", b"BMC")):
            self.stream.append(CLOSE)
            return
        self.stream.pop()
        self.last = None
        if stretch != ARTIFACT:
            self.marking.marks.pop()


def space_of(style: Style) -> tuple[Font, int]:
    """The face in which text of `style` is set, and the glyph of a space in it."""
    line = lines.split(" ", style, None, WIDE, 0)[0]
    if isinstance(line, lines.ShapedLine) and line.shaped is not None:
        ((glyph, _),) = filter(None, line.shaped.glyphs)
        return line.shaped.font, glyph
    found = _SPACES.get(id(style))
    if found is None or found[0] is not style:
        if len(_SPACES) > KEPT:
            _SPACES.clear()
        found = _SPACES[id(style)] = (style, _shaped(line, style))
    return found[1]


_SPACES: dict[int, tuple[Style, tuple[Font, int]]] = {}


def _shaped(layout: Layout, style: Style) -> tuple[Font, int]:
    layout.reactivate(style)
    line, _ = layout.get_first_line()
    run = line.runs[0].data
    found = style.font_config.of(run.item.analysis.font), int(run.glyphs.glyphs[0].glyph)
    layout.deactivate()
    return found
