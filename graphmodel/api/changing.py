"""Changes to a study: checked before they are made, made whole or not at all, and undone."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from graphmodel.api.snapshots import state_of
from graphmodel.api.study_files import protect_study, refuse_program
from graphmodel.changes import StudyChange
from graphmodel.check.study import StudyCheck
from graphmodel.problems import ChangeRefused, NotFound, OutputError, Problem, Problems, StudyError
from graphmodel.records.folder import (
    JOURNAL,
    is_unfinished,
    record_path,
    records_folder,
    refuse_records,
    study_folder,
)
from graphmodel.records.journal import JournalEntry, counts_in_words, now, read_journal
from graphmodel.records.swapping import FileChange, changing, kept_files, kept_folder, settle, swap
from graphmodel.user_files import is_plain
from graphmodel.wording import counted, typed
from graphmodel_loaders import read_study, study_workbook
from graphmodel_loaders.changing import ChangedFiles, changed_files
from graphmodel_loaders.changing.files import refuse_open_elsewhere
from graphmodel_loaders.opening import SETTINGS_FILE, WORKBOOKS, csv_files, refuse_missing

if TYPE_CHECKING:
    from graphmodel.results import Result

_ROWS = re.compile(r"\brows? \d+(?:(?:, | and | to )\d+)*")


@dataclass(frozen=True)
class Applied:
    """What a change did.

    ``entry`` is its line of the journal; None where the study was so already and nothing was written. ``kept`` is the
    folder with the files as they were. ``tables``: rows changed, added and removed, by table. ``notes``: what was put
    right before, and what a file could not keep.
    """

    entry: JournalEntry | None
    kept: Path | None = None
    tables: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> str:
        """Rows changed, added and removed in each table, in one line."""
        if self.entry is None:
            return "Nothing to change."
        return f"Change {self.entry.number}: {self.entry.tables or 'no table'}."


def apply_change(study: str | Path, change: StudyChange, *, by: str = "") -> Applied:
    """Change a study, whole or not at all.

    A changed copy is checked first. The files as they were are kept among the study's records, and the journal gets a
    line; :func:`undo` brings them back.

    Args:
        study: a folder of tables, or a workbook.
        change: what changes.
        by: who changes it, for the journal; empty for nobody.

    Raises:
        ChangeRefused: it would add errors that the study does not have, or cannot be done; nothing was changed.
        StudyError: the study cannot be read, is no longer the one that the change was computed from, or a file is open
            elsewhere.
        OutputError: a file cannot be written, or another command is changing the study.
    """
    path = Path(study)
    refuse_program(path)
    refuse_records(path)
    with changing(path):
        notes = [note for note in [settle(path)] if note]
        if change.of and change.of != state_of(path):
            why = " ".join(notes) or "The study changed meanwhile."
            raise StudyError(f"{why} Nothing else was changed. Run the command again.")
        made = changed_files(read_study(path), change)
        if made.files:
            problems = _added_errors(path, made)
            if problems.errors:
                raise ChangeRefused(problems)
        files = [FileChange(*file) for file in made.files]
        for name, text in change.records.items():
            file = record_path(path, name)
            before = file.read_bytes() if is_plain(file) else None
            after = None if text is None else text.encode("utf-8", "replace")
            if before != after:
                files.append(FileChange(file, before, after))
        if not files:
            return Applied(None, notes=tuple(notes))
        counts = {name: numbers for name, numbers in made.counts.items() if any(numbers)}
        words = counts_in_words(counts)
        entry = swap(path, files, lambda number: JournalEntry(number, now(), change.command, change.what, words, by))
        return Applied(entry, kept_folder(path, entry.number), counts, (*notes, *made.lost))


def errors_of_change(study: str | Path, change: StudyChange) -> Problems:
    """The errors that a change would add to those that the study has; nothing is written.

    Args:
        study: a folder of tables, or a workbook.
        change: what would change.

    Raises:
        ChangeRefused: it cannot be done at all.
        StudyError: the study cannot be read, or a file is open elsewhere.
    """
    path = Path(study)
    return _added_errors(path, changed_files(read_study(path), change))


def _added_errors(study: Path, made: ChangedFiles) -> Problems:
    try:
        with TemporaryDirectory(prefix="graphmodel-") as folder:
            after = _errors(_copy_of(study, Path(folder), made))
    except OSError as error:
        where = error.filename or "the folder for temporary files"
        raise OutputError(
            f"The change cannot be checked in a copy of the study ({where}: {error.strerror or error}). Nothing was"
            " changed. Make room on the disk, and run the command again."
        ) from error
    added = Problems()
    if not after:
        return added
    before = Counter(_kind(problem) for problem in _errors(study))
    for problem in after:
        if before[_kind(problem)]:
            before[_kind(problem)] -= 1
        else:
            added.add(problem)
    return added


def _kind(problem: Problem) -> tuple[str, ...]:
    """An error apart from its row, which moves where rows are removed."""
    what = _ROWS.sub("row", problem.what)
    return (problem.rule, problem.file, problem.table, problem.sheet, problem.column, problem.value, what)


def _errors(study: Path) -> list[Problem]:
    checking = StudyCheck(read_study(study))
    checking.run()
    return [problem for problem in checking.problems if problem.severity == "error"]


def _copy_of(study: Path, folder: Path, made: ChangedFiles) -> Path:
    """A copy of what the study is read from, with the changed files, under the same name."""
    home = study_folder(study.resolve())
    copy = folder / (home.name or "study")
    copy.mkdir()
    book = study_workbook(study) if study.is_dir() else study
    files = csv_files(home) if book is None else [home / book.name]
    for file in [*files, home / SETTINGS_FILE]:
        if file.is_file() and file.resolve().is_relative_to(home):
            copyfile(file, copy / file.name)
    changed = {path: content for path, _, content in made.files}
    for file in files:
        if content := changed.pop(file.resolve(), None):
            (copy / file.name).write_bytes(content)
    for path, content in changed.items():
        (copy / path.name).write_bytes(content)
    return copy if study.is_dir() else copy / study.resolve().name


def undo(study: str | Path, *, by: str = "") -> Applied:
    """Undo the last change that is not undone yet: its files become what they were, byte for byte.

    Where a command was killed while it changed the study, that alone is put right.

    Args:
        study: a folder of tables, or a workbook.
        by: who undoes it, for the journal; empty for nobody.

    Raises:
        NotFound: there is no change to undo.
        StudyError: a file has changed since, or its earlier state is not kept; nothing was changed.
        OutputError: a file cannot be written, or another command is changing the study.
    """
    path = _existing(study)
    refuse_program(path)
    refuse_records(path)
    with changing(path):
        if repaired := settle(path):
            return Applied(None, notes=(repaired,))
        last = next((one for one in reversed(read_journal(path)) if not one.undoes and not one.undone_by), None)
        if last is None:
            said = f"There is no change to undo in {path}.{_under_another_name(path)}"
            raise NotFound(said, by_caller=False)
        kept = kept_files(path, last.number)
        _refuse_changed((file.path for file in kept if file.now != file.after), kept_folder(path, last.number))
        files = [
            FileChange(
                file.path,
                file.path.read_bytes() if file.after else None,
                file.copy.read_bytes() if file.before else None,
            )
            for file in kept
        ]
        for file in files:
            refuse_open_elsewhere(file.path)
        what = f"undid change {last.number}: {last.what}"
        entry = swap(path, files, lambda number: JournalEntry(number, now(), "undo", what, "", by, last.number))
    return Applied(entry, kept_folder(path, entry.number), notes=(f"Undid change {last.number}: {last.what}",))


def changes_to_undo(study: str | Path) -> list[JournalEntry]:
    """The changes that :func:`undo` would undo one by one, the last one first.

    Args:
        study: a folder of tables, or a workbook.

    Raises:
        StudyError: there is no such study, or its journal was changed.
        OutputError: its records lead elsewhere.
    """
    path = _existing(study)
    changes = []
    for entry in reversed(read_journal(path)):
        if entry.undoes or entry.undone_by:
            continue
        if kept_folder(path, entry.number) is None:
            break
        changes.append(entry)
    return changes


def _existing(study: str | Path) -> Path:
    path = Path(study)
    refuse_missing(path)
    return path


def _under_another_name(study: Path) -> str:
    """A workbook has other records than the folder that it is in."""
    home = study_folder(study.resolve())
    names = [*sorted(path for path in home.iterdir() if path.suffix.lower() in WORKBOOKS), home]
    others = [name for name in names if records_folder(name) != records_folder(study)]
    other = next((name for name in others if (records_folder(name) / JOURNAL).is_file()), None)
    return f" Was it changed under another name? graphmodel undo {typed(other)}" if other else ""


def _refuse_changed(paths: Iterable[Path], kept: Path | None) -> None:
    names = [path.name for path in paths]
    if names:
        raise StudyError(
            f"{', '.join(names)} changed since, so the change is not undone. Nothing was changed. The files as they "
            f"were before it are in {kept}."
        )


def journal(study: str | Path) -> "Result":
    """What was changed in a study, by which command and when; the last change first.

    Columns: ``number``, ``when`` (UTC), ``command``, ``what``, ``tables`` (rows changed, added, removed), ``by`` (empty
    where nobody was named), ``undone_by`` (the change that undid it), ``kept`` (the folder with the files as they were,
    where they are still kept).

    Args:
        study: a folder of tables, or a workbook.

    Raises:
        StudyError: there is no such study, or its journal was changed.
        OutputError: its records lead elsewhere.
    """
    import pandas as pd  # noqa: PLC0415 - a change needs no frame

    from graphmodel.results import Result  # noqa: PLC0415

    path = _existing(study)
    entries = read_journal(path)[::-1]
    rows = [
        {
            "number": one.number,
            "when": one.when,
            "command": one.command,
            "what": one.what,
            "tables": one.tables,
            "by": one.by,
            "undone_by": one.undone_by or None,
            "kept": str(kept_folder(path, one.number) or ""),
        }
        for one in entries
    ]
    columns = ["number", "when", "command", "what", "tables", "by", "undone_by", "kept"]
    frame = pd.DataFrame(rows, columns=columns).astype({"undone_by": "Int64"})
    undone = sum(bool(one.undone_by) for one in entries)
    counts = f"{counted(len(entries), 'change')}, of which {undone:,} undone."
    notes = ("A change was cut short. The next undo or change puts the files back.",) if is_unfinished(path) else ()
    protect = partial(protect_study, path)
    return Result("journal", "What was changed in the study", counts, {"journal": frame}, notes, path, protect)
