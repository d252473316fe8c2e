"""Times the print edition of the first title beside WeasyPrint alone on the same XHTML.

In: a book's folder (default: this project). Out: a table on stdout. Each is run in turn, in a new
process, so that neither profits from what the other has loaded.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def anban_alone(root: Path) -> dict[str, float]:
    """Read, lay out, audit and write the first print edition; seconds and pages."""
    began = time.perf_counter()
    from anban.config.model import Format
    from anban.dressing import prepare
    from anban.making import Press, prove
    from anban.project import World
    from anban.reading import quiet
    from anban.typeset.write import PdfInfo, write

    world = World.open(root)
    job = prepare(world)
    assert job.text is not None
    press = Press(world, job.text, strict=False, validate=False, tell=quiet)
    dressed = next(one for one in job.editions if one.edition.format is Format.PDF)
    proof = prove(press, dressed)
    metadata = job.text.config.metadata
    moment = world.moment(metadata.date)
    write(proof.layout, PdfInfo(metadata.title, (), metadata.language, "", moment))
    return {"seconds": time.perf_counter() - began, "pages": len(proof.layout.pages)}


def weasyprint_alone(root: Path) -> dict[str, float]:
    """Let WeasyPrint make a PDF of the same sheets, once; the rendering is not counted."""
    from anban.config.model import Format
    from anban.dressing import prepare
    from anban.project import World

    dressed = next(
        one for one in prepare(World.open(root)).editions if one.edition.format is Format.PDF
    )
    assert dressed.rendition is not None
    sheets = "\n".join(sheet.xhtml for sheet in dressed.rendition.sheets)
    page = f"<!DOCTYPE html><html><head><style>{dressed.rendition.css}</style></head><body>{sheets}"
    began = time.perf_counter()
    import weasyprint

    base = f"{(root / 'manuscript').as_uri()}/"
    document = weasyprint.HTML(string=page, base_url=base).render()
    document.write_pdf()
    return {"seconds": time.perf_counter() - began, "pages": len(document.pages)}


def timed(work: Callable[[Path], dict[str, float]], root: Path) -> dict[str, float]:
    """`work` in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, (root,))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("book", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    given = parser.parse_args()
    runs = {
        work.__name__: [timed(work, given.book) for _ in range(given.runs)]
        for work in (anban_alone, weasyprint_alone)
    }
    figures = {
        name: (statistics.median(run["seconds"] for run in found), found[0]["pages"])
        for name, found in runs.items()
    }
    if given.json:
        print(json.dumps(figures))  # noqa: T201 (a script's answer)
        return
    alone = figures["weasyprint_alone"][0]
    lines = [
        f"{platform.machine()}, Python {platform.python_version()}, median of {given.runs}",
        "| | seconds | pages | of WeasyPrint alone |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {name.replace('_alone', '')} | {seconds:.2f} | {pages:.0f} | {seconds / alone:.2f} |"
        for name, (seconds, pages) in figures.items()
    ]
    print("\n".join(lines))  # noqa: T201 (a script's answer)


if __name__ == "__main__":
    main()
