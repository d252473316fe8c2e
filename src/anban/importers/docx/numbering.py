"""The lists of a document: which are numbered, and the number of each item.

In: `word/numbering.xml`. Out: `WordNumbering`; its `mark` must be called once for each item, in the
order of the text.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from anban.importers.docx.names import W, child, number, value

DEEPEST = 8
"""The lowest level of a list, from 0: Word has nine levels (ECMA-376-1, 17.9.3, `w:ilvl`)."""


@dataclass(frozen=True, slots=True)
class ItemMark:
    """The mark before an item. `form` is Word's name of its format, such as `lowerLetter`."""

    form: str
    number: int

    @property
    def ordered(self) -> bool:
        return self.form not in ("bullet", "none", "")


class WordNumbering:
    """The lists of a document, which counts their items."""

    def __init__(self, root: etree._Element | None) -> None:
        kinds: dict[str, dict[int, tuple[str, int]]] = {}
        self._lists: dict[str, dict[int, tuple[str, int]]] = {}
        self._counts: dict[tuple[str, int], int] = {}
        for kind in root.iter(f"{W}abstractNum") if root is not None else ():
            kinds[str(kind.get(f"{W}abstractNumId"))] = _levels(kind)
        for one in root.iter(f"{W}num") if root is not None else ():
            levels = dict(kinds.get(value(one, "abstractNumId"), {}))
            for override in one.iter(f"{W}lvlOverride"):
                depth = number(str(override.get(f"{W}ilvl", ""))) or 0
                start = number(value(override, "startOverride"))
                form, usual = levels.get(depth, ("decimal", 1))
                levels[depth] = (form, usual if start is None else start)
                inner = _levels(override)
                levels |= inner
            self._lists[str(one.get(f"{W}numId"))] = levels

    def mark(self, identity: str, depth: int) -> ItemMark:
        form, start = self._lists.get(identity, {}).get(depth, ("bullet", 1))
        key = (identity, depth)
        self._counts[key] = self._counts.get(key, start - 1) + 1
        for below in range(depth + 1, DEEPEST + 1):
            self._counts.pop((identity, below), None)
        return ItemMark(form, self._counts[key])


def _levels(root: etree._Element) -> dict[int, tuple[str, int]]:
    found = {}
    for level in root.iter(f"{W}lvl"):
        depth = number(str(level.get(f"{W}ilvl", ""))) or 0
        start = number(value(level, "start"))
        form = value(level, "numFmt") if child(level, "numFmt") is not None else "decimal"
        found[depth] = (form, 1 if start is None else start)
    return found
