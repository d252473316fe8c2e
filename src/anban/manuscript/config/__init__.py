"""Read the configuration of a book.

In: a `World` with its `manuscript/book.toml`. Out: from `load`, a frozen `Config`.

Where a change goes: a key is declared in `schema`, with its kind of value from `kinds`, and gets a
field in `model`, which `freeze` fills. How a text such as a length or an ISBN is read is in
`values`. Checks of one value against another, or against the disk, are in `contents` and
`editions`. The wording of a fault is in `rules`.
"""
