"""Make a message of ONIX for Books 3.0 about the editions, with reference names.

In: the configuration, with its words as they are printed, and the time of the products. Out: the
bytes of the message, with a record for each edition. The lists named below are EDItEUR's code
lists.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from lxml import etree

from anban import languages
from anban.manuscript.config.model import Config, Contributor, ContributorRole, Edition, Format

NAMESPACE = "http://ns.editeur.org/onix/3.0/reference"

ROLES = {
    ContributorRole.AUTHOR: "A01",
    ContributorRole.EDITOR: "B01",
    ContributorRole.TRANSLATOR: "B06",
    ContributorRole.ILLUSTRATOR: "A12",
    ContributorRole.FOREWORD: "A23",
    ContributorRole.DESIGNER: "A11",
    ContributorRole.PROOFREADER: "Z99",
    ContributorRole.COMPILER: "C01",
}
"""Codes of list 17. It has no proofreader; Z99 is "other"."""

THEMA, QUALIFIERS = "93", {"1": "94", "2": "95", "3": "96", "4": "97", "5": "98", "6": "99"}
"""Codes of list 27: for Thema's subjects, and for its qualifiers by their first digit."""
KEYWORDS = "20"
"""The code of list 27 for words that are not from a scheme."""
ACCESS = ("10", "11", "13", "14", "22")
"""Codes of list 196 that are true for every ebook of this program: nothing is locked, it has
contents, a single reading order, descriptions of pictures, and marks for other languages."""
PAGE_NUMBERS = "19"
"""The code of list 196 for an ebook that marks the pages of a print edition."""
PAPERBACK, DOWNLOAD, EPUB = "BC", "ED", "E101"
"""Codes of lists 150 (product form) and 175 (product form detail)."""
OTHER_FORMAT, BASED_ON = "06", "13"
"""Codes of list 51 for another format of the same book, and for the print edition of an ebook."""


def message(config: Config, editions: Iterable[Edition], moment: datetime) -> bytes:
    """The message about `editions`. `moment` is the time of sending.

    The sender is the publisher, so `config` must name one.
    """
    root = etree.Element("ONIXMessage", {"release": "3.0"}, nsmap={None: NAMESPACE})
    header = _add(root, "Header")
    _add(_add(header, "Sender"), "SenderName", config.metadata.publisher)
    _add(header, "SentDateTime", moment.strftime("%Y%m%d"))
    for edition in editions:
        _product(root, config, edition)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n"


def _add(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    made = etree.SubElement(parent, name)
    made.text = text or None
    return made


def _group(parent: etree._Element, name: str, **values: str) -> etree._Element:
    """A composite with one element for each of `values` that is not empty."""
    made = _add(parent, name)
    for inner, value in values.items():
        if value:
            _add(made, inner, value)
    return made


def _product(root: etree._Element, config: Config, edition: Edition) -> None:
    product = _add(root, "Product")
    _add(product, "RecordReference", f"{config.metadata.slug}-{edition.name}")
    _add(product, "NotificationType", "03")
    _identifier(product, config, edition)
    _description(_add(product, "DescriptiveDetail"), config, edition)
    if config.metadata.description:
        text = {"TextType": "03", "ContentAudience": "00", "Text": config.metadata.description}
        _group(_add(product, "CollateralDetail"), "TextContent", **text)
    _publishing(_add(product, "PublishingDetail"), config)
    _related(product, config, edition)


def _identifier(parent: etree._Element, config: Config, edition: Edition) -> None:
    """The ISBN, or else a number of the publisher's own, made of the name of the edition."""
    if edition.isbn:
        _group(parent, "ProductIdentifier", ProductIDType="15", IDValue=edition.isbn_13)
    else:
        name = f"{config.metadata.slug}-{edition.name}"
        own = {"ProductIDType": "01", "IDTypeName": "anban", "IDValue": name}
        _group(parent, "ProductIdentifier", **own)


def _description(detail: etree._Element, config: Config, edition: Edition) -> None:
    book = config.metadata
    _add(detail, "ProductComposition", "00")
    if edition.format is Format.EPUB:
        _electronic(detail, edition)
    else:
        _printed(detail, edition)
    if book.series:
        collection = _group(detail, "Collection", CollectionType="10")
        _title(collection, "02", book.series)
    _title(detail, "01", book.title, book.subtitle)
    for number, one in enumerate(book.contributors, start=1):
        _contributor(detail, number, one)
    if not book.contributors:
        _add(detail, "NoContributor")
    language = languages.load(book.language)
    if language is not None:
        _group(detail, "Language", LanguageRole="01", LanguageCode=language.onix)
    _subjects(detail, config)


def _electronic(detail: etree._Element, edition: Edition) -> None:
    _add(detail, "ProductForm", DOWNLOAD)
    _add(detail, "ProductFormDetail", EPUB)
    for value in (*ACCESS, PAGE_NUMBERS) if edition.pages_from else ACCESS:
        feature = {"ProductFormFeatureType": "09", "ProductFormFeatureValue": value}
        _group(detail, "ProductFormFeature", **feature)
    _add(detail, "PrimaryContentType", "10")
    _add(detail, "EpubTechnicalProtection", "00")


def _printed(detail: etree._Element, edition: Edition) -> None:
    _add(detail, "ProductForm", PAPERBACK)
    _add(detail, "PrimaryContentType", "10")
    width, height = edition.trim
    for kind, size in (("01", height), ("02", width)):
        measure = {"MeasureType": kind, "Measurement": f"{size:g}", "MeasureUnitCode": "mm"}
        _group(detail, "Measure", **measure)


def _title(parent: etree._Element, level: str, title: str, subtitle: str = "") -> None:
    detail = _group(parent, "TitleDetail", TitleType="01")
    _group(detail, "TitleElement", TitleElementLevel=level, TitleText=title, Subtitle=subtitle)


def _contributor(detail: etree._Element, number: int, one: Contributor) -> None:
    names = {"PersonName": one.name, "PersonNameInverted": one.sort_name}
    role = {"SequenceNumber": str(number), "ContributorRole": ROLES[one.role]}
    _group(detail, "Contributor", **role, **names)


def _subjects(detail: etree._Element, config: Config) -> None:
    """Thema's codes, of which the first is the main subject, and the subjects in words."""
    for count, code in enumerate(config.metadata.thema):
        subject = _add(detail, "Subject")
        if count == 0:
            _add(subject, "MainSubject")
        _add(subject, "SubjectSchemeIdentifier", QUALIFIERS.get(code[0], THEMA))
        _add(subject, "SubjectCode", code)
    if config.metadata.subjects:
        words = "; ".join(config.metadata.subjects)
        _group(detail, "Subject", SubjectSchemeIdentifier=KEYWORDS, SubjectHeadingText=words)


def _publishing(detail: etree._Element, config: Config) -> None:
    book = config.metadata
    _group(detail, "Publisher", PublishingRole="01", PublisherName=book.publisher)
    if book.place:
        _add(detail, "CityOfPublication", book.place)
    _add(detail, "PublishingStatus", "04")
    date = {"PublishingDateRole": "01", "Date": book.date.strftime("%Y%m%d")}
    _group(detail, "PublishingDate", **date)


def _related(product: etree._Element, config: Config, edition: Edition) -> None:
    """The other editions with an ISBN. An ebook is based on the one whose pages it lists."""
    others = [one for one in config.editions if one.isbn and one.name != edition.name]
    if not others:
        return
    material = _add(product, "RelatedMaterial")
    for other in others:
        related = _add(material, "RelatedProduct")
        based = other.name == edition.pages_from
        _add(related, "ProductRelationCode", BASED_ON if based else OTHER_FORMAT)
        _identifier(related, config, other)
