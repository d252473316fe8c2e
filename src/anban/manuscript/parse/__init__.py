"""Parse a file of the manuscript: Markdown becomes nodes, each with its place in the file.

In: a `Source` and its matter. Out: from `parse`, a chapter and the diagnostics.

Where a change goes: a rule of the language that markdown-it-py does not have is a file in
`syntax`, and is added to `language`. `blocks` and `inlines` turn tokens into nodes. `front_matter`
reads the metadata at the start of a file. `note_pass`, `headings` and others check a whole file;
`chapter` calls them in order. `engine` is the only module that knows markdown-it-py's classes.
"""
