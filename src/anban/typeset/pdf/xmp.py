"""The metadata of a PDF as an XMP packet (ISO 16684-1).

In: the metadata of the book, the properties by which the file claims to follow a standard. Out: the
bytes of a packet, with everything in one description.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
    '<rdf:Description rdf:about=""{spaces}>\n{body}\n</rdf:Description>\n'
    '</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>'
)
SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
UA_SCHEMA = """\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>which part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""
"""The description of a property that PDF/A does not know, which PDF/A asks for (ISO 19005-2,
6.6.2.3)."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A property of the metadata, with its prefix, that says to which standard a file conforms."""

    name: str
    value: str


ARCHIVE = (Claim("pdfaid:part", "2"), Claim("pdfaid:conformance", "A"), Claim("pdfuaid:part", "1"))
"""ISO 19005-2, 6.6.4; ISO 14289-1, 5."""
PRESS = (Claim("pdfxid:GTS_PDFXVersion", "PDF/X-4"), Claim("pdf:Trapped", "False"))
"""ISO 15930-7."""


@dataclass(frozen=True, slots=True)
class PdfInfo:
    """The metadata of a book in its PDF. `moment` is the date of the PDF, with a time zone."""

    title: str
    authors: tuple[str, ...]
    language: str
    description: str
    moment: datetime

    @property
    def stamp(self) -> str:
        """The moment as a date and time with a zone, as W3C's NOTE-datetime has it."""
        made = self.moment.strftime("%Y-%m-%dT%H:%M:%S%z")
        return f"{made[:-2]}:{made[-2:]}" if self.moment.utcoffset() else f"{made[:-5]}Z"


def packet(info: PdfInfo, claims: tuple[Claim, ...], creator: str, identity: str) -> bytes:
    """The packet of a PDF. `creator` is the program that made it, `identity` a text that no other
    PDF has.
    """
    body = [*_said(info, creator), *(_one(claim.name, claim.value) for claim in claims)]
    prefixes = {claim.name.partition(":")[0] for claim in claims}
    if "pdfxid" in prefixes:
        body += _managed(info, identity)
    if {"pdfaid", "pdfuaid"} <= prefixes:
        body.append(UA_SCHEMA)
    words = "\n".join(body)
    used = (prefix for prefix in SPACES if f"<{prefix}:" in words)
    spaces = "".join(f'\n xmlns:{prefix}="{SPACES[prefix]}"' for prefix in used)
    return PACKET.format(spaces=spaces, body=words).encode()


def _said(info: PdfInfo, creator: str) -> Iterator[str]:
    """The properties that repeat the information dictionary."""
    yield _one("dc:format", "application/pdf")
    yield _listed("dc:title", "Alt", (info.title,), ' xml:lang="x-default"')
    if info.authors:
        yield _listed("dc:creator", "Seq", info.authors)
    if info.description:
        yield _listed("dc:description", "Alt", (info.description,), ' xml:lang="x-default"')
    yield _listed("dc:language", "Bag", (info.language,))
    yield _one("pdf:Producer", "anban")
    yield _one("xmp:CreatorTool", creator)
    yield _one("xmp:CreateDate", info.stamp)
    yield _one("xmp:ModifyDate", info.stamp)
    yield _one("xmp:MetadataDate", info.stamp)


def _managed(info: PdfInfo, identity: str) -> Iterator[str]:
    """The properties that PDF/X-4 asks for besides (ISO 15930-7)."""
    yield _one("xmpMM:DocumentID", f"xmp.did:{identity}")
    yield _one("xmpMM:InstanceID", f"xmp.iid:{identity}")
    yield _one("xmpMM:VersionID", f"{info.moment:%Y%m%d}")
    yield _one("xmpMM:RenditionClass", "default")


def _one(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>"


def _listed(name: str, kind: str, values: tuple[str, ...], attribute: str = "") -> str:
    items = "".join(f"<rdf:li{attribute}>{escape(value)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"
