"""Checks a study and builds its database."""

import hashlib
from dataclasses import asdict, astuple, dataclass, fields
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.api.study_files import look_at, protect_study, study_store
from graphmodel.check.study import StudyCheck
from graphmodel.engine.embedded import write_database
from graphmodel.engine.failures import trouble_with_file
from graphmodel.engine.own_folder import ENDING
from graphmodel.engine.record import BuildRecord
from graphmodel.engine.store import Seen, Store
from graphmodel.graph import LAYOUT_VERSION
from graphmodel.graph.build import GraphTables, graph_tables
from graphmodel.problems import BuildError, Problem, Problems, Severity, StudyInvalid
from graphmodel.progress import Progress, Silent
from graphmodel.study import StudySource
from graphmodel.wording import Message, Option, counted
from graphmodel_loaders import read_study

if TYPE_CHECKING:
    from graphmodel.results import Result

_FILE = f"graph{ENDING}"


@dataclass(frozen=True)
class CheckReport:
    """What a check found: the problems, for each table rows read, taken and rejected, and of which study."""

    problems: Problems
    rows: dict[str, dict[str, int]]
    study: Path | None = None

    @property
    def counts(self) -> str:
        """How many rows were read, and how many problems there are."""
        read, taken = (sum(row[name] for row in self.rows.values()) for name in ("read", "taken"))
        severities: tuple[Severity, ...] = ("error", "warning", "note")
        found = ", ".join(counted(self.problems.count(severity), severity) for severity in severities)
        tables = counted(len(self.rows), "table")
        return f"Read {counted(read, 'row')} of {tables}, {taken:,} without an error: {found}."

    def result(self) -> "Result":
        """The problems as a table, one row each; 0 as ``row`` is the table as a whole."""
        import pandas as pd  # noqa: PLC0415 - a check on the screen needs neither

        from graphmodel.results import Result  # noqa: PLC0415

        names = [field.name for field in fields(Problem)]
        frame = pd.DataFrame([astuple(problem) for problem in self.problems], columns=names)
        left = self.problems.not_kept
        notes = (f"{left:,} more problems were counted and are not listed.",) if left else ()
        study = self.study
        protect = None if study is None else partial(protect_study, study)
        tables = {"problems": frame}
        return Result("problems", "Problems of the study", self.counts, tables, notes, study or "", protect)


@dataclass(frozen=True)
class BuildReport:
    """What a build did.

    ``fresh`` is False where the study had not changed and nothing was done. ``notice`` says why a database that
    was there was built again without being opened, or that a link is not followed; mostly empty.
    """

    record: BuildRecord
    folder: Path
    fresh: bool
    problems: Problems
    notice: str = ""


def check_study(study: str | Path = ".", progress: Progress | None = None) -> CheckReport:
    """Find everything that is wrong with a study.

    Args:
        study: a folder of tables, or a workbook.
        progress: receives how many bytes were read.

    Raises:
        StudyError: it cannot be read as a study at all.
    """
    shown = progress or Silent()
    source = read_study(Path(study))
    shown.begin("Checking", source.size)
    checking = StudyCheck(source, shown.reach)
    checking.run()
    return CheckReport(checking.problems, _rows(checking), source.path)


def _check_name(folder: Path) -> None:
    """Refuse a folder whose name neither the engine nor Arrow can open."""
    if any("\udc80" <= sign <= "\udcff" for sign in str(folder)):
        raise BuildError(
            Message(
                "No database can be written to {}: the name of a folder is not UTF-8 text. Rename that folder, or name "
                "another one for the database with {}.",
                str(folder).encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
                Option("db", "FOLDER"),
            )
        )


def build_study(
    study: str | Path = ".",
    *,
    db: str | Path | None = None,
    force: bool = False,
    leave_out_errors: bool = False,
    wait: float = 0,
    progress: Progress | None = None,
) -> BuildReport:
    """Build the graph of a study into its database.

    Args:
        study: a folder of tables, or a workbook.
        db: the database is in ``graphmodel-ID`` in this folder, ID being the study's; by default in
            ``.graphmodel`` in the study.
        force: build even where the study has not changed.
        leave_out_errors: build without the rows that have errors, instead of not at all.
        wait: seconds to wait where somebody else is building it.
        progress: receives the progress of checking and loading.

    Raises:
        StudyError: it cannot be read as a study.
        StudyInvalid: it has errors; the old database is as it was.
        BuildInProgress: somebody else is building it.
        BuildError: the database cannot be written, or the study changed meanwhile.
    """
    shown = progress or Silent()
    path = Path(study)
    store = study_store(path, None if db is None else Path(db))
    _check_name(store.folder)
    seen = look_at(path)
    source = read_study(path)
    content = content_of(source)

    def unchanged() -> BuildReport | None:
        record = store.current()
        if force or record is None or record.content != content or (rejected_rows(record) and not leave_out_errors):
            return None
        store.note_seen(content, seen)
        return BuildReport(record, store.folder, False, source.problems, store.reminder())

    if report := unchanged():
        return report
    with store.building(wait) as work:
        if report := unchanged():  # somebody else has built it while we waited
            return report
        notice = store.notice()
        try:
            checking, graph = checked_graph(source, work, leave_out_errors, shown)
            shown.begin("Building", sum(graph.counts.values()))
            write_database(work / _FILE, graph, shown.reach)
        except StudyInvalid as error:
            raise StudyInvalid(error.problems, path, built=store.current() is not None) from None
        except (OSError, RuntimeError) as error:
            raise BuildError(
                Message(
                    "The database could not be written to {}: {}. Check whether the disk is full, or name another "
                    "folder with {}.",
                    store.folder,
                    trouble_with_file(error),
                    Option("db", "FOLDER"),
                )
            ) from error
        still_so(path, seen)
        record = store.publish(work / _FILE, build_record("", content, checking, graph), graph.layout)
        store.note_seen(content, seen)
    return BuildReport(record, store.folder, fresh=True, problems=checking.problems, notice=notice)


def checked_graph(
    source: StudySource, work: Path, leave_out_errors: bool, shown: Progress
) -> tuple[StudyCheck, GraphTables]:
    """Check a study and derive its graph; claims are set aside in ``work``.

    Raises:
        StudyInvalid: it has errors that are not to be left out.
    """
    shown.begin("Checking", source.size)
    checking = StudyCheck(source, shown.reach)
    graph = graph_tables(checking, work)
    checking.finish()
    if checking.problems.errors and not leave_out_errors:
        raise StudyInvalid(checking.problems, source.path)
    return checking, graph


def still_so(study: Path, seen: Seen) -> None:
    """Make sure that the study's files look as they did.

    Raises:
        BuildError: they do not, so that a graph may be made of two states of them.
    """
    if look_at(study) != seen:
        raise BuildError("The study changed while it was being built. Build it again.")


def build_record(database: str, content: str, checking: StudyCheck, graph: GraphTables) -> BuildRecord:
    """What is kept beside a graph of how it was built."""
    return BuildRecord(database, content, _version(), _rows(checking), graph.counts)


def is_current(study: Path, store: Store) -> bool:
    """Is the database built from the study as it is now? Files that look as before are not read."""
    record = store.current()
    if record is None:
        return False
    seen = look_at(study)
    # Another version of the program may make another graph of the same files.
    if record.version == _version() and store.seen(record.content) == seen:
        return True
    content = content_of(read_study(study))
    if record.content != content:
        return False
    store.note_seen(content, seen)
    return True


def content_of(source: StudySource) -> str:
    """Hash of what the graph is made from: the study and the layout of the graph."""
    return hashlib.blake2b(f"{LAYOUT_VERSION} {source.content_hash()}".encode(), digest_size=16).hexdigest()


def _version() -> str:
    return f"{version('graphmodel')}, graph {LAYOUT_VERSION}"


def rejected_rows(record: BuildRecord) -> int:
    """Rows that were left out of a database because of their errors."""
    return sum(rows["rejected"] for rows in record.rows.values())


def _rows(checking: StudyCheck) -> dict[str, dict[str, int]]:
    """Rows of the study's own tables; those of tables that stand in for missing ones are not counted."""
    not_read = checking.stand_ins | checking.from_labels
    return {table: asdict(counts) for table, counts in checking.counts.items() if table not in not_read}
