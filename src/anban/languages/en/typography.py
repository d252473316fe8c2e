"""The rules of English typesetting.

In: the text of a line. Out: finders of edits.
"""

from __future__ import annotations

import re

from anban.languages.edits import NO_BREAK, Finder
from anban.languages.en.quotes import apostrophes, pair
from anban.languages.punctuation import DashWords, before_dashes, initials, no_break
from anban.languages.ranges import RangeWords, ranges
from anban.languages.typography import Rules

_SPACE = rf"[ {NO_BREAK}\n]"
_BREAK = r"(?P<gap>[ \n])"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_UNIT = (
    r"(?:[kcdm]?m[23²³]?|[kmµ]?g|ha|tonnes?|litres?|ml|k[VW]h?|[MG]W|k?Hz|miles|feet|thousand"
    r"|million|billion|per cent|percent|USD|a\.m\.|p\.m\.)"
)

_NUMBER = re.compile(rf"{_BREAK}(?=\d|[IVXLCDM]+(?!\w))")
_NUMBERED = re.compile(
    r"(?<!\w)(?i:chapters?|parts?|figures?|fig\.|tables?|sections?|sect\.|volumes?|vols?\.|pages?"
    r"|pp?\.|nos?\.|notes?|appendix|c\.)\Z"
)
_MEASURED = re.compile(rf"\d{_BREAK}(?=[%‰°]|{_UNIT}(?!\w))")
_DATED = re.compile(rf"\d{_BREAK}(?={_MONTH}(?!\w))")
_NAMED = re.compile(rf"\.{_BREAK}(?=[A-ZÀ-ÖØ-Þ])")
_TITLE = re.compile(r"(?<!\w)(?:Mr|Mrs|Ms|Dr|Prof|St|Rev|Gen|Col|Capt|Lt)\.\Z")
_INITIAL = re.compile(rf"[A-HJ-ZÀ-ÖØ-Þ](?<![\w.].)\.{_BREAK}(?=[A-ZÀ-ÖØ-Þ])")
_KIND = re.compile(
    rf"(?<!\w)(?i:appendix|chapter|figure|part|plan|section|table|type|vitamin|volume){_SPACE}\Z"
)
"""Words behind which a single letter is no initial but a kind: "plan B. Then"."""

_WORDS = RangeWords(
    places=re.compile(
        rf"(?<!\w)(?i:pp?\.|pages?|lines?|chapters|vols?\.|volumes|nos?\.|sections|articles)"
        rf"{_SPACE}*(?:\d+(?:[-–]\d+)?(?:[,;]|{_SPACE}and){_SPACE}*)*\Z"
    ),
    months=re.compile(rf"(?<!\w)(?i:months){_SPACE}\Z"),
    dates=re.compile(rf"(?<!\w){_MONTH}{_SPACE}\Z"),
    about=re.compile(rf"(?<!\w)(?i:about|around|some|within|every|in|of){_SPACE}\Z"),
    measures=re.compile(rf"{_SPACE}?(?:[%‰°]|{_UNIT}(?!\w))"),
    counted=re.compile(
        rf"{_SPACE}(?:people|men|women|soldiers|days|weeks|months|years|hours|minutes|times|pages"
        r"|copies|villages|centuries)(?!\w)"
    ),
    era=re.compile(rf"{_SPACE}(?:BC|BCE|AD|CE)(?!\w)"),
    day_of=re.compile(rf"{_SPACE}{_MONTH}(?!\w)"),
    decimal=".",
)
_TO_NOW = re.compile(r"(?<![\w-])(?:1\d|20)\d\d(?P<hyphen>-)(?=(?:present|now|today)(?!\w))")

_DASH_WORDS = DashWords(suspended="and|or|to", degrees="degrees")
_RANGES: tuple[Finder, ...] = (ranges(_WORDS, _TO_NOW),)
_TIES: tuple[Finder, ...] = (
    before_dashes,
    no_break(_NUMBER, behind=_NUMBERED),
    no_break(_MEASURED),
    no_break(_DATED),
    no_break(_NAMED, behind=_TITLE),
    initials(_INITIAL, _KIND),
)

RULES = Rules(_RANGES, _TIES, _DASH_WORDS, apostrophes, pair)
