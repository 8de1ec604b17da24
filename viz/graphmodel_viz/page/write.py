"""Writes the explorer of a study."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from graphmodel.analysis.frames import StudyFrames
from graphmodel.progress import Progress
from graphmodel_viz.page.data import page_data
from graphmodel_viz.safe_html import page, write_page


def write_explorer(
    frames: StudyFrames,
    path: Path,
    *,
    verbs: Mapping[str, str] | None = None,
    language: str = "en",
    progress: Progress | None = None,
) -> None:
    """Write the explorer of a study as one file that asks for nothing.

    Args:
        frames: the study.
        path: where to; a file that is there is replaced once the new one is complete.
        verbs: what each verb means, in words.
        language: of the study's labels and summaries.
        progress: told of the views as they are made.

    Raises:
        OutputError: the file cannot be written.
    """
    html = page(
        _asset("page.html"),
        title=frames.settings.title,
        language=language,
        style=_asset("explorer.css"),
        script=_asset("explorer.js"),
        data=page_data(frames, verbs or {}, progress),
    )
    write_page(path, html)


def _asset(name: str) -> str:
    return files("graphmodel_viz.page").joinpath("assets", name).read_text("utf-8")
