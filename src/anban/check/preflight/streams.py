"""Find what a page paints by interpreting its content stream.

In: a page of pikepdf. Out: a `Painting`. Only what is really painted counts. A colour that is set
but not used, or a graphics state in which nothing is drawn, is not reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from anban.check.preflight.colours import Space, image_ink, space_of
from anban.check.preflight.facts import PlacedPicture

DEEPEST = 16
"""How deeply forms inside forms are followed. A form that draws itself would never end."""
POINTS = 72.0
"""Points in an inch."""
WATCHED = (
    "q Q cm g G rg RG k K cs CS sc scn SC SCN gs Do sh BI ID EI Tr f F f* B B* b b* S s Tj TJ ' \""
)
"""The operators that this module understands (ISO 32000-1, annex A)."""
FILLING = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "Tj", "TJ", "'", '"'))
STROKING = frozenset(("B", "B*", "b", "b*", "S", "s"))
DIRECT = {"g": "gray", "rg": "rgb", "k": "cmyk"}

Matrix = tuple[float, float, float, float, float, float]
GRAY = Space("gray", 1)


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as it was set: its space and its components, or its pattern."""

    space: Space
    parts: tuple[float, ...] = (0.0,)
    pattern: Any = None


@dataclass(frozen=True, slots=True)
class State:
    """The part of the graphics state that is needed here.

    `effects` are the kinds of transparency that are switched on. `over_fill` and `over_stroke` say
    if overprint is switched on.
    """

    matrix: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    fill: Colour = Colour(GRAY)
    stroke: Colour = Colour(GRAY)
    effects: frozenset[str] = frozenset()
    over_fill: bool = False
    over_stroke: bool = False


@dataclass(slots=True)
class Painting:
    """What one page paints; the fields are those of `PageFacts`."""

    spaces: set[str] = field(default_factory=set)
    ink: float = 0.0
    pictures: list[PlacedPicture] = field(default_factory=list)
    effects: set[str] = field(default_factory=set)
    overprints: set[str] = field(default_factory=set)
    painted: bool = False


def follow(page: pikepdf.Page) -> Painting:
    """Find everything that `page` paints."""
    painting = Painting()
    _Follower(painting).run(page, page.resources, State(), 0)
    group = page.obj.get("/Group")
    if group is not None and painting.painted:
        painting.effects.add("a transparency group of the page")
    return painting


class _Follower:
    """Interprets content streams and adds to a `Painting` what they paint."""

    def __init__(self, painting: Painting) -> None:
        self.found = painting

    def run(self, content: Any, resources: Any, state: State, depth: int) -> None:
        """Interpret one content stream that begins in `state`, `depth` forms deep."""
        stack: list[State] = []
        for instruction in pikepdf.parse_content_stream(content, WATCHED):
            operands, name = tuple(instruction.operands), str(instruction.operator)
            if name == "q":
                stack.append(state)
            elif name == "Q":
                state = stack.pop() if stack else state
            elif name == "Do":
                self.draw(operands[0], resources, state, depth)
            elif name == "sh":
                shading = _resource(resources, "/Shading", operands[0])
                self.shade(shading, resources, state)
            elif name == "INLINE IMAGE":
                self.inline(operands[0], resources, state)
            else:
                state = _changed(state, name, operands, resources)
            self.paint(name, state, depth)

    def paint(self, name: str, state: State, depth: int) -> None:
        if name in FILLING:
            self.colour(state.fill, state, over=state.over_fill, depth=depth)
        if name in STROKING:
            self.colour(state.stroke, state, over=state.over_stroke, depth=depth)

    def colour(self, colour: Colour, state: State, *, over: bool, depth: int) -> None:
        self.touch(state)
        if colour.pattern is not None:
            self.pattern(colour.pattern, state, depth)
            return
        self.found.spaces.add(colour.space.name)
        self.found.ink = max(self.found.ink, colour.space.ink(colour.parts))
        if over:
            white = colour.space.ink(colour.parts) == 0 and colour.space.name in ("gray", "cmyk")
            self.found.overprints.add("white" if white else "ink")

    def touch(self, state: State) -> None:
        self.found.painted = True
        self.found.effects |= state.effects

    def pattern(self, pattern: Any, state: State, depth: int) -> None:
        if isinstance(pattern, Stream):
            if depth < DEEPEST:
                self.run(pattern, pattern.get("/Resources", Dictionary()), state, depth + 1)
        elif isinstance(pattern, Dictionary):
            self.shade(pattern.get("/Shading"), Dictionary(), state)

    def shade(self, shading: Any, resources: Any, state: State) -> None:
        self.touch(state)
        if shading is not None:
            self.found.spaces.add(space_of(shading.get("/ColorSpace"), resources).name)

    def draw(self, name: Any, resources: Any, state: State, depth: int) -> None:
        """Draw an external object: a picture, or a form with a content stream of its own."""
        drawn = _resource(resources, "/XObject", name)
        if drawn is None:
            return
        if drawn.get("/Subtype") == Name.Image:
            self.picture(drawn, resources, state)
        elif depth < DEEPEST:
            if "/Group" in drawn and drawn.Group.get("/S") == Name.Transparency:
                state = replace(state, effects=state.effects | {"a transparency group"})
            matrix = tuple(float(one) for one in drawn.get("/Matrix", (1, 0, 0, 1, 0, 0)))
            inner = replace(state, matrix=_times(matrix, state.matrix))
            self.run(drawn, drawn.get("/Resources", resources), inner, depth + 1)

    def picture(self, image: Any, resources: Any, state: State) -> None:
        self.touch(state)
        if "/SMask" in image:
            self.found.effects.add("a picture with a soft mask")
        width, height = int(image.Width), int(image.Height)
        if bool(image.get("/ImageMask", False)):
            self.colour(state.fill, state, over=state.over_fill, depth=0)
            bits = 1
        else:
            space = space_of(image.get("/ColorSpace"), resources)
            bits = int(image.get("/BitsPerComponent", 8))
            self.found.spaces.add(space.name)
            self.found.ink = max(self.found.ink, image_ink(image, space))
        self.place(width, height, bits, state)

    def inline(self, image: Any, resources: Any, state: State) -> None:
        self.touch(state)
        if not image.image_mask:
            self.found.spaces.add(space_of(image.obj.get("/ColorSpace"), resources).name)
        bits = 1 if image.image_mask else image.bits_per_component
        self.place(image.width, image.height, bits, state)

    def place(self, width: int, height: int, bits: int, state: State) -> None:
        # the matrix maps the unit square to the picture's place; its columns are the two sides
        a, b, c, d, _, _ = state.matrix
        across, down = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
        if across > 0 and down > 0:
            ppi = min(width / across, height / down) * POINTS
            self.found.pictures.append(PlacedPicture(width, height, bits, ppi))


def _changed(state: State, name: str, operands: Sequence[Any], resources: Any) -> State:
    """The state after an operator that paints nothing."""
    # operators in capitals set the colour of strokes, in small letters that of fills (8.6.8)
    lower = name.lower()
    side = "fill" if name == lower else "stroke"
    if name == "cm":
        given = tuple(float(one) for one in operands)
        return replace(state, matrix=_times(given, state.matrix))
    if name == "gs":
        return _with(state, _resource(resources, "/ExtGState", operands[0]))
    if lower in DIRECT:
        parts = tuple(float(one) for one in operands)
        colour = Colour(Space(DIRECT[lower], len(parts)), parts)
    elif lower == "cs":
        space = space_of(operands[0], resources)
        colour = Colour(space, space.initial)
    elif lower in ("sc", "scn"):
        colour = _set(getattr(state, side), operands, resources)
    else:
        return state
    return replace(state, fill=colour) if side == "fill" else replace(state, stroke=colour)


def _set(before: Colour, operands: Sequence[Any], resources: Any) -> Colour:
    if operands and isinstance(operands[-1], Name):
        return Colour(before.space, (), _resource(resources, "/Pattern", operands[-1]))
    return Colour(before.space, tuple(float(one) for one in operands))


def _with(state: State, given: Any) -> State:
    """`state` with the entries of a graphics state dictionary (ISO 32000-1, 8.4.5)."""
    if given is None:
        return state
    effects = set(state.effects)
    for key, what in (("/ca", "opacity"), ("/CA", "opacity")):
        if key in given:
            effects -= {f"{what} {key}"}
            effects |= {f"{what} {key}"} if float(given[key]) < 1 else set()
    if "/SMask" in given:
        effects -= {"a soft mask"}
        effects |= set() if given.SMask == Name.None_ else {"a soft mask"}
    if "/BM" in given:
        mode = str(given.BM[0] if isinstance(given.BM, Array) else given.BM)
        effects = {one for one in effects if not one.startswith("blending")}
        effects |= set() if mode in ("/Normal", "/Compatible") else {f"blending {mode}"}
    # /OP alone sets both; with /op it is only for strokes (ISO 32000-1, table 58)
    stroke = bool(given.get("/OP", state.over_stroke))
    fill = bool(given.get("/op", stroke if "/OP" in given else state.over_fill))
    return replace(state, effects=frozenset(effects), over_fill=fill, over_stroke=stroke)


def _resource(resources: Any, kind: str, name: Any) -> Any:
    found = resources.get(kind) if resources is not None else None
    return None if found is None else found.get(str(name))


def _times(one: Sequence[float], other: Matrix) -> Matrix:
    """The product of two matrices of PDF (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip
