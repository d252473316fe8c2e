"""Whatever damage a text has, nothing of it is lost, and what is written is read back.

Texts are made of chapters, sections, notes, verse and lists, then damaged as old files are; and of
any lines at all.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from anban.importers.balance import weigh
from anban.importers.draft import Draft, Thing
from anban.importers.given import Given, Wishes
from anban.importers.text import reader

WORDS = (
    *("chuyến", "đò", "cuối", "rời", "bến", "lúc", "sáu", "giờ", "khi", "mặt", "trời", "sông"),
    *(
        "Hồng",
        "Việt",
        "Nam",
        "Lào",
        "USD",
        "1954",
        "12",
        "km2",
        "Mác-Lênin",
        "(1930",
        "“Đi",
        "thôi”",
    ),
)
NOTES = ("[{}]", "({})", "{}", "raised", "star", "footnote")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@st.composite
def sentences(draw: st.DrawFn, least: int = 3) -> str:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=least, max_size=40))
    text = " ".join(words)
    return f"{text[:1].upper()}{text[1:]}{draw(st.sampled_from(['.', '.', '…', '?', ':', '']))}"


def mark(form: str, number: int, *, note: bool) -> str:
    if form == "raised":
        return f"{number}".translate(RAISED)
    if form == "star":
        return "*" * min(number, 3)
    if form == "footnote":
        return f"[Footnote {number}:" if note else f"[{number}]"
    return form.format(number)


@st.composite
def chapters(draw: st.DrawFn, number: int) -> str:
    lines = [f"Chương {number}", draw(sentences()).upper().rstrip(".?:…"), ""]
    form = draw(st.sampled_from(NOTES))
    called = 0
    for _ in range(draw(st.integers(1, 4))):
        lines += draw(st.sampled_from([[], ["I. MÙA NƯỚC LÊN", ""], ["- Người ở lại"], ["*", ""]]))
        paragraph = draw(sentences())
        if draw(st.booleans()):
            called += 1
            paragraph += mark(form, called, note=False)
        lines += [paragraph, ""]
    if draw(st.booleans()):
        lines += ["Thương nhau mấy núi cũng trèo,", "Mấy sông cũng lội, mấy đèo cũng qua,"]
        lines += ["Đò ngang một chuyến chiều tà", ""]
    notes = called + draw(st.integers(-1, 1))
    end = "]" if form == "footnote" else ""
    lines += [
        f"{mark(form, at, note=True)}{draw(st.sampled_from([' ', '']))}{draw(sentences())}{end}"
        for at in range(1, notes + 1)
    ]
    return "\n".join(lines)


@dataclass(frozen=True)
class Damage:
    broken: bool
    decomposed: bool
    spaces: bool
    wrapped: int
    numbered: bool
    ends: str

    def do(self, text: str) -> str:
        if self.broken:
            text = "".join(c.lower() if at % 3 else c for at, c in enumerate(text))
        if self.spaces:
            text = text.replace(" đ", "\u00a0đ").replace("s", "s\u00ad")
        lines = [line for whole in text.split("\n") for line in self.wrap(whole)]
        if self.numbered:
            lines = [part for at, line in enumerate(lines) for part in self.page(at, line)]
        text = self.ends.join(lines)
        return unicodedata.normalize("NFD", text) if self.decomposed else text

    def wrap(self, line: str) -> list[str]:
        if not self.wrapped or not line:
            return [line]
        lines, words = [""], line.split(" ")
        for word in words:
            if len(lines[-1]) + len(word) > self.wrapped:
                lines.append("")
            lines[-1] = f"{lines[-1]} {word}".strip()
        return lines

    def page(self, at: int, line: str) -> list[str]:
        if at % 9:
            return [line]
        return [line, "", f"{at // 9 + 10}", "", "SÔNG HỒNG", ""]


damages = st.builds(
    Damage,
    broken=st.booleans(),
    decomposed=st.booleans(),
    spaces=st.booleans(),
    wrapped=st.sampled_from([0, 0, 40, 70]),
    numbered=st.booleans(),
    ends=st.sampled_from(["\n", "\r\n", "\u2028"]),
)


@st.composite
def books(draw: st.DrawFn) -> str:
    count = draw(st.integers(1, 3))
    return "\n\n".join(draw(chapters(number)) for number in range(1, count + 1))


def read(text: str) -> Draft | None:
    draft, faults = reader.read(Given("a.txt", text.encode("utf-8")), Wishes())
    assert (draft is None) == bool(faults)
    return draft


def proved(draft: Draft) -> Draft:
    balance = weigh(draft)
    assert [(one.code, one.span, one.message) for one in balance.faults] == []
    return draft


@settings(max_examples=60, deadline=None)
@given(books(), damages)
def test_a_damaged_book_balances(text: str, damage: Damage) -> None:
    draft = read(damage.do(text))
    assert draft is not None
    proved(draft)


@settings(max_examples=30, deadline=None)
@given(books())
def test_notes_are_calls_or_listed(text: str) -> None:
    draft = read(text)
    assert draft is not None
    notes = next(one for one in weigh(draft).sums if one.thing is Thing.NOTE)
    alone = [guess for guess in draft.guesses if guess.kind == "note without a mark"]
    assert notes.removed == len(alone)
    assert all(guess.first for guess in alone)


UNSEEN = [
    "",
    "\tv",
    "\x0c",
    "\x00\x1b",
    "e\u0301\u0323",
    "\u0301",
    "\ufdd01\ufdd1",
    "\ufdd21\ufdd3",
]
ODD = [*UNSEEN, *Path(__file__).with_name("odd.txt").read_text("utf-8").splitlines()]
odd = st.sampled_from(ODD)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(odd, odd, sentences(1), st.text(max_size=20)), max_size=14))
def test_any_lines_balance(lines: list[str]) -> None:
    draft = read("\n".join(lines).encode("utf-8", "replace").decode("utf-8"))
    if draft is not None:
        proved(draft)
