"""The pictures of a book: what they are and what is wrong with them.

In: the `World`, the places where a book shows pictures. Out: from `pictures` the kind and the size
of a file, and diagnostics; from `svg` what a drawing may hold. A new kind of picture goes into
`pictures`.
"""
