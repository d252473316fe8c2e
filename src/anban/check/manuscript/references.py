"""References whose words have gone stale, and numbers that were typed by hand.

In: the resolved book and its targets; galleys. Out: W143, W144, W145.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from anban.check.manuscript.copy import Copy
from anban.check.manuscript.rules import DEAD_NUMBER, STALE_REFERENCE, TYPED_REFERENCE
from anban.core.book import Chapter
from anban.core.diagnostics import Diagnostic
from anban.core.nodes import Inlines, Reference, Shown
from anban.core.walk import inlines_of, plain, walk_blocks, walk_inlines
from anban.languages import Language
from anban.manuscript.resolve.targets import Target, TargetKind

_NAMES = ("part", "chapter", "appendix", "section-numbered", "figure", "table", "note")
_SPACES = re.compile(r"\s+")


def stale(
    chapter: Chapter, targets: Mapping[str, Target], language: Language
) -> Iterator[Diagnostic]:
    """References of a resolved chapter that say a number which their target does not bear."""
    noted = (block for note in chapter.notes for block in note.blocks)
    for block in walk_blocks((*chapter.blocks, *noted)):
        for inlines in inlines_of(block):
            for reference in _worded(inlines):
                target = targets.get(reference.target)
                words = _SPACES.sub(" ", plain(reference.children)).strip()
                if target is None or not _numbered(language).fullmatch(words):
                    continue
                if words.casefold() != _SPACES.sub(" ", target.name).casefold():
                    yield STALE_REFERENCE.at(
                        reference.span, words=words, name=target.name, label=reference.target
                    )


def _worded(inlines: Inlines) -> Iterator[Reference]:
    for inline in walk_inlines(inlines):
        if isinstance(inline, Reference) and inline.shown is Shown.WORDS:
            yield inline


@cache
def _numbered(language: Language) -> re.Pattern[str]:
    """The name of something by its number, or of a page: "Chương II", "trang 24"."""
    words = language.words
    spelled = sorted(words.ordinals, key=len, reverse=True)
    number = rf"(?:\d+(?:[.–-]\d+)*|[IVXLC]+|{'|'.join(map(_spaced, spelled))})"
    named = [*(words.say(key, number="\0") for key in _NAMES), words.say("page", label="\0")]
    each = (number.join((_spaced(one[0]), _spaced(one[-1]))) for one in _parted(named))
    return re.compile("|".join(each), re.IGNORECASE)


def _parted(names: Sequence[str]) -> Iterator[list[str]]:
    """What stands before and behind the number of each name."""
    return (name.split("\0") for name in names)


def _spaced(words: str) -> str:
    """`words` as a pattern, every space in it a plain one."""
    return re.escape(_SPACES.sub(" ", words))


def typed(copies: Sequence[Copy], targets: Mapping[str, Target]) -> Iterator[Diagnostic]:
    """Names of figures and tables that stand in the text without a reference."""
    known = {
        _SPACES.sub(" ", target.name): target
        for target in targets.values()
        if target.kind in (TargetKind.FIGURE, TargetKind.TABLE)
    }
    kinds = {name.rpartition(" ")[0] for name in known}
    if not kinds:
        return
    pattern = re.compile(
        rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, kinds)))})\s\d+(?:\.\d+)?(?![\w.]\d)"
    )
    for copy in copies:
        for run in copy.text():
            for match in pattern.finditer(run.text):
                if any(start <= match.start() < end for start, end in run.led):
                    continue
                text = _SPACES.sub(" ", match[0])
                span, target = run.place(*match.span()), known.get(text)
                if target is None:
                    yield DEAD_NUMBER.at(span, text=text)
                else:
                    yield TYPED_REFERENCE.at(span, text=text, label=target.id)
