"""The stakeholder map: by sector, in a free layout, or one stakeholder with its partners."""

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.ties import TIES, kind_of_tie, ties_of
from graphmodel.problems import OutputError
from graphmodel.wording import Message, Option
from graphmodel_viz.figures.drawing import Drawing
from graphmodel_viz.figures.map_free import draw_free
from graphmodel_viz.figures.map_one import draw_one
from graphmodel_viz.figures.map_sectors import draw_sectors
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.picture_data.map_sectors import knows_sectors
from graphmodel_viz.picture_data.stakeholder_map import of_focus


def draw(frames: StudyFrames, options: FigureOptions) -> Drawing:
    """Draw the map of one kind of tie."""
    tie = kind_of_tie(options.ties or TIES[0])
    chosen = frames if options.focus is None else of_focus(frames, options.focus)
    if ties_of(chosen, tie).ties.empty:
        raise OutputError(_nothing(frames, tie, options.focus))
    if options.around is not None:
        if options.layout is not None:
            raise OutputError(Message("Choose {} or {}.", Option("around"), Option("layout")), by_caller=True)
        return draw_one(frames, tie, options)
    layout = options.layout or ("sectors" if knows_sectors(frames, tie) else "free")
    return draw_sectors(frames, tie, options) if layout == "sectors" else draw_free(frames, tie, options)


def _nothing(frames: StudyFrames, tie: str, focus: str | None) -> Message:
    """Why there is no map, and which kinds of tie there are."""
    of = f" of {focus} focus" if focus else ""
    chosen = frames if focus is None else of_focus(frames, focus)
    others = [kind for kind in TIES if not ties_of(chosen, kind).ties.empty]
    why = f"No claim{of} mentions a tie of the kind {tie!r} between two stakeholders, so there is no map to draw."
    if others:
        return Message("{} Choose another kind with {}: {}.", why, Option("ties"), ", ".join(others))
    return Message("{} Ties come from claims whose subject and object are actors or organisations.", why)
