"""Who does what with evidence in the bundled study, worked out from its tables alone."""

from collections import Counter

from graphmodel.schema.rules import DEEDS, UNDONE
from tests.support import raw

DONE = {"affirms": "done", "denies": "not done", "mixed": "in part"}
TURNED = {"affirms": "not done", "denies": "done", "mixed": "in part"}


def deeds_in_tables(focus: str) -> Counter[tuple[str, str, str]]:
    """Claims by sector, deed and how they say it, counted from the tables of the bundled study."""
    bodies = {row["organisation"]: row["kind"] for row in raw.table("organisations")}
    sector = {row["actor"]: bodies.get(row["organisation"], "") for row in raw.table("actors")} | bodies
    items = {row["evidence"]: row["focus"] for row in raw.table("evidence")}
    deed_of = {verb: deed for deed, verbs in DEEDS.items() for verb in verbs} | UNDONE
    found: Counter[tuple[str, str, str]] = Counter()
    for row in raw.table("claims"):
        item = next((id_ for id_ in (row["object"], row["about"]) if id_ in items), "")
        verb, said = row["predicate"], row["polarity"] or "affirms"
        of_focus = row["subject"] in sector and items.get(item) == focus and verb in deed_of
        if of_focus and row["certainty"] != "normative":
            found[sector[row["subject"]], deed_of[verb], (TURNED if verb in UNDONE else DONE)[said]] += 1
    return found
