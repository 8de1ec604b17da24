"""Brings the tables of an import into a study: new, changed and gone rows, without losing what was changed by hand."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from graphmodel.changes import StudyChange, TableChange
from graphmodel.housekeeping.drafts import Passage, claims_of, gone, questions
from graphmodel.housekeeping.import_ids import (
    Known,
    Today,
    by_ids,
    claim_ids,
    free_ids,
    node_ids,
    with_ids,
    with_packaged,
    with_sources_followed,
)
from graphmodel.housekeeping.import_outcome import ImportedRow, ImportOutcome, TableCount
from graphmodel.housekeeping.import_records import KnownRow
from graphmodel.housekeeping.import_rows import IMPORT_ID, Compared, StudyRows, id_column, keys_of, paired_claims
from graphmodel.housekeeping.import_settings import longer_settings, with_free_places
from graphmodel.housekeeping.kinds import CLASH, clash
from graphmodel.housekeeping.nodes import CLAIM, NODE_KINDS, TABLE_OF, VERB
from graphmodel.housekeeping.references import entries_of, references_of
from graphmodel.queue import QueueItem, waiting
from graphmodel.schema import TABLES
from graphmodel.snapshot import Row, Snapshot, TableRows

_KINDS = {table: kind for kind, table in TABLE_OF.items()}
_JOINS = ("subject", "object")
_LONGEST = 10_000
"""Characters of a text that is offered as an option."""
PlainTables = Mapping[str, tuple[Sequence[str], Sequence[Row]]]


def snapshot_of_tables(tables: PlainTables, settings: Mapping[str, object]) -> Snapshot:
    """Tables of an import as a snapshot."""
    return Snapshot(
        {
            name: TableRows(
                tuple(columns), {number: {k: v for k, v in row.items() if v} for number, row in enumerate(rows, 2)}
            )
            for name, (columns, rows) in tables.items()
        },
        dict(settings),
    )


def first_records(imported: Snapshot) -> dict[tuple[str, str], KnownRow]:
    """The records of an import that is all of a new study."""
    compared = Compared(imported, Today())
    known = {}
    for table, own in imported.tables.items():
        column = id_column(table)
        for number, key in keys_of(table, own.rows).items():
            row = own.rows[number]
            known[table, key] = KnownRow(table, key, row.get(column, ""), True, compared.marks(table, row))
    return known


def bring(
    study: Snapshot,
    imported: Snapshot,
    known: Known,
    *,
    import_id: str = "",
    packaged: Mapping[str, Sequence[Row]] | None = None,
    stream: str = "",
    drafts: Sequence[Passage] = (),
    remove: bool = False,
) -> ImportOutcome:
    """Bring an import into a study.

    Cell by cell: what changed in the import since the last one is changed in the study, unless somebody changed it
    there too; then the study's text stays, and the queue asks.

    Args:
        study: the study.
        imported: the tables and settings of the import, in its own ids.
        known: what earlier imports of the same stream brought.
        import_id: written to new claims; empty: nothing is.
        packaged: the rows of tables that come with graphmodel.
        stream: what the import is an export of.
        drafts: passages that a person decides about.
        remove: whether rows that are gone from the import go.
    """
    return _Bringing(study, imported, known, import_id, packaged or {}, claims_of(drafts)).brought(
        stream, drafts, remove=remove
    )


class _Bringing:
    """One import on its way into a study."""

    def __init__(
        self,
        study: Snapshot,
        imported: Snapshot,
        known: Known,
        import_id: str,
        packaged: Mapping[str, Sequence[Row]],
        drafts: Collection[str],
    ) -> None:
        self._study, self._import_id = study, import_id
        self._drafts = {("claims", name) for name in drafts}
        self._today = Today.of(study)
        self._compared = Compared(study, self._today)
        imported = by_ids(with_packaged(imported, packaged))
        self._as_read = imported
        self._known = known = with_sources_followed(known, imported)
        self._keys = {table: keys_of(table, own.rows) for table, own in imported.tables.items()}
        ids = node_ids(study, imported, known, self._today)
        imported = with_ids(imported, ids, study)
        marks = {row.get("claim", ""): self._compared.marks("claims", row) for row in imported.rows("claims").values()}
        of_claims = paired_claims(marks, known, self._compared, drafts)
        others = {key: one for key, one in known.items() if key[0] != "claims"}
        self._records = {**others, **of_claims}
        paired = {one.key for one in of_claims.values()}
        left = {key: one for key, one in known.items() if key[0] == "claims" and one.key not in paired}
        self._result = ImportOutcome(rows={**others, **left}, of=study.state)
        pairs = {name: one for (_, name), one in of_claims.items()}
        claims = {(CLAIM, was): now for was, now in claim_ids(study, imported, pairs, self._today).items()}
        imported = with_ids(imported, claims, study)
        self._result.ids = ids | claims
        self._imported, self._placed = imported, with_free_places(study, imported).rows("stages")
        self._rows = {table: StudyRows(table, study.rows(table), self._compared) for table in self._keys}
        self._cells: dict[str, dict[int, dict[str, str]]] = {}
        self._append: dict[str, list[Row]] = {}
        self._remove: dict[str, set[int]] = {}
        self._gone_nodes: list[tuple[str, int, str, Row]] = []
        """Nodes that were deleted in the study: table, number in the import, key, row."""
        self._deleted_claims: set[str] = set()
        self._quotes: dict[str, str] = {}
        self._met: dict[str, set[int]] = {}
        """Rows of the study that the import has."""

    def brought(self, stream: str, drafts: Sequence[Passage], *, remove: bool) -> ImportOutcome:
        """Take every row, lose those that are gone, and ask about drafts."""
        tables = [*(table for table in self._keys if table != "claims" and table in _KINDS), "claims"]
        tables += [table for table in self._keys if table not in tables]
        for table in tables:
            if table in self._keys:
                self._take_table(table)
        self._bring_back()
        self._lose(remove=remove)
        names = dict.fromkeys([*self._cells, *self._append, *self._remove])
        self._result.tables = {
            name: TableChange(
                self._cells.get(name, {}), tuple(self._append.get(name, ())), frozenset(self._remove.get(name, ()))
            )
            for name in names
        }
        longer = longer_settings(self._study, self._imported, self._result.tables)
        self._result.settings, self._result.settings_kept = longer
        self._find_stale()
        result, ids = self._result, self._result.ids
        asked = questions(drafts, stream, self._import_id, self._study, self._as_read, ids, self._quotes)
        result.stale += gone(waiting(self._study.records), stream, asked)
        result.items += asked
        result.drafts = len(asked)
        return result

    def _take_table(self, table: str) -> None:
        rows, column = self._imported.rows(table), id_column(table)
        own_ids: dict[str, str] = {}
        if column and table not in _KINDS:
            there = {
                key: self._records[table, key].id for key in self._keys[table].values() if (table, key) in self._records
            }
            own_ids = there | free_ids(table, column, self._study, self._imported, there)
        count = self._result.counts.setdefault(table, TableCount())
        for number, row in rows.items():
            key = self._keys[table][number]
            own = {**row, column: own_ids[key]} if own_ids else row
            self._take_row(table, number, key, own, count)
        if table == "quotes":
            self._quotes = own_ids
        if table == "claims":
            added = {row.get("claim", "") for row in self._append.get("claims", ())}
            brought = {id_ for (kind, _), id_ in self._result.ids.items() if kind == CLAIM}
            self._deleted_claims = brought - self._ids_of("claims") - added

    def _take_row(self, table: str, number: int, key: str, row: Row, count: TableCount) -> None:
        column = id_column(table)
        id_ = row.get(column, "")
        marks = self._compared.marks(table, row)
        before = self._records.get((table, key))
        is_node = table in _KINDS and table != "claims"
        if before is not None:
            base = self._compared.before(before)
            there = self._rows[table].known(id_, base)
        else:
            base = {}
            there = self._rows[table].same(id_, marks, is_node=is_node)
        if there is None and is_node and self._is_moved(table, id_):
            count.same += 1  # it is of another kind now
        elif there is None and before is not None:
            count.deleted += 1
            if is_node:
                self._gone_nodes.append((table, number, key, row))
        elif there is None and self._of_deleted(table, row):
            count.deleted += 1
        elif there is None:
            count.added += 1
            self._add(table, id_, self._placed.get(number, row) if table == "stages" else row)
        else:
            self._met.setdefault(table, set()).add(there)
            own = self._study.rows(table)[there]
            if before is None and is_node:
                base = {"label": marks.get("label", "")}
                if self._study.tables[table].default:
                    base = marks
            changes = self._changes(table, there, own, row, (base, marks))
            if changes:
                count.changed += 1
                self._result.changed.append(ImportedRow(table, id_, _label(row), tuple(changes)))
            else:
                count.same += 1
        is_own = before.own if before is not None else there is None
        self._result.rows[table, key] = KnownRow(table, key, id_, is_own, marks)

    def _is_moved(self, table: str, id_: str) -> bool:
        return any(id_ in ids for other, ids in self._node_ids.items() if other != table)

    @cached_property
    def _node_ids(self) -> dict[str, set[str]]:
        return {TABLE_OF[kind]: self._ids_of(TABLE_OF[kind]) for kind in NODE_KINDS}

    def _ids_of(self, table: str) -> set[str]:
        column = TABLES[table].id_column
        return {row.get(column, "") for row in self._study.rows(table).values()}

    def _of_deleted(self, table: str, row: Row) -> bool:
        """Whether a row belongs to a claim that was deleted in the study."""
        if table == "claims" or "claim" not in row:
            return False
        return row["claim"] in self._deleted_claims

    def _add(self, table: str, id_: str, row: Row) -> None:
        if table == "claims" and self._import_id and not row.get(IMPORT_ID):
            row = {**row, IMPORT_ID: self._import_id}
        self._append.setdefault(table, []).append(row)
        self._result.added.append(ImportedRow(table, id_, _label(row)))

    def _changes(
        self, table: str, number: int, now: Row, new: Row, said: tuple[Mapping[str, str], Mapping[str, str]]
    ) -> list[tuple[str, str, str]]:
        """The cells that change in a row; ``said``: what the last import says of it, and what this one does."""
        changes, (base, marks) = [], said
        skipped = {id_column(table), IMPORT_ID}
        for name in sorted({*new, *base} - skipped):
            old, text = now.get(name, ""), new.get(name, "")
            if table == TABLE_OF[VERB] and name in _JOINS:
                kinds = [kind.strip() for kind in f"{old}|{text}".split("|") if kind.strip()]
                text = "|".join(dict.fromkeys(kinds))
                if set(text.split("|")) == {kind.strip() for kind in old.split("|")}:
                    continue
            else:
                if marks.get(name, "") == base.get(name, ""):
                    continue
                mark_now = self._compared.mark(table, name, old)
                if marks.get(name, "") == mark_now:
                    continue
                if mark_now != base.get(name, ""):
                    self._clash(table, now, name, old, text)
                    continue
            self._cells.setdefault(table, {}).setdefault(number, {})[name] = text
            changes.append((name, old, text))
        return changes

    def _clash(self, table: str, row: Row, column: str, old: str, new: str) -> None:
        self._result.clashes += 1
        if max(len(old), len(new)) > _LONGEST:
            return
        id_ = id_column(table)
        key = {id_: row.get(id_, "")} if id_ else {name: row.get(name, "") for name in references_of(table)}
        self._result.items.append(clash(table, key, column, [old, new], "the import says otherwise"))

    def _bring_back(self) -> None:
        """Add nodes again that were deleted in the study, where something that is new names them."""
        left = self._gone_nodes
        while left:
            named = self._named_by_new()
            back = [one for one in left if one[3].get(id_column(one[0]), "") in named]
            if not back:
                return
            for table, _, _, row in back:
                self._result.counts[table].deleted -= 1
                self._result.counts[table].added += 1
                self._add(table, row.get(id_column(table), ""), row)
            left = [one for one in left if one not in back]

    def _named_by_new(self) -> set[str]:
        rows = {table: TableRows((), dict(enumerate(own))) for table, own in self._append.items()}
        for table, cells in self._cells.items():
            first = len(rows.get(table, TableRows()).rows)
            own = {**rows.get(table, TableRows()).rows, **dict(enumerate(cells.values(), first))}
            rows[table] = TableRows((), own)
        return {entry.text for entry in entries_of(Snapshot(rows))}

    def _lose(self, *, remove: bool) -> None:
        """Rows that the last import had and this one lacks."""
        now = {(table, key) for table, keys in self._keys.items() for key in keys.values()}
        met = {(one.table, one.key) for key, one in self._records.items() if key in now}
        lost: dict[tuple[str, int], KnownRow] = {}
        for key, one in self._known.items():
            if key in met or key in self._drafts:
                continue
            kind = _KINDS.get(one.table, "")
            id_ = self._today.id(kind, one.id) if kind else one.id
            rows = self._study.rows(one.table)
            finder = self._rows.get(one.table) or StudyRows(one.table, rows, self._compared)
            number = finder.known(id_, self._compared.before(one))
            is_gone = number is None or number in self._met.get(one.table, set()) or (one.table, number) in lost
            if is_gone or (remove and not one.own):
                self._forget(one)
            elif number is not None and one.own:
                lost[one.table, number] = one
                self._result.vanished.append(ImportedRow(one.table, id_, _label(rows[number])))
        if remove:
            for place in self._delete(lost):
                self._forget(lost[place])

    def _forget(self, one: KnownRow) -> None:
        if self._result.rows.get((one.table, one.key)) is one:
            del self._result.rows[one.table, one.key]

    def _delete(self, lost: Collection[tuple[str, int]]) -> list[tuple[str, int]]:
        """Delete rows: claims with what is about them, and nodes that nothing names any more; returns which go."""
        nodes = {place for place in lost if place[0] in _KINDS and place[0] != "claims"}
        others = [place for place in lost if place not in nodes]
        for table, number in others:
            self._remove.setdefault(table, set()).add(number)
        claims = {self._study.rows(table)[number].get("claim", "") for table, number in others if table == "claims"}
        for table in ("quotes", "codings", "coding_notes", "decisions"):
            own = {number for number, row in self._study.rows(table).items() if row.get("claim") in claims}
            if own:
                self._remove.setdefault(table, set()).update(own)
        while nodes:
            named = self._named_after(nodes)
            kept = {
                (table, number)
                for table, number in nodes
                if self._study.rows(table)[number].get(id_column(table), "") in named
            }
            if not kept:
                break
            nodes -= kept
        for table, number in nodes:
            self._remove.setdefault(table, set()).add(number)
        return [*others, *nodes]

    def _named_after(self, nodes: Iterable[tuple[str, int]]) -> set[str]:
        """Ids that the study names once these nodes are gone."""
        without: dict[str, set[int]] = {}
        for table, number in nodes:
            without.setdefault(table, set()).add(number)
        tables = {
            name: TableChange(
                self._cells.get(name, {}),
                tuple(self._append.get(name, ())),
                frozenset(self._remove.get(name, set()) | without.get(name, set())),
            )
            for name in {*self._cells, *self._append, *self._remove, *without}
        }
        change = StudyChange("import", "", tables)
        after = self._study.changed(change)
        compared = Compared(self._study, self._today)
        return {
            part
            for entry in entries_of(after)
            if entry.reference.kinds[0] in TABLE_OF
            for part in compared.mark(entry.table, entry.reference.column, entry.text).split(";")
        }

    def _find_stale(self) -> None:
        """Questions about cells that are asked again with other texts."""
        asked = {_place(one): one.id for one in self._result.items}
        for one in waiting(self._study.records):
            if one.kind == CLASH and asked.get(_place(one), one.id) != one.id:
                self._result.stale.append(one.id)


def _place(item: QueueItem) -> tuple[str, ...]:
    return tuple(item.facts.get(name, "") for name in ("table", "key", "column"))


def _label(row: Row) -> str:
    return row.get("label") or row.get("summary") or row.get("text") or next(iter(row.values()), "")
