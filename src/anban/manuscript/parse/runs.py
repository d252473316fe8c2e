"""From a block token that holds a run of text to that run and its places in the file.

In: tokens of `Grammar.blocks`. Out: `places_of`, `siblings`.
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
    """Where the text of an inline token stands.

    The first line begins at the token's column, or behind it where the library took off a mark or
    a space. A further line has lost the marks of its containers and spaces at its beginning, so
    it is found from its end.
    """
    first = line_of(token)
    begin, *further = token.content.split("\n")
    column = parse_state.lines[first].find(begin, token.meta["column"])
    rows = [(first + 1, 1 + column, begin)]
    for line, text in enumerate(further, first + 1):
        ended = len(parse_state.lines[line].rstrip(" \t"))
        rows.append((line + 1, 1 + ended - len(text.rstrip(" \t")), text))
    return RunPlaces.of(parse_state.path, rows)
