"""Imports run one way, and disk, clock and environment stay behind their doors."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "src" / "anban"

ROOMS = (
    "diagnostics", "errors", "heap", "cache", "workers", "keeping", "nodes", "book", "nearest",
    "versions", "rules", "language", "printers", "project", "config", "encodings", "source", "walk",
    "svg", "parse", "assemble", "pictures", "resolve", "sampling", "onix", "copyedit", "fonts",
    "profiles", "render", "typeset", "cover", "epub", "check", "publish", "workshop", "reading",
    "dressing", "rewriting", "making", "covering", "asking", "preflighting", "build", "watching",
    "scaffold", "importers", "cli", "__main__",
)  # fmt: skip
"""From the top down: a room imports only from rooms in front of it."""

VALUES = {"anban.render.rendition", "anban.typeset.layout"}
"""Modules of nothing but value types, which every room below their makers may know."""

STRANGERS = {"typeset": "epub", "epub": "typeset"}

DISK = {
    "cache", "workers", "project", "publish", "scaffold", "fonts", "profiles", "check.external",
    "importers.writing", "cli",
}  # fmt: skip
DISK_MODULES = {"os", "shutil", "subprocess", "tempfile", "socket", "glob", "urllib.request"}
CHANCE = {"random", "secrets", "uuid", "time", "threading", "pickle", "marshal", "shelve"}


def modules() -> list[str]:
    paths = sorted(ROOT.rglob("*.py"))
    names = (path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".") for path in paths)
    return [name.removesuffix(".__init__") for name in names if name != "__init__"]


@cache
def tree(module: str) -> ast.Module:
    path = ROOT / module.replace(".", "/")
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return ast.parse(path.read_text("utf-8"))


def imports(module: str) -> Iterator[str]:
    """Every name that `module` imports, in full: `anban.fonts.find`, `os`, `pathlib.Path`."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def inner(module: str) -> Iterator[str]:
    """What `module` imports from the tool itself, without `anban.`."""
    for name in imports(module):
        if name.startswith("anban.") and name != "anban.__version__":
            yield name.removeprefix("anban.")


def room(module: str) -> str:
    return module.split(".")[0]


def behind(module: str, doors: set[str]) -> bool:
    return any(module == door or module.startswith(f"{door}.") for door in doors)


@pytest.mark.parametrize("module", modules())
def test_a_module_imports_only_from_rooms_above_it(module: str) -> None:
    place = ROOMS.index(room(module))
    below = [name for name in inner(module) if ROOMS.index(room(name)) > place]
    assert below == []


@pytest.mark.parametrize("module", modules())
def test_print_and_ebook_know_nothing_of_each_other(module: str) -> None:
    stranger = STRANGERS.get(room(module))
    known = [name for name in inner(module) if room(name) == stranger]
    assert [name for name in known if f"anban.{name}".rpartition(".")[0] not in VALUES] == []


@pytest.mark.parametrize("module", modules())
def test_only_the_doors_touch_the_disk(module: str) -> None:
    if behind(module, DISK):
        return
    assert [name for name in imports(module) if name in DISK_MODULES | {"pathlib.Path"}] == []
    assert [name for name in imports(module) if name.rpartition(".")[0] in DISK_MODULES] == []
    called = [node.func for node in ast.walk(tree(module)) if isinstance(node, ast.Call)]
    assert [func for func in called if isinstance(func, ast.Name) and func.id == "open"] == []


@pytest.mark.parametrize("module", modules())
def test_no_product_depends_on_clock_or_chance(module: str) -> None:
    if room(module) == "cli":
        return
    assert [name for name in imports(module) if name.split(".")[0] in CHANCE] == []
    attributes = {node.attr for node in ast.walk(tree(module)) if isinstance(node, ast.Attribute)}
    assert attributes & {"now", "today", "utcnow"} == set()


def test_every_room_has_its_place() -> None:
    assert {room(module) for module in modules()} <= set(ROOMS)


@pytest.mark.parametrize("module", modules())
def test_a_module_says_what_it_is(module: str) -> None:
    assert ast.get_docstring(tree(module))
