"""The configuration of a book.

In: a `World` with its `manuscript/book.toml`. Out: a frozen `Config`, from `load`.
"""

from anban.manuscript.config.load import load

__all__ = ["load"]
