"""Drafts made by hand, for tests of what becomes of a draft."""

from __future__ import annotations

from anban.core.book import Matter, Role
from anban.importers.draft import Counts, Draft, Guess, Piece, Removal, SourceLine

LINES = ("CHƯƠNG I", "BẾN ĐÒ", "", "Chuyến đò cuối[1] rời bến.", "[1] Năm 1954.", "12")


def draft(*lines: str, text: str = "", **values: object) -> Draft:
    """A draft of one chapter, even if nothing is changed."""
    piece = Piece(
        Matter.BODY,
        Role.CHAPTER,
        "Bến đò",
        text or "Chuyến đò cuối[^1] rời bến.\n\n[^1]: Năm 1954.",
        "ben.txt",
        2,
    )
    given: dict[str, object] = {
        "title": "Sông Hồng",
        "language": "vi",
        "pieces": (piece,),
        "lines": tuple(
            SourceLine("ben.txt", at, words) for at, words in enumerate(lines or LINES, 1)
        ),
        "counts": Counts(notes=1, headings=1),
        "guesses": (Guess("title", "ben.txt", 2, "BẾN ĐÒ", "Bến đò", first=True),),
        "removals": (
            Removal("chapter label", "ben.txt", 1, "CHƯƠNG I"),
            Removal("note mark", "ben.txt", 4, "[1]"),
            Removal("note mark", "ben.txt", 5, "[1]"),
            Removal("page number", "ben.txt", 6, "12"),
        ),
    }
    return Draft(**(given | values))  # type: ignore[arg-type]
