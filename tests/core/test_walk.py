"""Ways through the tree: what they visit, in which order, and that a map leaves nothing out."""

from __future__ import annotations

from dataclasses import replace

from anban.core.book import Chapter, Matter
from anban.core.diagnostics import Span
from anban.core.nodes import Emphasis, Inlines, Link, NoteCall, Text
from anban.core.walk import inlines_of, map_inlines, plain, unheld, walk_blocks, walk_inlines
from anban.manuscript.parse.chapter import parse
from anban.world.sources.source import decode

TEXT = """---
title: t1 *t2*
subtitle: t3
short-title: t4
---

## h1

p1 *e1 **s1 [m1]{.smallcaps}*** [k1](https://e.org) [r1](#x) [f1]{lang=lo} `c1`
p2\\
p3[^n] ![alt](x.png)

> q1
>
> -- a1

::: verse
v1

v2
-- a2
:::

- l1
  1. l2

Term
: d1

| c2 | c3 |
|----|----|
| c4 |    |

: cap1

![alt](x.png)
: cap2

```
code
```

***

[^n]: n1

    - n2
"""


def chapter() -> Chapter:
    source, _ = decode("t.md", TEXT.encode())
    assert source is not None
    made, found = parse(source, Matter.BODY)
    assert made is not None
    assert not found
    return made


def shout(inlines: Inlines) -> Inlines:
    return tuple(
        replace(one, text=one.text.upper()) if isinstance(one, Text) else one for one in inlines
    )


def words(made: Chapter) -> list[str]:
    runs = [made.title, made.subtitle, made.short_title]
    for blocks in (made.blocks, *(note.blocks for note in made.notes)):
        for block in walk_blocks(blocks):
            runs += inlines_of(block)
    return [one.text for run in runs for one in walk_inlines(run) if isinstance(one, Text)]


def test_plain_leaves_notes_and_pictures_out() -> None:
    paragraph = chapter().blocks[1]
    (run,) = inlines_of(paragraph)
    assert plain(run) == "p1 e1 s1 m1 k1 r1 f1 c1 p2 p3 "


def test_blocks_are_walked_from_the_outside_in() -> None:
    kinds = [type(block).__name__ for block in walk_blocks(chapter().blocks)]
    assert kinds == [
        "Heading", "Paragraph", "Quote", "Paragraph", "Verse", "List", "Paragraph", "List",
        "Paragraph", "DefinitionList", "Paragraph", "Table", "Figure", "CodeBlock", "SceneBreak",
    ]  # fmt: skip


def test_a_map_reaches_every_text() -> None:
    before, after = chapter(), map_inlines(chapter(), shout)
    assert [word.upper() for word in words(before)] == words(after)
    assert {"T1 ", "T3", "T4", "N1", "N2", "A1", "A2", "V2", "CAP1", "CAP2", "C4", "M1", "TERM"} < {
        *words(after)
    }


def test_a_map_that_changes_nothing_gives_the_same_chapter() -> None:
    before = chapter()
    assert map_inlines(before, lambda run: run) is before
    assert map_inlines(before, lambda run: (*run,)) == before


def test_a_map_sees_changed_children_and_no_empty_sequence() -> None:
    seen: list[Inlines] = []

    def note(inlines: Inlines) -> Inlines:
        seen.append(inlines)
        return shout(inlines)

    map_inlines(chapter(), note)
    assert all(seen)
    outer = next(run for run in seen if isinstance(run[0], Text) and run[0].text == "p1 ")
    emphasis = outer[1]
    assert isinstance(emphasis, Emphasis)
    assert plain(emphasis.children) == "E1 S1 M1"
    firsts = [plain(run) for run in seen]
    assert firsts.index("q1") < firsts.index("a1") < firsts.index("v1") < firsts.index("n1")


def test_what_a_map_gives_takes_the_place_of_the_sequence() -> None:
    made = map_inlines(
        chapter(), lambda run: tuple(one for one in run if not isinstance(one, NoteCall))
    )
    calls = [
        one
        for block in walk_blocks(made.blocks)
        for run in inlines_of(block)
        for one in walk_inlines(run)
        if isinstance(one, NoteCall)
    ]
    assert not calls


def test_only_what_holds_a_change_is_rebuilt() -> None:
    before = chapter()
    made = map_inlines(before, lambda run: shout(run) if plain(run) == "n2" else run)
    assert words(made)[-1] == "N2"
    assert made.blocks is before.blocks
    assert made.notes[0].blocks[0] is before.notes[0].blocks[0]


def test_a_node_without_what_it_holds_keeps_its_other_fields() -> None:
    here, there = Span("a.md", 1), Span("b.md", 2)
    words = (Text("x", here),)
    assert unheld(Link("https://e.org", words, here)) == unheld(Link("https://e.org", (), there))
    assert unheld(Link("https://e.org", words, here)) != unheld(Link("https://e.com", words, here))
