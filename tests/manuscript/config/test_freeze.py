"""Every key of `book.toml` arrives in the configuration: a field bears its name."""

from __future__ import annotations

from dataclasses import fields

import pytest

from anban.manuscript.config.model import (
    Allowance,
    Certification,
    Contributor,
    Cover,
    Edition,
    Margins,
    Metadata,
    Numbering,
    Typography,
)
from anban.manuscript.config.schema import keys_of

CLASSES = {
    "book": Metadata,
    "book.contributors": Contributor,
    "numbering": Numbering,
    "typography": Typography,
    "edition": Edition,
    "edition.margins": Margins,
    "accessibility": Certification,
    "check.allow": Allowance,
    "cover": Cover,
}


def without_field(table: str, keys: set[str]) -> set[str]:
    names = {field.name.replace("_", "-") for field in fields(CLASSES[table])}
    return keys - names


@pytest.mark.parametrize("table", CLASSES)
def test_a_field_waits_for_every_key(table: str) -> None:
    assert without_field(table, set(keys_of(table))) == set()


def test_a_key_that_no_field_waits_for_is_named() -> None:
    assert without_field("numbering", {"sections", "verses"}) == {"verses"}
