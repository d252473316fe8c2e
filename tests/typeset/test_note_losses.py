"""Documents in which the engine is known to lose or misplace notes: the audit must see it.

Each paragraph has ten lines; `{8: 5}` is a note of five lines called on line 8. If the engine
learns to do one of these right, its case fails, and the case may go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from anban.check.notes import NoteAudit, audit
from anban.check.parity import in_print
from anban.diagnostics import Diagnostic

from .specimens import Specimen

Text = Sequence[Mapping[int, int]]

CASES: Mapping[str, tuple[str, Text, Mapping[str, int]]] = {
    "called at the foot, printed a page later": (
        "auto", [{0: 2}, {5: 1}, {8: 5, 9: 1}, {2: 3, 3: 2}, {9: 2}], {"late": 2},
    ),
    "lost between two paragraphs": (
        "auto", [{1: 3}, {0: 2, 1: 4}, {1: 3, 9: 4}, {1: 1}], {"lost": 1, "late": 1},
    ),
    "a later note printed first": (
        "auto", [{1: 3, 3: 1, 6: 4, 7: 1}, {0: 2, 8: 4}, {0: 3, 1: 4, 2: 3}, {5: 2}],
        {"lost": 1, "late": 5, "out_of_order": 1},
    ),
    "more notes than the page can hold": (
        "auto", [dict.fromkeys(range(10), 3)] * 4, {"lost": 3, "late": 22},
    ),
    "taller than the page": (
        "line", [{0: 40}, {}, {}], {"late": 1, "off_page": 1, "overlapping": 1},
    ),
    "taller than the page, and one behind it": (
        "line", [{8: 40}, {3: 2}, {4: 1}],
        {"late": 2, "out_of_order": 1, "off_page": 1, "overlapping": 1},
    ),
    "short notes on every line": ("auto", [dict.fromkeys(range(10), 1)] * 6, {}),
}  # fmt: skip

KINDS = ("lost", "late", "early", "out_of_order", "off_page", "overlapping", "incomplete")


def audited(specimen: Specimen, policy: str, text: Text) -> tuple[NoteAudit, Sequence[Diagnostic]]:
    styled = specimen.having(f".note {{ footnote-policy: {policy} }}")
    chapter, sheet = styled.noted("a", text)
    pages, _ = styled.lay(sheet)
    book = styled.book(chapter)
    return audit(book, pages), in_print(book, pages)


@pytest.mark.parametrize("case", CASES)
def test_the_audit_sees_what_the_engine_does(specimen: Specimen, case: str) -> None:
    policy, text, expected = CASES[case]
    found, parity = audited(specimen, policy, text)
    kinds = {kind: getattr(found, kind) for kind in KINDS if getattr(found, kind)}
    assert found.notes == sum(len(lines) for lines in text)
    assert kinds == expected
    assert found.clean == (not expected)
    assert parity == ()
