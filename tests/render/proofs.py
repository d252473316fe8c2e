"""Small books from Markdown, rendered in one call, and themes from a few files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from anban.core.book import Book, Chapter, Matter, Role
from anban.core.diagnostics import Diagnostic, Span
from anban.languages import Language, load
from anban.manuscript.config.model import (
    Checks,
    Config,
    Contributor,
    ContributorRole,
    Edition,
    Format,
    ImprintLine,
    Manuscript,
    Metadata,
    Numbering,
    Numerals,
    Scope,
    Typography,
    Variant,
)
from anban.manuscript.parse.chapter import parse
from anban.manuscript.resolve.resolution import Resolution, resolve
from anban.render.rendering import render
from anban.render.rendition import Rendition
from anban.render.theme import Theme, load_theme
from anban.world.project import World
from anban.world.sources.source import decode

METADATA = Metadata(
    title="Sông dài",
    subtitle="",
    short_title="",
    slug="song-dai",
    language="vi",
    contributors=(),
    publisher="Nhà xuất bản Mẫu",
    place="Hà Nội",
    rights="",
    date=date(2026, 11, 1),
    description="",
    subjects=(),
    series="",
)


def language() -> Language:
    found = load("vi")
    assert found is not None
    return found


def edition(form: Format, theme: str = "") -> Edition:
    return Edition(
        name=form.value,
        format=form,
        isbn="978-604-00-0000-2",
        theme=theme,
        trim=(145.0, 205.0),
        bleed=0.0,
        margins=None,
        variant=Variant.SCREEN,
        cover="",
        pages_from="",
    )


def config(metadata: Metadata = METADATA, imprint: Mapping[str, str] | None = None) -> Config:
    return Config(
        metadata=metadata,
        imprint=tuple(ImprintLine(key, value) for key, value in (imprint or {}).items()),
        manuscript=Manuscript((), (), ()),
        numbering=Numbering(Numerals.WORDS, Numerals.ROMAN, 1, Scope.BOOK, Scope.BOOK),
        notes=Scope.CHAPTER,
        typography=Typography(dashes=False, spaces=False, ellipses=False),
        editions=(),
        checks=Checks((), ()),
        where={},
    )


def by(name: str, role: ContributorRole) -> Contributor:
    return Contributor(name, role, name)


def chapter(text: str, name: str = "01-song.md") -> Chapter:
    source, _ = decode(f"manuscript/body/{name}", text.encode())
    assert source is not None
    found, faults = parse(source, Matter.BODY)
    assert found is not None
    assert not faults, [str(fault.span) + fault.message for fault in faults]
    return found


def generated(role: Role) -> Chapter:
    """A page that is made from the book's file, as the book is put together."""
    titled = role.facts.listed or role is Role.CONTENTS
    title = chapter(f"# {language().say(role.value)}\n\nx\n").title if titled else ()
    return Chapter(role.value, role, title, (), (), (), (), Span("manuscript/book.toml"))


def book(*texts: str, front: tuple[Role, ...] = ()) -> Book:
    chapters = tuple(
        chapter(text, f"{number:02}-song-{number}.md") for number, text in enumerate(texts, 1)
    )
    return Book(tuple(generated(role) for role in front), chapters, ())


def resolved(made: Book, settings: Config | None = None) -> Resolution:
    return resolve(made, settings or config(), language())


def world(folder: Path, files: Mapping[str, str] | None = None) -> World:
    """A project that holds `files` by path, and else only an empty `book.toml`."""
    for name, text in {"manuscript/book.toml": "", **(files or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return World.open(folder, {})


def themed(
    folder: Path, files: Mapping[str, str], form: Format = Format.PDF
) -> tuple[Theme | None, tuple[Diagnostic, ...]]:
    """The theme in `styles`, which holds `files`; one without a `theme.toml` extends the base."""
    named = {f"styles/{name}": text for name, text in {"theme.toml": "", **files}.items()}
    return load_theme(world(folder, named), edition(form, "styles"))


def sound(folder: Path, files: Mapping[str, str], form: Format = Format.PDF) -> Theme:
    theme, faults = themed(folder, files, form)
    assert not faults, faults
    assert theme is not None
    return theme


def base(form: Format, folder: Path) -> Theme:
    theme, faults = load_theme(world(folder), edition(form))
    assert theme is not None
    assert faults == ()
    return theme


def rendered(
    made: Book,
    form: Format,
    theme: Theme,
    settings: Config | None = None,
    pages: Mapping[str, str] | None = None,
) -> Rendition:
    settings = settings or config()
    found = resolved(made, settings)
    return render(found, settings, edition(form), theme, language(), pages or {})


def codes(faults: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(fault.code, str(fault.span)) for fault in faults]


def titled(**changes: object) -> Metadata:
    return replace(METADATA, **changes)  # type: ignore[arg-type]
