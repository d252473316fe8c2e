"""Write runs of text as Markdown, so that the parser reads back exactly the same runs.

In: inlines of the tree. Out: from `spell`, the Markdown of one paragraph; from `escape`, words
without markup. Emphasis must not begin or end with a space, so spaces are moved out of it. Where
CommonMark would not read stars as emphasis, an empty comment is put between them and the letter
that prevents it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, assert_never

from anban.importers.tree import (
    Break,
    Call,
    Image,
    Inline,
    Inlines,
    Look,
    Reference,
    Remark,
    StyledRun,
)

_Wrapper = tuple[str, str]
"""A kind of markup and its value, such as `("bold", "")` or `("language", "lo")`."""

_STARS = {"bold": "**", "italic": "*", "both": "***"}
_SEPARATOR = "<!-- -->"
_BRACKETED = re.compile(r"\[[\w \N{HORIZONTAL ELLIPSIS}.,?!-]+\](?![(\[{:])(?=.)")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_LINE_STARTS = re.compile(
    r"#{1,6}(?=[ \t]|\Z)|>|[-+](?=[ \t]|\Z)|~(?=[ \t]|~~)|:(?=[ \t]|::)"
    r"|[|:\-= \t]*[-=][|:\-= \t]*\Z"
)
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=[ \t]|\Z)")


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of Markdown: words, stars that open or close emphasis, or finished markup."""

    kind: Literal["text", "open", "close", "other"]
    raw: str


def spell(inlines: Inlines) -> str:
    """The Markdown of one paragraph. A `Break` becomes a backslash and a line end."""
    items = _with_whole_code(_settled(_bare(inlines)))
    text, tangled = _joined(_with_whole_words(_nest(items, ())))
    if tangled:
        alone = [_alone(item) for item in items]
        text, _ = _joined(_with_whole_words(_nest(alone, ())))
    return _guarded(re.sub(r"[ \t]+(?=\\\n)", "", text))


def _bare(inlines: Inlines) -> Inlines:
    """`inlines` without breaks at both ends, where they would have no effect."""
    told = [at for at, one in enumerate(inlines) if not isinstance(one, Break) and _shows(one)]
    return tuple(
        one
        for at, one in enumerate(inlines)
        if told and (told[0] <= at <= told[-1] or not isinstance(one, Break))
    )


def _shows(inline: Inline) -> bool:
    return not isinstance(inline, StyledRun) or bool(inline.text.strip())


def escape(text: str) -> str:
    """`text` in the middle of a line, escaped so that it has no markup."""
    return _escaped(text, "", "")


# --- looks ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Wrapped:
    inline: Inline
    wrappers: frozenset[_Wrapper]


def _settled(inlines: Inlines) -> list[_Wrapped]:
    """Each inline with the markup around it.

    Spaces at the ends of a run, and inlines that are not runs, get only the markup that both of
    their neighbours have.
    """
    pieces = [piece for inline in inlines for piece in _pieces(inline)]
    looks = [_own(piece) for piece in pieces]
    before = list(_latest(looks))
    behind = list(_latest(looks[::-1]))[::-1]
    return [
        _Wrapped(piece, _between(left, right) if look is None else look)
        for piece, look, left, right in zip(pieces, looks, before, behind, strict=True)
    ]


def _own(piece: Inline) -> frozenset[_Wrapper] | None:
    return _wrappers(piece.look) if isinstance(piece, StyledRun) and _has_text(piece) else None


def _has_text(piece: Inline) -> bool:
    return isinstance(piece, StyledRun) and bool(piece.text.strip() or piece.look.code)


def _pieces(inline: Inline) -> Iterator[Inline]:
    """A run divided into the spaces before its words, the words, and the spaces after them."""
    if not isinstance(inline, StyledRun) or inline.look.code:
        yield inline
        return
    text = re.sub(r"[ \t\r\n\f\v]+", " ", inline.text)
    core = text.strip()
    start = len(text) - len(text.lstrip()) if core else len(text)
    for part in (text[:start], core, text[start + len(core) :]):
        if part:
            yield replace(inline, text=part)


def _wrappers(look: Look) -> frozenset[_Wrapper]:
    found: list[_Wrapper] = []
    found += [("link", look.link)] if look.link else []
    found += [("language", look.language)] if look.language else []
    found += [("class", "smallcaps")] if look.small_caps else []
    found += [("class", look.raised)] if look.raised else []
    if not look.code:
        found += [("bold", "")] if look.bold else []
        found += [("italic", "")] if look.italic else []
    return frozenset(found)


def _latest(looks: list[frozenset[_Wrapper] | None]) -> Iterator[frozenset[_Wrapper]]:
    """For each position, the last known look at it or before it."""
    last: frozenset[_Wrapper] = frozenset()
    for look in looks:
        last = last if look is None else look
        yield last


def _between(before: frozenset[_Wrapper], behind: frozenset[_Wrapper]) -> frozenset[_Wrapper]:
    return frozenset(one for one in before & behind if one[0] != "link")


def _alone(item: _Wrapped) -> _Wrapped:
    """The item with bold and italic as one kind of markup, so that stars are never nested."""
    stars = sorted(kind for kind, _ in item.wrappers if kind in _STARS)
    others = frozenset(one for one in item.wrappers if one[0] not in _STARS)
    kind = "both" if len(stars) > 1 else "".join(stars)
    return replace(item, wrappers=others | {(kind, "")} if kind else others)


def _with_whole_code(items: list[_Wrapped]) -> list[_Wrapped]:
    """Join neighbours that are both code, since their backquotes would run together."""
    joined: list[_Wrapped] = []
    for item in items:
        match joined[-1:], item.inline:
            case [
                _Wrapped(inline=StyledRun(text=first, look=Look(code=True)), wrappers=same)
            ], StyledRun(text=text, look=Look(code=True)) if same == item.wrappers:
                joined[-1] = replace(item, inline=replace(item.inline, text=first + text))
            case _:
                joined.append(item)
    return joined


# --- nesting -------------------------------------------------------------------------------------


def _nest(items: list[_Wrapped], active: tuple[_Wrapper, ...]) -> Iterator[_Token]:
    """The tokens of `items`, with their markup properly nested.

    Of several kinds of markup that begin at one place, the one that ends last is opened first. No
    markup opens before a space or closes after one.
    """
    at = 0
    while at < len(items):
        waiting = sorted(items[at].wrappers - set(active))
        if not waiting or not _has_text(items[at].inline):
            yield from _leaf(items[at].inline)
            at += 1
            continue
        end, wrapper = max(((_reach(items, at, one), one) for one in waiting), key=lambda r: r[0])
        opening, closing = _marks(wrapper)
        yield opening
        yield from _nest(items[at:end], (*active, wrapper))
        yield closing
        at = end


def _reach(items: list[_Wrapped], at: int, wrapper: _Wrapper) -> int:
    last = at
    for end in range(at, len(items)):
        if wrapper not in items[end].wrappers:
            break
        last = end if _has_text(items[end].inline) else last
    return last + 1


def _with_whole_words(tokens: Iterator[_Token]) -> list[_Token]:
    """Join neighbouring tokens that are both words."""
    joined: list[_Token] = []
    for token in tokens:
        if token.kind == "text" and joined and joined[-1].kind == "text":
            joined[-1] = replace(token, raw=joined[-1].raw + token.raw)
        else:
            joined.append(token)
    return joined


def _marks(wrapper: _Wrapper) -> tuple[_Token, _Token]:
    kind, value = wrapper
    match kind:
        case "bold" | "italic" | "both":
            return _Token("open", _STARS[kind]), _Token("close", _STARS[kind])
        case "language":
            return _Token("other", "["), _Token("other", f"]{{lang={value}}}")
        case "class":
            return _Token("other", "["), _Token("other", f"]{{.{value}}}")
        case _:
            return _Token("other", "["), _Token("other", f"]({address(value)})")


def _leaf(inline: Inline) -> Iterator[_Token]:
    match inline:
        case StyledRun(text=text, look=look):
            yield _Token("other", _code(text)) if look.code else _Token("text", text)
        case Break():
            yield _Token("other", "\\\n")
        case Call(label=label):
            yield _Token("other", f"[^{label}]")
        case Reference(label=label):
            yield _Token("other", f"[](#{label})")
        case Image():
            yield _Token("other", image(inline))
        case Remark(text=text):
            yield _Token("other", comment(text))
        case _:
            assert_never(inline)


def image(picture: Image, attributes: str = "") -> str:
    """`![words](path){…}`; a picture without words is marked as decorative."""
    inside = " ".join(filter(None, (attributes, "" if picture.alt.strip() else ".decorative")))
    braces = f"{{{inside}}}" if inside else ""
    words = escape(" ".join(picture.alt.split()))
    return f"![{words}]({address(picture.source)}){braces}"


def address(text: str) -> str:
    """The address of a link or a picture, in angle brackets if it would otherwise end too early."""
    if re.fullmatch(r"[^\s<>()\\&]+", text):
        return text
    return "<" + re.sub(r"([\\<>&])", r"\\\1", " ".join(text.split())) + ">"


def comment(text: str) -> str:
    """An editor's mark as a comment on one line; `text` cannot close the comment early."""
    return f"<!-- {' '.join(text.split()).replace('-->', '-- >').replace('--->', '-- >')} -->"


def _code(text: str) -> str:
    line = text.replace("\n", " ")
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    padded = "`" in (line[:1], line[-1:])
    padded |= bool(line.strip(" ")) and line[0] == line[-1] == " "
    return f"{fence} {line} {fence}" if padded else f"{fence}{line}{fence}"


# --- escaping ------------------------------------------------------------------------------------


def _joined(tokens: list[_Token]) -> tuple[str, bool]:
    """The tokens as one text, with separators where two of them would be read as one.

    The second value is true if stars that could both open and close are inside other stars. In
    that case CommonMark decides by their number which belong together (0.31, 6.2, rules 9 and 10).
    """
    raws = [
        _escaped(token.raw, _raw(tokens, at - 1), _raw(tokens, at + 1))
        if token.kind == "text"
        else token.raw
        for at, token in enumerate(tokens)
    ]
    text, at, depth, tangled = "", 0, 0, False
    while at < len(tokens):
        kind, end = tokens[at].kind, at + 1
        while kind in ("open", "close") and end < len(tokens) and tokens[end].kind == kind:
            end += 1
        stars = "".join(raws[at:end])
        before, behind = text[-1:], raws[end][:1] if end < len(raws) else ""
        if kind == "open":
            apart = before == "*" or _blocked(before, behind)
            text += _SEPARATOR if apart else ""
            depth += end - at
            tangled |= depth > 1 and _could_close(text[-1:], behind)
        elif kind == "close":
            stars += _SEPARATOR if _blocked(behind, before) else ""
            tangled |= depth > 1 and _could_close(stars[-1] if len(stars) > 7 else behind, before)
            depth -= end - at
        text += stars
        at = end
    return text, tangled


def _could_close(outside: str, inside: str) -> bool:
    """True if stars between these two characters could open and also close emphasis."""
    if not outside or outside.isspace():
        return False
    return _is_sign(outside) == _is_sign(inside)


def _raw(tokens: list[_Token], at: int) -> str:
    return tokens[at].raw if 0 <= at < len(tokens) else ""


def _blocked(outside: str, inside: str) -> bool:
    """True if stars between these two characters are not read as emphasis.

    See "left-flanking delimiter run" and "right-flanking delimiter run" in CommonMark 0.31, 6.2.
    """
    free = not outside or outside.isspace() or _is_sign(outside)
    return _is_sign(inside) and not free


def _is_sign(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "PS"


def _escaped(text: str, before: str, behind: str) -> str:
    """Words with a backslash before each character that would be read as markup."""
    text = text.replace("\\", "\\\\")
    text = re.sub(r"[`*{]", r"\\\g<0>", text)
    text = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", text)
    text = _TAG.sub(r"\\<", _ENTITY.sub(r"\\&", text))
    text = _brackets(text)
    if behind.startswith(("[", "<!--")) and text.endswith(("!", "^", "<")):
        text = f"{text[:-1]}\\{text[-1]}"
    if before.endswith("[") and text.startswith("^"):
        text = f"\\{text}"
    if before.endswith(("]", ")")) and text.startswith(("(", "[", ":")):
        text = f"\\{text}"
    return text


def _brackets(text: str) -> str:
    """`text` with its brackets escaped, except those around plain words such as `[sic]`."""
    made, at = [], 0
    for found in _BRACKETED.finditer(text):
        before = text[: found.start()][-1:]
        if before in ("!", "^", "]", "\\"):
            continue
        made += [re.sub(r"[\[\]]", r"\\\g<0>", text[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*made, re.sub(r"[\[\]]", r"\\\g<0>", text[at:])])


def _guarded(text: str) -> str:
    """`text`, escaped where a line would begin a heading, a list or a rule."""
    return "\n".join(guard(line.strip(" \t")) for line in text.split("\n"))


def guard(line: str) -> str:
    """`line` with a backslash if it would begin a heading, a list or a rule."""
    numbered = _NUMBERED.match(line)
    if numbered:
        return f"{numbered[1]}\\{line[numbered.end(1) :]}"
    return f"\\{line}" if _LINE_STARTS.match(line) else line
