"""Open a .docx file: its parts as XML, and what they refer to.

In: bytes. Out: `WordPackage`. Nothing outside the file is read; of a relation to something outside
only the address is known. A file that cannot be read raises `Refusal`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from anban.importers import rules
from anban.importers.docx.names import PACKAGE, STRICT
from anban.importers.safely import Archive, Refusal, parse_xml

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_DOCUMENT = "word/document.xml"
_TRANSITIONAL = b"http://schemas.openxmlformats.org"
_RENAMED = (
    ("/wordprocessingml/main", "/wordprocessingml/2006/main"),
    ("/officeDocument/relationships", "/officeDocument/2006/relationships"),
    ("/officeDocument/math", "/officeDocument/2006/math"),
    ("/drawingml/main", "/drawingml/2006/main"),
    ("/drawingml/wordprocessingDrawing", "/drawingml/2006/wordprocessingDrawing"),
)


def knows(data: bytes) -> bool:
    """True for a Word document, even if it is encrypted."""
    if data.startswith(_OLE):
        return _LOCKED in data
    return data.startswith(b"PK\x03\x04") and b"word/" in data


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a part. `target` is the name of another part, or an address if `outside`."""

    kind: str
    target: str
    outside: bool


@dataclass(frozen=True, slots=True)
class WordPackage:
    """An open Word document. `name` is its main part."""

    archive: Archive
    name: str
    relations: Mapping[str, Relation]

    @classmethod
    def open(cls, data: bytes) -> WordPackage:
        if data.startswith(_OLE):
            raise Refusal(rules.ENCRYPTED)
        archive = Archive(data)
        name = _main(archive)
        if archive.read(name) is None:
            raise Refusal(rules.NO_DOCUMENT, what="Word document", part=_DOCUMENT)
        return cls(archive, name, _relations(archive, name))

    @property
    def document(self) -> etree._Element:
        return self._xml(self.name)

    def part(self, kind: str) -> etree._Element | None:
        """The part of the document of that kind: `styles`, `numbering`, `footnotes`, …"""
        return next(self.parts(kind), None)

    def parts(self, kind: str) -> Iterator[etree._Element]:
        for relation in self.relations.values():
            inside = relation.kind == kind and not relation.outside
            if inside and self.archive.read(relation.target) is not None:
                yield self._xml(relation.target)

    def relations_of(self, kind: str) -> Mapping[str, Relation]:
        """The relations of the part of that kind, for example the links and pictures in notes."""
        for relation in self.relations.values():
            if relation.kind == kind and not relation.outside:
                return _relations(self.archive, relation.target)
        return {}

    def _xml(self, name: str) -> etree._Element:
        return parse_xml(_transitional(self.archive.read(name) or b""), name)

    @property
    def has_macros(self) -> bool:
        return any(name.lower().endswith("vbaproject.bin") for name in self.archive.names)


def _main(archive: Archive) -> str:
    found = _relations(archive, "")
    names = [one.target for one in found.values() if one.kind == "officeDocument"]
    return next(iter(names), _DOCUMENT)


def _relations(archive: Archive, name: str) -> Mapping[str, Relation]:
    folder, base = posixpath.split(name)
    part = posixpath.join(folder, "_rels", f"{base}.rels")
    data = archive.read(part)
    if data is None:
        return {}
    found = {}
    for element in parse_xml(data, part).iter(f"{PACKAGE}Relationship"):
        target = str(element.get("Target", ""))
        outside = element.get("TargetMode") == "External"
        inner = posixpath.normpath(posixpath.join(f"/{folder}", target)).lstrip("/")
        kind = str(element.get("Type", "")).rpartition("/")[2]
        found[str(element.get("Id", ""))] = Relation(kind, target if outside else inner, outside)
    return found


def _transitional(data: bytes) -> bytes:
    """A part of the strict kind, with the namespaces of the usual kind, which mean the same."""
    if STRICT.encode() not in data:
        return data
    for strict, usual in _RENAMED:
        data = data.replace(f"{STRICT}{strict}".encode(), _TRANSITIONAL + usual.encode())
    return data
