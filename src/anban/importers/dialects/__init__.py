"""Read the Markdown of other tools: Pandoc, Quarto, Jupyter Book, mdBook.

In: files. Out: from `reader.read`, drafts.

Where a change goes: `lines` rewrites, line by line, what only these tools have as Markdown that
markdown-it-py knows. `engine` turns that into a page of HTML, which `html` reads into the tree.
`front` reads metadata at the start of a file, `notebook` Jupyter's notebooks, and `books` the
lists of chapters of books with many files.
"""
