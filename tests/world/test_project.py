from __future__ import annotations

import os
import socket
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from anban.core.diagnostics import Span
from anban.core.errors import UsageError
from anban.world.project import BOOK_FILE, Refused, World, check_path, in_manuscript

HERE = Span(BOOK_FILE, 3, 4)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a few files, and a secret beside it."""
    (tmp_path / "secret.md").write_text("secret")
    folder = tmp_path / "book"
    for name in (BOOK_FILE, "manuscript/body/Một.md", "manuscript/images/Bản đồ 1 #%.svg"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    return folder


@pytest.fixture
def world(root: Path) -> World:
    return World.open(root, {})


def refused(world: World, path: str, limit: int = 1000) -> tuple[str, str | None]:
    """The rule that a path is refused by, and the path that was probably meant."""
    with pytest.raises(Refused) as caught:
        world.read(path, limit)
    return caught.value.rule.name, caught.value.near


# --- where the project is -----------------------------------------------------------------------


@pytest.mark.parametrize("start", ["", "manuscript", "manuscript/body", BOOK_FILE, "none/such"])
def test_a_project_is_found_from_inside(root: Path, start: str) -> None:
    assert World.open(root / start, {}).root == root.resolve()


def test_a_project_is_found_through_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(root)
    world = World.open(tmp_path / "link" / "manuscript", {})
    assert world.read("manuscript/body/Một.md") == "manuscript/body/Một.md".encode()


def test_outside_of_a_project_the_command_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        World.open(tmp_path, {})
    assert BOOK_FILE in caught.value.message


# --- paths as they are written ------------------------------------------------------------------

UNSAFE = [
    "", "/etc/passwd", "..", "../secret.md", "manuscript/../../secret.md", "a/..", "file:a",
    "file:///etc/passwd", "https://example.org/a.png", "data:image/png;base64,AAAA", "C:/a",
    "a\\b", "..\\a", "./a", "a/./b", "a//b", "a/", "a\0b", "a\nb", "a\x85b", "%2e%2e/secret.md",
    "%2E./secret.md", "%252e%252e/a", "%2fetc/passwd", "file%3a///etc/passwd", "a%00b", "a%5cb",
    "manuscript//etc/passwd",
]  # fmt: skip


@pytest.mark.parametrize("path", UNSAFE)
def test_an_unsafe_path_is_refused_unread(world: World, path: str) -> None:
    assert refused(world, path) == ("unsafe-path", None)
    assert not world.exists(path)
    fault = world.fault(path)
    assert fault is not None
    message = fault.at(HERE).message
    assert "\n" not in message
    assert "\0" not in message
    with pytest.raises(Refused):
        world.listing(path)


@pytest.mark.parametrize("path", ["a", "a b#1.md", "100%.md", "100%25.md", "a..b", "...", "🙂/ế"])
def test_a_plain_path_is_not_unsafe(path: str) -> None:
    check_path(path)


def test_a_path_of_the_manuscript_cannot_hide_behind_its_folder() -> None:
    assert in_manuscript("images/a.png") == "manuscript/images/a.png"
    for path in ("../a.png", "/etc/passwd", "file:a"):
        with pytest.raises(Refused):
            in_manuscript(path)


# --- reading ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["manuscript/body/Một.md", "manuscript/images/Bản đồ 1 #%.svg"])
def test_a_file_is_read(world: World, path: str) -> None:
    assert world.read(path) == path.encode()
    assert world.exists(path)
    assert world.fault(path) is None


def test_a_file_may_be_as_large_as_the_limit(world: World, root: Path) -> None:
    (root / "four").write_bytes(b"1234")
    assert world.read("four", 4) == b"1234"
    assert refused(world, "four", 3) == ("file-too-large", None)


def test_a_sparse_giant_is_refused_unread(world: World, root: Path) -> None:
    with (root / "giant").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(Refused, match="larger than 64 MiB"):
        world.read("giant")


def test_a_file_that_never_ends_is_cut_at_the_limit(
    world: World, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some files, such as those of `/proc`, say that they are empty."""
    (root / "odd").write_bytes(b"x" * 100)
    whole = os.fstat
    monkeypatch.setattr(
        "anban.world.project.os.fstat",
        lambda handle: os.stat_result([*whole(handle)[:6], 0, *whole(handle)[7:10]]),
    )
    assert refused(world, "odd", 10) == ("file-too-large", None)


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path))


def _folder(path: Path) -> None:
    path.mkdir()


def _device(path: Path) -> None:
    try:
        os.mknod(path, 0o020600, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only root makes devices")


@pytest.mark.parametrize(
    ("make", "what"),
    [(_fifo, "a pipe"), (_socket, "a socket"), (_folder, "a folder"), (_device, "a device")],
)
def test_only_regular_files_are_read(
    world: World, root: Path, make: Callable[[Path], None], what: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(root)
    make(root / "odd")
    with pytest.raises(Refused, match=f"`odd` is {what}, not a file"):
        world.read("odd")
    fault = world.fault("odd")
    assert fault is not None
    assert fault.rule.name == "not-a-file"


def test_a_file_replaced_by_a_pipe_in_between_is_not_waited_for(
    world: World, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(root / "odd")
    regular = (root / BOOK_FILE).stat()
    monkeypatch.setattr("anban.world.project.Path.lstat", lambda _: regular)
    assert refused(world, "odd") == ("not-a-file", None)


def test_a_file_that_the_system_withholds(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def withhold(*_: object) -> int:
        raise PermissionError(13, "no")

    monkeypatch.setattr("anban.world.project.os.open", withhold)
    with pytest.raises(Refused, match="cannot be read: permission denied"):
        world.read(BOOK_FILE)


def test_a_name_longer_than_any_disk_allows(world: World) -> None:
    assert refused(world, "a" * 5000) == ("unreadable-file", None)
    assert not world.exists("a" * 5000)


# --- links --------------------------------------------------------------------------------------


def test_a_link_inside_is_followed(world: World, root: Path) -> None:
    (root / "link").symlink_to("manuscript/body")
    assert world.read("link/Một.md") == "manuscript/body/Một.md".encode()


@pytest.mark.parametrize("target", ["../secret.md", "/etc/passwd", "/dev/zero", ".."])
def test_a_link_that_leads_out_is_refused(world: World, root: Path, target: str) -> None:
    (root / "link").symlink_to(target)
    assert refused(world, "link") == ("link-outside", None)
    assert not world.exists("link")


def test_a_folder_that_is_a_link_out_is_refused(world: World, root: Path, tmp_path: Path) -> None:
    (root / "link").symlink_to(tmp_path)
    assert refused(world, "link/secret.md") == ("link-outside", None)
    with pytest.raises(Refused, match="leads out"):
        world.listing("link")


def test_a_folder_beside_with_the_same_beginning_is_outside(world: World, root: Path) -> None:
    other = root.with_name("book-2")
    other.mkdir()
    (other / "a").write_text("x")
    (root / "link").symlink_to(other / "a")
    assert refused(world, "link") == ("link-outside", None)


def test_a_loop_of_links_is_refused(world: World, root: Path) -> None:
    (root / "a").symlink_to("b")
    (root / "b").symlink_to("a")
    assert refused(world, "a") == ("link-loop", None)


def test_a_link_to_nothing_is_a_missing_file(world: World, root: Path) -> None:
    (root / "link").symlink_to("nothing")
    assert refused(world, "link") == ("missing-file", None)


# --- names that are not there -------------------------------------------------------------------

MISSING = [
    ("manuscript/body/một.md", "name-differs", "manuscript/body/Một.md"),
    ("Manuscript/Body/MỘT.MD", "name-differs", "manuscript/body/Một.md"),
    ("manuscript/body/Mo\u0323\u0302t.md", "name-differs", "manuscript/body/Một.md"),
    ("manuscript/body/Mộtt.md", "missing-file", "manuscript/body/Một.md"),
    ("manuscript/bdy/Một.md", "missing-file", "manuscript/body/Một.md"),
    ("manuscript/images/B%E1%BA%A3n đồ 1 #%.svg", "missing-file",
     "manuscript/images/Bản đồ 1 #%.svg"),
    ("manuscript/body/xyz", "missing-file", None),
    ("manuscript/book.toml/x", "missing-file", None),
    ("nowhere", "missing-file", None),
]  # fmt: skip


@pytest.mark.parametrize(("path", "rule", "near"), MISSING)
def test_a_name_that_is_not_there(world: World, path: str, rule: str, near: str | None) -> None:
    assert refused(world, path) == (rule, near)
    assert not world.exists(path)


@pytest.mark.parametrize(
    ("path", "difference"),
    [("body/một.md", "letter case"), ("body/Mo\u0323\u0302t.md", "composition")],
)
def test_the_difference_is_told(world: World, path: str, difference: str) -> None:
    fault = world.fault(f"manuscript/{path}")
    assert fault is not None
    found = fault.at(HERE, base="manuscript")
    assert found.span == HERE
    assert found.message.startswith(f"there is no file `{path}`")
    assert difference in found.message
    assert "did you mean `body/Một.md`?" in found.hint


# --- listing ------------------------------------------------------------------------------------


def test_a_listing_is_whole_and_sorted(world: World, root: Path) -> None:
    for name in ("s/b/2", "s/b/1", "s/a", "s/.hidden", "s/.git/x", "s/B", "s/c\\%2e/1"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    (root / "s/up").symlink_to("..")
    assert world.listing("s") == ("s/B", "s/a", "s/b/1", "s/b/2", "s/c\\%2e/1", "s/up")


@pytest.mark.parametrize("folder", ["nowhere", BOOK_FILE])
def test_what_is_no_folder_is_empty(world: World, folder: str) -> None:
    assert world.listing(folder) == ()


def test_a_folder_that_the_system_withholds(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def withhold(*_: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr("anban.world.project.os.scandir", withhold)
    with pytest.raises(Refused, match="permission denied"):
        world.listing("manuscript")
    monkeypatch.setattr("anban.world.project.Path.iterdir", withhold)
    assert refused(world, "manuscript/body/một.md") == ("missing-file", None)


def test_a_folder_exists(world: World) -> None:
    assert world.exists("manuscript/body")


def test_a_file_in_a_folder_that_the_system_withholds(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def withhold(*_: object) -> os.stat_result:
        raise PermissionError(13, "no")

    monkeypatch.setattr("anban.world.project.Path.stat", withhold)
    fault = world.fault(BOOK_FILE)
    assert fault is not None
    assert fault.rule.name == "unreadable-file"


# --- time ---------------------------------------------------------------------------------------

DAY = date(2026, 9, 2)


@pytest.mark.parametrize(
    ("environment", "moment"),
    [
        ({}, datetime(2026, 9, 2, tzinfo=UTC)),
        ({"SOURCE_DATE_EPOCH": ""}, datetime(2026, 9, 2, tzinfo=UTC)),
        ({"SOURCE_DATE_EPOCH": "0"}, datetime(1970, 1, 1, tzinfo=UTC)),
        ({"SOURCE_DATE_EPOCH": "1788307200", "TZ": "Asia/Ho_Chi_Minh"},
         datetime(2026, 9, 2, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_products_bear_a_moment_that_is_given(
    root: Path, environment: dict[str, str], moment: datetime
) -> None:
    assert World.open(root, environment).moment(DAY) == moment


@pytest.mark.parametrize("given", ["now", "1.5", "9" * 30, "-" + "9" * 18])
def test_a_moment_that_is_none_is_a_wrong_call(root: Path, given: str) -> None:
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        World.open(root, {"SOURCE_DATE_EPOCH": given}).moment(DAY)


def test_the_environment_is_captured_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    world = World.open(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "100")
    assert world.moment(DAY) == datetime(1970, 1, 1, tzinfo=UTC)
    assert "SOURCE_DATE_EPOCH" not in repr(world)


def test_a_mark_changes_when_its_file_is_written_and_goes_when_the_file_goes(root: Path) -> None:
    world = World.open(root, {})
    path = "manuscript/body/Một.md"
    before = world.marks(("manuscript", "no-such-folder"))
    assert path in before
    assert world.marks(("manuscript",)) == before
    (root / path).write_text("longer than it was", "utf-8")
    after = world.marks(("manuscript",))
    assert {name for name in before if before[name] != after[name]} == {path}
    (root / path).unlink()
    (root / "manuscript/body/gone.md").symlink_to("nowhere")
    assert set(world.marks(("manuscript",))) == {*before} - {path}
