"""The same input gives the same bytes, in another folder, locale, zone, and with another seed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

SURROUNDINGS = (
    {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
    {"PYTHONHASHSEED": "4711", "LC_ALL": "C", "TZ": "Asia/Ho_Chi_Minh"},
)


def built(folder: Path, surroundings: dict[str, str]) -> dict[str, bytes]:
    environment = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "anban", "-C", folder, "build"],
        env=environment | surroundings,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return {path.name: path.read_bytes() for path in (folder / "output").glob("[!.]*")}


def test_two_builds_are_byte_for_byte_the_same(good: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(good, tmp_path / "another folder"))
    first, second = (
        built(folder, surroundings)
        for folder, surroundings in zip((good, other), SURROUNDINGS, strict=True)
    )
    assert sorted(first) == ["manifest.json", "the-ferry-ebook.epub", "the-ferry-paperback.pdf"]
    assert {name for name in first if first[name] != second[name]} == set()
