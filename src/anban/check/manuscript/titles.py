"""Headings: words with a capital that are no names, names without one, capitals throughout.

In: galleys, what is heard of names, whether titles are written as sentences. Out: W133, W134, W135.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anban.check.manuscript.copy import Copy, CopyRun
from anban.check.manuscript.heard import Heard
from anban.check.manuscript.rules import NAME_WRITTEN_SMALL, TITLE_CASE, TYPED_CAPITALS
from anban.check.manuscript.words import GAP, UPPER, WORD, inside, quotations
from anban.core.diagnostics import Diagnostic
from anban.core.registry import RunKind

_CAPITAL = re.compile(rf"(?<![\w’'-])[{UPPER}][^\W\d_]*")
_ROMAN = re.compile(r"[IVXLCDM]+\Z")
_WORDS = re.compile(rf"{WORD}(?:{GAP}{WORD})*")
_OFTEN = 3
"""How often a name stands in the text before a heading is held against it."""
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class _Known:
    """Words that stand with a capital inside a sentence, words that stand without, and names of
    two and more words by how they would look without capitals.
    """

    named: frozenset[str]
    small: frozenset[str]
    names: dict[str, str]


def find(
    copies: Sequence[Copy], chapters: Sequence[Heard], *, sentence_case: bool
) -> Iterator[Diagnostic]:
    known: _Known | None = None
    for copy in copies:
        for run in copy.runs:
            if run.kind not in (RunKind.TITLE, RunKind.HEADING):
                continue
            if _all_capitals(run.text):
                yield TYPED_CAPITALS.at(run.place(0, len(run.text)))
            elif sentence_case:
                known = known or _known(chapters)
                yield from _surplus(run, known)
                yield from _missing(run, known)


def _all_capitals(text: str) -> bool:
    words = [word for word in re.findall(WORD, text) if not _ROMAN.match(word)]
    return len(words) > 1 and len("".join(words)) > 6 and all(word.isupper() for word in words)


def _known(chapters: Sequence[Heard]) -> _Known:
    named: set[str] = set()
    counts: dict[str, int] = {}
    for chapter in chapters:
        named |= chapter.listed
        for (words, opens), name in chapter.names.items():
            named.update(words[1:] if opens else words)
            if len(words) > 1 and name.free and not opens:
                whole = " ".join(words)
                counts[whole] = counts.get(whole, 0) + name.met.count
    small = frozenset[str]().union(*(one.small for one in chapters))
    names = {name.lower(): name for name, count in counts.items() if count >= _OFTEN}
    return _Known(frozenset(named), small, names)


def _surplus(run: CopyRun, known: _Known) -> Iterator[Diagnostic]:
    quoted = quotations(run.text)
    for match in _CAPITAL.finditer(run.text):
        word = match[0]
        if any(begin < match.start() < stop for begin, stop in quoted):
            continue
        plain = word not in known.named and word.lower() in known.small
        if plain and inside(run.text, match.start()) and not _ROMAN.match(word):
            yield TITLE_CASE.at(run.place(*match.span()), text=word)


def _missing(run: CopyRun, known: _Known) -> Iterator[Diagnostic]:
    for group in _WORDS.finditer(run.text):
        places = [match.span() for match in re.finditer(WORD, group[0])]
        for first in range(len(places)):
            for last in range(first + 1, min(first + _LONGEST, len(places))):
                start, end = group.start() + places[first][0], group.start() + places[last][1]
                text = " ".join(run.text[start:end].split())
                name = known.names.get(text)
                if name:
                    yield NAME_WRITTEN_SMALL.at(run.place(start, end), text=text, name=name)
