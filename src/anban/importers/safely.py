"""What was sent in by strangers, opened with care: archives and XML within named limits.

In: bytes. Out: `Archive`, the files of a zip archive; `parse_xml`, a tree in which nothing was
fetched or unfolded. What is beyond a limit, or could do harm, raises `Refusal`.
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
"""Files in one archive."""
UNPACKED = 512 * MEBIBYTE
"""Bytes of all files of an archive, unpacked."""
PART = 64 * MEBIBYTE
"""Bytes of one file of an archive, unpacked."""
RATIO = 1000
"""How many times larger a file of an archive may be than what it is packed into."""
_SMALL = MEBIBYTE


class Refusal(Exception):  # noqa: N818 (it is an answer, not an error of the tool)
    """A file that is not read, and why."""

    def __init__(self, rule: Rule, **values: Any) -> None:  # noqa: ANN401 (wording of any kind)
        super().__init__(rule.message.format(**values))
        self.rule, self.values = rule, values

    def at(self, span: Span) -> Diagnostic:
        return self.rule.at(span, **self.values)


class Archive:
    """A zip archive in memory; a name that is not in it reads as None."""

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
    """The root of an XML file; a document type is refused, as it could unfold or fetch."""
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
