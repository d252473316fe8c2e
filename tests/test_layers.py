"""Imports run one way, and disk, clock and environment stay behind their doors."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from anban.languages import AVAILABLE

ROOT = Path(__file__).parent.parent / "src" / "anban"

PACKAGES = (
    "core", "languages", "world", "manuscript", "render", "typeset", "cover", "epub", "shop",
    "check", "importers", "app", "__main__",
)  # fmt: skip
"""From the top down: a package imports only from packages in front of it."""

INSIDE = {
    "core": (
        "diagnostics", "errors", "nearest", "portable", "memo", "numerals", "registry", "nodes",
        "book", "page_numbers", "ways", "walk",
    ),
    "languages": (
        "edits", "words", "collation", "names", "mixtures", "punctuation", "quotes", "ranges",
        "typography", "copyediting", "importing", "language", "folders", "catalogue", *AVAILABLE,
    ),
    "world": (
        "collector", "versions", "rules", "project", "whole_files", "fault_log", "cache",
        "workers", "sources",
        "pictures", "fonts", "profiles", "printers", "publishing", "scaffold",
    ),
    "manuscript": ("config", "parse", "assemble", "resolve", "reader", "sample"),
    "typeset": (
        "rules", "layout", "rounds", "engine", "faults", "paragraph", "notes", "pages", "pdf",
        "store", "compositor", "settle", "write",
    ),
    "check": (
        "rules", "characters", "differences", "glyphs", "parity", "covers", "manuscript", "pages",
        "preflight", "external",
    ),
    "app": (
        "catalogue", "session", "editions", "edition", "covers", "build", "validation", "preflight",
        "fixes", "watch", "cli",
    ),
}  # fmt: skip
"""The same inside a package: its modules and sub-packages, from the top down."""

VALUES = {"anban.render.rendition", "anban.typeset.layout"}
"""Modules of nothing but value types, which every package below their makers may know."""

ENGINE, ENGINE_PARTS = "typeset.engine", {"weasyprint", "pydyf"}
"""The one sub-package that may import the layout engine and what it writes PDFs with."""

STRANGERS = {"typeset": "epub", "epub": "typeset"}

DISK = {
    "world.project", "world.whole_files", "world.cache", "world.workers", "world.fonts",
    "world.profiles", "world.publishing", "world.scaffold", "check.external", "importers.writing",
    "app.cli",
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
    """Every name that `module` imports, in full: `anban.world.fonts.find`, `os`, `pathlib.Path`."""
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


def package(module: str) -> str:
    return module.split(".")[0]


def part(module: str) -> str:
    """The module or sub-package of its package that `module` is or lies in."""
    return module.split(".")[1] if "." in module else ""


def behind(module: str, doors: set[str]) -> bool:
    return any(module == door or module.startswith(f"{door}.") for door in doors)


@pytest.mark.parametrize("module", modules())
def test_a_module_imports_only_from_packages_above_it(module: str) -> None:
    place = PACKAGES.index(package(module))
    below = [name for name in inner(module) if PACKAGES.index(package(name)) > place]
    assert below == []


@pytest.mark.parametrize("module", [one for one in modules() if package(one) in INSIDE])
def test_inside_a_package_imports_run_one_way_too(module: str) -> None:
    order = ("", *INSIDE[package(module)])
    near = [name for name in inner(module) if package(name) == package(module)]
    parts = {name: part(name) for name in near if part(name) in order}
    if part(module):
        place = order.index(part(module))
        assert [name for name, one in parts.items() if order.index(one) > place] == []


@pytest.mark.parametrize("name", INSIDE)
def test_everything_inside_a_package_has_its_place(name: str) -> None:
    inside = {part(module) for module in modules() if package(module) == name}
    assert inside - {""} == set(INSIDE[name])


def test_tests_lie_where_what_they_test_lies() -> None:
    """Every folder of tests that bears the name of a package mirrors a folder of the tool."""
    tests = Path(__file__).parent
    mirrored = {
        path.parent.relative_to(tests)
        for path in tests.rglob("test_*.py")
        if path.relative_to(tests).parts[0] in PACKAGES
    }
    assert [str(path) for path in sorted(mirrored) if not (ROOT / path).is_dir()] == []


@pytest.mark.parametrize("module", modules())
def test_print_and_ebook_know_nothing_of_each_other(module: str) -> None:
    stranger = STRANGERS.get(package(module))
    known = [name for name in inner(module) if package(name) == stranger]
    assert [name for name in known if f"anban.{name}".rpartition(".")[0] not in VALUES] == []


@pytest.mark.parametrize("module", modules())
def test_only_one_package_knows_the_layout_engine(module: str) -> None:
    if behind(module, {ENGINE}):
        return
    assert [name for name in imports(module) if name.split(".")[0] in ENGINE_PARTS] == []
    words = {node.value for node in ast.walk(tree(module)) if isinstance(node, ast.Constant)}
    paths = [word for word in words if isinstance(word, str) and word.startswith("weasyprint.")]
    assert paths == []  # of `importlib`


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
    if behind(module, {"app.cli"}):
        return
    assert [name for name in imports(module) if name.split(".")[0] in CHANCE] == []
    attributes = {node.attr for node in ast.walk(tree(module)) if isinstance(node, ast.Attribute)}
    assert attributes & {"now", "today", "utcnow"} == set()


@pytest.mark.parametrize("module", modules())
def test_only_a_folder_of_a_language_knows_that_language(module: str) -> None:
    """No table and no branch elsewhere is for one language: a new one is a folder and no more."""
    tags = set(AVAILABLE)
    if module == "languages.catalogue" or (package(module) == "languages" and part(module) in tags):
        return
    said = [
        node.value
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [word for word in said if word in tags] == []
    folders = tuple(f"languages.{tag}." for tag in AVAILABLE)
    assert [name for name in inner(module) if name.startswith(folders)] == []


def test_every_package_has_its_place() -> None:
    assert {package(module) for module in modules()} == set(PACKAGES)


@pytest.mark.parametrize("module", modules())
def test_a_module_says_what_it_is(module: str) -> None:
    assert ast.get_docstring(tree(module))


ONE_IDEA = "importers.tree"
"""The importers' tree has the kinds of node that a book has, by the same names, without places."""


def test_no_two_classes_share_a_name() -> None:
    homes: dict[str, list[str]] = {}
    for module in modules():
        if module != ONE_IDEA:
            for node in ast.walk(tree(module)):
                if isinstance(node, ast.ClassDef):
                    homes.setdefault(node.name, []).append(module)
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}
