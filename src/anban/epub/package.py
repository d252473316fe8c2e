"""The package: the files of the EPUB, its metadata, and its reading order.

In: the finished parts. Out: a `Package` for the adapter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from anban.epub import cover, documents, metadata, nav, ncx
from anban.epub.adapter import NCX_ID, Package, PackageFile
from anban.epub.embedded import FontFile
from anban.epub.leaves import PackedSheet, places
from anban.epub.metadata import DocumentFacts
from anban.epub.nav import Landmark, NavEntry
from anban.epub.pages import Marker
from anban.epub.pictures import PackedPicture
from anban.languages import Language
from anban.manuscript.config.model import Config
from anban.render.rendition import OutlineEntry, Rendition

NAV_ID, COVER_ID, COVER_PAGE_ID = "nav", "cover-image", "cover-page"
COVER_PAGE = "cover.xhtml"


@dataclass(frozen=True, slots=True)
class Parts:
    """The finished parts of the EPUB. `cover` is None for a book without a cover."""

    leaves: tuple[PackedSheet, ...]
    pictures: tuple[PackedPicture, ...]
    cover: PackedPicture | None
    fonts: tuple[FontFile, ...]

    @property
    def markers(self) -> tuple[Marker, ...]:
        return tuple(marker for leaf in self.leaves for marker in leaf.markers)

    @property
    def contents(self) -> DocumentFacts:
        return DocumentFacts(
            notes=any(leaf.notes for leaf in self.leaves),
            tables=any(leaf.tables for leaf in self.leaves),
            pictures=any(leaf.pictures for leaf in self.leaves),
            described=all(leaf.described for leaf in self.leaves),
            detailed=any(leaf.detailed for leaf in self.leaves),
            pages=any(leaf.markers for leaf in self.leaves),
            fonts=bool(self.fonts),
        )


def package(
    rendition: Rendition,
    config: Config,
    language: Language,
    parts: Parts,
    moment: datetime,
    generator: str,
) -> Package:
    """The package of `parts`, with the metadata that `config` describes.

    `moment` is its time of modification. `generator` names the program and its version.
    """
    book, edition = config.metadata, rendition.edition
    identifier = metadata.identifier(config, edition)
    branches = nav.tree(rendition.outline or _plain_outline(parts.leaves))
    items = (
        *_texts(parts, config, language),
        _nav(parts, config, language, branches),
        PackageFile(
            NCX_ID,
            ncx.NAME,
            ncx.MEDIA_TYPE,
            ncx.document(
                language,
                book.language,
                identifier,
                book.title,
                branches,
                parts.markers,
                places(parts.leaves),
            ),
        ),
        *_styles(rendition, parts),
        *_resources(parts),
    )
    return Package(
        identifier=identifier,
        language=book.language,
        title=metadata.title(config, edition, language),
        generator=generator,
        moment=moment,
        metadata=metadata.lines(config, edition, language, parts.contents),
        prefixes=metadata.PREFIXES if parts.fonts else (),
        items=items,
        spine=tuple(_spine(parts, branches)),
        cover=COVER_ID if parts.cover else "",
    )


def _plain_outline(leaves: tuple[PackedSheet, ...]) -> tuple[OutlineEntry, ...]:
    """An outline with the title of every sheet, since a navigation document must not be empty."""
    return tuple(OutlineEntry(0, leaf.title, leaf.id, leaf.id) for leaf in leaves)


def _item_id(leaf: PackedSheet) -> str:
    return f"text-{leaf.id}"


def _contents(leaves: tuple[PackedSheet, ...]) -> PackedSheet | None:
    return next((leaf for leaf in leaves if "toc" in leaf.types), None)


def _spine(parts: Parts, branches: tuple[NavEntry, ...]) -> Iterator[str]:
    """The ids of documents in reading order.

    If the book has no contents of its own, the navigation document is read too, in front of the
    first document that it lists.
    """
    first = branches[0].href.partition("#")[0]
    if parts.cover:
        yield COVER_PAGE_ID
    for leaf in parts.leaves:
        if documents.address(leaf.id) == first and _contents(parts.leaves) is None:
            yield NAV_ID
        yield _item_id(leaf)


def _texts(parts: Parts, config: Config, language: Language) -> Iterator[PackageFile]:
    if parts.cover:
        page = cover.document(config, language, parts.cover.name)
        yield PackageFile(COVER_PAGE_ID, COVER_PAGE, documents.MEDIA_TYPE, page)
    for leaf in parts.leaves:
        name = documents.address(leaf.id)
        yield PackageFile(_item_id(leaf), name, documents.MEDIA_TYPE, leaf.content, leaf.properties)


def _nav(
    parts: Parts, config: Config, language: Language, branches: tuple[NavEntry, ...]
) -> PackageFile:
    landmarks = tuple(_landmarks(parts, language))
    tag = config.metadata.language
    content = nav.document(language, tag, branches, landmarks, parts.markers)
    return PackageFile(NAV_ID, nav.NAV, documents.MEDIA_TYPE, content, ("nav",))


def _landmarks(parts: Parts, language: Language) -> Iterator[Landmark]:
    if parts.cover:
        yield Landmark("cover", language.say("cover"), COVER_PAGE)
    contents = _contents(parts.leaves)
    href = documents.address(contents.id) if contents else f"{nav.NAV}#toc"
    yield Landmark("toc", language.say("contents"), href)
    start = next((leaf for leaf in parts.leaves if leaf.in_body), None)
    if start is not None:
        address = documents.address(start.id)
        yield Landmark("bodymatter", language.say("start-of-text"), address)


def _styles(rendition: Rendition, parts: Parts) -> Iterator[PackageFile]:
    """The style sheet, with the `@font-face` rules at its end.

    They cannot be first, because `@charset` and `@namespace` must be, and their place does not
    matter.
    """
    rules = "".join(file.rule for file in parts.fonts)
    yield PackageFile("css", nav.STYLE, "text/css", f"{rendition.css.rstrip()}\n{rules}".encode())
    if parts.cover:
        yield PackageFile("cover-css", cover.STYLE_NAME, "text/css", cover.STYLE)


def _resources(parts: Parts) -> Iterator[PackageFile]:
    if parts.cover:
        kind = parts.cover.kind.media_type
        yield PackageFile(COVER_ID, parts.cover.name, kind, parts.cover.content, ("cover-image",))
    for count, picture in enumerate(parts.pictures, start=1):
        yield PackageFile(f"image-{count}", picture.name, picture.kind.media_type, picture.content)
    for count, file in enumerate(parts.fonts, start=1):
        yield PackageFile(f"font-{count}", file.name, file.media_type, file.content)
