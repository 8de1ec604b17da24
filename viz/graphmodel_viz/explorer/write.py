"""Writes the explorer of a study, and other pages of the same web application."""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.words import SharedWords
from graphmodel.output.files import text_to
from graphmodel.progress import Progress
from graphmodel_viz.explorer.contents import explorer_contents
from graphmodel_viz.html_page import self_contained

_BODY = """\
<div id="app"><p class="wait">Preparing the study …</p></div>
<noscript><p class="wait">This page needs JavaScript, which is switched off here. It needs no \
network.</p></noscript>"""


def write_explorer(
    frames: StudyFrames,
    path: Path,
    progress: Progress | None = None,
    words: SharedWords | None = None,
    tools: Mapping[str, Any] | None = None,
) -> None:
    """Write the explorer of a study as one file that asks for nothing.

    Args:
        frames: the study.
        path: where to; a file that is there is replaced once the new one is complete.
        progress: receives how many of the page's tables are made.
        words: the quotations that the page holds.
        tools: the tools that the study can make, and what sessions said.

    Raises:
        OutputError: the file cannot be written.
    """
    contents = explorer_contents(frames, progress, words) | {"tools": tools or {}}
    html = app_page(frames, frames.settings.heading, "explorer", {"data": contents})
    with text_to(path) as stream:
        stream.write(html)


def app_page(frames: StudyFrames, title: str, name: str, data: Mapping[str, Any], scripts: Sequence[str] = ()) -> str:
    """A page of the web application, as HTML.

    Args:
        frames: the study, which names the language of its labels and summaries.
        title: plain text.
        name: of its built script and style among the ``assets``.
        data: by the id of the element that holds it, compressed.
        scripts: other programs that its script needs.
    """
    return self_contained(
        title,
        _BODY,
        styles=[_asset(f"{name}.css")],
        scripts=[*scripts, _asset(f"{name}.js")],
        data=data,
        language=frames.settings.language,
        compressed=True,
    )


def _asset(name: str) -> str:
    return files("graphmodel_viz.explorer").joinpath("assets", name).read_text("utf-8")
