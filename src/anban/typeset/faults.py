"""What can go wrong while a sheet is laid out. Out: exceptions; none of them leaves `typeset`."""

from __future__ import annotations


class EngineError(Exception):
    """The engine raised something; `fault` is what, in words, `where` the piece it was set on."""

    def __init__(self, fault: str, where: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.where = where


class UnevenError(Exception):
    """The figures of a number are not equally wide, so that it cannot be left open."""
