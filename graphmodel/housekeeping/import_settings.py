"""Settings and places in orders that an import brings: longer lists, never other ones."""

from collections.abc import Sequence
from dataclasses import replace

from graphmodel.schema import VOCABULARIES
from graphmodel.snapshot import Row, Snapshot

_OF_STUDY = ("id", "title")
_WORDS = "vocabularies."


def longer_settings(study: Snapshot, imported: Snapshot) -> tuple[dict[str, str | Sequence[str]], list[str]]:
    """Settings that an import makes longer or adds, and the keys of those that the study has otherwise."""
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
    return settings, kept


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
