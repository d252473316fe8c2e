"""Contents, landmarks and the NCX."""

from __future__ import annotations

from lxml import etree

from anban.epub import ncx
from anban.epub.nav import Landmark, NavEntry, document, tree
from anban.epub.pages import Marker
from anban.render.rendition import OutlineEntry

from .conftest import vietnamese

SPACES = {"x": "http://www.w3.org/1999/xhtml", "n": "http://www.daisy.org/z3986/2005/ncx/"}


def entries(*depths: int) -> tuple[OutlineEntry, ...]:
    return tuple(
        OutlineEntry(depth, f"L{count}", f"s{count}", f"s{count}")
        for count, depth in enumerate(depths)
    )


def shape(branches: tuple[NavEntry, ...]) -> str:
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


def old(branches: tuple[NavEntry, ...], *markers: Marker) -> bytes:
    """The NCX, every page behind the beginning of its sheet, sheets in the order of their names."""
    hrefs = sorted(
        {f"text/{name}.xhtml" for name in "ab"} | {f"text/s{one}.xhtml" for one in "0123"}
    )
    places = {href: 2 * place for place, href in enumerate(hrefs)}
    places |= {one.href: places[one.href.partition("#")[0]] + 1 for one in markers}
    return ncx.document(vietnamese(), "vi", "urn:x:1", "T & T", branches, markers, places)


def test_the_ncx_is_two_levels_deep() -> None:
    root = etree.fromstring(old(tree(entries(0, 1, 2, 0))))
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
    root = etree.fromstring(old(tree(outline)))
    points = list(root.iterfind(".//n:navPoint", SPACES))
    assert [point.get("playOrder") for point in points] == ["1", "1", "2"]
    assert len({point.get("id") for point in points}) == 3


def test_the_ncx_lists_the_pages_in_their_places() -> None:
    markers = (Marker("iv", "s0", "page-iv"), Marker("1", "s1", "page-1"))
    root = etree.fromstring(old(tree(entries(0, 0)), *markers))
    targets = [
        (one.get("type"), one.get("value"), one.get("playOrder"), one[1].get("src"))
        for one in root.iterfind("n:pageList/n:pageTarget", SPACES)
    ]
    assert targets == [
        ("front", None, "2", "text/s0.xhtml#page-iv"),
        ("normal", "1", "4", "text/s1.xhtml#page-1"),
    ]
    assert [point.get("playOrder") for point in root.iter("{*}navPoint")] == ["1", "3"]
    assert root.findtext("n:pageList/n:navLabel/n:text", namespaces=SPACES) == "Danh sách trang"
    counts = {one.get("name"): one.get("content") for one in root.iterfind(".//n:meta", SPACES)}
    assert (counts["dtb:totalPageCount"], counts["dtb:maxPageNumber"]) == ("2", "1")


def test_the_ncx_tells_apart_front_text_and_special_pages() -> None:
    """A value belongs to one page of a type; ANSI/NISO Z39.86-2005, 8.4.2."""
    labels = ("A-i", "vii", "1", "2", "2", "vii", "B.3")
    markers = tuple(Marker(one, "s0", f"p{at}") for at, one in enumerate(labels))
    root = etree.fromstring(old(tree(entries(0)), *markers))
    assert [(one.get("type"), one.get("value")) for one in root.iter("{*}pageTarget")] == [
        ("special", None), ("front", None), ("normal", "1"), ("normal", "2"), ("special", None),
        ("special", None), ("special", None),
    ]  # fmt: skip


def test_the_ncx_of_a_book_without_pages_lists_none() -> None:
    assert b"pageList" not in old(tree(entries(0)))
