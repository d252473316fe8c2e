"""Faults of the tool and of the layout engine at length, for whoever mends them.

In: reports and exceptions. Out: the text of `output/anban.log`, which `publish` writes. It bears no
time and no manifest names it: it is no product.
"""

from __future__ import annotations

from anban.core.diagnostics import Report
from anban.core.errors import trace_of
from anban.world.versions import parts

BEGINS = b"anban log: what went wrong inside, for whoever mends it\n"
"""The line that tells a log of the tool from a file of somebody else."""


def log_of_report(report: Report) -> str:
    """What libraries raised that `report` tells of, nothing if none raised any."""
    return _log(*(f"{found.message}\n\n{found.trace}" for found in report if found.trace))


def log_of_fault(fault: BaseException) -> str:
    """What the tool itself raised."""
    return _log(trace_of(fault))


def _log(*faults: str) -> str:
    versions = [f"{name} {version}" for name, version in parts().items()]
    return "\n".join((BEGINS.decode(), *versions, "", *faults)) if faults else ""
