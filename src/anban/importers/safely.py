"""Open archives and XML from strangers safely, within limits.

In: bytes. Out: from `Archive`, the files of a zip archive; from `parse_xml`, a tree for which no
file was loaded and no entity expanded. What is beyond a limit, or could do harm, raises `Refusal`.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import Any

from lxml import etree

from anban.core.diagnostics import Diagnostic, Rule, Span
from anban.importers import rules
from anban.world.project import MEBIBYTE

ENTRIES = 10_000
"""The most files in one archive."""
UNPACKED = 512 * MEBIBYTE
"""The most bytes of all files of an archive together, unpacked."""
PART = 64 * MEBIBYTE
"""The most bytes of one file of an archive, unpacked."""
RATIO = 1000
"""The highest ratio of a file's unpacked size to its packed size. Text is packed to a fifth or a
tenth; a file that is built to fill the memory has a ratio of about 1000."""
_SMALL = MEBIBYTE
"""A file of an archive up to this size, unpacked, may have any ratio."""


class Refusal(Exception):  # noqa: N818 (it is an answer, not an error of the tool)
    """Raised for a file that is not read; it has the rule and the values for its message."""

    def __init__(self, rule: Rule, **values: Any) -> None:  # noqa: ANN401 (wording of any kind)
        super().__init__(rule.message.format(**values))
        self.rule, self.values = rule, values

    def at(self, span: Span) -> Diagnostic:
        return self.rule.at(span, **self.values)


class Archive:
    """A zip archive in memory. `read` gives None for a name that it does not have."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise Refusal(rules.BROKEN_ARCHIVE, reason=str(error).lower()) from error
        if len(self._entries) > ENTRIES:
            raise _bomb(f"holds more than {ENTRIES} files")
        if sum(entry.file_size for entry in self._entries.values()) > UNPACKED:
            raise _bomb(f"unpacks to more than {UNPACKED // MEBIBYTE} MiB")
        for entry in self._entries.values():
            if entry.file_size > max(_SMALL, RATIO * entry.compress_size):
                raise _bomb(f"packs `{entry.filename}` more than {RATIO} times")
            if entry.flag_bits & 1:
                raise Refusal(rules.ENCRYPTED)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self._entries))

    def read(self, name: str) -> bytes | None:
        entry = self._entries.get(name)
        if entry is None:
            return None
        if entry.file_size > PART:
            raise _bomb(f"holds `{name}`, which is larger than {PART // MEBIBYTE} MiB")
        try:
            with self._zip.open(entry) as file:
                data = file.read(PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            reason = f"`{name}`: {error}".lower()
            raise Refusal(rules.BROKEN_ARCHIVE, reason=reason) from error
        if len(data) > PART:
            raise _bomb(f"holds `{name}`, which is larger than {PART // MEBIBYTE} MiB")
        return data


def _bomb(fault: str) -> Refusal:
    return Refusal(rules.HUGE_ARCHIVE, fault=fault)


def parse_xml(data: bytes, part: str) -> etree._Element:
    """The root of an XML file.

    Raises `Refusal` for a document type, since it could load files or expand without end.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = str(error).split("\n")[0][:120]
        raise Refusal(
            rules.BROKEN_PART, part=part, reason=reason[:1].lower() + reason[1:]
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refusal(rules.BROKEN_PART, part=part, reason="it declares a document type")
    return root
