"""Paragraphs: how a text is broken into lines, and how its lines are spaced.

In: boxes of the engine that hold text. Out: lines. Breaking and shaping go into `lines`, the width
of spaces into `tracking`, first letters into `initials`.
"""
