"""What a copy editor of Vietnamese reads for.

In: nothing. Out: `COPYEDITING`: styles that a book mixes (tone marks, i and y, figures, dates,
centuries), doubled words, look-alike letters, habits of names and titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from anban.languages.copyediting import WORD_GAP, CopyEditing
from anban.languages.mixtures import (
    GAP,
    PER_CENT,
    SPANS_OF_YEARS,
    Mixture,
    MixtureKind,
    by_patterns,
    dates,
    thousands,
)
from anban.languages.vi.names import NAMES
from anban.languages.vi.typography import tone_marks

_COUNTS_NOTHING = r"số|tr\.|trang|mã|đường|năm|khóa|khoá|no\.|number|p\.|pp\."
"""What stands before a number that counts nothing: the number of a law, a page, a unit."""


def _tones(text: str) -> Iterator[tuple[str, int, int]]:
    for old, match in tone_marks(text):
        start = match.start()
        while start and text[start - 1].isalpha():
            start -= 1
        yield "hòa" if old else "hoà", start, match.end()


def _pair(y: str, i: str, behind: str = "", ahead: str = "") -> Mixture:
    """A word with y and with i; `behind` and `ahead` are what has to stand beside it."""
    word = rf"{behind}(?<![\w-]){{}}(?![\w-]){ahead}"
    written = [(one, re.compile(word.format(one))) for one in (y, i)]

    def styles(text: str) -> Iterator[tuple[str, int, int]]:
        for one, pattern in written:
            for match in pattern.finditer(text) if one in text else ():
                yield one, *match.span()

    return Mixture(MixtureKind.I_AND_Y, styles)


_MIXTURES = (
    Mixture(MixtureKind.TONES, _tones),
    *(
        _pair(y, i)
        for y, i in (
            ("kỷ", "kỉ"), ("lý", "lí"), ("kỹ", "kĩ"), ("sĩ", "sỹ"), ("kỳ", "kì"), ("quý", "quí"),
            ("ký", "kí"), ("mỹ", "mĩ"), ("Mỹ", "Mĩ"), ("kỵ", "kị"), ("lỵ", "lị"),
        )
    ),
    _pair("tỷ", "tỉ", ahead=r"(?= (?:lệ|số|giá|trọng|suất|đồng|người|USD)\b)"),
    _pair("hy", "hi", ahead=r"(?= (?:sinh|vọng)\b)"),
    thousands(_COUNTS_NOTHING, comma=False),
    dates("số "),
    Mixture(
        MixtureKind.CENTURIES,
        by_patterns(
            "thế kỷ XX",
            rf"(?i:thế{GAP}k[ỷỉ]){GAP}(?i:thứ{GAP})?[IVX]+(?!\w)",
            ("thế kỷ 20", rf"(?i:thế{GAP}k[ỷỉ]){GAP}(?i:thứ{GAP})?\d\d?(?!\w)"),
            needle="hế",
        ),
    ),
    Mixture(
        MixtureKind.DECADES,
        by_patterns(
            "những năm 1980",
            rf"(?i:những{GAP}năm|thập{GAP}(?:niên|kỷ|kỉ)){GAP}(?:1\d|20)\d0(?!\d|{GAP}?[-–]{GAP}?\d)",
            ("những năm 80", rf"(?i:những{GAP}năm|thập{GAP}(?:niên|kỷ|kỉ)){GAP}[1-9]0(?!\d)"),
        ),
    ),
    SPANS_OF_YEARS,
    PER_CENT,
)  # fmt: skip

_DOUBLED = re.compile(
    rf"(?<![\w-])(của|và|các|những|được|với|cho|cũng|nhưng|bởi|tại|bị|đã|sẽ|đang|rằng"
    rf"|nếu|thuộc|về|theo|như|do|không|trên|giữa|hoặc)(?:{WORD_GAP}\1)+(?![\w-])",
    re.IGNORECASE,
)

COPYEDITING = CopyEditing(
    mixtures=_MIXTURES,
    doubled=_DOUBLED,
    doubled_on_purpose=frozenset(("từng", "mỗi", "rất", "mãi", "cứ", "càng", "ngày", "đời", "dần")),
    # Eth, which old fonts and keyboards give for the Vietnamese letter.
    lookalikes={"Ð": "Đ", "ð": "đ"},
    mentions="viết|ghi|gọi|dạng|phiên âm|chính tả|đọc là",
    sentence_case=True,
    joins=frozenset(
        ("và", "của", "với", "ở", "do", "là", "có", "hoặc", "tại", "cùng", "thì", "để")
    ),
    names=NAMES,
)
