"""Laid-out sheets as bytes: on disk for the next process, and from one process to another.

In: sheets that were laid out, and bytes that stand for all that their layout depends on. Out: the
same values in a later process, or nothing. What is stored can be thrown away at any time: a book
without it has the same pages, only later.

- `laid_sheet` lays out a sheet, and writes and reads the result.
- `layout_cache` decides what is kept, under which names, and what is loaded.
- `codec` turns values into bytes. A class whose values have to be stored is named there.

Nothing is pickled: bytes that were damaged or forged give no value, and never run code.
"""
