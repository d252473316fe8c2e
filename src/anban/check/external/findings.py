"""The findings of a checker. In: an `Outcome`. Out: diagnostics with places in the manuscript."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from anban.check.external import rules
from anban.core.diagnostics import Diagnostic, Rule, Span


@dataclass(frozen=True, slots=True)
class Finding:
    """What a checker says about one place.

    `path` is a file inside the EPUB, or empty. `line` and `column` count from 1; they are -1 if
    they are not known. `steps` is another way to name an element: from the root down, the number
    of each element among its siblings, from 1.
    """

    rule: Rule
    id: str
    message: str
    path: str
    line: int = -1
    column: int = -1
    steps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NotChecked:
    """Why a checker gave no verdict, and what to do about it.

    `absent` is true if the checker, or what it needs, is not on this machine. If it is false, the
    checker ran and did not come to its end.
    """

    reason: str
    action: str
    absent: bool = False


Outcome = tuple[Finding, ...] | NotChecked


@dataclass(frozen=True, slots=True)
class Checker:
    """A checker with its name.

    `judge` takes the path of an EPUB, the folder in which the same EPUB is unpacked, and the
    number of seconds after which the checker is stopped.
    `lacks` says what the checker needs and has not.
    """

    name: str
    judge: Callable[[Path, Path, float], Outcome]
    lacks: Callable[[], NotChecked | None] = lambda: None


def diagnose(
    checker: str, outcome: Outcome, product: str, place: Callable[[Finding], Span | None]
) -> tuple[Diagnostic, ...]:
    """The diagnostics for `outcome`.

    `product` is the name of the checked file. `place` gives the place in the manuscript or theme
    from which the part with the finding was made.

    A checker that is installed and gave no verdict is an error: what was asked for was not given.
    """
    if isinstance(outcome, NotChecked):
        reason, action = outcome.reason, outcome.action
        rule = rules.NOT_CHECKED if outcome.absent else rules.NO_VERDICT
        return (rule.at(None, checker=checker, product=product, reason=reason, action=action),)
    return tuple(_diagnostic(finding, product, place(finding)) for finding in outcome)


def _diagnostic(finding: Finding, product: str, span: Span | None) -> Diagnostic:
    where = f" at {finding.path}" if finding.path else ""
    if where and finding.line > 0:
        where += f":{finding.line}:{finding.column}"
    return finding.rule.at(
        span, id=finding.id, product=product, place=where, message=finding.message
    )
