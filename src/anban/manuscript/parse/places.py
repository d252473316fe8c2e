"""Find the place in the file of each character of a run of Markdown.

In: the text of a run, and the place of each of its lines. Out: `RunPlaces`, which maps offsets to
`Span`s.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from anban.core.diagnostics import Span


@dataclass(frozen=True, slots=True)
class RunRow:
    """One line of a run: its line in the file and the column of its first character, both from 1.

    `width` is the number of its characters that are in the file literally. Characters after these
    have the place of the last one.
    """

    line: int
    column: int
    width: int


@dataclass(frozen=True, slots=True)
class RunPlaces:
    """Maps offsets in a run to places in the file.

    `starts` are the offsets at which the rows begin. `dropped` are the offsets of characters
    before which the file has a backslash that the rule for tables removed.
    """

    path: str
    starts: tuple[int, ...]
    rows: tuple[RunRow, ...]
    dropped: tuple[int, ...] = ()

    @classmethod
    def of(cls, path: str, rows: Sequence[tuple[int, int, str]]) -> RunPlaces:
        """The places of a run. Each of `rows` is a line, a column and the text of that line."""
        starts = tuple(accumulate((len(text) + 1 for _, _, text in rows[:-1]), initial=0))
        return cls(path, starts, tuple(RunRow(line, col, len(text)) for line, col, text in rows))

    def span(self, start: int, stop: int) -> Span:
        """The place of the characters from `start` up to `stop` (exclusive), within one line."""
        index = bisect_right(self.starts, start) - 1
        row, offset = self.rows[index], self.starts[index]
        first = min(start - offset, row.width)
        last = max(first + 1, min(stop - offset, row.width))
        before = bisect_right(self.dropped, offset + first)
        inside = bisect_left(self.dropped, offset + last) - before
        return Span(self.path, row.line, max(1, row.column + first + before), last - first + inside)
