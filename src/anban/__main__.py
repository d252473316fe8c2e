"""`python -m anban`."""

from anban.app.cli import process

process()
