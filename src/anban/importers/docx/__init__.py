"""Word documents (.docx, Office Open XML of ECMA-376) → the tree.

In: the bytes of a file. Out: a `Draft`, by way of `reader.read`. `package` opens the file, `styles`
and `numbering` say what its names mean, `runs` reads a paragraph, `body` what stands between them.
"""
