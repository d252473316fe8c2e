"""From a source to a chapter: Markdown becomes the tool's own nodes, each with its place.

In: a `Source` and the matter it belongs to. Out: `parse`.
"""

from anban.manuscript.parse.chapter import parse

__all__ = ["parse"]
