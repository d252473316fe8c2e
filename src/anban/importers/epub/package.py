"""Open an EPUB: its pages in reading order, its pictures and its metadata.

In: bytes. Out: `ReceivedEpub`. A file that cannot be read raises `Refusal`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from anban.importers import rules
from anban.importers.html.names import name, said
from anban.importers.html.opening import open_xhtml
from anban.importers.safely import Archive, Refusal, parse_xml

CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def knows(data: bytes) -> bool:
    """True for an EPUB: its first file is `mimetype`, or it has a container file."""
    return data.startswith(b"PK\x03\x04") and (
        b"application/epub+zip" in data[:128] or CONTAINER.encode() in data
    )


@dataclass(frozen=True, slots=True)
class ManifestItem:
    """An item of the manifest: its path in the file, its media type, its properties."""

    path: str
    kind: str
    properties: frozenset[str]


@dataclass(frozen=True, slots=True)
class ReceivedEpub:
    """An EPUB that was sent in."""

    archive: Archive
    root: etree._Element
    items: Mapping[str, ManifestItem]

    @classmethod
    def open(cls, data: bytes) -> ReceivedEpub:
        archive = Archive(data)
        _refuse_locked(archive)
        container = archive.read(CONTAINER)
        if container is None:
            raise Refusal(rules.NO_DOCUMENT, what="EPUB", part=CONTAINER)
        found = [one for one in parse_xml(container, CONTAINER).iter() if name(one) == "rootfile"]
        path = said(found[0], "full-path") if found else ""
        package = archive.read(path)
        if package is None:
            raise Refusal(rules.NO_DOCUMENT, what="EPUB", part=path or "package document")
        root = parse_xml(package, path)
        return cls(archive, root, dict(_items(root, posixpath.dirname(path))))

    def pages(self) -> Iterator[tuple[str, etree._Element]]:
        """The pages of the spine with their paths, without the navigation document."""
        for one in self.root.iter():
            item = self.items.get(said(one, "idref")) if name(one) == "itemref" else None
            if item is None or item.kind not in _PAGES or "nav" in item.properties:
                continue
            data = self.archive.read(item.path)
            if data is None:
                raise Refusal(rules.NO_DOCUMENT, what="whole EPUB", part=item.path)
            root = open_xhtml(data, item.path)
            body = next((child for child in root.iter() if name(child) == "body"), root)
            yield item.path, body

    def told(self, key: str) -> list[etree._Element]:
        """The elements of the metadata with the name `key`, such as `title`."""
        return [one for one in self.root.iter() if name(one) == key and _is_metadata(one)]

    def refined(self, element: etree._Element, key: str) -> str:
        """The value of the `meta` that refines `element`, for example the role of a creator."""
        identity = f"#{said(element, 'id')}"
        for one in self.root.iter():
            refines = name(one) == "meta" and said(one, "refines") == identity
            if refines and said(one, "property") == key:
                return (one.text or "").strip()
        return said(element, "{http://www.idpf.org/2007/opf}role") if key == "role" else ""


def _is_metadata(element: etree._Element) -> bool:
    return any(name(one) == "metadata" for one in element.iterancestors())


def _items(root: etree._Element, folder: str) -> Iterator[tuple[str, ManifestItem]]:
    for one in root.iter():
        if name(one) == "item" and said(one, "href"):
            path = posixpath.normpath(posixpath.join(folder, unquote(said(one, "href"))))
            properties = frozenset(said(one, "properties").split())
            yield said(one, "id"), ManifestItem(path, said(one, "media-type"), properties)


def _refuse_locked(archive: Archive) -> None:
    """Raise `Refusal` if a file is encrypted. Obfuscated fonts do not matter."""
    data = archive.read(_ENCRYPTION)
    if data is None:
        return
    for one in parse_xml(data, _ENCRYPTION).iter():
        if name(one) == "encryptionmethod" and said(one, "Algorithm") not in _FONTS:
            raise Refusal(rules.ENCRYPTED)
