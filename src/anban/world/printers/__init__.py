"""What printers ask for and print on: figures in data files, each with source and date.

In: the name of a paper, a binding or a printer's profile. Out: `Paper`, `Binding` and
`PrinterProfile`, and from `spine` the arithmetic that follows from them.
"""

from anban.world.printers.papers import BINDINGS, PAPERS, Binding, Paper
from anban.world.printers.profile import PROFILES, PrinterProfile
from anban.world.printers.spine import spine_width

__all__ = ["BINDINGS", "PAPERS", "PROFILES", "Binding", "Paper", "PrinterProfile", "spine_width"]
