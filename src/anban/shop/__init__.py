"""Tell shops about a book.

In: the configuration of a book. Out: a message in ONIX for Books 3.0.

Where a change goes: a field of the message, or a code of EDItEUR's lists, goes into `onix`. What
shops need and the book does not say is reported by the rules in `rules`.
"""
