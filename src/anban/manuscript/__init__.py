"""From a folder to a resolved book: the first of the four steps.

In: the `World` of a book. Out: a `Reading` with the book as it is written and as it is printed, and
all that is wrong with it. A key of `book.toml` goes into `config`, a piece of the manuscript's
language into `parse`, what is done to a whole book (numbers, references, punctuation) into
`resolve`.
"""
