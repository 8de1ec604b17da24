"""The lines of the stakeholder map, and the groups that stand for many stakeholders at once.

Groups, for studies with too many ties to see all at once, are columnar as the rest of the map::

    id, label     of the group; the id null is "Not known": members of which the study does not say it
    x, y, r       middle and radius of the circle that holds the members
    group         the group of each node; null for isolates
    node_x, node_y  place of each node when its group is opened: around the middle of the group
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from graphmodel.frames.counting import support
from graphmodel.schema import rules
from graphmodel_viz.positions import grouped_positions

NOT_KNOWN = "Not known"
APART = (rules.OPPOSES, rules.LEAVES_OUT)
"""Relations in which one keeps the other out or back."""
COUNTS = ("affirms", "denies", "mixed", "normative", "n_claims", "n_speakers", "unattributed", "n_sources")


def tie_rows(ties: pd.DataFrame, claims: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Rows to draw from the table ``ties`` of the analysis, of one kind of tie.

    A tie by claim is taken apart by verb: working with and challenging are two lines. Columns:
    ``start``, ``end``, ``predicates``, the counts, ``claims``, ``shared``, ``state`` and ``lane``
    (see :mod:`graphmodel_viz.picture_data.stakeholder_map`), by start, end and verb.
    """
    rows = _by_verb(ties, claims) if kind == "claim" else _by_pair(ties)
    rows = rows.assign(verb=[" ".join(words) for words in rows["predicates"]])
    rows = rows.sort_values(["start", "end", "verb"], ignore_index=True)
    low = rows[["start", "end"]].min(axis=1)
    high = rows[["start", "end"]].max(axis=1)
    lanes = rows.assign(low=low, high=high).groupby(["low", "high"]).cumcount()
    return rows.assign(lane=lanes)


def _by_verb(ties: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    each = ties[["start", "end", "claims"]].explode("claims").rename(columns={"claims": "claim"}).dropna()
    columns = ["claim", "source", "speaker", "predicate", "relation", "polarity", "certainty"]
    each = each.merge(claims[columns], on="claim")
    by = ["start", "end", "predicate"]
    rows = support(each, by).merge(counts_by(each, by), on=by)
    apart = each[by].assign(apart=each["relation"].isin(APART)).groupby(by, as_index=False)["apart"].any()
    rows = rows.merge(apart, on=by)
    says = rows["affirms"] + rows["mixed"] > 0
    ought = rows["normative"] == rows["n_claims"]
    state = [_state(joins, wish) for joins, wish in zip(says & ~rows["apart"], ought & ~rows["apart"], strict=True)]
    predicates = [[word] for word in rows["predicate"]]
    nothing: list[list[str]] = [[] for _ in predicates]
    return rows.assign(
        predicates=pd.Series(predicates, index=rows.index, dtype=object),
        shared=pd.Series(nothing, index=rows.index, dtype=object),
        state=pd.Series(state, index=rows.index, dtype="str"),
    )


def _by_pair(ties: pd.DataFrame) -> pd.DataFrame:
    ought = ties["normative"] == ties["n_claims"]
    state = [_state(bool(joined), bool(wish)) for joined, wish in zip(ties["in_measures"], ought, strict=True)]
    columns = ["start", "end", "predicates", *COUNTS, "claims", "shared"]
    return ties[columns].assign(state=pd.Series(state, index=ties.index, dtype="str"))


def counts_by(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Affirming, denying and mixed claims of what is, and claims of what ought to be, each claim once."""
    once = rows.drop_duplicates([*by, "claim"])
    ought = once["certainty"] == "normative"
    parts = {word: ~ought & (once["polarity"] == word) for word in ("affirms", "denies", "mixed")} | {
        "normative": ought
    }
    return once[by].assign(**parts).groupby(by, as_index=False)[list(parts)].sum()


def _state(joined: bool, ought: bool) -> str:
    return "joined" if joined else "ought" if ought else "apart"


def groups_of(
    of: Sequence[str | None],
    tied: Sequence[bool],
    ids: Sequence[str],
    rows: pd.DataFrame,
    labels: Mapping[str, str],
) -> dict[str, Any]:
    """One grouping of a layer.

    Args:
        of: the group of each node, None where it is not known.
        tied: has the node a tie?
        ids: of the nodes.
        rows: ties as :func:`graphmodel_viz.picture_data.stakeholder_lines.tie_rows` gives them.
        labels: of groups that are nodes; others show their id.
    """
    group_of = {id_: group or "" for id_, group, has in zip(ids, of, tied, strict=True) if has}
    weighted = list(zip(rows["start"], rows["end"], rows["n_claims"].astype(float), strict=True))
    placed = grouped_positions(group_of, weighted)
    names = sorted(placed.groups, key=lambda name: (name == "", len(name) if name.isdigit() else 0, name))
    index = {name: number for number, name in enumerate(names)}
    return {
        "id": [name or None for name in names],
        "label": [_label(name, labels) for name in names],
        **{axis: [placed.groups[name][at] for name in names] for at, axis in enumerate("xyr")},
        "group": [index[group_of[id_]] if id_ in group_of else None for id_ in ids],
        "node_x": [placed.at[id_][0] if id_ in group_of else None for id_ in ids],
        "node_y": [placed.at[id_][1] if id_ in group_of else None for id_ in ids],
    }


def _label(name: str, labels: Mapping[str, str]) -> str:
    if not name:
        return NOT_KNOWN
    return labels.get(name) or (f"Community {name}" if name.isdigit() else name.replace("_", " "))
