"""Parse the bytes of a page. No other file is loaded and no entity is expanded.

In: bytes. Out: a tree, from `open_html` for a file that was sent, from `open_xhtml` for a page of
an ebook. A page that cannot be read raises `Refusal`.
"""

from __future__ import annotations

import html
import re

from lxml import etree

from anban.importers import rules
from anban.importers.safely import Refusal, parse_xml
from anban.world.sources.decoding import Undecodable, decode, detect

DEEPEST = 150
"""The most elements inside each other; a deeper page is refused. Readers are recursive, and Python
allows about 1000 calls inside each other."""

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([A-Za-z0-9._-]+)", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^\[>]*>", re.IGNORECASE)
_DECLARED = re.compile(r"\A\ufeff?\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_OWN = ("amp", "lt", "gt", "quot", "apos")
_SAMPLE = 4096
"""The bytes at the start of a page in which its declared encoding is searched. HTML asks for it
within the first 1024 bytes."""


def open_html(data: bytes, part: str) -> etree._Element:
    """The tree of a page, parsed as a browser would; `part` is its name for messages."""
    text = _DECLARED.sub("", _text(data, part))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken(part, str(error)) from error
    if root is None:
        raise Refusal(rules.EMPTY)
    _shallow(root, part)
    _hoist(root)
    return root


def open_xhtml(data: bytes, part: str) -> etree._Element:
    """The tree of a page: parsed as XML if it is well-formed, or else as a browser would."""
    text = _DOCTYPE.sub("", _DECLARED.sub("", _text(data, part)), count=1)
    if "<!ENTITY" in text or "<!DOCTYPE" in text:
        raise _broken(part, "it declares entities")
    named = _ENTITY.sub(_character, text)
    try:
        return _shallow(parse_xml(named.encode("utf-8"), part), part)
    except Refusal:
        return open_html(text.encode("utf-8"), part)


def _character(found: re.Match[str]) -> str:
    return found[0] if found[1] in _OWN else html.unescape(found[0])


def _shallow(root: etree._Element, part: str) -> etree._Element:
    depth, level = 0, [root]
    while level:
        depth += 1
        if depth > DEEPEST:
            raise _broken(part, f"its elements are nested more than {DEEPEST} deep")
        level = [child for one in level for child in one]
    return root


def _hoist(root: etree._Element) -> None:
    """Move a `dt` or `dd` out of the one around it, which should have been closed before it.

    libxml2 2.9 to 2.14 do not close a `dd` where another one begins.
    """
    for one in list(root.iter("dt", "dd")):
        above = one.getparent()
        if above is None or above.tag not in ("dt", "dd"):
            continue
        last = above
        for moved in [one, *one.itersiblings()]:
            last.addnext(moved)
            last = moved


def _text(data: bytes, part: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    found = _CHARSET.search(data[:_SAMPLE])
    encoding = found[1].decode("ascii").lower() if found else detect(data)
    try:
        return data.decode(encoding) if found else decode(data, encoding)
    except (UnicodeDecodeError, LookupError, Undecodable) as error:
        raise _broken(part, "its encoding is not known; save it as UTF-8") from error


def _broken(part: str, reason: str) -> Refusal:
    line = reason.split("\n")[0][:120]
    return Refusal(rules.BROKEN_PART, part=part, reason=line[:1].lower() + line[1:])
