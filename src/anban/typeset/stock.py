"""What the pages of a book draw with: faces, pictures, forms, each once in its PDF.

In: the resources that pages name. Out: references to objects of the PDF.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

import pydyf
from fontTools.ttLib import TTFont
from weasyprint.pdf.fonts import build_fonts_dictionary

from anban.typeset.engine import Picture, Press
from anban.typeset.figures import digits_of
from anban.typeset.ink import Form, Ink, Resources
from anban.typeset.manner import Manner
from anban.typeset.objects import Raw, add, add_ready, add_stream, joined
from anban.typeset.placing import Placed
from anban.typeset.raster import separated

GROUP = "G"
"""How `ink` names the group of a soft mask."""
CAST = 6
"""PDFs whose faces are kept: the kinds of one book, each with its own numbers of objects."""
BARE = "1.6"
"""From this version of PDF on, a whole OpenType file can be embedded (ISO 32000-1, table 126)."""


class Stock:
    """Puts what pages draw with into `pdf`."""

    def __init__(self, pdf: pydyf.PDF, press: Press, manner: Manner) -> None:
        self.pdf = pdf
        self.press = press
        self.version = manner.version
        self.smooth = manner.smooth
        self.separation = manner.separation
        self.pictures: dict[str, bytes] = {}
        self.known: dict[Resources, bytes] = {}
        self.fonts = b""

    def take_faces(self, glyphs: Mapping[str, Mapping[int, str]]) -> None:
        """Put in faces, each with the glyphs that are used of it and the text these stand for.

        The press keeps them as they are in a PDF, for the next one that uses the same glyphs.
        """
        used = sorted(glyphs.items())
        key = (self.version, tuple((face, tuple(sorted(found.items()))) for face, found in used))
        start = len(self.pdf.objects)
        cast = self.press.cast
        if (start, key) not in cast:
            found = pydyf.Dictionary()
            for face, shown in used:
                found[face] = self._font(face, shown)
            add(self.pdf, found.data)
            made = self.pdf.objects[start:]
            cast[start, key] = [Raw(one.data, stream=not one.compressible) for one in made]
            del self.pdf.objects[start:]
        cast[start, key] = cast.pop((start, key))
        while len(cast) > CAST:
            del cast[next(iter(cast))]
        for one in cast[start, key]:
            self.pdf.add_object(one)
        self.fonts = bytes(cast[start, key][-1].reference)

    def _font(self, face: str, used: Mapping[int, str]) -> Any:
        """A subset of `face`, through the engine's own writer of fonts."""
        font = self.press.face(face)
        glyphs = {glyph: used[glyph] for glyph in sorted(used)}
        copy = object.__new__(type(font))
        widths = {glyph: font.widths[glyph] for glyph in glyphs}
        copy.__dict__.update(font.__dict__, to_unicode=glyphs, widths=widths)
        copy.missing = {key: glyph for key, glyph in font.missing.items() if glyph in glyphs}
        options = {"hinting": False, "pdf_version": self.version}
        start = len(self.pdf.objects)
        found = build_fonts_dictionary(self.pdf, {0: copy}, True, True, options)[face]
        if self.version < BARE:
            for one in self.pdf.objects[start:]:
                bare(one)
        return found

    def resources(self, resources: Resources) -> bytes:
        """The resource dictionary of a page or a form."""
        if resources not in self.known:
            kinds: dict[str, list[bytes]] = {}
            for kind, forms in resources.forms:
                named = (b"/%s %s" % (form.name.encode(), self._form(form)) for form in forms)
                kinds.setdefault(kind, []).extend(named)
            for name, digest in resources.pictures:
                picture = self._picture(self.press.pictures[digest])
                kinds.setdefault("XObject", []).append(b"/%s %s" % (name.encode(), picture))
            found = b"".join(
                b"/%s <<%s>>" % (kind.encode(), b"".join(entries))
                for kind, entries in kinds.items()
            )
            fonts = b"/Font " + self.fonts
            self.known[resources] = add(self.pdf, b"<<" + found + fonts + b">>")
        return self.known[resources]

    def _form(self, form: Form) -> bytes:
        if form.content is None:
            return form.extra
        content = b"".join(part for part in form.content if isinstance(part, bytes))
        if form.resources is None:
            return add_stream(self.pdf, content, form.extra)
        ((kind, inner),) = form.resources.forms[:1] or ((None, ()),)
        if kind == GROUP:
            mask = joined(content, b"/G " + self._form(inner[0]))
            return joined(form.extra, b"/SMask " + mask)
        resources = self.resources(form.resources)
        return add_stream(self.pdf, content, joined(form.extra, b"/Resources " + resources))

    def _picture(self, picture: Picture) -> bytes:
        digest = picture.digest
        if digest not in self.pictures:
            found = separated(picture, self.separation, smooth=self.smooth)
            extra = joined(found.extra, b"/Length %d" % len(found.data))
            if found.mask:
                extra = joined(extra, b"/SMask " + self._picture(found.mask))
            self.pictures[digest] = add_ready(self.pdf, found.data, extra)
        return self.pictures[digest]


class Layers:
    """Collects the resources of a page's layers."""

    def __init__(self) -> None:
        self.forms: dict[str, dict[str, Form]] = {}
        self.pictures: dict[str, str] = {}

    def take(self, resources: Resources) -> None:
        for kind, forms in resources.forms:
            self.forms.setdefault(kind, {}).update({form.name: form for form in forms})
        self.pictures.update(resources.pictures)

    def merged(self) -> Resources:
        forms = tuple((kind, tuple(found.values())) for kind, found in self.forms.items())
        return Resources(forms, tuple(self.pictures.items()))


def glyphs_of(
    pages: Sequence[tuple[Placed, tuple[str, ...]]], layers: Iterable[Ink] = ()
) -> dict[str, dict[int, str]]:
    """The glyphs that pages, given with the numbers of their notes, and `layers` use of each face,
    and the text that each stands for.
    """
    used: dict[str, dict[int, str]] = {}
    drawn = (page.leaf.record.ink for page, _ in pages if page.leaf)
    for ink in dict.fromkeys([*drawn, *(page.furniture for page, _ in pages), *layers]):
        for face, glyphs in ink.glyphs:
            for glyph, text in glyphs:
                used.setdefault(face, {}).setdefault(glyph, text)
    for page, numbers in pages:
        for digit in digits_of(page.leaf.record.ink) if page.leaf else ():
            figure = numbers[digit.number][digit.place]
            used.setdefault(digit.face, {})[int(digit.glyphs[int(figure)], 16)] = figure
    return used


def bare(one: Any) -> None:
    """Leave of a whole OpenType file in `one` only the outlines (CFF), as older PDFs ask."""
    if not isinstance(one, pydyf.Stream) or one.extra.get("Subtype") != "/OpenType":
        return
    with TTFont(BytesIO(one.stream[0]), lazy=True) as file:
        assert file.reader is not None
        one.stream = [file.reader["CFF "]]
    one.extra["Subtype"] = "/CIDFontType0C"
