"""Laid-out sheets on disk, for the next process.

In: what the typesetter made, and a digest of all that it depends on. Out: the same values again, or
nothing. A value that is to be kept is named in `codec`.
"""
