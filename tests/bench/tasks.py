"""What the bench lets a process of its own do.

In: a task's name and folders. Out: JSON or a file.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

EDITION = "paperback"
EACH = 5
"""Edits of each kind."""


def warm(folder: Path, seconds: float) -> dict[str, object]:
    """Build once, then again after edits of every kind, for about `seconds`.

    Between builds memory is freed, as `anban watch` does while nothing is saved.
    """
    from anban.app.build import Order, build
    from anban.app.session import Session
    from anban.world.project import World
    from tests.bench.books import KINDS, Editor

    session, editor, order = Session(), Editor(folder, seed=1), Order((EDITION,))
    build(World.open(folder), order, session)
    session.collect_garbage()
    took: dict[str, list[float]] = {kind: [] for kind in KINDS}
    end = time.perf_counter() + seconds
    for turn in range(EACH):
        for kind in KINDS:
            if turn and time.perf_counter() > end:
                break
            editor.edit(kind)
            began = time.perf_counter()
            outcome = build(World.open(folder), order, session)
            took[kind].append(time.perf_counter() - began)
            session.collect_garbage()
            if not outcome.made:
                raise SystemExit(f"the edit `{kind}` broke the book: {outcome.report}")
    return {"took": took}


def pages(folder: Path) -> dict[str, object]:
    """What the manifest says of the edition."""
    manifest = json.loads((folder / "output/manifest.json").read_text("utf-8"))
    product = next(one for one in manifest["products"].values() if one["edition"] == EDITION)
    return {"pages": product["pages"], "notes": product["notes"]["notes"], "size": product["size"]}


def html(folder: Path, target: Path) -> None:
    """Write the sheets and the style sheet of the print edition as one document."""
    from anban.app.editions import prepare
    from anban.world.project import World

    (prepared,) = prepare(World.open(folder), (EDITION,)).editions
    assert prepared.rendition is not None
    sheets = "\n".join(sheet.xhtml for sheet in prepared.rendition.sheets)
    head = f'<!DOCTYPE html><html lang="vi"><head><style>{prepared.rendition.css}</style></head>'
    target.write_text(f"{head}<body>{sheets}</body></html>", "utf-8")


def weasyprint(folder: Path, source: Path, target: Path) -> None:
    """Let WeasyPrint alone make a PDF of what `html` wrote."""
    import weasyprint as engine

    base = f"{(folder / 'manuscript').as_uri()}/"
    engine.HTML(string=source.read_text("utf-8"), base_url=base).write_pdf(target)


def typst(folder: Path, target: Path) -> None:
    """Write the words, headings and notes of the book for typst."""
    from anban.app.catalogue import CATALOGUE
    from anban.manuscript.reader import read
    from anban.world.project import World

    text = read(World.open(folder), CATALOGUE).text
    assert text is not None
    lines = ['#set page(width: 145mm, height: 205mm)\n#set text(lang: "vi", size: 11pt)\n']
    lines += ["#set par(justify: true)\n"]
    for chapter in text.resolution.book.chapters():
        lines += _typst(chapter)
    target.write_text("\n".join(lines), "utf-8")


def compile_typst(source: Path, target: Path) -> None:
    """Let typst make a PDF of what `typst` wrote."""
    import typst as engine

    engine.compile(str(source), output=str(target))


def _typst(chapter: object) -> Iterator[str]:
    from anban.core.book import Chapter
    from anban.core.nodes import Heading, NoteCall
    from anban.core.walk import inlines_of, plain, walk_blocks, walk_inlines

    assert isinstance(chapter, Chapter)
    notes = {note.id: note for note in chapter.notes}
    yield f"#pagebreak(weak: true)\n= {_escaped(plain(chapter.title))}\n"
    for block in walk_blocks(chapter.blocks):
        for inlines in inlines_of(block):
            called = [one.note for one in walk_inlines(inlines) if isinstance(one, NoteCall)]
            bodies = (
                " ".join(plain(i) for b in walk_blocks(notes[id_].blocks) for i in inlines_of(b))
                for id_ in called
            )
            footnotes = "".join(f"#footnote[{_escaped(body)}]" for body in bodies)
            mark = "=" * (block.level + 1) + " " if isinstance(block, Heading) else ""
            yield f"{mark}{_escaped(plain(inlines))}{footnotes}\n"


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\#*_$@<>[]`~=+-/" else char for char in text)


def main() -> None:
    task, *words = sys.argv[1:]
    folder, *files = map(Path, words)
    match task:
        case "warm":
            print(json.dumps(warm(folder, float(files[0].name))))  # noqa: T201 (an answer)
        case "html":
            html(folder, files[0])
        case "weasyprint":
            weasyprint(folder, *files)
        case "typst":
            typst(folder, files[0])
        case "compile":
            compile_typst(folder, files[0])


if __name__ == "__main__":
    main()
