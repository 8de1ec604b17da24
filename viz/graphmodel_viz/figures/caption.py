"""What stands below a figure: what it shows, what is counted, how many, what the marks mean."""

from dataclasses import dataclass

from matplotlib.figure import Figure

from graphmodel.wording import counted
from graphmodel_viz.figures.letters import one_line
from graphmodel_viz.figures.sheet import Sheet
from graphmodel_viz.figures.style import PAGE_MM, POINTS_PER_MM


@dataclass(frozen=True)
class Drawing:
    """A figure that is drawn, with its title and caption."""

    figure: Figure
    title: str
    caption: str


def drawing_of(sheet: Sheet, height: float, title: str, *sentences: str) -> Drawing:
    """Finish a sheet; say in the caption what had to be left off in drawing.

    Args:
        sheet: what is drawn.
        height: in points.
        title: what the figure shows, in a few words and without a full stop.
        sentences: what is counted, how many and what the marks mean.
    """
    said = [f"{title}.", *(sentence for sentence in sentences if sentence)]
    if sheet.cut:
        said.append(f"{counted(sheet.cut, 'label')} shortened (…).")
    if sheet.missing:
        letters = sorted(sheet.missing)
        shown = " ".join(letters[:10]) + (" and others" if len(letters) > 10 else "")
        said.append(f"Letters that the font DejaVu Sans lacks stand as � in the figure: {shown}.")
    if height > PAGE_MM * POINTS_PER_MM:
        said.append(f"The figure is {height / POINTS_PER_MM:.0f} mm high, which is more than a page.")
    return Drawing(sheet.finish(height), one_line(title), one_line(" ".join(said)))
