"""Settings and places in orders that an import brings: longer lists, never other ones."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from graphmodel.changes import TableChange
from graphmodel.housekeeping.references import references_of
from graphmodel.schema import VOCABULARIES
from graphmodel.snapshot import Row, Snapshot

_OF_STUDY = ("id", "title")
_WORDS = "vocabularies."


def longer_settings(
    study: Snapshot, imported: Snapshot, tables: Mapping[str, TableChange]
) -> tuple[dict[str, str | Sequence[str]], list[str]]:
    """Settings that an import makes longer or adds, and the keys of those that the study has otherwise.

    Args:
        study: the study.
        imported: the import.
        tables: what changes in the study by it.
    """
    settings: dict[str, str | Sequence[str]] = {}
    kept = []
    for key, theirs in imported.settings.items():
        if key in _OF_STUDY:
            continue
        ours = study.settings.get(key)
        if isinstance(theirs, list | tuple):
            words = [str(word) for word in theirs]
            default = VOCABULARIES.get(key.removeprefix(_WORDS), ()) if key.startswith(_WORDS) else ()
            now = [str(word) for word in ours] if isinstance(ours, list | tuple) else list(default)
            new = [word for word in dict.fromkeys(words) if word not in now]
            if new:
                settings[key] = [*now, *new]
        elif isinstance(theirs, str) and theirs and ours is None:
            settings[key] = theirs
        elif ours != theirs:
            kept.append(key)
    for name, used in _words_used(tables).items():
        key = f"{_WORDS}{name}"
        own = settings.get(key, study.settings.get(key))
        if isinstance(own, list | tuple):  # a study with fewer words than the model gets those that are used
            new = [word for word in VOCABULARIES[name] if word in used and word not in own]
            if new:
                settings[key] = [*map(str, own), *new]
    return settings, kept


def _words_used(tables: Mapping[str, TableChange]) -> dict[str, set[str]]:
    used: dict[str, set[str]] = defaultdict(set)
    for table, change in tables.items():
        words = {name: one.kinds[0] for name, one in references_of(table).items() if one.kinds[0] in VOCABULARIES}
        for row in (*change.append, *change.cells.values()):
            for name, vocabulary in words.items():
                used[vocabulary] |= {part.strip() for part in row.get(name, "").split(";")} - {""}
    return used


def with_free_places(study: Snapshot, imported: Snapshot) -> Snapshot:
    """The import with new stages behind those of the study, where it has other stages at their places."""
    table = imported.tables.get("stages")
    there = {row.get("stage", ""): row.get("order", "") for row in study.rows("stages").values()}
    if table is None or not there:
        return imported
    new = [row for row in table.rows.values() if row.get("stage", "") not in there]
    taken = {order for order in there.values() if order}
    tops = {row["order"].partition(".")[0] for row in new if row.get("order") in taken}
    numbers = [order.partition(".")[0] for order in [*taken, *(row.get("order", "") for row in new)]]
    last = max((int(number) for number in numbers if number.isdecimal() and len(number) < 9), default=0)
    moved = {top: str(last + place) for place, top in enumerate(sorted(tops), 1)}

    def placed(row: Row) -> Row:
        top, dot, rest = row.get("order", "").partition(".")
        if row.get("stage", "") in there or top not in moved:
            return row
        return {**row, "order": f"{moved[top]}{dot}{rest}"}

    rows = {number: placed(row) for number, row in table.rows.items()}
    return replace(imported, tables={**imported.tables, "stages": replace(table, rows=rows)})
