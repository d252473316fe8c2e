"""What the modules that read one page share: its ledger, its file, targets of links, pictures.

In: what the reader of a file knows. Out: `HtmlState`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from anban.importers.html.names import COUNTED, name, said, texts
from anban.importers.html.notes import Found
from anban.importers.images import Images
from anban.importers.ledger import Ledger

LINE = "data-line"
"""The attribute with the number of the source's line, in a page that was made from another text."""


@dataclass(slots=True)
class HtmlState:
    """The state while a text is read. `fetch` gives the bytes of a picture by its address."""

    ledger: Ledger
    images: Images
    fetch: Callable[[str], bytes | None]
    notes: Found
    anchors: Mapping[str, str]
    file: str = ""
    language: str = ""
    keeps_comments: bool = False
    numbers: dict[etree._Element, int] = field(default_factory=dict)
    """The number of each paragraph, for a text without lines."""
    counted: bool = False
    lined: bool = False
    """True if elements have the number of their line in the attribute `LINE`."""

    def open(self, root: etree._Element, file: str) -> None:
        """Begin a page: number its paragraphs, after those before, and record their text."""
        self.file = file
        if self.counted:
            for element in root.iter():
                if name(element) in COUNTED:
                    self.numbers[element] = len(self.numbers) + 1
        for element, text in texts(root):
            self.ledger.came(self.line(element), text)

    def line(self, element: etree._Element) -> int:
        """The line of an element, or the number of the paragraph in which it is."""
        if self.counted:
            around = (element, *element.iterancestors())
            return next((self.numbers[one] for one in around if one in self.numbers), self.last)
        for one in (element, *element.iterancestors()) if self.lined else ():
            beside = (one, *one.itersiblings(preceding=True))
            found = next((said(near, LINE) for near in beside if said(near, LINE)), "")
            if found:
                return int(found)
        return max(1, element.sourceline or 1)

    @property
    def last(self) -> int:
        return max(1, len(self.numbers))

    def drop(self, element: etree._Element, kind: str, *, first: bool = False) -> str:
        """List the text in `element` as removed, and give that text."""
        text = "".join(text for _, text in texts(element))
        line = self.line(element)
        if text.strip():
            self.ledger.remove(kind, line, text)
        if first:
            self.ledger.guess(kind, line, text, "left out", first=True)
        return text
