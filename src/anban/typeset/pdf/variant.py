"""How each kind of PDF is written from the same pages.

In: an edition, the colour profile of its press, the line that is printed beside its pages. Out: a
frozen `PdfVariant`, which all writers of this package follow. The standards are ISO 15930-1
(PDF/X-1a:2001), ISO 15930-7 (PDF/X-4), and ISO 19005-2 (PDF/A-2a) with ISO 14289-1 (PDF/UA-1).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import assert_never

from anban.manuscript.config.model import Edition, Standard, Variant
from anban.typeset.engine.documents import screen_profile
from anban.typeset.pdf.colours import Inks, Separation
from anban.typeset.pdf.marks import PrinterMarks
from anban.typeset.pdf.mixing import Mixing
from anban.typeset.pdf.paper import Bled, PagePaper, Trimmed
from anban.typeset.pdf.proofsheet import ProofSheet
from anban.typeset.pdf.xmp import ARCHIVE, PRESS, Claim
from anban.world.profiles import ColourProfile


@dataclass(frozen=True, slots=True)
class Intent:
    """The output intent of a PDF: the press or the screen for which its colours are meant (ISO
    32000-1, 14.11.5). `purpose` is its subtype, `data` the ICC profile.
    """

    purpose: str
    identifier: str
    condition: str
    registry: str
    components: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PdfVariant:
    """A kind of PDF: all that differs from one kind to another.

    `version` is the version of PDF, `paper` the paper around the page. `inks` and `mixing` say how
    colours are converted. `see_through` allows transparency, `smooth` the smoothing of enlarged
    pictures. `tagged` asks for a structure, `linked` for links. `facts` are entries of the
    information dictionary besides those of the book. `claims` are properties of the XMP metadata,
    which is only written if there are any.
    """

    version: str = "1.7"
    paper: PagePaper = field(default_factory=Bled)
    inks: Inks = Inks.AS_DRAWN
    mixing: Mixing | None = None
    see_through: bool = True
    smooth: bool = True
    tagged: bool = True
    linked: bool = True
    facts: tuple[tuple[str, str], ...] = ()
    claims: tuple[Claim, ...] = ()
    intent: Intent | None = None

    @property
    def separation(self) -> Separation:
        """How colours are converted to the inks of this variant."""
        return Separation(self.inks, self.see_through, self.tagged, self.mixing)


SCREEN = PdfVariant()


def pdf_variant_of(
    edition: Edition, profile: ColourProfile | None = None, line: str = ""
) -> PdfVariant:
    """The variant in which the PDF of `edition` is written; `line` is printed beside its pages. A
    `profile` has to be given for a press.
    """
    match edition.variant:
        case Variant.SCREEN:
            return SCREEN
        case Variant.PRESS:
            assert profile is not None
            return _press(edition, profile, line)
        case Variant.ARCHIVE:
            return archive()
        case Variant.PROOF:
            return PdfVariant(paper=ProofSheet(line))
        case _:
            assert_never(edition.variant)


def variant_of_cover(edition: Edition, profile: ColourProfile | None = None) -> PdfVariant:
    """The variant for the cover of `edition`: for a press in four inks, and without marks."""
    variant = pdf_variant_of(edition, profile)
    if profile is None:
        return variant
    return replace(variant, paper=Bled(), inks=Inks.FOUR, mixing=Mixing(profile.data))


def archive() -> PdfVariant:
    """PDF/A-2a and PDF/UA-1 in one file."""
    intent = Intent("GTS_PDFA1", "sRGB", "sRGB IEC61966-2.1", "", 3, screen_profile())
    return PdfVariant(
        paper=Trimmed(), inks=Inks.OF_A_SCREEN, smooth=False, claims=ARCHIVE, intent=intent
    )


def _press(edition: Edition, profile: ColourProfile, line: str) -> PdfVariant:
    intent = Intent(
        "GTS_PDFX", profile.identifier, profile.condition, profile.registry, 4, profile.data
    )
    paper: PagePaper = Bled()
    if edition.marks or edition.slug_line:
        paper = PrinterMarks(edition.marks, line if edition.slug_line else "")
    if edition.standard is Standard.X_4:
        return PdfVariant(
            "1.6", paper, Inks.BLACK, tagged=False, linked=False, claims=PRESS, intent=intent
        )
    facts = (("GTS_PDFXVersion", "PDF/X-1:2001"), ("GTS_PDFXConformance", "PDF/X-1a:2001"))
    return PdfVariant(
        "1.3", paper, Inks.BLACK, see_through=False, tagged=False, linked=False, facts=facts,
        intent=intent,
    )  # fmt: skip
