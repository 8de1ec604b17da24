"""Brings two studies together: what agrees is there once, what clashes is asked about, what two coders say stays."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graphmodel.housekeeping.joined_claims import coded, differing, units_of
from graphmodel.housekeeping.joined_nodes import Ids, SameNode, ids_in_first, in_ids
from graphmodel.housekeeping.kinds import clash
from graphmodel.housekeeping.merging import KEYS
from graphmodel.housekeeping.nodes import CLAIM, TABLE_OF, free_name
from graphmodel.housekeeping.plan import Clash, setting_text
from graphmodel.housekeeping.records import NAMES, former_names, records_of_both, remembered, renamed_in_queue
from graphmodel.housekeeping.twins import Twin, twins
from graphmodel.problems import StudyError
from graphmodel.queue import QueueItem
from graphmodel.schema import TABLES
from graphmodel.schema.columns import identifier
from graphmodel.schema.tables import CODED
from graphmodel.snapshot import Row, Snapshot, TableRows

_APART = ("claims", "codings")
_BY_ID = {table: (TABLES[table].id_column,) for kind, table in TABLE_OF.items() if kind != CLAIM}
_LONGEST = 10_000
"""Characters of a text that is offered as an option; a longer one is in the report alone."""
_COPIED = ("summary", "coder")
"""Columns of a claim on which two coders may differ without anybody having to decide: each has words of their own."""


@dataclass
class Account:
    """What became of the rows of one table.

    Args:
        agreed: rows that both have, with the same cells (or the second's are empty).
        only_first: rows of the first study alone.
        only_second: rows of the second study alone.
        clashes: rows that both have with different cells.
    """

    agreed: int = 0
    only_first: int = 0
    only_second: int = 0
    clashes: int = 0


@dataclass
class Joined:
    """Two studies as one, and what people want to know of it.

    Args:
        study: the tables and settings; queue and settled decisions in the records.
        accounts: by table.
        clashes: cells of which the first study's counts until somebody decides.
        same: nodes of the second study that have another id now.
        renumbered: claims of the second study that have another id now: old, new.
        coded_by_both: units that are in ``codings`` now, with the columns on which the coders differ.
        settings: settings that differ: key, value of the first, value of the second, value that counts.
        twins: nodes, one of each study, whose labels are alike.
    """

    study: Snapshot
    accounts: dict[str, Account] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)
    items: list[QueueItem] = field(default_factory=list)
    same: list[SameNode] = field(default_factory=list)
    renumbered: list[tuple[str, str]] = field(default_factory=list)
    coded_by_both: list[tuple[str, str, str, tuple[str, ...]]] = field(default_factory=list)
    settings: list[tuple[str, str, str, str]] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)


def join(first: Snapshot, second: Snapshot, coders: tuple[str, str] = ("", "")) -> Joined:
    """Two studies as one.

    The ids of the first count. Nodes of one kind with the same label are one. A unit that both coded is one claim, as
    the first has it; what each coder says of it is in ``codings``, never in a second claim. A claim of the second
    study whose id is that of another claim gets a new one. A cell that is empty in one takes the text of the other;
    where both have a text, that of the first counts, and the queue asks.

    Args:
        first: the study whose ids count.
        second: the other study.
        coders: who coded the first and the second, where the column ``coder`` does not say so.

    Raises:
        StudyError: the two coded a unit differently, and nobody says who they are.
    """
    ids, same = ids_in_first(first, second)
    joined = Joined(first, same=same)
    second = in_ids(second, ids, first)
    claims = _Claims(first, second, joined, coders)
    second = claims.second
    tables = dict(first.tables)
    names = [name for name in dict.fromkeys([*first.tables, *second.tables]) if name not in _APART]
    for name in names:
        ours, theirs = first.tables.get(name), second.tables.get(name)
        if ours is None or theirs is None or (ours.default and theirs.default):
            tables[name] = _alone(name, ours, theirs, joined)
        else:
            tables[name] = _both(name, ours, theirs, joined)
    tables |= claims.tables()
    joined.settings, settings = _settings(first, second, [name for name in coders if name])
    joined.study = Snapshot(tables, settings, records_of_both(first.records, _records_in(second.records, ids)))
    joined.twins = _twins_across(first, joined.study)
    joined.items += [twin.item for twin in joined.twins if not twin.set_apart]
    return joined


def _alone(name: str, ours: TableRows | None, theirs: TableRows | None, joined: Joined) -> TableRows:
    table = ours or theirs or TableRows()
    if not table.default:
        count = len(table.rows)
        joined.accounts[name] = Account(only_first=count) if ours else Account(only_second=count)
    return table


def _both(name: str, ours: TableRows, theirs: TableRows, joined: Joined) -> TableRows:
    account = joined.accounts.setdefault(name, Account())
    key = () if _own_numbers(name) else _BY_ID.get(name) or KEYS.get(name) or ()
    rows: dict[int, Row] = dict(ours.rows)
    next_row = max(rows, default=1) + 1
    if not key:
        number_column = _own_numbers(name)
        left = Counter(_content(row, number_column) for row in ours.rows.values())
        used = {row.get(number_column, "") for row in ours.rows.values()}
        for row in theirs.rows.values():
            if left[_content(row, number_column)]:
                left[_content(row, number_column)] -= 1
                account.agreed += 1
                continue
            taken = number_column and row.get(number_column) in used
            rows[next_row] = {**row, number_column: free_name(row[number_column], used)} if taken else row
            used.add(rows[next_row].get(number_column, ""))
            next_row += 1
            account.only_second += 1
        account.only_first = sum(left.values())
    else:
        same_rows = _same_rows(ours.rows, theirs.rows)
        account.agreed += len(same_rows)
        numbers = _by_key({n: row for n, row in ours.rows.items() if n not in same_rows.values()}, key)
        paired = {*same_rows.values()}
        for number, row in theirs.rows.items():
            if number in same_rows:
                continue
            about = tuple(row.get(column, "") for column in key)
            same = numbers.get(about)
            if same is None or same in paired:
                rows[next_row] = row
                next_row += 1
                account.only_second += 1
                continue
            paired.add(same)
            rows[same], clashes = _one_of(name, dict(zip(key, about, strict=True)), rows[same], row, (same, number))
            _take(joined, account, clashes, name, dict(zip(key, about, strict=True)))
        account.only_first = len(ours.rows) - len(paired)
    columns = tuple(dict.fromkeys([*ours.columns, *theirs.columns]))
    return TableRows(columns, rows)


def _same_rows(ours: Mapping[int, Row], theirs: Mapping[int, Row]) -> dict[int, int]:
    """Rows of the second table with the row of the first that has the same cells, each once."""
    free: dict[frozenset[tuple[str, str]], list[int]] = defaultdict(list)
    for number, row in reversed([*ours.items()]):
        free[_content(row, "")].append(number)
    return {number: free[content].pop() for number, row in theirs.items() if free.get(content := _content(row, ""))}


def _by_key(rows: Mapping[int, Row], key: tuple[str, ...]) -> dict[tuple[str, ...], int]:
    """The row of each key that only one row has."""
    keys = [tuple(row.get(column, "") for column in key) for row in rows.values()]
    times = Counter(keys)
    return {about: number for about, number in zip(keys, rows, strict=True) if times[about] == 1}


def _own_numbers(table: str) -> str:
    """The column with ids of a table that lists no nodes (quotes): the same id need not be the same row."""
    schema = TABLES.get(table)
    is_numbered = schema is not None and table not in _BY_ID and schema.columns[0].note == identifier("").note
    return schema.id_column if schema and is_numbered else ""


def _content(row: Row, without: str) -> frozenset[tuple[str, str]]:
    return frozenset((name, text) for name, text in row.items() if text and name != without)


def _one_of(
    table: str, key: Mapping[str, str], one: Row, other: Row, numbers: tuple[int, int], skip: Sequence[str] = ()
) -> tuple[Row, list[Clash]]:
    """The row of the first study with its empty cells filled, and the cells in which both have a text."""
    row, clashes = dict(one), []
    for name, text in other.items():
        if not text or name in skip or name in key or coded(row, name) == coded(other, name):
            continue
        if not row.get(name):
            row[name] = text
        else:
            clashes.append(Clash(table, numbers, name, row[name], text, " ".join(key.values())))
    return row, clashes


def _take(joined: Joined, account: Account, clashes: list[Clash], table: str, key: Mapping[str, str]) -> None:
    if clashes:
        account.clashes += 1
    else:
        account.agreed += 1
    joined.clashes += clashes
    joined.items += [
        clash(
            table, key, one.column, (one.kept, one.other), f"{table} row {one.rows[0]}; row {one.rows[1]} of the other"
        )
        for one in clashes
    ]


class _Claims:
    """Claims and codings of the joined study."""

    def __init__(self, first: Snapshot, second: Snapshot, joined: Joined, coders: tuple[str, str]) -> None:
        self._first, self._joined, self._coders = first, joined, coders
        self.units = units_of(first, second)
        self._refuse_unnamed(second)
        ids = self._new_ids(second)
        joined.renumbered = [(old, new) for old, new in ids.items() if old not in self._paired(second)]
        self.second = _other_events(
            first, in_ids(second, {(CLAIM, old): new for old, new in ids.items()}, first), self.units.both
        )

    def _paired(self, second: Snapshot) -> set[str]:
        rows = second.rows("claims")
        return {rows[number].get("claim", "") for _, number in self.units.both}

    def _names(self, one: Row, other: Row) -> tuple[str, str]:
        return one.get("coder") or self._coders[0], other.get("coder") or self._coders[1]

    def _refuse_unnamed(self, second: Snapshot) -> None:
        ours, theirs = self._first.rows("claims"), second.rows("claims")
        for one, other in self.units.both:
            names = self._names(ours[one], theirs[other])
            if differing(ours[one], theirs[other], CODED) and not all(names):
                raise StudyError(
                    f"Both studies have coded {ours[one].get('claim')} and differ, and no column coder says who coded "
                    "it. Name the coders of the two studies.",
                    by_caller=True,
                )

    def _new_ids(self, second: Snapshot) -> dict[str, str]:
        """Ids of claims of the second study that change: those of one unit, and those that another claim has."""
        ours, theirs = self._first.rows("claims"), second.rows("claims")
        ids = {}
        for one, other in self.units.both:
            ids[theirs[other].get("claim", "")] = ours[one].get("claim", "")
        used = {row.get("claim", "") for row in ours.values()} | {row.get("claim", "") for row in theirs.values()}
        taken = {row.get("claim", "") for row in ours.values()}
        for number in self.units.only_second:
            name = theirs[number].get("claim", "")
            if name in taken:
                ids[name] = free_name(name, used)
                used.add(ids[name])
        return {old: new for old, new in ids.items() if old != new}

    def tables(self) -> dict[str, TableRows]:
        """Both tables, where either study has them."""
        ours, theirs = (study.tables.get("claims", TableRows()) for study in (self._first, self.second))
        account = self._joined.accounts.setdefault("claims", Account())
        rows: dict[int, Row] = dict(ours.rows)
        codings: list[Row] = []
        for one, other in self.units.both:
            rows[one] = self._unit(one, ours.rows[one], other, theirs.rows[other], account, codings)
        next_row = max(rows, default=1) + 1
        for number, row in enumerate((theirs.rows[number] for number in self.units.only_second), next_row):
            rows[number] = self._with_coder(row, 1)
        for number in self.units.only_first:
            rows[number] = self._with_coder(rows[number], 0)
        account.only_first, account.only_second = len(self.units.only_first), len(self.units.only_second)
        columns = dict.fromkeys([*ours.columns, *theirs.columns, *(name for row in rows.values() for name in row)])
        made = {"claims": TableRows(tuple(columns), rows)}
        return made | self._codings(codings)

    def _with_coder(self, row: Row, side: int) -> Row:
        return {**row, "coder": self._coders[side]} if self._coders[side] and not row.get("coder") else row

    def _unit(self, one: int, ours: Row, other: int, theirs: Row, account: Account, codings: list[Row]) -> Row:
        name, key = ours.get("claim", ""), {"claim": ours.get("claim", "")}
        coders = self._names(ours, theirs)
        is_coded_twice = all(coders) and coders[0] != coders[1]
        skip = (*CODED, *_COPIED) if is_coded_twice else ("coder",)
        row, clashes = _one_of("claims", key, ours, theirs, (one, other), skip)
        if is_coded_twice:
            differ = tuple(differing(ours, theirs, CODED))
            self._joined.coded_by_both.append((name, *coders, differ))
            codings += [_coding(ours, coders[0], ""), _coding({**theirs, **key}, coders[1], _words(ours, theirs))]
            row = self._with_coder(row, 0)
        _take(self._joined, account, clashes, "claims", key)
        return row

    def _codings(self, made: list[Row]) -> dict[str, TableRows]:
        """The codings of both studies and those of units that both coded; of one unit, one by each coder."""
        ours, theirs = (study.tables.get("codings", TableRows()) for study in (self._first, self.second))
        if not (made or ours.columns or theirs.columns):
            return {}
        table = _both("codings", ours, theirs, self._joined) if ours.columns or theirs.columns else TableRows()
        there = {(row.get("claim"), row.get("coder")) for row in table.rows.values()}
        new = [row for row in made if (row["claim"], row["coder"]) not in there]
        schema = [column.name for column in TABLES["codings"].columns]
        filled = {name for row in new for name, text in row.items() if text}
        columns = [*table.columns, *(name for name in schema if name in filled and name not in table.columns)]
        new = [{name: text for name, text in row.items() if name in columns} for row in new]
        rows = {**table.rows, **dict(enumerate(new, max(table.rows, default=1) + 1))}
        return {"codings": TableRows(tuple(columns), rows)}


def _coding(row: Row, coder: str, note: str) -> Row:
    cells = {name: row.get(name, "") for name in CODED}
    return {"claim": row.get("claim", ""), "coder": coder, **cells, "note": note}


def _words(ours: Row, theirs: Row) -> str:
    """The summary of the second coder, where it is another one: it has no cell of its own."""
    summary = theirs.get("summary", "")
    return f"Summary: {summary}" if summary and summary != ours.get("summary", "") else ""


def _other_events(first: Snapshot, second: Snapshot, both: Iterable[tuple[int, int]]) -> Snapshot:
    """Events of the second study under a name of their own where the first has other events of that name."""
    ours, theirs = first.rows("claims"), second.rows("claims")
    names = {row.get("event", "") for row in ours.values()} - {""}
    same = {ours[one].get("event", "") for one, other in both if ours[one].get("event") == theirs[other].get("event")}
    used = names | {row.get("event", "") for row in theirs.values()}
    new = {}
    for event in sorted(names & {row.get("event", "") for row in theirs.values()} - same):
        new[event] = free_name(event, used)
        used.add(new[event])
    if not new:
        return second
    rows = {
        number: {**row, "event": new[row["event"]]} if row.get("event") in new else row
        for number, row in theirs.items()
    }
    return replace(second, tables={**second.tables, "claims": replace(second.tables["claims"], rows=rows)})


def _settings(
    first: Snapshot, second: Snapshot, coders: Sequence[str]
) -> tuple[list[tuple[str, str, str, str]], dict[str, object]]:
    """Settings that differ, and those of the joined study: lists have the entries of both, else the first counts."""
    settings, differ = dict(first.settings), []
    for key in dict.fromkeys([*first.settings, *second.settings]):
        ours, theirs = first.settings.get(key), second.settings.get(key)
        if ours == theirs:
            continue
        if isinstance(ours, list) and isinstance(theirs, list):
            settings[key] = [*ours, *(entry for entry in theirs if entry not in ours)]
        elif ours is None:
            settings[key] = theirs
        if theirs is not None and ours is not None:
            differ.append((key, setting_text(ours), setting_text(theirs), setting_text(settings[key])))
    known = settings.get("coders")
    if coders and isinstance(known, list | None):
        settings["coders"] = list(dict.fromkeys([*(known or []), *coders]))
    return differ, settings


def _records_in(records: Mapping[str, str], ids: Ids) -> dict[str, str]:
    """The records of the second study in the ids of the joined one."""
    own = renamed_in_queue(records, {old: new for (_, old), new in ids.items() if old != new})
    names = [replace(one, now=ids.get((one.kind, one.now), one.now)) for one in former_names(own)]
    return remembered({name: text for name, text in own.items() if name != NAMES}, names) if names else own


def _twins_across(first: Snapshot, study: Snapshot) -> list[Twin]:
    """Nodes alike of which one comes from each study."""

    def is_from_first(table: str, row: int) -> bool:
        return row in first.rows(table)

    return [
        pair
        for pair in twins(study)
        if is_from_first(pair.node.table, pair.node.row) != is_from_first(pair.other.table, pair.other.row)
    ]
