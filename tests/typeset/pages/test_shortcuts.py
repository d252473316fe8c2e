"""What is answered from memory is what the engine would have answered."""

from __future__ import annotations

from typing import Any

import pytest
from weasyprint.formatting_structure import boxes
from weasyprint.layout.background import layout_box_backgrounds
from weasyprint.layout.float import avoid_collisions
from weasyprint.text.line_break import split_first_line

from anban.typeset.pages import shortcuts
from anban.typeset.settle import settle
from anban.typeset.write import write
from tests.typeset.specimens import INFO, Specimen

ENGINE: dict[str, Any] = {
    "_backgrounds": layout_box_backgrounds,
    "_page_values": shortcuts._values_of_page,
    "_room": avoid_collisions,
    "_measured": split_first_line,
}
CSS = """
.wide { page: wide } @page wide { margin-left: 3mm }
.framed { background: #eee; border-radius: 2mm; box-shadow: none } em { background: #ddd }
.hidden { visibility: hidden; background: red } .round { border: 1px solid; border-radius: 1mm }
.aside { float: left; width: 12mm } .rtl { direction: rtl } .low { margin: 0 2mm }
.pinned { position: absolute; background: blue; width: 4mm; height: 2mm }
td { overflow-wrap: anywhere } .nowrap { white-space: nowrap }
"""
MARKUP = """<p>one <em>two</em> three four five six seven eight</p>
<p class="framed low">nine ten <span class="round">eleven</span></p><p class="hidden">x</p>
<p class="rtl">a text from the other side</p>
<div class="aside">a b c</div><p>beside it a text that runs over several lines of the page</p>
<div><div class="wide"><p>first</p></div><p>second</p></div><p class="pinned">p</p><p>third</p>
<table><tr><td>longest words</td><td class="nowrap">longest words</td><td>of two</td></tr>
<tr><td class="framed">a b</td><td>longest words</td><td>of <em>two</em> and more</td></tr></table>
"""


def _built(specimen: Specimen) -> tuple[bytes | None, int]:
    rendition = specimen.rendition(specimen.sheet("a", MARKUP))
    layout = settle(lambda _: rendition, specimen.read, "vi")
    return write(layout, INFO)[0], len(layout.pages)


@pytest.mark.parametrize("name", ENGINE)
def test_pages_are_those_of_the_engine(
    name: str, specimen: Specimen, monkeypatch: pytest.MonkeyPatch
) -> None:
    styled = specimen.having(CSS)
    data, count = _built(styled)
    monkeypatch.setattr(shortcuts, name, ENGINE[name])
    assert (data, count) == _built(styled)
    assert count > 2
    assert data


def test_a_table_that_is_laid_out_again_is_not_measured_again(
    specimen: Specimen, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counted(text: str, *arguments: Any, **named: bool) -> Any:
        asked.append(text)
        return split_first_line(text, *arguments, **named)

    shortcuts._MEASURED.clear()
    monkeypatch.setattr(shortcuts, "split_first_line", counted)
    _built(specimen.having(CSS))
    assert asked.count("longest words") == 4  # the narrowest and the widest, in two styles


def test_a_box_whose_parts_ask_for_several_pages_is_looked_at_each_time(
    specimen: Specimen,
) -> None:
    styled = specimen.having(CSS)
    pages = styled.pages(styled.sheet("a", "<div><div class='wide'>a</div><div>b</div></div>"))
    first, second = pages
    assert first.text_left < second.text_left
    assert boxes.ParentBox.page_values is shortcuts._page_values
