"""Colours on a terminal. In: a text and the word of a severity. Out: the text in its colour."""

from __future__ import annotations

import os
import sys

import click

COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


def colourful() -> bool:
    """True if stderr is a terminal whose user has not asked for no colour (https://no-color.org)."""
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")


def paint(text: str, weight: str) -> str:
    """`text` in the colour of the severity `weight`, bold; plain where colours are not wanted."""
    return click.style(text, fg=COLOURS[weight], bold=True) if colourful() else text
