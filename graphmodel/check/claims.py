"""Claims, checked batch by batch."""

from collections.abc import Callable, Collection, Iterator
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.check.cells import check_cells
from graphmodel.check.coders import ClaimsOfCoders
from graphmodel.check.headings import SaysNothing, check_columns, guess_columns, is_spoilt
from graphmodel.check.ids import KIND_NUMBERS, check_form, report_twice
from graphmodel.check.leftovers import Repeated
from graphmodel.check.reading import Reading
from graphmodel.check.references import References
from graphmodel.check.rows import CheckedRows, Counts, NearNames, place_of
from graphmodel.check.verbs import VerbRules
from graphmodel.check.words import QuotedWords
from graphmodel.problems import Problems
from graphmodel.schema import KINDS, TABLES
from graphmodel.schema.columns import Column
from graphmodel.settings import Settings
from graphmodel.study import Batch, Mask, Positions, TableSource, mask

CLAIMS = TABLES["claims"]
COLUMNS = tuple(column.name for column in CLAIMS.columns)
_KINDS = tuple(KIND_NUMBERS)
_ENDS = (Column("subject"), Column("object"))


class ClaimCheck:
    """Checks claims against the nodes and verbs of a study.

    Only the ids of claims are remembered, never the claims.
    """

    def __init__(
        self,
        settings: Settings,
        references: References,
        verbs: VerbRules,
        persons: Mask,
        near: NearNames,
        problems: Problems,
        reading: Reading,
        words: QuotedWords,
    ) -> None:
        self.counts = Counts()
        self.rows_of: dict[str, int] = {}
        self.out: dict[str, int] = {}
        """Ids of claims that are left out, with their rows."""
        self.silent: set[str] = set()
        """Those of them that need not be reported again."""
        self._settings = settings
        self._references = references
        self._verbs = verbs
        self._persons = persons
        self._near = near
        self._problems = problems
        self._reading = reading
        self._words = words
        self.empty = SaysNothing(settings)
        self._repeated = Repeated()
        self.coders = ClaimsOfCoders(settings)
        self._guessed: dict[str, str] | None = None
        self._spoilt = False
        self.has_ids = True

    @property
    def renamed(self) -> Collection[str]:
        """Columns that are checked under the name of a missing one."""
        return (self._guessed or {}).values()

    @property
    def kinds(self) -> set[str]:
        """Kinds of node that a claim can name."""
        return self._verbs.kinds.union(*(column.refers_to for column in CLAIMS.columns))

    def stream(self, source: TableSource, advance: Callable[[int], None]) -> Iterator[pa.RecordBatch]:
        """Check the whole table; yields the rows without an error."""
        place = place_of(source)
        self.coders.begin(source, self._again)
        for batch in source.batches(self._problems, advance):
            rows = CheckedRows(place, source.columns, [batch], COLUMNS, self._problems)
            self._look_at_header(rows)
            self._reading.read(rows, CLAIMS, self._references.index.ids)
            self._check(rows, batch)
            yield rows.batch()
        self._references.unusable.report(self._references.index, self._problems)
        self._reading.report(self._problems)
        self._references.meant.noted.report(self._problems)
        self._repeated.report(place, self._problems)
        self.coders.finish(place, self._problems)
        self.empty.report(place, self.counts.taken, self._problems)

    def check_names(self, rows: CheckedRows, column: Column, kept: bool) -> None:
        """Report cells of another table that name no claim, or one that is left out.

        Args:
            rows: the rows of that table.
            column: the column that names claims.
            kept: whether the table is one of nodes. Its rows are part of the graph by now, so they are kept with a
                warning.
        """
        cells = rows.cells[column.name].to_pylist()
        lists = [[part.strip() for part in cell.split(";")] if column.type == "list" else [cell] for cell in cells]
        known, out = self.rows_of, self.out
        gone = [next((name for name in names if name and name in out), "") for names in lists]
        lost = [next((name for name in names if name and name not in known and name not in out), "") for names in lists]
        if not self.has_ids:  # which is one error of the claims
            lost = [""] * len(lost)
        if not kept:
            rows.leave_out(not self.has_ids)
            rows.leave_out(np.array([bool(name) and name in self.silent for name in gone], bool))
        gone = ["" if name in self.silent else name for name in gone]
        rows.fault(
            np.array([bool(name) for name in gone], bool) & ~rows.bad,
            column.name,
            "names_left_out",
            lambda i: f"{gone[i]} is itself left out (claims row {out[gone[i]]}).",
            lambda i: f"Correct claims row {out[gone[i]]} first; that may also correct this row.",
            severity="warning" if kept else "error",
        )
        rows.fault(
            np.array([bool(name) for name in lost], bool) & ~rows.bad,
            column.name,
            "dangling_reference",
            lambda i: f"{lost[i]!r} is not in claims.",
            lambda i: self._near.remedy(lost[i], "claims", known, "Correct the id, or delete the row."),
            severity="warning" if kept else "error",
        )

    def _look_at_header(self, rows: CheckedRows) -> None:
        """Decide from the first rows which columns go by another name; later rows are read alike."""
        if self._guessed is None:
            ids = partial(self._references.index.of_kinds, left_out=True)
            guess_columns(rows, CLAIMS, self._settings, ids)
            check_columns(rows, CLAIMS, self._settings, ids)
            self._guessed = rows.guessed
            self._spoilt = is_spoilt(rows, CLAIMS)
            self.has_ids = CLAIMS.id_column not in rows.absent
        else:
            for name, other in self._guessed.items():
                rows.guess(name, other)

    def _check(self, rows: CheckedRows, batch: Batch) -> None:
        check_cells(rows, CLAIMS, self._settings, self._near)
        check_form(rows, CLAIMS)
        self._once(rows)
        self._join(rows)
        self.coders.sort_out(rows)
        self._words.see(rows)
        rows.leave_out(self._spoilt)
        self.out.update((name, row) for row, name in batch.left_out if name and name not in self.rows_of)
        if rows.bad.any():
            names = rows.cells["claim"].filter(pa.array(rows.bad)).to_pylist()
            self.out.update(
                (name, row)
                for name, row in zip(names, rows.numbers[rows.bad].tolist(), strict=True)
                if self.rows_of.get(name, row) == row
            )
            self.silent.update(rows.cells["claim"].filter(pa.array(rows.silent)).to_pylist())
        self.counts.add(rows)
        self.empty.see(rows)
        self._repeated.see(rows)

    def _again(self, source: TableSource) -> Iterator[CheckedRows]:
        """The rows of the table as they are read, once more and without a word on what is wrong with them."""
        reading = Reading(self._settings)
        for batch in source.batches(Problems(), lambda _: None):
            rows = CheckedRows(place_of(source), source.columns, [batch], COLUMNS, Problems())
            reading.read(rows, CLAIMS, self._references.index.ids)
            yield rows

    def _once(self, rows: CheckedRows) -> None:
        index = self._references.index
        names = rows.cells["claim"].to_pylist()
        firsts = np.fromiter(map(self.rows_of.setdefault, names, rows.numbers.tolist()), np.int64, len(names))
        self.rows_of.pop("", None)
        again = {i: ("claims", int(firsts[i])) for i in np.flatnonzero(firsts != rows.numbers).tolist() if names[i]}
        nodes = index.find(rows.cells["claim"])
        for i in np.flatnonzero(nodes >= 0).tolist():
            again[i] = (KINDS[int(index.kinds[nodes[i]])].table, int(index.rows[nodes[i]]))
        report_twice(rows, "claim", again)

    def _join(self, rows: CheckedRows) -> None:
        references, index = self._references, self._references.index
        self._reading.read_names(rows, "predicate", self._verbs.names, self._verbs.labels)
        ends = self._verbs.allowed(rows.cells["predicate"])
        found = references.read(rows, [column for column in (*_ENDS, *CLAIMS.columns) if _names_nodes(column)], ends)
        for named in found:
            references.check(rows, named, named.column.refers_to or _KINDS)
        for named in found:
            references.check_left_out(rows, named)
            index.used[named.nodes[named.nodes >= 0]] = True
        subjects, objects = found[0].nodes, found[1].nodes
        self._verbs.check(rows, index, subjects, objects, self._near)
        self._about_itself(rows, subjects)

    def _about_itself(self, rows: CheckedRows, subjects: Positions) -> None:
        same = mask(pc.equal(rows.cells["subject"], rows.cells["object"])) & (subjects >= 0)
        if not same.any():
            return
        person = same & self._persons[subjects]
        rows.fault(
            person,
            "object",
            "claim_about_itself",
            lambda i: f"The claim joins the person {rows.value('subject', i)} to themselves.",
            "Correct the subject or the object. Who said it belongs in the column speaker.",
        )
        rows.fault(
            same & ~person,
            "object",
            "claim_about_itself",
            lambda i: f"The claim joins {rows.value('subject', i)} to itself.",
            "This may be right (trusts share with trusts). If not, correct the subject or the object.",
            severity="warning",
        )


def _names_nodes(column: Column) -> bool:
    return column in _ENDS or bool(column.refers_to)
