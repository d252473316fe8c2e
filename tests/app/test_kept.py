"""What looks odd and is allowed: nothing of it is lost, in print or in the ebook.

One book holds all of it. Each edition proves on the way that every note stands under its call and
every letter is there, or it is not published; here its words are looked for once more.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.conftest import CASES

Run = Callable[..., CompletedProcess[str]]

TITLE = '{{ 7 }} {% x %} <b>Bến</b> & "đò"'
NOTES = f"""\
# Bến đò[^title]

[^start] mở đầu dòng. Chỗ gọi[^colon]: trước hai chấm. Cùng nhãn[^same].

## Một mục[^heading]

- Trong danh sách.[^list]

  [^list]: Ghi ở danh-sách.

| Cột[^cell] | b |
|---|---|
| c | d |

: Lời bảng[^caption]

::: verse
{chr(10).join(f"Câu thơ thứ {number}[^v{number}]" for number in range(9))}
:::

Bốn mươi chú thích: {" ".join(f"x^[Ghi thứ {number}.]" for number in range(40))}.

Cao hơn một trang.[^tall]

[^title]: Ghi ở nhan-đề.

[^start]: Ghi ở đầu-dòng.

[^colon]: Ghi ở hai-chấm.

[^same]: Ghi ở chương-đầu.

[^heading]: Ghi ở đề-mục.

[^cell]: Ghi ở ô-bảng.

[^caption]: Ghi ở lời-bảng.

{chr(10).join(f"[^v{number}]: Ghi câu-{number}.{chr(10)}" for number in range(9))}
[^tall]: Đoạn mở-cao.

    - một danh-mục

    | ô-một | ô-hai |
    |---|---|
    | ô-ba | ô-bốn |

    {" ".join(f"chữ-{number}" for number in range(400))}
"""
ENDS = (
    "# Núi\r\n\r\nDòng-một\u2028dòng-hai\x85dòng-ba\rdòng-bốn[^same].\r\n\r\n"
    "[^same]: Ghi ở chương-sau.\r\n"
)
APART = "# Vie\u0323\u0302t\n\nTie\u0302\u0301ng-Việt và tiếng-Vie\u0323\u0302t, Ha\u0300-Nội.\n"
PIECES = "# Đò\n\n![Một nét](<hình số #1 %.svg>)\n\n: Lời-hình\n"
FILES = {
    "body/01-bến đò.md": NOTES,
    "body/02 núi #2 50%.md": "\ufeff" + ENDS,
    "body/03-⛴️-việt.md": APART,
    "body/04-đò.md": PIECES,
}
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
HOLDS = (
    "nhan-đề", "đầu-dòng", "hai-chấm", "đề-mục", "danh-sách", "ô-bảng", "lời-bảng", "chương-đầu",
    "chương-sau", "câu-0", "câu-8", "thứ 39.", "mở-cao", "danh-mục", "ô-bốn", "chữ-0", "chữ-399",
    "Dòng-một", "dòng-hai", "dòng-ba", "dòng-bốn", "Tiếng-Việt", "tiếng-Việt", "Hà-Nội", "Lời-hình",
    TITLE,
)  # fmt: skip

MAKEUP = frozenset(f"L{number}" for number in range(113, 122))
"""How pages look, of which this text takes no care."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(CASES / "good", tmp_path_factory.mktemp("kept") / "book"))
    shutil.rmtree(folder / "manuscript/body")
    (folder / "manuscript/body").mkdir()
    toml = folder / "manuscript/book.toml"
    text = toml.read_text("utf-8")
    listed = ", ".join(f'"{name}"' for name in FILES)
    text = re.sub(r"(?m)^body = .*$", f"body = [{listed}]", text)
    text = text.replace('title = "The Ferry"', f"title = '{TITLE}'\nslug = \"ferry\"")
    toml.write_text(text.replace('language = "en"', 'language = "vi"'), "utf-8")
    for name, content in FILES.items():
        (folder / "manuscript" / name).write_text(content, "utf-8", newline="")
    (folder / "manuscript/hình số #1 %.svg").write_text(DRAWING, "utf-8")
    return folder


def test_nothing_of_it_is_lost(book: Path, run: Run) -> None:
    ran = run("build", "-C", book)
    assert ran.returncode == 0, ran.stderr
    assert set(re.findall(r"\[(\w+)\]:", ran.stderr)) <= {"S103", *MAKEUP}
    drawn = subprocess.run(
        ["pdftotext", book / "output/ferry-paperback.pdf", "-"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    with zipfile.ZipFile(book / "output/ferry-ebook.epub") as file:
        texts = [file.read(one).decode() for one in file.namelist() if one.endswith(".xhtml")]
    ebook = html.unescape(re.sub(r"<[^>]*>", "", " ".join(texts)))
    for name, text in (("print", drawn), ("ebook", ebook)):
        shown = flat(text)
        assert [words for words in HOLDS if flat(words) not in shown] == [], name


def flat(text: str) -> str:
    """`text` without what a line end or typography may change."""
    return re.sub(r"[\s\u00ad\u00a0]+", "", text).translate(str.maketrans("“”‘’", "\"\"''"))


def test_a_table_wider_than_the_page_is_told(good: Path, run: Run) -> None:
    cell = "Khôngcóchỗngắtdòngnào"
    row = f"| {' | '.join([cell] * 6)} |"
    text = f"# Dawn\n\n{row}\n{'|---' * 6}|\n{row}\n"
    (good / "manuscript/body/01-dawn.md").write_text(text, "utf-8")
    dusk = good / "manuscript/body/02-dusk.md"
    dusk.write_text("# Dusk\n\nThey came back.\n", "utf-8")
    ran = run("build", "-C", good)
    assert ran.returncode == 4
    assert "error[L111]" in ran.stderr
    assert "--> manuscript/body/01-dawn.md:3:" in ran.stderr


def test_a_word_longer_than_any_page_ends_soon(good: Path, run: Run) -> None:
    text = f"# Dawn\n\nThey left {'chu' * 3000}.\n"
    (good / "manuscript/body/01-dawn.md").write_text(text, "utf-8")
    ran = run("build", "-C", good)
    assert ran.returncode == 4
    assert "error[L111]" in ran.stderr


def test_a_book_without_chapters(good: Path, run: Run) -> None:
    shutil.rmtree(good / "manuscript/body")
    toml = good / "manuscript/book.toml"
    text = re.sub(r"(?m)^body = .*$", "body = []", toml.read_text("utf-8"))
    toml.write_text(text, "utf-8")
    ran = run("build", "-C", good)
    assert ran.returncode == 1
    assert "error[M201]: the book has no chapters\n  --> manuscript/book.toml:14:8" in ran.stderr
    assert not list((good / "output").glob("*.*"))
