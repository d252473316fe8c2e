"""The EPUB 3.3 edition: the only room that knows EbookLib.

In: a `Rendition` for an EPUB, the print edition's pagination, faces, pictures. Out: `pack` gives
the bytes of the file, `texts` reads its documents again.
"""
