"""Two people's studies as one new study, with a report of what agreed and what clashed."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd

from graphmodel.api.building import check_study
from graphmodel.api.changing import apply_change
from graphmodel.api.snapshots import snapshot_of
from graphmodel.api.study_files import protect_study, refuse_program
from graphmodel.api.twins import COLUMNS as TWIN_COLUMNS
from graphmodel.api.twins import frame_of
from graphmodel.changes import StudyChange
from graphmodel.formats import Tables
from graphmodel.housekeeping.joined_rows import Joined
from graphmodel.housekeeping.joining import join as join_snapshots
from graphmodel.output.files import replacing, replacing_folder
from graphmodel.problems import OutputError, Problems, StudyError
from graphmodel.queue import asked
from graphmodel.results import Result
from graphmodel.snapshot import Snapshot
from graphmodel.wording import Call, Message, counted, typed
from graphmodel_loaders import read_study
from graphmodel_loaders.folder_writer import refuse_if_filled, write_files
from graphmodel_loaders.opening import refuse_missing
from graphmodel_loaders.workbook_writer import write_workbook


@dataclass(frozen=True)
class JoinReport:
    """What a join did.

    ``study``: the new study. ``result``: what agreed and what clashed, table by table. ``items``: how many questions
    wait in its queue. ``problems``: what a check finds in it.
    """

    study: Path
    result: Result
    items: int
    problems: Problems


def join(first: str | Path, second: str | Path, target: str | Path, *, coders: Sequence[str] = ()) -> JoinReport:
    """Bring two people's studies together in a new study; neither of the two is changed.

    Ids of the first are kept. Nodes of one kind with the same label are one; what is left is the same where it has the
    same id. A unit that both coded is one claim, as the first has it; what each of two coders says of it is in the
    table ``codings``, for `agreement` and `adjudicate`. A claim of the second study whose id is that of another claim
    gets a new one. Where a cell is empty in one, the other's text counts; where they clash, the first's counts until
    somebody decides: the queue of the new study asks.

    Args:
        first: the study whose ids and cells count; a folder or a workbook.
        second: the other study.
        target: a new or empty folder; or a new workbook, ending in .xlsx.
        coders: the names of the two coders, where no column ``coder`` says who coded a claim.

    Returns:
        The report. Its tables: ``tables`` (``table``, ``agreed``, ``only_first``, ``only_second``, ``clashes``: rows);
        ``clashes`` (``table``, ``row``, ``column``, ``about``, ``first``, ``second``); ``same`` (nodes of the second
        study with another id now: ``kind``, ``id_before``, ``id``, ``label``, ``why``); ``codings`` (units that two
        coders coded: ``claim``, ``first_coder``, ``second_coder``, ``differ_in``); ``renumbered`` (``claim_before``,
        ``claim``); ``settings`` (``key``, ``first``, ``second``, ``counts``); ``twins`` (see :func:`twins`).

    Raises:
        StudyError: a study cannot be read completely, or the coders differ and are not named.
        OutputError: the target is not new.
    """
    paths, target = (Path(first), Path(second)), Path(target)
    refuse_program(target)
    _refuse_target(paths, target)
    names = [name.strip() for name in coders if name.strip()]
    if len(names) not in {0, 2} or len({*names}) != len(names):
        raise StudyError("Name two coders, the one of the first study and the one of the second.", by_caller=True)
    for path in paths:
        _refuse_unread(path)
    ours, theirs = (snapshot_of(path) for path in paths)
    joined = join_snapshots(ours, theirs, (names[0], names[1]) if names else ("", ""))
    _write(joined.study, target)
    records = asked(joined.study.records, joined.items)
    kept = {name: text for name, text in joined.study.records.items() if name not in records}
    what = f"joined {paths[0].name} and {paths[1].name}"
    apply_change(target, StudyChange("join", what, records={**kept, **records}))
    result = _result(joined, paths[1], target)
    return JoinReport(target, result, len(joined.items), check_study(target).problems)


def _refuse_target(studies: Sequence[Path], target: Path) -> None:
    for study in studies:
        refuse_missing(study)
        protect_study(study, target)
        home = study.resolve()
        if home.is_dir() and target.resolve().is_relative_to(home):
            raise OutputError(f"{target} is inside the study {study}; nothing was written. Name another place.")
    if target.suffix.lower() == ".xlsx":
        if os.path.lexists(target):
            raise OutputError(f"{target} exists; nothing was written. Name a new file.")
    else:
        refuse_if_filled(target)


def _refuse_unread(study: Path) -> None:
    """A row that cannot be read would be missing from the joined study."""
    source, problems = read_study(study), Problems()
    for table in source.tables.values():
        for _ in table.batches(problems, lambda _: None):
            pass
    errors = [one for one in (*source.problems, *problems) if one.severity == "error"]
    if errors:
        raise StudyError(
            Message(
                "{} cannot be read completely, so rows would be missing: {}: {} Run {} and correct it first.",
                study,
                errors[0].where,
                errors[0].what,
                Call(f"graphmodel check {typed(study)}", f"gm.check_study({str(study)!r}).problems"),
            )
        )


def _write(study: Snapshot, target: Path) -> None:
    tables: Tables = {
        name: (table.columns, [dict(row) for row in table.rows.values()])
        for name, table in study.tables.items()
        if not table.default
    }
    try:
        if target.suffix.lower() != ".xlsx":
            with replacing_folder(target, []) as work:
                write_files(work, tables, study.settings)
            return
        with replacing(target) as work:
            write_workbook(work, [(key, _cell(value), "") for key, value in study.settings.items()], tables, [])
    except OSError as error:
        raise OutputError(f"{target} cannot be written: {error.strerror or error}.") from error


def _cell(value: object) -> str | list[str]:
    return [str(entry) for entry in value] if isinstance(value, list) else str(value)


def _result(joined: Joined, second: Path, target: Path) -> Result:
    accounts = [
        (name, one.agreed, one.only_first, one.only_second, one.clashes) for name, one in joined.accounts.items()
    ]
    clashes = [(one.table, one.rows[0], one.column, one.what, one.kept, one.other) for one in joined.clashes]
    same = [(one.kind, one.id_before, one.id, one.label, one.why) for one in joined.same]
    codings = [(*unit, ", ".join(differ)) for *unit, differ in joined.coded_by_both]
    frames: Mapping[str, pd.DataFrame] = {
        "tables": pd.DataFrame(accounts, columns=["table", "agreed", "only_first", "only_second", "clashes"]),
        "clashes": pd.DataFrame(clashes, columns=["table", "row", "column", "about", "first", "second"]),
        "same": pd.DataFrame(same, columns=["kind", "id_before", "id", "label", "why"]),
        "codings": pd.DataFrame(codings, columns=["claim", "first_coder", "second_coder", "differ_in"]),
        "renumbered": pd.DataFrame(joined.renumbered, columns=["claim_before", "claim"]),
        "settings": pd.DataFrame(joined.settings, columns=["key", "first", "second", "counts"]),
        "twins": frame_of(target, joined.twins) if joined.twins else pd.DataFrame(columns=[*TWIN_COLUMNS]),
    }
    tables = {name: frame for name, frame in frames.items() if name == "tables" or len(frame)}
    names = ("agreed", "only_first", "only_second", "clashes")
    sums = [sum(getattr(one, name) for one in joined.accounts.values()) for name in names]
    differ = sum(bool(differ) for *_, differ in joined.coded_by_both)
    counts = (
        f"{counted(sums[0], 'row')} agreed, {sums[1]:,} only in the first, {sums[2]:,} only in the second, {sums[3]:,} "
        f"with a clash ({counted(len(joined.clashes), 'cell')}). {counted(len(joined.coded_by_both), 'unit')} coded by "
        f"both, {differ:,} of them differently."
    )
    return Result(
        "join", f"{target.name}, with {second.name}", counts, tables, (), target, partial(protect_study, target)
    )
