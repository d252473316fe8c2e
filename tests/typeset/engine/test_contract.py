"""The contract is what the tool relies on, no more and no less, and the engine keeps it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pytest

from anban.typeset.engine import patching
from anban.typeset.engine.contract import CONTRACT, NAMES, RELEASE, REPLACED
from anban.typeset.engine.entries import Entry, Use
from tests.engine.look import GONE, Sight, sights

TYPESET = Path(__file__).parents[3] / "src" / "anban" / "typeset"
ENGINE = TYPESET / "engine"
PARTS = {"weasyprint", "pydyf"}
KINDS = {
    Use.CALLED: {"class", "function"},
    Use.SUBCLASSED: {"class"},
    Use.REPLACED: {"function"},
    Use.OVERRIDDEN: {"function"},
}
UNMADE = {"LeaderBox", "UsedImage"}
"""Shapes of what the engine has no class for: a leader among boxes of a line, a dictionary."""
OURS = {"codes", "description", "digest", "pango_font"}
"""What `faces` gives to a font of the engine."""
DECLARED = "pango_font_description_from_string"
"""The function of Pango that `faces` declares itself."""


@pytest.fixture(scope="module")
def seen() -> Mapping[str, Sight]:
    return sights(entry.name for entry in CONTRACT)


def trees(folder: Path) -> Iterator[ast.Module]:
    for path in sorted(folder.rglob("*.py*")):
        if path.suffix in (".py", ".pyi"):
            yield _tree(path)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def nodes(folder: Path) -> Iterator[ast.AST]:
    return (node for tree in trees(folder) for node in ast.walk(tree))


# --- the engine keeps it ----------------------------------------------------------------------


def test_the_release_is_the_one_that_is_installed() -> None:
    assert version("weasyprint") == RELEASE


@pytest.mark.parametrize("entry", CONTRACT, ids=lambda entry: f"{entry.use.name} {entry.name}")
def test_the_engine_keeps_it(entry: Entry, seen: Mapping[str, Sight]) -> None:
    sight = seen[entry.name]
    assert sight.kind != GONE
    if entry.use in KINDS:
        assert sight.kind in KINDS[entry.use]
    if entry.use is not Use.READ:
        assert sight.takes == entry.takes
    elif entry in NAMES:
        assert sight.kind == entry.gives


def test_each_name_says_why() -> None:
    assert [entry.name for entry in CONTRACT if not entry.why] == []
    assert [entry.name for entry in NAMES if not entry.gives] == []


def test_a_name_stands_once_for_each_use() -> None:
    uses = [(entry.name, entry.use) for entry in CONTRACT]
    assert len(uses) == len(set(uses))


# --- the tool relies on no more, and no less --------------------------------------------------


def imported() -> Mapping[str, str]:
    """What `engine` imports: the name that it has here, and the one in full."""
    found = (node for node in nodes(ENGINE) if isinstance(node, ast.ImportFrom) and node.module)
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in found
        if str(node.module).split(".")[0] in PARTS
        for alias in node.names
    }


def test_what_is_imported_is_in_it() -> None:
    uses = {Use.CALLED, Use.READ, Use.SUBCLASSED}
    assert set(imported().values()) == {entry.name for entry in NAMES if entry.use in uses}


def test_what_is_replaced_is_in_it() -> None:
    calls = [node for node in nodes(TYPESET) if isinstance(node, ast.Call)]
    told = [call.args[0] for call in calls if ast.unparse(call.func) == "patching.replace"]
    names = [name.value for name in told if isinstance(name, ast.Constant)]
    assert len(names) == len(told)
    assert sorted(map(str, names)) == sorted(REPLACED)


def test_no_other_step_is_replaced() -> None:
    with pytest.raises(KeyError, match=r"draw\.draw_page"):
        patching.replace("draw.draw_page", print)


def test_nothing_of_the_engine_is_assigned_but_by_patching() -> None:
    """A module or a class of the engine stands on the left of no assignment."""
    engine = {*imported(), "boxes"}
    assigned = [
        target
        for node in nodes(TYPESET)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute) and ast.unparse(target).split(".")[0] in engine
    ]
    assert [ast.unparse(target) for target in assigned] == []


def bases() -> Iterator[tuple[ast.ClassDef, str]]:
    """Every class of ours with each class of the engine that it is made from."""
    names = imported()
    for path in sorted(TYPESET.rglob("*.py")):
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.ClassDef):
                yield from (
                    (node, names[base.id])
                    for base in node.bases
                    if isinstance(base, ast.Name) and base.id in names
                )


def test_what_is_subclassed_is_in_it() -> None:
    expected = {entry.name for entry in NAMES if entry.use is Use.SUBCLASSED}
    assert {base for _, base in bases()} == expected


def test_what_is_overridden_is_in_it() -> None:
    derived = {ours.name: base for ours, base in bases()} | {
        "_PageStream": "weasyprint.pdf.stream.Stream"
    }
    defined = {
        f"{derived[node.name]}.{method.name}"
        for node in nodes(TYPESET)
        if isinstance(node, ast.ClassDef) and node.name in derived
        for method in node.body
        if isinstance(method, ast.FunctionDef) and method.name != "__init__"
    }
    overridden = {name for name, sight in sights(defined).items() if sight.kind == "function"}
    assert overridden == {entry.name for entry in CONTRACT if entry.use is Use.OVERRIDDEN}


# --- what is touched of objects ---------------------------------------------------------------


def stubs() -> Iterator[ast.stmt]:
    """The classes and functions that a type checker takes for the engine's."""
    for path in sorted(ENGINE.glob("*.pyi")):
        yield from _tree(path).body


def shapes() -> Iterator[tuple[str, str]]:
    """Every member of a shape, in full, and how it is called where it is a method."""
    names = imported()
    for node in stubs():
        if not isinstance(node, ast.ClassDef) or node.name in UNMADE:
            continue
        for member in node.body:
            if isinstance(member, ast.AnnAssign):
                yield f"{names[node.name]}.{ast.unparse(member.target)}", ""
            elif isinstance(member, ast.FunctionDef) and member.name != "__init__":
                yield f"{names[node.name]}.{member.name}", _parameters(member)


def _parameters(function: ast.FunctionDef) -> str:
    return " ".join(argument.arg for argument in function.args.args if argument.arg != "cls")


def touched() -> Iterator[str]:
    """What the type checker lets be touched, and what is touched of Pango."""
    for name, _ in shapes():
        attribute = name.rpartition(".")[2]
        if not attribute.startswith("anban_") and attribute not in OURS:
            yield name
    for node in nodes(TYPESET):
        match node:
            case ast.Attribute(value=ast.Name(id="ffi" | "gobject" | "pango" as part), attr=name):
                if name != DECLARED:
                    yield f"weasyprint.text.ffi.{part}.{name}"


def test_what_is_touched_is_in_it() -> None:
    members = {entry.name for entry in CONTRACT if entry not in NAMES}
    assert set(touched()) | {"weasyprint.css.ComputedStyle.__missing__"} == members


def test_the_shape_of_a_function_is_that_of_the_engine() -> None:
    """Where a shape names its arguments, these are the engine's first ones, in order."""
    names = imported()
    functions = {
        names[node.name]: _parameters(node) for node in stubs() if isinstance(node, ast.FunctionDef)
    }
    said = {entry.name: entry.takes for entry in CONTRACT if entry.takes}
    methods = {name: taken for name, taken in shapes() if name in said}
    assert set(functions) <= set(said)
    for name, taken in (functions | methods).items():
        expected = [part.split("=")[0].strip() for part in said[name].strip("()").split(", ")]
        assert taken.split() == expected[: len(taken.split())], name
