"""Make an EPUB 3.3. No other package knows EbookLib.

In: a `Rendition` for an EPUB, the pagination of the print edition, faces, pictures. Out: `pack`
gives the bytes of the file, and `texts` reads its documents back.

Where a change goes: the order of the steps is in `packing`. What the EPUB says about itself is in
`metadata`, its contents, landmarks and page list are in `nav` (and in `ncx` for old readers), the
marks of print pages in `pages`, fonts in `embedded`, pictures in `pictures`. `package` decides
which files there are and in which order they are read; `adapter` lets EbookLib write them.
"""
