"""Which release of the engine this is. In: what is installed. Out: its versions, or a refusal."""

from __future__ import annotations

import pydyf
import weasyprint

from anban.core.errors import MissingError
from anban.typeset.engine.contract import RELEASE


def require() -> None:
    """Refuse any other release than the one that the contract is with: MissingError."""
    found = weasyprint.__version__
    if found != RELEASE:
        raise MissingError(
            f"WeasyPrint {RELEASE} is needed, and {found} is installed",
            hint=f"run `pip install weasyprint=={RELEASE}`",
        )


def versions() -> tuple[str, str]:
    """The versions of WeasyPrint and of pydyf, on which all that is laid out depends."""
    return weasyprint.__version__, pydyf.__version__
