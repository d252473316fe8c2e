"""The program itself: it calls the other packages in the right order, and it has the command line.

In: the words of a command line, and the folder of a book. Out: published files, a report of what
was found, and an exit code.

Where a change goes: the order of the steps is in `build`. What is read and prepared for each
edition before pages are made is in `editions`. How one edition is made, checked and published is
in `edition`; its cover is in `covers`. `watch` builds again when a file is saved, `fixes` writes
safe corrections into the manuscript, `preflight` and `validation` are the extra checks of
`anban check`. Each command has a file of its own in `cli`. What a step does in detail belongs to
the packages above this one.
"""
