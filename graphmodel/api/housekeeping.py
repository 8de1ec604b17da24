"""Renaming, merging and splitting in the files of a study: shown, done, and undone by ``undo``."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pandas as pd

from graphmodel.api.changing import apply_change
from graphmodel.api.snapshots import snapshot_of
from graphmodel.api.study_files import own_questions, protect_study, refuse_program
from graphmodel.housekeeping import merging, renaming, splitting
from graphmodel.housekeeping.nodes import Nodes
from graphmodel.housekeeping.plan import REMOVED, Plan
from graphmodel.problems import StudyError
from graphmodel.results import Result
from graphmodel.schema import KINDS_BY_NAME
from graphmodel.snapshot import Snapshot
from graphmodel.user_files import is_plain, read_plain
from graphmodel.wording import counted
from graphmodel_loaders.ids import ids_from_labels

_Rows = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Chore:
    """One command of housekeeping on one study.

    Args:
        study: a folder of tables, or a workbook.
        title: what it does, in a line.
        compute: the plan, from the study as it is.
    """

    study: Path
    title: str
    compute: Callable[[Snapshot], Plan]

    def plan(self) -> Plan:
        """What it would do now.

        Raises:
            StudyError: it cannot be done.
            NotFound: something that is named is not there.
            OutputError: the study is a part of the program.
        """
        refuse_program(self.study)
        before = renaming.with_own_tables(snapshot_of(self.study))
        return replace(self.compute(before), before=before)

    def shown(self, plan: Plan, *, is_done: bool = False) -> Result:
        """What it does as a result."""
        cells: dict[tuple[str, str, str, str], list[int]] = defaultdict(list)
        for one in plan.cells:
            cells[one.table, one.column, one.before, one.after].append(one.row)
        changes = [(*place, len(rows), rows) for place, rows in cells.items()]
        clashes = [(one.table, list(one.rows), one.column, one.kept, one.other, one.what) for one in plan.clashes]
        frames = {
            "changes": pd.DataFrame(changes, columns=["table", "column", "before", "after", "cells", "rows"]),
            "clashes": pd.DataFrame(clashes, columns=["table", "rows", "column", "kept", "other", "what"]),
            "stays": _places(plan.stays, "cells"),
            "left": _places(plan.left, "rows"),
        }
        tables = {name: frame for name, frame in frames.items() if name == "changes" or len(frame)}
        protect = partial(protect_study, self.study)
        notes = (*_notes(plan), *_in_questions(self.study, plan.gone))
        return Result("housekeeping", self.title, _counts(plan, is_done), tables, notes, self.study, protect)

    def carry_out(self, plan: Plan, *, by: str = "") -> tuple[str, ...]:
        """Do it, as it was planned; returns lines that say what was done.

        Raises:
            StudyError: the study has changed since it was planned.
            ChangeRefused: it would add errors; nothing was changed.
        """
        if plan.is_empty:
            return ("Nothing to change.",)
        now = renaming.with_own_tables(snapshot_of(self.study))
        if now != plan.before and self.compute(now).change != plan.change:
            raise StudyError("The study has changed meanwhile. Nothing was changed. Run the command again.")
        done = apply_change(self.study, plan.change, by=by)
        return (done.counts, *done.notes)

    def run(self, show_only: bool, by: str) -> Result:
        """For Python: show it, after doing it unless it is only to be shown."""
        plan = self.plan()
        notes = () if show_only else self.carry_out(plan, by=by)
        result = self.shown(plan, is_done=not show_only)
        return replace(result, notes=(*notes, *result.notes))


def _places(rows: _Rows, what: str) -> pd.DataFrame:
    return pd.DataFrame([(*place, count) for place, count in rows.items()], columns=["table", "column", what])


def _counts(plan: Plan, is_done: bool) -> str:
    if plan.is_empty:
        return "Nothing to change."
    cells = [one for one in plan.cells if one.column]
    whole = Counter(one.after == REMOVED for one in plan.cells if not one.column)
    tables = len({one.table for one in plan.cells})
    gone = f", delete {counted(whole[True], 'row')}" if whole[True] else ""
    rows = gone + (f", add {counted(whole[False], 'row')}" if whole[False] else "")
    what = f"change {counted(len(cells), 'cell')}{rows}{',' if rows else ''} in {counted(tables, 'table')}"
    return f"{'Done' if is_done else 'To do'}: {what}."


def _notes(plan: Plan) -> tuple[str, ...]:
    notes = []
    if plan.clashes:
        notes.append(f"Look at the table clashes ({counted(len(plan.clashes), 'row')}).")
    if plan.left:
        rows = sum(plan.left.values())
        verb = "holds" if rows == 1 else "hold"
        notes.append(
            f"{counted(rows, 'row')} {verb} the old name in a column that does not refer to nodes: no change there "
            "(table left)."
        )
    return tuple(notes)


def _in_questions(study: Path, names: Sequence[str]) -> list[str]:
    """The questions of the study's own that hold a name which no longer means anything; they are shown, not changed."""
    words = [re.compile(rf"(?<![\w.]){re.escape(name)}(?![\w.])") for name in names]
    found = [
        path.relative_to(folder).as_posix()
        for folder in own_questions(study)
        for path in sorted(folder.rglob("*.cypher"))
        if is_plain(path) and any(word.search(read_plain(path) or "") for word in words)
    ]
    return [f"Questions of the study's own that hold the old name: {', '.join(found)}."] if found else []


def rename_chore(study: Path, old: str, new: str, kind: str = "", to: str = "") -> Chore:
    """The chore of :func:`rename`."""
    return Chore(study, f"Rename {old} to {new}", lambda now: renaming.rename(now, old, new, kind=kind, to=to))


def merge_chore(study: Path, keep: str, others: Sequence[str], kind: str = "") -> Chore:
    """The chore of :func:`merge`."""
    title = f"Merge {', '.join(others)} into {keep}"
    return Chore(study, title, lambda now: merging.merge(now, keep, others, kind=kind))


def split_chore(study: Path, node: str, new: str, moving: splitting.Moving, label: str = "", kind: str = "") -> Chore:
    """The chore of :func:`split`."""

    def compute(now: Snapshot) -> Plan:
        nodes = Nodes(now)
        of = nodes.find(node, kind).kind
        id_, name = new, label
        if of in KINDS_BY_NAME and not renaming.is_id(new, of):
            prefix = KINDS_BY_NAME[of].prefix
            taken = {one.id for one in nodes if one.kind in KINDS_BY_NAME}
            id_, name = ids_from_labels([new], prefix, taken=taken).get(new, prefix), label or new
        return splitting.split(now, node, id_, moving, label=name, kind=kind)

    return Chore(study, f"Split {new} from {node}", compute)


def rename(
    study: str | Path, old: str, new: str, *, kind: str = "", to: str = "", show_only: bool = False, by: str = ""
) -> Result:
    """Give a node, a verb, a claim or a word another id or another label, everywhere in a study.

    Every column that names nodes by the schema is covered, lists and settings too. An id with the prefix of another
    kind moves the row to the table of that kind. :func:`undo` undoes it.

    Args:
        study: a folder of tables, or a workbook.
        old: an id or a label; or a word of a vocabulary, with the vocabulary as the kind.
        new: an id if it has the form of one of that kind, else a label.
        kind: what ``old`` is, where that is not clear: ``actor``, ``stage``, ``verb``, ``claim``, ``focus``,
            ``coder`` or the name of a vocabulary.
        to: ``id`` or ``label``: what ``new`` is.
        show_only: change nothing.
        by: who does it, for the journal; empty for nobody.

    Returns:
        ``changes`` (``table``, ``column``, ``before``, ``after``, ``cells``, ``rows``: their numbers); ``clashes``
        (what to look at: ``table``, ``rows``, ``column``, ``kept``, ``other``, ``what``) and ``left`` (rows that hold
        the old name in a column that does not refer to nodes), where there are any.

    Raises:
        NotFound: nothing has that name.
        StudyError: several things have it, the new name is taken, or the study cannot be read.
        ChangeRefused: it would add errors to the study; nothing was changed.
    """
    return rename_chore(Path(study), old, new, kind, to).run(show_only, by)


def merge(study: str | Path, keep: str, *others: str, kind: str = "", show_only: bool = False, by: str = "") -> Result:
    """Make one node (or verb) of several: the first stays, and takes the place of the others everywhere.

    It keeps its cells; its empty cells take those of the others. Their labels stay in the column ``also_called``. Rows
    of other tables that become alike (ratings, links) are one; those that contradict one another stay and are shown.
    :func:`undo` undoes it.

    Args:
        study: a folder of tables, or a workbook.
        keep: id or label of the node that stays.
        others: ids or labels of those that become it.
        kind: what they are, where that is not clear.
        show_only: change nothing.
        by: who does it, for the journal; empty for nobody.

    Returns:
        As of :func:`rename`.

    Raises:
        NotFound: there is no such node.
        StudyError: they are of several kinds, or the same node.
        ChangeRefused: it would add errors to the study, such as claims that join a person to itself.
    """
    return merge_chore(Path(study), keep, others, kind).run(show_only, by)


def split(
    study: str | Path,
    node: str,
    new: str,
    *,
    claims: Sequence[str] = (),
    sources: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    label: str = "",
    kind: str = "",
    show_only: bool = False,
    by: str = "",
) -> Result:
    """Make two nodes of one: a new node takes over some of its claims, with what names these claims.

    Args:
        study: a folder of tables, or a workbook.
        node: id or label of the node.
        new: id of the new node; or its label, of which the id is made.
        claims: ids of claims that move.
        sources: sources whose claims move.
        where: cells of the claims that move, by column; with ``sources``, both hold.
        label: label of the new node, where ``new`` is an id.
        kind: what the node is, where that is not clear.
        show_only: change nothing.
        by: who does it, for the journal; empty for nobody.

    Returns:
        As of :func:`rename`, with ``stays`` (``table``, ``column``, ``cells``): what goes on naming the old node.

    Raises:
        NotFound: there is no such node, claim, source or column.
        StudyError: nothing would move, or the new node exists.
        ChangeRefused: it would add errors to the study; nothing was changed.
    """
    moving = splitting.Moving(claims, sources, where or {})
    return split_chore(Path(study), node, new, moving, label, kind).run(show_only, by)
