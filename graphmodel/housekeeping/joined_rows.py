"""The rows of one table of two studies as one: those that agree, those of one study alone, and those that clash."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graphmodel.housekeeping.joined_claims import coded
from graphmodel.housekeeping.joined_nodes import SameNode
from graphmodel.housekeeping.kinds import clash
from graphmodel.housekeeping.merging import KEYS
from graphmodel.housekeeping.nodes import CLAIM, TABLE_OF, free_name
from graphmodel.housekeeping.plan import Clash
from graphmodel.housekeeping.twins import Twin
from graphmodel.queue import QueueItem
from graphmodel.schema import TABLES
from graphmodel.schema.columns import identifier
from graphmodel.snapshot import Row, Snapshot, TableRows

_BY_ID = {table: (TABLES[table].id_column,) for kind, table in TABLE_OF.items() if kind != CLAIM}
_LONGEST = 10_000
"""Characters of a text that is offered as an option; a longer one is in the report alone."""


@dataclass
class TableAccount:
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
    accounts: dict[str, TableAccount] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)
    items: list[QueueItem] = field(default_factory=list)
    same: list[SameNode] = field(default_factory=list)
    renumbered: list[tuple[str, str]] = field(default_factory=list)
    coded_by_both: list[tuple[str, str, str, tuple[str, ...]]] = field(default_factory=list)
    settings: list[tuple[str, str, str, str]] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)


def alone(name: str, ours: TableRows | None, theirs: TableRows | None, joined: Joined) -> TableRows:
    """A table that one study alone has, or that comes with graphmodel in both."""
    table = ours or theirs or TableRows()
    if not table.default:
        count = len(table.rows)
        joined.accounts[name] = TableAccount(only_first=count) if ours else TableAccount(only_second=count)
    return table


def both(name: str, ours: TableRows, theirs: TableRows, joined: Joined) -> TableRows:
    """A table that both studies have; clashes and numbers of rows are noted."""
    account = joined.accounts.setdefault(name, TableAccount())
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
            rows[same], clashes = one_of(name, dict(zip(key, about, strict=True)), rows[same], row, (same, number))
            take_pair(joined, account, clashes, name, dict(zip(key, about, strict=True)))
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


def one_of(
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


def take_pair(joined: Joined, account: TableAccount, clashes: list[Clash], table: str, key: Mapping[str, str]) -> None:
    """Note a row that both studies have, with a question for each cell that clashes."""
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
