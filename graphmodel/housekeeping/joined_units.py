"""Claims and codings of two studies as one: a unit that both coded is one claim, with a coding by each."""

from collections.abc import Iterable
from dataclasses import replace

from graphmodel.housekeeping.joined_claims import differing, units_of
from graphmodel.housekeeping.joined_nodes import in_ids
from graphmodel.housekeeping.joined_rows import Joined, TableAccount, both, one_of, take_pair
from graphmodel.housekeeping.nodes import CLAIM, free_name
from graphmodel.problems import StudyError
from graphmodel.schema import TABLES
from graphmodel.schema.tables import CODED
from graphmodel.snapshot import Row, Snapshot, TableRows

_COPIED = ("summary", "coder")
"""Columns of a claim on which two coders may differ without anybody having to decide: each has words of their own."""


class JoinedClaims:
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
        account = self._joined.accounts.setdefault("claims", TableAccount())
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

    def _unit(self, one: int, ours: Row, other: int, theirs: Row, account: TableAccount, codings: list[Row]) -> Row:
        name, key = ours.get("claim", ""), {"claim": ours.get("claim", "")}
        coders = self._names(ours, theirs)
        is_coded_twice = all(coders) and coders[0] != coders[1]
        skip = (*CODED, *_COPIED) if is_coded_twice else ("coder",)
        row, clashes = one_of("claims", key, ours, theirs, (one, other), skip)
        if is_coded_twice:
            differ = tuple(differing(ours, theirs, CODED))
            self._joined.coded_by_both.append((name, *coders, differ))
            codings += [_coding(ours, coders[0], ""), _coding({**theirs, **key}, coders[1], _words(ours, theirs))]
            row = self._with_coder(row, 0)
        take_pair(self._joined, account, clashes, "claims", key)
        return row

    def _codings(self, made: list[Row]) -> dict[str, TableRows]:
        """The codings of both studies and those of units that both coded; of one unit, one by each coder."""
        ours, theirs = (study.tables.get("codings", TableRows()) for study in (self._first, self.second))
        if not (made or ours.columns or theirs.columns):
            return {}
        table = both("codings", ours, theirs, self._joined) if ours.columns or theirs.columns else TableRows()
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
