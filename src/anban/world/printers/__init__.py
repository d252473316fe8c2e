"""What printers ask for, and the papers they print on. The figures are in data files.

In: the name of a paper, of a binding or of a printer's profile. Out: `Paper`, `Binding` and
`PrinterProfile`, and `spine_width`, which is computed from the first two.

Where a change goes: a new paper or binding is a table in `papers.toml`; a new printer is a file in
`profiles/`. Every figure needs its source and the date when it was read, since printers change
their figures.
"""

from anban.world.printers.papers import BINDINGS, PAPERS, Binding, Paper
from anban.world.printers.profile import PROFILES, PrinterProfile
from anban.world.printers.spine import spine_width

__all__ = ["BINDINGS", "PAPERS", "PROFILES", "Binding", "Paper", "PrinterProfile", "spine_width"]
