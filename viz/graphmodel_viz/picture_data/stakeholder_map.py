"""The stakeholder map as plain data, ready for JSON: the same for every page that draws it.

Everything is columnar: the entries of one row stand at the same place in every list. A node, a
claim or a group is named by its place in its table; ``None`` (JSON ``null``) is *not known*::

    claims       ids of all claims that the map rests on
    predicates   verbs that ties name
    things       what ties by involvement share: {id, label}
    nodes        id, label, kind ("Actor" | "Organisation"), is_class, organisation, sector, claims
                   organisation: place of the node it belongs to (an organisation: its own)
                   sector: type of that organisation
                   claims: the claims that name the node as subject or object
    layers       by kind of tie ("claim", "same evidence", "same event", "same workstream"):
      directed     do ties go from start to end?
      x, y         place of each node (pixels at a zoom of 1, y downwards); null: no tie of this kind
      ties         start, end (nodes), predicates, affirms, denies, mixed, normative (claims, never
                   netted), n_claims, n_speakers (distinct), unattributed (claims without a
                   speaker), n_sources (distinct), claims, shared (things), state, lane
                   state: "joined" (a claim says so, wholly or in part), "apart" (only denied, or
                   the verb does not join, as one that opposes or leaves out: dashed), "ought" (claimed only
                   as what ought to be: dotted)
                   lane: 0, 1, 2 ... among the ties of the same two nodes; draw each on a curve
                   of its own. Curve lanes by the lower of the two nodes, not by the start.
      notes        what a reader must also know
      aggregated   open with groups in place of nodes (more than ``MOST_TIES`` ties)?
      opens_by     the grouping to open with then
      groups       by grouping ("organisation", "sector", "community"), for studies with too many ties
                   to see all at once:
        id, label      of the group; the id null is "Not known": the study does not say it of its members
        x, y, r        middle and radius of the circle that holds the members
        group          the group of each node; null for isolates
        node_x, node_y place of each node when its group is opened: around the middle of the group

Ties by claim are one for each verb between two nodes in one direction; ties by involvement are
one for each pair. Kinds of tie are never summed, so each layer has its own measures and places.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from graphmodel.analysis.stakeholders import stakeholders
from graphmodel.frames.counting import SUPPORT, VERDICTS, lists, support, verdicts
from graphmodel.frames.groups import stakeholder_nodes
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.ties import KIND_OF_TIES, TIES, ties_of
from graphmodel.problems import NotFound
from graphmodel.results import Result
from graphmodel.schema import rules
from graphmodel.schema.rules import STAKEHOLDERS
from graphmodel_viz.picture_data.deeds import sector_words
from graphmodel_viz.positions import grouped_positions, positions

NOT_KNOWN = "Not known"
COUNTS = (*VERDICTS, *SUPPORT[:-1])


def _tie_rows(ties: pd.DataFrame, claims: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Rows to draw from the table ``ties`` of the analysis, of one kind of tie.

    A tie by claim is taken apart by verb: working with and challenging are two lines. Columns:
    ``start``, ``end``, ``predicates``, the counts, ``claims``, ``shared``, ``state`` and ``lane``
    (see above), by start, end and verb.
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
    columns = ["claim", "source", "speaker", "predicate", "relation", "polarity", "certainty", "joins"]
    each = each.merge(claims[columns], on="claim")
    by = ["start", "end", "predicate"]
    rows = support(each, by).merge(_counts_by(each, by), on=by)
    flags = each[by].assign(related=each["relation"].eq(rules.JOINS), joined=each["joins"].astype(bool))
    rows = rows.merge(flags.groupby(by, as_index=False)[["related", "joined"]].any(), on=by)
    ought = rows["related"] & (rows["normative"] == rows["n_claims"])
    state = [_state(joins, wish) for joins, wish in zip(rows["joined"], ought, strict=True)]
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


def _counts_by(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Affirming, denying and mixed claims of what is, and claims of what ought to be, each claim once."""
    once = rows.drop_duplicates([*by, "claim"])
    parts = verdicts(once)
    return once[by].assign(**parts).groupby(by, as_index=False)[list(parts)].sum()


def _state(joined: bool, ought: bool) -> str:
    return "joined" if joined else "ought" if ought else "apart"


def _groups_of(
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
        rows: ties as :func:`_tie_rows` gives them.
        labels: of groups that are nodes; others show their id.
    """
    group_of = {id_: group or "" for id_, group, has in zip(ids, of, tied, strict=True) if has}
    weighted = list(zip(rows["start"], rows["end"], rows["n_claims"].astype(float), strict=True))
    placed = grouped_positions(group_of, weighted)
    names = sorted(placed.groups, key=lambda name: (name == "", name))
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
    return labels.get(name) or name.replace("_", " ")


Columns = dict[str, list[Any]]

MOST_TIES = 1_000
"""A layer with more ties opens with groups in place of nodes."""
MOST_GROUPS = 80


def stakeholder_map(frames: StudyFrames, kinds: Sequence[str] = TIES, focus: str | None = None) -> dict[str, Any]:
    """The data of the map; the module says what is in it.

    Args:
        frames: the study.
        kinds: the kinds of tie, each a layer.
        focus: only claims with this focus.

    Raises:
        NotFound: there is no such kind of tie or focus.
    """
    frames = frames if focus is None else of_focus(frames, focus)
    results = {kind: stakeholders(frames, ties=short) for short, kind in KIND_OF_TIES.items() if kind in kinds}
    nodes = _nodes(frames)
    # The same ties, whichever kind the measures rest on.
    all_ties = next(iter(results.values()))["ties"] if results else pd.DataFrame()
    rows = {kind: _tie_rows(all_ties[all_ties["tie"] == kind], frames.claims, kind) for kind in kinds}
    behind = [ids for table in rows.values() for ids in table["claims"]]
    claims = sorted({*(claim for ids in behind for claim in ids), *(c for ids in nodes["claims"] for c in ids)})
    names = _Places(
        node=_places(nodes["id"]),
        claim=_places(claims),
        predicate=_places(sorted({word for table in rows.values() for words in table["predicates"] for word in words})),
        thing=_places(sorted({thing for table in rows.values() for things in table["shared"] for thing in things})),
    )
    labels = _labels(frames)
    return {
        "claims": claims,
        "predicates": list(names.predicate),
        "things": {"id": list(names.thing), "label": [labels.get(thing) for thing in names.thing]},
        "nodes": _node_columns(nodes, names),
        "layers": {kind: _layer(results[kind], rows[kind], nodes, names, kind) for kind in kinds},
    }


def ties_to_draw(frames: StudyFrames, kind: str) -> tuple[Columns, pd.DataFrame]:
    """The stakeholders by id, and the ties of a kind as rows to draw, without places.

    Args:
        frames: the study.
        kind: one of :data:`graphmodel.frames.ties.TIES`.

    Returns:
        Columns of the nodes (``id``, ``label``, ``kind``, ``is_class``, ``organisation``, ``sector``), and rows with
        ``start``, ``end`` (ids), ``predicates``, ``shared``, ``state`` and ``claims``.
    """
    ties = ties_of(frames, kind).ties.rename(columns={"joined": "in_measures"})
    return _nodes(frames), _tie_rows(ties, frames.claims, kind)


def of_focus(frames: StudyFrames, focus: str) -> StudyFrames:
    """The study with the claims of one focus only.

    Raises:
        NotFound: the study has no such focus.
    """
    known = frames.settings.focus.values
    if focus not in known:
        choices = f"Choose one of: {', '.join(known)}." if known else "It has none."
        raise NotFound(f"The study has no focus {focus!r}. {choices}", known)
    kept = frames.claims[frames.claims["focus"] == focus].rename(columns={"subject": "start", "object": "end"})
    return replace(
        frames,
        read_nodes=frames.nodes,
        read_edges=lambda type_: kept if type_ == "CLAIM" else frames.edges(type_),
        _nodes={},
        _edges={},
    )


class _Places:
    """Where each name stands in its table."""

    def __init__(self, **tables: dict[str, int]) -> None:
        self.node, self.claim = tables["node"], tables["claim"]
        self.predicate, self.thing = tables["predicate"], tables["thing"]


def _places(names: Sequence[str] | pd.Series) -> dict[str, int]:
    return {str(name): index for index, name in enumerate(names)}


def _nodes(frames: StudyFrames) -> Columns:
    """The stakeholders, by id; what is not known is None."""
    people = stakeholder_nodes(frames)
    columns = ["id", "organisation", "type"]
    more = pd.concat([frames.nodes(kind).reindex(columns=columns) for kind in STAKEHOLDERS])
    nodes = people.merge(more, on="id").sort_values("id")
    table: Columns = {name: [None if pd.isna(cell) else cell for cell in nodes[name]] for name in nodes.columns}
    types = dict(zip(table["id"], table["type"], strict=True))
    rows = zip(table["id"], table["kind"], table["organisation"], strict=True)
    own = [id_ if kind == "Organisation" else organisation for id_, kind, organisation in rows]
    table["organisation"] = [organisation if organisation in types else None for organisation in own]
    table["sector"] = [types.get(organisation) for organisation in table["organisation"]]
    ends = [frames.claims[[end, "claim"]].rename(columns={end: "id"}) for end in ("subject", "object")]
    named = lists(pd.concat(ends).drop_duplicates().sort_values("claim"), ["id"], "claim").to_dict()
    table["claims"] = [named.get(id_, []) for id_ in table["id"]]
    return table


def _node_columns(nodes: Columns, names: _Places) -> Columns:
    return {
        **{column: nodes[column] for column in ("id", "label", "kind")},
        "is_class": [bool(cell) for cell in nodes["is_class"]],
        "organisation": [names.node.get(org) for org in nodes["organisation"]],
        "sector": nodes["sector"],
        "claims": [[names.claim[claim] for claim in ids] for ids in nodes["claims"]],
    }


def _layer(result: Result, rows: pd.DataFrame, nodes: Columns, names: _Places, kind: str) -> dict[str, Any]:
    ids = nodes["id"]
    drawn = list(zip(rows["start"], rows["end"], rows["n_claims"].astype(float), strict=True))
    placed = positions(ids, drawn)
    measured = result["measures"].set_index("id").reindex(ids)
    community = [None if pd.isna(name) else str(name) for name in measured["community"]]
    by = {
        "organisation": nodes["organisation"],
        "sector": nodes["sector"],
        "community": community,
    }
    labels = dict(zip(ids, nodes["label"], strict=True))
    tied = [id_ in placed.at for id_ in ids]
    words = labels | {sector: sector_words(sector) for sector in set(by["sector"]) if sector}
    groups = {
        grouping: _groups_of(of, tied, ids, rows, words if grouping == "sector" else labels)
        for grouping, of in by.items()
    }
    few = [grouping for grouping in ("sector", "community") if 2 <= len(groups[grouping]["id"]) <= MOST_GROUPS]
    return {
        "directed": kind == "claim",
        "x": [placed.at[id_][0] if id_ in placed.at else None for id_ in ids],
        "y": [placed.at[id_][1] if id_ in placed.at else None for id_ in ids],
        "ties": _tie_columns(rows, names),
        "notes": [note.strip() for note in result.notes],
        "aggregated": len(rows) > MOST_TIES,
        "opens_by": few[0] if few else "organisation",
        "groups": groups,
    }


def _tie_columns(rows: pd.DataFrame, names: _Places) -> Columns:
    return {
        "start": [names.node[id_] for id_ in rows["start"]],
        "end": [names.node[id_] for id_ in rows["end"]],
        "predicates": [[names.predicate[word] for word in words] for words in rows["predicates"]],
        **{column: [int(number) for number in rows[column]] for column in COUNTS},
        "claims": [[names.claim[claim] for claim in ids] for ids in rows["claims"]],
        "shared": [[names.thing[thing] for thing in things] for things in rows["shared"]],
        "state": rows["state"].tolist(),
        "lane": [int(lane) for lane in rows["lane"]],
    }


def _labels(frames: StudyFrames) -> Mapping[str, str]:
    return {**frames.labels("EvidenceItem"), **frames.labels("WorkStream")}
