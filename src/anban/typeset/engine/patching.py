"""Replacing a step of the engine. All replacements go through this module.

In: the name of a step that the contract declares as replaced, and the function that takes its
place. Out: nothing; from then on the engine calls that function. The function stands in the package
of its subject, and calls the engine's own step for everything that it does not answer itself.
"""

from __future__ import annotations

from collections.abc import Callable
from pkgutil import resolve_name

from anban.typeset.engine.contract import REPLACED

Step = Callable[..., object]


def replace(name: str, step: Step) -> None:
    """Let the engine call `step` where it called `name`, as in `layout.inline.strut`.

    KeyError for a name that the contract does not declare as replaced.
    """
    if name not in REPLACED:
        raise KeyError(f"the contract does not say that `{name}` is replaced")
    place, _, attribute = name.rpartition(".")
    holder = resolve_name(f"weasyprint.{place}")
    setattr(holder, attribute, step)
