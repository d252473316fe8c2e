"""Read the text of a page: the content of an element becomes inlines.

In: an element, the look around it. Out: `HtmlRuns.read`. A link that calls a note becomes a call.
What a book cannot have, such as a video, is listed.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote_to_bytes

from lxml import etree

from anban.importers.html.anchors import address_of
from anban.importers.html.names import SILENT, XML_LANG, kinds, name, said, text_of
from anban.importers.html.state import HtmlState
from anban.importers.images import FOLDER
from anban.importers.tree import (
    Break,
    Call,
    Image,
    Inline,
    Inlines,
    Look,
    Reference,
    Remark,
    StyledRun,
)

_LOOKS = {
    "italic": ("em", "i", "cite", "dfn", "var"),
    "bold": ("strong", "b"),
    "code": ("code", "kbd", "samp", "tt"),
}
_BY_NAME = {tag: key for key, tags in _LOOKS.items() for tag in tags}
_RAISED = {"sup": "superscript", "sub": "subscript"}
_LOST = (
    "iframe", "object", "embed", "form", "input", "button", "select", "textarea", "video",
    "audio", "canvas", "applet", "noscript", "map", "frameset", "frame",
)  # fmt: skip
_CAPS = frozenset(("smallcaps", "small-caps", "sc", "smcp"))
_DATA = re.compile(
    r"data:image/[\w.+-]+(?:;[\w=.+-]+)*?(?P<packed>;base64)?,(?P<data>.*)", re.DOTALL
)
_STRUCK = ("s", "del", "strike")


def look_of(element: etree._Element, look: Look, language: str) -> Look:
    """The look inside an element: the look around it with what the element adds."""
    tag, style = name(element), said(element, "style").replace(" ", "").lower()
    if tag in _BY_NAME:
        look = replace(look, **{_BY_NAME[tag]: True})  # type: ignore[arg-type]
    if tag in _RAISED:
        look = replace(look, raised=_RAISED[tag])
    if kinds(element) & _CAPS or "small-caps" in style:
        look = replace(look, small_caps=True)
    if tag == "span" and ("font-style:italic" in style or "font-weight:bold" in style):
        italic = look.italic or "font-style:italic" in style
        look = replace(look, italic=italic, bold=look.bold or "font-weight:bold" in style)
    for kind, key in (("superscript", "raised"), ("subscript", "raised")):
        if tag == "span" and kind in kinds(element):
            look = replace(look, **{key: kind})  # type: ignore[arg-type]
    own = said(element, "lang") or said(element, XML_LANG)
    if own:
        same = own.lower().partition("-")[0] == language.lower().partition("-")[0]
        look = replace(look, language="" if same else own)
    return look


@dataclass(slots=True)
class HtmlRuns:
    """Reads the inlines of a page."""

    state: HtmlState

    def read(self, element: etree._Element, look: Look) -> Inlines:
        """The content of `element` as inlines. `look` already includes that of the element."""
        made: list[Inline] = []
        if element.text:
            made += self.words(element.text, look)
        for one in element:
            made += self.one(one, look)
            if one.tail:
                made += self.words(one.tail, look)
        return tuple(made)

    def words(self, text: str, look: Look) -> Iterator[Inline]:
        yield StyledRun(text if look.code else re.sub(r"[ \t\r\n\f]+", " ", text), look)

    def one(self, element: etree._Element, look: Look) -> Iterator[Inline]:
        """One inline element."""
        tag, state = name(element), self.state
        if not tag:
            if state.keeps_comments and isinstance(element, etree._Comment) and element.text:  # noqa: SLF001 (lxml 6 has no other name)
                yield Remark(element.text)
        elif element in state.notes.backs:
            state.drop(element, "link back from a note")
        elif element in state.notes.calls:
            state.drop(element, "mark of a note, which the book makes")
            yield Call(state.notes.calls[element])
        elif {"pagebreak", "doc-pagebreak"} & kinds(element):
            state.drop(element, "number of a page of the source")
        elif tag in SILENT:
            return
        elif tag in _LOST:
            state.drop(element, f"`{tag}`, which a book cannot do", first=True)
        else:
            yield from self._marked(element, tag, look)

    def _marked(self, element: etree._Element, tag: str, look: Look) -> Iterator[Inline]:
        match tag:
            case "br":
                yield Break()
            case "img" | "image":
                yield from self._image(element)
            case "svg":
                yield from self._svg(element)
            case "math":
                yield from self._math(element, look)
            case "rt" | "rp":
                self.state.drop(element, "reading above a word")
            case _:
                yield from self._inside(element, tag, look)

    def _inside(self, element: etree._Element, tag: str, look: Look) -> Iterator[Inline]:
        state, line = self.state, self.state.line(element)
        look = look_of(element, look, state.language)
        if tag == "a" and said(element, "href"):
            look = replace(look, link=self._link(said(element, "href")))
        if tag in _STRUCK and text_of(element).strip():
            state.ledger.guess("text struck out", line, text_of(element), "kept", first=True)
        inner = self.read(element, look)
        if not inner and look.link[1:] in self.state.anchors.values():
            yield Reference(look.link[1:])
        if tag == "q":
            state.ledger.add("quotation marks of `q`", line, "“”")
            inner = (StyledRun("“", look), *inner, StyledRun("”", look))
        yield from inner

    def _link(self, href: str) -> str:
        href = href.strip()
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", href):
            return href
        address = address_of(href, self.state.file)
        file = address.partition("#")[0]
        label = self.state.anchors.get(address)
        if label is None and file != self.state.file:
            label = self.state.anchors.get(file)
        return f"#{label}" if label else f"#{address}"

    # --- pictures --------------------------------------------------------------------------------

    def _image(self, element: etree._Element) -> Iterator[Inline]:
        href = said(element, "src") or next(
            (str(value) for key, value in element.attrib.items() if str(key).endswith("href")), ""
        )
        words = " ".join(said(element, "alt").split())
        yield from self._pictured(element, href, self._data(href), words)

    def _data(self, href: str) -> bytes | None:
        found = _DATA.match(href.strip())
        if found is None:
            return self.state.fetch(address_of(href, self.state.file)) if href else None
        try:
            raw = unquote_to_bytes(found["data"])
            return base64.b64decode(raw, validate=False) if found["packed"] else raw
        except (binascii.Error, ValueError):
            return None

    def _pictured(
        self, element: etree._Element, href: str, data: bytes | None, words: str
    ) -> Iterator[Inline]:
        state, line = self.state, self.state.line(element)
        called = f"{FOLDER}/x" if href.startswith("data:") else href
        source = state.images.take(data, called or "picture", line)
        if words:
            state.ledger.came(line, words)
        if not source:
            if words:
                state.ledger.remove("description of a picture", line, words)
            return
        if not words and "presentation" not in kinds(element):
            after = "decorative; describe what it shows, if it shows something"
            state.ledger.guess("picture without a description", line, called, after, first=True)
        yield Image(source, words, _width(element))

    def _svg(self, element: etree._Element) -> Iterator[Inline]:
        """A drawing in the page. If it only contains a picture, it becomes that picture."""
        images = [one for one in element.iter() if name(one) == "image"]
        if len(images) == 1 and not text_of(element).strip():
            yield from self._image(images[0])
            return
        words = " ".join(said(element, "aria-label").split())
        self.state.drop(element, "words of a drawing, which are in it")
        data = etree.tostring(element, with_tail=False, encoding="utf-8")
        yield from self._pictured(element, "drawing.svg", data, words)

    def _math(self, element: etree._Element, look: Look) -> Iterator[Inline]:
        words = text_of(element)
        line = self.state.line(element)
        after = "its letters alone; set it as a picture"
        self.state.ledger.guess("equation", line, words, after, first=True)
        yield StyledRun(re.sub(r"\s+", " ", words), look)
        yield Remark("equation: set it as a picture")


def _width(element: etree._Element) -> int:
    """The width of a picture in percent of the measure; 100 if the page gives no percentage."""
    for text in (said(element, "width"), said(element, "style")):
        found = re.search(r"(?:\A|[^-\w]width:\s*)(\d{1,3})(?:\.\d+)?%", text)
        if found:
            return max(1, min(100, int(found[1])))
    return 100
