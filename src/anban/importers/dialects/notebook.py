"""Read notebooks (.ipynb) as Markdown: their text and their code, but not the output of the code.

In: bytes. Out: from `lines_of`, lines of Markdown; the number of a line is that of its cell.
"""

from __future__ import annotations

import json

from anban.importers import rules
from anban.importers.dialects.lines import Numbered
from anban.importers.ledger import Ledger
from anban.importers.safely import Refusal


def knows(data: bytes) -> bool:
    """True for a notebook of Jupyter."""
    return data.lstrip()[:1] == b"{" and b'"cells"' in data and b'"nbformat"' in data


def lines_of(data: bytes, ledger: Ledger) -> list[Numbered]:
    """The cells of a notebook as lines. Raises `Refusal` if the file is damaged."""
    try:
        cells = json.loads(data.decode("utf-8"))["cells"]
        read = [
            (str(cell["cell_type"]), "".join(cell["source"]), bool(cell.get("outputs")))
            for cell in cells
        ]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        reason = "it is no notebook"
        raise Refusal(rules.BROKEN_PART, part=ledger.path, reason=reason) from error
    made: list[Numbered] = []
    for number, (kind, text, shown) in enumerate(read, 1):
        lines = text.split("\n") if kind != "code" else ["````", *text.split("\n"), "````"]
        made += [(number, line) for line in (*lines, "")]
        if shown:
            after = "left out; what code gives is no part of the text"
            ledger.guess("output of code", number, text[:80], after, first=True)
    return made
