"""What a process keeps from one build of a book to the next.

In: builds, which fill it. Out: `Workshop`. A build that is given the workshop of the one before
makes anew only what has changed; what it makes is the same, to the byte, as with an empty one.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass, field

from anban.keeping import Keeper
from anban.typeset.settle import Shop


@dataclass(frozen=True, slots=True, eq=False)
class Workshop:
    """`keeper` has what was read, drawn and checked, `shop` what was set in pages."""

    keeper: Keeper = field(default_factory=Keeper)
    shop: Shop = field(default_factory=Shop)

    def rest(self) -> None:
        """Clear away what builds have left. For the pauses between them.

        Else Python's collector would go through all that is kept in the midst of the next build.
        """
        gc.unfreeze()
        gc.collect()
        gc.freeze()
