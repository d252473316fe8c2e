"""The report of an import, for an editor and for programs.

In: a `Draft` and its `Balance`. Out: from `markdown`, the text of `import-report.md`; from `data`,
the text of `import-report.json`. Both have every guess, removal and addition with file and line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from anban.importers.balance import Balance
from anban.importers.draft import Addition, Draft, Guess, Removal
from anban.importers.files import listed

FORM = 1
"""The version of the form of the JSON report. It goes up when a member is renamed or removed."""


def markdown(draft: Draft, balance: Balance) -> str:
    """The report as Markdown: what to look at first, then the numbers, then everything else."""
    firsts = [guess for guess in draft.guesses if guess.first]
    lines = [
        f"# Import of “{draft.title}”",
        "",
        *(f"- {line}" for line in _about(draft)),
        "",
        "## Look at first",
        "",
        *(_guesses(firsts) if firsts else ["Nothing stands out.", ""]),
        "## Counts",
        "",
        "| | came in | added | in the manuscript | removed |",
        "|---|---:|---:|---:|---:|",
        *(
            f"| {one.thing.value} | {one.came} | {one.added} | {one.went} | {one.removed} |"
            for one in balance.sums
        ),
        "",
        "What came in and was added is what stands in the manuscript and was removed. Characters"
        " leave out spaces.",
        "",
        "## Pieces",
        "",
        *(
            f"- `{path}`: {piece.title or piece.role.value} ({_place(piece.path, piece.line)})"
            for path, piece in listed(draft)
        ),
        "",
        *_section("Added", draft.additions),
        *_section("Removed", draft.removals),
        *_all_guesses(draft.guesses),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _about(draft: Draft) -> Iterator[str]:
    yield "from " + ", ".join(f"`{name}`" for name in _names(draft))
    if draft.encoding:
        yield f"encoding: {draft.encoding}"
    yield f"language: {draft.language}"
    for author in draft.authors:
        yield f"{author.role}: {author.name}"


def _names(draft: Draft) -> list[str]:
    return list(dict.fromkeys(line.path for line in draft.lines))


def _place(path: str, line: int) -> str:
    return f"{path}:{line}"


def _section(title: str, entries: Sequence[Removal | Addition]) -> Iterator[str]:
    if not entries:
        return
    yield from (f"## {title}", "")
    for kind in dict.fromkeys(entry.kind for entry in entries):
        of_kind = [entry for entry in entries if entry.kind == kind]
        yield from (f"### {kind} ({len(of_kind)})", "")
        for entry in of_kind:
            yield f"- {_place(entry.path, entry.line)}: {_quoted(entry.text) or '(no words)'}"
        yield ""


def _all_guesses(guesses: Sequence[Guess]) -> Iterator[str]:
    if guesses:
        yield from ("## All guesses", "")
    for kind in dict.fromkeys(guess.kind for guess in guesses):
        of_kind = [guess for guess in guesses if guess.kind == kind]
        yield from (f"### {kind} ({len(of_kind)})", "")
        yield from _guesses(of_kind, named=False)


def _guesses(guesses: Sequence[Guess], *, named: bool = True) -> Iterator[str]:
    for guess in guesses:
        kind = f"**{guess.kind}**, " if named else ""
        yield f"- {kind}{_place(guess.path, guess.line)}"
        yield f"  - before: {_quoted(guess.before)}"
        yield f"  - after: {_quoted(guess.after)}"
    yield ""


def _quoted(text: str) -> str:
    """`text` as code on one line; a character that cannot be seen is shown by its number."""
    words = " ".join(text.split())
    line = "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in words)
    if not line:
        return ""
    fence = "`" * (max((len(run) for run in _ticks(line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def _ticks(line: str) -> list[str]:
    return [run for run in "".join(c if c == "`" else " " for c in line).split() if run]


def data(draft: Draft, balance: Balance) -> str:
    """The report as JSON."""
    report = {
        "generator": "anban",
        "form": FORM,
        "title": draft.title,
        "language": draft.language,
        "encoding": draft.encoding,
        "files": _names(draft),
        "authors": [{"name": author.name, "role": author.role} for author in draft.authors],
        "counts": {
            one.thing.value: {
                "in": one.came, "added": one.added, "out": one.went, "removed": one.removed,
            }
            for one in balance.sums
        },
        "pieces": [
            {
                "file": path, "role": piece.role.value, "title": piece.title,
                "from": piece.path, "line": piece.line,
            }
            for path, piece in listed(draft)
        ],
        "guesses": [
            {
                "kind": one.kind, "file": one.path, "line": one.line,
                "before": one.before, "after": one.after, "first": one.first,
            }
            for one in draft.guesses
        ],
        "removals": [_entry(one) for one in draft.removals],
        "additions": [_entry(one) for one in draft.additions],
    }  # fmt: skip
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _entry(one: Removal | Addition) -> dict[str, object]:
    return {
        "kind": one.kind, "file": one.path, "line": one.line, "text": one.text,
        "things": [thing.value for thing in one.things],
    }  # fmt: skip
