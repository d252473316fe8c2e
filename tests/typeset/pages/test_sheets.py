"""The digest of a block tells whatever its pages could show, and where its elements stand."""

from __future__ import annotations

import itertools

import pytest

from anban.render.rendition import Sheet
from anban.typeset.pages.sheets import prepare

BLOCKS = (
    "<p>ab</p>", "<p>a<b/>b</p>", "<p>a<b>b</b></p>", "<p><b>a</b>b</p>", "<p><b>a</b><i>b</i></p>",
    "<p><b>a<i>b</i></b></p>", '<p class="b">ab</p>', '<p title="b">ab</p>', "<q>ab</q>",
    "<p>ab</p>c", "<p>a<b>b</b><i/></p>", "<p>a<b>b<i/></b></p>",
)  # fmt: skip


def key(block: str, before: str = "<p/>") -> bytes:
    xhtml = f"<section>{before}{block}</section>"
    return prepare(Sheet("s", "", xhtml, ()), late=True, placed=False).keys[1]


def test_two_blocks_that_differ_have_two_digests() -> None:
    keys = [key(block) for block in BLOCKS]
    assert len(set(keys)) == len(BLOCKS)
    assert keys == [key(block) for block in BLOCKS]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('<p id="a">x</p>', '<p id="b">x</p>'),
        ('<p><a class="page-label">12</a></p>', '<p><a class="page-label">34</a></p>'),
        (
            '<p><i class="note" data-number="1">x</i></p>',
            '<p><i class="note" data-number="2">x</i></p>',
        ),
    ],
)
def test_names_and_numbers_are_not_in_a_digest(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_a_digest_tells_the_class_of_the_block_before() -> None:
    before = ("<p/>", '<p class="a"/>', "<q/>")
    for one, other in itertools.combinations(before, 2):
        assert key("<p>x</p>", one) != key("<p>x</p>", other)
