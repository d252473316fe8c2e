"""Run checkers that other people wrote on an EPUB.

In: a finished EPUB. Out: what each checker found, or `NotChecked` with the reason why it could not
run. A checker that is not installed, crashes or hangs is reported; it never counts as passed.

Where a change goes: each checker has a module with a function `judge`. `row` lists the checkers
and runs them, `running` starts a program, `places` finds the place in the manuscript from which
the faulty part was made.
"""
