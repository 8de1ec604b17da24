"""Figures for papers: SVG, PDF and PNG with a caption, made without a browser."""

from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.output import FORMAT_OF_ENDING
from graphmodel.problems import NotFound, OutputError
from graphmodel.wording import Call, Message, typed
from graphmodel_viz.figures.options import ENDINGS, FIGURES, WIDTHS_MM, FigureOptions

if TYPE_CHECKING:
    from graphmodel.frames.study_frames import StudyFrames
    from graphmodel_viz.figures.drawing import Drawing

__all__ = [
    "ENDINGS",
    "FIGURES",
    "WIDTHS_MM",
    "FigureOptions",
    "WrittenFigure",
    "draw",
    "drawing_of",
    "file_of",
]


@dataclass(frozen=True)
class WrittenFigure:
    """A figure that was written: its file, the file of its caption, and the caption."""

    path: Path
    caption_path: Path
    caption: str


def draw(frames: "StudyFrames", figure: str, path: str | Path, options: FigureOptions | None = None) -> WrittenFigure:
    """Draw a figure to a file, and write its caption beside it.

    Args:
        frames: the study.
        figure: one of :data:`FIGURES`.
        path: the file; it ends in one of :data:`ENDINGS`.
        options: width, greys and what is shown.

    Raises:
        NotFound: there is no such figure, or the study has nothing of what an option names.
        OutputError: figures do not end so, the figure does not take an option, the study has
            nothing to show, or the file cannot be written.
    """
    from graphmodel_viz.figures.drawing import write_drawing  # noqa: PLC0415 - matplotlib loads when a figure is made

    if figure not in FIGURES:
        raise NotFound(f"There is no figure {figure!r}. Choose one of: {', '.join(FIGURES)}.", FIGURES)
    file = file_of(path)
    chosen = (options or FigureOptions()).checked(figure)
    try:
        drawing = drawing_of(frames, figure, chosen)
    except OutputError as error:
        if not frames.settings.slices:
            raise
        # Whoever sees no claim needs to know of which.
        raise OutputError(" ".join([str(error), *frames.settings.slices]), by_caller=error.by_caller) from error
    if notes := frames.settings.notes:
        drawing = replace(drawing, caption=" ".join([drawing.caption, *notes]))
    caption_path = write_drawing(drawing, file, chosen.dpi)
    return WrittenFigure(file, caption_path, drawing.caption)


def drawing_of(frames: "StudyFrames", figure: str, options: FigureOptions) -> "Drawing":
    """Draw a figure without writing it; see :func:`draw`."""
    from graphmodel_viz.figures.letters import find_typeface  # noqa: PLC0415 - as above
    from graphmodel_viz.figures.style import figure_settings  # noqa: PLC0415

    module = import_module(f"graphmodel_viz.figures.{figure.replace('-', '_')}")
    typeface = find_typeface(options.font) if options.font else None
    with figure_settings(typeface):
        drawing: Drawing = module.draw(frames, options)
    return replace(drawing, typeface=typeface)


def file_of(path: str | Path, what: str = "figures") -> Path:
    """The path of a figure's file.

    Args:
        path: the file.
        what: is written: "figures", or "posters", which end alike.

    Raises:
        OutputError: it does not end as figures do.
    """
    file = Path(path).expanduser()
    if file.suffix.lower() not in ENDINGS:
        ends = f"ends in {file.suffix}" if file.suffix else "has no ending"
        if file.suffix.lower() in FORMAT_OF_ENDING:
            table = Call(f"graphmodel claims STUDY -o {typed(file)}", "study.claims()")
            raise OutputError(
                Message(
                    "{} {}; {} are written as {}. {} makes such a file.", file, ends, what, ", ".join(ENDINGS), table
                ),
                by_caller=True,
            )
        if file.suffix.lower() in {".html", ".htm"}:
            raise OutputError(
                Message(
                    "{} {}; {} are written as {}. {} and {} write pages.",
                    file,
                    ends,
                    what,
                    ", ".join(ENDINGS),
                    Call("graphmodel page STUDY -o FILE", "study.page(FILE)"),
                    Call("graphmodel map STUDY -o FILE", "study.map(FILE)"),
                ),
                by_caller=True,
            )
        raise OutputError(f"{file} {ends}; {what} are written as {', '.join(ENDINGS)}.", by_caller=True)
    return file
