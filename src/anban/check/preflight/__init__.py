"""Preflight: compare a finished PDF with what a printer asks for.

In: the bytes of a PDF, and a `PrintFile`, which says what it should be and for which printer. Out:
diagnostics with pages and places in the manuscript. `examine` checks the pages of a book,
`examine_cover` checks a cover.

Where a change goes: `reading` reads a PDF into `facts`, with `streams` for what a page paints and
`colours` for colour spaces. Each group of checks has a module: `boxes`, `pages`, `margins`,
`inks`. `checking` calls them in order. The printers' figures are data in `world/printers`.
"""
