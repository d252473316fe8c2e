"""Make the cover: one sheet with back, spine and front for print, or the front alone for an ebook.

In: the configuration, an edition with its theme, the number of its pages. Out: the PDF of the
cover (`setting.set_cover`), and a picture of its first page (`raster.png`).

Where a change goes: sizes and the three panels are in `geometry`. What the template is given is in
`views`, the sheet of XHTML is made in `drawing`, and the barcode in `barcode`. Layout and the
writing of the PDF are the work of `typeset`.
"""
