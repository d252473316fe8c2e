"""`python -m anban`."""

from anban.cli import process

process()
