"""Import and export: other formats become studies, and studies become other formats."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.formats import (
    Account,
    CheckedStudy,
    Exporter,
    ExportReport,
    ImportedStudy,
    Importer,
    check_options,
    find_exporter,
    find_importer,
)
from graphmodel.own_files import earlier_files, list_files
from graphmodel.problems import FormatError, NotFound, OutputError, Problems
from graphmodel.progress import Progress, Silent

if TYPE_CHECKING:
    from graphmodel.api.opened import OpenStudy
    from graphmodel.engine.neo4j.address import Server
    from graphmodel.frames.study_frames import StudyFrames, StudySettings


@dataclass(frozen=True)
class ImportReport:
    """What an import did.

    Attributes:
        study: the folder of the new study.
        format: name of the format.
        account: what became of everything that was read.
        problems: what a check finds in the new study.
    """

    study: Path
    format: str
    account: Account
    problems: Problems


def import_study(
    source: object,
    folder: str | Path,
    *,
    format: str | None = None,  # noqa: A002 - the word that users know
    progress: Progress | None = None,
    **options: str | int | bool,
) -> ImportReport:
    """Write a new study from a file of another format.

    ``graphmodel.json`` in the new folder holds the account: read = taken + rejected + left out,
    each with its reason.

    Args:
        source: a file or folder, or an object such as a ``py2neo.Graph``.
        folder: new or empty; or the unchanged result of an earlier import, which is replaced.
        format: name of the format; if not given, it is recognised.
        progress: shows how far the check is.
        options: what the format takes besides (see docs/formats.md).

    Raises:
        NotFound: there is no such file or format.
        FormatError: the format is not recognised, or has no such option.
        StudyError: the file cannot be read.
        OutputError: the folder holds something that graphmodel did not write.
    """
    from graphmodel.api.building import check_study

    target = Path(folder)
    importer, read = read_source(source, target.resolve().name, format, options)
    write_imported(read, target, importer.name, source)
    return ImportReport(target, importer.name, read.account, check_study(target, progress).problems)


def read_source(
    source: object, study_id: str, format_name: str | None, options: dict[str, str | int | bool]
) -> tuple[Importer, ImportedStudy]:
    """Read a source by its importer; raises as :func:`import_study` does."""
    if isinstance(source, str | Path):
        source = Path(source)
        if not source.exists():
            raise NotFound(f"There is no file or folder {source}. Check the path.")
    importer = find_importer(source, format_name)
    if importer.from_path != isinstance(source, Path):
        needed = "a path" if importer.from_path else "a Python object"
        raise FormatError(f"The format {importer.name} is read from {needed}: {importer.help}.")
    check_options(importer, list(options))
    return importer, importer.read(source, study_id=study_id, **options)


def write_imported(read: ImportedStudy, folder: Path, format_name: str, source: object) -> None:
    """Write an imported study into a folder; raises OutputError where that holds anything of others."""
    from graphmodel_loaders.folder_writer import write_files

    earlier = earlier_files(folder)
    facts: dict[str, object] = {"format": format_name, "account": list(read.account.lines())}
    if isinstance(source, str | Path):
        facts["source"] = Path(source).name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in earlier:
            file.unlink()
        list_files(folder, write_files(folder, read.tables, read.settings), facts)
    except OSError as error:
        raise OutputError(f"The study could not be written to {folder}: {error.strerror or error}.") from error


class StudyToExport:
    """A study as exporters see it (:class:`graphmodel.formats.ExportableStudy`); it opens when they ask.

    Args:
        study: the folder or workbook, or a server alone; or a study that is open, which stays open.
        on: the server to read the graph from.
        db: folder of the embedded database, if it is not in the study.
        build_first: build what has changed.
        progress: shows checking, building and writing.
    """

    def __init__(
        self,
        study: "str | Path | Server | OpenStudy",
        on: "str | Server | None" = None,
        db: str | Path | None = None,
        build_first: bool = True,
        progress: Progress | None = None,
    ) -> None:
        from graphmodel.api.opened import OpenStudy
        from graphmodel.engine.neo4j.address import study_and_server

        self._study, self._on, self._db, self._build_first = study, on, db, build_first
        self.path = study.path if isinstance(study, OpenStudy) else study_and_server(study, on)[0]
        self.progress: Progress = progress or Silent()

    @property
    def frames(self) -> "StudyFrames":
        """The graph as frames, built first if needed."""
        return self._opened.frames

    @property
    def settings(self) -> "StudySettings":
        """Title, focus and steps."""
        return self._opened.settings

    @contextmanager
    def checked(self, leave_out_errors: bool = False) -> Iterator[CheckedStudy]:
        """The rows of the graph straight from the tables."""
        from graphmodel.api.building import build_record, checked_graph, content_of, still_so
        from graphmodel.api.study_files import look_at
        from graphmodel_loaders import read_study

        if self.path is None:
            raise NotFound("This format needs the tables of the study, and a server holds the graph alone.")
        seen = look_at(self.path)
        source = read_study(self.path)
        with tempfile.TemporaryDirectory(prefix="graphmodel-") as work:
            checking, graph = checked_graph(source, Path(work), leave_out_errors, self.progress)
            record = build_record(source.settings.id, content_of(source), checking, graph)
            yield CheckedStudy(source.settings.title, graph, record)
        still_so(self.path, seen)

    def close(self) -> None:
        """Close the study, if this opened it."""
        if "_opened" in vars(self) and self._opened is not self._study:
            self._opened.close()

    @cached_property
    def _opened(self) -> "OpenStudy":
        from graphmodel.api.opened import OpenStudy, open_study

        if isinstance(self._study, OpenStudy):
            return self._study
        return open_study(self._study, on=self._on, db=self._db, build_first=self._build_first, progress=self.progress)


def export_study(
    study: "str | Path | Server",
    format: str,  # noqa: A002 - the word that users know
    target: str | Path,
    *,
    on: "str | Server | None" = None,
    db: str | Path | None = None,
    build_first: bool = True,
    progress: Progress | None = None,
    **options: str | int | bool,
) -> ExportReport:
    """Write a study in another format.

    Args:
        study: a folder of tables, a workbook, or a server.
        format: name of the format.
        target: the file or folder to write (see docs/formats.md).
        on: the Neo4j server to read the graph from.
        db: folder of the embedded database, if it is not in the study.
        build_first: build what has changed, if the format needs the graph.
        progress: shows how far the work is.
        options: what the format takes besides.

    Raises:
        NotFound: there is no such format, or it needs tables that are not at hand.
        FormatError: the format has no such option.
        OutputError: the target holds something that graphmodel did not write, or would harm the study.
        StudyError, BuildError, ServerError: the study cannot be read, built or reached.
    """
    exporter = find_exporter(format)
    source = StudyToExport(study, on, db, build_first, progress)
    try:
        return write_export(source, exporter, Path(target), options)
    finally:
        source.close()


def write_export(
    source: StudyToExport, exporter: Exporter, target: Path, options: Mapping[str, str | int | bool]
) -> ExportReport:
    """Write a study by an exporter, unless the target would harm it; raises as :func:`export_study` does."""
    from graphmodel.api.study_files import protect_study

    check_options(exporter, list(options))
    if source.path is not None:
        protect_study(source.path, target)
    return exporter.write(source, target, **options)


def write_import_files(
    study: str | Path, folder: str | Path, *, leave_out_errors: bool = False, progress: Progress | None = None
) -> ExportReport:
    """Old name of ``export_study(study, "neo4j-import", folder)``; it goes with the next version."""
    return export_study(study, "neo4j-import", folder, progress=progress, leave_out_errors=leave_out_errors)
