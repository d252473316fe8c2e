"""Entries that are whole come back; anything else is a miss."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from anban.world import cache
from anban.world.cache import FolderCache


@pytest.fixture
def kept(tmp_path: Path) -> FolderCache:
    return FolderCache(tmp_path / "cache")


def entry(kept: FolderCache) -> Path:
    (path,) = kept.folder.iterdir()
    return path


def test_what_is_put_comes_back(kept: FolderCache) -> None:
    assert kept.get(b"a") is None
    kept.put(b"a", b"one")
    kept.put(b"b", b"two")
    kept.put(b"a", b"three")
    assert (kept.get(b"a"), kept.get(b"b"), kept.get(b"c")) == (b"three", b"two", None)


@pytest.mark.parametrize("place", [0, 20, 50, -1])
def test_a_flipped_bit_is_a_miss(kept: FolderCache, place: int) -> None:
    kept.put(b"a", b"tide " * 10)
    data = bytearray(entry(kept).read_bytes())
    data[place] ^= 1
    entry(kept).write_bytes(data)
    assert kept.get(b"a") is None


@pytest.mark.parametrize("size", [0, 5, 30, 60])
def test_a_truncated_entry_is_a_miss(kept: FolderCache, size: int) -> None:
    kept.put(b"a", b"tide " * 10)
    entry(kept).write_bytes(entry(kept).read_bytes()[:size])
    assert kept.get(b"a") is None


def test_an_entry_of_another_version_is_a_miss(
    kept: FolderCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.put(b"a", b"one")
    monkeypatch.setattr(cache, "FORMAT", b"anban cache 2\n")
    assert kept.get(b"a") is None
    kept.put(b"a", b"two")
    assert kept.get(b"a") == b"two"


def test_an_entry_that_is_a_folder_or_too_large_is_a_miss(
    kept: FolderCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.put(b"a", b"one")
    monkeypatch.setattr(cache, "ENTRY_LIMIT", 10)
    assert kept.get(b"a") is None
    kept.put(b"b", b"x" * 11)
    assert len(list(kept.folder.iterdir())) == 1
    path = entry(kept)
    path.unlink()
    path.mkdir()
    assert kept.get(b"a") is None


def test_what_was_asked_for_longest_ago_goes_first(tmp_path: Path) -> None:
    kept = FolderCache(tmp_path, bound=500)
    for age, key in enumerate((b"a", b"b", b"c")):
        kept.put(key, bytes(100))
        for path in tmp_path.iterdir():
            if path.stat().st_mtime_ns > 10**18:
                os.utime(path, ns=(age * 10**9, age * 10**9))
    assert kept.get(b"a") is not None
    kept.put(b"d", bytes(100))
    assert kept.get(b"b") is None
    assert None not in (kept.get(b"a"), kept.get(b"c"), kept.get(b"d"))


def test_nothing_is_raised_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    kept = FolderCache(tmp_path / "file")
    kept.put(b"a", b"one")
    assert kept.get(b"a") is None
    kept.clear()


def test_clear_leaves_what_is_not_its_own(kept: FolderCache) -> None:
    kept.put(b"a", b"one")
    (kept.folder / "mine.txt").write_text("x")
    kept.clear()
    assert [path.name for path in kept.folder.iterdir()] == ["mine.txt"]
    (kept.folder / "mine.txt").unlink()
    kept.put(b"a", b"one")
    kept.clear()
    assert not kept.folder.exists()


SCRIPT = """
import sys
from pathlib import Path
from anban.world.cache import FolderCache
kept = FolderCache(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    for key in range(20):
        kept.put(b"%d" % key, (b"%d " % key) * 50_000)
"""


def test_a_writer_that_is_killed_leaves_no_half_entry(kept: FolderCache) -> None:
    """Two writers at once, both killed in the middle of it."""
    words = [sys.executable, "-c", SCRIPT, str(kept.folder)]
    writers = [subprocess.Popen(words, stdout=subprocess.PIPE) for _ in range(2)]
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.readline()
    while len(list(kept.folder.glob("*.bin"))) < 20:
        pass
    for writer in writers:
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
    for key in range(20):
        assert kept.get(b"%d" % key) in (None, (b"%d " % key) * 50_000)
    assert sum(kept.get(b"%d" % key) is not None for key in range(20)) >= 19
    kept.clear()
    assert not kept.folder.exists()
