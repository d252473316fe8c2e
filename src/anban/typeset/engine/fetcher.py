"""The engine's only way to a file. In: a reader of the manuscript. Out: what the engine asks for.

Nothing outside the manuscript is served: no network, no `file:`, no `data:`.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError as FatalURLFetchingError
from weasyprint.urls import URLFetcherResponse

from anban.world.project import Refused

Read = Callable[[str], bytes]
"""Gives the bytes of a file by its path relative to `manuscript/`, or raises one of `UNREAD`."""
UNREAD = (Refused, OSError, KeyError)
"""What a reader raises for a file that it does not give; anything else is a fault of its own."""

ROOT = "http://manuscript.invalid/"
"""What relative addresses are joined to. WeasyPrint 70.0 joins with `urllib.parse.urljoin`, which
leaves schemes it does not know alone; `.invalid` can never be resolved (RFC 2606)."""

NOT_IN_MANUSCRIPT = "it is not a file of the manuscript"


class Fetcher:
    """A fetcher for WeasyPrint that serves files of the manuscript and remembers refusals."""

    _fail_on_errors = False  # WeasyPrint 70.0 reads it from every fetcher (weasyprint/urls.py)

    def __init__(self, read: Read) -> None:
        self._read = read
        self.refusals: dict[str, str] = {}

    def __call__(self, address: str) -> object:
        path = _path(address)
        if path is None:
            return self._refuse(address, NOT_IN_MANUSCRIPT)
        try:
            data = self._read(path)
        except UNREAD as fault:
            return self._refuse(address, str(fault) or type(fault).__name__)
        except Exception as fault:  # WeasyPrint 70.0 goes on without the file for any other class
            raise FatalURLFetchingError from fault
        kind = "image/svg+xml" if path.lower().endswith(".svg") else "application/octet-stream"
        return URLFetcherResponse(address, data, {"Content-Type": kind})

    def _refuse(self, address: str, reason: str) -> object:
        self.refusals[address] = reason
        raise ValueError(reason)


def shown(address: str) -> str:
    """`address` as the manuscript would write it."""
    return _path(address) or address


def _path(address: str) -> str | None:
    parts = urlsplit(address)
    if not address.startswith(ROOT) or parts.query:
        return None
    return unquote(parts.path.removeprefix("/")) or None
