"""Small capitals, figures and fractions are drawn with the face's own glyphs for them."""

from __future__ import annotations

import pytest

from tests.typeset.specimens import Specimen


def drawn(family: str, css: str, text: str) -> set[int]:
    """The glyphs with which `text` is drawn."""
    furniture = "@page { @bottom-center { content: none } }"
    specimen = Specimen().having(f'html {{ font-family: "{family}" }} p {{ {css} }}' + furniture)
    (page,) = specimen.compose(specimen.sheet("a", f"<p>{text}</p>"), language="vi").pages
    assert page.leaf
    return {glyph for _, glyphs in page.leaf.record.ink.glyphs for glyph, _ in glyphs}


@pytest.mark.parametrize(
    ("family", "css", "text"),
    [
        ("Gentium Book Plus", "font-variant-caps: small-caps", "ếặđ"),
        ("Gentium Book Plus", "font-variant-caps: all-small-caps", "ẶỘ"),
        ("Vollkorn", "font-variant-numeric: lining-nums", "0123"),
        ("Noto Sans", "font-variant-numeric: oldstyle-nums", "0123"),
        ("Vollkorn", "font-variant-numeric: tabular-nums lining-nums", "0123"),
        ("Noto Sans", "font-variant-numeric: diagonal-fractions", "1/23"),
    ],
)
def test_a_feature_that_the_face_has_is_used(family: str, css: str, text: str) -> None:
    plain, featured = drawn(family, "", text), drawn(family, css, text)
    assert len(featured) == len(plain) == len(text)
    assert not featured & plain
