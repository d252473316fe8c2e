"""Words that stand twice where the language does not double them.

In: a galley and its language. Out: W111.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from anban.check.manuscript.copy import Copy
from anban.check.manuscript.rules import DOUBLED_WORD
from anban.core.diagnostics import Diagnostic
from anban.core.registry import RunKind

_GAP = r"[ \u00a0\n]+"
_WORD = r"[^\W\d_]+"
_SINGLE: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "vi": re.compile(
            rf"(?<![\w-])(của|và|các|những|được|với|cho|cũng|nhưng|bởi|tại|bị|đã|sẽ|đang|rằng"
            rf"|nếu|thuộc|về|theo|như|do|không|trên|giữa|hoặc)(?:{_GAP}\1)+(?![\w-])",
            re.IGNORECASE,
        ),
        "en": re.compile(
            rf"(?<![\w'’-])(?!(?:that|had|very|so|no|ha|bye|knock|hear|there|is){_GAP})({_WORD})"
            rf"(?:{_GAP}\1)+(?![\w'’-])",
            re.IGNORECASE,
        ),
    }
)
_PAIR = re.compile(rf"(?<![\w-])(?=({_WORD}{_GAP}{_WORD}))\1(?:{_GAP}\1)+(?![\w-])", re.IGNORECASE)
_ON_PURPOSE: Mapping[str, frozenset[str]] = MappingProxyType(
    {"vi": frozenset({"từng", "mỗi", "rất", "mãi", "cứ", "càng", "ngày", "đời", "dần"})}
)
"""First words of pairs that are said twice on purpose: từng bước từng bước."""
_APART = re.compile(_GAP)
_PROSE = (RunKind.TITLE, RunKind.HEADING, RunKind.TEXT, RunKind.CAPTION, RunKind.CELL)


def find(copy: Copy, tag: str) -> Iterator[Diagnostic]:
    single = _SINGLE.get(tag)
    for run in copy.runs:
        if run.kind not in _PROSE:
            continue
        for match in single.finditer(run.text) if single else ():
            yield DOUBLED_WORD.at(run.place(*match.span()), text=match[1])
        for match in _PAIR.finditer(run.text):
            words = _APART.split(match[1].lower())
            if words[0] != words[1] and words[0] not in _ON_PURPOSE.get(tag, ()):
                text = " ".join(_APART.split(match[1]))
                yield DOUBLED_WORD.at(run.place(*match.span()), text=text)
