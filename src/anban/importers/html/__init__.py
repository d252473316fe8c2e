"""Pages of HTML, as files, in ebooks, or made of Markdown → the tree.

In: elements. Out: `reader.read` for a file; `page.Page` for all who have pages. `opening` makes a
tree of bytes, `anchors` and `notes` say what leads where, `runs` reads text, `tables` tables.
"""
