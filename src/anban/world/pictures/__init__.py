"""The picture files of a book: their kind, their size, and what is wrong with them.

In: a `World`, and the places at which a book shows pictures. Out: the kind and size of each file,
and diagnostics.

Where a change goes: `pictures` knows the kinds of picture and their limits, so a new kind goes
there. `svg` decides what a drawing may contain.
"""
