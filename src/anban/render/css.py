"""Checking the style sheets of a theme before they are used.

In: a style sheet. Out: diagnostics for text that is no CSS, and for addresses, since a theme must
not load files. Properties and values are not checked here: the layout engine reports those that it
does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import tinycss2
from tinycss2.ast import (
    AtRule,
    Declaration,
    FunctionBlock,
    Node,
    ParseError,
    QualifiedRule,
    URLToken,
)

from anban.core.diagnostics import Diagnostic, Span
from anban.render import rules
from anban.render.folder import File

_HOLD_RULES = frozenset({"media", "supports", "layer", "container"})
"""At-rules whose block contains rules, not declarations."""


def css_faults(file: File) -> tuple[Diagnostic, ...]:
    """The faults of the style sheet `file`, in the order of the text."""
    nodes = tinycss2.parse_stylesheet(file.text, skip_comments=True, skip_whitespace=True)
    return tuple(_faults(file, nodes))


def _faults(file: File, nodes: Iterable[Node]) -> Iterator[Diagnostic]:
    for node in nodes:
        if isinstance(node, ParseError):
            yield rules.CSS_SYNTAX.at(_span(file, node), reason=node.message)
        elif isinstance(node, Declaration):
            yield from _addresses(file, node.value)
        elif isinstance(node, AtRule):
            yield from _at_rule(file, node)
        elif isinstance(node, QualifiedRule):
            yield from _addresses(file, node.prelude)
            yield from _faults(file, tinycss2.parse_blocks_contents(node.content, True, True))


def _at_rule(file: File, rule: AtRule) -> Iterator[Diagnostic]:
    if rule.lower_at_keyword == "import":
        yield rules.CSS_IMPORT.at(_span(file, rule))
    elif rule.lower_at_keyword in _HOLD_RULES:
        yield from _faults(file, tinycss2.parse_rule_list(rule.content or (), True, True))
    elif rule.lower_at_keyword != "namespace":
        yield from _faults(file, tinycss2.parse_blocks_contents(rule.content or (), True, True))


def _addresses(file: File, values: Iterable[Node]) -> Iterator[Diagnostic]:
    for value in values:
        if isinstance(value, URLToken):
            yield from _address(file, value, value.value)
        elif isinstance(value, FunctionBlock):
            if value.lower_name in ("url", "src", "image-set", "image"):
                words = [part.value for part in value.arguments if part.type == "string"]
                yield from _address(file, value, words[0] if words else value.serialize())
            else:
                yield from _addresses(file, value.arguments)
        elif hasattr(value, "content"):
            yield from _addresses(file, value.content)


def _address(file: File, node: Node, address: str) -> Iterator[Diagnostic]:
    if not address.startswith("#"):
        yield rules.CSS_ADDRESS.at(_span(file, node), address=address)


def _span(file: File, node: Node) -> Span:
    return Span(file.path, node.source_line, node.source_column)
