"""What the pages of a book draw with: faces, pictures, forms, each once in its PDF.

In: the resources that pages name. Out: references to objects of the PDF.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pydyf
from weasyprint.pdf.fonts import build_fonts_dictionary

from anban.typeset.engine import Picture, Press
from anban.typeset.figures import digits_of
from anban.typeset.ink import Form, Resources
from anban.typeset.objects import Raw, add, add_ready, add_stream, joined
from anban.typeset.placing import Placed

GROUP = "G"
"""How `ink` names the group of a soft mask."""


class Stock:
    """Puts what pages draw with into `pdf`."""

    def __init__(self, pdf: pydyf.PDF, press: Press, version: str | None) -> None:
        self.pdf = pdf
        self.press = press
        self.version = version
        self.pictures: dict[str, bytes] = {}
        self.known: dict[Resources, bytes] = {}
        self.fonts = b""

    def take_faces(self, pages: Iterable[tuple[Placed, tuple[str, ...]]]) -> None:
        """Put in every face that `pages`, given with the numbers of their notes, use.

        The press keeps them as they are in a PDF, for the next one that uses the same glyphs.
        """
        used = sorted(_used(pages).items())
        key = (self.version, tuple((face, tuple(sorted(glyphs.items()))) for face, glyphs in used))
        start = len(self.pdf.objects)
        if self.press.cast != (start, key):
            found = pydyf.Dictionary()
            for face, glyphs in used:
                found[face] = self._font(face, glyphs)
            add(self.pdf, found.data)
            made = self.pdf.objects[start:]
            self.press.cast = (start, key)
            self.press.type = [Raw(one.data, stream=not one.compressible) for one in made]
            del self.pdf.objects[start:]
        for one in self.press.type:
            self.pdf.add_object(one)
        self.fonts = bytes(self.press.type[-1].reference)

    def _font(self, face: str, used: Mapping[int, str]) -> Any:
        """A subset of `face`, through the engine's own writer of fonts."""
        font = self.press.face(face)
        glyphs = {glyph: used[glyph] for glyph in sorted(used)}
        copy = object.__new__(type(font))
        widths = {glyph: font.widths[glyph] for glyph in glyphs}
        copy.__dict__.update(font.__dict__, to_unicode=glyphs, widths=widths)
        copy.missing = {key: glyph for key, glyph in font.missing.items() if glyph in glyphs}
        options = {"hinting": False, "pdf_version": self.version}
        return build_fonts_dictionary(self.pdf, {0: copy}, True, True, options)[face]

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
        if picture.digest not in self.pictures:
            extra = joined(picture.extra, b"/Length %d" % len(picture.data))
            if picture.mask:
                extra = joined(extra, b"/SMask " + self._picture(picture.mask))
            self.pictures[picture.digest] = add_ready(self.pdf, picture.data, extra)
        return self.pictures[picture.digest]


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


def _used(pages: Iterable[tuple[Placed, tuple[str, ...]]]) -> dict[str, dict[int, str]]:
    """The glyphs that pages use of each face, and the text that each stands for."""
    pages = tuple(pages)
    used: dict[str, dict[int, str]] = {}
    drawn = (page.leaf.record.ink if page.leaf else None for page, _ in pages)
    inks = dict.fromkeys([*drawn, *(page.furniture for page, _ in pages)])
    for ink in inks:
        for face, glyphs in ink.glyphs if ink else ():
            for glyph, text in glyphs:
                used.setdefault(face, {}).setdefault(glyph, text)
    for page, numbers in pages:
        for digit in digits_of(page.leaf.record.ink) if page.leaf else ():
            figure = numbers[digit.number][digit.place]
            used.setdefault(digit.face, {})[int(digit.glyphs[int(figure)], 16)] = figure
    return used
