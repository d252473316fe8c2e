"""The adapter to markdown-it-py 4: it chooses the library's rules and gives each token its place.

In: text. Out: `Grammar`, whose `blocks` and `inlines` give tokens with places. A block token with a
map has `meta["column"]`, the column from 0 at which it begins. An inline token has `meta["start"]`
and, unless it is an opening token, `meta["stop"]`: offsets in the text from which it was read.
markdown-it-py 4.3 itself gives no places to inline tokens and no columns to blocks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt, helpers, rules_block, rules_inline
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline, RuleFuncInline2Type, RuleFuncInlineType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from anban.core.diagnostics import Span
from anban.manuscript.parse import rules
from anban.manuscript.parse.places import RunPlaces
from anban.manuscript.parse.state import ParseState

DEEPEST = 20
"""The most levels of nesting that are read. A list, like a definition list, counts as two levels:
the list and its item."""

BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]
Environment = MutableMapping[str, Any]


def parse_state_of(state: StateBlock | StateInline) -> ParseState:
    """The `ParseState` of the file that is being parsed."""
    parse_state: ParseState = state.env["parse_state"]
    return parse_state


def column_of(state: StateBlock, line: int) -> int:
    """The column from 0 at which the text of a line begins, after the marks of its containers."""
    offset = state.bMarks[line] + state.tShift[line]
    return offset - (state.src.rfind("\n", 0, offset) + 1)


def text_of(state: StateBlock, line: int) -> str:
    """The text of a line, without the marks of its containers and without leading spaces."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def begins(state: StateBlock, line: int, mark: str) -> bool:
    """True if the text of a line begins with `mark` and is not indented like code."""
    start = state.bMarks[line] + state.tShift[line]
    return state.src.startswith(mark, start) and not state.is_code_block(line)


def span_of(state: StateBlock, line: int, length: int = 1) -> Span:
    """The place of the first `length` characters of the text of a line."""
    return parse_state_of(state).span(line, column_of(state, line), length)


def span_inline(state: StateInline, start: int, stop: int) -> Span:
    """The place of the characters from `start` up to `stop` (exclusive) of the present text."""
    places: RunPlaces = state.env["places"]
    base: int = state.env["base"]
    return places.span(base + start, base + stop)


def link_label(state: StateInline, start: int) -> int:
    """The offset of the bracket that closes the one at `start`; -1 if there is none."""
    return helpers.parseLinkLabel(state, start)


def _placed(rule: BlockRule) -> BlockRule:
    def run(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        before = len(state.tokens)
        found = rule(state, start, end, silent)
        if found and not silent:
            for token in state.tokens[before:]:
                if token.map is not None and "column" not in token.meta:
                    token.meta["column"] = column_of(state, token.map[0])
        return found

    return run


def _depth(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A rule that reports too deep nesting. markdown-it-py would silently drop such blocks."""
    if silent or state.level <= DEEPEST:
        return False
    parse_state_of(state).report(rules.TOO_DEEP, span_of(state, start), limit=DEEPEST)
    state.line = end
    return True


def _fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A rule for fenced code that also reports a fence that is never closed."""
    found = rules_block.fence(state, start, end, silent)
    if found and not silent:
        fence = state.tokens[-1].markup
        last = text_of(state, state.line - 1).rstrip(" \t")
        if state.line - 1 == start or not last.startswith(fence) or last.strip(fence[0]):
            span = span_of(state, start, len(fence))
            parse_state_of(state).report(rules.OPEN_FENCE, span, fence=fence)
    return found


def paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule for paragraphs: unlike the library's, it keeps odd spaces at both ends."""
    found = rules_block.paragraph(state, start, end, silent)
    text = state.getLines(start, state.line, state.blkIndent, False)
    state.tokens[-2].content = text.strip(" \t\n")
    return found


def definition_list() -> BlockRule:
    """The rule of the plugin for definition lists.

    The plugin can only add it to a whole parser, so it is taken from such a parser.
    """
    host = MarkdownIt().use(deflist_plugin)
    return next(rule for rule in host.block.ruler.getRules("") if rule.__name__ == "deflist")


class _Blocks(ParserBlock):
    def __init__(self, own: dict[str, tuple[BlockRule, list[str]]], definitions: BlockRule) -> None:
        super().__init__()
        interrupting = ["paragraph", "reference", "blockquote", "list"]
        self.ruler = Ruler()
        for name, rule, ended in (
            ("depth", _depth, []),
            *((name, rule, ended) for name, (rule, ended) in own.items()),
            ("table", rules_block.table, ["paragraph", "reference"]),
            ("code", rules_block.code, []),
            ("fence", _fence, interrupting),
            ("blockquote", rules_block.blockquote, interrupting),
            ("hr", rules_block.hr, interrupting),
            ("list", rules_block.list_block, ["paragraph", "reference", "blockquote"]),
            ("reference", rules_block.reference, []),
            ("heading", rules_block.heading, ["paragraph", "reference", "blockquote"]),
            ("lheading", rules_block.lheading, []),
            ("definitions", definitions, ["paragraph", "reference", "blockquote"]),
            ("paragraph", paragraph, []),
        ):
            self.ruler.push(name, _placed(rule), {"alt": ended})


class _State(StateInline):
    """The state of an inline run; it gives each token its offsets in the text."""

    def __init__(self, src: str, md: MarkdownIt, env: Environment, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self.rule_start = 0
        self._pending_start = 0

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self._pending_start = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802 (the library's name)
        token = super().pushPending()
        token.meta["start"] = self._pending_start
        token.meta["stop"] = self._pending_start + len(token.content)
        return token

    def push(self, ttype: str, tag: str, nesting: int) -> Token:
        token = super().push(ttype, tag, nesting)  # type: ignore[arg-type]
        token.meta["start"] = self.rule_start
        return token


def _emphasis(state: StateInline, silent: bool) -> bool:
    """A rule for stars. Each star becomes a token; `delimiter` says if it could mark emphasis."""
    start = state.pos
    found = rules_inline.emphasis.tokenize(state, silent)
    count = state.pos - start
    if found:
        pairs = zip(state.tokens[-count:], state.delimiters[-count:], strict=True)
        for offset, (token, delimiter) in enumerate(pairs, start):
            token.meta |= {"start": offset, "stop": offset + 1}
            token.meta["delimiter"] = delimiter.open or delimiter.close
    return found


def autolink(state: StateInline, silent: bool) -> bool:
    """The library's rule for `<address>`, with offsets for the text between the brackets."""
    start, before = state.pos, len(state.tokens)
    found = rules_inline.autolink(state, silent)
    for token in state.tokens[before:]:
        if token.type == "text" and "stop" not in token.meta:
            token.meta |= {"start": start + 1, "stop": state.pos - 1}
    return found


class _Inlines(ParserInline):
    """The inline rules: one for plain text, and one that calls the rules for a character.

    The library tries a dozen rules at each character instead, which takes longer.
    """

    def __init__(self, own: dict[str, tuple[InlineRule, ...]]) -> None:
        super().__init__()
        self.rules: dict[str, tuple[InlineRule, ...]] = {
            "\n": (rules_inline.newline,),
            "\\": (rules_inline.escape,),
            "`": (rules_inline.backtick,),
            "*": (_emphasis,),
            "_": (_emphasis,),
            "&": (rules_inline.entity,),
            **own,
        }
        self._signs = re.compile(f"[{re.escape(''.join(self.rules))}]")
        self.ruler = Ruler[RuleFuncInlineType]()
        self.ruler.push("text", rules_inline.text)
        self.ruler.push("marked", self._marked)
        self.ruler2 = Ruler[RuleFuncInline2Type]()
        self.ruler2.push("balance_pairs", rules_inline.link_pairs)
        self.ruler2.push("emphasis", rules_inline.emphasis.postProcess)

    def _marked(self, state: StateInline, silent: bool) -> bool:
        candidates = self.rules.get(state.src[state.pos], ())
        if candidates and silent and state.level >= DEEPEST:
            # The library looks for the end of nested brackets: here they count as never closed.
            state.pos = state.posMax
            return True
        return any(_run(rule, state, silent) for rule in candidates)

    def parse(self, src: str, md: MarkdownIt, env: Environment, tokens: list[Token]) -> list[Token]:
        if not self._signs.search(src):
            tokens += [plain_token(src)] if src else []
            return tokens
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def plain_token(text: str) -> Token:
    """One token for a whole run without markup."""
    return Token("text", "", 0, content=text, meta={"start": 0, "stop": len(text)})


def _run(rule: InlineRule, state: StateInline, silent: bool) -> bool:
    if silent or not isinstance(state, _State):
        return rule(state, silent)
    outer, state.rule_start = state.rule_start, state.pos
    before = len(state.tokens)
    found = rule(state, silent)
    state.rule_start = outer
    if found and len(state.tokens) > before:
        state.tokens[-1].meta.setdefault("stop", state.pos)
    return found


class Grammar:
    """markdown-it-py with the rules of the manuscript's language.

    `blocks` are the rules of this program, which come before the library's; each has the names of
    the blocks that it may end. `definitions` is the rule for definition lists, which comes last.
    `inlines` has the rules for each character with which markup can begin.
    """

    def __init__(
        self,
        blocks: dict[str, tuple[BlockRule, list[str]]],
        definitions: BlockRule,
        inlines: dict[str, tuple[InlineRule, ...]],
    ) -> None:
        # store_labels: a link remembers which definition it used. maxNesting must be higher than
        # DEEPEST, since the library silently drops what is deeper.
        options = {"html": True, "store_labels": True, "maxNesting": 5 * DEEPEST}
        self._parser = MarkdownIt("commonmark", options)
        # Addresses are checked later, when their places are known. The library's check would turn
        # a bad link into text.
        self._parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
        self._parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
        # The library would not read a link if its words contain a note or a span.
        self._parser.helpers = SimpleNamespace(  # type: ignore[assignment]
            parseLinkLabel=lambda state, start, _nested=False: link_label(state, start),
            parseLinkDestination=helpers.parseLinkDestination,
            parseLinkTitle=helpers.parseLinkTitle,
        )
        self._parser.block = _Blocks(blocks, definitions)
        self._parser.inline = _Inlines(inlines)

    def blocks(self, parse_state: ParseState, text: str) -> tuple[list[Token], Environment]:
        """The block tokens of `text`, and the environment with its definitions of links."""
        env: Environment = {"parse_state": parse_state}
        tokens: list[Token] = []
        self._parser.block.parse(text, self._parser, env, tokens)
        return tokens, env

    def inlines(self, env: Environment, text: str, places: RunPlaces) -> list[Token]:
        """The inline tokens of `text`, whose characters have the places `places`."""
        inner = {**env, "places": places, "base": 0}
        return self._parser.inline.parse(text, self._parser, inner, [])
