"""The metadata of the EPUB (EPUB 3.3, 5.5, and EPUB Accessibility 1.1, 2).

In: the configuration, and facts about the documents. Out: the lines of the package's metadata.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from anban.epub.adapter import Element, Meta
from anban.languages import Language
from anban.manuscript.config.model import Config, Contributor, ContributorRole, Edition

ISBN_13 = "15"
"""ONIX code list 5: ISBN-13."""
PREFIXES = (("ibooks", "http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"),)
"""Apple Books shows embedded fonts only where `ibooks:specified-fonts` says so."""
NAMESPACE = bytes.fromhex("5f1d2b6e9c0a5f7e8c553a1f0e9b7d42")
"""The namespace of the UUIDs of editions without an ISBN. It must never change, since every such
edition would get another identifier, and readers would lose their notes in it."""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """Facts about the documents that the metadata tells a reader.

    `described` says if every picture has a description, `detailed` if one has a long description,
    and `pages` if print pages are marked.
    """

    notes: bool
    tables: bool
    pictures: bool
    described: bool
    detailed: bool
    pages: bool
    fonts: bool


def identifier(config: Config, edition: Edition) -> str:
    """The edition's ISBN as a URN, or a UUID that is the same in every build of this edition."""
    if edition.isbn:
        return f"urn:isbn:{edition.isbn_13}"
    return _uuid(f"{config.metadata.slug}/{edition.name}")


def lines(
    config: Config, edition: Edition, language: Language, contents: DocumentFacts
) -> tuple[Element | Meta, ...]:
    """Every line of the metadata except identifier, language and modified (see `adapter`)."""
    return (
        *_titles(config, edition, language),
        *_contributors(config),
        *_facts(config),
        *((Meta("identifier-type", ISBN_13, "pub-id", "onix:codelist5"),) if edition.isbn else ()),
        *_sampled(config, edition),
        *_pages(config, edition, contents),
        *_accessibility(language, contents),
        *_certification(config),
        *((Meta("ibooks:specified-fonts", "true"),) if contents.fonts else ()),
    )


def _uuid(name: str) -> str:
    """The URN of a UUID of version 5: RFC 9562, 5.5."""
    digest = bytearray(hashlib.sha1(NAMESPACE + name.encode(), usedforsecurity=False).digest()[:16])
    # the bits for version 5 and for the variant of RFC 9562 (4.1 and 4.2)
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return "urn:uuid:" + "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def title(config: Config, edition: Edition, language: Language) -> str:
    """The title of the edition. The title of a sample says that it is a sample."""
    name = config.metadata.title
    return language.say("sample", title=name) if edition.sample_of else name


def _titles(config: Config, edition: Edition, language: Language) -> Iterator[Element | Meta]:
    main, book = title(config, edition, language), config.metadata
    titles = (("main", main), ("subtitle", book.subtitle))
    for count, (kind, words) in enumerate(titles, start=1):
        if words:
            yield Element("title", words, f"title-{count}")
            yield Meta("title-type", kind, f"title-{count}")
            yield Meta("display-seq", str(count), f"title-{count}")


def creators(config: Config) -> tuple[Contributor, ...]:
    """The creators of the book: its authors, or else its compilers, or else its editors."""
    for role in (ContributorRole.AUTHOR, ContributorRole.COMPILER, ContributorRole.EDITOR):
        found = tuple(one for one in config.metadata.contributors if one.role is role)
        if found:
            return found
    return ()


def _contributors(config: Config) -> Iterator[Element | Meta]:
    chief = creators(config)
    for count, one in enumerate(config.metadata.contributors, start=1):
        name = f"contributor-{count}"
        yield Element("creator" if one in chief else "contributor", one.name, name)
        yield Meta("role", one.role.marc, name, "marc:relators")
        yield Meta("file-as", one.sort_name, name)


def _facts(config: Config) -> Iterator[Element | Meta]:
    book = config.metadata
    facts = (
        ("publisher", book.publisher),
        ("date", book.date.isoformat()),
        ("rights", book.rights),
        ("description", book.description),
        *(("subject", subject) for subject in book.subjects),
    )
    yield from (Element(name, value) for name, value in facts if value)
    for count, code in enumerate(book.thema, start=1):
        yield Element("subject", code, f"thema-{count}")
        yield Meta("authority", "Thema", f"thema-{count}")
        yield Meta("term", code, f"thema-{count}")
    if book.series:
        yield Meta("belongs-to-collection", book.series, id="series")
        yield Meta("collection-type", "series", "series")


def _sampled(config: Config, edition: Edition) -> Iterator[Element]:
    """The lines that say that this is a preview, and of which book (EPUB Previews 1.0, 3.1)."""
    whole = config.edition(edition.sample_of)
    if whole is not None:
        yield Element("type", "preview")
        yield Element("source", identifier(config, whole))


def _pages(config: Config, edition: Edition, contents: DocumentFacts) -> Iterator[Meta]:
    printed = config.edition(edition.pages_from)
    if contents.pages and printed is not None:
        yield Meta("pageBreakSource", identifier(config, printed))


def _accessibility(language: Language, contents: DocumentFacts) -> Iterator[Meta]:
    yield Meta("schema:accessMode", "textual")
    if contents.pictures:
        yield Meta("schema:accessMode", "visual")
        yield Meta("schema:accessModeSufficient", "textual,visual")
    if contents.described:
        yield Meta("schema:accessModeSufficient", "textual")
    for feature in _features(contents):
        yield Meta("schema:accessibilityFeature", feature)
    yield Meta("schema:accessibilityHazard", "none")
    yield Meta("schema:accessibilitySummary", _summary(language, contents))


def _certification(config: Config) -> Iterator[Meta]:
    """The claim of conformance. It needs a person who checked it (EPUB Accessibility 1.1, 5.2)."""
    claim = config.certification
    if claim is None:
        return
    yield Meta("dcterms:conformsTo", claim.claim, id="conformance")
    yield Meta("a11y:certifiedBy", claim.certifier, "conformance", id="certifier")
    if claim.credential:
        yield Meta("a11y:certifierCredential", claim.credential, "certifier")
    if claim.report:
        yield Meta("a11y:certifierReport", claim.report, "certifier")


def _summary(language: Language, contents: DocumentFacts) -> str:
    true = {
        "accessibility-summary": True,
        "accessibility-summary-notes": contents.notes,
        "accessibility-summary-pictures": contents.pictures and contents.described,
        "accessibility-summary-tables": contents.tables,
        "accessibility-summary-pages": contents.pages,
    }
    return " ".join(language.say(key) for key, holds in true.items() if holds)


def _features(contents: DocumentFacts) -> tuple[str, ...]:
    """Accessibility features, as terms of Schema.org's Accessibility Properties vocabulary 2.0."""
    features = ["ARIA", "displayTransformability", "readingOrder", "structuralNavigation"]
    features += ["tableOfContents", "unlocked"]
    if contents.pictures and contents.described:
        features.append("alternativeText")
    if contents.detailed:
        features.append("longDescription")
    if contents.pages:
        features += ["pageBreakMarkers", "pageNavigation"]
    return tuple(sorted(features, key=str.casefold))
