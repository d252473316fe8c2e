from __future__ import annotations

import ast
from pathlib import Path

import pytest

from anban.core.numerals import letters, roman

SOURCE = Path(__file__).parents[2] / "src" / "anban"


@pytest.mark.parametrize(
    ("number", "numeral"),
    [
        (1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (49, "XLIX"), (99, "XCIX"),
        (1954, "MCMLIV"), (1994, "MCMXCIV"), (4000, "MMMM"),
    ],
)  # fmt: skip
def test_roman(number: int, numeral: str) -> None:
    assert roman(number) == numeral


@pytest.mark.parametrize(
    ("number", "written"), [(1, "A"), (26, "Z"), (27, "AA"), (28, "BB"), (52, "ZZ"), (53, "AAA")]
)
def test_letters_as_a_pdf_counts_them(number: int, written: str) -> None:
    assert letters(number) == written


def test_roman_numerals_are_made_in_one_place() -> None:
    """The importers read numerals, with a table of their own."""
    makers = [
        path.relative_to(SOURCE).as_posix()
        for path in sorted(SOURCE.rglob("*.py"))
        if {900, 400, 90, 40} <= _numbers(path)
    ]
    assert makers == ["core/numerals.py"]


def _numbers(path: Path) -> set[object]:
    tree = ast.parse(path.read_text("utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
