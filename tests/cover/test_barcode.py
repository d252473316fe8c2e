"""Barcodes: what the standard says of them, and what a reader of others makes of them."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from anban.cover import barcode
from anban.cover.barcode import GUARD, HEIGHT, Symbol, modules_13, modules_add_on, symbol

ISBN = "9786040000002"
SCALE = 6


def drawn(made: Symbol) -> Image.Image:
    picture = Image.new("L", (made.width * SCALE, int(made.height * SCALE)), 255)
    pen = ImageDraw.Draw(picture)
    for bar in made.bars:
        right = (bar.left + bar.width) * SCALE - 1
        pen.rectangle((bar.left * SCALE, bar.top * SCALE, right, bar.bottom * SCALE), 0)
    return picture


def read(made: Symbol) -> list[str]:
    found = zxingcpp.read_barcodes(drawn(made), ean_add_on_symbol=zxingcpp.EanAddOnSymbol.Read)
    return [one.text for one in found]


@pytest.mark.parametrize("first", range(10))
def test_another_program_reads_it_whatever_its_first_digit(first: int) -> None:
    """The first digit is told by which codes the next six have."""
    from anban.manuscript.config.isbn import check_13

    twelve = f"{first}78604123456"
    digits = twelve + check_13(twelve)
    assert read(symbol(digits)) == [digits]


@pytest.mark.parametrize("code", ["51995", "90000", "00000", "12345", "98765", "40001", "07"])
def test_another_program_reads_the_price(code: str) -> None:
    """It reads the larger symbol once more where a line misses the smaller one."""
    assert set(read(symbol(ISBN, code))) - {ISBN} == {ISBN + code}


def test_the_modules_of_an_example_of_the_standard() -> None:
    """GS1 General Specifications: 95 modules, guards of 101 and 01010."""
    modules = modules_13("9501101530003")
    assert len(modules) == 95
    assert (modules[:3], modules[45:50], modules[-3:]) == ("101", "01010", "101")
    assert modules[3:10] == "0110001"  # a 5 with odd parity
    assert (len(modules_add_on("12")), len(modules_add_on("51995"))) == (20, 47)
    assert modules_add_on("51995").startswith("1011")


def test_its_measures_are_those_of_the_standard() -> None:
    made = symbol(ISBN)
    assert made.width * barcode.MODULE == pytest.approx(37.29)
    assert round(HEIGHT * barcode.MODULE, 2) == 22.85
    assert min(bar.left for bar in made.bars) == 11
    assert made.width - max(bar.left + bar.width for bar in made.bars) == 7
    assert {bar.bottom for bar in made.bars} == {HEIGHT, HEIGHT + GUARD}
    beside = [bar for bar in symbol(ISBN, "51995").bars if bar.left > 106]
    assert min(bar.left for bar in beside) - 106 == 9
    assert {bar.bottom for bar in beside} == {HEIGHT + GUARD}


def test_the_digits_stand_below_their_bars() -> None:
    made = symbol(ISBN)
    assert "".join(digit for digit, _, _ in made.digits) == ISBN
    middles = [middle for _, middle, _ in made.digits]
    assert middles[0] < 11
    assert [after - before for before, after in pairwise(middles[1:7])] == [7] * 5
    assert middles[7] == 11 + 3 + 42 + 5 + 3.5


def test_the_svg_is_vectors_in_millimetres() -> None:
    from lxml import etree

    text = barcode.svg(symbol(ISBN), 'ISBN "978"', "Gentium Book Plus")
    root = etree.parse(io.BytesIO(text.encode())).getroot()
    assert (root.get("width"), root.get("viewBox")) == (
        "37.290mm",
        f"0 0 113 {symbol(ISBN).height:g}",
    )
    assert root.get("aria-label") == 'ISBN "978"'
    assert not list(root.iter("{http://www.w3.org/2000/svg}image"))
