"""Reads the sheet of a study again: what was added, changed and vanished, without losing what was settled by hand."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from graphmodel.account import Account
from graphmodel.api.changing import Applied, apply_change
from graphmodel.api.flat import questions_of, relative
from graphmodel.api.flat_changes import ChangedClaim, Resolved, SheetChange, resolved_labels
from graphmodel.api.known_sheets import refuse_unknown_sheet, remember_sheet
from graphmodel.api.snapshots import snapshot_of
from graphmodel.changes import StudyChange
from graphmodel.housekeeping.kinds import AMBIGUOUS_ROW, NEW_ROW, ambiguous_row
from graphmodel.problems import StudyError
from graphmodel.queue import QueueItem, asked, settled, waiting, withdrawn
from graphmodel.records.folder import read_record, records_folder
from graphmodel.records.swapping import write_beside
from graphmodel.snapshot import Snapshot
from graphmodel.wording import Call, Message, counted, typed
from graphmodel_loaders.flat.choosing import Chosen, choose_sheet
from graphmodel_loaders.flat.finding import key_of
from graphmodel_loaders.flat.mapping import MAP_FILE, SheetMap, fitted, followed, read_map
from graphmodel_loaders.flat.matching import MatchedRow, Matches, match_rows
from graphmodel_loaders.flat.opening import open_file
from graphmodel_loaders.flat.reading import read_rows
from graphmodel_loaders.flat.records import (
    LABELS_FILE,
    PLACES_FILE,
    ROWS_FILE,
    Records,
    RowRecord,
    cells_of,
    labels_text,
    places_text,
    read_records,
    rows_text,
)
from graphmodel_loaders.flat.sheet_rows import SheetRows
from graphmodel_loaders.flat.tables import SheetStudy, claims_of

_LISTED = 5
"""Nodes that may have another label now, of which so many are listed."""


@dataclass(frozen=True)
class UpdateReport:
    """What `update` reads in a sheet, or has done to its study.

    Attributes:
        study: the study.
        added: new claims.
        changed: claims whose row has changed.
        vanished: claims whose row is gone.
        kept: claims of vanished rows that stay, because nobody has said that they may go.
        doubtful: rows of the sheet that may be one of several claims; they wait in the queue.
        notes: what else there is to know, a sentence each.
        account: what became of the rows of the sheet.
        claims: number of claims in the sheet.
        applied: what was done to the study; None if nothing was.
    """

    study: Path
    added: tuple[ChangedClaim, ...]
    changed: tuple[ChangedClaim, ...]
    vanished: tuple[ChangedClaim, ...]
    kept: bool
    doubtful: tuple[int, ...]
    notes: tuple[str, ...]
    account: Account
    claims: int
    applied: Applied | None = None

    @property
    def counts(self) -> str:
        """One line: how many claims are new, changed and gone."""
        parts = [f"{len(self.added):,} added", f"{len(self.changed):,} changed", f"{len(self.vanished):,} vanished"]
        if self.doubtful:
            parts.append(f"{len(self.doubtful):,} to be decided")
        return f"{counted(self.claims, 'claim')} in the sheet: {', '.join(parts)}."


@dataclass
class SheetUpdate:
    """A sheet that was read again, before anything is changed.

    ``gone``: headings that are gone, by field. ``decided``: which claim a row is, by its content, as a person said.
    """

    study: Path
    snapshot: Snapshot
    map: SheetMap
    gone: Mapping[str, str]
    chosen: Chosen
    read: SheetRows
    records: Records
    matches: Matches
    decided: dict[str, str] = field(default_factory=dict)
    items: list[QueueItem] = field(default_factory=list)
    rows: list[RowRecord] = field(default_factory=list)

    def change(self, *, remove: bool) -> tuple[StudyChange, UpdateReport]:
        """What changes in the study, and what to tell about it.

        Args:
            remove: whether claims of vanished rows go.
        """
        labels = resolved_labels(self.snapshot, self.records)
        doubtful = {place for group, _ in self.matches.doubtful for place in group}
        read, made = self._claims(labels, doubtful)
        change = self._compared(labels, read, made, remove=remove)
        self.rows = change.rows
        about_new = questions_of(made, Path(self.map.file).name, self.map.columns)
        self.items = [*about_new, *change.items, *self._doubtful_items()]
        what = (
            f"read {Path(self.map.file).name}: {len(change.added)} added, {len(change.changed)} changed,"
            f" {len(change.vanished)} vanished{'' if remove or not change.vanished else ' (kept)'}"
        )
        records = self._changed_records(change, made)
        made_change = StudyChange("update", what, change.tables(), records, change.settings(made))
        report = UpdateReport(
            self.study,
            tuple(change.added),
            tuple(change.changed),
            tuple(change.vanished),
            not remove,
            tuple(sorted(self.read.rows[place].number for place in doubtful)),
            (*self.chosen.notes, *self._notes(change, made)),
            self.read.account,
            len(self.read.rows),
        )
        return made_change, report

    def _claims(self, labels: Resolved, doubtful: Collection[int]) -> tuple[SheetRows, SheetStudy]:
        """The rows that are not doubtful, and the claims that they make; a row that was known makes its own claim."""
        title = str(self.snapshot.settings.get("title", "")) or self.study.resolve().name
        claims = {place: self.records.rows[other].claim for place, other in self.matches.pairs.items()}
        read = replace(self.read, rows=[row for place, row in enumerate(self.read.rows) if place not in doubtful])
        old_places = [place for place in range(len(self.read.rows)) if place not in doubtful]
        known = {now: claims[place] for now, place in enumerate(old_places) if place in claims}
        there = {row.get("claim", "") for row in self.snapshot.rows("claims").values()}
        made = claims_of(
            read,
            self.map,
            source=title,
            known=labels.known,
            taken=labels.taken,
            known_claims=known,
            used_claims=there | {row.claim for row in self.records.rows},
            listed=self.chosen.kinds,
        )
        return read, made

    def _compared(self, labels: Resolved, read: SheetRows, made: SheetStudy, *, remove: bool) -> SheetChange:
        """What the rows change in the study."""
        change = SheetChange(self.snapshot, labels, self.map)
        before = {row.claim: row for row in self.records.rows}
        for row, claim in zip(read.rows, made.claims, strict=True):
            change.take(row, claim, before.get(claim["claim"]), read.headings, self.chosen.sheet)
        for other in self.matches.vanished:
            change.lose(self.records.rows[other], remove=remove)
        change.rows += [self.records.rows[other] for _, group in self.matches.doubtful for other in group]
        change.add_nodes(made, read.rows)
        return change

    def _changed_records(self, change: SheetChange, made: SheetStudy) -> dict[str, str | None]:
        """The records that become others."""
        records: dict[str, str | None] = {
            # A column that is gone may come back.
            MAP_FILE: replace(self.map, columns={**self.map.columns, **self.gone}).text(),
            ROWS_FILE: rows_text(
                sorted(change.rows, key=_in_order(self.records)), [*self.records.headings, *self.read.headings]
            ),
            LABELS_FILE: labels_text(
                self.records.labels | {slot: made.nodes.ids[slot] for slot in made.nodes.labels},
                self.records.shown | made.nodes.labels,
            ),
        }
        records |= self._queue()
        return {name: text for name, text in records.items() if self.snapshot.records.get(name) != text}

    def _notes(self, change: SheetChange, made: SheetStudy) -> Iterable[str]:
        if self.matches.renumbered:
            yield "The ids in the sheet name other rows than before, so rows are matched by their content."
        new = [heading for heading in self.map.own if key_of(heading) not in self.records.headings]
        if new:
            yield f"New columns, kept as columns of your own: {', '.join(new)}."
        for old, now, cells in change.replaced(made)[:_LISTED]:
            yield (
                f"The sheet no longer names {old}, and names {now} instead, which is new"
                f" ({counted(cells, 'cell')}). If it is the same under another label:"
                f" graphmodel merge {typed(self.study)} {now} {old}"
            )
        if change.clashes:
            yield (
                f"{counted(change.clashes, 'cell')} changed in the sheet and in the study: the study's text stays until"
                " you decide in the queue."
            )
        if change.deleted:
            yield f"{counted(change.deleted, 'row')} whose claims were deleted in the study: they stay deleted."

    def apply(self, change: StudyChange, *, by: str = "") -> Applied:
        """Carry out the last :meth:`change`, and keep where the rows stand now.

        Raises: as of :func:`update`.
        """
        applied = apply_change(self.study, change, by=by)
        write_beside(self.study, PLACES_FILE, places_text(self.rows, self.snapshot.records.get(PLACES_FILE, "")))
        return applied

    @property
    def doubtful(self) -> list[QueueItem]:
        """The question for each row that may be one of several claims; rows of the same content are one question."""
        return list({item.id: item for item in self._doubtful_items()}.values())

    def settle(self, decisions: Mapping[str, str]) -> None:
        """Take decisions on :attr:`doubtful` rows: for the subject of a question, one of its options."""
        self.decided |= decisions
        self.matches = _matched(self.read, self.records, self.map, self.decided)

    def _doubtful_items(self) -> list[QueueItem]:
        items = []
        summaries = {row.get("claim", ""): row.get("summary", "") for row in self.snapshot.rows("claims").values()}
        for group, others in self.matches.doubtful:
            claims = {(id_ := self.records.rows[other].claim): summaries.get(id_, "") for other in others}
            for place in group:
                row = self.read.rows[place]
                ends = f"{row.labels['subject']} {row.verb} {row.labels['object']}"
                content = self.read.content(row)
                items.append(ambiguous_row(content, row.number, ends, claims, self.chosen.sheet))
        return items

    def _queue(self) -> dict[str, str | None]:
        """The queue with new questions, and without those about rows that are no longer doubtful."""
        records = self.snapshot.records
        now = {item.id for item in self.items}
        gone = [item.id for item in waiting(records) if item.kind == AMBIGUOUS_ROW and item.id not in now]
        changed = withdrawn(records, gone)
        left = {name: text for name, text in {**records, **changed}.items() if text is not None}
        return changed | asked(left, self.items)


def _in_order(before: Records) -> Callable[[RowRecord], int]:
    """Sorts rows as they were the last time, new ones last: where a row stands is kept elsewhere."""
    order = {row.claim: place for place, row in enumerate(before.rows)}
    return lambda row: order.get(row.claim, len(order))


def read_again(study: str | Path, file: str | Path | None = None) -> SheetUpdate:
    """Read the sheet of a study again; nothing is changed.

    Args: as of :func:`update`.
    """
    path = Path(study)
    text = read_record(path, MAP_FILE) if path.exists() else None
    if text is None:
        snapshot_of(path)  # says so where there is no study
        raise StudyError(
            Message(
                "{} was not made from a sheet: it has no {}. {} makes a study from one.",
                path,
                records_folder(path) / MAP_FILE,
                Call("graphmodel start MY.xlsx -o NEW", "gm.start('MY.xlsx', 'NEW')"),
            )
        )
    sheet_map = read_map(text, str(records_folder(path) / MAP_FILE))
    source = Path(file) if file is not None else _named_in(path, sheet_map)
    chosen = _sheet(source, sheet_map.sheet)
    if file is not None:
        remember_sheet(path, source)
    chosen.notes.insert(0, f"Read {source}.")
    now, gone, notes = followed(sheet_map, chosen.table)
    now = fitted(now, chosen.table)
    lost = [*gone.values(), *(heading for heading in sheet_map.own if heading not in now.own)]
    if lost:
        notes.append(f"Columns that are gone from the sheet: {', '.join(lost)}. What they held stays in the study.")
    chosen.notes += notes
    if file is not None:
        now = replace(now, file=relative(source, path))
    now = replace(now, sheet=chosen.sheet)
    snapshot = snapshot_of(path)
    if ROWS_FILE not in snapshot.records or LABELS_FILE not in snapshot.records:
        # Without them every row would pass for a new one.
        raise StudyError(
            f"{records_folder(path)} lacks {ROWS_FILE} or {LABELS_FILE}, or they cannot be read, so rows cannot be"
            " matched. Put them back from a copy of the study."
        )
    records = read_records(*(snapshot.records.get(name, "") for name in (ROWS_FILE, LABELS_FILE, PLACES_FILE)))
    read = read_rows(chosen.table, now)
    decided = {item.subject: item.decision for item in settled(snapshot.records).values() if item.kind == AMBIGUOUS_ROW}
    matches = _matched(read, records, now, decided)
    return SheetUpdate(path, snapshot, now, gone, chosen, read, records, matches, decided)


def _named_in(study: Path, sheet_map: SheetMap) -> Path:
    """Where the sheet was the last time."""
    source = refuse_unknown_sheet(study, sheet_map.file)
    if not source.is_file():
        name = typed(source.name or "MY.xlsx")
        raise StudyError(f"The sheet {source} is not there. Name the file: graphmodel update {typed(study)} {name}")
    return source


def _sheet(source: Path, name: str) -> Chosen:
    """The sheet of the last time; the only one of a file has whatever name it has now."""
    opened = open_file(source)
    return choose_sheet(opened, name if len(opened.names) > 1 else "")


def _matched(read: SheetRows, records: Records, sheet_map: SheetMap, decided: Mapping[str, str]) -> Matches:
    shared = set(records.headings) & {key_of(heading) for heading in read.headings}

    def compared(cells: Mapping[str, str]) -> dict[str, str]:
        return {key: text for key, text in cells.items() if key in shared}

    before = [MatchedRow(row.id, compared(row.cells)) for row in records.rows]
    today = [MatchedRow(row.id, compared(cells_of(read.headings, row))) for row in read.rows]
    places = {row.claim: place for place, row in enumerate(records.rows)}
    by_hand: dict[int, int | None] = {}
    for place, row in enumerate(read.rows) if decided else ():
        decision = decided.get(read.content(row))
        if decision is None or any(today[place].cells == other.cells for other in before):
            continue  # nothing was decided, or it was read so already
        if decision == NEW_ROW:
            by_hand[place] = None
        elif decision in places:
            by_hand[place] = places[decision]
    return match_rows(before, today, key_of(sheet_map.columns.get("id", "")), by_hand)


def update(
    study: str | Path, file: str | Path | None = None, *, remove: bool = False, show_only: bool = False, by: str = ""
) -> UpdateReport:
    """Read the sheet that a study was made from again, and bring the study up to date.

    Rows are matched by the ids of the sheet where it has some, else by their content, so that sorting and inserting
    rows or columns changes nothing. What was settled in the study (kinds, renamed and merged nodes, verbs, edited
    cells) stays. `gm.undo` undoes it.

    Args:
        study: a study that `start` made.
        file: the sheet, if it is no longer where it was, or was never named here: a study does not read a file outside
            its folder unless `start` or this made it known.
        remove: delete the claims of rows that are gone; without it, they stay and are listed.
        show_only: change nothing, and say what would change.
        by: who changes it, for the journal; empty for nobody.

    Returns:
        What was added, changed and vanished.

    Raises:
        StudyError: the study was not made from a sheet, or the sheet cannot be read or has to be named.
        ChangeRefused: the study would have more errors; nothing was changed.
        OutputError: a file cannot be written, or another command is changing the study.
    """
    again = read_again(study, file)
    change, report = again.change(remove=remove)
    if show_only:
        return report
    return replace(report, applied=again.apply(change, by=by))
