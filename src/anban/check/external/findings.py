"""What a checker says, in values. In: findings. Out: diagnostics at the places they come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from anban.check.external import rules
from anban.core.diagnostics import Diagnostic, Rule, Span


@dataclass(frozen=True, slots=True)
class Finding:
    """What a checker says of one place.

    `path` is a file inside the EPUB, or empty; `line` and `column` count from 1 and are -1 where
    none is given. `steps` leads to the element instead, from the root down: the number of each
    element among its siblings, from 1.
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
    """Why there is no verdict of the checker, and what to do about it.

    `absent` if it, or what it needs, is not on this machine; else it was asked and did not answer.
    """

    reason: str
    action: str
    absent: bool = False


Outcome = tuple[Finding, ...] | NotChecked


@dataclass(frozen=True, slots=True)
class Checker:
    """A checker by its name. `judge` takes the file, the folder in which the same lies unpacked,
    and the seconds after which the checker is stopped; `lacks` says what it needs and has not.
    """

    name: str
    judge: Callable[[Path, Path, float], Outcome]
    lacks: Callable[[], NotChecked | None] = lambda: None


def diagnose(
    checker: str, outcome: Outcome, product: str, place: Callable[[Finding], Span | None]
) -> tuple[Diagnostic, ...]:
    """The diagnostics of `outcome`; `product` is the name of the file that was checked, `place`
    finds the line of the source that a finding comes from.

    A checker that is there and gave no verdict is an error: what was asked for was not given.
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
