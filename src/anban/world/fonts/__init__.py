"""Fonts: find the files of a family, see which characters they have, and embed them.

In: names of font families. Out: `find` gives `Face`s, `coverage` the characters of a face,
`inspect` the diagnostics about faces, and `subset` a smaller, renamed font file.

Where a change goes: how fonts are found is in `fontconfig`, the packages that are named in a hint
are in `packages.toml`, the right to embed is in `embedding`, what a subset keeps is in
`subsetting`.
"""

from anban.world.fonts.embedding import inspect
from anban.world.fonts.face import Face, coverage
from anban.world.fonts.fontconfig import find
from anban.world.fonts.subsetting import subset

__all__ = ["Face", "coverage", "find", "inspect", "subset"]
