"""Putting the figures of note and page numbers into ink that left them open.

In: ink, and the numbers as text. Out: the same content and resources, with every digit in its
place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from anban.typeset.pages.ink import Digit, Form, Ink, Resources

Numbers = tuple[str, ...]


def content_of(parts: tuple[bytes | Digit, ...], numbers: Numbers) -> bytes:
    """The bytes of a content stream, with the digits of `numbers` in it."""
    return b"".join(part if isinstance(part, bytes) else _code(part, numbers) for part in parts)


def resources_of(resources: Resources, numbers: Numbers) -> Resources:
    """The resources, with digits put into their forms. The same object if none was left open."""
    if not any(_in_resources(resources)):
        return resources
    forms = (
        (kind, tuple(_form(form, numbers) for form in found)) for kind, found in resources.forms
    )
    return replace(resources, forms=tuple(forms))


def digits_of(ink: Ink) -> Iterator[Digit]:
    """Every digit that is left open in `ink` and in its forms."""
    yield from (part for part in ink.content if isinstance(part, Digit))
    yield from _in_resources(ink.resources)


def _in_resources(resources: Resources) -> Iterator[Digit]:
    for _, forms in resources.forms:
        for form in forms:
            yield from (part for part in form.content or () if isinstance(part, Digit))
            if form.resources is not None:
                yield from _in_resources(form.resources)


def _form(form: Form, numbers: Numbers) -> Form:
    if form.content is None:
        return form
    inner = form.resources and resources_of(form.resources, numbers)
    return replace(form, content=(content_of(form.content, numbers),), resources=inner)


def _code(digit: Digit, numbers: Numbers) -> bytes:
    return digit.glyphs[int(numbers[digit.number][digit.place])].encode()
