"""Read values of `book.toml` that are written as text: ISBNs, language tags, lengths, addresses.

In: a text. Out: the value; a wrong text raises `BadValue`, which names the broken rule. Lengths are
converted to millimetres.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from anban import languages
from anban.core.diagnostics import Diagnostic, Rule, Span
from anban.core.nearest import nearest
from anban.manuscript.config import rules
from anban.manuscript.config.isbn import check_10, check_13, compact, hyphenated
from anban.world.project import Refused, check_path


class BadValue(Exception):  # noqa: N818 (an answer about the book, not an error of the tool)
    """Raised for a value that breaks `rule`; `at` gives the diagnostic at a place."""

    def __init__(self, rule: Rule, near: str | None = None, **values: object) -> None:
        super().__init__(rule.name)
        self.rule = rule
        self.near = near
        self.values: dict[str, Any] = values

    def at(self, span: Span, key: str, example: str) -> Diagnostic:
        return self.rule.at(span, near=self.near, **{"key": key, "example": example} | self.values)


# --- texts --------------------------------------------------------------------------------------


def composed(text: str) -> str:
    """`text` in Unicode's form NFC, without spaces at both ends.

    Raises `BadValue` for a control character other than a line end.
    """
    for char in text:
        if unicodedata.category(char) == "Cc" and char not in "\n\t":
            raise BadValue(rules.CONTROL_CHARACTER, character=f"U+{ord(char):04X}")
    return unicodedata.normalize("NFC", text).strip()


def one_line(text: str) -> str:
    """`composed(text)` with a single space for each sequence of spaces and line ends.

    No-break spaces are kept, since they were typed on purpose.
    """
    return re.sub(r"[ \t\n]+", " ", composed(text))


def path(text: str) -> str:
    """A path, unchanged, since it must be the name on the disk character by character."""
    try:
        check_path(text)
    except Refused as refused:
        raise BadValue(refused.rule, **refused.values) from refused
    return text


# --- ISBN ---------------------------------------------------------------------------------------


def isbn(text: str) -> str:
    """An ISBN (ISO 2108) of 13 or 10 digits as it was typed, with single hyphens."""
    digits = compact(text)
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        _compare(text, digits, check_10(digits))
        return hyphenated(text)
    if not re.fullmatch(r"[0-9]+", digits):
        raise BadValue(rules.BAD_ISBN, value=text, fault="it holds more than digits and hyphens")
    if len(digits) != 13:
        fault = f"it has {len(digits)} digits, not 13 or 10"
        raise BadValue(rules.BAD_ISBN, value=text, fault=fault)
    if not digits.startswith(("978", "979")):
        raise BadValue(rules.BAD_ISBN, value=text, fault="it does not begin with 978 or 979")
    _compare(text, digits, check_13(digits))
    return hyphenated(text)


def _compare(text: str, digits: str, expected: str) -> None:
    if digits[-1] != expected:
        raise BadValue(rules.ISBN_CHECK_DIGIT, value=text, found=digits[-1], expected=expected)


def price_code(text: str) -> str:
    """The two or five digits of an add-on to an EAN-13 (GS1 General Specifications, 5.2.1)."""
    if not re.fullmatch(r"[0-9]{2}|[0-9]{5}", text.strip()):
        raise BadValue(rules.BAD_PRICE_CODE, value=text)
    return text.strip()


LONGEST_PREFIX = 12
"""Characters in front of the number of a page."""


def page_prefix(text: str) -> str:
    """What stands in front of the number of a page: a few characters without a space, or none."""
    prefix = composed(text)
    if len(prefix) > LONGEST_PREFIX or re.search(r"\s", text):
        raise BadValue(rules.BAD_PAGE_PREFIX, value=text, longest=LONGEST_PREFIX)
    return prefix


# --- Thema --------------------------------------------------------------------------------------

_THEMA = re.compile(r"[A-Y][A-Z0-9]{0,5}|[1-6][A-Z0-9-]{1,14}")


def thema(text: str) -> str:
    """A code of Thema. A subject begins with a letter, a qualifier with a digit from 1 to 6."""
    code = text.strip()
    if not _THEMA.fullmatch(code):
        near = code.upper() if _THEMA.fullmatch(code.upper()) else None
        raise BadValue(rules.BAD_THEMA, near, value=text)
    return code


# --- language -----------------------------------------------------------------------------------

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{5,8})"
    r"(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<rest>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?)"
)
_MISTAKEN = {"french": "fr", "lao": "lo"}
"""Words that are taken for the tags of languages that runs are in, but no books yet."""


def language_tag(text: str) -> str:
    """A well-formed BCP 47 tag (RFC 5646, 2.1) with its usual capitals, such as `zh-Hant-TW`."""
    lower = text.strip().lower()
    match = _TAG.fullmatch(lower)
    first, *others = re.split(r"[-_]", lower)
    meant = _meant(first)
    if match is None or meant != first:
        near = "-".join([meant, *others])
        known = _TAG.fullmatch(near)
        raise BadValue(rules.BAD_LANGUAGE_TAG, known and _cased(known), value=text)
    return _cased(match)


def _meant(word: str) -> str:
    """The tag that `word` is taken for; BCP 47 asks for the shortest code (RFC 5646, 2.2.1)."""
    if word in languages.AVAILABLE:
        return word
    mistaken = {also: one.tag for one in languages.every() for also in one.also}
    return (_MISTAKEN | mistaken).get(word, word)


def _cased(tag: re.Match[str]) -> str:
    script, region = tag["script"], tag["region"]
    parts = [tag["language"], script and script.title(), region and region.upper()]
    return "-".join(part for part in parts if part) + tag["rest"]


# --- dates and lengths --------------------------------------------------------------------------


def day(text: str) -> date:
    """A date written as year, month and day."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise BadValue(rules.BAD_DATE, value=text)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadValue(rules.BAD_DATE, value=text) from error


UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
"""Millimetres in each unit."""
LONGEST_MARGIN = 200
"""The greatest margin or bleed, in millimetres."""
SHORTEST_SIDE, LONGEST_SIDE = 20, 1000
"""The least and the greatest side of a trim, in millimetres."""

_NUMBER = r"([0-9]{1,5}(?:\.[0-9]{1,4})?)"
_UNIT = r"(mm|cm|in|pt)"
_LENGTH = re.compile(rf"{_NUMBER} ?{_UNIT}")
_TRIM = re.compile(rf"{_NUMBER} ?{_UNIT}? ?[x×] ?{_NUMBER} ?{_UNIT}")

TRIMS = {
    "a5": (148.0, 210.0),
    "a4": (210.0, 297.0),
    "13x19": (130.0, 190.0),
    "13x20.5": (130.0, 205.0),
    "14.5x20.5": (145.0, 205.0),
    "15x21": (150.0, 210.0),
    "16x24": (160.0, 240.0),
    "digest": (139.7, 215.9),
    "trade": (152.4, 228.6),
}
"""Trims with names, in millimetres: those of ISO 216, those of Vietnamese printers (named in
centimetres), and two English ones."""


def length(text: str) -> float:
    """`18mm`, `1.8cm`, `0.7in` or `12pt` in millimetres, at most LONGEST_MARGIN."""
    match = _LENGTH.fullmatch(text.strip().lower())
    value = _millimetres(match[1], match[2]) if match else None
    if value is None or value > LONGEST_MARGIN:
        near = _with_points(text, _LENGTH)
        raise BadValue(rules.BAD_LENGTH, near, value=text, longest=LONGEST_MARGIN)
    return value


def trim(text: str) -> tuple[float, float]:
    """Width and height in millimetres of `145x205mm`, `14.5 x 20.5 cm` or a name of TRIMS."""
    plain = text.strip().lower()
    match = _TRIM.fullmatch(plain)
    if match:
        width, unit, height, last = match.groups()
        size = _millimetres(width, unit or last), _millimetres(height, last)
    else:
        size = TRIMS.get(plain.replace(" ", ""), (0.0, 0.0))
    if not all(SHORTEST_SIDE <= side <= LONGEST_SIDE for side in size):
        near = _with_points(text, _TRIM)
        if near is None and plain[:1].isalpha():
            near = nearest(plain, TRIMS)
        raise BadValue(rules.BAD_TRIM, near, value=text, names=listed(TRIMS))
    return size


def _millimetres(number: str, unit: str) -> float:
    return round(float(number) * UNITS[unit], 4)


def _with_points(text: str, pattern: re.Pattern[str]) -> str | None:
    """`text` with decimal points instead of commas, if it then matches `pattern`; else None."""
    near = text.strip().lower().replace(",", ".")
    return near if "," in text and pattern.fullmatch(near) else None


# --- names and addresses ------------------------------------------------------------------------

LONGEST_NAME = 80
"""The most characters of a slug and of an edition's name. Both are in the name of a product, and
file systems allow 255 bytes in a name."""

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PLAIN = str.maketrans({"đ": "d", "Đ": "d"})


def slug_of(text: str) -> str:
    """`text` in lower-case ASCII letters and digits, with hyphens for all else; perhaps empty."""
    apart = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    plain = "".join(char for char in apart if not unicodedata.combining(char))
    name = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))
    return name[:LONGEST_NAME].strip("-")


def slug(text: str) -> str:
    """A name that can begin the names of products. Raises `BadValue` for another one."""
    if not is_name(text):
        raise BadValue(rules.BAD_SLUG, slug_of(text) or None, value=text, longest=LONGEST_NAME)
    return text


def is_name(text: str) -> bool:
    """True if `text` can be part of the name of a product on every operating system."""
    return len(text) <= LONGEST_NAME and _NAME.fullmatch(text) is not None


def web_address(text: str) -> str:
    """An http or https address."""
    plain = composed(text)
    near = f"https://{plain}"
    if not _on_the_web(plain):
        raise BadValue(
            rules.BAD_ADDRESS,
            near if _on_the_web(near) else None,
            value=text,
            expected="an address of the web",
        )
    return plain


def _on_the_web(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and re.fullmatch(r"[^\s.]+(?:\.[^\s.]+)+", host) is not None
        and re.search(r"[\s<>\"]", text) is None
    )


def mail_address(text: str) -> str:
    """An address for mail: one `@`, and a domain with a dot. It is not tried."""
    plain = composed(text)
    if not re.fullmatch(r"[^\s@<>\",;]+@[^\s@<>\",;.]+(?:\.[^\s@<>\",;.]+)+", plain):
        raise BadValue(rules.BAD_ADDRESS, value=text, expected="an address for mail")
    return plain


# --- words --------------------------------------------------------------------------------------


def listed(words: Iterable[str]) -> str:
    """The words in their order, each in backquotes, with commas between them."""
    return ", ".join(f"`{word}`" for word in words)
