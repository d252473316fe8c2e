"""The adapter of EbookLib, and the only module that imports it.

In: a `Package` of values. Out: the bytes of an EPUB; the same values always give the same bytes.

This module works around these faults of EbookLib 0.20:
- `EpubHtml` parses and rewrites documents, so every file is a plain `EpubItem` of bytes.
- A str with an XML declaration is written as an empty file.
- Of two items with the same name, the first is lost.
- A failed write only returns False.
- A name with `..` is written as it is.
- Identifiers, `modified` and the times of zip entries are random or come from the clock.
- The package document has no language.
So the file that EbookLib wrote is read back, compared with the package, and packed again.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath

from ebooklib import epub
from lxml import etree

from anban.core.errors import BugError

ROOT = "OEBPS"
PACKAGE = f"{ROOT}/content.opf"
MIMETYPE = "mimetype"
CONTAINER = "META-INF/container.xml"
NCX_ID = "ncx"
"""The id of the NCX. EbookLib's spine always refers to this id."""
FILE_MODE = 0o100644
"""A regular file that all may read and its owner may write, as an entry of a zip records it."""
UNIX = 3
"""The system of a zip entry; 3 says that its attributes are those of Unix (APPNOTE 6.3.10, 4.4.2).
Python sets it by the system it runs on, and bytes must not depend on that."""
EARLIEST, LATEST = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)
"""The first and the last time that a zip entry can have (APPNOTE 6.3.10, 4.4.6)."""


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A file of the EPUB. `name` is its path relative to the package document."""

    id: str
    name: str
    media_type: str
    content: bytes
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Element:
    """A Dublin Core element of the metadata; `name` has no prefix."""

    name: str
    value: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Meta:
    """A `meta` element of the metadata; `refines` is the id of the element that it describes."""

    property: str
    value: str
    refines: str = ""
    scheme: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """Everything that an EPUB contains. `spine` has the ids of documents in reading order.

    `cover` is the id of the cover picture, or empty. `prefixes` maps the prefix of a property to
    its address.
    """

    identifier: str
    language: str
    title: str
    generator: str
    moment: datetime
    metadata: tuple[Element | Meta, ...]
    prefixes: tuple[tuple[str, str], ...]
    items: tuple[PackageFile, ...]
    spine: tuple[str, ...]
    cover: str


def write(package: Package) -> bytes:
    """The bytes of the EPUB.

    Raises `BugError` if the package contradicts itself, or if EbookLib did not write all of it.
    """
    _verify(package)
    raw = io.BytesIO()
    options = {
        "raise_exceptions": True,
        "mtime": package.moment.astimezone(UTC),
        "compresslevel": 0,
    }
    if not epub.write_epub(raw, _book(package), options):
        raise BugError("EbookLib did not write the EPUB")
    with zipfile.ZipFile(raw) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    _compare(package, files)
    files[PACKAGE] = _complete(files[PACKAGE], package)
    return _zip(files, package)


def _verify(package: Package) -> None:
    ids = [item.id for item in package.items]
    names = [item.name.casefold() for item in package.items]
    for kind, values in (("id", ids), ("name", names)):
        [(value, count)] = Counter(values).most_common(1)
        if count > 1:
            raise BugError(f"two files of the EPUB share the {kind} `{value}`")
    for item in package.items:
        path = PurePosixPath(item.name)
        if path.is_absolute() or ".." in path.parts or not item.name.isascii():
            raise BugError(f"`{item.name}` is no name for a file in an EPUB")
        if not item.content:
            raise BugError(f"`{item.name}` is empty")
    lost = sorted({*package.spine, NCX_ID} - set(ids))
    if lost:
        raise BugError(f"the EPUB has no file for `{lost[0]}`")


def _book(package: Package) -> epub.EpubBook:
    book = epub.EpubBook()
    book.FOLDER_NAME = ROOT
    book.IDENTIFIER_ID = "pub-id"
    book.set_identifier(package.identifier)
    book.title = package.title
    book.set_language(package.language)
    generator = {"name": "generator", "content": package.generator}
    book.set_unique_metadata("OPF", "generator", "", generator)
    if package.cover:
        book.add_metadata("OPF", "meta", "", {"name": "cover", "content": package.cover})
    for prefix, address in package.prefixes:
        book.add_prefix(prefix, address)
    for entry in package.metadata:
        _add(book, entry)
    for item in package.items:
        made = epub.EpubItem(item.id, item.name, item.media_type, item.content)
        made.properties = list(item.properties)
        book.add_item(made)
    book.spine = list(package.spine)
    return book


def _add(book: epub.EpubBook, entry: Element | Meta) -> None:
    match entry:
        case Element():
            book.add_metadata("DC", entry.name, entry.value, {"id": entry.id} if entry.id else {})
        case Meta():
            refines = f"#{entry.refines}" if entry.refines else ""
            attributes = {
                "property": entry.property,
                "refines": refines,
                "scheme": entry.scheme,
                "id": entry.id,
            }
            given = {name: value for name, value in attributes.items() if value}
            book.add_metadata("OPF", "meta", entry.value, given)


def _compare(package: Package, files: dict[str, bytes]) -> None:
    for item in package.items:
        if files.get(f"{ROOT}/{item.name}") != item.content:
            raise BugError(f"EbookLib did not write `{item.name}` as it is")


def _complete(opf: bytes, package: Package) -> bytes:
    """The package document with its language, which EbookLib leaves out.

    Raises `BugError` if a line of the metadata is missing, since EbookLib drops text that it
    cannot write.
    """
    root = etree.fromstring(opf, etree.XMLParser(remove_blank_text=True, resolve_entities=False))
    written = Counter(line.text or "" for line in root.iterfind("{*}metadata/*"))
    lost = Counter(entry.value for entry in package.metadata) - written
    if lost:
        raise BugError(f"EbookLib did not write the metadata {sorted(lost)[0]!r}")
    root.set("{http://www.w3.org/XML/1998/namespace}lang", package.language)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n"


def _zip(files: dict[str, bytes], package: Package) -> bytes:
    """The zip archive: `mimetype` first, not compressed (EPUB OCF 3.3, 4.3), then a fixed order."""
    moment = package.moment.astimezone(UTC).timetuple()[:6]
    time = min(max(moment, EARLIEST), LATEST)
    order = [MIMETYPE, CONTAINER, PACKAGE, *(f"{ROOT}/{item.name}" for item in package.items)]
    product = io.BytesIO()
    with zipfile.ZipFile(product, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in order:
            entry = zipfile.ZipInfo(name, time)
            entry.create_system = UNIX
            entry.external_attr = FILE_MODE << 16
            stored = name == MIMETYPE
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return product.getvalue()
