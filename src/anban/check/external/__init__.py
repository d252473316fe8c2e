"""Checkers that others wrote, run as they are.

In: a finished EPUB. Out: what each checker found, or why it could not be asked. A checker that is
absent, crashes or hangs has found nothing, and that is never the same as finding no fault.
"""

from anban.check.external.findings import Checker, Finding, NotChecked, Outcome, diagnose
from anban.check.external.places import SourcePlaces
from anban.check.external.row import ALL, EPUBCHECK, ask

__all__ = [
    "ALL",
    "EPUBCHECK",
    "Checker",
    "Finding",
    "NotChecked",
    "Outcome",
    "SourcePlaces",
    "ask",
    "diagnose",
]
