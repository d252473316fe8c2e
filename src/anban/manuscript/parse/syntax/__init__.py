"""The rules of the manuscript's Markdown that markdown-it-py does not have, one in each file.

In: states of markdown-it-py. Out: functions in the form of its block rules and inline rules. A new
rule is a file here, and an entry in `language` beside this package.
"""
