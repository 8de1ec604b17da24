"""Writes the explorer of a study."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.output.files import text_to
from graphmodel.progress import Progress
from graphmodel_viz.explorer.contents import explorer_contents
from graphmodel_viz.html_page import self_contained

_BODY = """\
<div id="app"><p class="wait">The study is being laid out …</p></div>
<noscript><p class="wait">This page needs JavaScript, which is switched off here. It asks nothing of any \
network.</p></noscript>"""


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
        language: of the study's labels and summaries, a code such as ``en``.
        progress: receives the number of tables made.

    Raises:
        OutputError: the file cannot be written.
    """
    html = self_contained(
        frames.settings.title,
        _BODY,
        styles=[_asset("explorer.css")],
        scripts=[_asset("explorer.js")],
        data={"data": explorer_contents(frames, verbs or {}, progress)},
        language=language,
    )
    with text_to(path) as stream:
        stream.write(html)


def _asset(name: str) -> str:
    return files("graphmodel_viz.explorer").joinpath("assets", name).read_text("utf-8")
