"""Recognise languages that have a script of their own.

In: runs. Out: from `with_languages`, the same runs, divided where such a script begins and ends;
each part has the tag of its language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from anban.importers.tree import StyledRun

_SCRIPTS = {
    "lo": "\u0e80-\u0eff",
    "th": "\u0e01-\u0e7f",
    "km": "\u1780-\u17ff",
    "my": "\u1000-\u109f",
    "ru": "\u0400-\u04ff",
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "he": "\u0590-\u05ff",
    "ar": "\u0600-\u06ff",
    "hi": "\u0900-\u097f",
    "ko": "\uac00-\ud7a3\u1100-\u11ff",
    "ja": "\u3041-\u30ff",
    "zh": "\u3400-\u4dbf\u4e00-\u9fff",
}
_RUN = re.compile(
    "|".join(f"(?P<{tag}>[{chars}](?:[{chars} .,]*[{chars}])?)" for tag, chars in _SCRIPTS.items())
)
_LETTERS = 2
"""Fewer letters do not count as a language: a single Greek letter is a sign in a formula."""


def with_languages(run: StyledRun) -> Iterator[StyledRun]:
    """The parts of `run`, divided where another script begins or ends."""
    if run.look.language or run.look.code or run.text.isascii():
        yield run
        return
    at = 0
    for found in _RUN.finditer(run.text):
        if len(found[0]) < _LETTERS and found.lastgroup not in ("zh", "ja", "ko"):
            continue
        if found.start() > at:
            yield replace(run, text=run.text[at : found.start()])
        look = replace(run.look, language=found.lastgroup or "")
        yield StyledRun(found[0], look)
        at = found.end()
    if at < len(run.text):
        yield replace(run, text=run.text[at:])
