"""Word documents made of small strings of XML, for tests."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

from PIL import Image

from anban.importers.balance import weigh
from anban.importers.docx.reader import read
from anban.importers.draft import Draft
from anban.importers.given import MARK, Given, Wishes

_MAIN = "http://schemas.openxmlformats.org"
_OFFICE = f"{_MAIN}/officeDocument/2006/relationships"
_SPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": f"{_MAIN}/wordprocessingml/2006/main",
        "r": f"{_MAIN}/officeDocument/2006/relationships",
        "a": f"{_MAIN}/drawingml/2006/main",
        "pic": f"{_MAIN}/drawingml/2006/picture",
        "wp": f"{_MAIN}/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "m": f"{_MAIN}/officeDocument/2006/math",
        "mc": f"{_MAIN}/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
_KINDS = {
    "styles": "styles", "numbering": "numbering", "footnotes": "footnotes",
    "endnotes": "endnotes", "comments": "comments", "header1": "header", "footer1": "footer",
}  # fmt: skip

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/>
  <w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Mine">
  <w:name w:val="Tên mục"/><w:basedOn w:val="H2"/></w:style>
<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/>
  <w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Verse"><w:name w:val="Verse"/></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Code"><w:name w:val="Source Code"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop">
  <w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="character" w:styleId="Caps"><w:name w:val="Caps"/>
  <w:rPr><w:smallCaps/></w:rPr></w:style>
"""

NUMBERING = """
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2">
  <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="3">
  <w:lvl w:ilvl="0"><w:numFmt w:val="none"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/>
  <w:lvlOverride w:ilvl="1"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
"""

LINKS: Mapping[str, tuple[str, str, bool]] = {
    "rIdWeb": ("hyperlink", "https://example.org/a b", True),
    "rIdFar": ("image", "https://example.org/far.png", True),
    "rIdPic": ("image", "media/image1.png", False),
    "rIdEmf": ("image", "media/image2.emf", False),
    "rIdSvg": ("image", "media/image3.svg", False),
    "rIdGone": ("image", "media/gone.png", False),
}


def png(width: int = 4, height: int = 3) -> bytes:
    made = BytesIO()
    Image.new("RGB", (width, height), "white").save(made, "PNG")
    return made.getvalue()


def root(name: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {_SPACES}>{inner}</w:{name}>'


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def relations(found: Mapping[str, tuple[str, str, bool]]) -> str:
    mode = ' TargetMode="External"'
    inner = "".join(
        f'<Relationship Id="{identity}" Type="{_OFFICE}/{kind}" Target="{target}"'
        f"{mode if outside else ''}/>"
        for identity, (kind, target, outside) in found.items()
    )
    return f'<Relationships xmlns="{_MAIN}/package/2006/relationships">{inner}</Relationships>'


def files(body: str, **parts: str) -> dict[str, str | bytes]:
    """The files of a document; `parts` are the insides of further parts, such as `footnotes`."""
    named = {"styles": STYLES, "numbering": NUMBERING} | parts
    found = dict(LINKS)
    made: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>"}
    for name, inner in named.items():
        tag = {"header1": "hdr", "footer1": "ftr"}.get(name, name)
        made[f"word/{name}.xml"] = root(tag, inner)
        found[f"rId_{name}"] = (_KINDS[name], f"{name}.xml", False)
    made["word/document.xml"] = root("document", f"<w:body>{body}</w:body>")
    made["word/_rels/document.xml.rels"] = relations(found)
    made["_rels/.rels"] = relations({"rId1": ("officeDocument", "word/document.xml", False)})
    made["word/media/image1.png"] = png()
    made["word/media/image2.emf"] = b"\x01\x00\x00\x00 EMF"
    made["word/media/image3.svg"] = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>x</script></svg>'
    )
    return made


def docx(body: str, **parts: str) -> bytes:
    return zipped(files(body, **parts))


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inner: str = "", style: str = "", properties: str = "") -> str:
    """A paragraph; `inner` is words, or runs if it begins with a bracket."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = inner if inner.startswith("<") else run(inner)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def item(text: str, depth: int = 0, identity: int = 1) -> str:
    listed = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{identity}"/></w:numPr>'
    return p(text, properties=listed)


def field(code: str, shown: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def note(identity: int, inner: str, name: str = "footnote") -> str:
    return f'<w:{name} w:id="{identity}">{inner}</w:{name}>'


def called(identity: int, name: str = "footnote") -> str:
    return f'<w:r><w:{name}Reference w:id="{identity}"/></w:r>'


def picture(identity: str = "rIdPic", words: str = "Một con đò", wide: int = 0) -> str:
    extent = f'<wp:extent cx="{wide}" cy="1"/>' if wide else ""
    return (
        f'<w:r><w:drawing><wp:inline>{extent}<wp:docPr id="1" name="Picture 1" descr="{words}"/>'
        '<a:graphic><a:graphicData uri="x/picture"><pic:pic><pic:blipFill>'
        f'<a:blip r:embed="{identity}"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def draft_of(body: str, changes: str = MARK, **parts: str) -> Draft:
    """The draft of a document, which must balance and be read back without a fault."""
    return proved(docx(body, **parts), changes)


def proved(data: bytes, changes: str = MARK) -> Draft:
    draft, faults = read(Given("ban-thao.docx", data), Wishes(changes=changes))
    assert not faults
    assert draft is not None
    balance = weigh(draft)
    assert not balance.faults, [one.message for one in balance.faults]
    return draft


def text_of(body: str, changes: str = MARK, **parts: str) -> str:
    """The Markdown of a document that begins with a chapter, all of it."""
    draft = draft_of(p("Bến đò", "H1") + body, changes, **parts)
    return "\n".join(piece.text for piece in draft.pieces).rstrip("\n")


def kinds(draft: Draft) -> set[str]:
    found = {guess.kind for guess in draft.guesses}
    found |= {removal.kind for removal in draft.removals}
    return found | {addition.kind for addition in draft.additions}
