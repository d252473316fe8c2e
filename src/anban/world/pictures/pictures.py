"""Check the pictures of a book before any edition is made.

In: a `World` and a `Book`. Out: from `examine` and `examine_covers` everything that is wrong with
a picture, at each place that shows it; from `describe` the kind and size of one picture. The size
is read from the first bytes of a file; a picture above `PIXEL_LIMIT` is never decoded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from pathlib import PurePosixPath

import PIL.ImageFile
from PIL import ExifTags
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from anban.core.book import Book, Chapter, Part
from anban.core.diagnostics import Diagnostic, Severity, Span
from anban.core.errors import comes_from
from anban.core.memo import Memo
from anban.core.nodes import Blocks, Inlines
from anban.core.walk import inlines_of, pictured, walk_blocks, walk_inlines
from anban.world.pictures import rules
from anban.world.pictures.svg import Fault, check_svg
from anban.world.project import MANUSCRIPT, MEBIBYTE, Refused, World, in_manuscript
from anban.world.rules import FILE_TOO_LARGE

PIXEL_LIMIT = 50_000_000
"""The most pixels of a picture. A page of 24 × 32 cm at 600 dots per inch has 43 million."""
SIDE_LIMIT = 20_000
"""The most pixels on one side."""
PICTURE_LIMIT = 48 * MEBIBYTE
"""The most bytes of a PNG or JPEG file."""
COVER_SIDE = 1400
"""The least pixels on the shorter side of a cover (Apple Books Asset Guide, 2025)."""
SVG_LIMIT = 4 * MEBIBYTE
"""The most bytes of an SVG file."""


class PictureKind(Enum):
    """A kind of picture; the value is its name in messages."""

    PNG = "a PNG picture"
    JPEG = "a JPEG picture"
    SVG = "an SVG drawing"

    @property
    def endings(self) -> tuple[str, ...]:
        return _ENDINGS[self]


_ENDINGS = {
    PictureKind.PNG: (".png",),
    PictureKind.JPEG: (".jpg", ".jpeg"),
    PictureKind.SVG: (".svg",),
}
_Size = tuple[float, float]

_UPRIGHT = (None, 1)
"""Values of the EXIF orientation for a picture that need not be rotated."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture without errors. `source` is relative to `manuscript/`.

    Width and height are in pixels; those of an SVG are in CSS pixels.
    `digest` is the SHA-256 of the file, in hexadecimal.
    """

    source: str
    kind: PictureKind
    width: float
    height: float
    digest: str


@dataclass(frozen=True, slots=True)
class _Look:
    """The result of checking a file; `refused` says why it could not be read, if so."""

    picture: Picture | None
    faults: tuple[Fault, ...] = ()
    refused: Refused | None = None

    def at(self, span: Span | None, source: str) -> Iterator[Diagnostic]:
        if self.refused is not None:
            yield self.refused.at(span, base=MANUSCRIPT)
        for rule, values in self.faults:
            yield rule.at(span, **{"path": source, **values})


def examine(world: World, book: Book, memo: Memo | None = None) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with the pictures of `book`, those in notes and titles included."""
    memo = memo or Memo()
    shown = (one for piece in book.pieces() for one in memo(pictures_of, piece))
    return _examine(world, shown, memo)


def examine_covers(
    world: World, covers: Sequence[tuple[str, Span | None]], memo: Memo | None = None
) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with cover pictures. `covers` has pairs of path and place."""
    memo = memo or Memo()
    small = (fault for source, span in covers for fault in _small(world, source, span, memo))
    return *_examine(world, covers, memo), *small


def _small(world: World, source: str, span: Span | None, memo: Memo) -> Iterator[Diagnostic]:
    """A diagnostic if a cover has fewer pixels than shops ask for."""
    picture = _look(world, source, memo).picture
    if picture is None or picture.kind is PictureKind.SVG:
        return
    width, height = round(picture.width), round(picture.height)
    if min(width, height) < COVER_SIDE:
        yield rules.SMALL_COVER.at(span, path=source, width=width, height=height, least=COVER_SIDE)


def describe(world: World, source: str) -> Picture:
    """The kind and size of the picture at `source`, a path relative to `manuscript/`.

    Raises `Refused` for a picture in which `examine` finds an error.
    """
    look = _look(world, source, Memo())
    if look.refused is not None:
        raise look.refused
    errors = [fault for fault in look.faults if fault[0].severity is Severity.ERROR]
    if errors or look.picture is None:
        rule, values = errors[0]
        raise Refused(rule, **{"path": source, **values})
    return look.picture


def _examine(
    world: World, shown: Iterable[tuple[str, Span | None]], memo: Memo
) -> tuple[Diagnostic, ...]:
    looks: dict[str, _Look] = {}
    found: list[Diagnostic] = []
    for source, span in shown:
        if source not in looks:
            looks[source] = _look(world, source, memo)
        found += looks[source].at(span, source)
    return tuple(found)


# --- where pictures are -------------------------------------------------------------------------


def pictures_of(piece: Part | Chapter) -> tuple[tuple[str, Span], ...]:
    """The path of every picture of `piece` and the place that shows it, in reading order."""
    shown = [*_inline(piece.title), *_inline(piece.subtitle)]
    if isinstance(piece, Chapter):
        shown += _inline(piece.short_title)
        shown += _blocks(piece.blocks)
        for note in piece.notes:
            shown += _blocks(note.blocks)
    return tuple(shown)


def _blocks(blocks: Blocks) -> Iterator[tuple[str, Span]]:
    for block in walk_blocks(blocks):
        if shown := pictured(block):
            yield shown.source, shown.span
        for inlines in inlines_of(block):
            yield from _inline(inlines)


def _inline(inlines: Inlines) -> Iterator[tuple[str, Span]]:
    for inline in walk_inlines(inlines):
        if shown := pictured(inline):
            yield shown.source, shown.span


# --- what a picture is --------------------------------------------------------------------------


def _look(world: World, source: str, memo: Memo) -> _Look:
    try:
        data = world.read(in_manuscript(source), PICTURE_LIMIT)
        kind = _kind(data)
        if kind is PictureKind.SVG and len(data) > SVG_LIMIT:
            limit = f"{SVG_LIMIT // MEBIBYTE} MiB"
            raise Refused(FILE_TOO_LARGE, path=source, limit=limit)
    except Refused as refused:
        return _Look(None, refused=refused)
    digest = hashlib.sha256(data).hexdigest()
    return memo.once(_seen, (source, digest), lambda: _seen(source, data, kind, digest))


def _seen(source: str, data: bytes, kind: PictureKind | None, digest: str) -> _Look:
    if kind is None:
        return _Look(None, ((rules.UNKNOWN_PICTURE, {}),))
    size, faults = _drawing(data) if kind is PictureKind.SVG else _pixels(data, kind)
    if PurePosixPath(source).suffix.lower() not in kind.endings:
        values = {"kind": kind.value, "suffix": kind.endings[0]}
        faults = ((rules.PICTURE_MISNAMED, values), *faults)
    if size is None:
        return _Look(None, faults)
    return _Look(Picture(source, kind, *size, digest), faults)


def _kind(data: bytes) -> PictureKind | None:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PictureKind.PNG
    if data.startswith(b"\xff\xd8\xff"):
        return PictureKind.JPEG
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<" and b"<svg" in data:
        return PictureKind.SVG
    return None


def _drawing(data: bytes) -> tuple[_Size | None, tuple[Fault, ...]]:
    drawing, faults = check_svg(data)
    return (None if drawing is None else (drawing.width, drawing.height)), faults


def _pixels(data: bytes, kind: PictureKind) -> tuple[_Size | None, tuple[Fault, ...]]:
    """Size and faults of a PNG or JPEG. It is decoded only if it is below the limits.

    The plug-ins of Pillow 13 are called directly, because `Image.open` first compares the size
    with a limit of its own, and that limit is a global variable.
    """
    opener = PngImageFile if kind is PictureKind.PNG else JpegImageFile
    try:
        with _strictly(), opener(BytesIO(data)) as image:
            if image.width * image.height > PIXEL_LIMIT or max(image.size) > SIDE_LIMIT:
                return None, (_too_large(image),)
            image.load()
            return (float(image.width), float(image.height)), tuple(_quirks(image))
    except Exception as error:  # Pillow's decoders raise whatever a damaged file makes them trip on
        if not comes_from(error, "PIL"):
            raise
        return None, ((rules.BROKEN_PICTURE, {"reason": _reason(error)}),)


@contextmanager
def _strictly() -> Iterator[None]:
    """Make Pillow refuse a truncated file. WeasyPrint 70.0 switches that off globally."""
    lenient, PIL.ImageFile.LOAD_TRUNCATED_IMAGES = PIL.ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        PIL.ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _too_large(image: ImageFile) -> Fault:
    return rules.PICTURE_TOO_LARGE, {
        "width": image.width,
        "height": image.height,
        "limit": PIXEL_LIMIT // 1_000_000,
        "side": SIDE_LIMIT,
    }


def _reason(error: Exception) -> str:
    words = str(error).split("\n")[0]
    return words[:1].lower() + words[1:] or "it cannot be decoded"


def _quirks(image: ImageFile) -> Iterator[Fault]:
    """Features that are not errors, but look different in print and on reading devices."""
    if image.mode == "CMYK":
        yield rules.CMYK_PICTURE, {}
    if image.has_transparency_data:
        yield rules.ALPHA_PICTURE, {}
    if image.getexif().get(ExifTags.Base.Orientation) not in _UPRIGHT:
        yield rules.ROTATED_PICTURE, {}
