"""What `--fix` writes: only what is safe, nothing else, and the same when it is done again."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anban.app.build import Order, build
from anban.app.catalogue import CATALOGUE
from anban.app.fixes import PASSES, rewrite
from anban.check.characters import of_note, running
from anban.check.manuscript.mending import mend
from anban.core.book import Matter
from anban.core.diagnostics import Fix, Span
from anban.core.errors import MissingError
from anban.core.nodes import Code, CodeBlock, Foreign, Link
from anban.core.walk import inlines_of, plain, walk_blocks, walk_inlines
from anban.manuscript.reader import read
from anban.world.project import World

from .books import FIRST, book

PATH = f"manuscript/{FIRST}"
EXACT = settings(derandomize=True, max_examples=150, deadline=None)


def fix(old: str, new: str, column: int, line: int = 3) -> Fix:
    return Fix(Span(PATH, line, column, len(old)), old, new)


def mended(text: str, *fixes: Fix) -> tuple[str, int]:
    new, made = mend(PATH, text.encode(), Matter.BODY, fixes)
    return new.decode(), len(made)


HEAD = "# Sông\n\n"


@pytest.mark.parametrize(
    ("line", "fixes", "expected"),
    [
        ("a  b -- c", (fix("  ", " ", 2), fix("--", "–", 6)), "a b – c"),
        ("a  b", (fix("--", "–", 2),), "a  b"),
        ("a  b", (fix("  ", " ", 40),), "a  b"),
        ("aaaa", (fix("aaa", "b", 1), fix("aa", "c", 2)), "aca"),
        ("a [^x] b", (fix(" [^x]", "", 2),), "a [^x] b"),
        ("a `x  y`", (fix("  ", " ", 5),), "a `x  y`"),
        ("a  b [^x]", (fix("[^x]", "", 6), fix("  ", " ", 2)), "a b [^x]"),
    ],
)
def test_a_fix_is_made_where_it_finds_its_words_and_keeps_the_file(
    line: str, fixes: tuple[Fix, ...], expected: str
) -> None:
    rest = "\n\n[^x]: Xong.\n" if "[^x]" in line else "\n"
    text, made = mended(f"{HEAD}{line}{rest}", *fixes)
    assert text == f"{HEAD}{expected}{rest}"
    assert (made > 0) == (line != expected)


def test_a_file_that_cannot_be_read_is_left_alone() -> None:
    for text in (
        f"{HEAD}a  b [^nowhere]\n",
        f"{HEAD}a  b <b>x</b>\n",
        f"{HEAD}a  b\n\ne\u0302\u0301\n",
    ):
        assert mended(text, fix("  ", " ", 2)) == (text, 0)
    assert mend(PATH, b"\xff", Matter.BODY, (fix("  ", " ", 2),)) == (b"\xff", ())


def test_line_ends_and_the_mark_before_the_text_stay() -> None:
    text = "\ufeff# Sông\r\n\r\na  b\r\u2028ế  c\x85d\r\n"
    new, made = mended(text, fix("  ", " ", 2), fix("  ", " ", 2, line=5))
    assert new == text.replace("  ", " ")
    assert made == 2


def test_a_rule_that_the_book_allows_mends_nothing(tmp_path: Path) -> None:
    allow = '[check]\nallow = [{ code = "W106", reason = "gõ phím" }]\n'
    world = book(tmp_path, "# Sông\n\nMột - hai  ba.\n", more=allow)
    _, done = rewrite(world)
    assert (world.root / PATH).read_text("utf-8") == "# Sông\n\nMột - hai ba.\n"
    assert [(one.path, one.fixes) for one in done] == [(PATH, {"doubled-space": 1})]


def test_a_fix_may_uncover_another(tmp_path: Path) -> None:
    world = book(tmp_path, "# Sông\n\nMột  , hai.\n")
    job, done = rewrite(world)
    assert (world.root / PATH).read_text("utf-8") == "# Sông\n\nMột, hai.\n"
    assert done[0].fixes == {"doubled-space": 1, "space-too-many": 1}
    assert len(job.report) == 0


def test_a_file_keeps_its_permissions_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    world = book(tmp_path, "# Sông\n\nMột  hai.\n")
    path = world.root / PATH
    path.chmod(0o640)
    rewrite(world)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    world = book(tmp_path, "# Sông\n\nMột  hai.\n")
    path = world.root / PATH
    path.rename(world.root / "manuscript/song.md")
    path.symlink_to("../song.md")
    (world.root / "manuscript/song.md").rename(world.root / "manuscript/song.md")
    rewrite(world)
    assert path.is_symlink()
    assert path.read_text("utf-8") == "# Sông\n\nMột hai.\n"


def test_a_folder_that_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = book(tmp_path, "# Sông\n\nMột  hai.\n")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("anban.world.publishing.write", refuse)
    with pytest.raises(MissingError, match=r"cannot write to `manuscript/body/01\.md`") as caught:
        rewrite(world)
    assert "`manuscript/body`" in caught.value.hint
    assert (world.root / PATH).read_text("utf-8") == "# Sông\n\nMột  hai.\n"


def test_a_file_saved_in_between_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = book(tmp_path, "# Sông\n\nMột  hai.\n")
    reading = World.read
    texts = iter(["# Sông\n\nMột  hai.\n", "# Sông\n\nBa  bốn.\n"] * PASSES)

    def read_anew(self: World, path: str, *limit: int) -> bytes:
        return next(texts).encode() if path == PATH else reading(self, path, *limit)

    monkeypatch.setattr(World, "read", read_anew)
    _, done = rewrite(world)
    assert done == ()


def test_signs_that_are_written_as_they_print_change_no_product(tmp_path: Path) -> None:
    text = '# Sông - núi\n\nÔng nói: "Việt Nam - Lào, 1930-1945..." Một -- hai, D\'Argen.[^a]\n'
    world = book(tmp_path, f'{text}\n[^a]: Thế kỷ XX - "XXI".\n', more=PRINT)
    before = products(world)
    _, (done,) = rewrite(world)
    assert set(done.fixes) == {"typed-dash", "typed-ellipsis", "typed-quotation-mark"}
    assert products(world) == before


PRINT = """
[edition.print]
format = "pdf"
trim = "105x148mm"
margins = { top = "15mm", bottom = "15mm", inner = "15mm", outer = "12mm" }
"""


def products(world: World) -> dict[str, bytes]:
    outcome = build(world, Order())
    assert len(outcome.made) == 2
    return {one.product.name: one.product.data for one in outcome.made}


PIECES = st.sampled_from(
    [
        "Việt Nam", "Lào", "1930", "1945", "12", " ", " ", "  ", " - ", "-", "--", "...", '"', "“",
        "”", "(", ")", ",", ".", ";", "*nghiêng*", "**đậm -- nét**", '`mã  -- "x"`', "hoà", "%",
        "[a -- b]{lang=en}", " ^[Tại chỗ - đây]", "<https://example.org/a--b>", "\n", "\\*", "!",
        "&amp;", "\\-", "của của", "Ðảng", "cаn", "\u200b", "\u00a0", "[](#song)", "D'Argen",
        "[lời - này](#song)",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=24).map("".join)

_HIDDEN = re.compile("[\u200b\u2060\ufeff]")


def words(world: World) -> str:
    """The characters of a book as it is printed, in their order."""
    reading = read(world, CATALOGUE)
    assert reading.text is not None
    strands = []
    for chapter in reading.text.resolution.book.chapters():
        strands += [running(chapter), *(of_note(note) for note in chapter.notes)]
    return "\0".join(_HIDDEN.sub("", strand.characters) for strand in strands)


def kept(world: World) -> list[object]:
    """Code, addresses and runs in other languages."""
    reading = read(world, CATALOGUE)
    assert reading.text is not None
    found: list[object] = []
    for chapter in reading.text.written.chapters():
        for block in walk_blocks((*chapter.blocks, *(b for n in chapter.notes for b in n.blocks))):
            found += [block.text] if isinstance(block, CodeBlock) else []
            for inlines in inlines_of(block):
                for one in walk_inlines(inlines):
                    match one:
                        case Code():
                            found.append(one.text)
                        case Link():
                            found.append(one.href)
                        case Foreign():
                            found.append(plain(one.children))
                        case _:
                            pass
    return found


TEXT = """---
id: song
---

# Sông

Chữ {} cuối.[^a]

[^a]: Một chú thích  - thế
"""


@EXACT
@given(TEXTS)
def test_what_was_mended_prints_the_same_words(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    world = book(tmp_path_factory.mktemp("book"), TEXT.format(text))
    path = world.root / PATH
    untouched, faulty = path.read_bytes(), read(world, CATALOGUE).report.faulty
    if faulty:
        rewrite(world)
        assert path.read_bytes() == untouched
        return
    printed, safe = words(world), kept(world)
    rewrite(world)
    once = path.read_bytes()
    assert as_compared(words(world), text) == as_compared(printed, text)
    assert kept(world) == safe
    rewrite(world)
    assert path.read_bytes() == once


LETTERS = {ord("Ð"): "Đ", ord("а"): "a"}
"""Letters that `--fix` puts others in the place of."""


def as_compared(printed: str, text: str) -> str:
    """`printed` with the letters that are mended. Where something stood between a sign and its
    words that is gone now, the sign may be understood better: of that, letters and figures alone.
    """
    mended = printed.translate(LETTERS)
    parted = "\u200b" in text or "  " in text
    return "".join(filter(str.isalnum, mended)) if parted else mended
