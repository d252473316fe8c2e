"""Reading a laid-out page: which texts, lines and notes stand on it.

In: a page box of the engine. Out: `PageContents`.

In WeasyPrint 70.0 a page box holds the root box, then the footnote area, then the note area of
running elements. A text box is the part of a run that stands on one line. If a box was made for a
pseudo-element, its `element_tag` ends with the name of that, as in `p::first-letter`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from anban.typeset.engine import boxes
from anban.typeset.layout import Line, NotePiece, Run
from anban.typeset.pages.ink import NUMBERED, shows_number
from anban.typeset.pages.sheets import TOKEN
from anban.typeset.paragraph.gauge import line_of

GENERATED, NOTE = "generated", "note"
CALL = "::footnote-call"
BEGINNINGS = ("::first-letter", "::first-line")
"""Pseudo-elements whose boxes hold text of the book, and not text that style makes."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an element of a sheet says about the text in it.

    `note` is the id in the galley of the note to which the text belongs, empty outside notes.
    `generated` is true for text that is not the manuscript's.
    """

    note: str
    generated: bool


@dataclass(frozen=True, slots=True)
class PageContents:
    """What stands on a page. Notes are named by their ids in the galley.

    `numbered` has the index of each run that shows the number of a note, and the note; `labelled`
    the index of each run that shows the number of a page, and the id of the reference in the
    galley. `note_top` is the upper edge of the note area in pixels, None without notes.
    """

    runs: tuple[Run, ...]
    numbered: tuple[tuple[int, str], ...]
    labelled: tuple[tuple[int, str], ...]
    calls: tuple[str, ...]
    notes: tuple[NotePiece, ...]
    note_top: float | None
    lines: tuple[Line, ...]


def facts_of(section: Element) -> Mapping[Element, Facts]:
    """The facts of every element of `section`; an element inherits those of its parent."""
    found: dict[Element, Facts] = {}
    stack = [(section, Facts("", generated=False))]
    while stack:
        element, above = stack.pop()
        found[element] = facts = _inherit(element, above)
        stack += [(child, facts) for child in element]
    return found


def _inherit(element: Element, above: Facts) -> Facts:
    classes = element.get("class", "").split()
    # WeasyPrint 70.0 draws the words of `alt` where a picture could not be loaded.
    generated = above.generated or GENERATED in classes or element.tag == "img"
    note = element.get("id", "") if NOTE in classes else above.note
    if generated == above.generated and note == above.note:
        return above
    return Facts(note, generated)


@dataclass(slots=True)
class _Tally:
    """What is found on one page while its boxes are walked.

    `within` gives for the id of each line box its block and its index in that block. `plain` has
    the ids of the paragraphs that stand in no other block. `open` is the line to which the texts
    belong that come now, with the index of its first run, and whether it is repeated.
    """

    runs: list[Run] = field(default_factory=list)
    numbered: list[tuple[int, str]] = field(default_factory=list)
    labelled: list[tuple[int, str]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    notes: dict[str, tuple[float, float]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    within: dict[int, tuple[boxes.Box, int]] = field(default_factory=dict)
    plain: set[int] = field(default_factory=set)
    open: tuple[boxes.LineBox, int, bool] | None = None

    def text(self, box: boxes.TextBox, about: Facts, *, repeated: bool) -> None:
        """Take the runs of a text box. The call of a note is no part of the note."""
        tag = box.element_tag or ""
        generated = about.generated or repeated or _pseudo(tag)
        if tag.endswith(NUMBERED):
            self.numbered.append((len(self.runs), about.note))
        elif shows_number(box):
            self.labelled.append((len(self.runs), box.element.get(TOKEN, "")))
        self.runs += _runs(box, "" if tag.endswith(CALL) else about.note, generated)

    def block(self, box: boxes.Box, about: Facts, *, repeated: bool) -> None:
        """Take what a box that is no text says: calls, the bounds of notes, the lines in it. It
        comes before the boxes that it holds.
        """
        tag = box.element_tag or ""
        if tag == "section":
            self.plain |= {id(child) for child in box.children if child.element_tag == "p"}
        for index, child in enumerate(getattr(box, "children", ())):
            if isinstance(child, boxes.LineBox) and hasattr(child, "resume_at"):
                self.within[id(child)] = box, index
        if tag.endswith(CALL):
            self.calls += [] if repeated or about.note in self.calls else [about.note]
        elif about.note and "::" not in tag:
            top = box.position_y + box.margin_top
            bottom = top + box.border_height()
            first, last = self.notes.get(about.note, (top, bottom))
            self.notes[about.note] = min(top, first), max(bottom, last)

    def line(self, box: boxes.LineBox, *, repeated: bool) -> None:
        """A line begins, and the one before it has ended."""
        self.close()
        if id(box) in self.within and "::" not in (self.within[id(box)][0].element_tag or ""):
            self.open = box, len(self.runs), repeated

    def close(self) -> None:
        """Keep the open line, if it has any text."""
        if self.open is not None and self.open[1] < len(self.runs):
            line, start, repeated = self.open
            block, index = self.within[id(line)]
            self.lines.append(line_of(
                block, index, (start, len(self.runs)), repeated=repeated,
                plain=id(block) in self.plain,
            ))  # fmt: skip
        self.open = None


_NOWHERE = Facts("", generated=True)


def read_page(
    page: boxes.PageBox, facts: Mapping[Element, Facts], begun: frozenset[Element]
) -> PageContents:
    """The contents of `page`, in the order in which they are set.

    `begun` are the elements that began on an earlier page. The engine repeats the head of a table
    on each page of the table; a repeated head counts as generated.
    """
    tally = _Tally()
    for box, repeated in _walk(page, begun):
        about = facts.get(box.element, _NOWHERE)
        if isinstance(box, boxes.TextBox):
            tally.text(box, about, repeated=repeated)
            continue
        if (box.element_tag or "").endswith(BEGINNINGS):
            continue
        if isinstance(box, boxes.LineBox):
            tally.line(box, repeated=repeated)
        elif isinstance(box, boxes.BlockLevelBox):
            tally.close()
        tally.block(box, about, repeated=repeated)
    tally.close()
    pieces = tuple(NotePiece(note, *bounds) for note, bounds in tally.notes.items())
    return PageContents(
        tuple(tally.runs), tuple(tally.numbered), tuple(tally.labelled), tuple(tally.calls), pieces,
        _note_top(page), tuple(tally.lines),
    )  # fmt: skip


def _walk(page: boxes.PageBox, begun: frozenset[Element]) -> Iterator[tuple[boxes.Box, bool]]:
    """Each box of the page, and whether it stands in a repeated head of a table."""
    stack = [(child, False, False) for child in reversed(page.children)]
    while stack:
        box, repeated, continued = stack.pop()
        box = boxes.placed(box)
        if isinstance(box, boxes.TableBox):
            continued = box.element in begun
        if isinstance(box, boxes.TableRowGroupBox) and box.is_header:
            repeated = repeated or continued
        yield box, repeated
        stack += [(child, repeated, continued) for child in reversed(box.children)]


def _pseudo(tag: str) -> bool:
    """True for text that style makes. The text of a first letter or line is the book's own."""
    return "::" in tag and not tag.endswith(BEGINNINGS)


def _runs(box: boxes.TextBox, note: str, generated: bool) -> list[Run]:
    if not box.text.strip():
        return []
    top, left = box.position_y, box.position_x
    bottom, right = top + box.margin_height(), left + box.width
    words, hyphen = _without_hyphen(box)
    runs = [Run(words, note, generated, top, bottom, left, right)]
    if hyphen:
        runs.append(Run(hyphen, note, True, top, bottom, right, right))
    return runs


def _without_hyphen(box: boxes.TextBox) -> tuple[str, str]:
    """The text of `box` and the hyphen that hyphenation put at its end, if it did.

    The engine does not note that on the box. So a hyphen counts as the engine's if the element
    has no word that ends with it in the same way.
    """
    text: str = box.text
    hyphen: str = box.style["hyphenate_character"]
    if box.style["hyphens"] == "none" or not text.endswith(hyphen):
        return text, ""
    word = text.split()[-1].casefold()
    own = [box.element.text, *(child.tail for child in box.element)]
    if any(word in part.casefold() for part in own if part):
        return text, ""
    return text.removesuffix(hyphen), hyphen


def _note_top(page: boxes.PageBox) -> float | None:
    for box in page.children:
        if isinstance(box, boxes.FootnoteAreaBox) and box.children:
            return float(box.position_y + box.margin_top)
    return None
