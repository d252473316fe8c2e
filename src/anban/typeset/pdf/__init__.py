"""From placed pages to the bytes of a PDF.

In: pages as drawn, what the document says of itself, the kind of PDF. Out: bytes. A kind of PDF is
a `Variant` in `variant`; what stands outside the trim goes into `marks` and `paper`, the structure
for readers into `structure`.
"""
