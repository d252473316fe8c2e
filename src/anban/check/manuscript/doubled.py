"""Words that stand twice where the language does not double them.

In: a galley and the habits of its language. Out: W111.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from anban.check.manuscript.copy import Copy
from anban.check.manuscript.rules import DOUBLED_WORD
from anban.core.diagnostics import Diagnostic
from anban.core.registry import RunKind
from anban.languages.copyediting import WORD, WORD_GAP, CopyEditing

_PAIR = re.compile(
    rf"(?<![\w-])(?=({WORD}{WORD_GAP}{WORD}))\1(?:{WORD_GAP}\1)+(?![\w-])", re.IGNORECASE
)
_APART = re.compile(WORD_GAP)
_PROSE = (RunKind.TITLE, RunKind.HEADING, RunKind.TEXT, RunKind.CAPTION, RunKind.CELL)


def find(copy: Copy, habits: CopyEditing) -> Iterator[Diagnostic]:
    single = habits.doubled
    for run in copy.runs:
        if run.kind not in _PROSE:
            continue
        for match in single.finditer(run.text) if single else ():
            yield DOUBLED_WORD.at(run.place(*match.span()), text=match[1])
        for match in _PAIR.finditer(run.text):
            words = _APART.split(match[1].lower())
            if words[0] != words[1] and words[0] not in habits.doubled_on_purpose:
                text = " ".join(_APART.split(match[1]))
                yield DOUBLED_WORD.at(run.place(*match.span()), text=text)
