"""Converting content to the inks that a PDF may use.

In: content and resources as the engine draws them, in red, green and blue. Out: the same in black
only or in the four inks of a press, or without the inks of a press for a screen. Graphics states
for transparency and marks of the structure are removed if the PDF must not have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from anban.typeset.pages.ink import Form, Resources
from anban.typeset.pdf.mixing import Mixing

LUMA = (0.299, 0.587, 0.114)
"""The weights of red, green and blue in a grey (ITU-R BT.601), the same that Pillow uses."""
NUMBER = rb"(-?[\d.]+)"
THREE, FOUR = rb" ".join([NUMBER] * 3), rb" ".join([NUMBER] * 4)
STRING = rb"\((?:\\.|[^\\()])*+\)|<[0-9a-fA-F]+>"
TOKENS = re.compile(
    rb"(?P<mark>/\w+ (?:BMC|<<(?:" + STRING + rb"|[^<>()])*+>> BDC)\n?|\bEMC\b\n?)"
    rb"|(?P<string>" + STRING + rb")"
    rb"|(?P<state>/\w[\w.-]* gs\n?)"
    rb"|(?P<rgb>(?<![\d.-])" + THREE + rb" (rg|RG)\b)"
    rb"|(?P<cmyk>/DeviceCMYK (?:cs|CS)\s" + FOUR + rb" (scn|SCN)\b)",
    re.DOTALL,
)  # fmt: skip
ENDS = re.compile(rb"/C([01]) \[" + THREE + rb"\]")
"""The first and the last colour of a shading (ISO 32000-1, 7.10.3)."""
GROUP = re.compile(rb"/Group <<(?:[^<>])*>>")
OPAQUE = re.compile(rb"<<(?:/Type /ExtGState|/(?:ca|CA) 1(?:\.0*)?|/BM /Normal|/AIS false|\s)*>>")
"""A graphics state without transparency."""
STATES = "ExtGState"
KEPT = 4096
"""How many content streams are remembered: most of them come again in the next build."""


class Inks(Enum):
    """The inks in which a PDF is drawn."""

    AS_DRAWN = "as drawn"
    BLACK = "black"
    FOUR = "cyan, magenta, yellow, black"
    OF_A_SCREEN = "of a screen"


@dataclass(frozen=True, slots=True)
class Separation:
    """Converts content to `inks`.

    If `see_through` is false, transparency is removed; if `tagged` is false, marks of the structure
    are. `mixing` converts to the four inks of a press.
    """

    inks: Inks
    see_through: bool
    tagged: bool
    mixing: Mixing | None = None

    @property
    def idle(self) -> bool:
        """True if content is not changed at all."""
        return self.inks is Inks.AS_DRAWN and self.see_through and self.tagged

    def content(self, data: bytes) -> bytes:
        """The content stream in these inks."""
        return data if self.idle else _separated(self, data)

    def resources(self, resources: Resources) -> Resources:
        """The resources of a content stream in these inks. Where there is no transparency, graphics
        states are left out, since these only set that.
        """
        if self.idle:
            return resources
        forms = (
            (kind, tuple(map(self._form, found)))
            for kind, found in resources.forms
            if self.see_through or kind != STATES
        )
        return replace(resources, forms=tuple(forms))

    def token(self, match: re.Match[bytes]) -> bytes:
        """The bytes that replace one token of a content stream."""
        kind, whole = match.lastgroup, match[0]
        if match["mark"]:
            return whole if self.tagged else b""
        if match["state"]:
            return whole if self.see_through else b""
        if match["rgb"]:
            *values, operator = _inner(match, 4)
            return self._rgb(_numbers(values), operator) or whole
        if match["cmyk"]:
            *values, operator = _inner(match, 5)
            return self._cmyk(_numbers(values), operator) or whole
        assert kind == "string"
        return whole

    def _rgb(self, values: tuple[float, ...], operator: bytes) -> bytes:
        if self.inks is Inks.BLACK:
            return b"%s %s" % (_shown(grey(values)), b"g" if operator == b"rg" else b"G")
        if self.mixing is not None:
            return b"%s %s" % (self._mixed(values), b"k" if operator == b"rg" else b"K")
        return b""

    def _mixed(self, values: tuple[float, ...]) -> bytes:
        assert self.mixing is not None
        return b" ".join(map(_shown, self.mixing.inks(values)))

    def _cmyk(self, values: tuple[float, ...], operator: bytes) -> bytes:
        if self.inks in (Inks.AS_DRAWN, Inks.FOUR):
            return b""
        stroke = operator == b"SCN"
        *colours, black = values
        light = tuple((1 - colour) * (1 - black) for colour in colours)
        if self.inks is Inks.BLACK:
            return self._rgb(light, b"RG" if stroke else b"rg")
        return b"%s %s" % (b" ".join(map(_shown, light)), b"RG" if stroke else b"rg")

    def _form(self, form: Form) -> Form:
        extra = form.extra
        if not self.see_through:
            extra = GROUP.sub(b"", extra)
        if self.inks is Inks.BLACK:
            extra = ENDS.sub(_end, extra).replace(b"/DeviceRGB", b"/DeviceGray")
        elif self.inks is Inks.FOUR:
            extra = ENDS.sub(self._end, extra).replace(b"/DeviceRGB", b"/DeviceCMYK")
        content = form.content
        if content is not None:
            content = (self.content(b"".join(part for part in content if isinstance(part, bytes))),)
        inner = form.resources and self.resources(form.resources)
        return replace(form, extra=extra, content=content, resources=inner)

    def _end(self, match: re.Match[bytes]) -> bytes:
        return b"/C%s [%s]" % (match[1], self._mixed(_numbers([*match.groups()[1:]])))


@lru_cache(maxsize=KEPT)
def _separated(separation: Separation, data: bytes) -> bytes:
    return TOKENS.sub(separation.token, data)


def see_through(resources: Resources) -> bool:
    """True if anything that is drawn with `resources` is transparent. Pictures do not count: where
    there is no transparency, they are put on a white ground.
    """
    return any(not OPAQUE.fullmatch(form.extra) or form.resources for form in _states(resources))


def _states(resources: Resources) -> Iterator[Form]:
    for kind, forms in resources.forms:
        for form in forms:
            if kind == STATES:
                yield form
            elif form.resources is not None:
                yield from _states(form.resources)


def grey(values: tuple[float, ...]) -> float:
    """The grey value of a colour, from 0 for black to 1 for white."""
    return min(1.0, max(0.0, sum(map(float.__mul__, LUMA, values))))


def _inner(match: re.Match[bytes], count: int) -> tuple[bytes, ...]:
    """The groups inside the alternative of the pattern that matched: numbers, and the operator."""
    assert match.lastindex is not None
    return tuple(match[match.lastindex + index] for index in range(1, count + 1))


def _numbers(values: list[bytes]) -> tuple[float, ...]:
    return tuple(map(float, values))


def _end(match: re.Match[bytes]) -> bytes:
    return b"/C%s [%s]" % (match[1], _shown(grey(_numbers([*match.groups()[1:]]))))


def _shown(value: float) -> bytes:
    return f"{value:.4f}".rstrip("0").rstrip(".").encode()
