"""The rows of a table with their numbers."""

from graphmodel_loaders.filled_ids import FilledIds
from graphmodel_loaders.loaded_study import LoadedStudy
from graphmodel_loaders.rows import UNNAMED

Numbered = tuple[int, dict[str, str]]


def rows_of(study: LoadedStudy, table: str) -> list[Numbered]:
    """Every row of a table that has a cell for each column, with its number as in messages (the header is row 1).

    Rows with other errors are among them, as they stand in the file without the spaces around cells; blank rows are
    not. A table that comes with graphmodel, or is made of labels, has rows too. Rows without an id have the one that is
    made for them. There are none of a table that the study does not have.
    """
    source = study.tables.get(table)
    if source is None:
        return []
    named = [(place, name) for place, name in enumerate(source.names) if not name.startswith(UNNAMED)]
    width = len(source.names)
    whole = bool(source.sheet)  # a sheet has no ragged rows: cells that are not stored are empty
    rows: list[Numbered] = []
    for number, cells in source.lines():
        if number <= source.header or not (whole or len(cells) == width):
            continue
        texts = [(cell.replace("\v", "\n") if "\v" in cell else cell).strip() for cell in cells[:width]]
        if any(texts):
            texts += [""] * (width - len(texts))
            rows.append((number, {name: texts[place] for place, name in named}))
    if isinstance(source, FilledIds):
        ids = source.ids()
        rows = [(number, {**row, source.column: row.get(source.column) or ids.get(number, "")}) for number, row in rows]
    return rows
