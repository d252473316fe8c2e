"""From a book as it is written to the book as it is printed: one pass, one file.

In: a book, its configuration, its language. Out: a `Resolution`: the book with its punctuation,
numbers, notes and references in place, the configuration with its punctuation, the targets, the
outline, and what was found on the way.

Where a change goes: `resolution` calls the passes in their order. `typography` corrects punctuation
and spaces by the rules of the language, `numbering` gives numbers and ids, `notes` puts notes in
the order of their calls, `references` fills in cross-references (`targets` says what they may lead
to, `naming` in which words), `outline` makes the list that contents and bookmarks come from.
"""
