"""`python -m anban`."""

from anban.cli import main

main()
