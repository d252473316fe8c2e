"""What every package knows, and what knows none of them.

In: nothing. Out: values: places and findings (`diagnostics`), faults of the tool (`errors`), the
tree of a text (`nodes`), the book (`book`), ways through both (`walk`), and the memory of a build
(`memo`). A new kind of node goes into `nodes`, with all that the rest of the house asks of it:
`registry` says what that is. Anything that reads a file does not belong here.
"""
