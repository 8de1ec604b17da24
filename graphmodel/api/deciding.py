"""The queue of a study: what a person must decide, as a table or a workbook, and the decisions back."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pandas as pd

from graphmodel.api.changing import apply_change, errors_of_change
from graphmodel.api.decision_workbooks import FILL, DecisionWorkbook
from graphmodel.api.snapshots import snapshot_of
from graphmodel.api.study_files import protect_study, refuse_program
from graphmodel.changes import StudyChange
from graphmodel.housekeeping.deciding import Decided, Decision, decide
from graphmodel.housekeeping.kinds import ITEM_KINDS
from graphmodel.housekeeping.queue_questions import questions, spread_out
from graphmodel.housekeeping.renaming import with_own_tables
from graphmodel.problems import ChangeRefused
from graphmodel.queue import DROP, QueueItem, settled, waiting
from graphmodel.results import Result
from graphmodel.snapshot import Snapshot, difference
from graphmodel.wording import counted

_WORKBOOK = DecisionWorkbook(
    "queue",
    "queue of study",
    ("item",),
    "This is not one of the options. It is taken only where the question allows any text.",
)


@dataclass
class QueueReport:
    """What became of the decisions in a workbook.

    ``taken``: carried out now; ``unchanged``: taken at an earlier reading; ``open``: not decided; ``refused``: with the
    reason of each, by row of the workbook. ``change`` says what the journal does of it; empty where nothing changed.
    """

    taken: int = 0
    unchanged: int = 0
    open: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    change: tuple[str, ...] = ()

    @property
    def counts(self) -> str:
        """How many decisions there were, and what became of them."""
        read = self.taken + self.unchanged + self.open + len(self.refused)
        return (
            f"Read {counted(read, 'row')}: {self.taken} taken, {self.unchanged} taken before, {self.open} not decided, "
            f"{len(self.refused)} refused."
        )


def show_queue(study: str | Path) -> Result:
    """What waits for a decision, and what was decided.

    Args:
        study: a folder of tables, or a workbook.

    Returns:
        ``queue``, a row for each question: ``item`` (its id), ``kind``, ``where``, ``question``, ``options``,
        ``suggestion``, ``about`` (how many items it decides on); ``settled``: ``item``, ``kind``, ``question``,
        ``decision``, ``decided_by``, ``note``; ``kinds``: ``kind``, ``asks`` (what is decided), ``items`` (how many
        wait); ``items``, each item alone: ``item``, ``part_of`` (the question that it is asked about in with others),
        ``kind``, ``where``, ``question``, ``suggestion``.

    Raises:
        StudyError: there is no study, or its queue cannot be read.
    """
    path = Path(study)
    records = snapshot_of(path).records
    queue, done = waiting(records), settled(records).values()
    asked = questions(queue, ITEM_KINDS)
    rows = [
        (one.id, first.kind, first.where, one.text, list(first.options), first.suggestion, len(one.items))
        for one in asked
        for first in one.items[:1]
    ]
    items = [
        (item.id, one.id if len(one.items) > 1 else "", item.kind, item.where, item.question, item.suggestion)
        for one in asked
        for item in one.items
    ]
    decided = [(one.id, one.kind, one.question, one.decision, one.decided_by, one.note) for one in done]
    numbers = [(kind.name, kind.help, sum(one.kind == kind.name for one in queue)) for kind in ITEM_KINDS.values()]
    tables = {
        "queue": pd.DataFrame(rows, columns=["item", "kind", "where", "question", "options", "suggestion", "about"]),
        "settled": pd.DataFrame(decided, columns=["item", "kind", "question", *FILL]),
        "kinds": pd.DataFrame(numbers, columns=["kind", "asks", "items"]),
        "items": pd.DataFrame(items, columns=["item", "part_of", "kind", "where", "question", "suggestion"]),
    }
    about = f" about {len(queue):,} items" if len(asked) < len(queue) else ""
    counts = f"{counted(len(asked), 'question')}{about} to decide, {counted(len(done), 'item')} decided."
    return Result("queue", "What waits for a decision", counts, tables, (), path, partial(protect_study, path))


def write_queue(study: str | Path, target: str | Path, *, force: bool = False) -> int:
    """Write what waits as a workbook to fill in, with the options of each row as a drop-down list.

    Below a question about several items there is a row for each of them, for those that are decided otherwise.

    Args:
        study: a folder of tables, or a workbook.
        target: the file, ending in .xlsx.
        force: overwrite a file that graphmodel did not write for this study.

    Returns:
        How many questions there are to decide.

    Raises:
        StudyError: there is no study, or its queue cannot be read.
        OutputError: the file cannot be written.
    """
    study, target = Path(study), Path(target)
    protect_study(study, target)
    asked = questions(waiting(snapshot_of(study).records), ITEM_KINDS)
    most = max((len(one.items[0].options) for one in asked), default=1)
    options = [f"option {number}" for number in range(1, most + 1)]
    columns = ["item", "part_of", "kind", "where", "question", *options, "suggestion"]

    def cells(id_: str, part_of: str, item: QueueItem, text: str) -> list[str]:
        padded = [*item.options, *[""] * (most - len(item.options))]
        return [id_, part_of, item.kind, item.where, text, *padded, item.suggestion]

    rows: list[list[str]] = []
    inner: list[int] = []
    for one in asked:
        rows.append(cells(one.id, "", one.items[0], one.text))
        if len(one.items) > 1:
            inner += range(len(rows), len(rows) + len(one.items))
            rows += [cells(item.id, one.id, item, item.question) for item in one.items]
    about = [
        (
            "decision",
            f"one of the options of the row; {DROP}: do nothing, and do not ask again; empty: it keeps waiting",
        ),
        ("part_of", "the row above that decides on several; fill this one if it is decided differently"),
        ("decided_by", "who decided; may be empty"),
        ("then", "graphmodel queue STUDY FILE takes the decisions; graphmodel undo STUDY undoes that"),
        *((kind.name, kind.help) for kind in ITEM_KINDS.values()),
    ]
    _WORKBOOK.write(study, target, columns, rows, choices=options, about=about, force=force, inner=inner)
    return len(asked)


def read_queue(study: str | Path, filled: str | Path, *, by: str = "") -> QueueReport:
    """Take the decisions in a filled workbook: all that can be taken, in one change that :func:`undo` undoes.

    A decision is refused where it is not one of the options, its item does not wait, or the check of the study does not
    allow what it leads to. Reading a workbook twice changes nothing the second time.

    Args:
        study: a folder of tables, or a workbook.
        filled: the workbook that :func:`write_queue` wrote.
        by: who does it, for the journal; and who decided, in rows that do not say so.

    Raises:
        StudyError: the file is not such a workbook, is of another study, or the study cannot be read.
    """
    study, filled = Path(study), Path(filled)
    refuse_program(study)
    decisions = [
        Decision(number, *(row.get(name, "").strip() for name in ("item", *FILL, "part_of")))
        for number, row in enumerate(_WORKBOOK.read(study, filled), 2)
    ]
    return take_decisions(study, decisions, by=by)


def take_decisions(study: Path, decisions: Sequence[Decision], *, by: str = "") -> QueueReport:
    """Take decisions on items of the queue; see :func:`read_queue`."""
    before = with_own_tables(snapshot_of(study))
    each = spread_out(decisions, waiting(before.records), ITEM_KINDS)
    named = [replace(one, decided_by=by) if one.decision and not one.decided_by else one for one in each]
    decided = decide(before, ITEM_KINDS, named)
    refused: list[tuple[int, str]] = []
    if decided.taken and _errors(study, before, decided):
        good = _allowed(study, before, named, refused)
        decided = decide(before, ITEM_KINDS, good)
    report = QueueReport(len(decided.taken), len(decided.unchanged), len(decided.open))
    report.refused = sorted({*decided.refused, *refused})
    if decided.taken:
        done = apply_change(study, _change(before, decided), by=by)
        report.change = (done.counts, *done.notes)
    return report


def _change(before: Snapshot, decided: Decided) -> StudyChange:
    return difference(before, decided.study, "queue", f"{counted(len(decided.taken), 'decision')} taken")


def _errors(study: Path, before: Snapshot, decided: Decided) -> str:
    """What the check has against decisions, in a line; empty: nothing."""
    try:
        problems = errors_of_change(study, _change(before, decided))
    except ChangeRefused as refusal:
        problems = refusal.problems
    errors = [one for one in problems if one.severity == "error"]
    return f"{errors[0].where}: {errors[0].what}" if errors else ""


def _allowed(
    study: Path, before: Snapshot, decisions: Sequence[Decision], refused: list[tuple[int, str]]
) -> list[Decision]:
    """The decisions that the check allows together; those that it does not are added to the refused ones."""
    good: list[Decision] = []
    parts = [list(decisions)]
    while parts:
        part = parts.pop()
        fault = _errors(study, before, decide(before, ITEM_KINDS, [*good, *part]))
        if not fault:
            good += part
        elif len(part) == 1:
            refused.append((part[0].row, fault))
        else:
            middle = len(part) // 2
            parts += [part[middle:], part[:middle]]
    return good
