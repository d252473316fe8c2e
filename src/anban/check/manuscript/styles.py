"""What a book may write in two styles: tone marks, i and y, figures, dates, centuries.

In: nothing. Out: `MIXTURES`, by the tag of a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from anban.check.manuscript import rules
from anban.check.manuscript.mixture import Mixture, Styles
from anban.manuscript.resolve.vietnamese import tone_marks

_GAP = r"[ \u00a0\n]"
_FOUR = r"\d{4}"


def _pattern(style: str, pattern: str, *more: tuple[str, str], needle: str = "") -> Styles:
    """Finders of several styles, each what stands for it and a pattern without groups.

    `needle` is a quick pattern that every text with any of them has.
    """
    asked = re.compile(needle)
    compiled = [(name, re.compile(one)) for name, one in ((style, pattern), *more)]

    def styles(text: str) -> Iterator[tuple[str, int, int]]:
        for name, one in compiled if asked.search(text) else ():
            for match in one.finditer(text):
                yield name, *match.span()

    return styles


def _tones(text: str) -> Iterator[tuple[str, int, int]]:
    for old, match in tone_marks(text):
        start = match.start()
        while start and text[start - 1].isalpha():
            start -= 1
        yield "hòa" if old else "hoà", start, match.end()


_NO_QUANTITY = re.compile(
    rf"(?:(?i:số|tr\.|trang|mã|đường|năm|khóa|khoá|no\.|number|p\.|pp\.){_GAP}|[A-ZĐ]\w*{_GAP}"
    r"|[\w/.,:–-])\Z"
)
"""What stands before a number that counts nothing: the number of a law, a page, a unit."""
_PLAIN = re.compile(r"\d{4,}(?![\d/–-]|[.,:]\d|\w)")
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+(?![\d/–-]|[.,]\d{1,2}(?!\d)\.|\w)")
_COMMAS = re.compile(r"\d{1,3}(?:(?:,\d{3}){2,}|,000)(?![\d/–-]|\w)")
_YEARS = range(1000, 2200)
_TEN_THOUSAND = 10_000


def _thousands(text: str, comma: bool) -> Iterator[tuple[str, int, int]]:
    for style, pattern in (("1.000", _POINTS), ("1,000", _COMMAS)):
        for match in pattern.finditer(text):
            if not _numbered(text, match):
                yield style, *match.span()
    for match in _PLAIN.finditer(text):
        value = int(match[0][:9])
        quantity = value not in _YEARS and (not comma or value >= _TEN_THOUSAND)
        if quantity and not _numbered(text, match):
            yield "1000", *match.span()


def _numbered(text: str, match: re.Match[str]) -> bool:
    return _NO_QUANTITY.search(text, max(0, match.start() - 12), match.start()) is not None


def _vietnamese_thousands(text: str) -> Iterator[tuple[str, int, int]]:
    return _thousands(text, comma=False)


def _english_thousands(text: str) -> Iterator[tuple[str, int, int]]:
    return _thousands(text, comma=True)


_BEFORE = r"(?<![\d/.,-])"
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:1\d{3}|20\d\d)"


def _date(mark: str) -> str:
    """A day or a month of a year with `mark` between its figures; 7.1977 is none."""
    day = rf"{_DAY}{mark}" if mark == r"\." else rf"(?:{_DAY}{mark})?"
    return rf"(?i:(?<!số )){_BEFORE}{day}{_MONTH}{mark}{_YEAR}(?![\d/-])"


_DATES = _pattern(
    "18-7-1977",
    _date("-"),
    ("18/7/1977", _date("/")),
    ("18.7.1977", _date(r"\.")),
    needle=_FOUR,
)
_RANGES = _pattern(
    "1930 - 1945",
    rf"(?<![\d/.,–-]){_YEAR}{_GAP}[-–]{_GAP}{_YEAR}(?![\d/.,–-]\d)",
    ("1930-1945", rf"(?<![\d/.,–-]){_YEAR}[-–]{_YEAR}(?![\d/–-])"),
    needle=_FOUR,
)
_PERCENT = _pattern("5%", r"\d%", ("5 %", rf"\d{_GAP}%"), needle="%")


def _pair(y: str, i: str, behind: str = "", ahead: str = "") -> Mixture:
    """A word with y and with i; `behind` and `ahead` are what has to stand beside it."""
    word = rf"{behind}(?<![\w-]){{}}(?![\w-]){ahead}"
    written = [(one, re.compile(word.format(one))) for one in (y, i)]

    def styles(text: str) -> Iterator[tuple[str, int, int]]:
        for one, pattern in written:
            for match in pattern.finditer(text) if one in text else ():
                yield one, *match.span()

    return Mixture(rules.MIXED_I_AND_Y, styles)


_VIETNAMESE = (
    Mixture(rules.MIXED_TONES, _tones),
    *(
        _pair(y, i)
        for y, i in (
            ("kỷ", "kỉ"), ("lý", "lí"), ("kỹ", "kĩ"), ("sĩ", "sỹ"), ("kỳ", "kì"), ("quý", "quí"),
            ("ký", "kí"), ("mỹ", "mĩ"), ("Mỹ", "Mĩ"), ("kỵ", "kị"), ("lỵ", "lị"),
        )
    ),
    _pair("tỷ", "tỉ", ahead=r"(?= (?:lệ|số|giá|trọng|suất|đồng|người|USD)\b)"),
    _pair("hy", "hi", ahead=r"(?= (?:sinh|vọng)\b)"),
    Mixture(rules.MIXED_THOUSANDS, _vietnamese_thousands),
    Mixture(rules.MIXED_DATES, _DATES),
    Mixture(
        rules.MIXED_CENTURIES,
        _pattern(
            "thế kỷ XX",
            rf"(?i:thế{_GAP}k[ỷỉ]){_GAP}(?i:thứ{_GAP})?[IVX]+(?!\w)",
            ("thế kỷ 20", rf"(?i:thế{_GAP}k[ỷỉ]){_GAP}(?i:thứ{_GAP})?\d\d?(?!\w)"),
            needle="hế",
        ),
    ),
    Mixture(
        rules.MIXED_DECADES,
        _pattern(
            "những năm 1980",
            rf"(?i:những{_GAP}năm|thập{_GAP}(?:niên|kỷ|kỉ)){_GAP}(?:1\d|20)\d0(?!\d|{_GAP}?[-–]{_GAP}?\d)",
            ("những năm 80", rf"(?i:những{_GAP}năm|thập{_GAP}(?:niên|kỷ|kỉ)){_GAP}[1-9]0(?!\d)"),
        ),
    ),
    Mixture(rules.MIXED_RANGES, _RANGES),
    Mixture(rules.MIXED_PERCENT, _PERCENT),
)  # fmt: skip

_ORDINALS = (
    "tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth"
    "|nineteenth|twentieth|twenty-first"
)
_ENGLISH = (
    Mixture(rules.MIXED_THOUSANDS, _english_thousands),
    Mixture(rules.MIXED_DATES, _DATES),
    Mixture(
        rules.MIXED_CENTURIES,
        _pattern(
            "twentieth century",
            rf"(?i:(?<!\w)(?:{_ORDINALS})[ -]centur(?:y|ies))",
            ("20th century", r"(?i:(?<!\w)\d\d?(?:st|nd|rd|th)[ -]centur(?:y|ies))"),
        ),
    ),
    Mixture(
        rules.MIXED_DECADES,
        _pattern(
            "1980s",
            r"(?<!\w)(?:1\d|20)\d0['’]?s(?!\w)",
            ("80s", r"(?<!\w)['’]?[1-9]0['’]?s(?!\w)"),
        ),
    ),
    Mixture(rules.MIXED_RANGES, _RANGES),
    Mixture(rules.MIXED_PERCENT, _PERCENT),
)  # fmt: skip

MIXTURES: Mapping[str, tuple[Mixture, ...]] = MappingProxyType({"vi": _VIETNAMESE, "en": _ENGLISH})
