"""The pictures in the EPUB: their kinds, their names, and the links to them in the documents.

In: the paths in the sheets, relative to `manuscript/`, and the bytes of the files. Out:
`PackedPicture`s with ASCII names that are different on every file system, and documents that use
these names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from anban.epub.documents import XHTML, Tree, elements

FOLDER = "images"
NOT_DECOMPOSED = str.maketrans({"đ": "d", "Đ": "D"})


@dataclass(frozen=True, slots=True)
class MediaType:
    """A core media type (EPUB 3.3, 3.2), and the ending that its files get."""

    media_type: str
    ending: str


PNG = MediaType("image/png", ".png")
JPEG = MediaType("image/jpeg", ".jpg")
GIF = MediaType("image/gif", ".gif")
WEBP = MediaType("image/webp", ".webp")
VECTOR = MediaType("image/svg+xml", ".svg")


@dataclass(frozen=True, slots=True)
class PackedPicture:
    """A picture of the EPUB. `path` is its path in the manuscript, `name` its path in the EPUB."""

    path: str
    name: str
    kind: MediaType
    content: bytes


def kind_of(content: bytes) -> MediaType | None:
    """The kind of picture that `content` is, by its first bytes; None if it is no picture."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return WEBP
    return VECTOR if re.search(rb"<(?:[A-Za-z0-9_-]+:)?svg[\s>]", content[:4096]) else None


def names(kinds: Mapping[str, MediaType]) -> dict[str, str]:
    """A name inside the EPUB for each path of `kinds`, in that order.

    Names are lower-case ASCII without spaces, and differ in more than letter case (EPUB 3.3,
    """
    given: dict[str, str] = {}
    taken: set[str] = set()
    for path, kind in kinds.items():
        stem = _ascii(PurePosixPath(path).stem) or "picture"
        name, count = f"{FOLDER}/{stem}{kind.ending}", 1
        while name in taken:
            count += 1
            name = f"{FOLDER}/{stem}-{count}{kind.ending}"
        taken.add(name)
        given[path] = name
    return given


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(NOT_DECOMPOSED))
    kept = plain.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", kept).strip("-")


def redirect(root: Tree, given: Mapping[str, str]) -> None:
    """Replace the address in every `img` of `root` by the new name of its picture."""
    addresses = {f"../{path}": f"../{name}" for path, name in given.items()}
    for image in elements(root):
        source = image.get("src")
        if image.tag == f"{{{XHTML}}}img" and source is not None:
            plain = source if source in addresses else unquote(source)
            image.set("src", addresses.get(plain, source))


def described(root: Tree) -> bool:
    """True if every `img` has an `alt`; an ornament has an empty one."""
    return all(image.get("alt") is not None for image in root.iter(f"{{{XHTML}}}img"))
