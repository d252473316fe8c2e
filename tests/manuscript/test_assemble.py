"""Chapters become a book in the order of `book.toml`."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

from anban.core.book import Book, Chapter, Matter, Part, Role
from anban.core.diagnostics import Diagnostic, Span
from anban.core.walk import plain
from anban.manuscript.assemble import assemble
from anban.manuscript.config.model import Config, Manuscript, PartEntry
from anban.manuscript.parse.chapter import parse
from anban.world.sources.source import decode

PART = Span("manuscript/book.toml", 9, 1, 5)
CONTENTS = Span("manuscript/book.toml", 3, 12, 10)


class Words:
    def say(self, key: str, **values: object) -> str:
        assert not values
        return f"<{key}>"


def chapter(file: str, matter: Matter, text: str) -> Chapter:
    source, _ = decode(f"manuscript/{file}", text.encode())
    assert source is not None
    made, found = parse(source, matter)
    assert made is not None
    assert not found
    return made


def book(manuscript: Manuscript, **texts: str) -> tuple[Book, tuple[Diagnostic, ...]]:
    matters = {"front": Matter.FRONT, "body": Matter.BODY, "back": Matter.BACK}
    chapters = {}
    for name, text in texts.items():
        folder, _, stem = name.partition("_")
        file = f"{folder}/{stem}.md"
        chapters[file] = chapter(file, matters[folder], text)
    where = {"manuscript.front[1]": CONTENTS}
    config = cast(Config, SimpleNamespace(manuscript=manuscript, where=where))
    return assemble(config, chapters, Words())


def role(name: str, title: str) -> str:
    return f"---\nrole: {name}\n---\n# {title}\n\nx"


def test_the_order_and_the_generated_pages() -> None:
    manuscript = Manuscript(
        front=(Role.HALF_TITLE, Role.CONTENTS, "front/a.md"),
        body=("body/b.md", PartEntry("Một", "1930", ("body/c.md", "body/gone.md"), PART)),
        back=("back/d.md", Role.TABLES),
    )
    made, found = book(
        manuscript,
        front_a=role("preface", "A"),
        body_b="# B\n\nx",
        body_c="# C\n\nx",
        back_d=role("glossary", "D"),
    )
    assert not found
    assert [piece.id for piece in made.pieces()] == [
        "half-title", "contents", "a", "b", "part-1", "c", "d", "list-of-tables",
    ]  # fmt: skip
    half_title, contents, _ = made.front
    assert (half_title.role, half_title.title) == (Role.HALF_TITLE, ())
    assert (plain(contents.title), contents.span) == ("<contents>", CONTENTS)
    assert plain(made.back[-1].title) == "<list-of-tables>"
    part = made.body[1]
    assert isinstance(part, Part)
    assert (plain(part.title), plain(part.subtitle), part.span) == ("Một", "1930", PART)


def test_a_book_without_a_body() -> None:
    made, (found,) = book(Manuscript((), (), ()))
    assert made == Book((), (), ())
    assert (found.code, str(found.span)) == ("M201", "manuscript/book.toml:1:1")


def test_clashing_ids_with_both_places() -> None:
    made, (found,) = book(
        Manuscript((), ("body/a.md",), ("back/a.md",)),
        body_a="# A\n\nx",
        back_a=role("appendix", "A"),
    )
    assert len(list(made.pieces())) == 2
    assert (found.code, str(found.span)) == ("M202", "manuscript/back/a.md:4:1")
    assert str(found.related[0].span) == "manuscript/body/a.md:1:1"


def test_ids_that_differ_in_capitals_alone_clash() -> None:
    made, (found,) = book(
        Manuscript((), ("body/a.md", PartEntry("Một", "", ("body/b.md", "body/c.md"), PART)), ()),
        body_a="---\nid: Song\n---\n# A\n\nx",
        body_b="---\nid: song\n---\n# B\n\nx",
        body_c="---\nid: songs\n---\n# C\n\nx",
    )
    assert [piece.id for piece in made.pieces()] == ["Song", "part-1", "song", "songs"]
    assert (found.code, str(found.span)) == ("M202", "manuscript/body/b.md:4:1")
    (first,) = found.related
    assert (str(first.span), first.message) == ("manuscript/body/a.md:4:1", "this one is `Song`")


def test_roles_in_the_wrong_place() -> None:
    made, found = book(
        Manuscript(("front/a.md",), ("body/b.md", "body/c.md"), ()),
        front_a=role("glossary", "A"),
        body_b=role("contents", "B"),
        body_c="# C\n\nx",
    )
    assert len(list(made.chapters())) == 3
    assert [(one.code, str(one.span)) for one in found] == [
        ("M203", "manuscript/front/a.md:4:1"),
        ("M204", "manuscript/body/b.md:4:1"),
    ]
    assert "`back`" in found[0].hint
    assert "preface" in found[0].hint


def test_ids_from_file_names() -> None:
    names = {
        "01-tu-truong-son": "tu-truong-son",
        "02 Đường đi": "duong-di",
        "Lời_nói.đầu": "loi-noi-dau",
        "07": "chapter-07",
        "3-2020": "chapter-3-2020",
        "ລາວ": "chapter",
    }
    made = {name: chapter(f"body/{name}.md", Matter.BODY, "# A\n\nx").id for name in names}
    assert made == names
