"""The adapter to WeasyPrint: what all sheets share, and one sheet as boxes.

In: a style sheet, sections of XHTML. Out: `Engine`, what every sheet of an edition shares, and
`Galley`, a sheet as boxes that are not yet broken into pages. WeasyPrint's parts are private and
change between releases, so exactly one is accepted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from xml.etree.ElementTree import Element, SubElement

from anban.typeset.engine import boxes, release
from anban.typeset.engine.boxes import Style, build_formatting_structure
from anban.typeset.engine.documents import (
    CSS,
    DEFAULT_OPTIONS,
    HTML,
    CounterStyle,
    TargetCollector,
    get_image_from_uri,
    own_counter_styles,
    own_style_sheet,
)
from anban.typeset.engine.drawing import Font, UsedImage
from anban.typeset.engine.faces import Faces
from anban.typeset.engine.fetcher import ROOT, Fetcher, Read
from anban.typeset.engine.objects import Dictionary, Object, StreamObject
from anban.typeset.engine.styles import ElementStyles, StyleCache
from anban.typeset.notes import solver
from anban.typeset.notes.solver import QuietContext
from anban.typeset.pages import grid, ink, shortcuts
from anban.typeset.pages.state import NoteKey
from anban.typeset.paragraph import initials, leaders, lines

BASE = ".sheet { break-before: page }"
"""Stands before the theme's own: a sheet begins on a new page, whatever a theme forgets."""
SIDES = frozenset(("left", "right", "recto", "verso"))


@dataclass(frozen=True, slots=True)
class PdfPicture:
    """A raster picture as a PDF object; `mask` is its transparency."""

    extra: bytes
    data: bytes
    mask: PdfPicture | None

    @property
    def digest(self) -> str:
        found = hashlib.blake2b(self.extra + b"\0" + self.data, digest_size=16)
        found.update(self.mask.digest.encode() if self.mask else b"")
        return found.hexdigest()

    @classmethod
    def of(cls, drawn: StreamObject) -> PdfPicture:
        """The value of an image object of the engine's PDF writer."""
        mask = drawn.extra.get("SMask")
        extra = Dictionary({k: v for k, v in drawn.extra.items() if k != "SMask"})
        data = b"".join(part if isinstance(part, bytes) else part.data for part in drawn.stream)
        return cls(extra.data, data, None if mask is None else cls.of(mask))


@dataclass(frozen=True, slots=True, eq=False)
class Galley:
    """A sheet as boxes. `notes` are its note boxes, `keys` and `of_element` lead back to them.

    `side` is that on which the sheet asks to begin, None if it does not care. `sided` is true if
    something inside it asks for a side, so that its pages cannot change theirs.
    """

    html: HTML
    context: QuietContext
    root: boxes.ParentBox
    section: boxes.Box
    notes: dict[NoteKey, boxes.Box]
    keys: dict[int, NoteKey]
    of_element: dict[Element, NoteKey]
    side: str | None
    sided: bool


class Engine:
    """What the sheets of an edition share: the style sheet, read once, faces, pictures.

    `style` is that of a paragraph of the body; `late` says that numbers of notes are left open.
    `cast` has faces as they are written into PDFs, by what they depend on. `bound` has the sections
    of the last PDFs, by their variants.
    """

    style: Style

    def __init__(self, css: str, language: str, read: Read) -> None:
        release.require()
        for part in (solver, ink, leaders, lines, shortcuts, grid, initials):
            part.install()
        self.language = language
        self.fetcher = Fetcher(read)
        self.fonts = Faces()
        self.counters = CounterStyle()
        self.profiles: dict[str, object] = {}
        self.images: dict[str, object] = {}
        self.pictures: dict[str, PdfPicture] = {}
        self.cast: dict[tuple[object, ...], list[Object]] = {}
        self.bound: dict[object, object] = {}
        engine = own_style_sheet()
        self.style_cache = StyleCache(
            [
                (self._read(engine), "user agent", None),
                (self._read(BASE), "user", None),
                (self._read(css), "user", None),
            ],
            engine,
            BASE + css,
            self.fonts,
        )
        self.counters.update(own_counter_styles())  # behind the sheets: they may say it again
        self.late = self._late()

    def _read(self, css: str) -> CSS:
        return CSS(
            string=css, base_url=ROOT, url_fetcher=self.fetcher, font_config=self.fonts,
            counter_style=self.counters, color_profiles=self.profiles,
        )  # fmt: skip

    def galley(self, section: Element) -> Galley:
        """The boxes of `section`."""
        html = self._document(section)
        targets = TargetCollector()
        style_for = ElementStyles(html, self.style_cache)
        options = dict(DEFAULT_OPTIONS)
        images = partial(
            get_image_from_uri, cache=self.images, url_fetcher=self.fetcher, options=options
        )
        context = QuietContext(style_for, images, self.fonts, self.counters, targets)
        context.rendered_notes = []
        root = build_formatting_structure(
            html.etree_element, style_for, context.get_image_from_uri, html.base_url, targets,
            self.counters, context.footnotes,
        )  # fmt: skip
        initials.settle(root)
        found = _notes(section, context.footnotes)
        context.footnotes = []
        box = root.children[0].children[0]
        return Galley(
            html, context, root, box, found,
            {id(note): key for key, note in found.items()},
            {note.element: key for key, note in found.items()},
            _side(box.style["break_before"]), _sided(box),
        )  # fmt: skip

    def keep_picture(self, used: UsedImage) -> str:
        """Keep a picture that a page shows; its digest."""
        drawn = used["image"].get_x_object(used["interpolate"], max(used["dpi_ratios"]))
        picture = PdfPicture.of(drawn)
        self.pictures[picture.digest] = picture
        return picture.digest

    def face(self, name: str) -> Font:
        """The engine's font object that bears this name in content."""
        return self.fonts.named(name)

    def _document(self, section: Element) -> HTML:
        """The document of `section`.

        WeasyPrint 70.0 parses a string as HTML, which closes a paragraph before any block in it;
        a note with blocks stands inside the paragraph of its call. So a tree made here takes the
        place of the one that `HTML` made.
        """
        root = Element("html", {"lang": self.language})
        SubElement(root, "head")
        SubElement(root, "body").append(section)
        html = HTML(string="", base_url=ROOT, url_fetcher=self.fetcher)
        html.wrapper_element = type(html.wrapper_element).from_html_root(
            root, content_language=None
        )
        html.etree_element = root
        return html

    def _late(self) -> bool:
        """True if all figures of note numbers are equally wide, so that they can be put in last."""
        section = Element("section", {"class": "sheet chapter body"})
        paragraph = SubElement(section, "p")
        note = SubElement(paragraph, "span", {"class": "note", "data-number": "0"})
        SubElement(note, "p").text = "0"
        style_for = self.galley(section).context.style_for
        self.style = style_for(paragraph)
        styles = (style_for(note, part.removeprefix("::")) for part in ink.NUMBERED)
        return all(style is None or ink.digits(style) is not None for style in styles)


def _notes(section: Element, footnotes: list[boxes.Box]) -> dict[NoteKey, boxes.Box]:
    """The note boxes of a sheet by key."""
    by_element = {box.element: box for box in footnotes}
    found = {}
    for index, block in enumerate(section):
        elements = [element for element in block.iter() if element in by_element]
        for order, element in enumerate(elements):
            found[NoteKey(index, order)] = by_element[element]
    return found


def _side(pause: str) -> str | None:
    return {"recto": "right", "right": "right", "verso": "left", "left": "left"}.get(pause)


def _sided(section: boxes.Box) -> bool:
    return any(
        box.style["break_before"] in SIDES or box.style["break_after"] in SIDES
        for child in section.children
        for box in _blocks(child)
    )


def _blocks(box: boxes.Box) -> Iterator[boxes.Box]:
    """The block boxes of `box` and below, lines not entered."""
    yield box
    children = getattr(box, "children", ())
    if not (children and isinstance(children[0], boxes.LineBox)):
        for child in children:
            yield from _blocks(child)
