"""What each kind of node says of itself, once, beside its class.

In: the classes of `nodes`, each behind `block`, `inline` or `member`. Out: `facts`, what a class
has said, which the walks, the drawing of sheets and the checks go by. Nothing has a default: who
forgets a fact, or a field that holds nodes, is told so when `nodes` is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import fields as fields_of
from enum import Enum
from typing import ParamSpec, TypeVar

from anban.core.errors import BugError

SOFT = "\n"
"""Stands for a line end of the source."""
HARD = "\u2028"
"""Stands for a line end that is kept."""
OBJECT = "\ufffc"
"""Stands for a node that is not text."""


class Says(Enum):
    """Where the characters of a node come from that a reader reads."""

    TEXT = "its field `text`"
    SPACE = "one space"
    HELD = "what it holds"
    NOTHING = "nothing"


class NodeRole(Enum):
    """What a node is among the words around it.

    The copy editor reads OWN, QUOTED and LINK, and the words of a PICTURE block; what is APART is
    never corrected.
    """

    OWN = "words of the book's own"
    QUOTED = "words of somebody else, all but an attribution"
    APART = "no words of the book's language: code, a run in another language"
    LINK = "it leads somewhere, and may not stand in another link"
    PICTURE = "it shows the file that its `source` names, described by its `alt`"


class RunKind(Enum):
    """What a run of words is on the page."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    VERSE = "verse"
    CELL = "cell"
    CAPTION = "caption"
    TERM = "term"
    ATTRIBUTION = "attribution"
    INLINE = "inline"
    """A stretch inside a run: what an emphasis or a link holds."""
    UNREAD = "unread"
    """No words: references that nobody reads, such as those to the description of a figure."""


class Asks(Enum):
    """What a check of pages asks of the lines that stand in an element of a node's markup."""

    PROSE = "no line of a block stands alone on a page, and the word spaces are even"
    HEADING = "lines of text stand below it on its page"
    CELL = "at least two rows stand on each page"
    HEAD = "the rows below it stand on its page"
    CAPTION = "what it belongs to stands on its page"
    NOTHING = "nothing"


# --- what a node holds ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HoldsWords:
    """A field of inlines, and what they are on the page."""

    field: str
    run: RunKind


@dataclass(frozen=True, slots=True)
class HoldsBlocks:
    """A field of blocks."""

    field: str


@dataclass(frozen=True, slots=True)
class HoldsBlockRuns:
    """A field of several runs of blocks, such as the meanings of a term."""

    field: str


@dataclass(frozen=True, slots=True)
class HoldsMembers:
    """A field of members: the items of a list, the cells of a table's head."""

    field: str
    of: type


@dataclass(frozen=True, slots=True)
class HoldsRows:
    """A field of rows of members: the cells of a table, the lines of stanzas."""

    field: str
    of: type


Holds = HoldsWords | HoldsBlocks | HoldsBlockRuns | HoldsMembers | HoldsRows


# --- what a node says -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFacts:
    """What a part of a block, or a note, says of itself.

    `macro` is the macro of the templates that draws it; empty if the macro of its block does.
    `holds` are its fields with nodes in them, in reading order.
    """

    macro: str
    holds: tuple[Holds, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineFacts:
    """What an inline says of itself.

    `macro` is the macro of `inline.xhtml` that draws it. `holds` are its fields with nodes in them,
    in reading order. `sign` is the one character that stands for it in a line of text while that is
    corrected; empty for text itself.
    """

    macro: str
    holds: tuple[Holds, ...]
    says: Says
    role: NodeRole
    sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockFacts:
    """What a block says of itself.

    `macro` is the macro of `block.xhtml` that draws it. `holds` are its fields with nodes in them,
    in reading order. `lines` are the elements of its markup in which lines of its own stand, each
    with what a check of pages asks of them; what a block inside it draws is that block's.
    """

    macro: str
    holds: tuple[Holds, ...]
    says: Says
    role: NodeRole
    lines: Mapping[str, Asks]


NodeFacts = InlineFacts | BlockFacts | MemberFacts
Node = TypeVar("Node")
Given = ParamSpec("Given")

KINDS: dict[type, NodeFacts] = {}
"""Every kind of node, in the order of `nodes`; only the decorators below write to it."""


def _declaring(
    made: Callable[Given, NodeFacts],
) -> Callable[Given, Callable[[type[Node]], type[Node]]]:
    """The decorator that takes the facts of `made`, and declares the class below it."""

    def decorator(*given: Given.args, **named: Given.kwargs) -> Callable[[type[Node]], type[Node]]:
        facts = made(*given, **named)
        return lambda kind: _declare(kind, facts)

    return decorator


inline = _declaring(InlineFacts)
block = _declaring(BlockFacts)
member = _declaring(MemberFacts)


def facts(kind: type) -> NodeFacts:
    """What `kind` has said of itself. Raises `BugError` for a class that is no node."""
    if kind not in KINDS:
        raise BugError(f"{kind.__name__} is no kind of node: declare it in anban.core.nodes")
    return KINDS[kind]


def inline_facts(kind: type) -> InlineFacts:
    found = facts(kind)
    assert isinstance(found, InlineFacts), f"{kind.__name__} is no inline"
    return found


def block_facts(kind: type) -> BlockFacts:
    found = facts(kind)
    assert isinstance(found, BlockFacts), f"{kind.__name__} is no block"
    return found


def elements(asked: Asks) -> frozenset[str]:
    """The elements of the lines of which a check of pages asks this."""
    blocks = [found for found in KINDS.values() if isinstance(found, BlockFacts)]
    if not blocks:
        raise BugError("no kind of node is declared yet: import anban.core.nodes first")
    return frozenset(name for one in blocks for name, asks in one.lines.items() if asks is asked)


def close(union: Iterable[type], sort: type[NodeFacts]) -> None:
    """Hold a closed union against the declarations; TypeError with the names that only one has."""
    declared = {kind for kind, found in KINDS.items() if isinstance(found, sort)}
    odd = sorted(kind.__name__ for kind in declared ^ set(union))
    if odd:
        raise TypeError(f"in the union or declared, but not both: {', '.join(odd)}")


# --- what may not be forgotten --------------------------------------------------------------------


def _declare(kind: type[Node], found: NodeFacts) -> type[Node]:
    faults = [*_of_fields(kind, found.holds), *_of_macro(kind, found.macro)]
    if not isinstance(found, MemberFacts):
        faults += _of_words(kind, found)
    if isinstance(found, BlockFacts):
        faults += _of_lines(kind, found.lines)
    if faults:
        raise TypeError("; ".join(faults))
    KINDS[kind] = found
    return kind


def _of_fields(kind: type, holds: tuple[Holds, ...]) -> list[str]:
    """The fields that hold nodes are those that `holds` names."""
    named = [one.field for one in holds]
    nodes = {"Inline", "Inlines", "Block", "Blocks", *(one.__name__ for one in KINDS)}
    faults = []
    for field in fields_of(kind):
        words = str(field.type).replace("[", " ").replace("]", " ").replace(",", " ").split()
        if nodes & set(words) and field.name not in named:
            faults.append(f"{kind.__name__}.{field.name} holds nodes, but `holds` leaves it out")
    known = {field.name for field in fields_of(kind)}
    faults += [f"{kind.__name__} has no field {name}" for name in named if name not in known]
    return faults


def _of_macro(kind: type, macro: str) -> list[str]:
    """No two kinds are drawn by one macro."""
    same = [one.__name__ for one, found in KINDS.items() if macro and found.macro == macro]
    return [f"{kind.__name__} and {name} have one macro, {macro}" for name in same]


def _of_words(kind: type, found: InlineFacts | BlockFacts) -> list[str]:
    """A node has what it says that it has."""
    name = kind.__name__
    known = {field.name for field in fields_of(kind)}
    needed = ["text"] if found.says is Says.TEXT else []
    needed += ["source", "alt"] if found.role is NodeRole.PICTURE else []
    faults = [f"{name} has no field {one}" for one in needed if one not in known]
    read = [one for one in found.holds if getattr(one, "run", None) is not RunKind.UNREAD]
    if bool(read) != (found.says is Says.HELD):
        faults.append(f"{name} says {found.says.value}, but has {len(read)} fields to be read")
    if isinstance(found, InlineFacts):
        if len(found.sign) > 1 or not (found.sign or found.says is Says.TEXT):
            faults.append(f"{name} has no sign of one character, and is no text")
    elif found.says is Says.TEXT and found.role is not NodeRole.APART:
        faults.append(f"{name}.text would never be read: it is APART, or has to be inlines")
    return faults


def _of_lines(kind: type, lines: Mapping[str, Asks]) -> list[str]:
    """Of the lines in one kind of element only one thing is asked, whichever node draws it."""
    others = [(one, found.lines) for one, found in KINDS.items() if isinstance(found, BlockFacts)]
    return [
        f"{kind.__name__} and {other.__name__} ask two things of <{name}>"
        for other, known in others
        for name in lines
        if known.get(name, lines[name]) is not lines[name]
    ]
