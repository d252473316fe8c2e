"""What a sheet's blocks depend on, as its style sheet says it."""

from __future__ import annotations

import pytest

from anban.typeset.engine.selectors import positional


@pytest.mark.parametrize(
    "css",
    [
        "p:nth-child(2) { color: red }",
        "section > :first-of-type { color: red }",
        "p~p { color: red }",
        ".a ~ .b { color: red }",
        "li ~ li, .a ~ .b { color: red }",
        "h2 { counter-increment: x }",
        "section:has(h2) p { color: red }",
    ],
)
def test_a_block_that_depends_on_where_it_stands(css: str) -> None:
    assert positional(css)


@pytest.mark.parametrize(
    "css",
    [
        "p + p { color: red }",
        "td:nth-child(2), tr:nth-of-type(odd) td { color: red }",
        ".a ~ li.b + .c { color: red }",
        "li~li { color: red }",
        "/* p ~ p */ p { color: red }",
        "@page :nth(2) { @top-left { content: counter(page) } }",
    ],
)
def test_a_block_that_depends_on_its_neighbours_alone(css: str) -> None:
    assert not positional(css)
