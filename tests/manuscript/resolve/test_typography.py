"""The cases in tests/cases/resolve, and what holds for every text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anban.core.book import Chapter
from anban.core.diagnostics import Diagnostic, Span
from anban.core.nodes import Inlines, Link, Paragraph, Text
from anban.languages import Language
from anban.languages.vi.typography import NEW_TONES, OLD_TONES
from anban.manuscript.config.model import Config, ImprintLine
from anban.manuscript.resolve.rules import NO_TYPOGRAPHY
from anban.manuscript.resolve.typed import typed
from anban.manuscript.resolve.typography import Change, correct, correct_words, total

from .manuscripts import ALL, CONFIG, book, chapter, inlines, language, paragraph, part, signs, span

FOLDER = Path(__file__).parents[2] / "cases" / "resolve"
_TAG = re.compile("[a-z]+(?:-[A-Z]{2})?")
EXACT = settings(derandomize=True, max_examples=200, deadline=None)


def without_rules() -> Language:
    """Vietnamese, as if nobody had written its rules down yet."""
    known = language()
    return replace(known, typography=replace(known.typography, rules=None))


@dataclass(frozen=True)
class Case:
    tag: str
    name: str
    written: str
    printed: str
    found: tuple[str, ...]


def read(path: Path) -> Iterator[Case]:
    for stanza in path.read_text("utf-8").strip().split("\n\n"):
        name, *lines = stanza.split("\n")
        if name.startswith("#"):
            continue
        written = next(line[2:] for line in lines if line.startswith("< "))
        printed = next((line[2:] for line in lines if line.startswith("> ")), written)
        assert any(line.startswith("> ") or line == "=" for line in lines), name
        found = tuple(line[2:] for line in lines if line.startswith("! "))
        tag = _TAG.match(path.stem)
        assert tag is not None, path
        yield Case(tag[0], name, written, printed, found)


CASES = [case for path in sorted(FOLDER.glob("*.txt")) for case in read(path)]


def corrected(text: Inlines, tag: str = "vi") -> tuple[Inlines, tuple[Diagnostic, ...]]:
    written = book(chapter("song", Paragraph(text, span()), title=""))
    printed, _, found = correct(written, ALL, language(tag))
    (block,) = next(printed.chapters()).blocks
    assert isinstance(block, Paragraph)
    return block.children, found


def pointed(found: Diagnostic, text: str) -> str:
    assert found.span is not None
    start = found.span.column - 1
    return f"{found.rule.name} {text[start : start + found.span.length]}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.tag}: {case.name}")
def test_case(case: Case) -> None:
    printed, found = corrected(inlines(case.written), case.tag)
    assert signs(printed) == case.printed
    assert tuple(pointed(one, case.written) for one in found) == case.found


def test_there_are_enough_vietnamese_cases() -> None:
    assert sum(case.tag == "vi" for case in CASES) >= 80


PIECES = st.sampled_from(
    [
        "Việt Nam", "Lào", "tháng", "năm", "tr.", "Chương", "1", "12", "1949", "1954", "II", "km",
        "A.", "...", " ", "  ", " - ", "-", "--", "---", "–", "—", '"', "'", "“", "”", "\u00a0",
        "⏎", "‖", "*em*", "`x`", "[^a]", "%", ",", ":", "(", ")", "người", "=", "°", "ISBN", "@",
        "vidu.vn", "https://a.vn/", "boys", "'tis", "'90s", "'n'", "(", ",'", " '", '" ',
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=12).map("".join)
LOOSE = str.maketrans(dict.fromkeys(" \u00a0~⏎-–—\"'“”‘’….", ""))


@EXACT
@given(TEXTS, st.sampled_from(["vi", "en", "en-GB", "en-US"]))
def test_twice_is_once(text: str, tag: str) -> None:
    once, _ = corrected(inlines(text), tag)
    assert corrected(once, tag)[0] == once


@EXACT
@given(TEXTS | st.text(max_size=30), st.sampled_from(["vi", "en", "en-GB", "en-US"]))
def test_no_letter_and_no_digit_changes(text: str, tag: str) -> None:
    nodes = inlines(text)
    printed, _ = corrected(nodes, tag)
    assert signs(printed).translate(LOOSE) == signs(nodes).translate(LOOSE)


@pytest.mark.parametrize("text", ["-" * 200_000, " \u00a0" * 100_000, "a" * 200_000, '"' * 100_001])
@pytest.mark.parametrize("tail", ["", "-", "@", ". V"])
def test_long_runs_take_no_more_than_their_length(text: str, tail: str) -> None:
    assert signs(corrected((Text(text + tail, span()),))[0])


def first_text(chapter: Chapter) -> str:
    (block,) = chapter.blocks
    assert isinstance(block, Paragraph)
    return signs(block.children)


@pytest.mark.parametrize(
    ("switch", "expected"),
    [
        ("dashes", "Lào - Việt… 1930-1945, Chương~II"),
        ("spaces", "Lào~– Việt… 1930–1945, Chương II"),
        ("ellipses", "Lào~– Việt... 1930–1945, Chương~II"),
    ],
)
def test_each_kind_can_be_switched_off(switch: str, expected: str) -> None:
    written = book(chapter("song", paragraph("Lào - Việt... 1930-1945, Chương II")))
    printed, _, _ = correct(written, replace(ALL, **{switch: False}), language())  # type: ignore[arg-type]
    assert first_text(next(printed.chapters())) == expected


def test_a_language_without_rules_stays() -> None:
    written = book(chapter("song", paragraph("a - b")))
    assert correct(written, ALL, without_rules()) == (written, (), ())
    assert tuple(typed(next(written.chapters()), ALL, without_rules())) == ()


def test_a_book_in_a_language_without_rules_is_told_so() -> None:
    config = replace(saying({}, title="A - B..."), where={"book.language": span(4)})
    kept, changes, (found,) = correct_words(config, without_rules())
    assert (kept, changes) == (config, ())
    assert found.rule is NO_TYPOGRAPHY
    assert found.span == span(4)
    assert "Tiếng Việt" in found.message


def test_every_matter_and_the_parts_are_corrected() -> None:
    spaced = paragraph("a - b")
    written = book(
        part("part-1", chapter("c", spaced), title="Việt - Lào"),
        front=(chapter("a", spaced),),
        back=(chapter("z", spaced),),
    )
    printed, changes, _ = correct(written, ALL, language())
    assert [first_text(found) for found in printed.chapters()] == ["a~– b"] * 3
    assert [signs(piece.title) for piece in printed.body] == ["Việt~– Lào"]
    assert changes == (Change("dashes", 4),)


def test_changes_are_counted_by_their_kind() -> None:
    text = paragraph('Hòa bình, hoà bình, thủy chung - "Chương II"... 1930-1945, tr. 2 và quỹ, quý')
    _, changes, _ = correct(book(chapter("song", text)), ALL, language())
    assert changes == (
        Change("dashes", 1),
        Change("ellipses", 1),
        Change("no-break spaces", 2),
        Change("quotation marks", 1),
        Change("ranges", 1),
        Change(NEW_TONES, 1),
        Change(OLD_TONES, 2),
    )


@pytest.mark.parametrize(
    ("href", "words"),
    [
        ("tel:+84243822", "024 5 km - 1"),
        ("https://vidu.example/a--b", "vidu.example/a--b"),
        ("mailto:a--b@vidu.example", "a--b@vidu.example"),
    ],
)
def test_a_link_that_shows_its_address_stays(href: str, words: str) -> None:
    link = Link(href, (Text(words, span()),), span())
    assert corrected((link,))[0] == (link,)


def test_words_of_another_link_are_corrected() -> None:
    link = Link("https://vidu.example/", inlines("Việt - Lào"), span())
    assert signs(corrected((link,))[0]) == "Việt~– Lào"


def test_a_changed_text_keeps_its_place() -> None:
    printed, _ = corrected(inlines("Việt - Lào *và* Chương⏎II"))
    assert [node.span for node in printed] == [
        node.span for node in inlines("Việt - Lào *và* Chương⏎II")
    ]


def test_an_edit_over_the_bound_of_two_nodes_is_left_out() -> None:
    printed, _ = corrected((Text("a.", span(1, 1)), Text("..b", span(1, 3))))
    assert signs(printed) == "a...b"


def test_a_place_beyond_an_escaped_text_is_the_whole_text() -> None:
    _, found = corrected((Text('một "hai', span(3, 7, 4)),))
    assert [one.span for one in found] == [span(3, 7, 4)]


SAID = {
    "publisher": "Nxb Việt - Lào",
    "address": "46-48 phố Mẫu, Hà Nội - Việt Nam",
    "phone": "024 - 3822 1234",
    "email": "a--b@vidu.vn",
    "website": "https://vidu.vn/a--b",
    "format": "14,5 × 20,5 cm",
    "print-run": "1000",
    "registration": "0000-2026/CXBIPH/0-00/MAU",
    "decision": "00/QĐ-MAU - ngày 21/11/2026",
    "notice": "Xem https://vidu.vn/a--b, ĐT: 024-3822-1234, ISBN 978-604-00-0000-2...",
}


def saying(imprint: Mapping[str, str], **metadata: str) -> Config:
    lines = tuple(ImprintLine(key, value) for key, value in imprint.items())
    return replace(
        CONFIG,
        metadata=replace(CONFIG.metadata, **metadata),  # type: ignore[arg-type]
        imprint=lines,
        where={"book.subtitle": Span("manuscript/book.toml", 3, 12, 30)},
    )


def test_the_words_of_the_configuration_are_corrected() -> None:
    dashed = dict.fromkeys(
        ("title", "subtitle", "short_title", "publisher", "place", "rights", "series"),
        "Việt Nam - Lào",
    )
    config, changes, found = correct_words(saying({}, slug="a-b", **dashed), language())
    said = {name: getattr(config.metadata, name) for name in dashed}
    assert said == dict.fromkeys(dashed, "Việt Nam\u00a0– Lào")
    assert (config.metadata.slug, config.metadata.language) == ("a-b", "vi")
    assert (changes, found) == ((Change("dashes", 1),), ())


def test_lines_of_a_description_stay_lines() -> None:
    config, _, _ = correct_words(saying({}, description="Một -\nhai...\n\n- ba"), language())
    assert config.metadata.description == "Một\u00a0–\nhai…\n\n– ba"


def test_words_of_the_imprint_are_corrected_and_what_is_an_address_or_a_number_stays() -> None:
    config, _, _ = correct_words(saying(SAID), language())
    changed = {line.key: line.value for line in config.imprint if line.value != SAID[line.key]}
    assert [line.key for line in config.imprint] == list(SAID)
    assert changed == {
        "publisher": "Nxb Việt\u00a0– Lào",
        "address": "46-48 phố Mẫu, Hà Nội\u00a0– Việt Nam",
        "format": "14,5 × 20,5\u00a0cm",
        "decision": "00/QĐ-MAU\u00a0– ngày\u00a021/11/2026",
        "notice": SAID["notice"].replace("...", "…"),
    }


def test_an_odd_value_is_found_as_a_whole() -> None:
    _, _, (found,) = correct_words(saying({}, subtitle="Việt Nam -Lào"), language())
    assert (found.rule.name, str(found.span)) == ("uneven-dash", "manuscript/book.toml:3:12")


def test_words_stay_where_the_rules_are_switched_off_or_unknown() -> None:
    plain = saying({}, title="A - B...")
    off = replace(plain, typography=replace(ALL, dashes=False, ellipses=False))
    assert correct_words(off, language()) == (off, (), ())
    assert correct_words(plain, without_rules())[0] == plain


def test_changes_of_several_texts_are_added_up() -> None:
    dashes, dots = Change("dashes", 2), Change("ellipses", 1)
    assert total((dots, dashes), (dashes,), ()) == (Change("dashes", 4), dots)


def test_no_case_is_empty() -> None:
    assert all(re.search(r"\w|-", case.written) for case in CASES)
