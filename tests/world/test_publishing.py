"""What reaches `output/`: whole files, the manifest, and nothing else touched."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from anban.core.errors import MissingError
from anban.world import publishing
from anban.world.fonts import Face
from anban.world.publishing import Artifact, Product

FACE = Face("Gentium", bold=False, italic=True, path="/fonts/G-Italic.ttf", index=0, digest="ab12")
PRODUCT = Product("paperback", "river-paperback.pdf", b"%PDF first", 12, {"notes": 3}, (FACE,))


def put(root: Path, product: Product) -> Artifact:
    with publishing.hold(root) as faults:
        assert not faults
        assert not publishing.foreign(root, product.name)
        with publishing.stage(root, product) as draft:
            assert draft.read_bytes() == product.data
            return publishing.release(root, product)


def manifest(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((root / "output/manifest.json").read_text("utf-8"))
    return found


def names(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "output").iterdir() if path.name != ".lock")


def test_a_product_and_its_entry(tmp_path: Path) -> None:
    artifact = put(tmp_path, PRODUCT)
    digest = hashlib.sha256(b"%PDF first").hexdigest()
    assert artifact == Artifact("output/river-paperback.pdf", digest, changed=True)
    assert (tmp_path / artifact.path).read_bytes() == b"%PDF first"
    entry = manifest(tmp_path)["products"]["river-paperback.pdf"]
    versions = entry.pop("versions")
    assert entry == {
        "edition": "paperback",
        "sha256": digest,
        "size": 10,
        "pages": 12,
        "notes": {"notes": 3},
        "fonts": [
            {"family": "Gentium", "style": "Italic", "file": "G-Italic.ttf", "sha256": "ab12"}
        ],
    }
    assert versions["weasyprint"] == "70.0"
    assert "unknown" not in versions.values()
    assert names(tmp_path) == ["manifest.json", "river-paperback.pdf"]


def test_the_manifest_is_the_same_twice_and_holds_no_path(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    for name in ("a", "b"):
        put(tmp_path / name, PRODUCT)
    first, second = ((tmp_path / name / "output/manifest.json").read_bytes() for name in "ab")
    assert first == second
    assert str(tmp_path).encode() not in first


def test_same_bytes_leave_the_file_alone(tmp_path: Path) -> None:
    put(tmp_path, PRODUCT)
    path = tmp_path / "output/river-paperback.pdf"
    os.utime(path, (1, 1))
    assert not put(tmp_path, PRODUCT).changed
    assert path.stat().st_mtime == 1


def test_an_edition_not_rebuilt_keeps_its_entry(tmp_path: Path) -> None:
    put(tmp_path, PRODUCT)
    before = manifest(tmp_path)["products"]["river-paperback.pdf"]
    put(tmp_path, replace(PRODUCT, edition="ebook", name="river-ebook.epub", data=b"PK"))
    products = manifest(tmp_path)["products"]
    assert sorted(products) == ["river-ebook.epub", "river-paperback.pdf"]
    assert products["river-paperback.pdf"] == before


@pytest.mark.parametrize("name", ["river-paperback.pdf", "manifest.json"])
def test_a_foreign_file_is_not_replaced(tmp_path: Path, name: str) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / name).write_text("mine")
    (found,) = publishing.foreign(tmp_path, PRODUCT.name)
    assert found.code == "B101"
    assert f"`output/{name}`" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        '{"generator": "anban"}',
        '{"generator": "other", "form": 1, "products": {}}',
        '{"generator": "anban", "form": 1, "products": {"../up": {}}}',
        '{"generator": "anban", "form": 1, "products": {".lock": {}}}',
        '{"generator": "anban", "form": 1, "products": 3}',
        "{",
        "\udcff",
    ],
)
def test_a_damaged_manifest_is_nobodys(tmp_path: Path, text: str) -> None:
    put(tmp_path, PRODUCT)
    (tmp_path / "output/manifest.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert [found.code for found in publishing.foreign(tmp_path, PRODUCT.name)] == ["B101"]
    assert publishing.clean(tmp_path) == ()
    assert names(tmp_path) == ["manifest.json", "river-paperback.pdf"]


def test_output_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "output").symlink_to("manuscript")
    with publishing.hold(tmp_path) as faults:
        assert [found.code for found in faults] == ["B102"]
    assert list((tmp_path / "manuscript").iterdir()) == []


def test_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("")
    with publishing.hold(tmp_path) as faults:
        assert "a file" in faults[0].message


def test_a_staged_product_that_is_not_released_leaves_nothing(tmp_path: Path) -> None:
    put(tmp_path, PRODUCT)
    with (
        pytest.raises(KeyboardInterrupt),
        publishing.stage(tmp_path, replace(PRODUCT, data=b"new")),
    ):
        raise KeyboardInterrupt
    assert names(tmp_path) == ["manifest.json", "river-paperback.pdf"]
    assert (tmp_path / "output/river-paperback.pdf").read_bytes() == PRODUCT.data


def test_what_a_killed_build_left_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output/.part-river-paperback.pdf").write_bytes(b"half")
    (tmp_path / "output/.part-manifest.json").symlink_to("/dev/null")
    put(tmp_path, PRODUCT)
    assert names(tmp_path) == ["manifest.json", "river-paperback.pdf"]


def test_a_death_between_manifest_and_product_leaves_a_file_that_is_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.replace

    def die(draft: Path, target: Path) -> None:
        if draft.name == ".part-river-paperback.pdf":
            raise KeyboardInterrupt
        rename(draft, target)

    put(tmp_path, PRODUCT)
    new = replace(PRODUCT, data=b"new")
    monkeypatch.setattr(Path, "replace", die)
    with pytest.raises(KeyboardInterrupt):
        put(tmp_path, new)
    monkeypatch.undo()
    assert (tmp_path / "output/river-paperback.pdf").read_bytes() == PRODUCT.data
    assert put(tmp_path, new).changed


def test_two_builds_at_once(tmp_path: Path) -> None:
    with (
        publishing.hold(tmp_path),
        pytest.raises(MissingError, match="another anban"),
        publishing.hold(tmp_path),
    ):
        pass
    put(tmp_path, PRODUCT)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "make room on the disk"),
        (errno.EROFS, "may be written"),
        (errno.EACCES, "right to write"),
        (errno.EIO, "look at the folder"),
    ],
)
def test_what_the_disk_says_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    put(tmp_path, PRODUCT)
    monkeypatch.setattr(os, "fsync", _raising(number))
    with pytest.raises(MissingError) as caught:
        put(tmp_path, replace(PRODUCT, data=b"new"))
    assert caught.value.message.startswith("cannot write to `output`: ")
    assert words in caught.value.hint
    assert names(tmp_path) == ["manifest.json", "river-paperback.pdf"]
    assert (tmp_path / "output/river-paperback.pdf").read_bytes() == PRODUCT.data


def _raising(number: int) -> Callable[[int], None]:
    def raising(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    return raising


def test_a_full_disk_as_the_system_sees_it(tmp_path: Path) -> None:
    put(tmp_path, PRODUCT)
    code = (
        "import sys; from pathlib import Path; from dataclasses import replace\n"
        "from test_publishing import PRODUCT, put\n"
        "put(Path(sys.argv[1]), replace(PRODUCT, data=bytes(100_000)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path],
        cwd=Path(__file__).parent,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "MissingError: cannot write to `output`: file too large" in done.stderr
    assert names(tmp_path) == ["manifest.json", "river-paperback.pdf"]
    assert (tmp_path / "output/river-paperback.pdf").read_bytes() == PRODUCT.data


def test_clean_removes_what_the_manifest_names(tmp_path: Path) -> None:
    put(tmp_path, PRODUCT)
    put(tmp_path, replace(PRODUCT, name="river-old.pdf"))
    (tmp_path / "output/river-old.pdf").unlink()
    (tmp_path / "output/notes.txt").write_text("mine")
    assert publishing.clean(tmp_path) == ("output/river-paperback.pdf", "output/manifest.json")
    assert names(tmp_path) == ["notes.txt"]
    assert publishing.clean(tmp_path) == ()
