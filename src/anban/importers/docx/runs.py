"""Read one paragraph of a document: its runs become inlines.

In: a `w:p`, the look of its style. Out: `WordRuns.read`. Drawings become pictures, and fields
become their results. Changes and comments become editor's marks, or are accepted or rejected, as
the options say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from lxml import etree

from anban.importers.docx.context import Context, text_of
from anban.importers.docx.drawings import drawing
from anban.importers.docx.fields import Field
from anban.importers.docx.names import MC, M, R, W, child, value
from anban.importers.docx.styles import CharacterLook
from anban.importers.given import ACCEPT, MARK, REJECT
from anban.importers.tree import Break, Call, Inline, Inlines, Look, Remark, StyledRun
from anban.languages import every, load

NOTES = {f"{W}footnoteReference": "f", f"{W}endnoteReference": "e"}
_SKIPPED = (f"{W}pPr", f"{W}rPr", f"{W}tblPr", f"{W}sdtPr", f"{W}sdtEndPr", f"{W}fldData")
_CONTENTS = "Table of Contents"


@dataclass(slots=True)
class WordRuns:
    """Reads the paragraphs of one document. A field may begin in one and end in another."""

    context: Context
    out: list[Inline] = field(default_factory=list)
    asides: list[etree._Element] = field(default_factory=list)
    """Contents of text boxes, which come after their paragraph."""
    anchors: list[str] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    base: CharacterLook = field(default_factory=CharacterLook)
    link: str = ""

    def read(self, paragraph: etree._Element, base: CharacterLook) -> Inlines:
        self.out, self.asides, self.anchors, self.base = [], [], [], base
        self._walk(paragraph)
        return tuple(self.out)

    def _walk(self, element: etree._Element) -> None:
        for one in element:
            if isinstance(one.tag, str) and one.tag not in _SKIPPED:
                self._steps.get(one.tag, WordRuns._walk)(self, one)

    # --- what holds runs -------------------------------------------------------------------------

    def _hyperlink(self, element: etree._Element) -> None:
        relation = self.context.relations.get(str(element.get(f"{R}id", "")))
        anchor = element.get(f"{W}anchor")
        outer = self.link
        self.link = f"{relation.target if relation else ''}{f'#{anchor}' if anchor else ''}"
        self._walk(element)
        self.link = outer

    def _simple_field(self, element: etree._Element) -> None:
        self.fields.append(Field(str(element.get(f"{W}instr", "")), shown=True))
        self._walk(element)
        self._end_field()

    def _control(self, element: etree._Element) -> None:
        gallery = value(child(element, "sdtPr", "docPartObj"), "docPartGallery")
        if gallery == _CONTENTS:
            self.context.drop(element, "contents, which the book makes")
        else:
            self._walk(element)

    def _alternatives(self, element: etree._Element) -> None:
        chosen = element.find(f"{MC}Choice")
        chosen = element.find(f"{MC}Fallback") if chosen is None else chosen
        if chosen is not None:
            self._walk(chosen)

    def _ruby(self, element: etree._Element) -> None:
        above = child(element, "rt")
        if above is not None:
            self.context.drop(above, "reading above a word")
        base = child(element, "rubyBase")
        if base is not None:
            self._walk(base)

    def _equation(self, element: etree._Element) -> None:
        found = [one for one in element.iter(f"{M}t") if one not in self.context.seen]
        self.context.seen.update(found)
        text = "".join(text_of(one) for one in found)
        self.context.ledger.guess(
            "equation",
            self.context.line,
            text,
            "its letters alone; set it as a picture",
            first=True,
        )
        self.out += [StyledRun(text), Remark("equation: set it as a picture")]

    # --- changes and comments --------------------------------------------------------------------

    def _inserted(self, element: etree._Element) -> None:
        if self.context.changes == REJECT:
            self._settled(element, "inserted text, rejected")
            return
        before = len(self.out)
        self._walk(element)
        if self.context.changes == MARK:
            words = "".join(one.text for one in self.out[before:] if isinstance(one, StyledRun))
            if words.strip():
                self._mark(element, "inserted", words)

    def _deleted(self, element: etree._Element) -> None:
        if self.context.changes == REJECT:
            self._walk(element)
        elif self.context.changes == ACCEPT:
            self._settled(element, "deleted text, as accepted")
        else:
            words = self._settled(element, "deleted text, kept as an editor's mark")
            if words.strip():
                self._mark(element, "deleted", words)

    def _settled(self, element: etree._Element, kind: str) -> str:
        """Leave out `element` with the notes and pictures in it, and give its text."""
        for tag in NOTES:
            for call in element.iter(tag):
                self.context.gone.add(f"{NOTES[tag]}{call.get(f'{W}id', '')}")
        return self.context.drop(element, kind)

    def _mark(self, element: etree._Element, what: str, words: str) -> None:
        who = str(element.get(f"{W}author", "")) or "?"
        when = str(element.get(f"{W}date", ""))[:10]
        said = ", ".join(filter(None, (who, when)))
        self.context.ledger.guess(f"change: {what}", self.context.line, words, f"mark of {said}")
        self.out.append(Remark(f"{what} by {said}: {words}"))

    def _comment(self, element: etree._Element) -> None:
        comment = self.context.comments.pop(str(element.get(f"{W}id", "")), None)
        if comment is None:
            return
        said = ", ".join(filter(None, (comment.who, comment.when)))
        ledger = self.context.ledger
        if self.context.changes == MARK:
            self.out.append(Remark(f"comment by {said}: {comment.text}"))
            ledger.remove("comment, kept as an editor's mark", comment.line, comment.text)
        else:
            ledger.remove("comment", comment.line, comment.text)
        ledger.guess("comment", self.context.line, comment.text, f"by {said}")

    # --- runs ------------------------------------------------------------------------------------

    def _run(self, element: etree._Element) -> None:
        properties = child(element, "rPr")
        style = value(properties, "rStyle")
        face = self.context.styles.looked(self.base, style).under(properties)
        custom = any(one.get(f"{W}customMarkFollows") in ("1", "true") for one in element)
        for one in element:
            if one.tag in (f"{W}t", f"{W}delText", f"{W}sym"):
                self._text(one, face, properties, custom=custom)
            elif isinstance(one.tag, str) and one.tag not in _SKIPPED:
                self._steps.get(one.tag, WordRuns._walk)(self, one)

    def _text(
        self,
        element: etree._Element,
        face: CharacterLook,
        properties: etree._Element | None,
        *,
        custom: bool,
    ) -> None:
        context, text = self.context, text_of(element)
        gone = next((one.dropped for one in self.fields if one.dropped), "")
        gone = gone or ("hidden text" if face.hidden else "")
        gone = gone or ("mark of a note, which the book makes" if custom else "")
        if gone:
            context.drop(element, gone)
            return
        context.seen.add(element)
        if "\ufffd" in text:
            context.ledger.guess("symbol", context.line, text, "sign that is not known", first=True)
        if face.strike and text.strip():
            context.ledger.guess("text struck out", context.line, text, "kept", first=True)
        self.out.append(StyledRun(text, self._look(face, properties, text)))

    def _look(self, face: CharacterLook, properties: etree._Element | None, text: str) -> Look:
        link = self.link or next((one.link for one in reversed(self.fields) if one.link), "")
        return Look(
            italic=face.italic != self.base.italic,
            bold=face.bold != self.base.bold,
            small_caps=face.small_caps and not self.base.small_caps,
            raised=face.raised if face.raised != self.base.raised else "",
            language=self._language(value(properties, "lang"), text),
            link=link,
        )

    def _language(self, tag: str, text: str) -> str:
        """What a run says it is in, if that is rare here and its letters do not deny it."""
        own = load(tag)
        told_by_letters = own is not None and bool(own.importing.distinct)
        rare = tag in self.context.rare and not told_by_letters
        letters = sum(char.isalpha() for char in text)
        native = any(char in one.importing.distinct for one in every() for char in text.lower())
        return tag.partition("-")[0] if rare and letters > 1 and not native else ""

    def _note(self, element: etree._Element) -> None:
        self.out.append(Call(f"{NOTES[str(element.tag)]}{element.get(f'{W}id', '')}"))

    def _space(self, _element: etree._Element) -> None:
        self.out.append(StyledRun(" "))

    def _break(self, element: etree._Element) -> None:
        if element.get(f"{W}type", "textWrapping") == "textWrapping":
            self.out.append(Break())

    def _hyphen(self, _element: etree._Element) -> None:
        self.context.ledger.add("hyphen at which no line ends", self.context.line, "\u2011")
        self.out.append(StyledRun("\u2011"))

    def _nothing(self, _element: etree._Element) -> None:
        return

    def _drawing(self, element: etree._Element) -> None:
        found, boxes = drawing(self.context, element)
        self.out += found
        self.asides += boxes

    # --- fields ----------------------------------------------------------------------------------

    def _field(self, element: etree._Element) -> None:
        match element.get(f"{W}fldCharType"):
            case "begin":
                self.fields.append(Field())
            case "separate" if self.fields:
                self.fields[-1].shown = True
            case "end" if self.fields:
                self._end_field()
            case _:
                pass

    def _code(self, element: etree._Element) -> None:
        if self.fields and not self.fields[-1].shown:
            self.fields[-1].code += element.text or ""

    def _end_field(self) -> None:
        ended = self.fields.pop()
        ledger, line = self.context.ledger, self.context.line
        if ended.index:
            self.out.append(Remark(f"index: {ended.index}"))
            ledger.guess("mark of an index", line, ended.index, "an editor's mark")
        if ended.shows_a_page:
            shown = self.out[-1].text if self.out and isinstance(self.out[-1], StyledRun) else ""
            after = "a page of the source; write [](#label){.page}"
            ledger.guess("page in a reference", line, shown, after, first=True)

    def _anchor(self, element: etree._Element) -> None:
        self.anchors.append(str(element.get(f"{W}name", "")))

    def _line_end(self, _element: etree._Element) -> None:
        self.out.append(Break())

    _steps: ClassVar[Mapping[str, Callable[[WordRuns, etree._Element], None]]] = {
        f"{W}r": _run,
        f"{W}hyperlink": _hyperlink,
        f"{W}fldSimple": _simple_field,
        f"{W}sdt": _control,
        f"{MC}AlternateContent": _alternatives,
        f"{W}ruby": _ruby,
        f"{M}oMath": _equation,
        f"{M}oMathPara": _equation,
        f"{W}ins": _inserted,
        f"{W}moveTo": _inserted,
        f"{W}del": _deleted,
        f"{W}moveFrom": _deleted,
        f"{W}commentReference": _comment,
        f"{W}footnoteReference": _note,
        f"{W}endnoteReference": _note,
        f"{W}bookmarkStart": _anchor,
        f"{W}tab": _space,
        f"{W}ptab": _space,
        f"{W}br": _break,
        f"{W}cr": _line_end,
        f"{W}noBreakHyphen": _hyphen,
        f"{W}instrText": _code,
        f"{W}delInstrText": _nothing,
        f"{W}fldChar": _field,
        f"{W}drawing": _drawing,
        f"{W}pict": _drawing,
        f"{W}object": _drawing,
    }
