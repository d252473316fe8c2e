"""From the XHTML of a sheet to pages as values.

In: a sheet's XHTML and the style sheet of the edition. Out: for each page a `PageRecord`, which
says what is drawn on it and what stands on it, and its place in the book.

- `sheets` takes out of the XHTML what may change without a new layout; `galley` makes boxes of it.
- How text flows from page to page, and what is laid out again after an edit, is in `flow`; what is
  known in front of a page is in `state`.
- `record` makes a value of a laid-out page: from `reading` (the text on it), `ink` and `marked`
  (what is drawn), `roles` and `tags` (its structure for readers).
- Folios and running heads are drawn in `furniture`. `placing` puts all parts of a page together.
- A change of the engine's layout belongs into `grid`, `shortcuts` or `marginal`.
"""
