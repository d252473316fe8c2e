"""Descriptions of pictures that say no more than the caption below them.

In: a galley. Out: W142.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from anban.check.manuscript.copy import Copy
from anban.check.manuscript.rules import ALT_REPEATS_CAPTION
from anban.core.diagnostics import Diagnostic
from anban.core.nodes import Figure
from anban.core.walk import plain, walk_blocks

_WORD = re.compile(r"\w+")
_ALIKE = 0.9
"""How alike the words of both are, from 0 to 1, where one repeats the other."""


def find(copy: Copy) -> Iterator[Diagnostic]:
    for block in walk_blocks(copy.chapter.blocks):
        if isinstance(block, Figure) and block.alt:
            words, caption = _words(block.alt), _words(plain(block.caption))
            if words and SequenceMatcher(None, words, caption, autojunk=False).ratio() >= _ALIKE:
                yield ALT_REPEATS_CAPTION.at(block.span)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
