"""Drawing a page into a value: content, glyphs and resources, apart from any PDF.

In: a laid-out page box. Out: `Ink`. The numbers of notes, and the numbers of pages in references,
are left open in the content as `Digit`s. So a page on which only such a number changed need not be
drawn again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, Self
from xml.etree.ElementTree import Element

from tinycss2.color5 import Color

from anban.typeset.engine import boxes, patching
from anban.typeset.engine.boxes import Style
from anban.typeset.engine.drawing import (
    Font,
    StackingContext,
    Stream,
    UsedImage,
    draw_page,
    draw_stacking_context,
    draw_text,
)
from anban.typeset.engine.faces import Faces
from anban.typeset.engine.objects import Dictionary, StreamObject, to_bytes
from anban.typeset.engine.text import CData, ffi, get_pango_font_key, split_first_line
from anban.typeset.faults import UnevenError
from anban.typeset.pages.lab import shown
from anban.typeset.pages.marked import MarkedStream, Marking
from anban.typeset.pages.sheets import TOKEN
from anban.typeset.paragraph import lines

NUMBERED = ("::footnote-call", "::footnote-marker")
SILENT = "\u200b"
"""The text of a glyph that is only the later part of a sign: a zero-width space, because each glyph
has to have some text (ISO 19005-2, 6.2.11.7)."""
POINTS = 0.75
"""PDF points in a CSS pixel."""


@dataclass(frozen=True, slots=True)
class Digit:
    """One digit of a number that is not known while the page is drawn.

    `number` is the index of the number among the open numbers of a `PageRecord`; `place` is the
    index of the digit in it, from the left. `glyphs` are the codes of 0 to 9 in the face.
    """

    number: int
    place: int
    face: str
    glyphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A resource of a page that is no picture: a group, a pattern, a shading, a graphics state.

    `extra` is its dictionary. `content` is None for what is no stream.
    """

    name: str
    extra: bytes
    content: tuple[bytes | Digit, ...] | None
    resources: Resources | None


@dataclass(frozen=True, slots=True)
class Resources:
    """What a content stream refers to by name: forms, by the kind of PDF resource; pictures, with
    their digests.
    """

    forms: tuple[tuple[str, tuple[Form, ...]], ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ink:
    """A page as it was drawn. `glyphs` has for each face the glyphs that are used, and the text for
    which each of them stands.
    """

    content: tuple[bytes | Digit, ...]
    glyphs: tuple[tuple[str, tuple[tuple[int, str], ...]], ...]
    resources: Resources


def pictures_of(inks: Iterable[Ink]) -> tuple[str, ...]:
    """The digests of the pictures that are drawn, each once, in the order of their first use."""
    return tuple(dict.fromkeys(digest for ink in inks for digest in _named(ink.resources)))


def _named(resources: Resources) -> Iterator[str]:
    yield from (digest for _, digest in resources.pictures)
    for _, forms in resources.forms:
        for form in forms:
            if form.resources is not None:
                yield from _named(form.resources)


class Palette(Protocol):
    """The part of an `Engine` that drawing needs: faces, colours, a place for pictures."""

    fonts: Faces
    profiles: dict[str, object]

    def keep_picture(self, used: UsedImage) -> str: ...


@dataclass(frozen=True, slots=True)
class _Slot:
    """A mark in a stream where an open number begins; without `glyphs`, where it ends."""

    number: int
    glyphs: tuple[str, ...]


class _PageStream(MarkedStream):
    """The engine's content stream, with the elements whose numbers stay open (`slots`)."""

    slots: Mapping[Element, int]
    shared: Faces

    def add_font(self, pango_font: CData) -> tuple[Font, float]:
        """The font object and the size of `pango_font`."""
        return self.shared.of(pango_font), get_pango_font_key(pango_font)[2]

    def set_color(self, color: Color, stroke: bool = False) -> None:
        """Set a colour. One that is given in Lab or the like is set as sRGB."""
        values = shown(color)
        super().set_color(Color("srgb", values, color.alpha) if values else color, stroke)

    def clone(self, **named: object) -> Self:
        """A stream for a group, in which the same numbers stay open."""
        stream: Self = super().clone(**named)
        stream.slots, stream.shared = self.slots, self.shared
        return stream


def draw(
    engine: Palette, page: boxes.PageBox, numbers: Mapping[Element, int], marking: Marking
) -> Ink:
    """Draw the page box `page`; `numbers` gives an index to each element whose number stays open.

    UnevenError if the figures of such a number are not equally wide.
    """
    return _draw(engine, page, numbers, marking, lambda stream: draw_page(page, stream))


def draw_boxes(engine: Palette, page: boxes.PageBox, made: Sequence[boxes.Box]) -> Ink:
    """Draw the margin boxes `made` of the page box `page`, and nothing else of the page. The ink is
    empty if there are none.
    """
    if not made:
        return Ink((), (), Resources())

    def paint(stream: MarkedStream) -> None:
        with stream.furniture():
            for box in made:
                draw_stacking_context(stream, StackingContext.from_box(box, page))

    return _draw(engine, page, {}, Marking(), paint)


def _draw(
    engine: Palette,
    page: boxes.PageBox,
    numbers: Mapping[Element, int],
    marking: Marking,
    paint: Callable[[MarkedStream], None],
) -> Ink:
    bleed = {side: page.style[f"bleed_{side}"].value for side in ("top", "right", "bottom", "left")}
    height = page.margin_height()
    rectangle = (
        -bleed["left"], -bleed["top"], page.margin_width() + bleed["left"] + bleed["right"],
        height + bleed["top"] + bleed["bottom"],
    )  # fmt: skip
    kinds = ("ExtGState", "XObject", "Pattern", "Shading")
    resources = Dictionary({kind: Dictionary() for kind in kinds})
    resources["ColorSpace"] = None
    # the engine notes on a face which glyphs were used; so each drawing begins with none
    for font in engine.fonts.faces.values():
        font.to_unicode = {}
    images: dict[str, UsedImage] = {}
    stream = _PageStream(
        engine.fonts.faces, rectangle, resources, images, None, engine.profiles, None
    )
    stream.mark_with(marking)
    stream.slots, stream.shared = numbers, engine.fonts
    stream.transform(d=-1, f=height * POINTS)
    with stream.stacked():
        stream.transform(a=POINTS, d=POINTS)
        paint(stream)
    used = {font.hash: font.to_unicode for font in engine.fonts.faces.values() if font.to_unicode}
    return Ink(
        tuple(_parts(stream.stream)),
        tuple(
            (face, tuple((glyph, text or SILENT) for glyph, text in sorted(glyphs.items())))
            for face, glyphs in sorted(used.items())
        ),
        _sealed(resources, images, engine),
    )


def _draw_text(stream: Stream, textbox: boxes.TextBox, *arguments: object) -> None:
    """Draw `textbox`, and mark in the stream where a number stands that is not known yet."""
    number = None
    if isinstance(stream, _PageStream) and shows_number(textbox):
        number = stream.slots.get(textbox.element)
    if number is None:
        engine = not lines.draw(stream, textbox)
        if engine:
            draw_text(stream, textbox, *arguments)
        if isinstance(stream, _PageStream):
            stream.part(textbox, engine=engine)
        return
    glyphs = digits(textbox.style)
    if glyphs is None:
        raise UnevenError
    stream.stream.append(_Slot(number, glyphs))
    # The engine joins a text to the one before by taking back the end of that. It looks at the
    # last item of the stream, and the mark there prevents it.
    if not lines.draw(stream, textbox):
        draw_text(stream, textbox, *arguments)
    stream.stream.append(_Slot(number, ()))


def shows_number(box: boxes.Box) -> bool:
    """True if the text of `box` is the number of a note or of a page."""
    tag = box.element_tag or ""
    named = TOKEN in getattr(box.element, "attrib", ())
    return tag.endswith(NUMBERED) or (named and "::" not in tag)


def install() -> None:
    """Let the engine draw texts here."""
    patching.replace("draw.draw_text", _draw_text)


def digits(style: Style) -> tuple[str, ...] | None:
    """The glyph codes of 0 to 9 in `style`, or None if they are not equally wide."""
    # tracking moves all figures alike, so the untracked style answers for the tracked one
    style = style.__dict__.get("anban_untracked", style)
    known = style.__dict__
    if "anban_digits" not in known:
        known["anban_digits"] = _measured(style)
    found: tuple[str, ...] | None = known["anban_digits"]
    return found


def _measured(style: Style) -> tuple[str, ...] | None:
    layout, *_ = split_first_line("0123456789", style, None, None, 0)
    layout.reactivate(style)
    line, _ = layout.get_first_line()
    glyphs, widths = [], set()
    run = line.runs[0]
    while run != ffi.NULL:
        string = run.data.glyphs
        for info in string.glyphs[0 : string.num_glyphs]:
            glyphs.append(f"{info.glyph:04x}")
            widths.add((info.geometry.width, info.geometry.x_offset, info.geometry.y_offset))
        run = run.next
    layout.deactivate()
    return tuple(glyphs) if len(glyphs) == 10 and len(widths) == 1 else None


def _parts(stream: list[object]) -> Iterator[bytes | Digit]:
    """The content as bytes, with the open digits in between. Zeros were drawn for these."""
    plain: list[bytes] = []
    slot: _Slot | None = None
    face, place = "", 0
    for item in stream:
        if isinstance(item, _Slot):
            slot, place = (item if item.glyphs else None), 0
            continue
        data = item if isinstance(item, bytes) else to_bytes(item)
        if slot is None:
            plain.append(data)
            continue
        if data.endswith(b" Tf"):
            face = data[1:].split(b" ")[0].decode()
        if not data.endswith((b"TJ", b"Tj")):
            plain.append(data)
            continue
        for piece, digit in _split(data, slot.glyphs[0].encode()):
            plain.append(piece)
            if digit:
                yield b"\n".join(plain)
                plain = []
                yield Digit(slot.number, place, face, slot.glyphs)
                place += 1
    if plain:
        yield b"\n".join(plain)


def _split(show: bytes, zero: bytes) -> Iterator[tuple[bytes, bool]]:
    """A text-showing operator, cut at each place where a zero was drawn.

    Each piece comes with True if a digit belongs behind it. Glyph codes are four hexadecimal
    digits between `<` and `>`.
    """
    kept = b""
    inside = False
    index = 0
    while index < len(show):
        char = show[index : index + 1]
        if char == b"<":
            inside = True
        elif char == b">":
            inside = False
        elif inside:
            code = show[index : index + 4]
            index += 4
            if code == zero:
                yield kept, True
                kept = b""
            else:
                kept += code
            continue
        kept += char
        index += 1
    yield kept, False


def _sealed(resources: Dictionary, images: Mapping[str, UsedImage], engine: Palette) -> Resources:
    """The resources of a stream as values. The `Engine` keeps pictures by their digests."""
    forms = []
    pictures = []
    for kind in ("ExtGState", "XObject", "Pattern", "Shading"):
        found = []
        for name, value in resources.get(kind, {}).items():
            if value is None:
                pictures.append((name, engine.keep_picture(images[name])))
            else:
                found.append(_form(name, value, images, engine))
        if found:
            forms.append((kind, tuple(found)))
    return Resources(tuple(forms), tuple(pictures))


def _form(
    name: str, value: Dictionary | StreamObject, images: Mapping[str, UsedImage], engine: Palette
) -> Form:
    """A resource as a value. A graphics state with a soft mask (ISO 32000-1, 11.6.5.2) has the
    group of the mask as its own resource, since that group is a stream.
    """
    if isinstance(value, StreamObject):
        extra = Dictionary({k: v for k, v in value.extra.items() if k != "Resources"})
        inner = value.extra.get("Resources")
        return Form(name, extra.data, tuple(_parts(value.stream)),
                    None if inner is None else _sealed(inner, images, engine))  # fmt: skip
    mask = value.get("SMask") if isinstance(value, dict) else None
    if isinstance(mask, dict) and "G" in mask:
        group = _form("G", mask["G"], images, engine)
        rest = Dictionary({k: v for k, v in value.items() if k != "SMask"})
        kind = Dictionary({k: v for k, v in mask.items() if k != "G"})
        return Form(name, rest.data, (kind.data,), Resources((("G", (group,)),)))
    return Form(name, value.data, None, None)
