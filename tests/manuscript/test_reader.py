"""The files that `book.toml` lists, in reading order."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

from anban.core.book import Role
from anban.core.diagnostics import Span
from anban.manuscript.config.model import Config, Manuscript, PartEntry
from anban.manuscript.reader import files_of
from anban.world.project import World
from anban.world.sources.source import read_sources

PART = Span("manuscript/book.toml", 9, 1, 5)
LISTED = Span("manuscript/book.toml", 3, 12, 9)


def test_files_in_order_each_once_with_all_faults(tmp_path: Path) -> None:
    for name, data in {
        "book.toml": b"",
        "front/a.md": b"# a",
        "body/b.md": b"# b",
        "body/c.md": b"\xff",
        "back/d.md": b"\x07",
    }.items():
        path = tmp_path / "manuscript" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    manuscript = Manuscript(
        front=(Role.CONTENTS, "front/a.md", "front/gone.md"),
        body=("body/b.md", PartEntry("P", "", ("body/c.md", "body/lost.md"), PART), "body/b.md"),
        back=("back/d.md",),
    )
    where = {"manuscript.front[2]": LISTED}
    config = cast(Config, SimpleNamespace(manuscript=manuscript, where=where))
    sources, found = read_sources(World.open(tmp_path), dict(files_of(config)))
    assert [source.path for source in sources] == [
        "manuscript/front/a.md",
        "manuscript/body/b.md",
        "manuscript/back/d.md",
    ]
    assert [(one.code, one.span) for one in found] == [
        ("P101", LISTED),
        ("S101", Span("manuscript/body/c.md")),
        ("P101", PART),
        ("S102", Span("manuscript/back/d.md")),
    ]
