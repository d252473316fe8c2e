"""The engine's only way to read a file.

In: a function that reads files of the manuscript. Out: the files that the engine asks for. Nothing
outside the manuscript is given to it: nothing from the network, no `file:`, no `data:`.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError as FatalURLFetchingError
from weasyprint.urls import URLFetcherResponse

from anban.world.project import Refused

Read = Callable[[str], bytes]
"""Returns the bytes of a file by its path relative to `manuscript/`, or raises one of `UNREAD`."""
UNREAD = (Refused, OSError, KeyError)
"""What a reader raises if it does not give a file. Any other exception is a fault in the reader."""

ROOT = "http://manuscript.invalid/"
"""The base address to which relative addresses are joined. It has the scheme `http`, because
WeasyPrint 70.0 joins with `urllib.parse.urljoin`, which does not join to schemes that it does not
know. A name that ends with `.invalid` can never be resolved (RFC 2606)."""

NOT_IN_MANUSCRIPT = "it is not a file of the manuscript"


class Fetcher:
    """A fetcher for WeasyPrint: it gives files of the manuscript, and notes in `refusals` which
    addresses it refused, and why.
    """

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
