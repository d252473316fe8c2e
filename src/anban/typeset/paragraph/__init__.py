"""Paragraphs: how a text is broken into lines, and how its lines are spaced.

In: boxes of the engine that hold text, and their styles. Out: the same boxes with their lines, and
`Line` values that tell how wide the spaces of a line became.

- A text is shaped only once, in `shaping`. How much of it fits a line, and how the glyphs of a
  line are written into a PDF, is in `lines`.
- `castoff` reckons how a text would break, without laying it out; `tracking` uses that to set the
  letters of a paragraph a little closer or wider.
- Drop initials and other first letters are in `initials`, the dots of a table of contents in
  `leaders`.
- Laid-out lines are measured in `gauge`.
"""
