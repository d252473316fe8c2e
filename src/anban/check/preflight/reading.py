"""Read a PDF for preflight.

In: its bytes. Out: `PdfFacts`. A file that cannot be read raises `Unreadable` with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from anban.check.preflight.facts import Box, PageFacts, PdfFacts, PrintedWords, Unreadable
from anban.check.preflight.fingerprint import Fingerprints
from anban.check.preflight.streams import follow
from anban.core.memo import Memo

MM = 25.4 / 72
"""Millimetres in a point."""
FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def read_pdf(data: bytes, memo: Memo | None = None) -> PdfFacts:
    """The facts about the PDF in `data`. Raises `Unreadable` if it is damaged or encrypted."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise Unreadable("it is encrypted", locked=True)
            pages = tuple(_pages(pdf, data, memo or Memo()))
            return PdfFacts(pages, tuple(_fonts(pdf)), _standard(pdf), tuple(_extras(pdf)))
    except pikepdf.PasswordError as fault:
        raise Unreadable("it is encrypted", locked=True) from fault
    except pikepdf.PdfError as fault:
        raise Unreadable(str(fault).split("\n")[0]) from fault


def _pages(pdf: pikepdf.Pdf, data: bytes, memo: Memo) -> Iterator[PageFacts]:
    """The facts of each page; they come from `memo` if the page shows the same as before."""
    from pypdfium2 import PdfDocument  # imported here because only few commands need it

    prints = Fingerprints()
    with PdfDocument(data) as texts:
        for at, page in enumerate(pdf.pages):
            read = partial(_page, page, texts, at)
            yield memo.once(_page, prints.of(page), read)


def _page(page: pikepdf.Page, texts: Any, at: int) -> PageFacts:
    painting = follow(page)
    notes = page.obj.get("/Annots", ())
    media = _box(page.mediabox)
    assert media is not None
    return PageFacts(
        media=media,
        bleed=_box(page.obj.get("/BleedBox")),
        trim=_box(page.obj.get("/TrimBox")),
        spaces=frozenset(painting.spaces - {"pattern", "registration"}),
        ink=painting.ink,
        pictures=tuple(painting.pictures),
        effects=frozenset(painting.effects),
        overprints=frozenset(painting.overprints),
        extras=len(notes),
        words=tuple(_words(texts[at])),
        blank=not painting.painted,
    )


def _box(given: Any) -> Box | None:
    if given is None:
        return None
    left, bottom, right, top = (float(side) * MM for side in given)
    return left, bottom, right, top


def _words(page: Any) -> Iterator[PrintedWords]:
    """The lines of a page. PDFium extracts them, since pikepdf does not read text."""
    left, _, _, top = page.get_trimbox()
    text = page.get_textpage()
    for box in [text.get_rect(at) for at in range(text.count_rects())]:
        yield PrintedWords(
            " ".join(text.get_text_bounded(*box).split()),
            (box[0] - left) * MM,
            (top - box[3]) * MM,
            (box[2] - left) * MM,
            (top - box[1]) * MM,
        )


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The fonts that are not embedded. Fonts of type 3 have no file: the PDF draws them itself."""
    seen = set()
    for found in pdf.objects:
        if not isinstance(found, Dictionary) or found.get("/Type") != Name.Font:
            continue
        if found.get("/Subtype") in (Name.Type0, Name.Type3):
            continue
        name = str(found.get("/BaseFont", "a font without a name")).removeprefix("/")
        described = found.get("/FontDescriptor", Dictionary())
        if not any(file in described for file in FILES) and name not in seen:
            seen.add(name)
            yield name


def _standard(pdf: pikepdf.Pdf) -> str:
    """The PDF/X standard that the file claims in its info or its metadata (ISO 15930)."""
    claimed = str(pdf.docinfo.get("/GTS_PDFXConformance", ""))
    claimed = claimed or str(pdf.docinfo.get("/GTS_PDFXVersion", ""))
    if not claimed and "/Metadata" in pdf.Root:
        with pdf.open_metadata() as metadata:
            claimed = str(metadata.get("pdfxid:GTS_PDFXVersion", ""))
    return claimed


def _extras(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    names = root.get("/Names", Dictionary())
    found = (
        ("bookmarks", "/Outlines" in root),
        ("a form", "/AcroForm" in root),
        ("attached files", "/EmbeddedFiles" in names),
        ("a program", "/JavaScript" in names or "/OpenAction" in root),
    )
    yield from (what for what, there in found if there)
