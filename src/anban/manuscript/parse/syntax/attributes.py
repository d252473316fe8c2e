"""Attributes, `{#label .class key=value}`: after a span, a link or a picture, or at a line's end.

In: states of markdown-it-py, texts. Out: the inline rules `span`, `link`, `image` and `stray`;
`Braces`, the text between braces; `split_off`, for the end of headings and captions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import rules_inline
from markdown_it.rules_inline import StateInline

from anban.manuscript.parse import rules
from anban.manuscript.parse.engine import InlineRule, link_label, parse_state_of, span_inline

_BRACES = re.compile(r"\{([^{}\n]*)\}")
_AT_END = re.compile(r"(?<![\\)\]])[ \t]*\{([^{}\n]*)\}$|[ \t]+\{([^{}\n]*)\}$")
_STRAY = re.compile(r"\{(?:[#.][^\W\d]|[\w-]+=)[^{}\n]*\}")


@dataclass(frozen=True, slots=True)
class Braces:
    """The text between braces, and its offset in the run."""

    text: str
    start: int


def split_off(content: str) -> tuple[str, Braces | None]:
    """`content` without the braces at its end, and these braces, if there are any."""
    found = _AT_END.search(content)
    if found is None:
        return content, None
    group = 1 if found[1] is not None else 2
    return content[: found.start()], Braces(found[group], found.start(group))


def span(state: StateInline, silent: bool) -> bool:
    """The rule for `[text]{…}`."""
    start = state.pos
    end = link_label(state, start)
    found = _BRACES.match(state.src, end + 1, state.posMax) if end >= 0 else None
    if found is None:
        return False
    if not silent:
        outer_end = state.posMax
        token = state.push("span_open", "", 1)
        token.meta["braces"] = Braces(found[1], found.start(1))
        state.pos, state.posMax = start + 1, end
        state.md.inline.tokenize(state)
        state.push("span_close", "", -1)
        state.posMax = outer_end
    state.pos = found.end()
    return True


def _with_braces(rule: InlineRule, opening: str) -> InlineRule:
    """`rule` followed by optional braces; its token of type `opening` gets their text."""

    def run(state: StateInline, silent: bool) -> bool:
        before = len(state.tokens)
        if not rule(state, silent):
            return False
        found = _BRACES.match(state.src, state.pos, state.posMax)
        if found is None:
            return True
        state.pos = found.end()
        for token in state.tokens[before:]:
            if token.type == opening:
                token.meta["braces"] = Braces(found[1], found.start(1))
                break
        return True

    return run


def _image(state: StateInline, silent: bool) -> bool:
    """The library's rule for pictures, with the right offsets for the tokens of the description.

    The library reads the description as a text of its own, whose offsets begin at 0.
    """
    outer = state.env["base"]
    state.env["base"] = outer + state.pos + len("![")
    found = rules_inline.image(state, silent)
    state.env["base"] = outer
    return found


link = _with_braces(rules_inline.link, "link_open")
image = _with_braces(_image, "image")


def stray(state: StateInline, silent: bool) -> bool:
    """The rule for braces that look like attributes where they are not allowed: they stay text."""
    found = _STRAY.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        at = span_inline(state, found.start(), found.end())
        parse_state_of(state).report(rules.STRAY_ATTRIBUTES, at, braces=found[0])
        state.append_pending(found[0])
    state.pos = found.end()
    return True
