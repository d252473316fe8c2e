"""Find the notes of a text: the links that call them, and the elements with their words.

In: the pages of a text. Out: `find_notes`. A link calls a note if its class, role or `epub:type`
says so, or if it is a number or a sign whose target has the name of a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from anban.importers.html.anchors import address_of
from anban.importers.html.names import BLOCKS, kinds, name, said, text_of, texts

_CALLS = frozenset(
    ("noteref", "doc-noteref", "footnote-ref", "footnoteref", "fnref", "footnote-anchor")
)
_BACKS = frozenset(
    ("doc-backlink", "footnote-back", "footnote-backref", "footnoteback", "backlink", "fn-back")
)
_GROUPS = frozenset(
    ("doc-endnotes", "footnotes", "endnotes", "rearnotes", "footnote", "doc-footnote", "endnote")
)
_NAMED = re.compile(
    r"(?:_?(?:fn|ftn|edn)|foot-?note|end-?note|cite_note|note|n)[\w.:-]*\Z", re.IGNORECASE
)
_BACK_NAMED = re.compile(r".*ref[\w.:-]*\Z", re.IGNORECASE)
_MARK = re.compile(r"[\[(]?(?:\d{1,4}|[*†‡§]{1,3}|[a-z]|[ivxl]{1,5})[\])]?\Z")
_BACK_SIGNS = ("↩", "↩︎", "↑", "^", "⏎", "↵", "[↩]", "back", "↖")


@dataclass(slots=True)
class Found:
    """The notes of a text.

    `calls` maps a link to the label of its note. `bodies` has the element with the words of each
    note by its label. `backs` are the links from a note back to its call.
    """

    calls: dict[etree._Element, str] = field(default_factory=dict)
    bodies: dict[str, etree._Element] = field(default_factory=dict)
    backs: set[etree._Element] = field(default_factory=set)

    @property
    def taken(self) -> set[etree._Element]:
        return set(self.bodies.values())


def find_notes(pages: Iterable[tuple[str, etree._Element]]) -> Found:
    """The notes in `pages`, which are pairs of a file's name and its root."""
    pages = tuple(pages)
    targets = {
        f"{file}#{identity}": element
        for file, root in pages
        for element in root.iter()
        if isinstance(element.tag, str)
        for identity in (said(element, "id"), said(element, "name"))
        if identity
    }
    found = Found()
    for file, root in pages:
        for link in root.iter():
            address = address_of(said(link, "href"), file) if name(link) == "a" else ""
            target = targets.get(address)
            if target is not None and _calls(link, address, target):
                body = _body(target)
                if body is not None and not _within(link, body) and not _within(body, link):
                    found.calls[link] = address
                    found.bodies[address] = body
    _settle(found)
    for body in found.taken:
        found.backs.update(_back_links(body, found))
    return found


def _within(inner: etree._Element, outer: etree._Element) -> bool:
    return inner is outer or any(one is outer for one in inner.iterancestors())


def _calls(link: etree._Element, address: str, target: etree._Element) -> bool:
    around = (link, *_near(link))
    if any(kinds(one) & _BACKS for one in around):
        return False
    if any(kinds(one) & _CALLS for one in around):
        return True
    identity = address.rpartition("#")[2]
    if not _MARK.match(text_of(link).strip()) or _BACK_NAMED.match(identity):
        return False
    raised = any(name(one) == "sup" for one in (*around, *link.iterdescendants()))
    grouped = any(kinds(one) & _GROUPS for one in (target, *target.iterancestors()))
    return grouped or raised or bool(_NAMED.match(identity))


def _near(link: etree._Element) -> Iterator[etree._Element]:
    for one in link.iterancestors():
        if name(one) in BLOCKS:
            return
        yield one


def _body(target: etree._Element) -> etree._Element | None:
    """The element that contains the whole note: the target of the link, or the block around it."""
    if name(target) in ("dt",):
        return target.getnext()
    for one in (target, *target.iterancestors()):
        if name(one) in ("li", "aside", "p", "div", "dd", "td", "section"):
            return _whole(one)
    return None


def _whole(element: etree._Element) -> etree._Element:
    """The element of a note, or the `div` around it if it is the only paragraph in there."""
    above = element.getparent()
    if (
        name(element) == "p"
        and above is not None
        and (name(above) in ("li", "aside") or kinds(above) & {"footnote", "note"})
    ):
        return above
    return element


def _settle(found: Found) -> None:
    """Join notes that are the same element; drop a note that contains another note."""
    first: dict[etree._Element, str] = {}
    for address, body in list(found.bodies.items()):
        label = first.setdefault(body, address)
        if label != address:
            del found.bodies[address]
            for link, called in found.calls.items():
                if called == address:
                    found.calls[link] = label
    bodies = found.taken
    for address, body in list(found.bodies.items()):
        if any(one in bodies for one in body.iterdescendants()):
            del found.bodies[address]
            for link in [link for link, called in found.calls.items() if called == address]:
                del found.calls[link]


def _back_links(body: etree._Element, found: Found) -> Iterator[etree._Element]:
    """The links in a note that lead back, and the number with which the note begins."""
    for link in body.iter():
        if name(link) != "a" or link in found.calls:
            continue
        words = text_of(link).strip()
        numbered = _MARK.match(words.rstrip(".")) and said(link, "href").partition("#")[2]
        if kinds(link) & _BACKS or words in _BACK_SIGNS or (numbered and _begins(body, link)):
            yield link


def _begins(body: etree._Element, link: etree._Element) -> bool:
    """True if there is no text before `link` in `body`."""
    before = ""
    for element, text in texts(body):
        if element is link or link in set(element.iterancestors()):
            break
        before += text
    return not before.strip(" \t\r\n[(")
