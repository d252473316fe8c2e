"""Pack an EPUB: the steps from a rendition to the bytes of the file.

In: values, and a function that reads pictures. Out: the file and the diagnostics; there is no file
if one of these is an error.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import PurePosixPath

from anban.core.diagnostics import Diagnostic, Severity, Span
from anban.core.memo import Memo
from anban.epub import cover
from anban.epub.adapter import ROOT, Package, write
from anban.epub.documents import TEXT_FOLDER
from anban.epub.embedded import embed
from anban.epub.leaves import characters, leaves
from anban.epub.package import Parts, package
from anban.epub.pictures import GIF, PNG, VECTOR, WEBP, MediaType, PackedPicture, kind_of, names
from anban.epub.rules import LARGE_FILE, NO_PAGE_LIST, UNKNOWN_COVER, UNKNOWN_PICTURE
from anban.languages import Language
from anban.manuscript.config.model import Config
from anban.render.rendition import Rendition
from anban.typeset.layout import Pagination
from anban.world.fonts import Face
from anban.world.project import Refused

Read = Callable[[str], bytes]
Found = tuple[Diagnostic, ...]
MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
"""A larger file is reported: some reading systems open it slowly or not at all."""


def pack(
    rendition: Rendition,
    config: Config,
    language: Language,
    faces: tuple[Face, ...],
    pagination: Pagination,
    read: Read,
    moment: datetime,
    generator_version: str,
    memo: Memo | None = None,
    *,
    front: bytes | None = None,
) -> tuple[bytes | None, Found]:
    """The EPUB of `rendition` and the diagnostics; the EPUB is None if one of them is an error.

    `faces` must be faces that may be embedded (see `fonts.inspect`). `pagination` is that of the
    print edition; it is empty if there is none. `read` takes a path relative to `manuscript/` and
    may raise `Refused`. `moment` is the time that the file records. `front` is the front of the
    printed cover, as PNG.
    """
    memo = memo or Memo()
    shown, found = _pictures(rendition, config, read)
    jacket, faults = _cover(rendition, config, language, faces, read, memo, front)
    found += faults
    if any(diagnostic.severity is Severity.ERROR for diagnostic in found):
        return None, found
    sheets = leaves(rendition, shown, pagination, memo)
    fonts = embed(faces, rendition.css, characters(sheets) | frozenset(rendition.css), memo)
    parts = Parts(sheets, shown, jacket, fonts)
    made = package(rendition, config, language, parts, moment, f"anban {generator_version}")
    return write(made), (*found, *_large(made), *_pageless(config, rendition))


def texts(data: bytes) -> dict[str, bytes]:
    """The bytes of the documents in the EPUB `data`, by the ids of their sheets."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [PurePosixPath(name) for name in archive.namelist()]
        folder = f"{ROOT}/{TEXT_FOLDER}"
        return {name.stem: archive.read(str(name)) for name in names if str(name.parent) == folder}


def _pictures(
    rendition: Rendition, config: Config, read: Read
) -> tuple[tuple[PackedPicture, ...], Found]:
    """The pictures that the sheets show, each once, in reading order."""
    paths = dict.fromkeys(path for sheet in rendition.sheets for path in sheet.resources)
    contents: dict[str, bytes] = {}
    kinds: dict[str, MediaType] = {}
    found: list[Diagnostic] = []
    for path in paths:
        try:
            contents[path] = read(path)
        except Refused as refused:
            found.append(refused.at(_place(config, rendition)))
            continue
        kind = kind_of(contents[path])
        if kind is None:
            found.append(UNKNOWN_PICTURE.at(_place(config, rendition), path=path))
        else:
            kinds[path] = kind
    given = names(kinds)
    return (
        tuple(
            PackedPicture(path, given[path], kind, contents[path]) for path, kind in kinds.items()
        ),
        tuple(found),
    )


def _cover(
    rendition: Rendition,
    config: Config,
    language: Language,
    faces: tuple[Face, ...],
    read: Read,
    memo: Memo,
    front: bytes | None,
) -> tuple[PackedPicture | None, Found]:
    """The picture of the cover.

    It is the `front` of the printed cover, or else the picture that the edition names, or else a
    plain cover drawn with `faces`. It is None if there is none of the three.
    """
    path = rendition.edition.cover
    if front is not None:
        return PackedPicture("", f"cover{PNG.ending}", PNG, front), ()
    if not path:
        drawn = memo(cover.draw, config, language, faces) if faces else b""
        return (PackedPicture("", f"cover{VECTOR.ending}", VECTOR, drawn) if faces else None), ()
    span = _place(config, rendition, "cover")
    try:
        content = read(path)
    except Refused as refused:
        return None, (refused.at(span),)
    kind = kind_of(content)
    if kind is None or kind in (GIF, WEBP):
        return None, (UNKNOWN_COVER.at(span, path=path),)
    return PackedPicture(path, f"cover{kind.ending}", kind, content), ()


def _place(config: Config, rendition: Rendition, key: str = "") -> Span | None:
    """The place of this edition in `book.toml`, or of one of its keys."""
    table = f"edition.{rendition.edition.name}"
    return config.where.get(f"{table}.{key}" if key else table)


def _large(made: Package) -> Found:
    return tuple(
        LARGE_FILE.at(None, path=item.name, megabytes=len(item.content) // MEGABYTE)
        for item in made.items
        if len(item.content) > LARGEST
    )


def _pageless(config: Config, rendition: Rendition) -> Found:
    """Report that the EPUB has no page list, if the edition names no print edition."""
    edition = rendition.edition
    if edition.pages_from:
        return ()
    return (NO_PAGE_LIST.at(_place(config, rendition), edition=edition.name),)
