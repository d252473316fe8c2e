from __future__ import annotations

import tomllib

import pytest

from anban.manuscript.config.locate import join, locate

TEXT = """\
# a comment with [brackets] and = signs
title = "Đất" # behind
"quoted.key" = 'x'
a.b . "c d" = 1

[book]
plain = 1979-05-27 07:32:00Z
many = [ "one", # [two]
  'three',
  [1, 2],
]
long = \"\"\"
[not.a.table]
x = "y" \\\"\"\" \"\"\"\"
raw = '''
it's ''x'''

[[book.contributors]]
name = "A"
[[book.contributors]]
name = "B"
[book.contributors.more]
deep = true

[edition]
web = { format = "epub", margins.top = "1mm", list = [{ x = 1 }, { x = 2 }] }

[ "odd name" . "" ]
empty = {}
none = []
"""

PLACES = {
    "title": ("title", '"Đất"'),
    '"quoted.key"': ('"quoted.key"', "'x'"),
    "a": ('a.b . "c d"', 'a.b . "c d"'),
    'a.b."c d"': ('a.b . "c d"', "1"),
    "book": ("book", "book"),
    "book.plain": ("plain", "1979-05-27 07:32:00Z"),
    "book.many": ("many", '[ "one", # [two]'),
    "book.many[1]": ("'three'", "'three'"),
    "book.many[2][1]": ("2", "2"),
    "book.long": ("long", '"""'),
    "book.raw": ("raw", "'''"),
    "book.contributors[0].name": ("name", '"A"'),
    "book.contributors[1]": ("book.contributors", "book.contributors"),
    "book.contributors[1].name": ("name", '"B"'),
    "book.contributors[1].more.deep": ("deep", "true"),
    "edition.web.format": ("format", '"epub"'),
    "edition.web.margins": ("margins.top", "margins.top"),
    "edition.web.margins.top": ("margins.top", '"1mm"'),
    "edition.web.list[1].x": ("x", "2"),
    '"odd name".""': ('"odd name" . ""', '"odd name" . ""'),
    '"odd name"."".empty': ("empty", "{}"),
    '"odd name"."".none': ("none", "[]"),
}


def keys(value: object, at: str = "") -> list[str]:
    """Every dotted key of parsed TOML."""
    found = [at] if at else []
    if isinstance(value, dict):
        for name, inner in value.items():
            found += keys(inner, join(at, name))
    if isinstance(value, list):
        for index, inner in enumerate(value):
            found += keys(inner, f"{at}[{index}]")
    return found


@pytest.mark.parametrize("key", PLACES)
def test_places(key: str) -> None:
    lines = TEXT.split("\n")
    place = locate(TEXT, "book.toml")[key]
    shown = tuple(
        lines[span.line - 1][span.column - 1 : span.column - 1 + span.length]
        for span in (place.key, place.value)
    )
    assert shown == PLACES[key]


def test_every_key_of_the_document_has_a_place() -> None:
    assert set(keys(tomllib.loads(TEXT))) <= set(locate(TEXT, "book.toml"))


def test_of_two_tables_in_a_row_each_has_its_line() -> None:
    places = locate("[[a]]\nx = 1\n[[a]]\nx = 2\n", "f")
    assert [places[f"a[{index}].x"].value.line for index in (0, 1)] == [2, 4]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_are_counted_whatever_ends_them(end: str) -> None:
    text = end.join(["# one", "a = '''", "x", "'''", "b = 2", ""])
    span = locate(text, "f")["b"].value
    assert (span.path, span.line, span.column, span.length) == ("f", 5, 5, 1)


def test_a_line_separator_in_a_text_ends_a_line_as_in_every_listing() -> None:
    span = locate("a = '\u2028'\nb = 2\n", "f")["b"].key
    assert (span.line, span.column) == (3, 1)
