"""What a copy editor of one language reads for, beside what all read for.

In: nothing. Out: `CopyEditing`, which `copyediting.py` of a folder gives as `COPYEDITING`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from anban.languages.mixtures import Mixture
from anban.languages.names import NameHabits

WORD_GAP = r"[ \u00a0\n]+"
WORD = r"[^\W\d_]+"


@dataclass(frozen=True, slots=True)
class CopyEditing:
    """The habits of a language; each left out means that nothing is looked for.

    `mixtures` are things that a book may write in two styles. `doubled` finds a word that stands
    twice by mistake, its group 1 the word; pairs that begin with a word of `doubled_on_purpose`
    are said twice on purpose. `lookalikes` are letters of other languages and those they stand
    for. Behind a word of `mentions`, alternatives of a pattern, a name is spoken of, not used.
    `sentence_case`: titles have capitals only where a sentence has. At a word of `joins` the name
    of a body or an office ends; without any the capitals of such names are not compared. `names`
    are those of a language whose words are syllables.
    """

    mixtures: tuple[Mixture, ...] = ()
    doubled: re.Pattern[str] | None = None
    doubled_on_purpose: frozenset[str] = frozenset()
    lookalikes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    mentions: str = ""
    sentence_case: bool = False
    joins: frozenset[str] = frozenset()
    names: NameHabits | None = None
