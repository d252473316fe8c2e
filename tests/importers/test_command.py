"""`anban import` as its user runs it: a book that builds, a report, refusals in their words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from anban.world.sources import tables
from tests.world.sources.test_encodings import MADE

Run = Callable[..., CompletedProcess[str]]

TEXT = """\
BẾN ĐÒ

Chuyến đò cuối[1] rời bến lúc sáu giờ chiều, khi mặt trời vừa khuất sau rặng tre bên kia sông.

Người ở lại đứng trên bờ và vẫy mãi cho đến khi con đò khuất hẳn, rồi mới quay về làng.

[1] Năm 1954.

Nguồn: https://example.org/ben-do
"""


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    path = tmp_path / "bản thảo.txt"
    path.write_text(TEXT, "utf-8")
    return path


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_text_becomes_a_book_that_builds(tmp_path: Path, sent: Path, run: Run) -> None:
    made = run("import", "-C", tmp_path, sent)
    assert made.returncode == 0, made.stderr
    assert "2 pieces, 9 files written; nothing to look at first" in made.stderr
    assert str(tmp_path / "ben-do/manuscript/body/01-ben-do.md") in made.stdout
    built = run("build", "-C", tmp_path / "ben-do")
    assert built.returncode == 0, built.stderr
    assert "1 note" in built.stderr
    assert len(built.stdout.splitlines()) == 2


def test_it_may_be_imported_again(tmp_path: Path, sent: Path, run: Run) -> None:
    run("import", sent, "--into", tmp_path / "a")
    before = files(tmp_path / "a")
    again = run("import", sent, "--into", tmp_path / "a")
    assert (again.returncode, again.stdout) == (0, "")
    assert files(tmp_path / "a") == before
    sent.write_text(TEXT.replace("BẾN ĐÒ", "SÔNG HỒNG"), "utf-8")
    other = run("import", sent, "--into", tmp_path / "a")
    assert "removed" in other.stderr
    assert "manuscript/body/01-song-hong.md" in files(tmp_path / "a")
    assert "manuscript/body/01-ben-do.md" not in files(tmp_path / "a")


def test_the_day_is_that_of_the_first_import(
    tmp_path: Path, sent: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    run("import", sent, "--into", tmp_path / "a")
    before = files(tmp_path / "a")
    assert b"date = 2001-09-09" in before["manuscript/book.toml"]
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    run("import", sent, "--into", tmp_path / "a")
    assert files(tmp_path / "a") == before


def test_nothing_is_overwritten(tmp_path: Path, sent: Path, run: Run) -> None:
    run("import", sent, "--into", tmp_path / "a")
    chapter = tmp_path / "a/manuscript/body/01-ben-do.md"
    chapter.write_text(chapter.read_text("utf-8").replace("cuối", "đầu"), "utf-8")
    before = files(tmp_path / "a")
    ran = run("import", sent, "--into", tmp_path / "a", "--title", "Sông Hồng")
    assert ran.returncode == 1
    assert "error[I108]: `manuscript/body/01-ben-do.md` was edited since its import" in ran.stderr
    assert "nothing written" in ran.stderr
    assert files(tmp_path / "a") == before


def test_a_dry_run_writes_nothing(tmp_path: Path, sent: Path, run: Run) -> None:
    before = files(tmp_path)
    ran = run("import", "-C", tmp_path, sent, "--dry-run")
    assert ran.returncode == 0
    assert ran.stdout.startswith("# Import of “Bến đò”\n")
    assert "`bản thảo.txt`" in ran.stdout
    assert str(tmp_path) not in ran.stdout
    assert files(tmp_path) == before


def test_strict_asks_for_a_look(tmp_path: Path, sent: Path, run: Run) -> None:
    assert run("import", sent, "--into", tmp_path / "a", "--strict").returncode == 0
    sent.write_text(TEXT.replace("trên bờ", "trên bờ[7]"), "utf-8")
    assert run("import", sent, "--into", tmp_path / "a", "--strict").returncode == 1
    assert run("import", sent, "--dry-run", "--strict").returncode == 1
    assert run("import", sent, "--dry-run").returncode == 0
    assert b"[7" in files(tmp_path / "a")["manuscript/body/01-ben-do.md"]


@pytest.mark.parametrize("name", [name for name in MADE if name != "tcvn3"])
def test_encodings_are_detected_and_said(tmp_path: Path, run: Run, name: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(MADE[name](TEXT))
    ran = run("import", path, "--into", tmp_path / "a")
    assert ran.returncode == 0, ran.stderr
    report = json.loads(files(tmp_path / "a")["import-report.json"])
    assert report["encoding"] == name
    chapter = files(tmp_path / "a")["manuscript/body/01-ben-do.md"].decode()
    assert chapter.startswith("# Bến đò\n\nChuyến đò cuối[^1] rời bến lúc sáu giờ chiều,")


def test_capitals_that_tcvn3_lost_are_restored(tmp_path: Path, run: Run) -> None:
    capitals = {small.upper(): small for small in tables.TCVN3.values() if small.islower()}
    kept = "ĂÂÊÔƠƯĐ"
    lost = "".join(
        capitals.get(char, char) if char not in kept and not char.isascii() else char
        for char in TEXT
    )
    path = tmp_path / "a.txt"
    path.write_bytes(MADE["tcvn3"](lost))
    ran = run("import", path, "--into", tmp_path / "a")
    assert ran.returncode == 0, ran.stderr
    report = json.loads(files(tmp_path / "a")["import-report.json"])
    assert report["encoding"] == "tcvn3"
    chapter = files(tmp_path / "a")["manuscript/body/01-ben-do.md"].decode()
    assert chapter.startswith("# Bến đò\n\nChuyến đò cuối[^1]")


def test_an_encoding_that_is_named(tmp_path: Path, sent: Path, run: Run) -> None:
    ran = run("import", sent, "--into", tmp_path / "a", "--encoding", "vni")
    assert ran.returncode == 1
    assert "error[I105]: the file is not vni: byte" in ran.stderr
    assert " --> bản thảo.txt:" in ran.stderr
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.txt", "error[I104]: there is no text in the file"),
        (b"\n \n\x0c", "a.txt", "error[I104]"),
        ("Größe façon naïve".encode("latin-1"), "a.txt", "error[I106]: the encoding"),
        (b"%PDF-1.7 ...", "a.txt", "error[I107]: the file is a PDF, not a text"),
        (b"{\\rtf1 a}", "a.txt", "error[I107]: the file is a rich text document (.rtf)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.docx", "an old Word document (.doc)"),
        (b"PK\x03\x04....", "a.zip", "error[I107]: the file is a zip archive"),
        (b"a" * 200_000, "a.txt", "error[I103]: what begins here would not be read back"),
        (b"a " * 5_000_000, "a.txt", "error[I109]: the text is larger than 8 MiB"),
        ("a\u0300\ud7ff b".encode("utf-16")[:-1], "a.txt", "error[I105]"),
    ],
    ids=[
        "empty", "blank", "latin", "pdf", "rtf", "doc", "zip", "endless-word", "too-large",
        "half-a-character",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(
    tmp_path: Path, run: Run, data: bytes, name: str, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    ran = run("import", tmp_path / name, "--into", tmp_path / "a")
    assert ran.returncode == 1
    assert words in ran.stderr
    assert "hint: " in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.stdout == ""
    assert not (tmp_path / "a").exists()


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4")
    ran = run("import", tmp_path / "a.txt", tmp_path / "b.pdf", "--into", tmp_path / "a")
    assert "a.txt:1:1" in ran.stderr
    assert "b.pdf:1:1" in ran.stderr
    assert "2 errors, nothing written" in ran.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("none.txt",), "cannot read"),
        ((".",), "cannot read `.`: is a directory"),
        ((), "missing argument"),
        (("a.txt", "--encoding", "koi8"), "invalid value"),
        (("a.txt", "--title", "a\x07"), "control characters"),
    ],
)
def test_it_is_called_wrongly(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    ran = run("import", *words)
    assert ran.returncode == 2
    assert message in ran.stderr


def test_several_texts_are_one_book(tmp_path: Path, run: Run) -> None:
    for at in (1, 2):
        (tmp_path / f"{at}.txt").write_text(TEXT.replace("BẾN", f"BẾN {at}"), "utf-8")
    ran = run(
        "import", tmp_path / "1.txt", tmp_path / "2.txt", "--into", tmp_path / "a",
        "--title", "Hai bến",
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert {name for name in files(tmp_path / "a") if name.endswith(".md")} == {
        "import-report.md",
        "manuscript/back/ngoai-bai.md",
        "manuscript/body/01-ben-1-do.md",
        "manuscript/body/02-ben-2-do.md",
    }
    assert run("check", "-C", tmp_path / "a").returncode == 0
    assert b'title = "Hai b\xe1\xba\xbfn"' in files(tmp_path / "a")["manuscript/book.toml"]


def test_an_english_text(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_text("THE FERRY\n\nThe last ferry left the landing.\n")
    ran = run("import", tmp_path / "a.txt", "--into", tmp_path / "a")
    assert ran.returncode == 0, ran.stderr
    assert run("check", "-C", tmp_path / "a").returncode == 0
    assert b'language = "en"' in files(tmp_path / "a")["manuscript/book.toml"]


def test_many_lines_take_no_age(tmp_path: Path, run: Run) -> None:
    lines = ["[1] A", "12", "MỘT HAI BA", "- một", "“một hai ba”2", "* * *", "Một hai ba,"] * 1500
    (tmp_path / "a.txt").write_text("\n\n".join(lines), "utf-8")
    ran = run("import", tmp_path / "a.txt", "--dry-run")
    assert ran.returncode == 0, ran.stderr
