"""Markdown of other tools (Pandoc, Quarto, Jupyter Book, mdBook) → the tree, by way of HTML.

In: files. Out: drafts, by way of `reader.read`. `lines` turns what only these tools know into what
the library knows, line by line; `engine` makes a page of it; `books` reads books of many files.
"""
