"""Words and consent: quotations agree with their claims, and whoever has withdrawn leaves nothing.

Claims of a source or a speaker who has withdrawn are set aside while claims stream by, so that neither they nor
anything that is derived of them is in the graph.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from graphmodel.check.ids import report_twice
from graphmodel.check.rows import CheckedRows
from graphmodel.schema import TABLES
from graphmodel.schema.consent import WITHDRAWN, Consent, Consents, strictest
from graphmodel.study import Mask
from graphmodel.wording import counted

QUOTES, PROFILES = "quotes", "profiles"
_OF_CONSENT = ("profile", "actor", "source", "consent", "quotes_attributed", "quotes_anonymous")

_DELETE = "There is nothing to do. Delete the row if it must not stay in the study either."


def check_words(tables: Mapping[str, CheckedRows]) -> None:
    """Check what can be checked within ``quotes`` and within ``profiles``."""
    for name in (QUOTES, PROFILES):
        if name in tables:
            _once(tables[name], TABLES[name].id_column)
    if QUOTES in tables:
        _check_quotes(tables[QUOTES])
    if PROFILES in tables:
        rows = tables[PROFILES]
        rows.fault(
            ~rows.filled("actor") & ~rows.filled("source"),
            "actor",
            "profile_of_nobody",
            "The profile names neither an actor nor a source.",
            "Fill in actor (the speaker), source (the interview) or both.",
        )


def _check_quotes(rows: CheckedRows) -> None:
    rows.fault(
        ~rows.filled("claim") & ~rows.filled("source"),
        "source",
        "words_from_nowhere",
        "The row names neither a claim nor a source, so nobody can say who may be asked about these words.",
        "Fill in source, or the claim whose words these are.",
    )
    rows.fault(
        rows.filled("start") != rows.filled("end"),
        "end",
        "half_a_place",
        "Only one of start and end is filled in.",
        "Fill in both, or neither.",
    )
    places = [(_number(rows.value("start", i)), _number(rows.value("end", i))) for i in range(len(rows))]
    rows.fault(
        np.array([start is not None and end is not None and start > end for start, end in places], bool),
        "end",
        "ends_before_start",
        lambda i: f"The words end at {rows.value('end', i)}, before they start ({rows.value('start', i)}).",
        "Correct start and end: positions in the text of the source, counted in characters from 0.",
    )


def _number(cell: str) -> int | None:
    return int(cell) if cell.isascii() and cell.isdecimal() else None


def _once(rows: CheckedRows, column: str) -> None:
    first: dict[str, int] = {}
    again: dict[int, tuple[str, int]] = {}
    for i, name in enumerate(rows.cells[column].to_pylist()):
        if name and first.setdefault(name, int(rows.numbers[i])) != int(rows.numbers[i]):
            again[i] = (rows.place.table, first[name])
    report_twice(rows, column, again)


@dataclass(frozen=True)
class _Unit:
    """What is known of a claim that words stand behind."""

    source: str
    speaker: str
    quoted: str
    row: int


NAMELESS = frozenset({"role", "group", "crowd"})
"""Granularities of actors whose label is no person's name."""


class QuotedWords:
    """The quotations and the consents of a study.

    Args:
        tables: the rows of all tables but the claims; their references have been read.
        unsure: whether the profiles cannot be read at all.

    Attributes:
        consents: what the profiles and the sources say.
        withdrawn: by table, the numbers of the rows that are of somebody who has withdrawn, or may be.
        claims_withdrawn: ids of claims whose source or speaker has withdrawn.
        n_claims: claims left out because their source or speaker has withdrawn.
    """

    def __init__(self, tables: Mapping[str, CheckedRows], *, unsure: bool) -> None:
        self._tables = tables
        profiles, sources = tables.get(PROFILES), tables.get("sources")
        if profiles is not None:
            unsure = unsure or bool(profiles.bad.any()) or bool(profiles.left_out)
        self.consents = Consents(_rows(sources, ("source", "consent")), _rows(profiles, _OF_CONSENT), unsure=unsure)
        self.withdrawn: dict[str, set[int]] = {}
        quotes = tables.get(QUOTES)
        self._wanted = {name for name in quotes.cells["claim"].to_pylist() if name} if quotes is not None else set()
        self._units: dict[str, _Unit] = {}
        self.claims_withdrawn: set[str] = set()
        self._sources: set[str] = set()
        self._asked: dict[tuple[str, str], Consent] = {}
        self.n_claims = 0
        if self.consents.withdraws:
            self._leave_out_sources()

    def see(self, rows: CheckedRows) -> None:
        """Take note of claims that are checked, and set those aside whose source or speaker has withdrawn."""
        if self._wanted:
            columns = (rows.cells[name].to_pylist() for name in ("claim", "source", "speaker", "quoted"))
            for name, source, speaker, quoted, number in zip(*columns, rows.numbers.tolist(), strict=True):
                if name in self._wanted:
                    self._units.setdefault(name, _Unit(source, speaker, quoted, number))
        if not self.consents.withdraws:
            return
        pairs = zip(rows.cells["source"].to_pylist(), rows.cells["speaker"].to_pylist(), strict=True)
        said = [self._of(source, speaker) for source, speaker in pairs]
        gone: Mask = np.array([one.permission == WITHDRAWN for one in said], bool)
        # Whom a row with an error is of is not sure.
        self._withhold(rows, gone | rows.bad)
        counting = gone & ~rows.bad & ~rows.aside
        self.claims_withdrawn.update(rows.cells["claim"].filter(pa.array(gone)).to_pylist())
        self._sources.update(rows.cells["source"].filter(pa.array(counting)).to_pylist())
        self.n_claims += int(counting.sum())
        rows.fault(
            counting,
            "source",
            "withdrawn",
            lambda i: f"Left out: {', '.join(said[i].decided_by)} says withdrawn.",
            _DELETE,
            severity="note",
        )
        rows.aside |= gone

    def _of(self, source: str, speaker: str) -> Consent:
        """What holds for the claims of a speaker in a source, asked once for each two."""
        pair = (source, speaker)
        if pair not in self._asked:
            self._asked[pair] = self.consents.of(source, speaker)
        return self._asked[pair]

    def cautions(self) -> Iterator[str]:
        """What every result says of claims left out because somebody has withdrawn."""
        if self.n_claims:
            yield (
                f"{counted(self.n_claims, 'claim')} from {counted(len(self._sources), 'source')} left out: "
                "the source or the speaker has withdrawn."
            )

    def finish(self) -> None:
        """Check quotations against their claims, once all claims have been seen."""
        for table, rows in self._tables.items():
            schema = TABLES.get(table)
            for column in schema.columns if schema and not schema.kind else ():
                if column.refers_to == ("claim",) and self.claims_withdrawn:
                    names = rows.cells[column.name].to_pylist()
                    self._withhold(rows, np.array([name in self.claims_withdrawn for name in names], bool))
        quotes = self._tables.get(QUOTES)
        if quotes is not None:
            self._check_against_claims(quotes)

    def rows(self) -> Iterator[dict[str, str]]:
        """The quotations without an error: their columns, and what is derived of them.

        ``permission`` is the strictest of all that is said, and ``decided_by`` where it is said (``;`` between
        places); ``source`` and ``speaker`` are those of the claim where the cells are empty. ``apart`` is *yes* where
        who said the words may be one known person, so that what stands beside them would tell who it is. ``_row`` is
        the row in the table. All are text.
        """
        quotes = self._tables.get(QUOTES)
        if quotes is None:
            return
        nameless = {row["actor"] for row in self._actors() if row["granularity"] in NAMELESS}
        cells = {name: column.to_pylist() for name, column in quotes.cells.items()}
        for i in np.flatnonzero(~quotes.bad).tolist():
            row = {name: column[i] for name, column in cells.items()}
            unit = self._units.get(row["claim"])
            source = row["source"] or (unit.source if unit else "")
            speakers = {row["speaker"], unit.speaker if unit else ""} - {""}
            said = [self.consents.of(source, speaker, row["permission"]) for speaker in speakers or {""}]
            holds = strictest(said)  # of the speaker of the words and of that of the claim, where they differ
            yield {
                **row,
                "source": source,
                "speaker": row["speaker"] or (unit.speaker if unit else ""),
                "permission": holds.permission,
                "decided_by": "; ".join(holds.decided_by),
                "apart": "yes" if speakers - nameless else "",
                "_row": str(int(quotes.numbers[i])),
            }

    def _actors(self) -> list[dict[str, str]]:
        return _rows(self._tables.get("actors"), ("actor", "granularity"))

    def _check_against_claims(self, quotes: CheckedRows) -> None:
        units = [self._units.get(name) for name in quotes.cells["claim"].to_pylist()]

        def differs(column: str) -> Mask:
            own = quotes.cells[column].to_pylist()
            pairs = zip(own, units, strict=True)
            apart = [bool(cell and unit and getattr(unit, column) not in {"", cell}) for cell, unit in pairs]
            return np.array(apart, bool)

        quotes.fault(
            differs("source") & ~quotes.bad,
            "source",
            "another_source",
            lambda i: f"The words are from {quotes.value('source', i)}, their claim from {_of(units[i]).source}.",
            lambda i: f"Correct this source, or that of claims row {_of(units[i]).row}; or empty the cell.",
        )
        quotes.fault(
            differs("speaker") & ~quotes.bad,
            "speaker",
            "another_speaker",
            lambda i: f"The speaker is {quotes.value('speaker', i)}, that of the claim {_of(units[i]).speaker}.",
            "This may be right. If not, correct one of the two. The stricter consent applies.",
            severity="warning",
        )
        quotes.fault(
            np.array([unit is not None and unit.quoted != "yes" for unit in units], bool) & ~quotes.bad,
            "claim",
            "not_quoted",
            lambda i: f"The claim has words behind it, and its column quoted is {_of(units[i]).quoted or 'empty'}.",
            lambda i: f"Write yes in the column quoted of claims row {_of(units[i]).row}.",
            severity="warning",
        )

    def _leave_out_sources(self) -> None:
        """Leave out sources that have withdrawn, and rows of other tables that are from one."""
        sources = self._tables.get("sources")
        names = sources.cells["source"].to_pylist() if sources is not None else []
        gone = {name for name in names if name and self.consents.source_withdrawn(name)}
        for table, rows in self._tables.items():
            schema = TABLES.get(table)
            named = [c.name for c in schema.columns if c.refers_to == ("source",)] if schema else []
            named = [*named, "source"] if table == "sources" else named
            for column in named:
                hit = np.array([name in gone for name in rows.cells[column].to_pylist()], bool)
                self._withhold(rows, hit)
                if table not in {QUOTES, PROFILES}:
                    rows.aside |= hit
                if table == "sources":
                    what = "Left out with all claims from it: it, or everybody with a profile in it, has withdrawn."
                    rows.fault(hit & ~rows.bad, column, "withdrawn", what, _DELETE, severity="note")

    def _withhold(self, rows: CheckedRows, which: Mask) -> None:
        self.withdrawn.setdefault(rows.place.table, set()).update(rows.numbers[which].tolist())


def _of(unit: _Unit | None) -> _Unit:
    assert unit is not None  # noqa: S101 - only rows with a claim are reported
    return unit


def _rows(rows: CheckedRows | None, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Every row, those with an error included: what one says of consent holds."""
    if rows is None:
        return []
    cells = [rows.cells[name].to_pylist() for name in columns]
    return [dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True)]
