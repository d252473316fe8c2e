"""What all sheets of an edition share, and one sheet as boxes.

In: a style sheet, sections of XHTML. Out: an `Engine`, which is made once for an edition, and for
each section a `Galley`: the sheet as boxes that are not yet broken into pages. The parts of
WeasyPrint that are used here are private and change between releases, so exactly one release is
accepted.
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
from anban.typeset.notes.context import QuietContext
from anban.typeset.pages import grid, ink, shortcuts
from anban.typeset.pages.state import NoteKey
from anban.typeset.paragraph import initials, leaders, lines

BASE = ".sheet { break-before: page }"
"""A rule in front of the theme's own: a sheet begins on a new page, even if a theme forgets it."""
SIDES = frozenset(("left", "right", "recto", "verso"))


@dataclass(frozen=True, slots=True)
class PdfPicture:
    """A raster picture as a PDF object: its dictionary, its data, and its transparency (`mask`)."""

    extra: bytes
    data: bytes
    mask: PdfPicture | None

    @property
    def digest(self) -> str:
        """A digest of the picture and its mask, by which equal pictures are found."""
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
    """A sheet as boxes.

    `section` is the box whose children are the blocks of the sheet. `notes` has the note boxes by
    their keys; `keys` gives the key by the id of a note box, `of_element` by a note's element.
    `side` is the side on which the sheet has to begin, None for any. `sided` is true if something
    inside the sheet asks for a side; then a left page cannot be used as a right one.
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
    """What the sheets of an edition share: the style sheet, which is read once, faces, pictures.

    `read` gives the bytes of a file by its path. `style` is the style of a paragraph in the body.
    `late` says that the numbers of notes are left open while pages are drawn. `cast` has the font
    objects that were written into PDFs, by what they depend on. `bound` has what was kept from the
    last PDFs, by their variants. MissingError if WeasyPrint has another release.
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
        """Keep a picture that a page shows, and return its digest.

        It is taken at the highest resolution at which the page shows it.
        """
        drawn = used["image"].get_x_object(used["interpolate"], max(used["dpi_ratios"]))
        picture = PdfPicture.of(drawn)
        self.pictures[picture.digest] = picture
        return picture.digest

    def face(self, name: str) -> Font:
        """The engine's font object that has this name in content streams."""
        return self.fonts.named(name)

    def _document(self, section: Element) -> HTML:
        """The document of `section`.

        WeasyPrint 70.0 parses a string as HTML, where a paragraph ends before the first block in
        it. But a note with blocks stands inside the paragraph of its call. So the tree that `HTML`
        parsed is replaced by one that is made here.
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
        """True if the numbers of notes can be left open while pages are drawn: if all figures of
        their faces are equally wide. A sheet with one note is made to ask for the styles.
        """
        section = Element("section", {"class": "sheet chapter body"})
        paragraph = SubElement(section, "p")
        note = SubElement(paragraph, "span", {"class": "note", "data-number": "0"})
        SubElement(note, "p").text = "0"
        style_for = self.galley(section).context.style_for
        self.style = style_for(paragraph)
        styles = (style_for(note, part.removeprefix("::")) for part in ink.NUMBERED)
        return all(style is None or ink.digits(style) is not None for style in styles)


def _notes(section: Element, footnotes: list[boxes.Box]) -> dict[NoteKey, boxes.Box]:
    """The note boxes of a sheet, by the block that calls them and their order in it."""
    by_element = {box.element: box for box in footnotes}
    found = {}
    for index, block in enumerate(section):
        elements = [element for element in block.iter() if element in by_element]
        for order, element in enumerate(elements):
            found[NoteKey(index, order)] = by_element[element]
    return found


def _side(pause: str) -> str | None:
    """The side that this value of `break-before` asks for, None for any side."""
    return {"recto": "right", "right": "right", "verso": "left", "left": "left"}.get(pause)


def _sided(section: boxes.Box) -> bool:
    """True if a block inside `section` asks to begin or to end on a certain side."""
    return any(
        box.style["break_before"] in SIDES or box.style["break_after"] in SIDES
        for child in section.children
        for box in _blocks(child)
    )


def _blocks(box: boxes.Box) -> Iterator[boxes.Box]:
    """`box` and the block boxes in it; what stands in lines is left out."""
    yield box
    children = getattr(box, "children", ())
    if not (children and isinstance(children[0], boxes.LineBox)):
        for child in children:
            yield from _blocks(child)
