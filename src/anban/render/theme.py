"""Themes: the style sheets, templates and settings of an edition's design.

In: a `World` and an edition. Out: a `Theme`, whose style sheets and templates are read and checked,
and diagnostics. A theme is a folder with `theme.toml`. It extends another theme, and the last one
that is extended is the built-in `base`. A file of a theme replaces a file with the same name of the
theme that it extends.
"""

from __future__ import annotations

from dataclasses import dataclass

from anban.core.diagnostics import Diagnostic, Severity
from anban.core.memo import Memo
from anban.core.page_numbers import NO_WISH, PagesWish
from anban.manuscript.config.model import Edition, Format, Margins
from anban.render import rules
from anban.render.css import css_faults
from anban.render.faults import template_faults
from anban.render.folder import BUILT_IN, BuiltInFolder, File, Folder, ProjectFolder
from anban.render.make_up import USUAL, MakeUp
from anban.render.manifest import Manifest, merge, read_manifest
from anban.world.project import World

NARROWEST = 30.0
"""The smallest width and height of a text area in millimetres. In less, a line and its note do not
fit."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The design of an edition in one format.

    `text` and `sans` are font families; `sans` is empty if the theme sets none. `fallback` has
    pairs of a language and the family for it. `css` are the style sheets in the order in which they
    apply. `layers` are the templates in the order in which they are searched: each layer has pairs
    of a name and a file. `margins` are used if the edition sets none. `levels` is the number of
    levels of headings in the contents. `cover` are the style sheets of the cover, which has no
    others. `pages` are the theme's wishes for page numbers, `make_up` its limits for pages.
    """

    name: str
    text: str
    sans: str
    fallback: tuple[tuple[str, str], ...]
    css: tuple[File, ...]
    layers: tuple[tuple[tuple[str, File], ...], ...]
    margins: Margins
    levels: int
    cover: tuple[File, ...] = ()
    pages: PagesWish = NO_WISH
    make_up: MakeUp = USUAL

    @property
    def fonts(self) -> tuple[str, ...]:
        """All font families of the theme, each once, the family of the text first."""
        families = (self.text, self.sans, *(family for _, family in self.fallback))
        return tuple(dict.fromkeys(family for family in families if family))


def load_theme(
    world: World, edition: Edition, memo: Memo | None = None
) -> tuple[Theme | None, tuple[Diagnostic, ...]]:
    """The theme of `edition`, with diagnostics. None if one of these is an error, since no pages
    can be made then.
    """
    memo = memo or Memo()
    found: list[Diagnostic] = []
    row = _row(world, edition.theme or BUILT_IN, found)
    if row is None:
        return None, tuple(found)
    manifest = merge(manifest for _, manifest in row)
    css = _style_sheets(row, ("shared", edition.format.value), found)
    cover = _style_sheets(row, ("cover",), found)
    layers = _layers(row, edition.format, found)
    theme = Theme(
        name=edition.theme or BUILT_IN,
        text=manifest.text,
        sans=manifest.sans,
        fallback=manifest.fallback,
        css=css,
        layers=layers,
        margins=manifest.margins,
        levels=manifest.levels,
        cover=cover,
        pages=manifest.pages,
        make_up=manifest.make_up,
    )
    found += [fault for file in (*css, *cover) for fault in memo(css_faults, memo.same(file))]
    found += template_faults(layers)
    found += _room(theme, edition)
    stopped = any(fault.severity is Severity.ERROR for fault in found)
    return None if stopped else theme, tuple(found)


def _row(world: World, name: str, found: list[Diagnostic]) -> list[tuple[Folder, Manifest]] | None:
    """The theme `name` and those that it extends, the built-in one last. None if one of them cannot
    be read, or if they extend each other in a circle.
    """
    row: list[tuple[Folder, Manifest]] = []
    seen: set[str] = set()
    while name not in seen:
        seen.add(name)
        folder = BuiltInFolder() if name == BUILT_IN else ProjectFolder(world, name)
        manifest, faults = read_manifest(folder)
        found += faults
        if manifest is None:
            return None
        row.append((folder, manifest))
        if name == BUILT_IN:
            return row
        name = manifest.extends
    found.append(rules.THEME_LOOP.at(row[-1][1].where("extends"), folder=name))
    return None


def _style_sheets(
    row: list[tuple[Folder, Manifest]], keys: tuple[str, ...], found: list[Diagnostic]
) -> tuple[File, ...]:
    """The style sheets of each key, one key after the other; for each key those of the built-in
    theme first, so that the theme's own come later and prevail.
    """
    names = [
        (folder, manifest, name)
        for key in keys
        for folder, manifest in reversed(row)
        for name in manifest.css(key)
    ]
    files = []
    for folder, manifest, name in names:
        file, faults = folder.read(name, manifest.where("css"))
        found += faults
        files += [file] if file else []
    return tuple(files)


def _layers(
    row: list[tuple[Folder, Manifest]], form: Format, found: list[Diagnostic]
) -> tuple[tuple[tuple[str, File], ...], ...]:
    layers = []
    for folder, manifest in row:
        for place in (f"templates/{form.value}", "templates"):
            layer = []
            for name in folder.names(place):
                file, faults = folder.read(f"{place}/{name}", manifest.where("extends"))
                found += faults
                layer += [(name, file)] if file else []
            layers.append(tuple(layer))
    return tuple(layers)


def _room(theme: Theme, edition: Edition) -> list[Diagnostic]:
    if edition.format is not Format.PDF:
        return []
    margins = edition.margins or theme.margins
    width = edition.trim[0] - margins.inner - margins.outer
    height = edition.trim[1] - margins.top - margins.bottom
    if min(width, height) >= NARROWEST:
        return []
    return [rules.NO_ROOM.at(None, edition=edition.name, width=width, height=height)]
