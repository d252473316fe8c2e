"""Preflight: a finished PDF held against what a printer asks for.

In: the bytes of a PDF, a `Case`: what it should be and for whom. Out: diagnostics, each with its
pages and the place in the manuscript, from `examine` for the pages of a book and `examine_cover`
for its cover.
"""

from anban.check.preflight.case import Case
from anban.check.preflight.checking import examine, examine_cover

__all__ = ["Case", "examine", "examine_cover"]
