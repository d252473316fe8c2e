"""A PDF as a reader of tags takes it in (ISO 32000-1, 14.7-14.8).

In: the bytes of a PDF. Out: its structure with the text in it. What ISO 14289-1 forbids is an
AssertionError: content without a mark, marks inside marks, marks that no element claims.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

PAINTING = re.compile("T[jJ]|['\"FSs]|[fBb][*]?|sh|Do|EI")
GROUPS = frozenset(("Document", "Sect", "Div", "BlockQuote", "L", "LI", "TOC", "TOCI", "Table",
                    "THead", "TBody", "TR", "Reference"))  # fmt: skip
WITHIN = {
    "L": {"LI"}, "LI": {"Lbl", "LBody"}, "TOC": {"TOCI"}, "TOCI": {"Lbl", "Reference"},
    "Table": {"Caption", "THead", "TBody"}, "THead": {"TR"}, "TBody": {"TR"}, "TR": {"TH", "TD"},
    "Document": {"Sect"},
}  # fmt: skip


@dataclass
class Node:
    """An element; its kids are nodes, texts, and annotations."""

    role: str
    parent: Node | None
    data: Any
    kids: list[Node | str | pikepdf.Dictionary]

    def all(self) -> Iterator[Node]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.all()

    @property
    def text(self) -> str:
        return "".join(
            kid.text if isinstance(kid, Node) else kid
            for kid in self.kids
            if isinstance(kid, Node | str)
        )

    def shape(self) -> Any:
        """Roles, and the texts in them."""
        inner = [kid.shape() if isinstance(kid, Node) else kid for kid in self.kids]
        return (self.role, *(kid for kid in inner if isinstance(kid, tuple | str)))

    def find(self, role: str) -> list[Node]:
        return [node for node in self.all() if node.role == role]


class Tagged:
    """A PDF as its tags show it; reading it asserts that all of it is sound."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.fonts: dict[Any, dict[int, str]] = {}
        root = self.pdf.Root.StructTreeRoot
        assert self.pdf.Root.MarkInfo.Marked == True  # noqa: E712 - a PDF object
        numbers = list(root.ParentTree.Nums)
        self.parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        assert list(self.parents) == sorted(self.parents)
        assert max(self.parents, default=-1) < int(root.ParentTreeNextKey)
        self.marks: dict[Any, tuple[str, Any]] = {}
        self.artifacts: list[list[str]] = []
        self.annotations: dict[Any, Any] = {}
        for page in self.pdf.pages:
            self._read_page(page)
        self.claimed: set[Any] = set()
        (document,) = root.K
        self.document = self._node(document, None)
        assert self.claimed == set(self.marks) | set(self.annotations)
        self._judge(root)

    def _read_page(self, page: pikepdf.Page) -> None:
        drawn: dict[int | None, list[str]] = {None: []}
        for mark, words in self._pieces(page):
            drawn.setdefault(mark, []).append(words)
        self.artifacts.append(drawn.pop(None))
        assert ("/StructParents" in page) == bool(drawn)
        if drawn:
            owners = self.parents.pop(int(page.StructParents))
            assert sorted(mark for mark in drawn if mark is not None) == list(range(len(owners)))
            for mark, owner in enumerate(owners):
                self.marks[page.objgen, mark] = "".join(drawn[mark]), owner.objgen
        assert page.Tabs == "/S"
        for annotation in page.get("/Annots", ()):
            owner = self.parents.pop(int(annotation.StructParent))
            self.annotations[annotation.objgen] = owner.objgen
            assert str(annotation.Contents).strip()

    def _pieces(self, page: pikepdf.Page) -> Iterator[tuple[int | None, str]]:
        """What each operator shows and the number of its mark, None for an artifact."""
        inside, mark, given = False, None, set()
        said: str | None = None
        font: dict[int, str] = {}
        for operands, name in _instructions(page):
            if name in ("BDC", "BMC"):
                assert not inside, "a mark inside a mark"
                mark, said = _properties(operands)
                assert mark not in given, "a mark given twice"
                given |= {mark} - {None}
                yield mark, said or ""
            elif name == "Tf":
                font = self._font(page.Resources.Font[operands[0]])
            elif PAINTING.fullmatch(name):
                assert inside, f"{name} without a mark"
                words = self._words(page.Resources, name, operands, font)
                yield mark, words if said is None else ""
            inside = inside if name not in ("BDC", "BMC", "EMC") else name != "EMC"
        assert not inside

    def _words(self, resources: Any, name: str, operands: Any, font: dict[int, str]) -> str:
        """What an operator shows; a group is drawn as a whole."""
        if name in ("Tj", "TJ"):
            return _shown(operands, font)
        if name != "Do" or resources.XObject[operands[0]].Subtype != "/Form":
            return ""
        form = resources.XObject[operands[0]]
        words = ""
        for inner, operator in _instructions(form):
            assert operator not in ("BDC", "BMC"), "a mark inside a mark"
            if operator == "Tf":
                font = self._font(form.Resources.Font[inner[0]])
            words += self._words(form.Resources, operator, inner, font)
        return words

    def _font(self, font: Any) -> dict[int, str]:
        if font.objgen not in self.fonts:
            table = font.ToUnicode.read_bytes().decode()
            pairs = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]+)>", table)
            texts = {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
            self.fonts[font.objgen] = texts
        return self.fonts[font.objgen]

    def _node(self, data: Any, parent: Node | None) -> Node:
        node = Node(str(data.S)[1:], parent, data, [])
        assert data.P.objgen == (parent.data if parent else self.pdf.Root.StructTreeRoot).objgen
        for kid in data.get("/K", ()):
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
                node.kids.append(self._node(kid, node))
            elif isinstance(kid, pikepdf.Dictionary) and kid.Type == "/OBJR":
                assert self.annotations[kid.Obj.objgen] == data.objgen
                assert kid.Obj.objgen in {one.objgen for one in kid.Pg.Annots}
                self._claim(kid.Obj.objgen)
                annotation: Any = kid.Obj
                node.kids.append(annotation)
            else:
                mixed = isinstance(kid, pikepdf.Dictionary)
                page, mark = (kid.Pg, kid.MCID) if mixed else (data.Pg, kid)
                text, owner = self.marks[page.objgen, int(mark)]
                assert owner == data.objgen
                self._claim((page.objgen, int(mark)))
                node.kids.append(text)
        return node

    def _claim(self, key: Any) -> None:
        assert key not in self.claimed
        self.claimed.add(key)

    def _judge(self, root: Any) -> None:
        level = 0
        names = []
        for node in self.document.all():
            inner = [kid for kid in node.kids if isinstance(kid, Node)]
            assert {kid.role for kid in inner} <= WITHIN.get(node.role, {kid.role for kid in inner})
            if node.role in GROUPS:
                assert len(inner) == len(node.kids), f"content right in {node.role}"
            if re.fullmatch("H[1-6]", node.role):
                assert int(node.role[1]) <= level + 1
                level = int(node.role[1])
                assert not node.find("Note")
            if node.role == "LI":
                assert [kid.role for kid in inner][-1] == "LBody"
            if node.role == "Figure":
                assert str(node.data.Alt)
            if node.role == "TH":
                assert str(node.data.A.Scope) in ("/Column", "/Row")
            if node.role == "Link":
                assert any(isinstance(kid, pikepdf.Dictionary) for kid in node.kids)
            if node.role in ("Note", "TH"):
                names.append(str(node.data.ID))
            if node.role == "Table":
                rows = [len(row.kids) for row in node.find("TR")]
                assert len(set(rows)) == 1
        assert len(names) == len(set(names))
        listed = [str(name) for name in root.IDTree.Names[::2]] if "/IDTree" in root else []
        assert listed == sorted(names, key=lambda name: pikepdf.String(name).unparse())

    @property
    def sheets(self) -> list[Node]:
        return [kid for kid in self.document.kids if isinstance(kid, Node)]


def _instructions(content: Any) -> Iterator[tuple[Any, str]]:
    for instruction in pikepdf.parse_content_stream(content):
        yield instruction.operands, str(instruction.operator)


def _properties(operands: Any) -> tuple[int | None, str | None]:
    """The number of a mark, None for an artifact, and the words it says it stands for."""
    properties = operands[1] if len(operands) > 1 else {}
    mark = int(properties["/MCID"]) if "/MCID" in properties else None
    assert (mark is None) == (str(operands[0]) == "/Artifact")
    return mark, str(properties["/ActualText"]) if "/ActualText" in properties else None


def _shown(operands: Any, font: dict[int, str]) -> str:
    pieces = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
    codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
    return "".join(font[int.from_bytes(codes[at : at + 2])] for at in range(0, len(codes), 2))
