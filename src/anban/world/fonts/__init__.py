"""Fonts: which files a theme's families are, what they hold, whether they may be embedded.

In: names of families. Out: `find` gives `Face`s, `coverage` their characters, `inspect` the
diagnostics about them, `subset` the bytes of a renamed part of one.
"""

from anban.world.fonts.embedding import inspect
from anban.world.fonts.face import Face, coverage
from anban.world.fonts.fontconfig import find
from anban.world.fonts.subsetting import subset

__all__ = ["Face", "coverage", "find", "inspect", "subset"]
