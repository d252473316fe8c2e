"""Make the folder of a new book, for `anban new`.

In: a folder that does not exist yet, a title, a language, the day. Out: files there. Their text is
that of the language's folder, `scaffold/`, the same shape as a book.
"""

from __future__ import annotations

import json
import shutil
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape

from anban import languages
from anban.core.errors import BugError, MissingError, UsageError

IGNORED = "/output/\n"
"""The file `.gitignore` of a new book."""

COVER_WIDTH = 16
"""The most letters on a line of the cover, which is written in the templates' size of type."""


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a new book (a placeholder is used if it is empty), its language and its date."""

    name: str
    language: str
    day: date


def create(folder: Path, title: Title) -> None:
    """Write the files of a new book into `folder`.

    Raises `UsageError` if there is already something of that name, other than an empty folder, and
    `MissingError` if the disk does not take them. Whatever ends it early, no file of it is left.
    """
    made = contents(title)
    _claim(folder)
    try:
        for path, text in made.items():
            _write(folder / path, text)
    except BaseException as error:
        _clear(folder)
        if isinstance(error, OSError):
            reason = (error.strerror or str(error)).lower()
            raise MissingError(
                f"cannot write to `{folder}`: {reason}", "make room or take another folder"
            ) from error
        raise


def contents(title: Title) -> Mapping[str, str]:
    """The files of a new book, by their paths."""
    language = languages.load(title.language)
    if language is None:
        raise BugError(f"there is no language {title.language!r}")
    name = " ".join(title.name.split()) or language.scaffold.title
    if not name.isprintable():
        raise UsageError("the title holds control characters", "give it as plain text")
    values = {
        "title": json.dumps(name, ensure_ascii=False),
        "date": title.day.isoformat(),
        "cover": _cover(name),
    }
    made = {
        path: Template(template).safe_substitute(values)
        for path, template in language.scaffold.files.items()
    }
    return made | {".gitignore": IGNORED}


def _claim(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        empty = not any(folder.iterdir())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"cannot make `{folder}`: {reason}", "give another name") from error
    if not empty:
        raise UsageError(f"`{folder}` is not empty", "give the name of a new folder")


def _clear(folder: Path) -> None:
    """Empty `folder`, in which there was nothing before."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _cover(name: str) -> str:
    """The title as lines of SVG text."""
    return "".join(
        f'<tspan x="800" dy="{"0" if number == 0 else "1.3em"}">{escape(line)}</tspan>'
        for number, line in enumerate(textwrap.wrap(name, COVER_WIDTH))
    )
