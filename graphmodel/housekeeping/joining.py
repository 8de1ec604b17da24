"""Brings two studies together: what agrees is there once, what clashes is asked about, what two coders say stays."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graphmodel.housekeeping.joined_nodes import Ids, ids_in_first, in_ids
from graphmodel.housekeeping.joined_rows import Joined, alone, both
from graphmodel.housekeeping.joined_units import JoinedClaims
from graphmodel.housekeeping.plan import setting_text
from graphmodel.housekeeping.records import NAMES, former_names, records_of_both, remembered, renamed_in_queue
from graphmodel.housekeeping.twins import Twin, twins
from graphmodel.snapshot import Snapshot

_APART = ("claims", "codings")


def join(first: Snapshot, second: Snapshot, coders: tuple[str, str] = ("", "")) -> Joined:
    """Two studies as one.

    Ids of the first are kept. Nodes of one kind with the same label are one. A unit that both coded is one claim, as
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
    claims = JoinedClaims(first, second, joined, coders)
    second = claims.second
    tables = dict(first.tables)
    names = [name for name in dict.fromkeys([*first.tables, *second.tables]) if name not in _APART]
    for name in names:
        ours, theirs = first.tables.get(name), second.tables.get(name)
        if ours is None or theirs is None or (ours.default and theirs.default):
            tables[name] = alone(name, ours, theirs, joined)
        else:
            tables[name] = both(name, ours, theirs, joined)
    tables |= claims.tables()
    joined.settings, settings = _settings(first, second, [name for name in coders if name])
    joined.study = Snapshot(tables, settings, records_of_both(first.records, _records_in(second.records, ids)))
    joined.twins = _twins_across(first, joined.study)
    joined.items += [twin.item for twin in joined.twins if not twin.set_apart]
    return joined


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
