"""Which mutants are made of a source, and that the table names what there is."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.mutants.changes import mutants
from tests.mutants.mutants import ROOT, TableError, read

CHANGES = {
    "x = a < b": ["x = a <= b"],
    "x = a == b != c": ["x = a != b != c", "x = a == b == c"],
    "x = a not in b": ["x = a in b"],
    "x = a is b": ["x = a is not b"],
    "x = (a and b) or c": ["x = (a or b) or c", "x = (a and b) and c"],
    "x = not a": ["x = a"],
    "x = a + b - c": ["x = a - b - c", "x = a + b + c"],
    "x = 'đò' + a[1]": ["x = 'đò' + a[2]"],
    "x = 0.5": ["x = 1.5"],
    "def f(a: bool = True) -> None: f(a)": [
        "def f(a: bool = False) -> None: f(a)",
        "def f(a: bool = True) -> None: pass",
    ],
    "def f() -> int | None: return g()": ["def f() -> int | None: return None"],
    "while a: break": ["while a: continue"],
    "__all__ = [1]": [],
    "if TYPE_CHECKING: a = 1": [],
    "def f() -> int: return g()": [],
    "raise E(1 + 2)": [],
    "zip(a, b, strict=True)": ["pass"],
    "x = f(a=True)": ["x = f(a=False)"],
    "x = f'{a + 1}'": [],
    "'''a + 1'''": [],
    "@d(frozen=True)\nclass A(B[1]): a: int = b": [],
}


@pytest.mark.parametrize("source", CHANGES)
def test_changes(source: str) -> None:
    text = f"{source}\n".encode()
    found = [" ".join(one.of(text).decode().split()) for one in mutants(text)]
    assert found == CHANGES[source]


def test_a_mutant_shows_its_line() -> None:
    text = "a = 1\nđò = a < b  # thuyền\n".encode()
    _, second = mutants(text)
    assert second.number == 2
    assert second.lines(text) == ("đò = a < b # thuyền", "đò = a <= b # thuyền")


def test_mutants_of_the_table_are_other_programs() -> None:
    for module in read():
        source = (ROOT / module.path).read_bytes()
        written = ast.dump(ast.parse(source))
        few = mutants(source)[::30]
        assert few
        assert all(ast.dump(ast.parse(one.of(source))) != written for one in few)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('equivalent = []\n[modules]\n"core/gone" = []', "there is no src/anban/core/gone.py"),
        (
            'equivalent = []\n[modules]\n"core/memo" = ["tests/core/test_gone.py::test_x"]',
            "there is no tests/core/test_gone.py",
        ),
        (
            'equivalent = [{ module = "core/memo", before = "gone", after = "x", why = "" }]\n'
            '[modules]\n"core/memo" = []',
            "core/memo has no such mutant any more: gone",
        ),
        (
            'equivalent = [{ module = "core/way", before = "a", after = "b", why = "" }]\n'
            '[modules]\n"core/memo" = []',
            "not in the table: core/way",
        ),
    ],
)
def test_what_is_not_there_is_an_error(tmp_path: Path, table: str, message: str) -> None:
    (tmp_path / "modules.toml").write_text(table, "utf-8")
    with pytest.raises(TableError, match=message):
        read(tmp_path / "modules.toml")
