"""Resources: the faces, pictures and forms that pages use, each once in its PDF.

In: the resources that the content of pages refers to by name. Out: the objects of the PDF for them,
and references to these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

from fontTools.ttLib import TTFont

from anban.typeset.engine.drawing import build_fonts_dictionary
from anban.typeset.engine.objects import Dictionary, Object, StreamObject
from anban.typeset.pages.figures import digits_of
from anban.typeset.pages.galley import Engine, PdfPicture
from anban.typeset.pages.ink import Form, Ink, Resources
from anban.typeset.pages.placing import Placed, SheetPage
from anban.typeset.pdf.objects import Objects, Raw, add, add_ready, add_stream, joined
from anban.typeset.pdf.raster import separated
from anban.typeset.pdf.variant import PdfVariant

GROUP = "G"
"""The name that `ink` gives to the group of a soft mask."""
CAST = 6
"""For how many PDFs the written faces are kept. The kinds of PDF of one book have different numbers
of objects, so that they cannot share them."""
BARE = "1.6"
"""From this version of PDF on, a whole OpenType file can be embedded (ISO 32000-1, table 126). In
older versions only its outlines can."""

Glyphs = dict[str, dict[int, str]]
"""For each face, the glyphs that are used and the text for which each stands."""


class PdfResources:
    """Puts the faces and the pictures of a book into `objects`."""

    def __init__(self, objects: Objects, engine: Engine, variant: PdfVariant) -> None:
        self.objects = objects
        self.engine = engine
        self.version = variant.version
        self.smooth = variant.smooth
        self.separation = variant.separation
        self.pictures: dict[str, bytes] = {}
        self.fonts = b""

    def take_faces(self, glyphs: Glyphs) -> None:
        """Add the faces, each as a subset with the glyphs that are used.

        The `Engine` keeps their objects for the next PDF that uses the same glyphs: making subsets
        takes long.
        """
        used = sorted(glyphs.items())
        start = self.objects.end
        key = (start, self.version, tuple((face, tuple(sorted(one.items()))) for face, one in used))
        cast = self.engine.cast
        cast[key] = cast.pop(key) if key in cast else self._cast(start, used)
        while len(cast) > CAST:
            del cast[next(iter(cast))]
        for one in cast[key]:
            self.objects.add_object(one)
        self.fonts = bytes(cast[key][-1].reference)

    def _cast(self, start: int, used: Sequence[tuple[str, Mapping[int, str]]]) -> list[Object]:
        """The objects of faces, numbered from `start` on. The last one is the dictionary that names
        all faces.
        """
        objects = Objects(start)
        found = Dictionary()
        for face, shown in used:
            found[face] = self._font(objects, face, shown)
        add(objects, found.data)
        return [Raw(one.data, stream=not one.compressible) for one in objects.all]

    def _font(self, objects: Objects, face: str, used: Mapping[int, str]) -> bytes:
        """A subset of `face`, written by the engine.

        The engine reads from a font object which glyphs were used, and changes it. So it gets a
        copy, which knows only the glyphs that are used in this PDF.
        """
        font = self.engine.face(face)
        glyphs = {glyph: used[glyph] for glyph in sorted(used)}
        copy = object.__new__(type(font))
        widths = {glyph: font.widths[glyph] for glyph in glyphs}
        copy.__dict__.update(font.__dict__, to_unicode=glyphs, widths=widths)
        copy.missing = {key: glyph for key, glyph in font.missing.items() if glyph in glyphs}
        options = {"hinting": False, "pdf_version": self.version}
        start = len(objects.all)
        found: bytes = build_fonts_dictionary(objects, {0: copy}, True, True, options)[face]
        if self.version < BARE:
            for one in objects.all[start:]:
                bare(one)
        return found

    def take_pictures(self, digests: Iterable[str]) -> None:
        """Add pictures, each once."""
        for digest in digests:
            self._take(self.engine.pictures[digest])

    def _take(self, picture: PdfPicture) -> bytes:
        digest = picture.digest
        if digest not in self.pictures:
            found = separated(picture, self.separation, smooth=self.smooth)
            extra = joined(found.extra, b"/Length %d" % len(found.data))
            if found.mask:
                extra = joined(extra, b"/SMask " + self._take(found.mask))
            self.pictures[digest] = add_ready(self.objects, found.data, extra)
        return self.pictures[digest]


class SheetResources:
    """Puts into `objects` the resources that only the pages of one sheet use."""

    def __init__(self, objects: Objects, pdf_resources: PdfResources) -> None:
        self.objects = objects
        self.pdf_resources = pdf_resources
        self.known: dict[Resources, bytes] = {}

    def resources(self, resources: Resources) -> bytes:
        """The resource dictionary of a page or a form."""
        if resources not in self.known:
            kinds: dict[str, list[bytes]] = {}
            for kind, forms in resources.forms:
                named = (b"/%s %s" % (form.name.encode(), self._form(form)) for form in forms)
                kinds.setdefault(kind, []).extend(named)
            for name, digest in resources.pictures:
                picture = self.pdf_resources.pictures[digest]
                kinds.setdefault("XObject", []).append(b"/%s %s" % (name.encode(), picture))
            found = b"".join(
                b"/%s <<%s>>" % (kind.encode(), b"".join(entries))
                for kind, entries in kinds.items()
            )
            fonts = b"/Font " + self.pdf_resources.fonts
            self.known[resources] = add(self.objects, b"<<" + found + fonts + b">>")
        return self.known[resources]

    def _form(self, form: Form) -> bytes:
        if form.content is None:
            return form.extra
        content = b"".join(part for part in form.content if isinstance(part, bytes))
        if form.resources is None:
            return add_stream(self.objects, content, form.extra)
        ((kind, inner),) = form.resources.forms[:1] or ((None, ()),)
        if kind == GROUP:
            mask = joined(content, b"/G " + self._form(inner[0]))
            return joined(form.extra, b"/SMask " + mask)
        resources = self.resources(form.resources)
        return add_stream(self.objects, content, joined(form.extra, b"/Resources " + resources))


class Layers:
    """Collects the resources of the layers of a page, which share one dictionary."""

    def __init__(self) -> None:
        self.forms: dict[str, dict[str, Form]] = {}
        self.pictures: dict[str, str] = {}

    def take(self, resources: Resources) -> None:
        """Add the resources of a layer. Equal names mean equal forms."""
        for kind, forms in resources.forms:
            self.forms.setdefault(kind, {}).update({form.name: form for form in forms})
        self.pictures.update(resources.pictures)

    def merged(self) -> Resources:
        """The resources of all layers."""
        forms = tuple((kind, tuple(found.values())) for kind, found in self.forms.items())
        return Resources(forms, tuple(self.pictures.items()))


def glyphs_of(pages: Iterable[Placed], layers: Iterable[Ink] = ()) -> Glyphs:
    """The glyphs that pages and `layers` use, by face, with the text for which each stands."""
    used: Glyphs = {}
    for page in pages:
        _note_down(used, page.furniture)
        if page.leaf:
            _note_down(used, page.leaf.record.ink)
            _note_digits(used, page.leaf)
    for ink in layers:
        _note_down(used, ink)
    return used


def _note_down(used: Glyphs, ink: Ink) -> None:
    for face, glyphs in ink.glyphs:
        known = used.setdefault(face, {})
        used[face] = {**dict(glyphs), **known}


def _note_digits(used: Glyphs, leaf: SheetPage) -> None:
    """Add the figures of the numbers that the ink of `leaf` leaves open."""
    digits = list(digits_of(leaf.record.ink))
    numbers = leaf.numbers() if digits else ()
    for digit in digits:
        figure = numbers[digit.number][digit.place]
        used.setdefault(digit.face, {})[int(digit.glyphs[int(figure)], 16)] = figure


def together(found: Iterable[Glyphs]) -> Glyphs:
    """All these glyphs in one. If a glyph has two texts, the first one is kept."""
    used: Glyphs = {}
    for glyphs in found:
        for face, shown in glyphs.items():
            used[face] = {**shown, **used.get(face, {})}
    return used


def bare(one: Object) -> None:
    """Replace a whole OpenType file in `one` by its outlines (CFF), as older PDFs ask."""
    if not isinstance(one, StreamObject) or one.extra.get("Subtype") != "/OpenType":
        return
    with TTFont(BytesIO(one.stream[0]), lazy=True) as file:
        assert file.reader is not None
        one.stream = [file.reader["CFF "]]
    one.extra["Subtype"] = "/CIDFontType0C"
