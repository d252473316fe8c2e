"""What a book says by itself: messages with placeholders, numbers, things named in a row.

In: the messages of one language, the quotation marks that they use. Out: `Words`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anban.core.errors import BugError


@dataclass(frozen=True, slots=True)
class Words:
    """The messages of the language `tag`.

    `marks` fill `{open}` and `{close}` in every message. `ordinals` are the words for one, two,
    three … as a part or a chapter bears them.
    """

    tag: str
    messages: Mapping[str, str]
    ordinals: tuple[str, ...]
    marks: tuple[str, str]

    def say(self, key: str, **values: object) -> str:
        """The message `key` with `values` in its placeholders; BugError if either is missing."""
        message = self.messages.get(key)
        if message is None:
            raise BugError(f"the words of {self.tag} have no message {key!r}")
        opening, closing = self.marks
        try:
            return message.format_map({"open": opening, "close": closing, **values})
        except KeyError as missing:
            raise BugError(f"message {key!r} was given no value for {missing}") from None

    def ordinal(self, number: int) -> str:
        """`number`, from 1, in words: "thứ nhất", "One"."""
        if number <= len(self.ordinals):
            return self.ordinals[number - 1]
        return self.say("ordinal", number=number)

    def count(self, number: int) -> str:
        """`number` with its thousands set apart: 1.000 or 1,000."""
        return f"{number:,}".replace(",", self.say("thousands"))

    def measure(self, number: float) -> str:
        """`number` as it is measured: 14,5 or 14.5."""
        return f"{number:g}".replace(".", self.say("decimal"))

    def join(self, items: Sequence[str]) -> str:
        """The items named in a row: "a, b và c"; empty if there are none."""
        match items:
            case []:
                return ""
            case [only]:
                return only
            case [first, second]:
                return self.say("list-pair", first=first, second=second)
        *most, last = items
        joined = most[0]
        for item in most[1:]:
            joined = self.say("list-middle", first=joined, second=item)
        return self.say("list-end", first=joined, second=last)
