"""Turn the tokens of tables into nodes; each cell gets its place in the row.

In: the tokens of a table. Out: `read_table`, and `looks_like_table`, which finds tables that were
not written correctly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from markdown_it.token import Token

from anban.core.nodes import Align, Cell, Table
from anban.manuscript.parse import rules
from anban.manuscript.parse.inlines import InlineReader
from anban.manuscript.parse.places import RunPlaces
from anban.manuscript.parse.runs import line_of, siblings
from anban.manuscript.parse.state import ParseState

_DASHES = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?\Z")
_ALIGN = {
    "text-align:left": Align.START,
    "text-align:center": Align.CENTER,
    "text-align:right": Align.END,
}


@dataclass(frozen=True, slots=True)
class _Piece:
    """The text between two bars of a row.

    It has its column from 0, and the offsets in the text at which a backslash was before a bar.
    """

    text: str
    column: int
    dropped: tuple[int, ...]


def _split(row: str, column: int) -> list[_Piece]:
    """The cells of a row that begins at `column`, divided as markdown-it-py's rule divides it."""
    bars = [at for at, char in enumerate(row) if char == "|" and row[at - 1 : at] != "\\"]
    pieces = []
    start = 0
    for stop in (*bars, len(row)):
        pieces.append(_piece(row[start:stop], column + start))
        start = stop + 1
    first = 1 if bars and bars[0] == 0 else 0
    last = len(pieces) - 1 if bars and bars[-1] == len(row) - 1 else len(pieces)
    return pieces[first:last]


def _piece(raw: str, column: int) -> _Piece:
    text = raw.strip(" \t")
    column += len(raw) - len(raw.lstrip(" \t"))
    bars = [found.start() for found in re.finditer(r"\\\|", text)]
    dropped = tuple(at - before for before, at in enumerate(bars))
    return _Piece(text.replace("\\|", "|"), column, dropped)


def read_table(
    parse_state: ParseState, reader: InlineReader, token: Token, inner: list[Token]
) -> Table:
    """A table from its token and the tokens `inner` inside it, without caption and label."""
    rows = [
        _read_row(parse_state, reader, row, cells)
        for _, group in siblings(inner)
        for row, cells in siblings(group)
    ]
    line, column = line_of(token), token.meta["column"]
    span = parse_state.span(line, column, len(parse_state.lines[line].rstrip(" \t")) - column)
    return Table(rows[0], tuple(rows[1:]), (), "", span)


def _read_row(
    parse_state: ParseState, reader: InlineReader, token: Token, inner: list[Token]
) -> tuple[Cell, ...]:
    line, column = line_of(token), token.meta["column"]
    row = parse_state.lines[line][column:].rstrip(" \t")
    pieces = _split(row, column)
    cells = list(siblings(inner))
    for surplus in pieces[len(cells) :]:
        span = parse_state.span(line, surplus.column, len(surplus.text))
        parse_state.report(rules.SURPLUS_CELL, span, count=len(pieces), expected=len(cells))
    end = _Piece("", column + len(row), ())
    pieces += [end] * (len(cells) - len(pieces))
    return tuple(
        _read_cell(parse_state, reader, line, opening, piece)
        for (opening, _), piece in zip(cells, pieces, strict=False)
    )


def _read_cell(
    parse_state: ParseState, reader: InlineReader, line: int, token: Token, piece: _Piece
) -> Cell:
    places = RunPlaces.of(parse_state.path, [(line + 1, piece.column + 1, piece.text)])
    places = replace(places, dropped=piece.dropped)
    align = _ALIGN.get(str(token.attrGet("style")), Align.START)
    span = parse_state.span(line, piece.column, len(piece.text))
    return Cell(reader.read(piece.text, places), align, span)


def looks_like_table(content: str) -> int | None:
    """The line of a paragraph, from 0, that was meant as the line of dashes in a table, if any."""
    lines = content.split("\n")
    for index in range(1, len(lines)):
        dashes = lines[index].strip(" \t")
        if "|" in dashes and "|" in lines[index - 1] and _DASHES.match(dashes):
            return index
    return None
