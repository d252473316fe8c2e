"""The barcode of a book: an EAN-13, and beside it the small add-on with the price.

In: the digits of an ISBN and of a price code. Out: SVG, whose unit is one module; all bars are one
path. Encoding and sizes are from the GS1 General Specifications, 5.2.1 and 5.2.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

MODULE = 0.33
"""The width of a module in millimetres at the nominal size (the X-dimension)."""
HEIGHT, GUARD = 69.24, 5.0
"""In modules: the height of the bars (22.85 mm), and how much longer the guard bars are."""
LEFT_QUIET, GAP, RIGHT_QUIET, END_QUIET = 11, 9, 7, 5
"""In modules, the empty widths: before the ISBN, between the ISBN and the price, after an ISBN
without price, and after the price."""
DIGITS, DROP = 8.5, 7.6
"""In modules: the size of the digits, and the distance of their baseline below the short bars."""

_ODD = (
    "0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011",
    "0110111", "0001011",
)  # fmt: skip
_RIGHT = tuple(code.translate({48: 49, 49: 48}) for code in _ODD)
_EVEN = tuple(code[::-1] for code in _RIGHT)
_FIRST = (
    "OOOOOO", "OOEOEE", "OOEEOE", "OOEEEO", "OEOOEE", "OEEOOE", "OEEEOO", "OEOEOE", "OEOEEO",
    "OEEOEO",
)  # fmt: skip
_FIVE = (
    "EEOOO", "EOEOO", "EOOEO", "EOOOE", "OEEOO", "OOEEO", "OOOEE", "OEOEO", "OEOOE", "OOEOE",
)  # fmt: skip
_TWO = ("OO", "OE", "EO", "EE")
_SIDES, _MIDDLE, _START, _BETWEEN = "101", "01010", "1011", "01"


@dataclass(frozen=True, slots=True)
class Bar:
    """One or more dark modules without a space: the left edge, the width, top and bottom."""

    left: int
    width: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Symbol:
    """A barcode, measured in modules. Each of `digits` comes with its centre and baseline."""

    bars: tuple[Bar, ...]
    digits: tuple[tuple[str, float, float], ...]
    width: int
    height: float


def modules_13(digits: str) -> str:
    """The 95 modules of an EAN-13 as a string; 1 is dark."""
    parity = _FIRST[int(digits[0])]
    left = "".join(_half(digit, odd) for digit, odd in zip(digits[1:7], parity, strict=True))
    right = "".join(_RIGHT[int(digit)] for digit in digits[7:])
    return _SIDES + left + _MIDDLE + right + _SIDES


def modules_add_on(digits: str) -> str:
    """The modules of an add-on of two or five digits as a string of 20 or 47; 1 is dark."""
    if len(digits) == 2:
        parity = _TWO[int(digits) % 4]
    else:
        values = [int(digit) for digit in digits]
        # the add-on has no check digit; its weighted sum chooses the parities instead
        parity = _FIVE[(3 * sum(values[::2]) + 9 * sum(values[1::2])) % 10]
    codes = (_half(digit, odd) for digit, odd in zip(digits, parity, strict=True))
    return _START + _BETWEEN.join(codes)


def _half(digit: str, parity: str) -> str:
    return (_ODD if parity == "O" else _EVEN)[int(digit)]


def symbol(isbn: str, price_code: str = "") -> Symbol:
    """The barcode of `isbn` (13 digits) and of `price_code` (no, two or five digits).

    A digit is 7 modules wide. In the add-on, two more modules follow each digit.
    """
    bars = [*_main(modules_13(isbn))]
    digits = [*_main_digits(isbn)]
    width = LEFT_QUIET + 95 + RIGHT_QUIET
    if price_code:
        start = LEFT_QUIET + 95 + GAP
        codes = modules_add_on(price_code)
        top = DIGITS + 0.5
        bars += (Bar(start + at, wide, top, HEIGHT + GUARD) for at, wide in _runs(codes))
        digits += (
            (digit, start + 4 + 9 * index + 3.5, DROP - 0.6)
            for index, digit in enumerate(price_code)
        )
        width = start + len(codes) + END_QUIET
    return Symbol(tuple(bars), tuple(digits), width, HEIGHT + DROP + 1.2)


def _main(modules: str) -> Iterator[Bar]:
    guards = ((0, 3), (45, 50), (92, 95))  # the bars at both sides and in the middle
    for at, wide in _runs(modules):
        tall = any(start <= at < end for start, end in guards)
        yield Bar(LEFT_QUIET + at, wide, 0, HEIGHT + (GUARD if tall else 0))


def _main_digits(isbn: str) -> Iterator[tuple[str, float, float]]:
    baseline = HEIGHT + DROP
    yield isbn[0], LEFT_QUIET - 5, baseline
    for index, digit in enumerate(isbn[1:]):
        start = LEFT_QUIET + (3 if index < 6 else 8)
        yield digit, start + 7 * index + 3.5, baseline


def _runs(modules: str) -> Iterator[tuple[int, int]]:
    """The start and the length of each run of dark modules."""
    at = 0
    while (at := modules.find("1", at)) >= 0:
        end = (modules + "0").find("0", at)
        yield at, end - at
        at = end


def svg(made: Symbol, words: str, family: str) -> str:
    """`made` as an SVG element of its nominal size; `words` describe it for screen readers."""
    path = "".join(
        f"M{bar.left} {bar.top:g}h{bar.width}V{bar.bottom:g}h{-bar.width}z" for bar in made.bars
    )
    digits = "".join(f'<text x="{x:g}" y="{y:g}">{digit}</text>' for digit, x, y in made.digits)
    width, height = made.width * MODULE, made.height * MODULE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="barcode" role="img"'
        f' aria-label="{escape(words)}" width="{width:.3f}mm" height="{height:.3f}mm"'
        f' viewBox="0 0 {made.width} {made.height:g}">'
        f'<path fill="#fff" d="M0 0h{made.width}v{made.height:g}H0z"/><path d="{path}"/>'
        f'<g font-family="{escape(family)}" font-size="{DIGITS}" text-anchor="middle">{digits}</g>'
        "</svg>"
    )
