"""Several documents as one book, and the command with its flag."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from anban.importers.given import Given, Wishes
from anban.importers.importing import bring
from tests.importers.docx.test_blocks import CHANGED, COMMENTS
from tests.importers.docx.word import docx, p, picture, run


def test_labels_and_pictures_of_two_files_do_not_meet() -> None:
    page = '<h1>{0}</h1><p><a href="#m">x</a></p><h2 id="m">M</h2><p>y</p>'
    files = [Given(f"{name}.html", f"<html>{page.format(name)}".encode()) for name in ("A", "B")]
    files.append(Given("c.docx", docx(p("C", "H1") + p(picture()))))
    files.append(Given("d.docx", docx(p("D", "H1") + p(run("z") + picture()))))
    brought = bring(files, Wishes())
    assert not brought.faults
    assert brought.draft is not None
    texts = [piece.text for piece in brought.draft.pieces]
    assert texts[0] == "[x](#m)\n\n## M {#m}\n\ny\n"
    assert texts[1] == "[x](#m-2)\n\n## M {#m-2}\n\ny\n"
    assert "images/3-image1.png" in texts[2]
    assert "images/4-image1.png" in texts[3]


def test_the_command_settles_changes_and_writes_a_book_without_a_fault(
    run: Callable[..., CompletedProcess[str]], tmp_path: Path
) -> None:
    source = tmp_path / "ban-thao.docx"
    source.write_bytes(docx(p("Bến đò", "H1") + CHANGED, comments=COMMENTS))
    into = tmp_path / "sach"
    first = run("import", source, "--into", into, "--changes", "accept")
    assert first.returncode == 0, first.stderr
    text = next((into / "manuscript" / "body").iterdir()).read_text()
    assert text == "# Bến đò\n\nCũ thêm còn\n"
    assert run("check", "-C", into).returncode == 0
    again = run("import", source, "--into", into, "--changes", "accept")
    assert again.stdout == ""
    report = (into / "import-report.md").read_text()
    assert "bớt" in report
    assert "Xem lại" in report


def test_a_file_that_may_not_be_read_is_refused_by_the_command(
    run: Callable[..., CompletedProcess[str]], tmp_path: Path
) -> None:
    source = tmp_path / "a.docx"
    source.write_bytes(docx(p("a"))[:300])
    refused = run("import", source, "--into", tmp_path / "sach")
    assert refused.returncode == 1
    assert "error[I120]" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "sach").exists()
