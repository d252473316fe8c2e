"""Rewrite what only Pandoc, Quarto, Jupyter Book and mdBook have as plain Markdown and HTML.

In: the lines of a file. Out: from `LineReader.plain`, lines with their old numbers. Code stays as
it is. What cannot be kept is listed with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from anban.importers.ledger import Ledger

Numbered = tuple[int, str]
"""The number of a line in the source, and its text."""

LONGEST = 5_000
"""A longer line, in characters, is not searched for citations and the like. It is hardly prose, and
the patterns would take long on it."""

_FENCE = re.compile(r" {0,3}(?P<marks>`{3,}|~{3,})\s*(?P<rest>.*)\Z")
_COLONS = re.compile(r"\s*:{3,}\s*(?P<rest>.*?)\s*:*\Z")
_DIRECTIVE = re.compile(r"\{(?P<name>[A-Za-z][\w:.-]*)\}\s*(?P<words>.*)\Z")
_OPTION = re.compile(r"\s*:(?P<key>[\w-]+):\s*(?P<value>.*)\Z")
_TARGET = re.compile(r"\((?P<label>[\w:.-]+)\)=\s*\Z")
_LINE_BLOCK = re.compile(r"\|(?: (?P<words>.*))?\Z")
_CAPTION = re.compile(r"(?:Table)?:\s+(?P<words>\S.*)\Z")
_INCLUDE = re.compile(r"\{\{[#<%].*?\}\}")
_ROLE = re.compile(r"\{(?P<role>[A-Za-z][\w:.-]*)\}(?P<ticks>`+)(?P<words>.+?)(?P=ticks)(?!`)")
_CROSS = re.compile(r"(?<![\w@\\])@(?P<label>(?:fig|tbl|sec|eq|lst)-[\w-]*\w)")
_BRACKETED = re.compile(r"\[@(?P<label>(?:fig|tbl|sec|eq|lst)-[\w-]*\w)\]")
_UNQUOTED = re.compile(r"([\s{][\w-]+)=([^\s\"'{}]+)(?=[\s}])")
_CODE = ("code", "code-block", "code-cell", "sourcecode")
_FIGURES = ("figure", "image")
_CITED = re.compile(r"\[[^\]\n]*@[\w:.-]+[^\]\n]*\]")
_CALLOUT = re.compile(r"(?P<mark>\s*>\s*)\[!(?P<kind>[A-Z]+)\]\s*\Z")
_ODD_TABLE = re.compile(r"\+(?:[-=]+\+)+\s*\Z|\s*-{2,}(?:\s+-{2,})+\s*\Z")


@dataclass(slots=True)
class LineReader:
    """Rewrites the lines of one file. `made` are the lines that are finished."""

    ledger: Ledger
    labels: frozenset[str]
    """All labels that the text defines."""
    made: list[Numbered] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    """The elements that lines of colons opened and that are not closed yet."""

    def plain(self, lines: list[Numbered]) -> list[Numbered]:
        at = 0
        while at < len(lines):
            at = self._step(lines, at)
        for _ in self.open:
            self._element(lines[-1][0] if lines else 1, "</div>")
        return self.made

    def _step(self, lines: list[Numbered], at: int) -> int:
        number, text = lines[at]
        fence, colons = _FENCE.match(text), _COLONS.match(text)
        if fence and not (fence["marks"][0] == "`" and "`" in fence["rest"]):
            return self._fenced(lines, at, fence)
        if colons and not text.startswith("    "):
            return self._colons(lines, at, colons["rest"])
        if _LINE_BLOCK.match(text) and not _is_table(lines, at):
            return self._line_block(lines, at)
        target = _TARGET.match(text)
        if target:
            self._element(number, f'<a id="{escape(target["label"])}"></a>')
        elif _ODD_TABLE.match(text):
            self.ledger.guess("table of another form", number, text, "as text", first=True)
            self.made.append((number, text))
        else:
            self.made.append((number, self._inline(number, self._caption(lines, at, text))))
        return at + 1

    def _element(self, number: int, tag: str) -> None:
        """Add a line of HTML, which needs an empty line before and after it."""
        self.made += [(number, ""), (number, tag), (number, "")]

    # --- fences ----------------------------------------------------------------------------------

    def _fenced(self, lines: list[Numbered], at: int, fence: re.Match[str]) -> int:
        end = _end_of(lines, at + 1, fence["marks"])
        directive = _DIRECTIVE.match(fence["rest"])
        inner = lines[at + 1 : end]
        if directive and directive["name"] not in _CODE and "," not in fence["rest"][:40]:
            if directive["name"] in ("math",):
                self._math(lines[at][0], inner)
            elif not self._is_language(directive["name"], directive["words"]):
                self._directive(lines[at][0], directive["name"], directive["words"], inner)
                return end + 1
        if directive is None or directive["name"] != "math":
            self._code(lines, at, end, fence)
        return end + 1

    def _is_language(self, name: str, words: str) -> bool:
        """True for a code cell of Quarto, such as ```` ```{python} ````, which is executed."""
        return (
            name in ("python", "r", "julia", "ojs", "bash", "sql", "mermaid", "dot") and not words
        )

    def _code(self, lines: list[Numbered], at: int, end: int, fence: re.Match[str]) -> None:
        if fence["rest"]:
            after = "the code alone"
            self.ledger.guess("language of code", lines[at][0], fence["rest"], after)
        self.made.append((lines[at][0], fence["marks"]))
        self.made += lines[at + 1 : end]
        self.made.append((lines[min(end, len(lines) - 1)][0], fence["marks"]))

    def _math(self, number: int, inner: list[Numbered]) -> None:
        words = " ".join(text for _, text in inner)
        self._element(number, f"<p><math>{escape(words)}</math></p>")

    def _directive(self, number: int, name: str, words: str, inner: list[Numbered]) -> None:
        options = {}
        while inner and (found := _OPTION.match(inner[0][1])):
            options[found["key"]] = found["value"]
            inner = inner[1:]
        label = options.get("name") or options.get("label") or ""
        if name in _FIGURES:
            self._figure(number, words, label, options, inner)
            return
        kept = "" if name in ("note", "epigraph", "verse") else words
        self.ledger.guess("directive", number, f"{{{name}}} {words}".strip(), "its text")
        kind = escape(name.replace("pull-quote", "quote"))
        self._element(number, f'<div class="{kind}" id="{escape(label)}">')
        if kept or words:
            self._element(number, f"<p><strong>{escape(words)}</strong></p>")
        LineReader(self.ledger, self.labels, self.made).plain(inner)
        self._element(inner[-1][0] if inner else number, "</div>")

    def _figure(
        self, number: int, source: str, label: str, options: dict[str, str], inner: list[Numbered]
    ) -> None:
        alt = escape(options.get("alt", ""))
        width = escape(options.get("width", ""))
        self._element(number, f'<figure id="{escape(label)}">')
        self._element(number, f'<p><img src="{escape(source)}" alt="{alt}" width="{width}"></p>')
        if any(text.strip() for _, text in inner):
            self._element(number, "<figcaption>")
            LineReader(self.ledger, self.labels, self.made).plain(inner)
            self._element(inner[-1][0], "</figcaption>")
        self._element(number, "</figure>")

    # --- colons ----------------------------------------------------------------------------------

    def _colons(self, lines: list[Numbered], at: int, rest: str) -> int:
        number = lines[at][0]
        directive = _DIRECTIVE.match(rest)
        if not rest:
            if self.open:
                self.open.pop()
                self._element(number, "</div>")
            return at + 1
        self.open.append("div")
        if directive and "." not in directive["name"][:1]:
            kinds, identity, title = [directive["name"]], "", directive["words"]
            at = self._skip_options(lines, at)
        else:
            kinds, identity, title = _attributes(rest)
        self._element(number, f'<div class="{escape(" ".join(kinds))}" id="{escape(identity)}">')
        if title:
            self._element(number, f"<p><strong>{escape(title)}</strong></p>")
        return at + 1

    def _skip_options(self, lines: list[Numbered], at: int) -> int:
        while at + 1 < len(lines) and _OPTION.match(lines[at + 1][1]):
            at += 1
            self.ledger.guess("option of a directive", lines[at][0], lines[at][1], "left out")
        return at

    def _line_block(self, lines: list[Numbered], at: int) -> int:
        number = lines[at][0]
        self._element(number, '<div class="line-block">')
        while at < len(lines) and (found := _LINE_BLOCK.match(lines[at][1])):
            words = (found["words"] or "").rstrip()
            self.made.append((lines[at][0], f"{self._inline(number, words)}\\" if words else ""))
            at += 1
        last, text = self.made[-1]
        self.made[-1] = (last, text.removesuffix("\\"))
        self._element(last, "</div>")
        return at

    # --- inside a line ---------------------------------------------------------------------------

    def _caption(self, lines: list[Numbered], at: int, text: str) -> str:
        """Rewrite `: words` below a picture or table as the caption that `engine` looks for."""
        found = _CAPTION.match(text)
        above = [one for _, one in lines[max(0, at - 2) : at] if one.strip()]
        if found and above and above[-1].lstrip().startswith(("![", "|")):
            return f"Table: {found['words']}"
        return text

    def _inline(self, number: int, text: str) -> str:
        if len(text) > LONGEST:
            return text
        for found in _INCLUDE.findall(text):
            after = "left out; write what it would show"
            self.ledger.guess("part of another file", number, found, after, first=True)
        text = _INCLUDE.sub("", text)
        called = _CALLOUT.match(text)
        if called:
            self.ledger.guess("kind of a box", number, called["kind"], "a quote")
            text = called["mark"]
        for found in _CITED.findall(text) if "@" in text and not _BRACKETED.search(text) else ():
            after = "as it is; write it as a note"
            self.ledger.guess("citation", number, found, after, first=True)
        text = _BRACKETED.sub(self._cross, text)
        text = _CROSS.sub(self._cross, text)
        text = _ROLE.sub(self._role, text)
        return re.sub(r"\{[^{}\n]*\}", lambda one: _UNQUOTED.sub(r'\1="\2"', one[0]), text)

    def _cross(self, found: re.Match[str]) -> str:
        label = found["label"]
        return f'<a href="#{label}"></a>' if label in self.labels else found[0]

    def _role(self, found: re.Match[str]) -> str:
        role, words = found["role"], found["words"]
        titled = re.fullmatch(r"(?P<words>.*?)\s*<(?P<label>[^<>]+)>", words)
        if role in ("ref", "numref", "doc", "eq"):
            label = titled["label"] if titled else words
            shown = titled["words"] if titled and role != "numref" else ""
            if label in self.labels:
                return f'<a href="#{escape(label)}">{escape(shown)}</a>'
            return escape(shown or label)
        if role == "math":
            return f"<math>{escape(words)}</math>"
        tags = {"sub": "sub", "sup": "sup", "superscript": "sup", "subscript": "sub", "kbd": "code"}
        tag = tags.get(role, "")
        return f"<{tag}>{escape(words)}</{tag}>" if tag else words


def _end_of(lines: list[Numbered], at: int, marks: str) -> int:
    """The index of the line that closes a fence, or the number of lines."""
    for end in range(at, len(lines)):
        found = _FENCE.match(lines[end][1])
        if found and not found["rest"] and found["marks"].startswith(marks):
            return end
    return len(lines)


def _is_table(lines: list[Numbered], at: int) -> bool:
    """True for a line in a table with bars."""
    around = [text for _, text in lines[max(0, at - 1) : at + 2]]
    return any(re.search(r"\|\s*:?-+", text) for text in around) or lines[at][1].count("|") > 1


def _attributes(rest: str) -> tuple[list[str], str, str]:
    """The classes, the id and the title in the attributes of a line of colons."""
    if not rest.startswith("{"):
        return [rest.split()[0].strip(":")], "", ""
    kinds = re.findall(r"\.([\w-]+)", re.sub(r'"[^"]*"', "", rest))
    identity = re.search(r"#([\w:.-]+)", re.sub(r'"[^"]*"', "", rest))
    title = re.search(r'title="([^"]*)"', rest)
    return kinds, identity[1] if identity else "", title[1] if title else ""


def labels_of(text: str) -> Iterator[str]:
    """The labels that a text defines, in any of the dialects."""
    yield from re.findall(r"\{[^{}\n]*#([\w:.-]+)[^{}\n]*\}", text)
    yield from re.findall(r"^\(([\w:.-]+)\)=", text, re.MULTILINE)
    yield from re.findall(r"^\s*:(?:name|label):\s*([\w:.-]+)", text, re.MULTILINE)
