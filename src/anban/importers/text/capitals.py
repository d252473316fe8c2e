"""Restore the capitals of titles that are all in capitals, or that lost a font of capitals.

In: the running text, titles. Out: `Usage` knows how words are written in the middle of a sentence.
`restore` writes a title in that way. `strange` gives the words of a title that the text never has,
with the words that may be meant. Only the case of letters changes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from anban.importers.text.numerals import is_roman
from anban.languages import alternatives_of

LONGEST = 7
"""The most words that are looked up together as one name."""
_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
_SENTENCE = re.compile(r"[.!?:“\"(…]")
_VOWELS = frozenset("aeiouy")
_ENOUGH = 200
"""A word can only be called strange if the text has at least so many different words."""


@dataclass(slots=True)
class Usage:
    """How often each sequence of words, in small letters, is written in which way."""

    forms: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    words: Counter[str] = field(default_factory=Counter)
    pairs: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, text: Iterable[str], titles: Iterable[str]) -> Usage:
        """The usage in `text` of the sequences of words that occur in `titles`."""
        wanted = {
            run.casefold() for title in titles for words in _clauses(title) for run in _runs(words)
        }
        usage = cls()
        for paragraph in text:
            usage.count(paragraph, wanted)
        return usage

    def count(self, paragraph: str, wanted: set[str]) -> None:
        for words in _clauses(paragraph):
            small = [word.casefold() for word in words if word]
            self.words.update(small)
            self.pairs.update(" ".join(pair) for pair in pairwise(small))
            for run in _runs(words[1:]):
                if run.casefold() in wanted:
                    self.forms[run.casefold()][run] += 1

    def form(self, run: str) -> str:
        """The usual way to write `run`; an empty string if the text does not have it."""
        found = self.forms.get(run.casefold())
        return max(sorted(found), key=found.__getitem__) if found else ""


def _clauses(text: str) -> Iterable[list[str]]:
    """The words between two punctuation marks, since a name has no punctuation inside."""
    words: list[str] = []
    for token in _TOKEN.findall(text):
        if token[0].isalnum() or token[0] == "_":
            words.append(token)
        elif not token.isspace():
            yield words
            words = [""] if not _SENTENCE.match(token) else []
    yield words


def _runs(words: Sequence[str]) -> Iterable[str]:
    for start in range(len(words)):
        for length in range(1, min(LONGEST, len(words) - start) + 1):
            yield " ".join(words[start : start + length])


_NUMBER = re.compile(r"(?:[IVXLC]+|\d+(?:\.\d+)*|[A-ZĐ])[.)]\s+")
_LABELLED = re.compile(
    rf"({alternatives_of(lambda one: chain(*one.importing.numbered.values()))}\s+\w+\s*[:.]\s*)"
    r"(\w)",
    re.I,
)


def restore(title: str, usage: Usage, small_words: frozenset[str] = frozenset()) -> str:
    """`title` with the capitals that its words have in the text, and a capital at its start.

    Where a language has `small_words` in titles, every word but those begins with a capital too.
    """
    number = _NUMBER.match(title)
    start = number.end() if number else 0
    words = _raised(_as_used(title[start:], usage))
    words = _LABELLED.sub(lambda found: f"{found[1]}{_raised(found[2])}", words)
    if small_words:
        words = _TOKEN.sub(lambda found: _headline(found[0], small_words), words)
    return f"{title[:start]}{words}"


def _headline(word: str, small_words: frozenset[str]) -> str:
    return word if word in small_words or not word[0].islower() else _raised(word)


def _as_used(title: str, usage: Usage) -> str:
    shown: list[str] = []
    words: list[str] = []
    for token in _TOKEN.findall(title):
        if token[0].isalnum():
            words.append(token)
        elif not token.isspace():
            shown += (*_written(words, usage), token)
            words = []
        else:
            words.append(token)
    shown += _written(words, usage)
    return "".join(shown)


def _written(tokens: Sequence[str], usage: Usage) -> list[str]:
    """The tokens as the text writes them; longer known sequences go before shorter ones."""
    shown: list[str] = []
    at = 0
    while at < len(tokens):
        if tokens[at].isspace():
            shown.append(tokens[at])
            at += 1
            continue
        count, form = _longest(tokens[at:], usage)
        shown.append(form)
        at += count
    return shown


def _longest(tokens: Sequence[str], usage: Usage) -> tuple[int, str]:
    """The number of tokens of the longest sequence that the text has, and how it is written."""
    words = (len(tokens) + 1) // 2
    for length in range(2 * min(LONGEST, words) - 1, 0, -2):
        run = "".join(tokens[:length])
        if form := usage.form(" ".join(run.split())):
            return length, form
    return 1, _alone(tokens[0])


def _alone(word: str) -> str:
    """How to write a word that the text never has in the middle of a sentence."""
    if word.isupper() and (not _has_vowel(word) or (len(word) > 1 and is_roman(word))):
        return word
    small = word.lower()
    return small if len(small) == len(word) else word


def _has_vowel(word: str) -> bool:
    return any(char in _VOWELS for char in unicodedata.normalize("NFD", word.casefold()))


_OPENING = re.compile(r"\W*(\w)")


def _raised(title: str) -> str:
    found = _OPENING.match(title)
    if found is None:
        return title
    at = found.start(1)
    raised = title[at].upper()
    return f"{title[:at]}{raised}{title[at + 1 :]}" if len(raised) == 1 else title


def unknown(title: str, usage: Usage) -> bool:
    """True if `title` has a word that may be a name and that the text does not have."""
    words = [word.casefold() for words in _clauses(title) for word in words if word.isalpha()]
    return len(usage.words) >= _ENOUGH and not all(usage.words[word] for word in words)


def strange(title: str, usage: Usage) -> tuple[tuple[str, str], ...]:
    """Words of `title` that are probably mistyped, each with the word that may be meant.

    The text never has such a word, but it has a similar one before the same next word.
    """
    if len(usage.words) < _ENOUGH:
        return ()
    found: list[tuple[str, str]] = []
    for words in _clauses(title):
        small = [word.casefold() for word in words if word]
        for word, behind in pairwise((*small, "")):
            if word.isalpha() and not usage.words[word]:
                near = _alike(word, behind, usage)
                if near:
                    found.append((word, near))
    return tuple(found)


def _alike(word: str, behind: str, usage: Usage) -> str:
    """A word that differs from `word` in one letter and that the text often has before `behind`."""
    near = [
        (count, pair.split()[0])
        for pair, count in usage.pairs.items()
        if pair.endswith(f" {behind}") and _differs_once(pair.split()[0], word)
    ]
    return max(near)[1] if near else ""


def _differs_once(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1
