"""The addresses of targets and pictures. Only here do ids become addresses.

In: the targets of a book and the format of an edition. Out: `Addresses`, which gives the address of
a target or a picture, relative to one sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from anban.manuscript.config.model import Format


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses relative to the sheet with the id `sheet`. `sheets` gives the id of the sheet in
    which a target stands, by the id of the target.
    """

    format: Format
    sheet: str
    sheets: Mapping[str, str]

    def target(self, target: str) -> str:
        """The address of a target: `#id`, or in an EPUB `sheet.xhtml#id` from another sheet."""
        home = self.sheets.get(target, self.sheet)
        if self.format is Format.PDF or home == self.sheet:
            return f"#{target}"
        return document(home) if target == home else f"{document(home)}#{target}"

    def picture(self, source: str) -> str:
        """The address of a picture that is given relative to `manuscript/`."""
        path = quote(source, safe="/")
        return path if self.format is Format.PDF else f"../{path}"


def document(sheet: str) -> str:
    """The file name of a sheet in an EPUB, within the folder `text`."""
    return f"{sheet}.xhtml"
