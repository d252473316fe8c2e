"""End the process without Python's usual clean-up.

In: an exit code. Out: nothing, since the process ends. At its end Python frees every object one by
one. After a build of 400 pages that takes a third of a second and has no effect on any product.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading
from contextlib import suppress
from typing import NoReturn


def end(code: int) -> NoReturn:
    """End this process with `code`.

    As Python does, it first calls the functions that were registered with `atexit` and then
    flushes the streams. The process ends in Python's usual way if a thread is still running, if a
    debugger or a profiler is active, or if a stream cannot be written.
    """
    if threading.active_count() == 1 and not (sys.gettrace() or sys.getprofile()):
        atexit._run_exitfuncs()  # noqa: SLF001 (`multiprocessing` ends its workers so)
        with suppress(OSError, ValueError):
            for stream in (sys.stdout, sys.stderr):
                if stream:  # it is None if the process was started with the stream closed
                    stream.flush()
            os._exit(code)
    sys.exit(code)
