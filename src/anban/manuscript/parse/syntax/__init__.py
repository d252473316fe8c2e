"""The manuscript's own rules of Markdown, one file each, in the form that markdown-it-py wants."""
