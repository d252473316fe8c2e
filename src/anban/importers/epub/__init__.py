"""Ebooks (.epub) → the tree, by way of their pages.

In: the bytes of a file. Out: a `Draft`, by way of `reader.read`. `package` opens the file.
"""
