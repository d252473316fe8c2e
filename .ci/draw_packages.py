"""Draw the packages of the tool and what each builds on, from its imports, as `.ci/packages.svg`.

In: the source under `src/anban`. Out: the picture at the head of CONTRIBUTING.md. An arrow leads
from a package to one that imports it; where a longer way leads there, too, the arrow is left out.
`--check` writes nothing and ends with 1 if the picture is not that of the source.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE, PICTURE = ROOT / "src/anban", ROOT / ".ci/packages.svg"

ROWS = (
    ("", {"core": (0, 14)}),
    ("read", {"languages": (0, 7), "world": (7, 14)}),
    ("", {"manuscript": (0, 14)}),
    ("draw", {"render": (0, 8), "shop": (8, 10), "importers": (10, 14)}),
    ("set", {"typeset": (0, 8)}),
    ("pack", {"epub": (0, 4), "cover": (4, 8)}),
    ("prove", {"check": (0, 8)}),
    ("", {"app": (0, 14)}),
)
"""From the top down: the step of a build that a row takes, and its packages, each with the columns
between which it stands."""
COLUMNS = 14
SAYS = {
    "core": "findings, nodes, the book",
    "languages": "one folder for each language",
    "world": "disk, fonts, pictures, publishing",
    "manuscript": "book.toml, Markdown, references",
    "render": "themes, templates",
    "importers": "other people's files",
    "typeset": "sheets become pages and PDF",
    "epub": "the ebook",
    "cover": "back, spine, front",
    "shop": "ONIX",
    "check": "nothing is lost",
    "app": "sessions, builds, the command line",
}
WIDTH, LEFT, BOX, GAP = 820, 90, 56, 34
"""Pixels: of the picture, of its margin with the steps, of a box's height, between two rows."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Each module's name without `anban.`, and its syntax tree."""
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).with_suffix("").as_posix().replace("/", ".")
        yield name.removesuffix(".__init__"), ast.parse(path.read_text("utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    """The packages of the tool that a module imports from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "anban":
            names = [node.module] if node.module != "anban" else [f".{a.name}" for a in node.names]
            yield from (str(name).split(".")[1] for name in names)


def builds_on() -> dict[str, set[str]]:
    """What each package imports from, itself left out."""
    found: dict[str, set[str]] = {name: set() for _, row in ROWS for name in row}
    for name, tree in modules():
        package = name.split(".")[0]
        if package in found:
            found[package] |= {one for one in imported(tree) if one in found} - {package}
    return found


def shortest(graph: Mapping[str, set[str]]) -> list[tuple[str, str]]:
    """The arrows that no longer way makes needless, from what is imported to who imports it."""

    def behind(name: str) -> set[str]:
        return graph[name] | {far for near in graph[name] for far in behind(near)}

    return [
        (near, name)
        for name in graph
        for near in sorted(graph[name])
        if not any(near in behind(other) for other in graph[name] - {near})
    ]


def inside(package: str) -> list[str]:
    """The sub-packages of a package, by name."""
    folders = (path.parent for path in (SOURCE / package).glob("*/__init__.py"))
    return sorted(folder.name for folder in folders)


def places() -> dict[str, tuple[int, int, int]]:
    """Left edge, top and width of each box."""
    found = {}
    for row, (_, columns) in enumerate(ROWS):
        for name, (start, end) in columns.items():
            left, right = ((WIDTH - LEFT) * column // COLUMNS for column in (start, end))
            found[name] = LEFT + left, GAP + row * (BOX + GAP), right - left - GAP // 2
    return found


def arrows(boxes: Mapping[str, tuple[int, int, int]]) -> Iterator[str]:
    """Lines from the lower edge of a box to the upper edge of another."""
    for start, end in shortest(builds_on()):
        (_, y1, _), (_, y2, _) = boxes[start], boxes[end]
        middle = _middle(boxes[start], boxes[end])
        yield f'<path d="M{middle} {y1 + BOX} V{y2 - 2}" marker-end="url(#head)"/>'


def _middle(one: tuple[int, int, int], two: tuple[int, int, int]) -> int:
    """Where an arrow goes straight down between two boxes: the middle of the narrower."""
    left, _, width = min(one, two, key=lambda box: box[2])
    return left + width // 2


def draw() -> str:
    """The picture as SVG."""
    boxes = places()
    height = GAP + len(ROWS) * (BOX + GAP)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}"'
        f' viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="13">',
        "<title>The packages of anban, and what each builds on</title>",
        '<defs><marker id="head" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7"'
        ' markerHeight="7" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="#8a6d3b"/></marker>'
        "</defs>",
        f'<rect width="{WIDTH}" height="{height}" fill="#fffdf8"/>',
        '<g fill="none" stroke="#8a6d3b" stroke-width="1.2">',
        *arrows(boxes),
        "</g>",
    ]
    for row, (step, _) in enumerate(ROWS):
        top = GAP + row * (BOX + GAP) + BOX // 2 + 5
        lines += [f'<text x="20" y="{top}" font-style="italic">{step}</text>'] if step else []
    for name, (left, top, width) in boxes.items():
        middle, parts = left + width // 2, " · ".join(inside(name))
        lines += [
            f'<rect x="{left}" y="{top}" width="{width}" height="{BOX}" rx="5" fill="#fff"'
            ' stroke="#333"/>',
            f'<text x="{middle}" y="{top + 18}" text-anchor="middle" font-weight="bold"'
            f' font-size="15">{name}</text>',
            f'<text x="{middle}" y="{top + 34}" text-anchor="middle">{escape(SAYS[name])}</text>',
        ]
        if parts:
            lines.append(
                f'<text x="{middle}" y="{top + 49}" text-anchor="middle" font-size="11"'
                f' fill="#666">{parts}</text>'
            )
    return "\n".join([*lines, "</svg>", ""])


def main(words: list[str]) -> int:
    """Write the picture, or check it."""
    if "--check" in words:
        return 0 if PICTURE.read_text("utf-8") == draw() else 1
    PICTURE.write_text(draw(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
