"""The release of the engine.

In: the packages that are installed. Out: their versions, or an error for another release.
"""

from __future__ import annotations

import pydyf
import weasyprint

from anban.core.errors import MissingError
from anban.typeset.engine.contract import RELEASE


def require() -> None:
    """MissingError if another release is installed than the one of the contract."""
    found = weasyprint.__version__
    if found != RELEASE:
        raise MissingError(
            f"WeasyPrint {RELEASE} is needed, and {found} is installed",
            hint=f"run `pip install weasyprint=={RELEASE}`",
        )


def versions() -> tuple[str, str]:
    """The versions of WeasyPrint and of pydyf; every layout depends on them."""
    return weasyprint.__version__, pydyf.__version__
