"""Rendering: a resolved book into the XHTML and CSS of one edition.

In: a `Resolution`, configuration, an edition, its theme. Out: a `Rendition`.
"""
