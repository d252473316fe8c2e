"""What the standards of a printer's PDF and of an archive's ask, each rule a function by itself.

In: the bytes of a PDF. Out: True where it keeps the rule. The rules of ISO 15930-1 (PDF/X-1a:2001)
and ISO 15930-7 (PDF/X-4) bear the name of the standard; those of ISO 19005-2 (PDF/A-2a) and ISO
14289-1 (PDF/UA-1) their clause. What asks for a reader of tags is in `tagged`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from lxml import etree

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "schema": "http://www.aiim.org/pdfa/ns/schema#",
    "property": "http://www.aiim.org/pdfa/ns/property#",
}
STANDARD = frozenset((
    "Document", "Part", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "P", "H1", "H2",
    "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody",
    "TFoot", "Span", "Quote", "Note", "Reference", "Code", "Link", "Figure",
))  # fmt: skip
"""Structure types (ISO 32000-1, 14.8.4) of text and pictures."""
RGB, FOUR, GREY = {"rg", "RG"}, {"k", "K"}, {"g", "G"}


@dataclass
class File:
    """A PDF, opened; `shown` are its content streams with what they name."""

    data: bytes
    pdf: pikepdf.Pdf = field(init=False)

    def __post_init__(self) -> None:
        self.pdf = pikepdf.open(io.BytesIO(self.data))

    @property
    def root(self) -> Any:
        return self.pdf.Root

    def shown(self) -> Iterator[tuple[Any, Any]]:
        """Pages, groups, patterns: each with its resources."""
        seen: set[Any] = set()
        for page in self.pdf.pages:
            yield from _within(page.obj, page.obj.Resources, seen)

    def operators(self) -> Iterator[tuple[str, Any]]:
        for stream, _ in self.shown():
            for one in pikepdf.parse_content_stream(stream):
                yield str(one.operator), one.operands

    def pictures(self) -> list[Any]:
        return [
            one
            for one in self.pdf.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]

    def dictionaries(self) -> list[Any]:
        kinds = (pikepdf.Dictionary, pikepdf.Stream)
        return [one for one in self.pdf.objects if isinstance(one, kinds)]

    def states(self) -> Iterator[Any]:
        for _, resources in self.shown():
            yield from (resources.get("/ExtGState", {})).values()

    def fonts(self) -> Iterator[Any]:
        seen: set[Any] = set()
        for _, resources in self.shown():
            for font in resources.get("/Font", {}).values():
                if font.objgen not in seen:
                    seen.add(font.objgen)
                    yield font

    def metadata(self) -> Any:
        return etree.fromstring(bytes(self.root.Metadata.read_bytes()))

    def said(self, name: str) -> list[str]:
        """The texts of a property of the metadata."""
        prefix, _, local = name.partition(":")
        found = self.metadata().iter(f"{{{NAMES[prefix]}}}{local}")
        return ["".join(one.itertext()).strip() for one in found]

    def intents(self) -> list[Any]:
        return list(self.root.get("/OutputIntents", ()))

    def annotations(self) -> list[Any]:
        return [one for page in self.pdf.pages for one in page.get("/Annots", ())]


def _within(stream: Any, resources: Any, seen: set[Any]) -> Iterator[tuple[Any, Any]]:
    if stream.objgen in seen:
        return
    seen.add(stream.objgen)
    yield stream, resources
    inner = [
        *resources.get("/XObject", {}).values(),
        *resources.get("/Pattern", {}).values(),
        *(one.SMask.G for one in resources.get("/ExtGState", {}).values() if "/SMask" in one),
    ]
    for one in inner:
        if one.get("/Subtype") != "/Image" and isinstance(one, pikepdf.Stream):
            yield from _within(one, one.get("/Resources", resources), seen)


def _spaces(file: File) -> set[str]:
    """The colour spaces that pictures, shadings and content name."""
    found = {str(name) for picture in file.pictures() for name in [_space(picture.ColorSpace)]}
    for _, resources in file.shown():
        found |= {_space(one.ColorSpace) for one in resources.get("/Shading", {}).values()}
        found |= {_space(one) for one in resources.get("/ColorSpace", {}).values()}
    found |= {
        str(operands[0])
        for name, operands in file.operators()
        if name in ("cs", "CS") and str(operands[0]).startswith("/Device")
    }
    return found


def _space(space: Any) -> str:
    return str(space[0]) if isinstance(space, pikepdf.Array) else str(space)


def _colours(file: File) -> set[str]:
    return {name for name, _ in file.operators()} & (RGB | FOUR | GREY)


def _box(page: Any, name: str) -> tuple[float, float, float, float]:
    left, bottom, right, top = (float(side) for side in page[name])
    return left, bottom, right, top


def _holds(outer: tuple[float, ...], inner: tuple[float, ...]) -> bool:
    return (
        outer[0] <= inner[0] and outer[1] <= inner[1]
        and outer[2] >= inner[2] and outer[3] >= inner[3]
    )  # fmt: skip


# --- PDF/X --------------------------------------------------------------------------------------


def x1_is_pdf_1_3(file: File) -> bool:
    return file.data.startswith(b"%PDF-1.3\n") and b"/ObjStm" not in file.data


def x1_names_its_version(file: File) -> bool:
    said = file.pdf.docinfo
    return (str(said.get("/GTS_PDFXVersion")), str(said.get("/GTS_PDFXConformance"))) == (
        "PDF/X-1:2001", "PDF/X-1a:2001",
    )  # fmt: skip


def x_has_title_dates_and_trapping(file: File) -> bool:
    said = file.pdf.docinfo
    dates = (str(said.get(key, "")) for key in ("/CreationDate", "/ModDate"))
    whole = all(re.fullmatch(r"D:\d{14}(Z|[+-]\d\d'\d\d')", date) for date in dates)
    return whole and bool(str(said.get("/Title", ""))) and said.get("/Trapped") in (
        "/True", "/False",
    )  # fmt: skip


def x_has_an_identifier(file: File) -> bool:
    return len(file.pdf.trailer.get("/ID", ())) == 2


def x_is_not_encrypted(file: File) -> bool:
    return not file.pdf.is_encrypted


def x_is_meant_for_one_press(file: File) -> bool:
    intents = [one for one in file.intents() if one.S == "/GTS_PDFX"]
    if len(intents) != 1:
        return False
    (one,) = intents
    profile = one.DestOutputProfile
    data = profile.read_bytes()
    named = str(one.OutputConditionIdentifier) and ("/RegistryName" in one or "/Info" in one)
    return bool(named) and (data[12:16], data[16:20], int(profile.N)) == (b"prtr", b"CMYK", 4)


def x_has_its_boxes(file: File) -> bool:
    return all(
        "/ArtBox" not in page
        and _holds(_box(page, "/MediaBox"), _box(page, "/BleedBox"))
        and _holds(_box(page, "/BleedBox"), _box(page, "/TrimBox"))
        for page in file.pdf.pages
    )


def x_has_no_red_green_blue(file: File) -> bool:
    allowed = {"/DeviceGray", "/DeviceCMYK", "/Separation"}
    return not _colours(file) & RGB and _spaces(file) <= allowed


def x1_has_nothing_see_through(file: File) -> bool:
    masks = any("/SMask" in picture for picture in file.pictures())
    states = any({"/ca", "/CA", "/SMask", "/BM"} & set(state.keys()) for state in file.states())
    groups = any("/Group" in stream for stream, _ in file.shown())
    return not (masks or states or groups)


def x_has_its_fonts(file: File) -> bool:
    found = [one for one in file.dictionaries() if one.get("/Type") == "/FontDescriptor"]
    return bool(found) and all("/FontFile2" in one or "/FontFile3" in one for one in found)


def x1_has_fonts_of_its_time(file: File) -> bool:
    return not any(one.get("/Subtype") == "/OpenType" for one in file.dictionaries())


def x_has_no_annotations(file: File) -> bool:
    return not file.annotations()


def x_does_nothing(file: File) -> bool:
    names = file.root.get("/Names", {})
    keys = {"/AcroForm", "/OpenAction", "/AA"} & set(file.root.keys())
    return not keys and "/JavaScript" not in names and "/EmbeddedFiles" not in names


def x_is_black_alone(file: File) -> bool:
    """What this book promises beyond the standard: one plate."""
    return _colours(file) <= GREY and _spaces(file) <= {"/DeviceGray", "/Separation"}


def x4_is_pdf_1_6(file: File) -> bool:
    return file.data.startswith(b"%PDF-1.6\n")


def x4_names_its_version(file: File) -> bool:
    one = {"pdfxid:GTS_PDFXVersion": "PDF/X-4", "pdf:Trapped": "False"}
    asked = ("xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass", "xmp:CreateDate",
             "xmp:ModifyDate", "xmp:MetadataDate", "dc:title")  # fmt: skip
    return all(file.said(name) == [value] for name, value in one.items()) and all(
        len(file.said(name)) == 1 and file.said(name)[0] for name in asked
    )


X = (
    x_has_title_dates_and_trapping, x_has_an_identifier, x_is_not_encrypted,
    x_is_meant_for_one_press, x_has_its_boxes, x_has_no_red_green_blue, x_has_its_fonts,
    x_has_no_annotations, x_does_nothing, x_is_black_alone,
)  # fmt: skip
X1A = (
    *X, x1_is_pdf_1_3, x1_names_its_version, x1_has_nothing_see_through, x1_has_fonts_of_its_time,
)  # fmt: skip
X4 = (*X, x4_is_pdf_1_6, x4_names_its_version)


# --- PDF/A-2a -----------------------------------------------------------------------------------


def a_6_1_2_begins_as_a_binary_file(file: File) -> bool:
    first, second = file.data.split(b"\n", 2)[:2]
    four = second[1:5]
    return (
        re.fullmatch(rb"%PDF-1\.[0-7]", first) is not None
        and second[:1] == b"%" and len(four) == 4 and min(four) > 127
    )  # fmt: skip


def a_6_1_3_has_an_identifier_and_no_key(file: File) -> bool:
    return len(file.pdf.trailer.get("/ID", ())) == 2 and not file.pdf.is_encrypted


def a_6_1_13_is_nested_no_deeper_than_28(file: File) -> bool:
    deepest = 0
    for stream, _ in file.shown():
        depth = 0
        for one in pikepdf.parse_content_stream(stream):
            depth += {"q": 1, "Q": -1}.get(str(one.operator), 0)
            deepest = max(deepest, depth)
    return deepest <= 28


def a_6_2_3_is_meant_for_one_screen(file: File) -> bool:
    (one,) = [one for one in file.intents() if one.S == "/GTS_PDFA1"] or [None]
    if one is None:
        return False
    data = one.DestOutputProfile.read_bytes()
    return (data[12:16], data[16:20], int(one.DestOutputProfile.N)) == (b"mntr", b"RGB ", 3)


def a_6_2_4_has_colours_of_a_screen(file: File) -> bool:
    allowed = {"/DeviceGray", "/DeviceRGB", "/Pattern"}
    return not _colours(file) & FOUR and _spaces(file) <= allowed


def a_6_2_8_pictures_are_as_they_are(file: File) -> bool:
    return bool(file.pictures()) and not any(
        one.get("/Interpolate", False) or {"/Alternates", "/OPI"} & set(one.keys())
        for one in file.pictures()
    )


def a_6_2_11_4_has_its_fonts(file: File) -> bool:
    return x_has_its_fonts(file)


def a_6_2_11_5_glyphs_are_as_wide_as_they_say(file: File) -> bool:
    for font in file.fonts():
        (inner,) = font.DescendantFonts
        descriptor = inner.FontDescriptor
        if "/FontFile2" not in descriptor:
            continue
        program = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
        scale = 1000 / program["head"].unitsPerEm
        order = program.getGlyphOrder()
        for glyph, width in _widths(inner).items():
            if abs(program["hmtx"][order[glyph]][0] * scale - width) > 1:
                return False
    return True


def _widths(font: Any) -> dict[int, float]:
    found: dict[int, float] = {}
    items = list(font.W)
    for first, row in zip(items[::2], items[1::2], strict=True):
        found |= {int(first) + index: float(width) for index, width in enumerate(row)}
    return found


def a_6_2_11_7_every_glyph_has_its_letter(file: File) -> bool:
    letters: dict[Any, dict[int, str]] = {}
    for font in file.fonts():
        table = font.ToUnicode.read_bytes().decode() if "/ToUnicode" in font else ""
        pairs = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]+)>", table)
        texts = {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
        if {text for text in texts.values() if not text or set(text) & set("\0\ufeff\ufffe")}:
            return False
        letters[font.objgen] = texts
    return all(code in letters[font] for font, code in _codes(file))


def a_6_2_11_8_shows_no_missing_glyph(file: File) -> bool:
    return all(code != 0 for _, code in _codes(file))


def _codes(file: File) -> Iterator[tuple[Any, int]]:
    """Each face and code that is shown."""
    for stream, resources in file.shown():
        font = None
        for one in pikepdf.parse_content_stream(stream):
            if str(one.operator) == "Tf":
                font = resources.Font[one.operands[0]].objgen
            elif str(one.operator) in ("Tj", "TJ"):
                pieces: Any = one.operands[0]
                pieces = pieces if isinstance(pieces, pikepdf.Array) else one.operands
                row = b"".join(bytes(text) for text in pieces if isinstance(text, pikepdf.String))
                for at in range(0, len(row), 2):
                    yield font, int.from_bytes(row[at : at + 2])


def a_6_3_annotations_are_links_that_print(file: File) -> bool:
    hidden = 1 | 2 | 32 | 256
    return bool(file.annotations()) and all(
        one.Subtype == "/Link" and int(one.get("/F", 0)) & 4 and not int(one.get("/F", 0)) & hidden
        for one in file.annotations()
    )


def a_6_5_does_nothing_but_lead(file: File) -> bool:
    actions = [one.A.S for one in file.annotations() if "/A" in one]
    return x_does_nothing(file) and set(map(str, actions)) <= {"/URI", "/GoTo"}


def a_6_6_2_says_of_itself_the_same_twice(file: File) -> bool:
    said = file.pdf.docinfo
    creators = ", ".join(
        "".join(one.itertext())
        for one in file.metadata().iter(f"{{{NAMES['dc']}}}creator")
        for one in one.iter(f"{RDF}li")
    )
    pairs = (
        (said.Title, file.said("dc:title")), (said.Subject, file.said("dc:description")),
        (said.Author, [creators]), (said.Creator, file.said("xmp:CreatorTool")),
        (said.Producer, file.said("pdf:Producer")),
        (_digits(said.CreationDate), [_digits(one) for one in file.said("xmp:CreateDate")]),
        (_digits(said.ModDate), [_digits(one) for one in file.said("xmp:ModifyDate")]),
    )  # fmt: skip
    one_packet = len(list(file.metadata().iter(f"{RDF}RDF"))) == 1
    return one_packet and all([str(one)] == other for one, other in pairs)


def _digits(date: object) -> str:
    return re.sub(r"\D", "", str(date))


def a_6_6_2_3_explains_what_pdf_a_does_not_know(file: File) -> bool:
    return file.said("schema:namespaceURI") == [NAMES["pdfuaid"]] and (
        file.said("property:name"), file.said("property:valueType")
    ) == (["part"], ["Integer"])  # fmt: skip


def a_6_6_4_claims_its_level(file: File) -> bool:
    return (file.said("pdfaid:part"), file.said("pdfaid:conformance")) == (["2"], ["A"])


def a_6_7_has_structure_and_language(file: File) -> bool:
    marked = bool(file.root.get("/MarkInfo", {}).get("/Marked", False))
    return marked and "/StructTreeRoot" in file.root and bool(str(file.root.get("/Lang", "")))


A2A = (
    a_6_1_2_begins_as_a_binary_file, a_6_1_3_has_an_identifier_and_no_key,
    a_6_1_13_is_nested_no_deeper_than_28, a_6_2_3_is_meant_for_one_screen,
    a_6_2_4_has_colours_of_a_screen, a_6_2_8_pictures_are_as_they_are, a_6_2_11_4_has_its_fonts,
    a_6_2_11_5_glyphs_are_as_wide_as_they_say, a_6_2_11_7_every_glyph_has_its_letter,
    a_6_2_11_8_shows_no_missing_glyph, a_6_3_annotations_are_links_that_print,
    a_6_5_does_nothing_but_lead, a_6_6_2_says_of_itself_the_same_twice,
    a_6_6_2_3_explains_what_pdf_a_does_not_know, a_6_6_4_claims_its_level,
    a_6_7_has_structure_and_language,
)  # fmt: skip


# --- PDF/UA-1 -----------------------------------------------------------------------------------


def _elements(file: File) -> list[Any]:
    return [one for one in file.dictionaries() if one.get("/Type") == "/StructElem"]


def _of(file: File, role: str) -> list[Any]:
    return [one for one in _elements(file) if f"/{role}" == one.S]


def ua_5_claims_its_part(file: File) -> bool:
    return file.said("pdfuaid:part") == ["1"]


def ua_7_1_shows_its_title(file: File) -> bool:
    shown = bool(file.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False))
    return shown and bool(file.said("dc:title")[0])


def ua_7_1_is_sure_of_its_marks(file: File) -> bool:
    return not file.root.MarkInfo.get("/Suspects", False)


def ua_7_1_uses_known_roles(file: File) -> bool:
    return {str(one.S)[1:] for one in _elements(file)} <= STANDARD


def ua_7_2_says_its_languages(file: File) -> bool:
    tags = [str(one.Lang) for one in _elements(file) if "/Lang" in one]
    pattern = r"[a-z]{2,3}(-[A-Za-z0-9]+)*"
    return "lo" in tags and all(re.fullmatch(pattern, tag) for tag in [*tags, str(file.root.Lang)])


def ua_7_3_describes_its_figures(file: File) -> bool:
    figures = _of(file, "Figure")
    return bool(figures) and all(
        str(one.get("/Alt", "")) and len(one.A.get("/BBox", ())) == 4 for one in figures
    )


def ua_7_5_heads_its_tables(file: File) -> bool:
    heads = _of(file, "TH")
    return bool(heads) and all(str(one.A.get("/Scope", "")) in ("/Column", "/Row") for one in heads)


def ua_7_9_names_its_notes(file: File) -> bool:
    names = [str(one.get("/ID", "")) for one in _of(file, "Note")]
    return bool(names) and all(names) and len(set(names)) == len(names)


def ua_7_18_1_links_say_where_they_lead(file: File) -> bool:
    return all(str(one.get("/Contents", "")) for one in file.annotations())


def ua_7_18_3_is_walked_in_order(file: File) -> bool:
    return all(page.get("/Tabs") == "/S" for page in file.pdf.pages if "/Annots" in page)


def ua_7_18_5_links_are_links(file: File) -> bool:
    keys = [int(one.get("/StructParent", -1)) for one in file.annotations()]
    numbers = list(file.root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    return all(key in parents and parents[key].S == "/Link" for key in keys)


UA1 = (
    ua_5_claims_its_part, ua_7_1_shows_its_title, ua_7_1_is_sure_of_its_marks,
    ua_7_1_uses_known_roles, ua_7_2_says_its_languages, ua_7_3_describes_its_figures,
    ua_7_5_heads_its_tables, ua_7_9_names_its_notes, ua_7_18_1_links_say_where_they_lead,
    ua_7_18_3_is_walked_in_order, ua_7_18_5_links_are_links,
)  # fmt: skip

Check = Callable[[File], bool]
