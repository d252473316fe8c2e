"""The styles of the elements of a sheet. Each is computed once for all elements that are alike.

In: the style sheets of an `Engine`, a document. Out: `ElementStyles`, from which the layout engine
gets the style of an element or a page.

WeasyPrint 70.0 matches every element of every document with every selector. An element with an id
shares its style, and those of all elements in it, with no other element. Here elements are of one
kin if no selector can distinguish them. All elements of a kin have one style, in all sheets. A kin
also shares the style of another kin if the same is declared for both. For example, a selector that
keeps the last items of a list together makes each item a kin of its own, but most of them have the
same style.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from weasyprint.css import (
    ComputedStyle,
    InitialStyle,
    declaration_precedence,
    find_style_attributes,
)
from weasyprint.css.validation import preprocess_declarations

from anban.typeset.engine.selectors import INNER, placed

if TYPE_CHECKING:
    from anban.typeset.engine.shapes import StyleFor
else:
    from weasyprint.css import StyleFor

ATTRIBUTE = re.compile(r"\[\s*([\w-]+)")
SELECTOR_END = re.compile(r"[,{}]")
COUNTED = re.compile(r":nth-|-of-type|~")
VIEWPORT = re.compile(r"\d(?:[lsd]?v|p)(?:w|h|i|b|min|max)\b")
"""Lengths that depend on the size of the first page that was made."""
OWN = frozenset(("class", "lang", "style", "name"))
"""Attributes that the engine itself looks at, or selectors by class or language."""


@dataclass(frozen=True, slots=True)
class KinStyle:
    """The style of the elements of one kin, and the styles of their pseudo-elements."""

    style: Any
    pseudo: dict[str, Any]


class StyleCache:
    """The styles that the sheets of an `Engine` share, by kin.

    `engine` is the engine's own style sheet and `css` all others. Only the latter are searched for
    selectors that look further than neighbours: the engine's own have them for forms alone. `alike`
    is false if styles cannot be shared at all.
    """

    def __init__(
        self, sheets: list[tuple[Any, str, None]], engine: str, css: str, fonts: Any
    ) -> None:
        self.sheets = sheets
        self.fonts = fonts
        self.attributes = OWN | set(ATTRIBUTE.findall(engine + css))
        self.neighbours = max(part.count("+") for part in SELECTOR_END.split(css))
        self.counted = bool(COUNTED.search(css))
        self.alike = not (placed(css) or VIEWPORT.search(css))
        self.sizes: dict[str, Any] = {"box": None, "area": None}
        self.kin: dict[Any, int] = {}
        self.styles: dict[int, KinStyle] = {}
        self.declared: dict[Any, KinStyle] = {}
        self.pages: dict[Any, Any] = {}


class ElementStyles(StyleFor):
    """The styles of the elements of `html`, and of its pages as they come."""

    def __init__(self, html: Any, style_cache: StyleCache) -> None:
        if not style_cache.alike:
            super().__init__(html, style_cache.sheets, False, style_cache.fonts, None)
            self.pages: dict[Any, Any] = {}
            return
        self._cascaded_styles: dict[Any, Any] = {}
        self._computed_styles: dict[Any, Any] = {}
        self._sheets = style_cache.sheets
        self.initial_page_sizes = style_cache.sizes
        self.font_config = style_cache.fonts
        self.pages = style_cache.pages
        self._style_cache = style_cache
        self._html = html
        self._kin: dict[Any, int] = {None: -1}
        for wrapper in html.wrapper_element.iter_subtree():
            self._assign(wrapper)

    def _assign(self, wrapper: Any) -> None:
        element, style_cache = wrapper.etree_element, self._style_cache
        kin = style_cache.kin.setdefault(self._traits(wrapper), len(style_cache.kin))
        self._kin[element] = kin
        if kin not in style_cache.styles:
            style_cache.styles[kin] = self._made(wrapper)
        kin_style, name = style_cache.styles[kin], element.get("id")
        found = self._computed_styles
        found[element, None] = AnchoredStyle(kin_style.style, name) if name else kin_style.style
        for pseudo, style in kin_style.pseudo.items():
            found[element, pseudo] = style

    def _traits(self, wrapper: Any) -> tuple[Any, ...]:
        """All that a selector can ask of an element. The kin of its parent stands for everything
        above it.
        """
        element, siblings, index = wrapper.etree_element, wrapper.etree_siblings, wrapper.index
        parent = wrapper.parent.etree_element if wrapper.parent else None
        before = siblings[max(0, index - self._style_cache.neighbours) : index]
        place: Any = (index == 0, index == len(siblings) - 1)
        if self._style_cache.counted and element.tag in INNER:
            place = (index, len(siblings), *map(self._looks, siblings[:index]))
        empty = not len(element) and not element.text
        return (
            self._kin[parent], self._looks(element), place, empty, *map(self._looks, before),
        )  # fmt: skip

    def _looks(self, element: Element) -> tuple[Any, ...]:
        wanted = self._style_cache.attributes
        shown = tuple(item for item in element.attrib.items() if item[0] in wanted)
        return element.tag, shown, "href" in element.attrib

    def _made(self, wrapper: Any) -> KinStyle:
        """The styles of a kin, made for its first element. If the same is declared for an earlier
        kin, they are the styles of that one.
        """
        cascades, above = self._cascades(wrapper), wrapper.parent
        parent = self._plain(above.etree_element) if above else None
        key = id(parent), *((pseudo, *_matched(one)) for pseudo, one in cascades.items())
        known = self._style_cache.declared
        if key not in known:
            known[key] = self._cut(cascades, parent)
        return known[key]

    def _cut(self, cascades: dict[str | None, dict[str, Any]], parent: Any) -> KinStyle:
        """Compute the styles of an element and its pseudo-elements from their declarations."""
        style_cache, base = self._style_cache, self._html.base_url
        first = parent is None
        root = InitialStyle(style_cache.fonts) if first else self._plain(self._html.etree_element)
        about = (base, style_cache.fonts, style_cache.sizes)
        style = ComputedStyle(parent, cascades.get(None, {}), None, root, *about)
        top = style if first else root
        return KinStyle(style, {
            pseudo: ComputedStyle(style, cascade, pseudo, top, *about)
            for pseudo, cascade in cascades.items()
            if pseudo
        })  # fmt: skip

    def _plain(self, element: Element) -> Any:
        """The style that an element shares with its kin."""
        return self._style_cache.styles[self._kin[element]].style

    def _cascades(self, wrapper: Any) -> dict[str | None, dict[str, Any]]:
        """The declarations for an element and its pseudo-elements; for each property the one with
        the highest precedence (CSS Cascade 4, 6).
        """
        found: dict[str | None, dict[str, Any]] = {}
        element = wrapper.etree_element
        nameless = {name: value for name, value in element.attrib.items() if name != "id"}
        own = find_style_attributes(Element(element.tag, nameless), False, self._html.base_url)
        for specificity, _, declarations, base in own:
            ready = preprocess_declarations(base, declarations)
            _cascade(found.setdefault(None, {}), ready, "author", (inf, specificity))
        for sheet, origin, _ in self._style_cache.sheets:
            for specificity, _, pseudo, (declarations, layer) in sheet.matcher.match(wrapper):
                order = inf if layer is None else sheet.layers.index(layer)
                cascade = found.setdefault(pseudo, {})
                _cascade(cascade, declarations, origin, (order, specificity))
        return found


class AnchoredStyle(ComputedStyle):
    """The style of an element with an id: the style of its kin, with another anchor.

    Both have the same `__dict__`, so whatever is kept on the one is found on the other, such as the
    style of anonymous boxes.
    """

    __slots__ = ("shared",)

    def __init__(self, shared: Any, anchor: str) -> None:
        self.__dict__ = shared.__dict__  # type: ignore[misc]
        self.shared = shared
        self["anchor"] = anchor

    def __missing__(self, key: str) -> Any:
        value = self[key] = self.shared[key]
        return value


def _matched(cascade: dict[str, Any]) -> tuple[Any, ...]:
    """The declarations, by the ids of their values, which the style sheets keep."""
    return tuple((name, id(value), weight) for name, (value, weight) in cascade.items())


def _cascade(
    cascade: dict[str, Any], declarations: Any, origin: str, weight: tuple[Any, Any]
) -> None:
    """Let `declarations` replace those of equal or lower precedence in `cascade`."""
    for name, value, importance in declarations:
        whole = (declaration_precedence(origin, importance), *weight)
        if name not in cascade or cascade[name][1] <= whole:
            cascade[name] = value, whole
