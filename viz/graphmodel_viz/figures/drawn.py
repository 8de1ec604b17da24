"""From a study to a figure in a file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graphmodel.analysis.frames import StudyFrames
from graphmodel_viz.figures.barriers import draw_barriers
from graphmodel_viz.figures.caption import Drawing
from graphmodel_viz.figures.dropout import draw_dropout
from graphmodel_viz.figures.journeys import draw_journeys
from graphmodel_viz.figures.map import draw_map
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.power_interest import draw_power_interest
from graphmodel_viz.figures.style import drawing
from graphmodel_viz.figures.types import draw_types
from graphmodel_viz.figures.write import write_drawing

DRAWERS: dict[str, Callable[[StudyFrames, FigureOptions], Drawing]] = {
    "journeys": draw_journeys,
    "dropout": draw_dropout,
    "types": draw_types,
    "map": draw_map,
    "power-interest": draw_power_interest,
    "barriers": draw_barriers,
}


@dataclass(frozen=True)
class Drawn:
    """A figure that was written: its file, the file of its caption, and the caption."""

    path: Path
    caption_path: Path
    caption: str


def drawn(frames: StudyFrames, view: str, path: Path, options: FigureOptions) -> Drawn:
    """Draw and write; see :func:`graphmodel_viz.figures.draw`."""
    with drawing():
        made = DRAWERS[view](frames, options)
        caption_path = write_drawing(made, path, options.dpi)
    return Drawn(path, caption_path, made.caption)
