"""Drawing nodes as markup: each node by the macro that its class has declared.

In: the templates of a theme, and what one sheet needs to know. Out: a `NodeDrawer`. Templates call
its `draw` for the nodes that stand inside a node.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2.exceptions import UndefinedError
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from anban.core.errors import BugError
from anban.core.nodes import Block, Inline, Note
from anban.core.registry import BlockFacts, NodeFacts, facts
from anban.languages import Language
from anban.manuscript.config.model import Format
from anban.render.addresses import Addresses
from anban.render.templates import Templates, Tool

FILES = ("inline.xhtml", "block.xhtml", "furniture.xhtml")
"""The templates in which macros are looked for."""

UNKNOWN_PAGE = "000"
"""The page number that is shown before the first layout. Most numbers of a book have three digits,
so the second layout changes little."""

Node = Inline | Block | Note

_PREFORMATTED = re.compile("(<pre[ >].*?</pre>)", re.DOTALL)
_BETWEEN_TAGS = re.compile(r"(?<=>)\n|\n(?=<)")
_SPACES = re.compile(" {2,}")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What one sheet needs to be drawn: addresses, the page labels of targets, its notes by their
    ids, the words of its language.
    """

    addresses: Addresses
    pages: Mapping[str, str]
    notes: Mapping[str, Note]
    language: Language


@dataclass(slots=True)
class NodeDrawer:
    """Draws the nodes of one sheet, and collects the pictures that it shows in `pictures`."""

    surroundings: Surroundings
    pictures: dict[str, None] = field(default_factory=dict)
    _macros: dict[str, Macro] = field(default_factory=dict)

    def prepare(self, engine: Templates) -> Mapping[str, Any]:
        """Take the macros of `engine`. Returns the functions that templates may call, by name."""
        tools = self._tools()
        self._macros = engine.macros(FILES, tools)
        return tools

    def _tools(self) -> dict[str, Any]:
        around = self.surroundings
        functions: dict[str, Callable[..., Any]] = {
            "draw": self.draw,
            "draw_solid": self.draw_solid,
            "macro": self.macro,
            "kind": lambda node: _declared(node).macro,
            "href": around.addresses.target,
            "picture": self._picture,
            "page": self._page,
            "find_note": lambda call: around.notes[call.note],
            "say": self._say,
        }
        return {name: Tool(function) for name, function in functions.items()}

    def draw(self, nodes: Node | tuple[Node, ...]) -> str:
        """The markup of a node, or of several nodes one after the other. Blocks stand on lines of
        their own.
        """
        if not isinstance(nodes, tuple):
            return self._macros[_declared(nodes).macro](nodes)
        between = "\n" if nodes and isinstance(_declared(nodes[0]), BlockFacts) else ""
        return Markup(between.join([self.draw(node) for node in nodes]))  # noqa: S704 (see below)

    def draw_solid(self, nodes: tuple[Node, ...]) -> str:
        """The markup of nodes, without the white space that is only there to make it readable.

        WeasyPrint 70.0 does not collapse white space inside a footnote, because only the tree
        without its footnotes goes through `process_whitespace` (formatting_structure/build.py). So
        it would set a line end between two tags as an empty line.
        """
        pieces = _PREFORMATTED.split(self.draw(nodes))
        pieces[::2] = (_SPACES.sub(" ", _BETWEEN_TAGS.sub("", piece)) for piece in pieces[::2])
        return Markup("".join(pieces))  # noqa: S704 (it was markup before)

    def macro(self, name: str, *values: object) -> str:
        """What the macro `name` writes; it may stand in any template that holds macros."""
        if name not in self._macros:
            raise UndefinedError(f"there is no macro '{name}'")
        return self._macros[name](*values)

    def _say(self, key: str, **values: object) -> str:
        """A message of the book's language with these values, of which some may be markup.

        UndefinedError, as a fault of the template, if there is no such message or a value is
        missing.
        """
        drawn = {name: value for name, value in values.items() if isinstance(value, Markup)}
        held = {name: f"{{{name}}}" for name in drawn}
        try:
            words = self.surroundings.language.say(key, **(values | held))
            return escape(words).format_map(drawn) if drawn else words
        except BugError as fault:
            raise UndefinedError(fault.message) from fault

    def _picture(self, source: str) -> str:
        self.pictures[source] = None
        return self.surroundings.addresses.picture(source)

    def _page(self, target: str) -> str:
        """The label of the page on which `target` stands; empty in an EPUB without known pages."""
        printed = self.surroundings.addresses.format is Format.PDF
        return self.surroundings.pages.get(target, UNKNOWN_PAGE if printed else "")


def _declared(node: object) -> NodeFacts:
    """What the class of `node` says of itself. A template may have handed over anything."""
    try:
        return facts(type(node))
    except BugError as fault:
        raise TypeError(f"{type(node).__name__} is no node, and cannot be drawn") from fault
