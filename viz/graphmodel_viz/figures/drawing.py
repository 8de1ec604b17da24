"""A figure that is drawn: its caption, and how it is written, with the same bytes every time."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from graphmodel.output.files import replacing
from graphmodel.wording import counted
from graphmodel_viz.figures.letters import Typeface, one_line, typeface
from graphmodel_viz.figures.sheet import Sheet
from graphmodel_viz.figures.style import POINTS_PER_MM, figure_settings

_SIGNED = "graphmodel"


@dataclass(frozen=True)
class Drawing:
    """A figure that is drawn, with its title and caption, and the typeface where one was named."""

    figure: Figure
    title: str
    caption: str
    typeface: Typeface | None = None


def finished(sheet: Sheet, height: float, title: str, *sentences: str) -> Drawing:
    """Finish a sheet; say in the caption what had to be left off in drawing.

    Args:
        sheet: what is drawn.
        height: in points.
        title: what the figure shows, in a few words and without a full stop.
        sentences: what is counted, how many and what the marks mean.
    """
    caption = [f"{title}.", *(sentence for sentence in sentences if sentence)]
    if sheet.cut:
        caption.append(f"{counted(sheet.cut, 'label')} shortened (…).")
    if sheet.missing:
        letters = sorted(sheet.missing)
        shown = " ".join(letters[:10]) + (" and others" if len(letters) > 10 else "")
        caption.append(f"Letters that {typeface().lacks} appear as � in the figure: {shown}.")
    height_mm = height * sheet.zoom / POINTS_PER_MM
    if height_mm > sheet.page_mm:
        caption.append(f"The figure is {height_mm:.0f} mm high, which is more than {sheet.page}.")
    return Drawing(sheet.finish(height), one_line(title), one_line(" ".join(caption)))


def write_drawing(drawing: Drawing, path: Path, dpi: int) -> Path:
    """Write a figure in the form that its name ends in, and the caption beside it.

    Returns:
        The file of the caption: ``fig.caption.txt`` for ``fig.svg``.

    Raises:
        OutputError: one of the two cannot be written.
    """
    caption = path.with_name(f"{path.stem}.caption.txt")
    with figure_settings(drawing.typeface):
        made = _MAKERS[path.suffix.lower()](drawing, dpi)
    with replacing(caption) as words, replacing(path) as picture:
        words.write_text(f"{drawing.caption}\n", "utf-8", newline="\n")
        picture.write_bytes(made)
    return caption


def _svg(drawing: Drawing, _: int) -> bytes:
    out = BytesIO()
    kept = {"Title": drawing.title, "Description": drawing.caption, "Creator": _SIGNED, "Date": None}
    FigureCanvasSVG(drawing.figure).print_svg(out, metadata=kept)
    text = out.getvalue().decode("utf-8")
    # A reader's screen reader looks for both as the first children of the picture.
    described = f"<desc>{escape(drawing.caption, quote=False)}</desc>"
    text = re.sub(r"(<title>.*?</title>)", lambda title: f"{title[1]}\n {described}", text, count=1, flags=re.DOTALL)
    return text.replace("<svg ", '<svg role="img" ', 1).encode("utf-8")


def _pdf(drawing: Drawing, _: int) -> bytes:
    out = BytesIO()
    kept = {"Title": drawing.title, "Subject": drawing.caption, "Creator": _SIGNED, "CreationDate": None}
    FigureCanvasPdf(drawing.figure).print_pdf(out, metadata=kept)
    return out.getvalue()


def _png(drawing: Drawing, dpi: int) -> bytes:
    out = BytesIO()
    drawing.figure.set_dpi(dpi)
    kept = {"Title": drawing.title, "Description": drawing.caption, "Software": _SIGNED}
    FigureCanvasAgg(drawing.figure).print_png(out, metadata=kept, pil_kwargs={"dpi": (dpi, dpi)})
    return out.getvalue()


_MAKERS: dict[str, Callable[[Drawing, int], bytes]] = {".svg": _svg, ".pdf": _pdf, ".png": _png}
