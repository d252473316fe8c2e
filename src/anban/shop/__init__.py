"""What shops are told about a book.

In: the configuration of a book. Out: a message of ONIX for Books. A field of the message goes into
`onix`.
"""
