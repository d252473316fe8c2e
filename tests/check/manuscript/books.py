"""Small books of a few texts, read from disk as a book is.

In: the text of a case. Out: a `World`. `=== back/nguoi.md` on a line of its own begins another
file; what stands above the first such line is `body/01.md`.
"""

from __future__ import annotations

import re
from pathlib import Path

from anban.world.project import World

FIRST = "body/01.md"
_FILE = re.compile(r"^=== (\S+)\n", re.MULTILINE)
_TOML = """\
[book]
title = "Sông"
language = "{language}"
publisher = "Nxb Mẫu"
date = 2026-03-01

[manuscript]
{lists}

[edition.ebook]
format = "epub"
{more}
"""
_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
)


def files(text: str) -> dict[str, str]:
    """The files of a case, by their paths in the manuscript."""
    first, *others = _FILE.split(text)
    return {FIRST: first} | dict(zip(others[::2], others[1::2], strict=True))


def book(folder: Path, text: str, *, language: str = "vi", more: str = "") -> World:
    """The book that the files in `text` are, in `folder`."""
    listed: dict[str, list[str]] = {"front": [], "body": [], "back": []}
    for name, content in files(text).items():
        path = folder / "manuscript" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
        listed[name.partition("/")[0]].append(f'"{name}"')
    lists = "\n".join(f"{matter} = [{', '.join(names)}]" for matter, names in listed.items())
    toml = _TOML.format(language=language, lists=lists, more=more)
    (folder / "manuscript/book.toml").write_text(toml, "utf-8")
    (folder / "manuscript/song.svg").write_text(_PICTURE, "utf-8")
    return World.open(folder)
