"""What a PDF says about itself: facts of the book, its standard, the press for which it is made.

In: the frame of a PDF, the metadata of the book, a `PdfVariant`. Out: the information dictionary,
the XMP metadata and the output intent, written into the frame.
"""

from __future__ import annotations

from dataclasses import dataclass

from anban import __version__
from anban.typeset.engine.objects import Dictionary, String
from anban.typeset.pdf.objects import Objects, add_ready, add_stream, string
from anban.typeset.pdf.variant import Intent, PdfVariant
from anban.typeset.pdf.xmp import PdfInfo, packet

CREATOR = f"anban {__version__}"
NAMED = "1.4"
"""From this version of PDF on, the catalog names the language of the document."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The parts of a PDF that belong to no page: its catalog, its information dictionary, and the
    `objects` that are written after the pages.
    """

    objects: Objects
    catalog: Dictionary
    info: Dictionary


def declare(pdf: Frame, info: PdfInfo, variant: PdfVariant, identity: str) -> None:
    """Write what `pdf` says about itself, once its pages are complete. `identity` is a text that no
    other PDF has.
    """
    _inform(pdf, info, variant)
    if variant.version >= NAMED:
        pdf.catalog["Lang"] = String(info.language)
        pdf.catalog["ViewerPreferences"] = Dictionary({"DisplayDocTitle": "true"})
    if variant.intent:
        _intend(pdf, variant.intent)
    if variant.claims:
        data = packet(info, variant.claims, CREATOR, identity)
        head = b"<</Type /Metadata/Subtype /XML/Length %d>>" % len(data)
        pdf.catalog["Metadata"] = add_ready(pdf.objects, data, head)


def _inform(pdf: Frame, info: PdfInfo, variant: PdfVariant) -> None:
    moment = _date(info.stamp)
    said = {
        "Producer": "anban", "Title": info.title, "Author": ", ".join(info.authors),
        "Subject": info.description, "Creator": CREATOR, "CreationDate": moment, "ModDate": moment,
        **dict(variant.facts),
    }  # fmt: skip
    pdf.info.update({key: String(value) for key, value in said.items() if value})
    if variant.intent and variant.intent.purpose == "GTS_PDFX":
        pdf.info["Trapped"] = "/False"


def _intend(pdf: Frame, intent: Intent) -> None:
    profile = add_stream(pdf.objects, intent.data, b"<</N %d>>" % intent.components)
    said = {
        "OutputConditionIdentifier": intent.identifier, "OutputCondition": intent.condition,
        "RegistryName": intent.registry, "Info": intent.condition,
    }  # fmt: skip
    entries = b"".join(b"/%s %s" % (key.encode(), string(words))
                       for key, words in said.items() if words)  # fmt: skip
    entries += b"/DestOutputProfile " + profile
    kind = b"<</Type /OutputIntent/S /%s" % intent.purpose.encode()
    pdf.catalog["OutputIntents"] = b"[" + kind + entries + b">>]"


def _date(moment: str) -> str:
    """A W3C date and time with a zone as a PDF date (ISO 32000-1, 7.9.4)."""
    day, time = moment[:10].replace("-", ""), moment[11:19].replace(":", "")
    zone = moment[19:]
    return f"D:{day}{time}" + (zone if zone == "Z" else zone.replace(":", "'"))
