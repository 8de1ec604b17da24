"""A slice of an open study: the same questions, analyses and pictures, on some of its claims."""

import shutil
import tempfile
import weakref
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.api.opened import OpenStudy
from graphmodel.engine.embedded import EmbeddedEngine, write_database
from graphmodel.frames.slices import Slice, sliced
from graphmodel.frames.study_frames import StudyFrames, StudySettings
from graphmodel.frames.to_graph import graph_of
from graphmodel.progress import Silent
from graphmodel.results import Result
from graphmodel.schema.layout import STUDY_LABEL
from graphmodel.wording import counted

if TYPE_CHECKING:
    from graphmodel.engine.contract import Engine


class SlicedStudy(OpenStudy):
    """Some claims of an open study, with all of its nodes.

    Analyses and pictures work on the frames of the study. Questions and statements of Cypher get a private database
    of the slice, which is built when the first of them is asked, in a folder that goes when it is closed.

    Args:
        study: the open study; closing it closes the slice too.
        chosen: which claims.
    """

    def __init__(self, study: OpenStudy, chosen: Slice) -> None:
        self.path = study.path
        self.limits = study.limits
        self._whole = study
        self._chosen = chosen
        self._delete: weakref.finalize[..., SlicedStudy] | None = None

    @cached_property
    def frames(self) -> StudyFrames:
        """Nodes, the claims of the slice and other relationships as frames."""
        return sliced(self._whole.frames, self._chosen)

    @cached_property
    def settings(self) -> StudySettings:
        """Title, focus and steps of the study, and what was taken of it."""
        return self.frames.settings

    @cached_property
    def engine(self) -> "Engine":  # type: ignore[override]
        """A private database of the slice."""
        layout = self._whole.engine.layout()
        names = ", ".join(f"s.`{name}` AS `{name}`" for name in layout.nodes[STUDY_LABEL])
        about = self._whole.engine.query(f"MATCH (s:{STUDY_LABEL}) RETURN {names}")
        folder = Path(tempfile.mkdtemp(prefix="graphmodel-slice-"))
        # Whoever does not close the slice leaves nothing behind either.
        self._delete = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        graph = graph_of(self.frames, layout, about, folder)
        file = folder / "slice.lbug"
        write_database(file, graph, Silent().reach)
        return EmbeddedEngine(file, layout)

    def _with_notes(self, result: Result, more: "tuple[str, ...] | list[str]" = ()) -> Result:  # type: ignore[override]
        return super()._with_notes(self._with_enough_sources(result), more)

    def _with_enough_sources(self, result: Result) -> Result:
        """Only the rows that enough sources report, of tables that count sources."""
        least = self._chosen.min_sources
        counting = {name: table for name, table in result.tables.items() if "n_sources" in table}
        if not least or not counting:
            return result
        kept = {name: table[table["n_sources"].ge(least).fillna(False)] for name, table in counting.items()}
        dropped = {name: len(counting[name]) - len(table) for name, table in kept.items()}
        said = ", ".join(
            f"{n:,} of {counted(len(counting[name]), 'row')} of {name}" for name, n in dropped.items() if n
        )
        note = f"Left out, because fewer than {counted(least, 'source')} report them: {said}." if said else ""
        tables = {**result.tables, **{name: table.reset_index(drop=True) for name, table in kept.items()}}
        return replace(result, tables=tables, notes=(*result.notes, *([note] if note else [])))

    def close(self) -> None:
        """Close the private database, if there is one."""
        if "engine" in self.__dict__:
            self.engine.close()
        if self._delete is not None:
            self._delete()
