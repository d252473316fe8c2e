"""The passes of resolving a book, in their order.

In: a book, its configuration, its language. Out: a `Resolution`, from `resolve`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from anban.core.book import Book
from anban.core.diagnostics import Diagnostic
from anban.core.memo import Memo
from anban.languages import Language
from anban.manuscript.config.model import Config
from anban.manuscript.resolve.notes import gather
from anban.manuscript.resolve.numbering import number
from anban.manuscript.resolve.outline import OutlineLine, outline
from anban.manuscript.resolve.references import refer
from anban.manuscript.resolve.targets import Target
from anban.manuscript.resolve.typography import Change, correct, correct_words, total


@dataclass(frozen=True, slots=True)
class Resolution:
    """A book ready to be rendered, and its configuration with the words as they are printed.

    `targets` are by id, `outline` in reading order.
    """

    book: Book
    config: Config
    targets: Mapping[str, Target]
    outline: tuple[OutlineLine, ...]
    changes: tuple[Change, ...]
    diagnostics: tuple[Diagnostic, ...]


def resolve(book: Book, config: Config, language: Language, memo: Memo | None = None) -> Resolution:
    """Every pass in its order; a fault in one does not keep the others from their work."""
    memo = memo or Memo()
    config, said, odd = memo(correct_words, config, language)
    book, written, found = correct(book, memo.same(config.typography), language, memo)
    book = number(book, memo.same(config.numbering), memo)
    book = gather(book, config.notes, memo)
    book, targets, faults = refer(book, config, language, memo)
    lines = outline(book, config, language, memo)
    return Resolution(book, config, targets, lines, total(said, written), odd + found + faults)
