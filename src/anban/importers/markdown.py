"""Write plain text as Markdown, so that nothing in it is read as markup.

In: text of one line. Out: `escape` and `escape_inside` put backslashes in front of marks. `fill`
divides a paragraph into lines of a file. `compact` gives the characters that are counted.
"""

from __future__ import annotations

import re
import textwrap

WIDTH = 100
"""The most characters on a line of a file, unless a word is longer."""

_MARKS = re.compile(r"[\\`*_\[\]<>{}|~^#]|&(?=#?\w+;)|!(?=\[)")
_AT_START = re.compile(r"(?:[-+:=]|\d{1,9}(?=[.)]))")
_NUMBER = re.compile(r"(\d{1,9})([.)])")
_DEFINES = re.compile(r"(\[\^[^\]\s]+\]):")
_ADDRESS = re.compile(r"https?://[\w.~/?#=%&+,;:@-]*[\w/=#]")


def escape(text: str) -> str:
    """`text`, which is a line of its own, escaped so that Markdown reads no markup in it."""
    return _begin(escape_inside(text))


def escape_inside(text: str) -> str:
    """`text`, which follows other words or the marks of a heading, with its marks escaped.

    A web address becomes a link whose text is the address.
    """
    shown: list[str] = []
    start = 0
    for found in _ADDRESS.finditer(text):
        shown += (_plain(text[start : found.start()]), f"<{found[0]}>")
        start = found.end()
    return "".join((*shown, _plain(text[start:])))


def _plain(text: str) -> str:
    return _MARKS.sub(lambda found: f"\\{found[0]}", text)


def _begin(line: str) -> str:
    """`line`, escaped so that its first characters begin no list, quote, caption or heading."""
    if found := _NUMBER.match(line):
        return f"{found[1]}\\{line[found.end(1) :]}"
    if found := _DEFINES.match(line):
        return f"{found[1]}\\:{line[found.end() :]}"
    return f"\\{line}" if _AT_START.match(line) else line


def fill(paragraph: str, *, first: str = "", rest: str = "") -> str:
    """`paragraph`, which is Markdown, in lines. `first` is put before the first line and `rest`
    before each of the others.
    """
    lines = textwrap.wrap(
        paragraph,
        WIDTH,
        initial_indent="",
        break_long_words=False,
        break_on_hyphens=False,
    )
    shown = [lines[0] if lines else "", *(_begin(line) for line in lines[1:])]
    return "\n".join(f"{rest if at else first}{line}" for at, line in enumerate(shown))


def compact(text: str) -> str:
    """`text` without spaces of any kind: these are the characters that are counted."""
    return "".join(text.split())
