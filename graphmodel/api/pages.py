"""Pages of a study, written to files."""

from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.api.keep_out import keep_out_of
from graphmodel.problems import NotFound
from graphmodel_viz.map_page import RENDERERS, map_page
from graphmodel_viz.output.files import text_to

if TYPE_CHECKING:
    from graphmodel.api.opened import OpenStudy


def write_map(
    study: "OpenStudy",
    path: Path,
    renderer: str,
    *,
    ties: str,
    focus: str | None,
    colour_by: str,
    group: str | None,
) -> Path:
    """Write the stakeholder map; see :meth:`graphmodel.api.opened.OpenStudy.map`."""
    if renderer not in RENDERERS:
        raise NotFound(f"There is no renderer {renderer!r}. Choose one of: {', '.join(RENDERERS)}.", RENDERERS)
    if study.path is not None:
        keep_out_of(study.path, path)
    page = map_page(study.frames, ties=ties, focus=focus, colour_by=colour_by, group=group)
    with text_to(path) as stream:
        stream.write(page)
    return path
