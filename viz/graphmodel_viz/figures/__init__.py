"""Figures for papers: SVG, PDF and PNG with a caption, made without a browser."""

from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.problems import NotFound, OutputError
from graphmodel_viz.figures.names import ENDINGS, VIEWS, WIDTHS_MM
from graphmodel_viz.figures.options import FigureOptions, options_from

if TYPE_CHECKING:
    from graphmodel.analysis.frames import StudyFrames
    from graphmodel_viz.figures.drawn import Drawn

__all__ = ["ENDINGS", "VIEWS", "WIDTHS_MM", "FigureOptions", "draw", "file_of", "options_from"]


def draw(frames: "StudyFrames", view: str, path: str | Path, options: FigureOptions | None = None) -> "Drawn":
    """Draw one view of a study to a file, and write its caption beside it.

    Args:
        frames: the study.
        view: one of :data:`VIEWS`.
        path: the file; it ends in one of :data:`ENDINGS`.
        options: width, greys and what is shown.

    Raises:
        NotFound: there is no such view, or the study has nothing of what an option names.
        OutputError: the ending is none of ours, an option means nothing here, the study has
            nothing to show, or the file cannot be written.
    """
    from graphmodel_viz.figures.drawn import drawn  # noqa: PLC0415 - matplotlib loads when a figure is made

    if view not in VIEWS:
        raise NotFound(f"There is no view {view!r}. Choose one of: {', '.join(VIEWS)}.", VIEWS)
    return drawn(frames, view, file_of(path), (options or FigureOptions()).checked(view))


def file_of(path: str | Path) -> Path:
    """The path of a figure's file.

    Raises:
        OutputError: it does not end as figures do.
    """
    file = Path(path).expanduser()
    if file.suffix.lower() not in ENDINGS:
        ends = f"ends in {file.suffix}" if file.suffix else "has no ending"
        raise OutputError(f"{file} {ends}; figures are written as {', '.join(ENDINGS)}.")
    return file
