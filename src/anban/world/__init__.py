"""Everything that touches the disk, the clock, the environment or other programs.

In: the path of a folder, names, bytes. Out: what was read there. What is written is written as a
whole or not at all. All other packages get what they need from here as a value.

Where a change goes: `project` reads the files of a book, with limits and safe paths. `sources`
turns the bytes of a text into characters; `pictures` looks at picture files. `fonts` and
`profiles` find font files and ICC profiles on this machine. `printers` has what printers ask for,
as data files with source and date. `publishing` writes finished products, `cache` what may be
used again by the next process, `scaffold` the files of a new book. `workers` starts processes.
"""
