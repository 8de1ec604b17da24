"""Imports: files of other programs become a new study, or come into one that is there."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from graphmodel.account import Account
from graphmodel.api.building import check_study
from graphmodel.api.changing import Applied, apply_change, errors_of_change
from graphmodel.api.new_study import filling
from graphmodel.api.snapshots import snapshot_of
from graphmodel.api.study_files import refuse_program
from graphmodel.changes import StudyChange
from graphmodel.formats import ImportedStudy, Importer
from graphmodel.housekeeping.drafts import questions
from graphmodel.housekeeping.import_outcome import ImportedRow, ImportOutcome, TableCount
from graphmodel.housekeeping.import_records import (
    IMPORTED,
    IMPORTS,
    Import,
    KnownRow,
    imports_text,
    known_text,
    new_stream,
    read_imports,
    read_known,
    stream_of,
    with_import,
)
from graphmodel.housekeeping.import_rows import IMPORT_ID, keys_of
from graphmodel.housekeeping.importing import bring, first_records, snapshot_of_tables
from graphmodel.housekeeping.kinds import ITEM_KINDS, unknown_kind
from graphmodel.housekeeping.nodes import TABLE_OF
from graphmodel.housekeeping.queue_questions import questions as together
from graphmodel.output.cells import without_formulas
from graphmodel.problems import Problems
from graphmodel.progress import Progress, Silent
from graphmodel.queue import WAITING, QueueItem, asked, items_text, settled, withdrawn
from graphmodel.records.folder import records_folder
from graphmodel.records.journal import now
from graphmodel.texts import csv_text
from graphmodel.user_files import is_plain
from graphmodel.wording import counted, in_line
from graphmodel_loaders.folder_writer import write_files
from graphmodel_loaders.loaded_study import DEFAULT_TABLES, packaged_rows
from graphmodel_loaders.opening import WORKBOOKS, holds_tables, study_workbook

_MATCHED = 5
"""Nodes of the study that the import has too, of which so many are named."""
_LONGEST_CELL = 30_000


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or would do.

    Attributes:
        study: the study.
        format: name of the format.
        account: what became of everything that was read.
        problems: what a check finds in the study; empty where nothing was done.
        import_id: what the import is called in ``import_id`` of claims; empty for a Python object.
        is_new: whether the study is new.
        added: rows that are new.
        changed: rows that changed in the file.
        vanished: rows of earlier imports that are gone from the file.
        kept: whether these stay.
        counts: what became of the rows of each table.
        waiting: number of questions that this import asks in the queue.
        notes: what else there is to know, a sentence each.
        applied: what was done to a study that was there; None for a new one, and where nothing was done.
    """

    study: Path
    format: str
    account: Account
    problems: Problems
    import_id: str = ""
    is_new: bool = True
    added: tuple[ImportedRow, ...] = ()
    changed: tuple[ImportedRow, ...] = ()
    vanished: tuple[ImportedRow, ...] = ()
    kept: bool = True
    counts: Mapping[str, TableCount] = field(default_factory=dict)
    waiting: int = 0
    notes: tuple[str, ...] = ()
    applied: Applied | None = None

    @property
    def summary(self) -> str:
        """How many rows are new, changed and gone, in one line."""
        gone = f" ({'kept' if self.kept else 'deleted'})" if self.vanished else ""
        return (
            f"{counted(len(self.added), 'row')} added, {len(self.changed):,} changed,"
            f" {len(self.vanished):,} vanished{gone}."
        )

    def lines(self) -> list[str]:
        """The account in short, of what was read and of the rows that it makes, and the notes."""
        return [*self.account.short_lines(), *_count_lines(self.counts), *self.notes]


def _count_lines(counts: Mapping[str, TableCount]) -> list[str]:
    lines = []
    same = []
    for table, one in counts.items():
        if not one.added and not one.changed and not one.deleted:
            same.append(f"{table} {one.same:,}")
            continue
        parts = [f"{one.added:,} added", f"{one.changed:,} changed", f"{one.same:,} as before"]
        if one.deleted:
            parts.append(f"{one.deleted:,} left out (deleted in the study)")
        total = one.added + one.changed + one.same + one.deleted
        lines.append(f"rows of {table}: {total:,} = {' + '.join(parts)}")
    return [*lines, f"Rows as before: {', '.join(same)}."] if same else lines


def import_id_of(source: Path) -> str:
    """``im_`` and eight digits of the SHA-256 of a file; of a folder, of its files."""
    digest = hashlib.sha256()
    inner = source.glob("*/*.txt")  # the texts of a REFI-QDA project that was unpacked
    files = [source] if source.is_file() else sorted(path for path in (*source.iterdir(), *inner) if is_plain(path))
    for file in files:
        if source.is_dir():
            digest.update(f"{file.name}\0{file.stat().st_size}\0".encode("utf-8", "surrogateescape"))
        with file.open("rb") as content:
            while block := content.read(1 << 20):
                digest.update(block)
    return f"im_{digest.hexdigest()[:8]}"


def holds_study(path: Path) -> bool:
    """Whether there is a study at a path."""
    if path.is_dir():
        return holds_tables(path) or study_workbook(path) is not None
    return path.is_file() and path.suffix.lower() in WORKBOOKS


@dataclass
class Incoming:
    """An import that was read, before anything is written.

    Attributes:
        study: where it goes to.
        format: the format.
        read: its tables.
        id: what it is called; empty for a Python object.
        file: name of its file; empty likewise.
        map: text of the mapping that made claims of it; empty where the format needs none.
    """

    study: Path
    format: Importer
    read: ImportedStudy
    id: str = ""
    file: str = ""
    map: str = ""

    def __post_init__(self) -> None:
        self.imported = snapshot_of_tables(self.read.tables, self.read.settings)
        self.is_new = not holds_study(self.study)

    @property
    def marks_claims(self) -> bool:
        """Whether claims say with which import they came: not those of a copy of a study."""
        return bool(self.id) and not self.format.is_study

    def change(self, *, remove: bool = False) -> tuple[StudyChange, ImportReport]:
        """What changes in a study that is there, and what to tell about it."""
        refuse_program(self.study)
        study = snapshot_of(self.study)
        imports, streams = read_imports(study.records), read_known(study.records)
        stream = self.stream(imports, streams)
        known = streams.get(stream, {})
        brought = bring(
            study,
            self.imported,
            known,
            import_id=self.id if self.marks_claims else "",
            packaged={table: packaged_rows(table) for table in DEFAULT_TABLES},
            stream=stream,
            drafts=self.read.drafts,
            remove=remove,
        )
        added = {(one.table, one.id) for one in brought.added}
        brought.items += [
            one for one in self._guessed(brought.ids) if (TABLE_OF[one.facts["kind"]], one.facts["node"]) in added
        ]
        counts = f"{len(brought.added)} added, {len(brought.changed)} changed, {len(brought.vanished)} vanished"
        kept = " (kept)" if brought.vanished and not remove else ""
        what = f"imported {self.file or self.format.name}: {counts}{kept}"
        queue = _queue(study.records, brought)
        rows = known_text({**streams, stream: brought.rows})
        records: dict[str, str | None] = dict(queue)
        is_same = rows == study.records.get(IMPORTED) and any(
            one.id == self.id and one.stream == stream for one in imports
        )
        if not is_same or brought.tables or brought.settings:
            records |= {IMPORTED: rows, **self._records(imports, stream, brought.counts)}
        if self.map and study.records.get(map_record(stream)) != self.map:
            records[map_record(stream)] = self.map
        report = ImportReport(
            self.study,
            self.format.name,
            self.read.account,
            Problems(),
            self.id,
            is_new=False,
            added=tuple(brought.added),
            changed=tuple(brought.changed),
            vanished=tuple(brought.vanished),
            kept=not remove,
            counts=brought.counts,
            waiting=_number(one for one in brought.items if one.id not in settled(study.records)),
            notes=tuple(_notes(brought, known)),
        )
        return brought.change(what, records), report

    def stream(self, imports: Sequence[Import], streams: Mapping[str, Mapping[tuple[str, str], KnownRow]]) -> str:
        """What it is an export of: a project that was imported before, or a new one."""
        keys = [
            (table, key) for table, own in self.imported.tables.items() for key in keys_of(table, own.rows).values()
        ]
        keys += [("claims", row.get("claim", "")) for one in self.read.drafts for rows in one.options.values()
                 for row in rows]  # fmt: skip
        found = stream_of(imports, streams, self.format.name, self.read.project, keys)
        return found or new_stream(imports, self.format.name, self.read.project or Path(self.file).stem)

    def write_new(self) -> int:
        """Write a new study; returns how many questions wait in its queue.

        Raises:
            OutputError: the folder holds something, or cannot be written to.
        """
        stream = new_stream([], self.format.name, self.read.project or Path(self.file).stem)
        tables = dict(self.read.tables)
        if self.marks_claims and "claims" in tables:
            columns, rows = tables["claims"]
            if rows:
                tables["claims"] = (
                    list(dict.fromkeys([*columns, IMPORT_ID])),
                    [{**row, IMPORT_ID: row.get(IMPORT_ID) or self.id} for row in rows],
                )
        marks = self.id if self.marks_claims else ""
        items = questions(self.read.drafts, stream, marks, self.imported, self.imported, {}, {}) + self._guessed({})
        known = first_records(self.imported)
        counts = {table: TableCount(added=len(own.rows)) for table, own in self.imported.tables.items()}
        records = {IMPORTED: known_text({stream: known}), **self._records([], stream, counts)}
        if self.map:
            records[map_record(stream)] = self.map
        if items:
            records[WAITING] = items_text(items)
        with filling(self.study) as work:
            write_files(work, tables, self.read.settings)
            folder = records_folder(work)
            folder.mkdir()
            for name, text in records.items():
                (folder / name).write_text(text, "utf-8", errors="replace", newline="")
        return _number(items)

    def _guessed(self, ids: Mapping[tuple[str, str], str]) -> list[QueueItem]:
        """The question about each node whose kind is a guess.

        Args:
            ids: ids in the study, by kind and id in the import.
        """
        times = Counter(one.label for one in self.read.guesses)
        items = []
        for one in self.read.guesses:
            node = ids.get((one.kind, one.node), one.node)
            label = one.label if times[one.label] == 1 else f"{one.label} ({node})"
            items.append(unknown_kind(node, one.kind, label, where=one.where))
        return items

    def carry_out(
        self, *, remove: bool = False, show_only: bool = False, by: str = "", progress: Progress | None = None
    ) -> ImportReport:
        """Write or change the study, or only say what would be done.

        Raises:
            ChangeRefused: it would add errors to the study; nothing was changed.
            OutputError: it cannot be written.
        """
        bars = progress or Silent()
        if self.is_new:
            waiting = len(self.read.drafts) + _number(self._guessed({}))
            problems = Problems()
            if not show_only:
                bars.begin(f"Writing {self.study}", 1)
                waiting = self.write_new()
                problems = check_study(self.study, progress).problems
            return self._of_new(waiting, problems)
        bars.begin(f"Comparing with {self.study}", 1)
        change, report = self.change(remove=remove)
        if show_only:
            return replace(report, problems=errors_of_change(self.study, change))
        bars.begin(f"Checking and writing {self.study}", 1)
        applied = apply_change(self.study, change, by=by)
        problems = check_study(self.study, progress).problems if applied.entry else Problems()
        return replace(report, applied=applied, problems=problems)

    def _of_new(self, waiting: int, problems: Problems) -> ImportReport:
        return ImportReport(
            self.study,
            self.format.name,
            self.read.account,
            problems,
            self.id,
            added=tuple(
                ImportedRow(table, next(iter(row.values()), ""), row.get("label") or row.get("summary") or "")
                for table, own in self.imported.tables.items()
                for row in own.rows.values()
            ),
            waiting=waiting,
        )

    def _records(self, imports: Sequence[Import], stream: str, counts: Mapping[str, TableCount]) -> dict[str, str]:
        account = self.read.account
        own = self.id or "im_python"
        new = Import(
            own,
            stream,
            self.format.name,
            in_line(self.read.project),
            in_line(self.file),
            now(),
            map_record(stream) if self.map else "",
            str(account.total()),
            *(str(account.total(outcome)) for outcome in ("taken", "rejected", "left out")),
        )
        return {
            IMPORTS: imports_text(with_import(imports, new)),
            f"account-{own}.csv": account_text(account, counts),
        }


def map_record(stream: str) -> str:
    """The record with the mapping of a stream."""
    return f"mapping-{stream}.toml"


def account_text(account: Account, counts: Mapping[str, TableCount]) -> str:
    """An account as CSV: what, outcome, reason, number, places, a line each; nothing in it runs in a spreadsheet."""
    lines: list[list[object]] = [["what", "outcome", "reason", "number", "places"]]
    for (what, outcome, reason), number in account.counts.items():
        places = "; ".join(account.places.get((what, reason), []))[:_LONGEST_CELL]
        lines.append([*map(_safe, (what, outcome, reason)), number, _safe(places)])
    for table, one in counts.items():
        parts = (("added", one.added), ("changed", one.changed), ("as before", one.same), ("left out", one.deleted))
        for became, number in parts:
            if number:
                reason = "deleted in the study" if became == "left out" else ""
                lines.append([_safe(f"rows of {table}"), became, reason, number, ""])
    lines += [["remark", "", _safe(remark), "", ""] for remark in account.remarks]
    return csv_text(lines)


def _number(items: Iterable[QueueItem]) -> int:
    """The number of questions that items are, as a person is asked about them."""
    return len(together({one.id: one for one in items}.values(), ITEM_KINDS))


def _safe(text: str) -> str:
    return without_formulas(in_line(text))


def _queue(records: Mapping[str, str], brought: ImportOutcome) -> dict[str, str | None]:
    """The queue with new questions, and without those that no longer arise."""
    changed = withdrawn(records, brought.stale)
    left = {name: text for name, text in {**records, **changed}.items() if text is not None}
    return changed | asked(left, brought.items)


def _notes(brought: ImportOutcome, known: Mapping[tuple[str, str], object]) -> list[str]:
    notes = []
    matched = [
        one.id
        for key, one in brought.rows.items()
        if key not in known and not one.own and one.id and one.table not in DEFAULT_TABLES
    ]
    if matched:
        more = ", ..." if len(matched) > _MATCHED else ""
        notes.append(
            f"{counted(len(matched), 'row')} of the import {'is' if len(matched) == 1 else 'are'} in the study already,"
            f" under the same label: {', '.join(matched[:_MATCHED])}{more}."
        )
    if brought.clashes:
        notes.append(
            f"{counted(brought.clashes, 'cell')} changed in the file and in the study: the study's text stays until you"
            " decide in the queue."
        )
    if brought.settings_kept:
        notes.append(f"Settings that stay as the study has them: {', '.join(sorted(brought.settings_kept))}.")
    return notes
