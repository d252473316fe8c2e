"""Preflight: a finished PDF held against what a printer asks for.

In: the bytes of a PDF, a `PrintFile`: what it should be and for whom. Out: diagnostics, each with
its pages and the place in the manuscript, from `examine` for the pages of a book and
`examine_cover` for its cover.
"""

from anban.check.preflight.case import PrintFile
from anban.check.preflight.checking import examine, examine_cover

__all__ = ["PrintFile", "examine", "examine_cover"]
