"""Adjudication: the units on which coders differ as a workbook, and the filled workbook back into the study."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from graphmodel.api.changing import apply_change, errors_of_change
from graphmodel.api.decision_workbooks import DecisionWorkbook
from graphmodel.api.study_files import protect_study, read_table, refuse_program
from graphmodel.changes import StudyChange, TableChange
from graphmodel.problems import ChangeRefused, NotFound
from graphmodel.queue import EMPTY
from graphmodel.schema.tables import CODED, DECISIONS
from graphmodel.wording import counted
from graphmodel_loaders import read_study
from graphmodel_loaders.changing import rows_of
from graphmodel_loaders.loaded_study import LoadedStudy

_FIXED = ["claim", "field", "summary", "source", "locator"]
_WORKBOOK = DecisionWorkbook(
    "adjudicate",
    "adjudication of study",
    ("claim", "field", "record"),
    "No coder gave this value. It is taken if the study's check allows it.",
)


@dataclass
class AdjudicationReport:
    """What became of the decisions in a workbook, one for each unit and field.

    ``changed``: the claim has another value now; ``unchanged``: it had it already; ``open``: not decided;
    ``refused``: with the reason of each, by row of the workbook. ``backup`` holds the tables as they were, among the
    study's records; None where no file was written.
    """

    changed: int = 0
    unchanged: int = 0
    open: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    backup: Path | None = None

    @property
    def counts(self) -> str:
        """How many decisions there were, and what became of them."""
        read = self.changed + self.unchanged + self.open + len(self.refused)
        return (
            f"Read {counted(read, 'row')}: {self.changed} changed, {self.unchanged} unchanged, {self.open} not "
            f"decided, {len(self.refused)} refused."
        )


@dataclass(frozen=True)
class _Decision:
    row: int
    claim: str
    field: str
    before: str
    decision: str
    decided_by: str
    note: str

    @property
    def cells(self) -> dict[str, str]:
        return {column.name: getattr(self, column.name) for column in DECISIONS.columns}


def write_adjudication(study: str | Path, target: str | Path, *, force: bool = False) -> int:
    """Write a workbook of the units on which coders differ, a row for each unit and field.

    Args:
        study: a folder of tables, or a workbook.
        target: the file, ending in .xlsx.
        force: overwrite a file that graphmodel did not write for this study.

    Returns:
        How many rows there are to decide.

    Raises:
        NotFound: the study has no codings.
        OutputError: the file cannot be written.
    """
    study, target = Path(study), Path(target)
    protect_study(study, target)
    claims, codings = (read_table(study, name) for name in ("claims", "codings"))
    coders = sorted(codings["coder"].unique())
    # A coder may be called as a column is.
    heads = {coder: f"coder: {coder}" for coder in coders}
    columns = [*_FIXED, *heads.values(), "record"]
    rows = [
        [unit[name] for name in _FIXED] + [unit[head] for head in heads.values()] + [unit["record"]]
        for unit in _differing(claims, codings, heads)
    ]
    about = [
        ("decision", f"the value that counts: one of the coders', the record's or another; {EMPTY} for none"),
        ("decided_by", "who decided; a decision without a name is refused"),
        ("then", "graphmodel adjudicate STUDY FILE reads it back into claims; graphmodel undo STUDY undoes that"),
    ]
    return _WORKBOOK.write(study, target, columns, rows, choices=[*heads.values(), "record"], about=about, force=force)


def _differing(claims: pd.DataFrame, codings: pd.DataFrame, heads: dict[str, str]) -> Iterator[dict[str, str]]:
    record = {str(row["claim"]): row for row in claims.fillna("").to_dict("records")}
    for claim, rows in codings.fillna("").groupby("claim", sort=True):
        if len(rows) < 2 or claim not in record:
            continue
        own = record[str(claim)]
        for name in CODED:
            values = {str(row["coder"]): _value(name, row.get(name, "")) for row in rows.to_dict("records")}
            if len({*values.values()}) > 1:
                unit = {column: str(own.get(column, "")) for column in _FIXED} | {"field": name}
                shown = {head: values.get(coder, EMPTY) for coder, head in heads.items()}
                yield unit | shown | {"record": _value(name, own.get(name, ""))}


def _value(name: str, text: object) -> str:
    """A cell as it is compared and shown: entries of a list in one order, a word for an empty cell."""
    parts = [part.strip() for part in str(text).split(";") if part.strip()] if name == "codes" else [str(text).strip()]
    return ";".join(sorted(dict.fromkeys(parts))) or EMPTY


def read_adjudication(study: str | Path, filled: str | Path) -> AdjudicationReport:
    """Read a filled workbook back into ``claims``, and into ``decisions`` who decided what.

    A decision is refused where it has no name, the claim has changed since, or the check of the study does not allow
    it. Reading a workbook twice changes nothing the second time. ``graphmodel.undo`` brings the tables back as they
    were.

    Args:
        study: a folder of tables, or a workbook.
        filled: the workbook that :func:`write_adjudication` wrote.

    Raises:
        StudyError: the file is not such a workbook, or is of another study.
        NotFound: the study has no claims.
    """
    study, filled = Path(study), Path(filled)
    rows = _WORKBOOK.read(study, filled)
    refuse_program(study)
    claims = {row["claim"]: row for row in _rows_of(study, "claims")}
    report = AdjudicationReport()
    decided = list(_decided(rows, claims, report))
    changes = [one for one in decided if one.decision != _value(one.field, claims[one.claim].get(one.field, ""))]
    faults = _checked(study, changes)
    report.refused += [(one.row, faults[one.claim]) for one in changes if one.claim in faults]
    kept = [one for one in decided if one.claim not in faults or one not in changes]
    changes = [one for one in changes if one.claim not in faults]
    report.changed, report.unchanged = len(changes), len(kept) - len(changes)
    fresh = _not_noted(study, kept)
    if changes or fresh:
        report.backup = apply_change(study, _change(read_study(study), changes, fresh)).kept
    report.refused.sort()
    return report


def _rows_of(study: Path, name: str) -> list[dict[str, str]]:
    rows = read_table(study, name).fillna("").to_dict("records")
    return [{str(column): str(text) for column, text in row.items()} for row in rows]


def _decided(
    rows: list[dict[str, str]], claims: dict[str, dict[str, str]], report: AdjudicationReport
) -> Iterator[_Decision]:
    times = Counter((row["claim"], row["field"]) for row in rows)
    for number, row in enumerate(rows, 2):
        claim, name, by = row["claim"], row["field"], row["decided_by"].strip()
        text = row["decision"].strip()
        if not text:
            report.open += 1
            continue
        decision = _value(name, "" if text == EMPTY else text)
        if name not in CODED or claim not in claims:
            reason = f"There is no claim {claim}." if name in CODED else f"{name!r} is not a column that coders decide."
        elif times[claim, name] > 1:
            reason = "The workbook has this unit and field twice."
        elif not by:
            reason = "decided_by is empty."
        elif _value(name, claims[claim].get(name, "")) not in {row["record"], decision}:
            reason = f"The claim has changed since: {name} is {_value(name, claims[claim].get(name, ''))} now."
        else:
            yield _Decision(number, claim, name, row["record"], decision, by, row["note"].strip())
            continue
        report.refused.append((number, reason))


def _cells(changes: list[_Decision]) -> dict[str, dict[str, str]]:
    cells: dict[str, dict[str, str]] = {}
    for one in changes:
        cells.setdefault(one.claim, {})[one.field] = "" if one.decision == EMPTY else one.decision
    return cells


def _checked(study: Path, changes: list[_Decision]) -> dict[str, str]:
    """What the check of the study has against claims as they would be, and cells that cannot be changed."""
    if not changes:
        return {}
    loaded = read_study(study)
    try:
        problems = errors_of_change(study, _change(loaded, changes, []))
    except ChangeRefused as refused:
        problems = refused.problems
    ids = {number: row["claim"] for number, row in rows_of(loaded, "claims")}
    touched = {one.claim for one in changes}
    return {
        ids[problem.row]: f"{problem.column}: {problem.what}"
        for problem in problems
        if problem.table == "claims" and ids.get(problem.row) in touched
    }


def _not_noted(study: Path, decided: list[_Decision]) -> list[dict[str, str]]:
    """Decisions that the table of them does not hold yet."""
    try:
        known = _rows_of(study, "decisions")
    except NotFound:
        known = []
    keys = ("claim", "field", "decision", "decided_by", "note")
    there = {tuple(row.get(key, "") for key in keys) for row in known}
    return [one.cells for one in decided if tuple(one.cells[key] for key in keys) not in there]


def _change(study: LoadedStudy, changes: list[_Decision], fresh: list[dict[str, str]]) -> StudyChange:
    numbers = {row["claim"]: number for number, row in rows_of(study, "claims")}
    cells = {numbers[claim]: own for claim, own in _cells(changes).items()}
    what = f"{counted(len(changes), 'decision')} of what coders coded differently"
    return StudyChange("adjudicate", what, {"claims": TableChange(cells), "decisions": TableChange(append=fresh)})
