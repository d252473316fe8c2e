"""The notes of a page: which stand on it, and where.

In: the text of a page that is laid out, and the notes carried over from the page before. Out: the
page with its notes at the foot. A rule about where notes may go belongs into `solver`.
"""
