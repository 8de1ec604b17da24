"""Makes a study from one flat sheet, a row a claim, whatever its headings are."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from graphmodel.account import Account
from graphmodel.api.building import check_study
from graphmodel.api.known_sheets import remember_sheet
from graphmodel.api.new_study import filling
from graphmodel.formats import importers, recognises
from graphmodel.housekeeping.kinds import ITEM_KINDS, presence_of_verb, unknown_kind
from graphmodel.housekeeping.queue_questions import questions
from graphmodel.problems import Problems, StudyError
from graphmodel.progress import Progress
from graphmodel.queue import WAITING, QueueItem, items_text
from graphmodel.records.folder import records_folder
from graphmodel.suggest import did_you_mean
from graphmodel.wording import Call, Message, shown_name, typed
from graphmodel_loaders.flat.choosing import Chosen, choose_sheet
from graphmodel_loaders.flat.mapping import SheetMap, check_split, fitted, heading_in, load_map, map_of_guess, no_ends
from graphmodel_loaders.flat.nodes import END, VERB
from graphmodel_loaders.flat.opening import open_file
from graphmodel_loaders.flat.tables import SheetStudy
from graphmodel_loaders.flat.vocabulary import NEEDED, fields, likely_presence
from graphmodel_loaders.flat.writing import study_name, study_of_sheet, write_study
from graphmodel_loaders.folder_writer import refuse_if_filled


@dataclass(frozen=True)
class StartReport:
    """What `start` made of a sheet.

    Attributes:
        study: the folder of the new study.
        sheet: name of the sheet that was read.
        columns: heading of the column of each field.
        notes: how the sheet was read, a sentence each.
        account: what became of its rows.
        claims: number of claims; more than rows where cells with several names were split.
        waiting: number of questions that wait in the queue: kinds of nodes, and what verbs say; most ask about several.
        problems: what a check finds in the new study.
    """

    study: Path
    sheet: str
    columns: Mapping[str, str]
    notes: tuple[str, ...]
    account: Account
    claims: int
    waiting: int
    problems: Problems


@dataclass
class SheetToStart:
    """A sheet that was read and guessed, before anything is written.

    Attributes:
        path: the file.
        study: the folder that the study goes to.
        chosen: the sheet and the guess.
        map: how it is read; change it before :meth:`write`.
    """

    path: Path
    study: Path
    chosen: Chosen
    map: SheetMap
    settled: set[str] = field(default_factory=set)

    @property
    def missing(self) -> list[str]:
        """Needed fields without a column."""
        return [name for name in NEEDED if name not in self.map.columns]

    @property
    def unsure(self) -> dict[str, list[str]]:
        """Fields that several headings fit equally well, with the other ones."""
        return {
            name: others
            for name, others in self.chosen.guess.unsure.items()
            if name not in self.settled and self.map.columns.get(name) == self.chosen.guess.fields.get(name)
        }

    def set_columns(self, columns: Mapping[str, str]) -> None:
        """Take other columns for some fields; an empty heading takes none.

        Raises:
            StudyError: there is no such field or heading.
        """
        known = fields()
        now = dict(self.map.columns)
        for name, heading in columns.items():
            if name not in known:
                near = did_you_mean(name, known)
                raise StudyError(f"There is no field {name!r}.{near} Fields: {', '.join(known)}.", by_caller=True)
            own = heading_in(self.chosen.table, heading, name) if heading else ""
            now = {field: taken for field, taken in now.items() if field != name and taken != own}
            if own:
                now[name] = own
            self.settled.add(name)
        self.map = replace(self.map, columns=now, own={})

    def set_split(self, split: Mapping[str, str]) -> None:
        """Make a claim for each name in the cells of these fields, by what stands between the names.

        Raises:
            StudyError: the field is neither subject nor object.
        """
        check_split(split)
        self.map = replace(self.map, split={**self.map.split, **split})

    def write(self, progress: Progress | None = None) -> StartReport:
        """Write the study and check it; see :func:`start`."""
        if self.missing:
            raise StudyError(no_ends(self.missing, self.chosen.table))
        sheet_map = replace(fitted(self.map, self.chosen.table), file=relative(self.path, self.study))
        study = study_of_sheet(self.chosen, sheet_map, study_id=study_name(self.study), title=self.path.stem)
        if not study.read.rows:
            reasons = "\n  ".join(study.read.account.lines())
            raise StudyError(f"No row of the sheet is a claim, so nothing was written.\n  {reasons}")
        asked = questions_of(study.made, self.path.name, sheet_map.columns)
        records = {**study.records, WAITING: items_text(asked)} if asked else study.records
        with filling(self.study) as work:
            write_study(work, replace(study, records=records), records_folder(work))
        remember_sheet(self.study, self.path)
        problems = check_study(self.study, progress).problems
        unsure = [f"{', '.join(others)} may be the {name} too." for name, others in self.unsure.items()]
        notes = (*self.chosen.notes, *unsure)
        account = study.read.account
        claims = len(study.read.rows)
        columns = sheet_map.columns
        waiting = len(questions(asked, ITEM_KINDS))
        return StartReport(self.study, self.chosen.sheet, columns, notes, account, claims, waiting, problems)


def read_sheet(
    path: str | Path,
    study: str | Path | None = None,
    *,
    sheet: str = "",
    columns: Mapping[str, str] | None = None,
    split: Mapping[str, str] | None = None,
    map: str | Path | None = None,  # noqa: A002 - the word of the option
) -> SheetToStart:
    """Read a sheet and guess its columns; nothing is written.

    Args: as of :func:`start`.
    """
    file = Path(path)
    folder = Path(file.stem) if study is None else Path(study)
    refuse_if_filled(folder)
    map_of_file = load_map(Path(map)) if map is not None else None
    chosen = choose_sheet(open_file(file), sheet or (map_of_file.sheet if map_of_file else ""))
    sheet_map = (
        replace(fitted(map_of_file, chosen.table), sheet=chosen.sheet)
        if map_of_file
        else map_of_guess(chosen.guess, chosen.table, "", chosen.sheet)
    )
    started = SheetToStart(file, folder, chosen, sheet_map)
    if map_of_file:
        started.settled = set(fields())
    started.set_columns(columns or {})
    started.set_split(split or {})
    if started.missing and not columns:
        _refuse_coded(file)
    return started


def _refuse_coded(file: Path) -> None:
    """Refuse a file with coded passages of another program, which `import` reads.

    Raises:
        StudyError: it is such a file.
    """
    for importer in importers().values():
        if importer.is_coded and recognises(importer, file):
            raise StudyError(
                Message(
                    "{} is {}, and not a sheet with a row for each claim. Read it with {}.",
                    shown_name(file),
                    importer.help,
                    Call(f"graphmodel import STUDY {typed(file)}", f"gm.import_study({str(file)!r}, STUDY)"),
                )
            )


def questions_of(made: SheetStudy, sheet: str, columns: Mapping[str, str]) -> list[QueueItem]:
    """What a person should decide about new nodes and verbs: kinds that are guesses, and verbs that are new.

    Args:
        made: what the rows of the sheet are.
        sheet: name of the sheet, or of its file.
        columns: heading of the column of each field.
    """
    guessed = {made.nodes.ids[END, key] for key, kind in made.kinds.items() if not kind.sure}
    new = made.nodes.new
    where = {
        claim[name]: ", ".join(filter(None, [sheet, columns.get(name, "")]))
        for name in ("object", "subject", "predicate")  # what is a subject too is asked about as a subject
        for claim in made.claims
    }
    verbs = [
        presence_of_verb(node.id, where[node.id], likely_presence(node.label)) for node in new if node.kind == VERB
    ]
    nodes = [node for node in new if node.kind != VERB and node.id in guessed]
    return verbs + [unknown_kind(node.id, node.kind, node.label, where=where[node.id]) for node in nodes]


def relative(path: Path, study: Path) -> str:
    """The path of a sheet as its study names it."""
    try:
        return Path(os.path.relpath(path.resolve(), study.resolve())).as_posix()
    except ValueError:  # another drive of Windows
        return path.resolve().as_posix()


def start(
    path: str | Path,
    study: str | Path | None = None,
    *,
    sheet: str = "",
    columns: Mapping[str, str] | None = None,
    split: Mapping[str, str] | None = None,
    map: str | Path | None = None,  # noqa: A002 - the word of the option
    progress: Progress | None = None,
) -> StartReport:
    """Write a new study from one sheet with a row for each claim, whatever its headings are.

    Which column is what is guessed by headings and content, and kept in ``STUDY/import/map.toml``.

    Args:
        path: a workbook (.xlsx, .xlsm, .xls, .xlsb, .ods) or a text file (.csv, .tsv).
        study: the folder for the study, new or empty; by default named like the file, in the current folder.
        sheet: name of the sheet; by default the one that looks most like claims.
        columns: headings by field (``{"subject": "Who"}``) where the guess is wrong; an empty one for none.
        split: what stands between several names in a cell, by field (``{"subject": ";"}``), for a claim of each name;
            ``any`` is a semicolon, a stroke or a line break, ``newline`` a line break.
        map: a file like ``map.toml`` that says how the sheet is read, instead of a guess.
        progress: shows how far the check is.

    Returns:
        What was read, and what a check finds.

    Raises:
        StudyError: the sheet cannot be read, or holds no claims.
        OutputError: the folder is not empty, or cannot be written to.
    """
    return read_sheet(path, study, sheet=sheet, columns=columns, split=split, map=map).write(progress)
