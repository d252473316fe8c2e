"""What a release of WeasyPrint has of the names of the contract.

In, as a program: names as JSON on standard input. Out: a `Sight` of each, as JSON. It runs in a
process of its own, in which nothing of the engine is replaced, and imports nothing of the tool.
"""

from __future__ import annotations

import ast
import inspect
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import resolve_name

GONE = "gone"


@dataclass(frozen=True, slots=True)
class Sight:
    """What a name stands for: a class, a function, a value, an attribute of objects, or GONE.
    `takes` is the signature of what can be called, `source` the text of a function.
    """

    kind: str
    takes: str = ""
    source: str = ""


def look(name: str) -> Sight:
    """What `name` stands for in the release that is installed here."""
    try:
        found = resolve_name(name)
    except (ImportError, AttributeError):
        return Sight("attribute") if _spoken_of(name) else Sight(GONE)
    if inspect.isclass(found):
        return Sight("class", _signature(found), _source(found.__init__))
    if inspect.isroutine(found) or isinstance(found, property):
        body = found.fget if isinstance(found, property) else found
        return Sight("function", "" if body is not found else _signature(found), _source(body))
    return Sight(type(found).__name__)


def _signature(found: object) -> str:
    try:
        return str(inspect.signature(found))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return ""


def _source(found: object) -> str:
    try:
        return inspect.getsource(inspect.unwrap(found))  # type: ignore[arg-type]
    except (OSError, TypeError):
        return ""


def _spoken_of(name: str) -> bool:
    """True if `name` is an attribute that the code of the engine gives to objects, or asks them
    for: most are set on an object while it is laid out, and no class declares them.
    """
    owner, _, attribute = name.rpartition(".")
    try:
        found = resolve_name(owner)
    except (ImportError, AttributeError):
        return False
    return inspect.isclass(found) and attribute in _attributes(name.split(".")[0])


@cache
def _attributes(package: str) -> frozenset[str]:
    """Every attribute that the code of `package` names."""
    path = import_module(package).__file__
    assert path is not None
    trees = (ast.parse(file.read_text("utf-8")) for file in Path(path).parent.rglob("*.py"))
    nodes = (node for tree in trees for node in ast.walk(tree))
    return frozenset(node.attr for node in nodes if isinstance(node, ast.Attribute))


def sights(names: Iterable[str], folder: Path | None = None) -> Mapping[str, Sight]:
    """What each name stands for in the release in `folder`, or in the one that is installed."""
    done = subprocess.run(
        [sys.executable, __file__],
        input=json.dumps(list(names)),
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(folder or "")},
    )
    return {name: Sight(**told) for name, told in json.loads(done.stdout).items()}


if __name__ == "__main__":
    json.dump({name: asdict(look(name)) for name in json.load(sys.stdin)}, sys.stdout)
