"""Make the files of a new book from a draft.

In: a `Draft`, its `Balance`, a day. Out: from `files_of`, the bytes of every file by its path.
Styles, imprint and all else that the draft does not have are those of `anban new`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from anban.core.book import Matter
from anban.importers import report
from anban.importers.balance import Balance
from anban.importers.draft import Draft
from anban.importers.files import document, listed
from anban.world import scaffold
from anban.world.project import BOOK_FILE, MANUSCRIPT

REPORT = "import-report.md"
REPORT_DATA = "import-report.json"
_GENERATED = ("half-title", "title-page", "imprint")
_SAMPLES = re.compile(rf"{MANUSCRIPT}/(front|body|back|images)/(?!cover\.svg)")


def files_of(draft: Draft, balance: Balance, day: date) -> Mapping[str, bytes]:
    """Every file of the book, with the reports, in the order of their paths."""
    made = scaffold.contents(scaffold.Title(draft.title, draft.language, day))
    texts = {path: text for path, text in made.items() if not _SAMPLES.match(path)}
    texts[BOOK_FILE] = _book(texts[BOOK_FILE], draft)
    texts |= {f"{MANUSCRIPT}/{path}": document(piece) for path, piece in listed(draft)}
    texts[REPORT] = report.markdown(draft, balance)
    texts[REPORT_DATA] = report.data(draft, balance)
    files = {path: text.encode("utf-8") for path, text in texts.items()}
    files |= {f"{MANUSCRIPT}/images/{one.name}": one.data for one in draft.pictures}
    return dict(sorted(files.items()))


def _book(template: str, draft: Draft) -> str:
    """The `book.toml` of a new book, with the title, authors and pieces of the draft."""
    head, _, rest = template.partition("[[book.contributors]]\n")
    imprint = rest[rest.index("\n\n") + 2 :]
    before, _, behind = imprint.partition("[manuscript]\n")
    editions = behind[behind.index("\n\n") + 2 :]
    order = "\n".join(_order(draft))
    numbers = f"[numbering]\nchapters = {_toml(draft.chapters)}\n\n" if draft.chapters else ""
    return (
        f"{_facts(head, draft)}{_authors(draft)}{before}[manuscript]\n{order}\n\n"
        f"{numbers}{editions}"
    )


def _facts(head: str, draft: Draft) -> str:
    if draft.subtitle:
        head = head.replace("language = ", f"subtitle = {_toml(draft.subtitle)}\nlanguage = ", 1)
    if draft.publisher:
        line = f"publisher = {_toml(draft.publisher)}"
        head = re.sub(r"^publisher = .*$", lambda _: line, head, count=1, flags=re.MULTILINE)
    return head


def _authors(draft: Draft) -> str:
    return "".join(
        f"[[book.contributors]]\nname = {_toml(author.name)}\nrole = {_toml(author.role)}\n\n"
        for author in draft.authors
    )


def _order(draft: Draft) -> Iterator[str]:
    paths = listed(draft)
    front = [path for path, piece in paths if piece.matter is Matter.FRONT]
    back = [path for path, piece in paths if piece.matter is Matter.BACK]
    body = [(path, piece) for path, piece in paths if piece.matter is Matter.BODY]
    yield f"front = {_list((*_GENERATED, *front, 'contents'))}"
    if loose := [path for path, piece in body if not piece.part]:
        yield f"body = {_list(loose)}"
    if back:
        yield f"back = {_list(back)}"
    for part in dict.fromkeys(piece.part for _, piece in body if piece.part):
        yield ""
        yield "[[manuscript.parts]]"
        yield f"title = {_toml(part)}"
        yield f"chapters = {_list(path for path, piece in body if piece.part == part)}"


def _list(entries: Iterable[str]) -> str:
    return "[\n" + "".join(f"  {_toml(entry)},\n" for entry in entries) + "]"


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
