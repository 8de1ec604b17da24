"""A study as exporters see it, and how one of them writes it."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Protocol

import pandas as pd

from graphmodel.api.building import build_record, checked_graph, content_of, still_so
from graphmodel.api.study_files import look_at, protect_study, read_all_tables
from graphmodel.api.words import HandedOn, read_words
from graphmodel.formats import CheckedStudy, Exporter, ExportReport, ImportedStudy, Row, check_options
from graphmodel.frames.identifying import identifying, identifying_in_tables
from graphmodel.frames.study_frames import StudyFrames, StudySettings
from graphmodel.problems import NotFound
from graphmodel.progress import Progress, Silent
from graphmodel.schema.consent import PRIVATE
from graphmodel_loaders import read_study
from graphmodel_loaders.importers.tables import read_tables


class OpenGraph(Protocol):
    """An open study, as far as exporters need it."""

    @property
    def frames(self) -> StudyFrames:
        """The graph as frames."""

    @property
    def settings(self) -> StudySettings:
        """Title, focus and steps."""

    def close(self) -> None:
        """Close it."""


def _public(name: str, columns: Sequence[str], rows: Sequence[Row]) -> tuple[Sequence[str], Sequence[Row]]:
    """A table without the columns that never leave the study."""
    private = PRIVATE.get(name)
    if not private:
        return columns, rows
    return (
        [column for column in columns if column not in private],
        [{column: cell for column, cell in row.items() if column not in private} for row in rows],
    )


class StudyToExport:
    """A study as exporters see it (:class:`graphmodel.formats.ExportableStudy`); it opens when they ask.

    Args:
        path: the folder or workbook; None if only the graph on a server is available.
        open_graph: opens the graph, once and only if the format needs it.
        progress: shows checking, building and writing.
    """

    def __init__(
        self, path: Path | None, open_graph: Callable[[], OpenGraph], progress: Progress | None = None
    ) -> None:
        self.path = path
        self.progress: Progress = progress or Silent()
        self._open_graph = open_graph
        self._is_checked = False
        self._tables: ImportedStudy | None = None

    @property
    def frames(self) -> StudyFrames:
        """The graph as frames, built first if needed."""
        return self._graph.frames

    @property
    def settings(self) -> StudySettings:
        """Title, focus and steps."""
        return self._graph.settings

    def tables(self, everything: bool = False) -> ImportedStudy | None:
        """The study's own tables; by default without profiles, people who have withdrawn and words not to be shared."""
        if self.path is None:
            return None
        words = None if everything else read_words(self.path)
        if words is None:
            self._tables = read_tables(self.path)
        else:
            read = read_tables(self.path, take=HandedOn(words))
            # A row that is handed on says what may be done with it, whether or not it did before.
            wider = {
                name: ([*dict.fromkeys([*columns, "permission"])] if name == "quotes" else columns, rows)
                for name, (columns, rows) in read.tables.items()
            }
            self._tables = replace(read, tables=wider)
        self._tables = replace(self._tables, tables={n: _public(n, *t) for n, t in self._tables.tables.items()})
        return self._tables

    @contextmanager
    def checked(self, leave_out_errors: bool = False) -> Iterator[CheckedStudy]:
        """The rows of the graph straight from the tables."""
        if self.path is None:
            raise NotFound("This format needs the tables of the study, and a server holds only the graph.")
        self._is_checked = True
        seen = look_at(self.path)
        source = read_study(self.path)
        with tempfile.TemporaryDirectory(prefix="graphmodel-") as work:
            checking, graph = checked_graph(source, Path(work), leave_out_errors, self.progress)
            record = build_record(source.settings.id, content_of(source), checking, graph)
            yield CheckedStudy(source.settings.title, graph, record)
        still_so(self.path, seen)

    def identifying(self) -> str:
        """One line on what the study holds that could identify somebody; nothing is built for it."""
        if self._tables is not None:
            tables = {name: pd.DataFrame(rows, columns=list(of)) for name, (of, rows) in self._tables.tables.items()}
            return identifying_in_tables(tables)
        if self.path is None or self._is_open:
            return identifying(self.frames)
        return identifying_in_tables(read_all_tables(self.path), graph_alone=self._is_checked)

    def close(self) -> None:
        """Close the graph, if it was opened."""
        if self._is_open:
            self._graph.close()

    @property
    def _is_open(self) -> bool:
        return "_graph" in vars(self)

    @cached_property
    def _graph(self) -> OpenGraph:
        return self._open_graph()


def write_export(
    source: StudyToExport, exporter: Exporter, target: Path, options: Mapping[str, str | int | bool]
) -> ExportReport:
    """Write a study by an exporter, unless the target would harm it; raises as :func:`export_study` does.

    An export is the whole study, so its last note says what could identify somebody.
    """
    check_options(exporter, list(options))
    if source.path is not None:
        protect_study(source.path, target)
    report = exporter.write(source, target, **options)
    return replace(report, notes=(*report.notes, source.identifying()))
