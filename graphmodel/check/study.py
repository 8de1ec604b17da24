"""The check of a whole study: every problem found in one streaming pass per table."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.check.cells import check_cells
from graphmodel.check.claims import COLUMNS as CLAIM_COLUMNS
from graphmodel.check.claims import ClaimCheck
from graphmodel.check.coders import check_coded_once
from graphmodel.check.headings import check_columns, guess_columns, is_spoilt, own_columns
from graphmodel.check.ids import NodeIndex, check_form, check_once, check_profiles
from graphmodel.check.leftovers import codes_at_risk, example_left
from graphmodel.check.meant_nodes import same_but_for_case
from graphmodel.check.missing_tables import missing_tables
from graphmodel.check.reading import Reading
from graphmodel.check.references import References, check_circles, check_phases
from graphmodel.check.remarks import alike, spread_use, unused_nodes
from graphmodel.check.rows import CheckedRows, Counts, NearNames, place_of
from graphmodel.check.verbs import VerbRules, check_verbs
from graphmodel.check.words import PROFILES, QuotedWords, check_words
from graphmodel.problems import Place, Problem, Problems
from graphmodel.schema import KINDS, TABLES
from graphmodel.schema.columns import ROW, Column, TableSchema
from graphmodel.schema.vocabularies import default_verbs
from graphmodel.settings import Settings
from graphmodel.study import Mask, StudySource

_NODE_TABLES = {kind.table: kind for kind in KINDS}


def ignore(_: int) -> None:
    """Does nothing: nobody wants to see progress."""


class StudyCheck:
    """Checks a study, for ``check`` and for ``build``.

    Creating one reads every table except the claims. Then read all batches of :meth:`claims`, then
    call :meth:`finish`.

    Args:
        source: the study.
        advance: called with the number of bytes read so far, of ``source.size``.

    Attributes:
        problems: everything found, including the loader's problems.
        tables: for each table except claims, the rows without an error: text columns as in the
            file, columns of the schema that the file lacks (empty), and ``_row``. Tables of
            nodes and ``predicates`` are always there.
        counts: rows read, taken and rejected, by table.
        words: quotations with the consent that holds for them, once all is read; and people who have withdrawn.
    """

    def __init__(self, source: StudySource, advance: Callable[[int], None] = ignore) -> None:
        self.problems = Problems()
        self.problems.extend(source.problems)
        self.counts: dict[str, Counts] = {}
        self._source = source
        self._advance = advance
        self._done = 0
        self._near = NearNames()
        self._rows = {name: self._read(name) for name in source.tables if name != "claims"}
        self._guess_columns()
        self._unusable = self._find_unusable()
        self._reading = Reading(source.settings)
        names = self._names()
        for name, rows in self._rows.items():
            if name in TABLES:
                self._reading.read(rows, TABLES[name], names)
        self._check_rows()
        self.index = NodeIndex.of(self._nodes(), self._unusable)
        made = {kind.name for kind in KINDS if kind.table in self.from_labels}
        self._references = References(self.index, self._near, made)
        self._check_references()
        failed = any(problem.table == PROFILES for problem in source.problems if problem.severity == "error")
        self.words = QuotedWords(self._rows, unsure=failed)
        self.tables: dict[str, pa.Table] = {name: rows.table() for name, rows in self._rows.items()}
        for name in (*_NODE_TABLES, "predicates"):
            if name not in self.tables:
                self.tables[name] = _empty(TABLES[name])
        for name, rows in self._rows.items():
            self.counts[name] = Counts()
            self.counts[name].add(rows)
        self._claims = ClaimCheck(
            source.settings,
            self._references,
            self._verbs(),
            self._persons(),
            self._near,
            self.problems,
            self._reading,
            self.words,
        )
        self._reading.report(self.problems)

    @property
    def stand_ins(self) -> frozenset[str]:
        """Tables that come with graphmodel, because the study has none of that name."""
        return frozenset(name for name, table in self._source.tables.items() if table.default)

    @property
    def from_labels(self) -> frozenset[str]:
        """Tables that are made of the labels in others, because the study has none of that name."""
        return frozenset(name for name, table in self._source.tables.items() if table.from_labels)

    @property
    def settings(self) -> Settings:
        """The study's settings."""
        return self._source.settings

    @property
    def claim_header(self) -> tuple[str, ...]:
        """All columns of the claims stream except ``_row``."""
        source = self._source.tables.get("claims")
        own = source.columns if source else ()
        return (*own, *(name for name in CLAIM_COLUMNS if name not in own))

    @property
    def default_verbs(self) -> Mapping[str, tuple[str, str]]:
        """The default verbs and the kinds that each joins."""
        return default_verbs()

    @property
    def left_out(self) -> str:
        """Such as *7 of 40 claims left out for errors*, once all claims are read; empty if no row is."""
        parts = [
            f"{counts.rejected:,} of {counts.read:,} {'' if name == 'claims' else 'rows of '}{name}"
            for name, counts in sorted(self.counts.items(), key=lambda item: item[0] != "claims")
            if counts.rejected and name not in self.stand_ins
        ]
        return f"{', '.join(parts)} left out for errors" if parts else ""

    @property
    def cautions(self) -> tuple[str, ...]:
        """Claims left out for who withdrew or coded them, and what a column that no claim fills makes of the others.

        It is known once all claims are read.
        """
        empty = (what for _, what in self._claims.empty.texts(self._claims.counts.taken))
        several = self._claims.coders.cautions(self._claims.counts, self.words.n_claims)
        return (*self.words.cautions(), *several, *empty)

    def claims(self) -> Iterator[pa.RecordBatch]:
        """Claims without an error, batch by batch: all columns of ``claim_header``, and ``_row``."""
        source = self._source.tables.get("claims")
        if source is None:
            return
        self.counts["claims"] = self._claims.counts
        yield from self._claims.stream(source, self._tell)

    def run(self) -> None:
        """Check everything, where nobody needs the claims themselves."""
        for _ in self.claims():
            pass
        self.finish()

    def finish(self) -> None:
        """Check what needs every claim, and add warnings about the study as a whole."""
        self._list_own_columns()
        if "claims" in self._source.tables:
            for name, named in self._rows.items():
                for column in TABLES[name].columns if name in TABLES else ():
                    if column.refers_to == ("claim",) and column.name not in named.absent:
                        kept = name in _NODE_TABLES
                        self._claims.check_names(named, column, kept)
                        if not kept:
                            self.tables[name] = named.table()
                            self.counts[name] = Counts()
                            self.counts[name].add(named)
        self.words.finish()
        places = {
            name: place_of(table)
            for name, table in self._source.tables.items()
            if name in _NODE_TABLES and not table.default
        }
        if self._claims.counts.taken:
            spread_use(self.index, self._rows)
            self.problems.extend(unused_nodes(self.index, places, self._claims.kinds))
        for name, kind in _NODE_TABLES.items():
            rows = self._rows.get(name)
            if rows is not None and name in places and "label" not in rows.absent:
                self.problems.extend(alike(rows, kind.plural))

    def _tell(self, read: int) -> None:
        self._advance(self._done + read)

    def _read(self, name: str) -> CheckedRows:
        source = self._source.tables[name]
        last = 0

        def report(read: int) -> None:
            nonlocal last
            last = read
            self._tell(read)

        batches = list(source.batches(self.problems, report))
        self._done += last
        schema = TABLES.get(name)
        known = tuple(column.name for column in schema.columns) if schema else ()
        return CheckedRows(place_of(source), source.columns, batches, known, self.problems)

    def _guess_columns(self) -> None:
        """Take columns of another name for needed ones: tables of nodes first, whose ids tell what others hold."""
        for name in sorted(self._rows, key=lambda name: name not in _NODE_TABLES):
            if name in TABLES and not self._source.tables[name].default:
                guess_columns(self._rows[name], TABLES[name], self.settings, self._ids)

    def _find_unusable(self) -> dict[str, str]:
        """Kinds whose table is missing or has no ids, and why."""
        found: dict[str, str] = {}
        failed = {problem.table for problem in self._source.problems if problem.severity == "error"}
        for table, kind in _NODE_TABLES.items():
            if table not in self._rows:
                found[kind.name] = (
                    f"the table {table} cannot be read" if table in failed else f"there is no table {table}"
                )
            elif TABLES[table].id_column in self._rows[table].absent:
                found[kind.name] = f"the table {table} has no column of ids"
        self.problems.extend(missing_tables(self._source, failed))
        return found

    def _check_rows(self) -> None:
        """Everything that can be checked within one table."""
        named = {problem.table for problem in self.problems if problem.rule == "file_not_read"}
        for name, rows in self._rows.items():
            schema = TABLES.get(name)
            if schema is None and name in named:
                continue  # it looks like a copy of a table, which the loader has said
            if schema is None:
                self.problems.add(
                    rows.place.problem(
                        "warning",
                        "unknown_table",
                        f"graphmodel does not know the table {name} and keeps it as it is.",
                        self._near.remedy(name, "tables", TABLES, "If the table is your own, there is nothing to do."),
                    )
                )
                continue
            if not self._source.tables[name].default:
                check_columns(rows, schema, self.settings, self._ids)
            check_cells(rows, schema, self.settings, self._near)
            if schema.kind:
                check_form(rows, schema)
        self._check_tables()

    def _check_tables(self) -> None:
        """Everything that needs all rows of a table, or several tables of nodes."""
        check_once(self._nodes())
        same_but_for_case(self._nodes(), self.problems)
        example_left(self._nodes(), self.settings, self._source.path.name, self.problems)
        if "codebook" in self._nodes() and not self._source.tables["codebook"].default:
            codes_at_risk(self._rows["codebook"])
        if "codings" in self._rows:
            check_coded_once(self._rows["codings"])
        if "predicates" in self._rows:
            check_verbs(self._rows["predicates"], self._near)
        check_words(self._rows)

    def _nodes(self) -> dict[str, CheckedRows]:
        """Tables of nodes that have ids."""
        return {table: self._rows[table] for table, kind in _NODE_TABLES.items() if kind.name not in self._unusable}

    def _names(self) -> pa.Array:
        """Every id that a table of nodes declares, whether or not its row is good."""
        cells = [rows.cells[TABLES[name].id_column] for name, rows in self._nodes().items()]
        return pc.unique(pa.chunked_array(cells, pa.string()))

    def _ids(self, kinds: Sequence[str]) -> list[str]:
        """Ids of some kinds."""
        tables = [kind.table for kind in KINDS if kind.name in kinds and kind.table in self._rows]
        cells = (self._rows[table].cells[TABLES[table].id_column] for table in tables)
        return [str(text) for column in cells for text in column.to_pylist() if text]

    def _list_own_columns(self) -> None:
        """Say once which columns the model does not know."""
        renamed = {name: rows.renamed for name, rows in self._rows.items()} | {"claims": self._claims.renamed}
        own = own_columns(
            (name, [column for column in table.columns if column not in renamed.get(name, ())], TABLES[name])
            for name, table in self._source.tables.items()
            if name in TABLES
        )
        if own:
            what = f"Columns of the study's own, which are kept and which no analysis uses: {own}."
            remedy = "If one of them is a column of the model, rename it. If not, there is nothing to do."
            self.problems.add(Problem("note", "own_columns", self._source.path.name, what, remedy))

    def _check_references(self) -> None:
        """References of all small tables; then, repeatedly, of rows to rows left out."""
        named = [
            (rows, found)
            for name, rows in self._rows.items()
            if name in TABLES
            for found in self._references.read(rows, _references(rows, TABLES[name]))
        ]
        self._references.meant.noted.report(self.problems)
        self._check_structure()
        for name, rows in self._rows.items():
            if name in TABLES:
                rows.leave_out(is_spoilt(rows, TABLES[name]))
        for rows, found in named:
            self._references.check(rows, found, found.column.refers_to)
        self._references.unusable.report(self.index, self.problems)
        before = -1
        while (now := self.index.refresh()) != before:
            before = now
            for rows, found in named:
                self._references.check_left_out(rows, found)
        self._check_supply()

    def _check_structure(self) -> None:
        """What needs ids in place of labels: nodes within nodes, and one profile for each actor."""
        if "stakeholder_profiles" in self._rows:
            check_profiles(self._rows["stakeholder_profiles"])
        for name, rows in self._nodes().items():
            if TABLES[name].up:
                check_circles(rows, TABLES[name])
        if "stages" in self._nodes():
            check_phases(self._rows["stages"])

    def _check_supply(self) -> None:
        if "stage" in self._unusable:
            return
        stages = self.index.of_kinds(["stage"], left_out=True)
        for stage in self.settings.supply:
            if stage not in stages:
                self.problems.add(
                    Problem(
                        "error",
                        "unknown_stage",
                        "study.toml" if self._source.path.is_dir() else self._source.path.name,
                        f"The setting stages.supply names {stage}, which is not in the table stages.",
                        self._near.remedy(
                            stage, "stage", stages, "Name stages of your own cycle, or delete the setting."
                        ),
                        table="study",
                        column="stages.supply",
                        value=stage,
                    )
                )

    def _verbs(self) -> VerbRules:
        rows, schema = self._rows.get("predicates"), TABLES["predicates"]
        if rows is None:
            rows = CheckedRows(
                Place("predicates", ""), (), [], tuple(column.name for column in schema.columns), self.problems
            )
        return VerbRules.of(rows, not is_spoilt(rows, schema))

    def _persons(self) -> Mask:
        """Which nodes are individual persons."""
        persons = np.zeros(len(self.index.ids) + 1, bool)
        actors = self._rows.get("actors")
        if actors is not None and "actor" not in self._unusable:
            is_person = np.array([word == "person" for word in actors.cells["granularity"].to_pylist()], bool)
            found = self.index.find(actors.cells["actor"])
            persons[found[is_person & (found >= 0)]] = True
        return persons


def _references(rows: CheckedRows, schema: TableSchema) -> list[Column]:
    """Columns of a table that name nodes."""
    return [c for c in schema.columns if c.refers_to and c.refers_to != ("claim",) and c.name not in rows.absent]


def _empty(schema: TableSchema) -> pa.Table:
    columns = {column.name: pa.array([], pa.string()) for column in schema.columns}
    return pa.table({**columns, ROW: pa.array([], pa.int64())})
