"""Read pages of HTML: files, the pages of ebooks, and pages made from Markdown.

In: bytes or elements. Out: from `reader.read`, a `Draft` of a file; from `page.PageReader`, blocks.

Where a change goes: `opening` parses bytes into a tree. `anchors` and `notes` find the targets of
links and the notes. `page` reads blocks, `runs` the text in them, and `tables` tables.
"""
