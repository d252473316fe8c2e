"""The values that every package uses. This package imports none of the others.

In: nothing. Out: values.

Where a change goes: places, rules and findings are in `diagnostics`; exceptions and exit codes are
in `errors`. A new kind of node goes into `nodes`, with all that the other packages ask of it;
`registry` says what that is. `book` has the book and its chapters, `walk` the functions that walk
through both. `memo` remembers results from one build to the next, and `nearest` finds the word that
was probably meant. Nothing here reads a file.
"""
