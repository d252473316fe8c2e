"""Spaces: one too many, one before a mark, none behind it.

In: a galley. Out: W101, W102, W103.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from anban.check.manuscript.copy import CALL, Copy, CopyRun
from anban.check.manuscript.rules import DOUBLED_SPACE, SPACE_MISSING, SPACE_TOO_MANY
from anban.check.manuscript.spots import Spot, gathered, spot
from anban.core.diagnostics import Diagnostic
from anban.languages.edits import NO_BREAK

_GAP = rf"[ {NO_BREAK}]"
_DOUBLED = re.compile(rf"(?<=\S){_GAP}{{2,}}(?=\S)")
_TOO_MANY = {
    "before a mark": re.compile(
        rf"(?<=[\w”’)\]]){_GAP}(?=[,;!?)\]”])|(?<=[^\W\d]){_GAP}(?=:(?!\w))"
    ),
    "before a full stop": re.compile(rf"(?<=[\w”’)\]]){_GAP}(?=\.(?![\w.]))"),
    "behind an opening mark": re.compile(rf"(?<=[(“\[]){_GAP}(?=[^\s…])"),
    "before the call of a note": re.compile(rf"(?<=[\w.,;:!?…”’)]){_GAP}(?={CALL})"),
}
_LETTER = r"[^\W\d_]"
_MISSING = re.compile(
    rf"{_LETTER}{{2,}}[,;:!?](?={_LETTER}{{2}}){_LETTER}+"
    rf"|{_LETTER}*(?<![A-ZĐ.]){_LETTER}{{2}}\.{_LETTER}{{2,}}"
)
_MARK = re.compile(r"[,;:!?.]")


def find(copy: Copy) -> Iterator[Diagnostic]:
    doubled: list[Spot] = []
    surplus: dict[str, list[Spot]] = {}
    for run in copy.runs:
        for match in _DOUBLED.finditer(run.text):
            kept = NO_BREAK if NO_BREAK in match[0] else " "
            doubled.append(spot(run, *match.span(), kept))
        for where, pattern in _TOO_MANY.items():
            spots = surplus.setdefault(where, [])
            spots += (spot(run, *match.span(), "") for match in pattern.finditer(run.text))
        yield from _missing(run)
    yield from gathered(DOUBLED_SPACE, doubled)
    for where, spots in surplus.items():
        yield from gathered(SPACE_TOO_MANY, spots, where=where)


def _missing(run: CopyRun) -> Iterator[Diagnostic]:
    """Marks between two words; a full stop only where a small letter and a capital meet."""
    for match in _MISSING.finditer(run.text):
        mark = _MARK.search(run.text, match.start())
        if mark is None or run.untouchable(*match.span()):
            continue
        behind = run.text[mark.end()]
        if mark[0] == "." and not (behind.isupper() and run.text[mark.start() - 1].islower()):
            continue
        yield SPACE_MISSING.at(run.place(*match.span()), text=match[0])
