"""From placed pages to the bytes of a PDF.

In: pages as they were drawn, the metadata of the document, the kind of PDF. Out: bytes.

- A kind of PDF is a `PdfVariant` in `variant`. What it says about its standard is written by
  `declarations` and `xmp`.
- `binding` puts a PDF together: `resources` (faces and pictures), a `section` for each sheet, the
  `outline`, the `structure` for readers. `filing` writes the file around the objects.
- Colours and pictures are converted to the inks of a press in `colours`, `raster` and `mixing`.
- What is printed outside the trim is in `paper`, `marks` and `proofsheet`; its words are set by
  `lettering`.

Sections of the ISO 32000-1 standard are named where a rule of it is followed. Lengths are points.
"""
