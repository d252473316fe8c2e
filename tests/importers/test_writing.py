"""What an import writes: a title that builds, the same bytes twice, nothing that is another's."""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from anban.core.book import Matter, Role
from anban.core.errors import MissingError, UsageError
from anban.importers import writing
from anban.importers.balance import weigh
from anban.importers.draft import Author, Counts, Draft, DraftPicture, Piece
from anban.importers.files import document, listed
from anban.importers.joining import join
from anban.importers.title import REPORT, REPORT_DATA, files_of
from anban.importers.writing import RECORD, conflicts, read_files, record_of, write
from tests.importers.drafts import draft

DAY = date(2026, 3, 1)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63606060f80f0001040100d4f0a2a1"
    "0000000049454e44ae426082"
)


def piece(matter: Matter, role: Role, title: str, **more: str) -> Piece:
    return Piece(matter, role, title, "Lời.", "a.txt", 1, **more)


def whole() -> Draft:
    """A draft with everything that a title may have."""
    return replace(
        draft(),
        pieces=(
            piece(Matter.FRONT, Role.PREFACE, "Lời nói đầu"),
            piece(Matter.BODY, Role.INTRODUCTION, "Mở đầu"),
            piece(Matter.BODY, Role.CHAPTER, "Bến đò", part="Những năm đầu"),
            piece(Matter.BODY, Role.CHAPTER, "Bến đò", part="Những năm sau", subtitle="'1954'"),
            piece(Matter.BACK, Role.APPENDIX, "Ngoài bài", name="ngoai-bai"),
        ),
        authors=(Author('Nguyễn "Văn" Mẫu'), Author("Lê Mẫu", "translator")),
        subtitle="Một làng",
        publisher="Nhà xuất bản Mẫu",
        chapters="roman",
        pictures=(DraftPicture("do.png", PNG),),
    )


def made(given: Draft) -> dict[str, bytes]:
    return dict(files_of(given, weigh(given), DAY))


def shape(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_no_file_bears_a_name_that_windows_keeps_for_itself() -> None:
    """*Con* is a word of Vietnamese; a number in front makes a name of it."""
    pieces = (
        piece(Matter.FRONT, Role.PREFACE, "Con"),
        piece(Matter.BODY, Role.CHAPTER, "Aux"),
        piece(Matter.BACK, Role.APPENDIX, "Con"),
    )
    names = [path for path, _ in listed(replace(draft(), pieces=pieces))]
    assert names == ["front/con-2.md", "body/01-aux.md", "back/con-3.md"]


def test_the_files_of_a_title() -> None:
    files = made(whole())
    book = tomllib.loads(files["manuscript/book.toml"].decode())
    assert book["book"]["title"] == "Sông Hồng"
    assert book["book"]["subtitle"] == "Một làng"
    assert book["book"]["publisher"] == "Nhà xuất bản Mẫu"
    assert [one["name"] for one in book["book"]["contributors"]] == ['Nguyễn "Văn" Mẫu', "Lê Mẫu"]
    assert book["numbering"] == {"chapters": "roman"}
    manuscript = book["manuscript"]
    assert manuscript["front"][-2:] == ["front/loi-noi-dau.md", "contents"]
    assert manuscript["body"] == ["body/01-mo-dau.md"]
    assert manuscript["back"] == ["back/ngoai-bai.md"]
    assert [(part["title"], part["chapters"]) for part in manuscript["parts"]] == [
        ("Những năm đầu", ["body/02-ben-do.md"]),
        ("Những năm sau", ["body/03-ben-do-2.md"]),
    ]
    assert files["manuscript/images/do.png"] == PNG
    assert files["manuscript/body/03-ben-do-2.md"].decode() == (
        "---\nsubtitle: '''1954'''\n---\n\n# Bến đò\n\nLời.\n"
    )
    assert {name for name in files if name.endswith(".md") and "manuscript" in name} == {
        f"manuscript/{path}" for path, _ in listed(whole())
    }


def test_the_reports_hold_everything() -> None:
    files = made(draft())
    text, data = files[REPORT].decode(), json.loads(files[REPORT_DATA])
    assert "- **title**, ben.txt:2\n  - before: `BẾN ĐÒ`\n  - after: `Bến đò`" in text
    assert "| characters | 47 | 0 | 32 | 15 |" in text
    assert "- ben.txt:6: `12`" in text
    assert "- `body/01-ben-do.md`: Bến đò (ben.txt:2)" in text
    assert data["counts"]["characters"] == {"in": 47, "added": 0, "out": 32, "removed": 15}
    assert data["guesses"][0] == {
        "kind": "title", "file": "ben.txt", "line": 2, "before": "BẾN ĐÒ", "after": "Bến đò",
        "first": True,
    }  # fmt: skip
    assert [one["text"] for one in data["removals"]] == ["CHƯƠNG I", "[1]", "[1]", "12"]


def test_a_report_without_findings() -> None:
    given = draft("Bến đò", "Lời.", text="Lời.", removals=(), guesses=(), counts=Counts(headings=1))
    text = made(given)[REPORT].decode()
    assert "Nothing stands out." in text
    assert "## Removed" not in text
    assert "## All guesses" not in text


def test_marks_and_unseen_characters_in_a_report() -> None:
    lines = ("Bến đò", "Lời `mã`\u200b.")
    given = draft(*lines, text="Lời.", removals=(), counts=Counts(headings=1))
    given = replace(given, guesses=(replace(given.guesses[0], before=lines[1], after="`"),))
    text = made(given)[REPORT].decode()
    assert "before: ``Lời `mã`U+200B.``" in text
    assert "after: `` ` ``" in text


def test_twice_the_same_bytes(tmp_path: Path) -> None:
    files = made(whole())
    first = write(tmp_path / "a", files, "2026-03-01")
    assert set(first.changed) == set(files)
    before = shape(tmp_path / "a")
    assert conflicts(tmp_path / "a", files) == ()
    again = write(tmp_path / "a", files, "2026-03-01")
    assert (again.changed, again.removed) == ((), ())
    write(tmp_path / "b", files, "2026-03-01")
    assert shape(tmp_path / "a") == shape(tmp_path / "b") == before


def test_an_edited_file_is_left_alone(tmp_path: Path) -> None:
    files = made(whole())
    write(tmp_path, files, "2026-03-01")
    edited = tmp_path / "manuscript/body/01-mo-dau.md"
    edited.write_text("# Khác\n\nKhác.\n")
    [fault] = conflicts(tmp_path, files)
    assert fault.code == "I108"
    assert "`manuscript/body/01-mo-dau.md` was edited since its import" in fault.message


def test_what_no_import_wrote_is_left_alone(tmp_path: Path) -> None:
    files = made(whole())
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "manuscript/book.toml").write_text("mine")
    (tmp_path / REPORT).mkdir()
    (tmp_path / "styles").write_text("mine")
    (tmp_path / RECORD).write_text("{}")
    found = {fault.message for fault in conflicts(tmp_path, files)}
    assert found == {
        "`manuscript/book.toml` was not written by an import",
        f"`{REPORT}` is not a file",
        "`styles` is a file where a folder is needed",
        f"`{RECORD}` was not written by an import",
    }


def test_links_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "book").mkdir()
    (tmp_path / "book/manuscript").symlink_to(tmp_path / "outside")
    found = {fault.message for fault in conflicts(tmp_path / "book", made(whole()))}
    assert found == {"`manuscript` is a symbolic link"}


@pytest.mark.parametrize(
    "record",
    [
        '{"generator": "anban import", "form": 1, "day": "2026-03-01", "files": {"../x": ["a"]}}',
        '{"generator": "anban import", "form": 2, "day": "2026-03-01", "files": {}}',
        "[]",
        "nothing",
    ],
)
def test_a_record_that_is_not_ours(tmp_path: Path, record: str) -> None:
    (tmp_path / RECORD).write_text(record)
    assert record_of(tmp_path) is None


def test_what_is_no_more_goes_unless_it_was_edited(tmp_path: Path) -> None:
    write(tmp_path, made(whole()), "2026-03-01")
    kept = tmp_path / "manuscript/back/ngoai-bai.md"
    kept.write_text("mine")
    fewer = replace(whole(), pieces=whole().pieces[:2])
    files = made(fewer)
    written = write(tmp_path, files, "2026-03-01")
    assert "manuscript/body/02-ben-do.md" in written.removed
    assert not (tmp_path / "manuscript/body/02-ben-do.md").exists()
    assert kept.read_text() == "mine"
    assert set(shape(tmp_path)) == {*files, RECORD, "manuscript/back/ngoai-bai.md"}


def test_a_death_in_between_makes_nothing_a_strangers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = made(whole()), made(replace(whole(), title="Sông Đà"))
    write(tmp_path, old, "2026-03-01")
    replaced = Path.replace
    count = 0

    def dying(self: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count > 2:
            raise KeyboardInterrupt
        return replaced(self, target)

    monkeypatch.setattr(Path, "replace", dying)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path, new, "2026-03-01")
    monkeypatch.undo()
    assert not [path for path in shape(tmp_path) if ".part-" in path]
    assert conflicts(tmp_path, old) == conflicts(tmp_path, new) == ()
    write(tmp_path, new, "2026-03-01")
    assert {path: data for path, data in shape(tmp_path).items() if path != RECORD} == new


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(MissingError, match="cannot write to"):
        write(tmp_path / "a", made(whole()), "2026-03-01")
    tmp_path.chmod(0o700)


def test_a_full_disk_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(MissingError, match="no space left"):
        write(tmp_path, made(whole()), "2026-03-01")


def test_files_that_were_named(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a/x.txt").write_text("một")
    (tmp_path / "b/x.txt").write_text("hai")
    given = read_files([tmp_path / "a/x.txt", tmp_path / "b/x.txt"])
    assert [(one.name, one.data.decode()) for one in given] == [
        ("x.txt", "một"),
        ("2/x.txt", "hai"),
    ]


def test_a_name_that_would_disturb_a_report(tmp_path: Path) -> None:
    (tmp_path / "a\nb\x1b.txt").write_text("một")
    assert read_files([tmp_path / "a\nb\x1b.txt"])[0].name == "a\ufffdb\ufffd.txt"


def test_chapters_of_several_texts_are_numbered_through() -> None:
    plain, numbered = replace(draft(), chapters="none"), replace(draft(), chapters="roman")
    joined = join((plain, numbered))
    assert joined.chapters == "roman"
    assert [one.before for one in joined.guesses if one.kind == "numbers of chapters"] == [
        "ben.txt: none, ben.txt: roman"
    ]
    assert join((plain, plain)).guesses == (*plain.guesses, *plain.guesses)


def test_what_is_no_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, words in (
        (tmp_path / "none.txt", "no such file"),
        (tmp_path, "directory"),
        (tmp_path / "pipe", "is not a file"),
    ):
        with pytest.raises(UsageError, match=words):
            read_files([path])
    (tmp_path / "large").write_bytes(b"123")
    monkeypatch.setattr(writing, "FILE_LIMIT", 2)
    with pytest.raises(UsageError, match="larger than"):
        read_files([tmp_path / "large"])


def test_pictures_of_one_name_are_kept_apart() -> None:
    text = "![a](images/do.png)"
    one = replace(
        draft(),
        pieces=(replace(draft().pieces[0], text=text),),
        pictures=(DraftPicture("do.png", b"1"), DraftPicture("only.png", b"3")),
    )
    other = replace(one, pictures=(DraftPicture("do.png", b"2"), DraftPicture("mine.png", b"4")))
    joined = join((one, other))
    assert [(p.name, p.data) for p in joined.pictures] == [
        ("do.png", b"1"),
        ("only.png", b"3"),
        ("2-do.png", b"2"),
        ("mine.png", b"4"),
    ]
    assert [piece.text for piece in joined.pieces] == [text, "![a](images/2-do.png)"]


def test_what_was_set_apart_is_one_piece() -> None:
    apart = piece(Matter.BACK, Role.APPENDIX, "Ngoài bài", name="ngoai-bai")
    given = replace(draft(), pieces=(*draft().pieces, apart))
    joined = join((given, given), "Hai bài")
    assert joined.title == "Hai bài"
    assert [one.title for one in joined.pieces] == ["Bến đò", "Bến đò", "Ngoài bài"]
    assert joined.pieces[-1].text == "Lời.\n\nLời."
    assert document(joined.pieces[-1]).count("# Ngoài bài") == 1


def test_a_piece_without_a_title() -> None:
    one = piece(Matter.FRONT, Role.EPIGRAPH, "")
    assert document(one) == "---\nrole: epigraph\n---\n\nLời.\n"
    assert listed(replace(draft(), pieces=(one,)))[0][0] == "front/epigraph.md"
