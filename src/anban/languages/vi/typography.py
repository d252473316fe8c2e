"""The rules of Vietnamese typesetting.

In: the text of a line. Out: finders of edits, and the tone marks by their placement.
Vietnamese is not hyphenated; a line breaks between any two syllables, so what must stay together
is tied with no-break spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from anban.languages.edits import NO_BREAK, Finder
from anban.languages.punctuation import DashWords, before_dashes, initials, no_break
from anban.languages.ranges import RangeWords, ranges
from anban.languages.typography import Rules

OLD_TONES = "tone marks placed as in hòa"
NEW_TONES = "tone marks placed as in hoà"

_UPPER = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯ" + "".join(chr(code) for code in range(0x1EA0, 0x1EFA, 2))
_SPACE = rf"[ {NO_BREAK}\n]"
_BREAK = r"(?P<gap>[ \n])"
_ROMAN = r"[IVXLCDM]+(?!\w)"

_NUMBER = re.compile(rf"{_BREAK}(?=\d|{_ROMAN})")
_NUMBERED = re.compile(
    r"(?<!\w)(?i:chương|phần|phụ lục|hình|bảng|mục|điều|khoản|tập|quyển|trang|dòng|chú thích|bài"
    r"|câu|số|ngày|tháng|năm|quý|thế k[ỷỉ]|thứ|kh[oó][áa]|tr\.?|t\.|q\.)\Z"
)
_SCALE = (
    r"nghìn|ngàn|vạn|triệu|t[ỷỉ](?! (?:lệ|số|phú|giá|trọng|suất|mỉ))"
    r"|đồng(?! (?:chí|bào|minh|thời|ruộng|đội))|USD|VND|kíp|phần trăm"
)
_UNIT = (
    r"[kcdm]?m[23²³]?|[kmµ]?g|ha|tấn|tạ(?! ơn)|l|lít|ml|k[VW]h?|[MG]W|k?Hz|h|héc-ta|hécta|mét|dặm"
    r"|hải lý|độ|giờ|phút|giây"
)
_MEASURED = re.compile(rf"\d{_BREAK}(?=[%‰°]|(?:{_SCALE}|{_UNIT})(?!\w))")
_NAMED = re.compile(rf"\.{_BREAK}(?=[{_UPPER}])")
_TITLE = re.compile(r"(?<!\w)(?:PGS|GS|TSKH|TS|ThS|BS|KS|LS|TP|Tp|NXB|Nxb)\.\Z")
_INITIAL = re.compile(rf"[{_UPPER}](?<![\w.].)\.{_BREAK}(?=[{_UPPER}])")
_KIND = re.compile(
    rf"(?<!\w)(?i:chương|phần|phụ lục|hình|bảng|mục|điểm|điều|loại|nhóm|hạng|vitamin|án|khu|lớp"
    rf"|đội|tổ|nhà|khối|gan|hội|kỷ|quý|thứ|tập|quyển|số){_SPACE}\Z"
)
"""Words behind which a single letter is no initial but a kind: "vitamin C. Ngoài ra"."""

_LISTED = rf"(?:\d+(?:[-–]\d+)?(?:[,;]|{_SPACE}và){_SPACE}*)*\Z"
"""Numbers that stand between the word and the pair: tr. 3, 5-7, 12-15."""

_WORDS = RangeWords(
    places=re.compile(
        rf"(?<!\w)(?i:tr\.?|trang|dòng|chương|điều|khoản|tập|quyển|bài|câu|lớp|thế k[ỷỉ])"
        rf"{_SPACE}*{_LISTED}"
    ),
    months=re.compile(rf"(?<!\w)(?i:tháng|quý){_SPACE}\Z"),
    dates=re.compile(
        rf"(?<!\w)(?i:ngày|dịp|hôm|mồng|mùng|lễ|sáng|trưa|chiều|tối|đêm){_SPACE}"
        rf"(?:Quốc khánh{_SPACE})?\Z"
    ),
    about=re.compile(
        rf"(?<!\w)(?i:khoảng|chừng|độ|trong|mỗi|mất|cần|gồm|cách|thêm|dài|rộng|cao|nặng|có|còn)"
        rf"{_SPACE}\Z"
    ),
    measures=re.compile(rf"{_SPACE}?(?:[%‰°]|(?:{_SCALE}|{_UNIT})(?!\w))"),
    counted=re.compile(
        rf"{_SPACE}(?:người|dân|quân|hộ|tuổi|lần|lượt|tuần|ngày|tháng|năm(?!{_SPACE}\d)|thế kỷ"
        r"|chiếc|cuốn|quyển|trang|tập|xã|huyện|tỉnh|nước|đại đội|tiểu đoàn|trung đoàn|khẩu|con|cây"
        r"|cán bộ|chiến sĩ|học sinh)(?!\w)"
    ),
    era=re.compile(rf"{_SPACE}(?:TCN|SCN|trước Công nguyên)(?!\w)"),
    day_of=re.compile(rf"{_SPACE}tháng{_SPACE}\d"),
    decimal=",",
)
_TO_NOW = re.compile(r"(?<![\w-])(?:1\d|20)\d\d(?P<hyphen>-)(?=(?:hiện )?nay(?!\w))")
_CENTURIES = re.compile(
    rf"(?i:thế k[ỷỉ]|chương|phần|quý|khóa|khoá){_SPACE}[IVXLC]+(?P<hyphen>-){_ROMAN}"
)

_DASH_WORDS = DashWords(suspended="và|hoặc|hay", degrees="độ")
_RANGES: tuple[Finder, ...] = (ranges(_WORDS, _TO_NOW, _CENTURIES),)
_TIES: tuple[Finder, ...] = (
    before_dashes, no_break(_NUMBER, behind=_NUMBERED), no_break(_MEASURED),
    no_break(_NAMED, behind=_TITLE),
    initials(_INITIAL, _KIND),
)  # fmt: skip

_O, _U = "òóỏõọÒÓỎÕỌ", "ùúủũụÙÚỦŨỤ"
_OLD = re.compile(rf"[{_O}{_U}](?:(?<=[{_O}])[aeAE]|(?<=[{_U}])(?<![qQ].)[yY])(?!\w)")
_NEW = re.compile(
    r"[oOuU](?:(?<=[oO])[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<=[uU])(?<![qQ].)[ỳýỷỹỵỲÝỶỸỴ])(?!\w)"
)


def tone_marks(line: str) -> Iterator[tuple[bool, re.Match[str]]]:
    """Every syllable in which a tone mark has two places: True if it stands as in hòa, thủy."""
    for old, pattern in ((True, _OLD), (False, _NEW)):
        for match in pattern.finditer(line):
            yield old, match


def tones(line: str) -> Iterator[str]:
    """For every tone mark that has two places: as in hòa, thủy, or as in hoà, thuỷ.

    Both are right, and no house may change an author's; the count shows a mixture.
    """
    return (OLD_TONES if old else NEW_TONES for old, _ in tone_marks(line))


RULES = Rules(_RANGES, _TIES, _DASH_WORDS, spellings=tones)
