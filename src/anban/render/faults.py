"""Faults in templates as diagnostics.

In: exceptions that are raised while templates are read or run. Out: diagnostics with the file and
the line of the template, and `TemplateFault`, which is raised with such a diagnostic.
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
"""The exceptions that may be raised while a faulty template runs."""


class TemplateFault(AnbanError):  # noqa: N818 (the house says fault)
    """A template of the theme failed on a sheet. The edition is not made."""

    exit_code: ClassVar[int] = FAULTY

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message, diagnostic.hint)
        self.diagnostic = diagnostic


def template_faults(layers: Layers) -> tuple[Diagnostic, ...]:
    """The faults of a theme's templates that can be seen before any of them is run."""
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
    """The diagnostic for an exception that was raised while a template ran for `sheet`."""
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
    """True if the fault is the tool's own: its code failed, and all templates that were running
    come with the tool. A template of the project could have passed a wrong value.
    """
    if isinstance(fault, TemplateError | RecursionError) or comes_from(fault, "jinja2"):
        return False
    return all(place.path.startswith(PROGRAM) for place in _places(fault))


def _place(fault: Exception) -> Span | None:
    """The line of the innermost template that was running, None if none was."""
    return next(reversed([*_places(fault)]), None)


def _places(fault: Exception) -> Iterator[Span]:
    """The line of each template that was running, the outermost first."""
    for frame, line in walk_tb(fault.__traceback__):
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            yield Span(template.filename, template.get_corresponding_lineno(line))
