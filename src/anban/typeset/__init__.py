"""From the sheets of a print edition to pages, and from pages to a PDF: the third step.

In: a function that renders the book with given page labels. Out: `settle.settle` gives a `Layout`
of `layout.Page` values, `write.write` the bytes of a PDF.

- Every contact with WeasyPrint goes into `engine`.
- How text is broken into lines goes into `paragraph`, and where notes stand into `notes`.
- How pages are filled, read and drawn goes into `pages`, and what a PDF holds into `pdf`.
- What is kept for the next build or process goes into `rounds` and `store`.
- `compositor` sets all sheets of an edition and puts their pages in order; `settle` repeats that
  until the page numbers in the text are right.
"""
