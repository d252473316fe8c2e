"""Fields: text that Word fills in by itself, and what an import does with it.

In: the code of a field, such as ` HYPERLINK "https://…" `. Out: `Field`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_MADE = {
    "TOC": "contents, which the book makes",
    "INDEX": "index, made of marks",
    "PAGE": "page number",
    "NUMPAGES": "page number",
    "SECTIONPAGES": "page number",
}
_KEPT_PAGE = ("PAGEREF",)


@dataclass(slots=True)
class Field:
    """A field that is being read. `shown` becomes true when its code ends and its result begins."""

    code: str = ""
    shown: bool = False

    @property
    def words(self) -> list[str]:
        return [quoted or bare for quoted, bare in _WORD.findall(self.code)]

    @property
    def name(self) -> str:
        return self.words[0].upper() if self.words else ""

    @property
    def dropped(self) -> str:
        """The reason why the result is left out; empty if it is kept."""
        return _MADE.get(self.name, "")

    @property
    def link(self) -> str:
        words = self.words
        match self.name, words[1:]:
            case "HYPERLINK", ["\\l", anchor, *_]:
                return f"#{anchor}"
            case "HYPERLINK", [address, "\\l", anchor, *_]:
                return f"{address}#{anchor}"
            case "HYPERLINK", [address, *_]:
                return address
            case "REF", [anchor, *_]:
                return f"#{anchor}"
            case _:
                return ""

    @property
    def shows_a_page(self) -> bool:
        return self.name in _KEPT_PAGE

    @property
    def index(self) -> str:
        """The words of an entry for the index."""
        return self.words[1] if self.name == "XE" and len(self.words) > 1 else ""
