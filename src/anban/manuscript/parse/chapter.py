"""Parse one file: the steps of the parser in their order.

In: a `Source` and its matter. Out: from `parse`, a chapter and the diagnostics.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from anban.core.book import Chapter, Matter, Role
from anban.core.diagnostics import Diagnostic, Related, Span
from anban.core.nearest import nearest
from anban.core.nodes import Heading, Inlines
from anban.manuscript.parse import note_rules, rules
from anban.manuscript.parse.attributes import is_label
from anban.manuscript.parse.blocks import BlockReader
from anban.manuscript.parse.engine import Environment, Grammar
from anban.manuscript.parse.front_matter import FrontMatter, read_front_matter
from anban.manuscript.parse.headings import check_headings, take_title
from anban.manuscript.parse.inlines import InlineReader
from anban.manuscript.parse.language import GRAMMAR
from anban.manuscript.parse.note_pass import check_notes
from anban.manuscript.parse.state import ParseState
from anban.world.sources.source import Source

LONGEST_LINE = 100_000
"""The most characters of a line that is read. Some rules look at a line several times, so longer
ones would take too long."""

_UNTITLED = (
    Role.HALF_TITLE, Role.TITLE_PAGE, Role.IMPRINT, Role.DEDICATION, Role.EPIGRAPH, Role.COLOPHON,
)  # fmt: skip
_USUAL = {Matter.FRONT: Role.PREFACE, Matter.BODY: Role.CHAPTER, Matter.BACK: Role.APPENDIX}


def parse(source: Source, matter: Matter) -> tuple[Chapter | None, tuple[Diagnostic, ...]]:
    """The chapter in a file, and everything that is wrong with it.

    The chapter is None if the file has a line of more than `LONGEST_LINE` characters.
    """
    parse_state = ParseState(source.path, source.lines)
    for number, line in enumerate(source.lines):
        if len(line) > LONGEST_LINE:
            span = parse_state.span(number, LONGEST_LINE)
            parse_state.report(rules.LONG_LINE, span, count=len(line), limit=LONGEST_LINE)
    chapter = (
        None if parse_state.diagnostics else _ChapterReader(parse_state, matter, GRAMMAR).read()
    )
    return chapter, tuple(parse_state.diagnostics)


@dataclass(frozen=True, slots=True)
class _ChapterReader:
    parse_state: ParseState
    matter: Matter
    grammar: Grammar

    def read(self) -> Chapter:
        parse_state = self.parse_state
        front = read_front_matter(parse_state)
        text = "\n" * front.lines + "\n".join(parse_state.lines[front.lines :])
        tokens, env = self.grammar.blocks(parse_state, text)
        reader = InlineReader(parse_state, self.grammar, env)
        title, subtitle = self._run(reader, front, "title"), self._run(reader, front, "subtitle")
        short_title = self._short_title(reader, front)
        blocks = BlockReader(parse_state, reader).read(tokens, outermost=True)
        heading, blocks = take_title(parse_state, blocks, titled=bool(title))
        blocks = check_headings(parse_state, heading, blocks)
        title = title or (heading.children if heading else ())
        role = self._role(front)
        if not title and role not in _UNTITLED and not front.broken:
            parse_state.report(rules.NO_TITLE, parse_state.span(0, 0))
        if not blocks:
            parse_state.report(
                rules.ONLY_A_TITLE if title else rules.EMPTY_CHAPTER, parse_state.span(0, 0)
            )
        _check_addresses(parse_state, env)
        notes = check_notes(parse_state)
        span = heading.span if heading else _first(title) or parse_state.span(0, 0)
        identity = self._id(front, heading, role)
        return Chapter(identity, role, title, subtitle, short_title, blocks, notes, span)

    def _run(self, reader: InlineReader, front: FrontMatter, key: str) -> Inlines:
        value = front.values.get(key)
        return reader.read(value.text, value.places) if value else ()

    def _short_title(self, reader: InlineReader, front: FrontMatter) -> Inlines:
        before = len(self.parse_state.calls)
        inlines = self._run(reader, front, "short-title")
        for call in self.parse_state.calls[before:]:
            place = "a short title"
            self.parse_state.report(note_rules.MISPLACED_NOTE, call.node.span, place=place)
        return inlines

    def _role(self, front: FrontMatter) -> Role:
        value, usual = front.values.get("role"), _USUAL[self.matter]
        fitting = ", ".join(role_names(self.matter))
        if value is None:
            if self.matter is not Matter.BODY and not front.broken:
                span = self.parse_state.span(0, 0)
                matter = self.matter.value
                self.parse_state.report(rules.ROLE_MISSING, span, matter=matter, roles=fitting)
            return usual
        names = [role.value for role in Role]
        if value.text not in names:
            near = nearest(value.text, names)
            self.parse_state.report(
                rules.UNKNOWN_ROLE, value.span, near=near, role=value.text, roles=fitting
            )
            return usual
        return Role(value.text)

    def _id(self, front: FrontMatter, heading: Heading | None, role: Role) -> str:
        value = front.values.get("id")
        label = heading.label if heading else ""
        if value is None:
            return label or _slug(self.parse_state.path, role)
        if not is_label(value.text):
            self.parse_state.report(rules.BAD_LABEL, value.span, label=value.text)
        if heading and label and label != value.text:
            self.parse_state.report(rules.TWO_LABELS, heading.span, first=value.text, label=label)
        return value.text


def role_names(matter: Matter) -> tuple[str, ...]:
    """The roles that a file of `matter` may have."""
    return tuple(
        role.value for role in Role if role.facts.matter is matter and not role.facts.generated
    )


def _first(inlines: Inlines) -> Span | None:
    return inlines[0].span if inlines else None


def _slug(path: str, role: Role) -> str:
    """The id of a chapter, made of its file's name without number, in plain ASCII letters."""
    stem = PurePosixPath(path).stem
    name = re.sub(r"\A[0-9]+[-_. ]*", "", stem)
    letters = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c)))
    slug = "-".join(words)
    if slug[:1].isalpha():
        return slug
    number = re.match(r"[0-9]*", stem)
    parts = (role.value, number[0] if number else "", slug)
    return "-".join(part for part in parts if part)


def _check_addresses(parse_state: ParseState, env: Environment) -> None:
    """Report definitions of links, `[label]: address`, that are not used or are given twice."""
    given = env.get("references", {})
    for label, address in given.items():
        if label not in parse_state.used:
            span, written = _address(parse_state, address["map"][0])
            parse_state.report(rules.UNUSED_LINK_DEFINITION, span, label=written)
    for address in env.get("duplicate_refs", []):
        span, written = _address(parse_state, address["map"][0])
        first, _ = _address(parse_state, given[address["label"]]["map"][0])
        related = [Related(first, "the first one")]
        parse_state.report(rules.DOUBLED_LINK_DEFINITION, span, label=written, related=related)


def _address(parse_state: ParseState, line: int) -> tuple[Span, str]:
    """The place of a link's definition, and its label as written."""
    text = parse_state.lines[line]
    start = text.find("[")
    end = text.find("]:", start)
    label = text[start + 1 : end] if end >= 0 else text[start + 1 :]
    return parse_state.span(line, start, len(label) + 2), label
