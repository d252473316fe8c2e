"""Turn the tokens of links, cross-references and pictures into nodes, and report their faults.

In: tokens of markdown-it-py. Out: `link`, `picture`, `WrittenPicture`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token

from anban.core.diagnostics import Span
from anban.core.nodes import Inlines, Link, Reference, Shown
from anban.manuscript.parse import note_rules, rules
from anban.manuscript.parse.attributes import Attributes, Known, read_attributes
from anban.manuscript.parse.places import RunPlaces
from anban.manuscript.parse.state import ParseState

_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES = ("http", "https", "mailto", "tel")
_REFERENCE = Known(classes=("page",))
_LINK = Known()
_PICTURE = Known(classes=("decorative",))
_FIGURE = Known(label=True, classes=("decorative",), keys=("width", "described-by"))
_FULL_WIDTH = 100
"""The width of a figure in percent of the measure, if none is given."""


def link(
    parse_state: ParseState, token: Token, children: Inlines, places: RunPlaces, span: Span
) -> Inlines:
    """A link or a cross-reference; only its words if it has no address."""
    href = _address(parse_state, token, span)
    braces = token.meta.get("braces")
    if href.startswith("#"):
        attributes = read_attributes(parse_state, braces, places, _REFERENCE)
        return (_reference(parse_state, href[1:], children, attributes, span),)
    read_attributes(parse_state, braces, places, _LINK)
    if not _leads_out(parse_state, href, span):
        return children
    if not children:
        parse_state.report(rules.EMPTY_LINK, span, part="words")
    return (Link(normalizeLink(href), children, span),)


def _address(parse_state: ParseState, token: Token, span: Span) -> str:
    """The address of a link. A title is reported, and the link's definition marked as used."""
    title = token.attrGet("title")
    if title:
        parse_state.report(rules.LINK_TITLE, span, title=title)
    if "label" in token.meta:
        parse_state.used.add(token.meta["label"])
    return str(token.attrGet("src" if token.type == "image" else "href") or "")


def _reference(
    parse_state: ParseState, target: str, children: Inlines, attributes: Attributes, span: Span
) -> Reference:
    page = "page" in attributes.classes
    if page and children:
        parse_state.report(rules.PAGE_WITH_WORDS, span, label=target)
    if page:
        return Reference(target, Shown.PAGE, children, span)
    return Reference(target, Shown.WORDS if children else Shown.NAME, children, span)


def _leads_out(parse_state: ParseState, href: str, span: Span) -> bool:
    scheme = _SCHEME.match(href)
    if not href:
        parse_state.report(rules.EMPTY_LINK, span, part="address")
    elif scheme is None:
        parse_state.report(rules.RELATIVE_LINK, span, href=href)
    elif scheme[1].lower() not in _SCHEMES:
        parse_state.report(rules.BAD_LINK, span, scheme=scheme[1])
    else:
        return True
    return False


@dataclass(frozen=True, slots=True)
class WrittenPicture:
    """A picture as it is written. It is a figure if it is alone in its paragraph."""

    source: str
    alt: str
    label: str
    width: int
    span: Span
    details: Inlines


def picture(
    parse_state: ParseState, token: Token, places: RunPlaces, *, alone: bool
) -> WrittenPicture:
    """A picture from its token; `alone` says that its paragraph has nothing else."""
    span = places.span(token.meta["start"], token.meta["stop"])
    known = _FIGURE if alone else _PICTURE
    attributes = read_attributes(parse_state, token.meta.get("braces"), places, known)
    alt = _description(parse_state, token.children or [], span)
    if not alt and "decorative" not in attributes.classes:
        parse_state.report(rules.NO_ALT, span)
    source = _address(parse_state, token, span)
    width, details = _width(parse_state, attributes), _details(attributes)
    return WrittenPicture(source, alt, attributes.label, width, span, details)


def _details(attributes: Attributes) -> Inlines:
    """A reference to the long description of a picture."""
    value = attributes.values.get("described-by")
    if value is None:
        return ()
    return (Reference(f"#{value.text.removeprefix('#')}", Shown.WORDS, (), value.span),)


def _description(parse_state: ParseState, tokens: list[Token], span: Span) -> str:
    """The plain words of a picture's description. A note in it is reported."""
    words = []
    for token in tokens:
        if token.type in ("note_call", "note_open"):
            place = "the description of a picture"
            parse_state.report(note_rules.MISPLACED_NOTE, span, place=place)
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        else:
            words.append(token.content)
    return "".join(words).strip()


def _width(parse_state: ParseState, attributes: Attributes) -> int:
    value = attributes.values.get("width")
    if value is None:
        return _FULL_WIDTH
    digits = value.text.removesuffix("%")
    if digits.isdecimal() and digits.isascii() and 1 <= int(digits[:4]) <= _FULL_WIDTH:
        return int(digits)
    wanted = "write a whole number of percent, such as `width=80`"
    parse_state.report(rules.BAD_VALUE, value.span, value=value.text, key="width", wanted=wanted)
    return _FULL_WIDTH
