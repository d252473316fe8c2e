"""The cover: one sheet of back, spine and front for the printer, and the front alone for the ebook.

In: a book, an edition with its theme, the pages it has. Out: `drawn` gives the XHTML, `wrap` and
`front` the finished files. Layout is `typeset`'s; what is here is what makes a cover of it.
"""
