"""Where the characters of a run of Markdown stand in the file.

In: a run's text and the place of each of its lines. Out: `RunPlaces`, from offsets to `Span`s.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from anban.core.diagnostics import Span


@dataclass(frozen=True, slots=True)
class RunRow:
    """One line of a run: the line of the file from 1, the column from 1 of the first character.

    `width` is how many characters of the run stand in the file just as they are; those beyond
    have the place of the last one.
    """

    line: int
    column: int
    width: int


@dataclass(frozen=True, slots=True)
class RunPlaces:
    """From offsets in a run to places in the file.

    `starts` are the offsets at which the rows begin. `dropped` are the offsets of characters in
    front of which the file holds one more, a backslash that the table rule took away.
    """

    path: str
    starts: tuple[int, ...]
    rows: tuple[RunRow, ...]
    dropped: tuple[int, ...] = ()

    @classmethod
    def of(cls, path: str, rows: Sequence[tuple[int, int, str]]) -> RunPlaces:
        """Places of a run whose lines, each with its place, are `rows`."""
        starts = tuple(accumulate((len(text) + 1 for _, _, text in rows[:-1]), initial=0))
        return cls(path, starts, tuple(RunRow(line, col, len(text)) for line, col, text in rows))

    def span(self, start: int, stop: int) -> Span:
        """The place of the characters from `start` up to `stop`, cut at the end of the line."""
        index = bisect_right(self.starts, start) - 1
        row, offset = self.rows[index], self.starts[index]
        first = min(start - offset, row.width)
        last = max(first + 1, min(stop - offset, row.width))
        before = bisect_right(self.dropped, offset + first)
        inside = bisect_left(self.dropped, offset + last) - before
        return Span(self.path, row.line, max(1, row.column + first + before), last - first + inside)
