"""What a shop is told about the editions: a message of ONIX for Books 3.0, in reference names.

In: the configuration with its words as they are printed, the time that products bear. Out: the
bytes of the message, a record for each edition. Numbers of lists below are EDItEUR's code lists.
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
"""List 17; it has no proofreader."""

THEMA, QUALIFIERS = "93", {"1": "94", "2": "95", "3": "96", "4": "97", "5": "98", "6": "99"}
"""List 27: Thema's subjects, and its qualifiers by the figure with which they begin."""
KEYWORDS = "20"
ACCESS = ("10", "11", "13", "14", "22")
"""List 196: nothing is locked, contents, one order of reading, pictures described, runs in other
languages marked: true of every ebook made here."""
PAGE_NUMBERS = "19"
PAPERBACK, DOWNLOAD, EPUB = "BC", "ED", "E101"
"""Lists 150 and 175."""
OTHER_FORMAT, BASED_ON = "06", "13"
"""List 51."""


def message(config: Config, editions: Iterable[Edition], moment: datetime) -> bytes:
    """The message about `editions`, sent by the publisher, who must have a name, at `moment`."""
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
    """A composite with one element for each of `values` that says something."""
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
    """The ISBN; without one, the edition's name, which no other record of the publisher has."""
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
    """Thema's codes, the first of them the main one, and the words of the subjects."""
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
    """The other editions that have an ISBN; the one whose pages it lists is what it is based on."""
    others = [one for one in config.editions if one.isbn and one.name != edition.name]
    if not others:
        return
    material = _add(product, "RelatedMaterial")
    for other in others:
        related = _add(material, "RelatedProduct")
        based = other.name == edition.pages_from
        _add(related, "ProductRelationCode", BASED_ON if based else OTHER_FORMAT)
        _identifier(related, config, other)
