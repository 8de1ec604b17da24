"""Pages and pictures of an open study."""

from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.progress import Progress
from graphmodel_loaders import open_study as read_study
from graphmodel_viz.page.write import write_explorer

if TYPE_CHECKING:
    from graphmodel.api.opened import OpenStudy

_VERBS = "predicates"


def write_page_of(study: "OpenStudy", path: Path, progress: Progress | None = None) -> Path:
    """Write the explorer of an open study; see :meth:`~graphmodel.api.opened.OpenStudy.page`."""
    verbs, language = _words(study)
    write_explorer(study.frames, path, verbs=verbs, language=language, progress=progress)
    return path


def _words(study: "OpenStudy") -> tuple[dict[str, str], str]:
    """What verbs mean, and the study's language; the graph alone, without its files, does not say either."""
    if study.path is None:
        return {}, "en"
    source = read_study(study.path)
    if _VERBS not in source.tables:
        return {}, source.settings.language
    table = study.table(_VERBS)
    return dict(zip(table["predicate"], table["label"], strict=True)), source.settings.language
