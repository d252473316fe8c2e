"""What went wrong in a template, in the words of a rule.

In: exceptions of Jinja2. Out: diagnostics with the template's file and line, and `TemplateFault`,
which carries one out of rendering.
"""

from __future__ import annotations

from collections.abc import Iterator
from traceback import walk_tb
from typing import ClassVar

from jinja2 import TemplateError
from jinja2.exceptions import SecurityError, TemplateSyntaxError

from anban.core.diagnostics import Diagnostic, Span
from anban.core.errors import FAULTY, AnbanError, comes_from
from anban.render import rules
from anban.render.folder import PROGRAM
from anban.render.templates import EndlessTemplateError, ForeignError, Layers, OrphanError, engine

RAISED = (
    TemplateError, RecursionError, ArithmeticError, AttributeError, LookupError, TypeError,
    ValueError,
)  # fmt: skip
"""What running a faulty template may raise."""


class TemplateFault(AnbanError):  # noqa: N818 (the house says fault)
    """A template of the theme failed on a sheet; nothing of the edition is made."""

    exit_code: ClassVar[int] = FAULTY

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message, diagnostic.hint)
        self.diagnostic = diagnostic


def template_faults(layers: Layers) -> tuple[Diagnostic, ...]:
    """What is wrong with the templates of a theme before any of them is run."""
    return tuple(_unreadable(fault) for fault in engine(layers).faults())


def _unreadable(fault: TemplateSyntaxError) -> Diagnostic:
    span = Span(fault.filename or "", fault.lineno)
    reason = str(fault.message)
    match fault:
        case ForeignError():
            return rules.TEMPLATE_LANGUAGE.at(span, construct=reason)
        case OrphanError():
            return rules.TEMPLATE_MISSING.at(span, name=reason)
        case _:
            return rules.TEMPLATE_SYNTAX.at(span, reason=reason[:1].lower() + reason[1:])


def failed(fault: Exception, sheet: str) -> Diagnostic:
    """The diagnostic of what running a template on the sheet `sheet` raised."""
    span = _place(fault)
    match fault:
        case TemplateSyntaxError():
            return _unreadable(fault)
        case EndlessTemplateError() | RecursionError():
            return rules.TEMPLATE_ENDLESS.at(span, sheet=sheet)
        case SecurityError():
            return rules.TEMPLATE_LANGUAGE.at(span, construct=str(fault))
        case _:
            reason = str(fault) or type(fault).__name__
            return rules.TEMPLATE_FAILS.at(span, sheet=sheet, reason=reason)


def is_ours(fault: Exception) -> bool:
    """True if code of the tool failed below templates that all come with it: no theme is to blame.

    Where a template of the project is in play it may have handed over what it should not.
    """
    if isinstance(fault, TemplateError | RecursionError) or comes_from(fault, "jinja2"):
        return False
    return all(place.path.startswith(PROGRAM) for place in _places(fault))


def _place(fault: Exception) -> Span | None:
    """The line of the innermost template that was running."""
    return next(reversed([*_places(fault)]), None)


def _places(fault: Exception) -> Iterator[Span]:
    """The line of each template that was running, from the outermost in."""
    for frame, line in walk_tb(fault.__traceback__):
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            yield Span(template.filename, template.get_corresponding_lineno(line))
