"""Turn the pictures of a text into files of a manuscript.

In: the bytes of a picture and its name in the source. Out: from `Images.take`, its path in the
manuscript; the path is empty if the picture cannot be used, and the ledger then lists it. PNG,
JPEG and safe SVG files stay as they are; other raster pictures become PNG.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import unquote

from PIL import Image

from anban.core.diagnostics import Severity
from anban.core.errors import comes_from
from anban.core.portable import is_device
from anban.importers.draft import DraftPicture, Thing
from anban.importers.ledger import Ledger
from anban.manuscript.config.values import slug_of
from anban.world.pictures.pictures import PICTURE_LIMIT, PIXEL_LIMIT, SIDE_LIMIT, SVG_LIMIT
from anban.world.pictures.svg import check_svg

FOLDER = "images"
_READ = ("PNG", "JPEG", "GIF", "TIFF", "BMP", "WEBP")
_KEPT = {"PNG": "png", "JPEG": "jpg"}
_MODES = ("1", "L", "LA", "RGB", "RGBA", "P")


@dataclass(slots=True)
class Images:
    """Takes the pictures of one text and gives them names."""

    ledger: Ledger
    _taken: dict[str, str] = field(default_factory=dict)
    """The pictures taken so far: their names by the digests of their bytes."""

    def take(self, data: bytes | None, name: str, line: int) -> str:
        """The path of the picture `data`, which the source calls `name`. It is counted here."""
        self.ledger.meet(Thing.PICTURE)
        if data is None:
            return self._refused(name, line, "it is not in the file")
        digest = hashlib.sha256(data).hexdigest()
        if digest in self._taken:
            return self._taken[digest]
        made = _made(data)
        if isinstance(made, str):
            return self._refused(name, line, made)
        suffix, kept = made
        if kept is not data:
            self.ledger.guess("picture in another form", line, name, f".{suffix}")
        file = self._free(
            slug_of(unquote(name).rpartition("/")[2].rpartition(".")[0]) or "hinh", suffix
        )
        self.ledger.pictures[file] = DraftPicture(file, kept)
        self._taken[digest] = f"{FOLDER}/{file}"
        return self._taken[digest]

    def refuse(self, name: str, line: int, reason: str) -> None:
        """List a picture that cannot be taken because there are no bytes of it."""
        self.ledger.meet(Thing.PICTURE)
        self._refused(name, line, reason)

    def _refused(self, name: str, line: int, reason: str) -> str:
        self.ledger.remove("picture that is not carried", line, "", Thing.PICTURE)
        self.ledger.guess("picture that is not carried", line, name, reason, first=True)
        return ""

    def _free(self, stem: str, suffix: str) -> str:
        """A name that no other picture has, and that every system takes."""
        stem = f"{stem}-1" if is_device(stem) else stem
        number, name = 1, f"{stem}.{suffix}"
        while name in self.ledger.pictures:
            number += 1
            name = f"{stem}-{number}.{suffix}"
        return name


def _made(data: bytes) -> tuple[str, bytes] | str:
    """The suffix and the bytes of the file for a picture, or the reason why there is none."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        return _drawing(data)
    if len(data) > PICTURE_LIMIT:
        return "it is too large"
    try:
        with Image.open(BytesIO(data), formats=_READ) as image:
            kind = image.format or ""
            if image.width * image.height > PIXEL_LIMIT or max(image.size) > SIDE_LIMIT:
                return f"it has too many pixels, {image.width} × {image.height}"
            image.load()
            if kind in _KEPT:
                return _KEPT[kind], data
            kept = BytesIO()
            (image if image.mode in _MODES else image.convert("RGB")).save(kept, "PNG")
            return "png", kept.getvalue()
    except Exception as error:  # Pillow's decoders raise whatever a damaged file makes them trip on
        if not comes_from(error, "PIL"):
            raise
        return "its form is not known, or it is damaged; save it as PNG or SVG"


def _drawing(data: bytes) -> tuple[str, bytes] | str:
    if len(data) > SVG_LIMIT:
        return "it is too large"
    _, faults = check_svg(data)
    for rule, values in faults:
        if rule.severity is Severity.ERROR:
            return rule.message.format(**{"path": "the drawing", **values})
    return "svg", data
