"""Read Word documents (.docx; Office Open XML, ECMA-376).

In: the bytes of a file. Out: from `reader.read`, a `Draft`.

Where a change goes: `package` opens the file. `styles` and `numbering` read its definitions. `runs`
reads one paragraph, with `fields` and `drawings`; `body` reads paragraphs and tables. `items` and
`headings` decide what a paragraph is, and `assembly` makes blocks of paragraphs that belong
together.
"""
