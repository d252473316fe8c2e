"""A token that no node is made of is a fault of the tool, and named."""

from __future__ import annotations

from typing import Any

import pytest
from markdown_it.token import Token

from anban.core.errors import BugError
from anban.manuscript.parse.blocks import BlockReader
from anban.manuscript.parse.inlines import InlineReader
from anban.manuscript.parse.places import RunPlaces
from anban.manuscript.parse.state import ParseState

NOTHING: Any = None
WHERE = {"start": 0, "stop": 1}


def reader() -> InlineReader:
    return InlineReader(ParseState("t.md", ("x",)), NOTHING, NOTHING)


def test_a_block_token_that_nobody_knows_is_named() -> None:
    opening = Token("formula_open", "", 1, map=[0, 1], meta={"column": 0})
    tokens = [opening, Token("formula_close", "", -1)]
    with pytest.raises(BugError, match="no block of the token formula_open"):
        BlockReader(ParseState("t.md", ("x",)), reader()).read(tokens)


@pytest.mark.parametrize(
    "tokens",
    [
        [Token("formula", "", 0, meta=WHERE)],
        [Token("formula", "", 1, meta=WHERE), Token("formula_close", "", -1, meta=WHERE)],
    ],
)
def test_an_inline_token_that_nobody_knows_is_named(tokens: list[Token]) -> None:
    with pytest.raises(BugError, match="no inline of the token formula"):
        reader().build(tokens, RunPlaces.of("t.md", [(0, 0, "x")]))
