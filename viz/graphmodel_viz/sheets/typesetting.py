"""Sets a template in type: a PDF with tags that screen readers follow (PDF/UA-1), or a picture, by typst."""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

FONTS = ("Libertinus Serif", "DejaVu Sans")
"""The first comes with typst, so that a copy has as many pages everywhere; further scripts take what there is."""
STANDARD = "ua-1"
_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s*(\d+)", re.DOTALL)
_STEP = 0.5
_HERE = Path(__file__).parent


def set_within(
    template: str, content: Callable[[float], Mapping[str, Any]], largest: float, smallest: float, most: int
) -> tuple[bytes, int]:
    """A PDF in the largest type with which it takes no more pages than it may; how many it has.

    Args:
        template: name of the file.
        content: what the template sets, by the size of the text in points.
        largest: the size to begin with.
        smallest: the size to end with, however many pages it takes.
        most: the most pages; 0 for any number.
    """
    size = largest
    made, pages = _set(template, content(size))
    while most and pages > most and size > smallest:
        size -= _STEP
        made, pages = _set(template, content(size))
    return made, pages


def set_picture(template: str, content: Mapping[str, Any], form: str, dpi: int) -> bytes:
    """A sheet of one page as a picture.

    Args:
        template: name of the file.
        content: what the template sets.
        form: ``png`` or ``svg``.
        dpi: dots per inch of a PNG.
    """
    return _compiled(template, content, format=form, ppi=float(dpi))


def _set(template: str, content: Mapping[str, Any]) -> tuple[bytes, int]:
    made = _compiled(template, content, format="pdf", pdf_standards=STANDARD)
    count = _PAGES.search(made)
    return made, int(count[1]) if count else 1


def _compiled(template: str, content: Mapping[str, Any], **form: Any) -> bytes:
    import typst  # noqa: PLC0415 - large, and only needed for print

    inputs = {"copy": json.dumps(content)}
    made: bytes = typst.compile(str(_HERE / template), sys_inputs=inputs, font_paths=[_own_fonts()], **form)
    return made


@cache
def _own_fonts() -> str:
    import matplotlib as mpl  # noqa: PLC0415 - as above

    return str(Path(mpl.get_data_path()) / "fonts" / "ttf")
