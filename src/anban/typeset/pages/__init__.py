"""From the boxes of a sheet to pages as values.

In: a sheet's XHTML. Out: `PageRecord`s and where they stand in the book: flow, the state in front
of each page, furniture, what is drawn. What a page holds goes into `record`, how text flows from
page to page into `flow`, folios and running heads into `furniture`.
"""
