"""Check a book and its products, and prove that no text is lost.

In: a book and its products, as values. Out: diagnostics.

Where a change goes: `parity` compares the text of a product with the book's, character by
character; `characters` and `differences` are its tools. `glyphs` looks for characters that no font
has, `covers` for words of a cover that are cut off. The copy editor's rules are in `manuscript`,
the rules about print pages in `pages`, a printer's demands in `preflight`, and programs of other
people that check an EPUB in `external`. The wording of a finding is in the `rules` beside it.
"""
