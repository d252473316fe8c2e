"""The shapes of what drawing makes: objects of a PDF, and the streams among them; see `shapes`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, TypedDict

from anban.typeset.engine.shapes import Font

class Object:
    """An object of a PDF."""

    number: int

    def __init__(self) -> None: ...
    @property
    def reference(self) -> bytes: ...
    @property
    def data(self) -> bytes: ...
    @property
    def compressible(self) -> bool: ...

class Dictionary(Object, dict[str, Any]):
    """A dictionary; its values are written as bytes, numbers, objects or text."""

    def __init__(self, values: Mapping[str, Any] | None = None) -> None: ...

class Array(Object, list[Any]):
    """An array."""

    def __init__(self, array: Sequence[Any] | None = None) -> None: ...

class String(Object):
    """A string of text."""

    def __init__(self, string: str = "") -> None: ...

class StreamObject(Object):
    """A stream: its parts, and what its dictionary says."""

    stream: list[Any]
    extra: dict[str, Any]

    def __init__(
        self, stream: list[Any] | None = None, extra: Mapping[str, Any] | None = None
    ) -> None: ...

class RasterImage:
    """A picture made of dots."""

    def get_x_object(self, interpolate: bool, dpi_ratio: float) -> StreamObject: ...

class UsedImage(TypedDict):
    """A picture that a stream draws, and how."""

    image: RasterImage
    interpolate: bool
    dpi_ratios: set[float]

class Stream(StreamObject):
    """The content of a page or a form, while it is drawn."""

    _resources: dict[str, Any]
    _color_profiles: dict[str, object]
    _current_font: tuple[str, float] | None

    def __init__(
        self, fonts: Mapping[int, Font], page_rectangle: tuple[float, ...], resources: Dictionary,
        images: dict[str, UsedImage], tags: None, color_profiles: dict[str, object],
        output_intent: None,
    ) -> None: ...  # fmt: skip
    def clone(self, **kwargs: Any) -> Stream: ...
    def add_font(self, pango_font: Any) -> tuple[Font, float]: ...
    def set_color(self, color: Any, stroke: bool = False) -> None: ...
    def begin_text(self) -> None: ...
    def end_text(self) -> None: ...
    def set_text_matrix(self, *values: float) -> None: ...
    def set_font_size(self, font: str, size: float) -> None: ...
    def show_text(self, text: str) -> None: ...
    def transform(
        self, a: float = 1, b: float = 0, c: float = 0, d: float = 1, e: float = 0, f: float = 0
    ) -> None: ...
    def stacked(self) -> AbstractContextManager[None]: ...
    def marked(self, box: Any, tag: str) -> AbstractContextManager[None]: ...
    def artifact(self) -> AbstractContextManager[None]: ...
    def draw_x_object(self, reference: str) -> None: ...
