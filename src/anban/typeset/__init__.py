"""From the sheets of a print edition to pages, and from pages to a PDF.

The only room that knows WeasyPrint. In: a `Rendition` for each round of page labels. Out:
`settle.settle` gives a `Layout` of `layout.Page` values, `write.write` gives the bytes.
"""
