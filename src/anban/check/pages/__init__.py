"""The pages of a print edition, looked at one by one.

In: a book and its pages. Out: diagnostics: notes that are lost or late (`notes`), text outside the
page (`geometry`), how pages are made up (`makeup`), how evenly lines are spaced (`evenness`),
whether the number on a page is the one that it goes by (`folios`). A new
question about pages is a module here, with its rules in `rules`.
"""
