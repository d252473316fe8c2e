"""Contents, landmarks and the NCX."""

from __future__ import annotations

from lxml import etree

from anban.epub.nav import Branch, Landmark, document, ncx, tree
from anban.epub.pages import Marker
from anban.render.rendition import OutlineEntry

from .conftest import vietnamese

SPACES = {"x": "http://www.w3.org/1999/xhtml", "n": "http://www.daisy.org/z3986/2005/ncx/"}


def entries(*depths: int) -> tuple[OutlineEntry, ...]:
    return tuple(
        OutlineEntry(depth, f"L{count}", f"s{count}", f"s{count}")
        for count, depth in enumerate(depths)
    )


def shape(branches: tuple[Branch, ...]) -> str:
    return " ".join(
        branch.label + (f"({shape(branch.below)})" if branch.below else "") for branch in branches
    )


def test_depths_become_a_tree() -> None:
    assert shape(tree(entries(0, 1, 2, 1, 0))) == "L0(L1(L2) L3) L4"


def test_a_depth_that_is_skipped_hangs_below_the_line_before() -> None:
    assert shape(tree(entries(0, 2, 1, 0))) == "L0(L1 L2) L3"


def test_a_deep_beginning_is_kept() -> None:
    assert shape(tree(entries(1, 0))) == "L0 L1"


def test_a_target_inside_a_sheet_has_a_fragment() -> None:
    branches = tree((OutlineEntry(0, "A", "one", "one"), OutlineEntry(0, "B", "one", "sec-b")))
    assert [branch.href for branch in branches] == ["text/one.xhtml", "text/one.xhtml#sec-b"]


def test_labels_are_text_and_never_markup() -> None:
    branches = tree((OutlineEntry(0, "<i> & “b”", "a", "a"),))
    landmarks = (Landmark("toc", "A & B", "nav.xhtml#toc"),)
    markers = (Marker("<1>", "a", "page-1"),)
    root = etree.fromstring(document(vietnamese(), "vi", branches, landmarks, markers))
    words = [link.text for link in root.iterfind(".//x:a", SPACES)]
    assert words == ["<i> & “b”", "A & B", "<1>"]


def test_landmarks_and_pages_are_hidden_and_named_in_the_language() -> None:
    markers = (Marker("1", "a", "page-1"),)
    root = etree.fromstring(document(vietnamese(), "vi-VN", tree(entries(0)), (), markers))
    navs = {nav.get("id"): nav for nav in root.iterfind(".//x:nav", SPACES)}
    assert root.get("lang") == "vi-VN"
    assert {key for key, nav in navs.items() if nav.get("hidden")} == {"landmarks", "page-list"}
    assert navs["page-list"].findtext("x:h2", namespaces=SPACES) == "Danh sách trang"


def test_the_ncx_is_two_levels_deep() -> None:
    root = etree.fromstring(ncx("vi", "urn:x:1", "T & T", tree(entries(0, 1, 2, 0))))
    labels = [text.text for text in root.iterfind(".//n:navLabel/n:text", SPACES)]
    assert labels == ["L0", "L1", "L3"]
    depth = root.find(".//n:meta[@name='dtb:depth']", SPACES)
    assert depth is not None
    assert depth.get("content") == "2"


def test_lines_that_lead_to_one_place_share_their_order() -> None:
    outline = (
        OutlineEntry(0, "A", "a", "a"),
        OutlineEntry(0, "A again", "a", "a"),
        OutlineEntry(0, "B", "b", "b"),
    )
    root = etree.fromstring(ncx("vi", "urn:x:1", "T", tree(outline)))
    points = list(root.iterfind(".//n:navPoint", SPACES))
    assert [point.get("playOrder") for point in points] == ["1", "1", "2"]
    assert len({point.get("id") for point in points}) == 3
