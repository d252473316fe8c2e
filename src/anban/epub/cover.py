"""The cover of an ebook: the page that shows it, and a plain cover for a book without a picture.

In: the configuration, the name of the picture, faces. Out: from `document` the page that shows the
cover, and from `draw` a plain cover with the title, as SVG.
"""

from __future__ import annotations

from html import escape

from anban.epub.documents import page
from anban.epub.lettering import LEADING, OutlineLettering, lettering
from anban.epub.metadata import creators
from anban.languages import Language
from anban.manuscript.config.model import Config
from anban.world.fonts import Face

WIDTH, HEIGHT = 1600, 2560
"""In pixels. Shops ask for a proportion of 1 to 1.6 and for about 2500 on the longer side; see
`LONG_SIDE` in `anban.cover.raster`."""
MEASURE = WIDTH - 2 * 180
"""The greatest width of a line in pixels: the cover without its margins."""
TITLE_SIZES = (190, 165, 140, 120, 100, 80)
"""The sizes that are tried for the title, in pixels; the first with which it fits is used."""
TITLE_LINES = 5
"""The most lines of the title. So many lines of the largest size end above the publisher's name,
with room for a subtitle of one line."""
NAME_SIZE, SUBTITLE_SIZE = 68, 76
NAMES_TOP, TITLE_TOP, PUBLISHER_TOP = 260, 760, 2240
"""Where each group of lines begins, in pixels from the top. These are choices of design."""
PAPER, INK = "#f6f2e8", "#1d1b18"
STYLE_NAME = "css/cover.css"
STYLE = b"""\
body { margin: 0; text-align: center; }
img { max-width: 100%; max-height: 98vh; }
"""


def description(config: Config, language: Language) -> str:
    """The description of the cover for readers who do not see it."""
    return language.say("cover-description", title=config.metadata.title)


def document(config: Config, language: Language, picture: str) -> bytes:
    """The document that shows the cover; the path `picture` is relative to the package document."""
    name = language.say("cover")
    body = (
        f'<section epub:type="cover" aria-label="{escape(name)}">\n'
        f'<img src="{escape(picture)}" role="doc-cover"'
        f' alt="{escape(description(config, language))}"/>\n</section>'
    )
    return page(name, config.metadata.language, (STYLE_NAME,), body)


def draw(config: Config, language: Language, faces: tuple[Face, ...]) -> bytes:
    """A plain cover as SVG: the authors, the title, the subtitle and the publisher.

    The letters are drawn as outlines of the regular faces, so the cover looks the same on a device
    without these fonts.
    """
    book = config.metadata
    names = ", ".join(one.name for one in creators(config))
    with lettering(faces) as letters:
        size = _title_size(letters, book.title)
        lines = len(letters.wrap(book.title, size, MEASURE))
        below = TITLE_TOP + int(lines * size * LEADING) + 60
        paths = [
            _centred(letters, names, NAME_SIZE, NAMES_TOP),
            _centred(letters, book.title, size, TITLE_TOP),
            _centred(letters, book.subtitle, SUBTITLE_SIZE, below),
            _centred(letters, book.publisher, NAME_SIZE, PUBLISHER_TOP),
        ]
    return _svg(description(config, language), "".join(paths))


def _title_size(letters: OutlineLettering, title: str) -> int:
    """The largest size at which the title has few enough lines and no word is too wide."""
    fitting = (
        size
        for size in TITLE_SIZES
        if len(letters.wrap(title, size, MEASURE)) <= TITLE_LINES
        and all(letters.width(word, size) <= MEASURE for word in title.split(" "))
    )
    return next(fitting, TITLE_SIZES[-1])


def _centred(letters: OutlineLettering, text: str, size: int, top: int) -> str:
    """The SVG paths of `text` in centred lines of about equal width; the first begins at `top`."""
    paths = []
    for count, line in enumerate(letters.wrap(text, size, MEASURE)):
        left = (WIDTH - letters.width(line, size)) / 2
        baseline = top + size * (1 + count * LEADING)
        paths.append(f'<path d="{letters.path(line, size, left, baseline)}"/>\n')
    return "".join(paths)


def _svg(title: str, paths: str) -> bytes:
    middle, half = WIDTH // 2, 110
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="cover-title">\n'
        f'<title id="cover-title">{escape(title)}</title>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>\n'
        f'<path d="M{middle - half} {TITLE_TOP - 90}h{2 * half}" stroke="{INK}"'
        f' stroke-width="4"/>\n<g fill="{INK}">\n{paths}</g>\n</svg>\n'
    ).encode()
