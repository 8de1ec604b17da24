"""What a sheet that was read again changes in the tables of its study."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graphmodel.changes import TableChange
from graphmodel.formats import Row
from graphmodel.housekeeping.kinds import clash
from graphmodel.housekeeping.records import former_names
from graphmodel.queue import QueueItem
from graphmodel.schema import KINDS, TABLES
from graphmodel.schema.reading import name_key
from graphmodel.snapshot import Snapshot
from graphmodel.texts import cell_hash
from graphmodel.wording import shortened
from graphmodel_loaders.flat.finding import key_of
from graphmodel_loaders.flat.mapping import SheetMap
from graphmodel_loaders.flat.nodes import END, VERB, Slot, key_in
from graphmodel_loaders.flat.records import NAMING, NOTE, QUOTE, Records, RowRecord, cells_of, written_of
from graphmodel_loaders.flat.sheet_rows import REFERENCES, SheetRow
from graphmodel_loaders.flat.tables import SheetStudy, node_tables

_MADE_FROM = {"subject", "object", "predicate", "polarity"}
_OF_FIELD = {"predicate": {"predicate", "polarity"}, "quote": {"quoted"}, "order": {"order", "order_as_written"}}
_KIND_OF_FIELD = {**REFERENCES, "predicate": VERB, "codes": "code"}


@dataclass
class Resolved:
    """Which label is which node today.

    Attributes:
        known: ids by slot.
        taken: all ids with their kinds; verbs with the kind ``verb``.
        former: the id of today by kind and former id; the kind is empty where a former id of any kind counts.
    """

    known: dict[Slot, str]
    taken: dict[str, str]
    former: dict[tuple[str, str], str]

    def now(self, name: str, text: str) -> str:
        """A cell of a claim with the ids of today."""
        if name not in NAMING or not text:
            return text
        if not self.former:
            return text
        kind = _KIND_OF_FIELD.get(name, "")
        return ";".join(self.former.get((kind, part), part) for part in text.split(";"))


def resolved_labels(study: Snapshot, records: Records) -> Resolved:
    """The ids of labels, after whatever was renamed, merged or moved to another kind by hand."""
    taken, known = _nodes(study)
    verbs = {row.get("predicate", "") for row in study.rows("predicates").values()} - {""}
    former: dict[tuple[str, str], str] = {}
    for name in former_names(study.records):
        any_kind = VERB if name.kind == VERB else ""
        former[name.kind, name.was] = name.now
        former.setdefault((any_kind, name.was), name.now)
        for used_as in {VERB} if any_kind else {END, name.kind}:
            known[used_as, key_in(used_as, name.was)] = name.now
    for (used_as, key), id_ in records.labels.items():
        now = former.get((used_as, id_), former.get(("", id_), id_) if used_as != VERB else id_)
        if used_as == VERB or now in taken:
            known[used_as, key] = now
    return Resolved(known, {**taken, **dict.fromkeys(verbs, VERB)}, former)


def _nodes(study: Snapshot) -> tuple[dict[str, str], dict[Slot, str]]:
    """The kind of each node of the study's own tables, and the node of each label that only one has."""
    taken: dict[str, str] = {}
    by_label: dict[Slot, set[str]] = {}
    for kind in KINDS:
        if kind.table not in study.tables or study.tables[kind.table].default:
            continue
        for row in study.rows(kind.table).values():
            id_ = row.get(TABLES[kind.table].id_column, "")
            if not id_:
                continue
            taken[id_] = kind.name
            for used_as in (END, kind.name) if row.get("label") else ():
                by_label.setdefault((used_as, name_key(row["label"])), set()).add(id_)
    return taken, {slot: next(iter(ids)) for slot, ids in by_label.items() if len(ids) == 1}


@dataclass(frozen=True)
class ChangedClaim:
    """One claim that is new, changed or gone in the sheet.

    Attributes:
        claim: its id.
        row: the row in the sheet; of a vanished one, where it was last seen, or zero.
        summary: what it claims.
        cells: what changes in it: column, text before, text after.
    """

    claim: str
    row: int
    summary: str
    cells: tuple[tuple[str, str, str], ...] = ()


@dataclass
class SheetChange:
    """Collects the changes."""

    study: Snapshot
    labels: Resolved
    map: SheetMap
    added: list[ChangedClaim] = field(default_factory=list)
    changed: list[ChangedClaim] = field(default_factory=list)
    vanished: list[ChangedClaim] = field(default_factory=list)
    rows: list[RowRecord] = field(default_factory=list)
    items: list[QueueItem] = field(default_factory=list)
    clashes: int = 0
    deleted: int = 0
    _cells: dict[str, dict[int, dict[str, str]]] = field(default_factory=dict)
    _append: dict[str, list[Row]] = field(default_factory=dict)
    _remove: dict[str, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._claims = {row.get("claim", ""): number for number, row in self.study.rows("claims").items()}
        self._words = {
            table: {row.get("claim", ""): number for number, row in self.study.rows(table).items()}
            for table in ("quotes", "coding_notes")
        }
        self._fields = {key_of(heading): name for name, heading in self.map.columns.items()}
        self._own = {key_of(heading): name for heading, name in self.map.own.items()}

    def take(self, row: SheetRow, claim: Row, before: RowRecord | None, headings: Sequence[str], sheet: str) -> None:
        """Take a row of today, which was ``before`` the last time."""
        claim = {**claim, **{name: self.labels.now(name, claim[name]) for name in NAMING if name in claim}}
        written = written_of(claim, row)
        cells = cells_of(headings, row)
        self.rows.append(RowRecord(claim["claim"], row.id, cells, written, sheet, row.number))
        if before is None:
            self._append.setdefault("claims", []).append(claim)
            self._append_words(claim["claim"], row)
            self.added.append(ChangedClaim(claim["claim"], row.number, claim["summary"]))
            return
        number = self._claims.get(claim["claim"])
        if number is None:
            self.deleted += 1
            return
        changes = self._changes(row, claim, before, cells, number)
        changes += self._changed_words(row, before, cells)
        if changes:
            self.changed.append(ChangedClaim(claim["claim"], row.number, claim["summary"], tuple(changes)))

    def _changes(
        self, row: SheetRow, claim: Row, before: RowRecord, cells: Mapping[str, str], number: int
    ) -> list[tuple[str, str, str]]:
        """Cells of a claim that change because cells of its row did."""
        keys = {key for key in {*cells, *before.cells} if cells.get(key) != before.cells.get(key)}
        # A column that is gone from the sheet takes nothing away from the study.
        present = set(self._fields) | set(self._own)
        names: set[str] = set()
        for key in keys & present:
            if key in self._own:
                names.add(self._own[key])
                continue
            name = self._fields[key]
            names |= _OF_FIELD.get(name, {name, f"{name}_as_written"})
        if names & _MADE_FROM and "summary" not in row.values:
            names.add("summary")
        now = self.study.rows("claims")[number]
        changes = []
        for name in sorted(names - {"id", "note", "subject_kind", "object_kind"}):
            old, new = now.get(name, ""), claim.get(name, "")
            if old == new:
                continue
            if self._is_edited(name, old, before):
                self._clash("claims", {"claim": claim["claim"]}, name, old, new)
                continue
            self._cells.setdefault("claims", {}).setdefault(number, {})[name] = new
            changes.append((name, old, new))
        return changes

    def _is_edited(self, name: str, now: str, before: RowRecord) -> bool:
        """Whether a cell of the study is no longer what was written there."""
        written = before.written.get(name, "")
        if name in NAMING:
            return self.labels.now(name, now) != self.labels.now(name, written)
        return cell_hash(now) != written

    def _clash(self, table: str, key: Mapping[str, str], column: str, old: str, new: str) -> None:
        self.clashes += 1
        self.items.append(clash(table, key, column, [old, new], "the sheet says otherwise"))

    def _append_words(self, claim: str, row: SheetRow) -> None:
        if row.quote:
            self._append.setdefault("quotes", []).append({"quote": f"q_{claim}", "claim": claim, "text": row.quote})
        if row.note:
            self._append.setdefault("coding_notes", []).append({"claim": claim, "note": row.note})

    def _changed_words(self, row: SheetRow, before: RowRecord, cells: Mapping[str, str]) -> list[tuple[str, str, str]]:
        """A quotation or a remark that has changed."""
        changes = []
        for name, table, column, text in (
            (QUOTE, "quotes", "text", row.quote),
            (NOTE, "coding_notes", "note", row.note),
        ):
            key = key_of(self.map.columns.get(name, ""))
            if not key or cells.get(key) == before.cells.get(key):
                continue
            number = self._words[table].get(before.claim)
            if number is None:
                self._append_words(before.claim, _only(row, name))
                changes.append((name, "", shortened(text, 60)))
                continue
            old = self.study.rows(table)[number].get(column, "")
            if cell_hash(old) != before.written.get(name, ""):
                self._clash(table, {"claim": before.claim}, column, old, text)
            elif text:
                self._cells.setdefault(table, {})[number] = {column: text}
                changes.append((name, shortened(old, 60), shortened(text, 60)))
            else:
                self._remove.setdefault(table, set()).add(number)
                changes.append((name, shortened(old, 60), ""))
        return changes

    def lose(self, row: RowRecord, *, remove: bool) -> None:
        """A row of the last time is gone."""
        number = self._claims.get(row.claim)
        if number is None:
            return
        summary = self.study.rows("claims")[number].get("summary", "")
        self.vanished.append(ChangedClaim(row.claim, row.row, summary))
        if not remove:
            self.rows.append(row)
            return
        self._remove.setdefault("claims", set()).add(number)
        for table, numbers in self._words.items():
            if row.claim in numbers:
                self._remove.setdefault(table, set()).add(numbers[row.claim])

    def add_nodes(self, made: SheetStudy, rows: Sequence[SheetRow]) -> None:
        """Add new nodes, stages and verbs to their tables."""
        has_stages = "stages" in self.study.tables and not self.study.tables["stages"].default
        for table, new in node_tables(made.nodes, rows, own_stages=has_stages).items():
            self._append.setdefault(table, []).extend(self._stages(new) if table == "stages" else new)
        known = {row.get("predicate", ""): (number, row) for number, row in self.study.rows("predicates").items()}
        for verb, row in made.verbs.items():
            name = self.labels.now("predicate", verb)
            if name not in known:
                self._append.setdefault("predicates", []).append({**row, "predicate": name})
                continue
            number, now = known[name]
            wider = {
                end: "|".join(sorted(kinds | new_kinds))
                for end in ("subject", "object")
                if not (new_kinds := set(row[end].split("|"))) <= (kinds := set(now.get(end, "").split("|")) - {""})
                and not self._kinds_used(made, verb, end) <= kinds
            }
            if wider:
                self._cells.setdefault("predicates", {})[number] = wider

    def replaced(self, made: SheetStudy) -> list[tuple[str, str, int]]:
        """Nodes that the sheet no longer names, where all their rows name one new node of their kind instead.

        Somebody may have changed the label of one thing, or named another thing: only a person can say which.

        Returns:
            The node of before, the new one, and the number of cells.
        """
        new = {node.id for node in made.nodes.new}
        named = {text for claim in made.claims for name, text in claim.items() if name in NAMING}
        pairs: dict[str, list[str]] = {}
        for one in self.changed:
            for column, before, after in one.cells:
                if column in NAMING and column not in {"predicate", "codes"} and before:
                    pairs.setdefault(before, []).append(after)
        return [
            (before, after[0], len(after))
            for before, after in sorted(pairs.items())
            if len(set(after)) == 1
            and after[0] in new
            and before not in named
            and before.partition(".")[0] == after[0].partition(".")[0]
        ]

    def _kinds_used(self, made: SheetStudy, verb: str, end: str) -> set[str]:
        return {made.nodes.kinds.get(claim[end], "") for claim in made.claims if claim["predicate"] == verb}

    def _stages(self, new: list[Row]) -> list[Row]:
        """New stages behind those that the study has; the packaged cycle becomes its own with the first of them."""
        there = self.study.rows("stages").values()
        ids = {row.get("stage", "") for row in there}
        orders = [row.get("order", "").partition(".")[0] for row in there]
        last = max((int(order) for order in orders if order.isdecimal()), default=0)
        further = [row for row in new if row["stage"] not in ids]
        return [{**row, "order": str(last + place)} for place, row in enumerate(further, 1)]

    def tables(self) -> dict[str, TableChange]:
        """All changes by table."""
        names = {*self._cells, *self._append, *self._remove}
        changes = {
            name: TableChange(
                self._cells.get(name, {}), tuple(self._append.get(name, ())), frozenset(self._remove.get(name, ()))
            )
            for name in sorted(names)
        }
        return {name: one for name, one in changes.items() if one.cells or one.append or one.remove}

    def settings(self, made: SheetStudy) -> dict[str, str | Sequence[str]]:
        """Settings that get longer: words of focus, and columns of the study's own."""
        known = {column.name for column in TABLES["claims"].columns}
        own = {name for claim in made.claims for name in claim if name not in known}
        longer: dict[str, str | Sequence[str]] = {}
        for key, new in (("focus.values", set(made.focus.values())), ("reading.own_columns", own)):
            now = self.study.settings.get(key, [])
            values = [str(value) for value in now] if isinstance(now, list | tuple) else []
            if not new <= set(values):
                longer[key] = [*values, *sorted(new - set(values))]
        return longer


def _only(row: SheetRow, name: str) -> SheetRow:
    """A row with its quotation or its remark alone."""
    return SheetRow(
        row.number,
        row.cells,
        row.labels,
        row.verb,
        row.known_verb,
        row.values,
        quote=row.quote if name == QUOTE else "",
        note=row.note if name == NOTE else "",
    )
