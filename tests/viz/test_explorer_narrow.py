"""At a zoom of 400 % a page scrolls one way only; what is wider scrolls in a region of its own."""

import pytest

from tests.support.browser import OpenPage
from tests.support.explorer import Explorer

NARROW = (320, 512)
"""What is left of a window of 1280 x 2048 at 400 %."""


@pytest.mark.parametrize(
    "shown",
    [
        "view=claims",
        "view=matrix&set.theme=6",
        "view=matrix&set.theme=6&set.matrix-cells=summaries&set.matrix-rows=speaker",
        "view=sheet",
        "view=sheet&set.sheet=act.commissioners",
        "view=sheet&set.sheet=ev.act_fast",
    ],
)
def test_a_narrow_page_scrolls_one_way(open_page: OpenPage, bundled_explorer: Explorer, shown: str) -> None:
    page = open_page(bundled_explorer.file, fragment=shown, size=NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW[0]
