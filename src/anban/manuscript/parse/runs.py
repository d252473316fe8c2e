"""Find the places in the file of the run of text in a block token.

In: tokens of `Grammar.blocks`. Out: `places_of`, `siblings`, `line_of`.
"""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.token import Token

from anban.manuscript.parse.places import RunPlaces
from anban.manuscript.parse.state import ParseState


def siblings(tokens: list[Token]) -> Iterator[tuple[Token, list[Token]]]:
    """Each token of the outermost level, with the tokens between it and the one that closes it."""
    index = 0
    while index < len(tokens):
        token, first = tokens[index], index + 1
        depth: int = token.nesting
        while depth:
            index += 1
            depth += tokens[index].nesting
        yield token, tokens[first:index]
        index += 1


def line_of(token: Token) -> int:
    """The line of the file, from 0, on which a block begins."""
    return token.map[0] if token.map else 0


def places_of(parse_state: ParseState, token: Token) -> RunPlaces:
    """The places of the text of an inline token.

    The first line begins at the token's column, or after it if the library removed a mark or a
    space. Of the other lines the library removed the marks of containers and leading spaces, so
    their place is found from the end of the line.
    """
    first = line_of(token)
    begin, *further = token.content.split("\n")
    column = parse_state.lines[first].find(begin, token.meta["column"])
    rows = [(first + 1, 1 + column, begin)]
    for line, text in enumerate(further, first + 1):
        ended = len(parse_state.lines[line].rstrip(" \t"))
        rows.append((line + 1, 1 + ended - len(text.rstrip(" \t")), text))
    return RunPlaces.of(parse_state.path, rows)
