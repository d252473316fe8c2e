"""Read the folder of a book and make a resolved book of it: the first of the four steps.

In: the `World` of a book. Out: a `Reading`, which has the book as it is written and as it is
printed, and everything that is wrong with it.

Where a change goes: a key of `book.toml` goes into `config`. An element of the manuscript's
Markdown goes into `parse`. `assemble` puts chapters and generated pages together. What is done to
the whole book, such as numbers, references and punctuation, goes into `resolve`. `reader` calls
these steps in order; `sample` takes the part of a book that is given away.
"""
