"""Read the styles of a document: their names, levels of headings, and looks.

In: `word/styles.xml`. Out: `WordStyles`. Its methods follow each style to the styles on which it is
based.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from anban.importers.docx.names import W, child, number, on, value

BODY_LEVEL = 9
"""The outline level of body text (ECMA-376-1, 17.3.1.20); levels 0 to 8 are headings."""
_DEEPEST = 30
"""The most styles that are followed from one to the next. A style may be based on itself by
mistake."""


@dataclass(frozen=True, slots=True)
class CharacterLook:
    """How text looks. `size` is in half points; `language` is a tag as Word writes it, or empty."""

    italic: bool = False
    bold: bool = False
    small_caps: bool = False
    capitals: bool = False
    raised: str = ""
    size: int = 20
    language: str = ""
    hidden: bool = False
    strike: bool = False

    def under(self, properties: etree._Element | None) -> CharacterLook:
        """The look, changed by the properties of a `w:rPr`."""
        if properties is None:
            return self
        said = {
            "italic": on(properties, "i"),
            "bold": on(properties, "b"),
            "small_caps": on(properties, "smallCaps"),
            "capitals": on(properties, "caps"),
            "hidden": on(properties, "vanish"),
            "strike": on(properties, "strike"),
        }
        values: dict[str, Any] = {key: one for key, one in said.items() if one is not None}
        face = replace(self, **values)
        raised = value(properties, "vertAlign")
        if raised:
            face = replace(face, raised=raised if raised in ("superscript", "subscript") else "")
        size = number(value(properties, "sz"))
        language = value(properties, "lang")
        return replace(face, size=size or face.size, language=language or face.language)


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style together with the styles on which it is based.

    `names` begins with its own name and ends with that of the most general style. `indents` are
    left and right, in twentieths of a point.
    """

    names: tuple[str, ...]
    face: CharacterLook
    level: int | None
    numbering: tuple[str, int] | None
    aligned: str
    indents: tuple[int, int]


class WordStyles:
    """The styles of a document, by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._usual: dict[str, str] = {}
        self._known: dict[str, Style] = {}
        for style in root.iter(f"{W}style") if root is not None else ():
            self._elements[str(style.get(f"{W}styleId", ""))] = style
            if style.get(f"{W}default") in ("1", "true"):
                self._usual[str(style.get(f"{W}type"))] = str(style.get(f"{W}styleId", ""))
        self.base = CharacterLook().under(child(root, "docDefaults", "rPrDefault", "rPr"))

    def paragraph(self, identity: str) -> Style:
        """The paragraph style with the id `identity`; the default one if there is none."""
        key = identity if identity in self._elements else self._usual.get("paragraph", "")
        if key not in self._known:
            self._known[key] = self._made(key)
        return self._known[key]

    def looked(self, face: CharacterLook, identity: str) -> CharacterLook:
        """`face`, changed by the character style with the id `identity`."""
        for element in reversed(self._chain(identity)):
            face = face.under(child(element, "rPr"))
        return face

    def _chain(self, identity: str) -> list[etree._Element]:
        chain: list[etree._Element] = []
        while identity in self._elements and len(chain) < _DEEPEST:
            chain.append(self._elements[identity])
            identity = value(chain[-1], "basedOn")
        return chain

    def _made(self, identity: str) -> Style:
        chain = self._chain(identity)
        face, said = self.base, _Said({})
        for element in reversed(chain):
            face = face.under(child(element, "rPr"))
            said = said.under(child(element, "pPr"))
        names = tuple(value(one, "name").lower() for one in chain)
        return said.style(names, face)

    def placed(self, style: Style, properties: etree._Element | None) -> Style:
        """`style`, changed by the properties of one paragraph's `w:pPr`."""
        said = _Said(
            {
                "level": style.level,
                "numbering": style.numbering,
                "aligned": style.aligned,
                "indents": style.indents,
            }
        )
        return said.under(properties).style(style.names, style.face)


@dataclass(frozen=True, slots=True)
class _Said:
    """The values of paragraph properties that were read so far."""

    values: Mapping[str, object]

    def under(self, properties: etree._Element | None) -> _Said:
        values = dict(self.values)
        level = number(value(properties, "outlineLvl"))
        if level is not None:
            values["level"] = level + 1 if level < BODY_LEVEL else None
        listed = child(properties, "numPr")
        if listed is not None:
            before = values.get("numbering")
            identity = value(listed, "numId") or (before[0] if isinstance(before, tuple) else "")
            depth = number(value(listed, "ilvl")) or 0
            values["numbering"] = None if identity in ("", "0") else (identity, max(0, depth))
        values["aligned"] = value(properties, "jc") or values.get("aligned", "")
        indent = child(properties, "ind")
        if indent is not None:
            left = indent.get(f"{W}left") or indent.get(f"{W}start") or "0"
            right = indent.get(f"{W}right") or indent.get(f"{W}end") or "0"
            values["indents"] = (number(str(left)) or 0, number(str(right)) or 0)
        return _Said(values)

    def style(self, names: tuple[str, ...], face: CharacterLook) -> Style:
        level, numbering = self.values.get("level"), self.values.get("numbering")
        indents = self.values.get("indents")
        return Style(
            names,
            face,
            level if isinstance(level, int) else None,
            numbering if isinstance(numbering, tuple) else None,
            str(self.values.get("aligned", "")),
            indents if isinstance(indents, tuple) else (0, 0),
        )
