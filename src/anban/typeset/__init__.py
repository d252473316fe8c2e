"""From the sheets of a print edition to pages, and from pages to a PDF: the third step.

In: a `Rendition` for each round of page labels. Out: from `settle.settle` a `Layout` of
`layout.Page` values, from `write.write` the bytes of a PDF. What touches WeasyPrint goes into
`engine`; how lines are broken into `paragraph`, where notes stand into `notes`, how pages are
filled into `pages`, what a PDF holds into `pdf`, what is kept for the next process into `store`.
"""
