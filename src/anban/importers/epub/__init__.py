"""Read ebooks (.epub). Their pages are read by `html`.

In: the bytes of a file. Out: from `reader.read`, a `Draft`. What concerns the file and its
metadata goes into `package`, the steps of reading into `reader`.
"""
