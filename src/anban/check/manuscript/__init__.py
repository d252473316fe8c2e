"""What a copy editor finds in a manuscript: one rule, one file.

In: a book as it is written, the same book resolved, its configuration and language. Out:
diagnostics, with the fixes that are safe to make. A rule reads a chapter by itself, or it gathers
from each chapter what it has to know of the whole book; both are done again only for a chapter that
has changed.

Where a change goes: a new rule is a module here, called in `proofreading`, with its wording in
`rules`. `copy` is the text of a chapter as all rules read it; `mending` makes the fixes in files.
"""
