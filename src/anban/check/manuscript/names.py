"""One name, spelled two ways.

In: what is heard of the names of every chapter, the habits of a language whose words are syllables,
None for another. Out: W131. Compared are names of two or more of its syllables, by a mark or by an
ending that many do not tell apart; and words that are no syllable of it, by their letters and by
their sound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from anban.check.manuscript.heard import Heard, Name, Words
from anban.check.manuscript.mixture import NEVER, Met, told
from anban.check.manuscript.rules import NAME_TWO_WAYS
from anban.core.diagnostics import Diagnostic
from anban.languages.names import NameHabits, fold

MARK_SHARE, ENDING_SHARE = 3, 10
"""How many times as often as the other the right one stands: where native syllables differ in a
mark, and where they differ in an ending. Nearer to each other they are two names."""
_SAME_SOUND = 1
SHORTEST, SHORTEST_NEAR = 5, 6
"""Letters of a foreign word that is compared, and of one that may differ in a sound."""


@dataclass(frozen=True, slots=True)
class _Lists:
    """What the lists of the book say of two names."""

    entries: tuple[frozenset[str], ...]
    listed: frozenset[str]

    def settle(self, one: str, other: str) -> bool:
        """They are known to be one name or two: nothing needs to be said."""
        if one in self.listed and other in self.listed:
            return True
        return any(one in entry and other in entry for entry in self.entries)


def find(chapters: Sequence[Heard], habits: NameHabits | None) -> Iterator[Diagnostic]:
    small = frozenset[str]().union(*(one.small for one in chapters))
    names = _names(chapters, small)
    lists = _Lists(
        tuple(entry for one in chapters for entry in one.entries if len(entry) > 1),
        frozenset[str]().union(*(one.listed for one in chapters)),
    )
    native = _native(names, habits) if habits else ()
    pairs = (*_foreign(names, small, habits), *native, *_joined(names))
    told_of: set[str] = set()
    for pair in sorted(pairs, key=lambda pair: pair.rank):
        odd, usual = sorted((pair.one, pair.other), key=lambda known: known[1].count)
        known = odd[0] in told_of or (pair.far > _SAME_SOUND and usual[0] in told_of)
        if not known and not lists.settle(odd[0], usual[0]):
            told_of |= {odd[0], usual[0]} if pair.far > _SAME_SOUND else {odd[0]}
            yield told(NAME_TWO_WAYS, *odd, *usual)


_Known = tuple[str, Met]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two names that may be one; of several for one name that of the lowest rank is told."""

    one: _Known
    other: _Known
    far: int

    @property
    def rank(self) -> tuple[int, int]:
        return self.far, -max(self.one[1].count, self.other[1].count)


def _names(chapters: Iterable[Heard], small: frozenset[str]) -> Mapping[Words, Name]:
    """All names of the book, without a first word that has its capital from the sentence."""
    names: dict[Words, Name] = {}
    for chapter in chapters:
        for (words, opens), name in chapter.names.items():
            kept = words[1:] if opens and words[0].lower() in small else words
            if kept:
                known = names.get(kept, Name(NEVER, free=False))
                names[kept] = Name(known.met.plus(name.met), known.free or name.free)
    return names


def _foreign(
    names: Mapping[Words, Name], small: frozenset[str], habits: NameHabits | None
) -> Iterator[_Pair]:
    """Words that are no syllable of the language, and sound alike or nearly so."""
    known: dict[str, Met] = {}
    for words, name in names.items():
        for word in words:
            if _is_foreign(word, habits) and word.lower() not in small:
                known[word] = known.get(word, NEVER).plus(name.met)
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for word in known:
        for key in _keys(word, habits):
            alike[key].append(word)
    for group in alike.values():
        for one, other in combinations(group, 2):
            far = _distance(one, other, habits)
            if far is not None:
                yield _Pair((one, known[one]), (other, known[other]), far)


def _is_foreign(word: str, habits: NameHabits | None) -> bool:
    if word.isupper():
        return False
    if habits is None:
        return len(word) >= SHORTEST
    parts = word.split("-")
    if len(fold(word)) < SHORTEST:
        return False
    if len(parts) > 1:
        return not all(part[:1].isupper() for part in parts)
    return not habits.is_native(word)


def _keys(word: str, habits: NameHabits | None) -> Iterator[str]:
    """What two words share if they may be one."""
    yield f"letters {fold(word)}"
    if habits is not None:
        heard = habits.sound(word)
        yield f"sound {heard}"
        if len(heard) >= SHORTEST_NEAR:
            yield from (f"near {heard[:at]}{heard[at + 1 :]}" for at in range(1, len(heard)))


def _distance(one: str, other: str, habits: NameHabits | None) -> int | None:
    """0 for the same letters, 1 for the same sound, 2 for one sound that differs; else None."""
    first, second = sorted((fold(one), fold(other)), key=len)
    if first == second:
        return 0
    if habits is None or second.startswith(first):
        return None
    heard, also = sorted((habits.sound(one), habits.sound(other)), key=len)
    if heard == also:
        return _SAME_SOUND
    at = next(
        (at for at, pair in enumerate(zip(heard, also, strict=False)) if len(set(pair)) > 1), 0
    )
    near = heard[at:] == also[at + 1 :] or heard[at + 1 :] == also[at + 1 :]
    return 2 if near and at > 0 else None


def _native(names: Mapping[Words, Name], habits: NameHabits) -> Iterator[_Pair]:
    """Names of native syllables that differ in one syllable's mark or ending."""
    alike: defaultdict[Words, list[Words]] = defaultdict(list)
    for words in names:
        if len(words) > 1 and all(map(habits.is_native, words)):
            alike[tuple(map(habits.likeness, words))].append(words)
    for group in alike.values():
        for one, other in combinations(group, 2):
            rare, usual = sorted((one, other), key=lambda words: names[words].met.count)
            share = names[usual].met.count / names[rare].met.count
            if names[usual].free and share >= _asked(one, other, habits):
                one_of_them = " ".join(rare), names[rare].met
                yield _Pair(one_of_them, (" ".join(usual), names[usual].met), 0)


def _asked(one: Words, other: Words, habits: NameHabits) -> float:
    """The share that two names must have to be one."""
    pairs = zip(one, other, strict=True)
    differing = [pair for pair in pairs if len(set(map(habits.spelled, pair))) > 1]
    if len(differing) != 1:
        return float("inf")
    return MARK_SHARE if len(set(map(fold, differing[0]))) == 1 else ENDING_SHARE


def _joined(names: Mapping[Words, Name]) -> Iterator[_Pair]:
    """Names that are the same but for where they are parted: Viêng Chăn, Viêngchăn."""
    alike: defaultdict[str, list[Words]] = defaultdict(list)
    for words in names:
        if len(words) <= 3:
            alike["".join(map(fold, words))].append(words)
    for group in alike.values():
        for one, other in combinations(group, 2):
            if len(one) != len(other):
                first = " ".join(one), names[one].met
                yield _Pair(first, (" ".join(other), names[other].met), 0)
