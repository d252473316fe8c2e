"""The notes of a page: which notes stand at its foot, how high they are, what goes on overleaf.

In: the text of a page, as boxes that the engine can lay out, and the notes carried over from the
page before. Out: the same text laid out above a note area, and the notes carried to the next page.

- What the engine is told about notes, and the values that pass between `pages.flow` and the
  solver, are in `context`.
- The same text is laid out several times until text and notes fit. What one try leaves behind in
  the engine is undone in `memory`.
- Where calls and lines stand in a laid-out text is read in `reading`.
- Note areas are laid out and measured in `area`.
- A rule about where a note begins, and how it is split, belongs into `solver`.
"""
