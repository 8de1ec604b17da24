"""What else of a study has a date besides its claims: evidence, and organisations that took over from others."""

import re

import pandas as pd

from graphmodel.frames.evidence import EVIDENCE
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema.dates import read_date, span

_COLUMNS = {
    **dict.fromkeys(("kind", "id", "to", "what", "date"), "str"),
    **dict.fromkeys(("first", "last"), "Int64"),
    "locator": "str",
}
_OPEN = re.compile(r"(?P<word>after|since|from|before|until|by) +(?P<date>.+)", re.IGNORECASE)


def dated(frames: StudyFrames) -> dict[str, pd.DataFrame]:
    """The table ``dated`` of the page.

    Returns:
        One row for each evidence item with a date, and for each organisation that took over from another one, dated or
        not: ``kind`` (*evidence* or *reorganisation*); ``id`` (the item, or the organisation before), ``to`` (the one
        after), ``what``; ``date`` as the study has it; ``first`` and ``last``, the days that it may mean, as day
        numbers: one of them is empty where it is open, both where it is none; ``locator``.
    """
    items = frames.nodes(EVIDENCE).reindex(columns=["id", "date", "locator"]).dropna(subset=["date"])
    over = frames.edges("SUCCEEDED_BY").reindex(columns=["start", "end", "what", "when", "locator"])
    over = over.rename(columns={"start": "id", "end": "to", "when": "date"})
    rows = pd.concat([items.assign(kind="evidence"), over.assign(kind="reorganisation")], ignore_index=True)
    days = [days_of("" if pd.isna(text) else str(text)) for text in rows["date"]]
    rows["first"], rows["last"] = [first for first, _ in days], [last for _, last in days]
    table = rows.reindex(columns=list(_COLUMNS)).astype(_COLUMNS)
    return {"dated": table.sort_values(["kind", "first", "last", "id", "to"], ignore_index=True)}


def days_of(text: str) -> tuple[int | None, int | None]:
    """The first and the last day that a text may mean: *after 2012-03* has no last one, what is no date has neither."""
    found = _OPEN.fullmatch(text.strip())
    days = span(read_date(found["date"] if found else text))
    if days is None or not found:
        return days or (None, None)
    match found["word"].lower():
        case "after":
            return days[1] + 1, None
        case "since" | "from":
            return days[0], None
        case "before":
            return None, days[0] - 1
        case _:
            return None, days[1]
