"""From the sheets of a print edition to pages, and from pages to a PDF.

The only room that knows WeasyPrint. In: a `Rendition` for each round of page labels. Out:
`settle.settle` gives a `Layout` of `layout.Page` values, `write.write` gives the bytes.
"""

from anban.typeset.linking import linked

with linked():
    import weasyprint  # noqa: F401 (whatever of it this room imports, it is linked by now)
