"""What a drawing may hold. Each case is the inside of an `svg` element unless it begins with `<?`
or `<!`.
"""

from __future__ import annotations

import pytest

from anban.world.pictures.svg import DRAWN_LIMIT, check_svg

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' viewBox="0 0 30 20">'
)


def whole(inner: str) -> str:
    return f"{HEAD}{inner}</svg>"


def found(text: str | bytes) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    return [rule.name for rule, _ in check_svg(data)[1]]


GOOD = [
    "",
    "<path d='M0 0h10v10z' fill='none' transform='rotate(45)'/>",
    "<linearGradient id='g'/><rect fill='url(#g)' style='stroke:url( \"#g\" )'/>",
    "<symbol id='s'><circle r='1'/></symbol><use href='#s'/><use xlink:href='#s'/>",
    "<style>/* lá */ .a { fill: url('#g'); clip-path: url(#c) }</style>",
    "<title>on load: script (nothing)</title><desc>url(http://example.org)</desc>",
    "<a href='#s'><g id='s'/></a>",
    "<metadata><r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
    "<r:Description r:about='http://example.org/'/></r:RDF></metadata>",
    "<g id='a\\b' data-name='src(x)' aria-label='url(x)' class='image(1)'/>",
    "<!-- <script/> --><?xpacket begin=''?>",
]


@pytest.mark.parametrize("inner", GOOD)
def test_a_plain_drawing_is_good(inner: str) -> None:
    assert found(whole(inner)) == []


@pytest.mark.parametrize(
    "before",
    [
        "\ufeff", "<?xml version='1.0'?>", '<?xml version="1.0" encoding="utf-8"?>\n<!-- lá -->',
        "<!DOCTYPE svg>",
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"\n'
        '  "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
    ],
)  # fmt: skip
def test_what_may_stand_before_a_drawing(before: str) -> None:
    assert found(before + whole("")) == []


BAD = [
    ("<script>alert(1)</script>", "svg-active"),
    ("<SCRIPT/>", "svg-active"),
    ("<h:script xmlns:h='http://www.w3.org/1999/xhtml'/>", "svg-active"),
    ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>a</p></foreignObject>", "svg-active"),
    ("<rect onclick='x()'/>", "svg-active"),
    ("<rect ONLOAD='x()'/>", "svg-active"),
    ("<set attributeName='href' to='http://example.org'/>", "svg-active"),
    ("<animate attributeName='x'/>", "svg-active"),
    ("<image href='http://example.org/a.png'/>", "svg-external"),
    ("<image xlink:href='file:///etc/passwd'/>", "svg-external"),
    ("<image href='data:image/png;base64,AAAA'/>", "svg-external"),
    ("<image href='a.png'/>", "svg-external"),
    ("<use href='other.svg#a'/>", "svg-external"),
    ("<a href='javascript:x()'/>", "svg-external"),
    ("<g xml:base='http://example.org/'/>", "svg-external"),
    ("<rect fill='url(http://example.org/#a)'/>", "svg-external"),
    ("<rect fill='url(//example.org/#a'/>", "svg-external"),
    ("<rect style='fill: URL( &quot;a.svg#b&quot; )'/>", "svg-external"),
    ("<rect style='fill: u\\72l(a)'/>", "svg-external"),
    ("<style>@import 'http://example.org/a.css';</style>", "svg-external"),
    ("<style>a { background: image-set('a.png' 1x) }</style>", "svg-external"),
    ("<style>@font-face { src: url(a.woff) }</style>", "svg-external"),
    ("<style><![CDATA[ a { fill: url(a.svg#b) } ]]></style>", "svg-external"),
    ("<g id='a'><use href='#a'/></g>", "svg-too-complex"),
    ("<g id='a'><use href='#b'/></g><g id='b' mask='url(#a)'/>", "svg-too-complex"),
    ("<g>", "broken-svg"),
    ("&undefined;", "broken-svg"),
    ("<g>" * 300 + "</g>" * 300, "broken-svg"),
    ("\x01", "broken-svg"),
]


@pytest.mark.parametrize(("inner", "rule"), BAD)
def test_what_does_more_than_draw_is_refused(inner: str, rule: str) -> None:
    assert found(whole(inner)) == [rule]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (f"<?xml-stylesheet href='http://example.org/a.css'?>{HEAD}</svg>", "svg-external"),
        (f"{HEAD}</svg><?xml-stylesheet href='a.css'?>", "svg-external"),
        (f'<!DOCTYPE svg [<!ENTITY a "b">]>{HEAD}&a;</svg>', "svg-entities"),
        (f'<!DOCTYPE svg [<!ENTITY a SYSTEM "/etc/passwd">]>{HEAD}&a;</svg>', "svg-entities"),
        (f'<!DOCTYPE svg SYSTEM "file:///etc/passwd">{HEAD}</svg>', "svg-entities"),
        (f'<!DOCTYPE svg PUBLIC "-//X//Y" "http://example.org/a.dtd">{HEAD}</svg>', "svg-entities"),
        (f'<!DOCTYPE svg><!DOCTYPE svg [<!ENTITY a "b">]>{HEAD}</svg>', "svg-entities"),
        (f"<?xml version='1.0' encoding='UTF-7'?>{HEAD}</svg>", "broken-svg"),
        (whole("").encode("utf-16"), "broken-svg"),
        (whole("é").encode("latin-1"), "broken-svg"),
        ("<svg viewBox='0 0 1 1'/>", "broken-svg"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'/>", "broken-svg"),
        ("", "broken-svg"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "svg-no-size"),
        ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 0 9'/>", "svg-no-size"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_whole_file(text: str | bytes, rule: str) -> None:
    assert found(text) == [rule]


def test_a_bomb_of_entities_is_never_unfolded() -> None:
    row = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 50}">' for i in range(1, 12))
    assert found(f'<!DOCTYPE svg [<!ENTITY a0 "x">{row}]>{HEAD}&a11;</svg>') == ["svg-entities"]


def nested(levels: int, times: int) -> str:
    rows = ["<g id='g0'/>"]
    for level in range(levels):
        uses = f"<use href='#g{level}'/>" * times
        rows.append(f"<g id='g{level + 1}'>{uses}</g>")
    return whole("".join(rows))


def test_a_bomb_of_uses_is_never_unfolded() -> None:
    _, faults = check_svg(nested(30, 10).encode())
    assert [(rule.name, values["count"]) for rule, values in faults] == [
        ("svg-too-complex", f"more than {DRAWN_LIMIT} shapes")
    ]
    assert found(nested(3, 10)) == []


def test_a_chain_of_uses_too_long_to_follow_is_refused() -> None:
    chain = "".join(f"<g id='g{i}'><use href='#g{i + 1}'/></g>" for i in range(5000))
    assert found(whole(chain)) == ["svg-too-complex"]


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ("width='30' height='20'", (30, 20)),
        ("width='1in' height='25.4mm'", (96, 96)),
        ("width=' 3pc' height='.75pt '", (48, 1)),
        ("width='100%' height='50' viewBox='0 0 8 6'", (8, 6)),
        ("viewBox='-1,-1, 8.5 6'", (8.5, 6)),
        ("width='30'", None),
        ("width='0' height='20'", None),
    ],
)
def test_the_size_in_pixels(attributes: str, size: tuple[float, float] | None) -> None:
    drawing, _ = check_svg(f"<svg xmlns='http://www.w3.org/2000/svg' {attributes}/>".encode())
    assert (None if drawing is None else (drawing.width, drawing.height)) == (
        None if size is None else pytest.approx(size)
    )


def test_the_place_inside_the_drawing_is_told() -> None:
    _, faults = check_svg(whole("\n\n<script/>\n<image href='" + "x" * 99 + "'/>").encode())
    assert [values["line"] for _, values in faults] == [3, 4]
    assert faults[1][1]["target"] == "x" * 59 + "…"
