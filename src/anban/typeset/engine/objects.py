"""Objects of a PDF, as pydyf writes them. In: Python's values. Out: objects with their bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anban.typeset.engine.steps import to_bytes
    from anban.typeset.engine.streams import Array, Dictionary, Object, StreamObject, String
else:
    from pydyf import Array, Dictionary, Object, String
    from pydyf import Stream as StreamObject
    from pydyf import _to_bytes as to_bytes

__all__ = ["Array", "Dictionary", "Object", "StreamObject", "String", "to_bytes"]
