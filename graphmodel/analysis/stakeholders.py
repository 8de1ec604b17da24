"""Show who is tied to whom, and who is central.

Ties are claims between two stakeholders, or being involved in the same evidence, event or
workstream; the kinds of tie are kept apart. Power and interest come from ratings alone:
centrality is not power.
"""

from typing import Literal

import pandas as pd

from graphmodel.analysis.registry import analysis
from graphmodel.frames.counting import SUPPORT, support, with_support
from graphmodel.frames.groups import stakeholder_nodes
from graphmodel.frames.ratings import power_interest
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.ties import KIND_OF_TIES, MOST_TOGETHER, TIES, ties_of
from graphmodel.measures.centrality import EXACT, PIVOTS, is_sampled, measures
from graphmodel.measures.communities import Communities, communities
from graphmodel.measures.network import Network
from graphmodel.results import Result
from graphmodel.schema.rules import STAKEHOLDERS
from graphmodel.wording import counted

COUNTS = (
    "Ties count claims that join two actors or organisations, or involve both in the same thing: affirming, denying "
    "and mixed claims of what is, and claims of what ought to be (normative), side by side and never netted. "
    "A tie is one pair of stakeholders, whatever the verbs (a map draws a line for each verb of it). "
    "Ties by claim are directed, the others undirected; the kinds of tie are never summed. "
    "In- and out-degree are directed; the other measures take ties as undirected and as there or not (strength: the "
    "number of claims). A central place is not power."
)
READING = (
    "Measures rest on ties of the kind {tie!r} for which a claim says that the two are joined, whatever the verb: "
    "working with and challenging alike, but not leaving out. That no tie is mentioned does not mean that "
    "there is none, so measures that need a tie are missing where there is none."
)


@analysis(
    tables=("ties", "measures", "communities", "power_interest", "isolates"),
    examples=("graphmodel stakeholders my-copy --table measures", "graphmodel stakeholders my-copy --ties evidence"),
)
def stakeholders(frames: StudyFrames, *, ties: Literal["claim", "evidence", "event", "workstream"] = "claim") -> Result:
    """Ties between actors and organisations, and measures of their place.

    Args:
        frames: the study.
        ties: the kind of tie that measures, communities and isolates rest on: a claim between the two,
            or being involved in the same evidence, event or workstream.

    Returns:
        Tables ``ties``, ``measures`` (all stakeholders; columns of
        :func:`graphmodel.measures.centrality.measures`), ``communities``,
        ``power_interest`` (from ratings only) and ``isolates`` (no tie of that kind is mentioned).

    Raises:
        QuestionError: there is no such kind of tie.
    """
    tie = KIND_OF_TIES[ties]
    people = stakeholder_nodes(frames)
    ties_of_kind = {kind: ties_of(frames.claims, kind) for kind in TIES}
    all_ties = pd.concat([one.ties for one in ties_of_kind.values()], ignore_index=True)
    joined = all_ties[(all_ties["tie"] == tie) & all_ties["joined"]]
    network = Network.of(joined)
    groups = communities(network)
    directed = tie == "claim"
    placed = people.merge(measures(network, joined, groups, directed), how="left", on="id")
    # Without ties a count is zero; any other measure is missing.
    counts = ["degree", "strength", *(["in_degree", "out_degree"] if directed else [])]
    placed[counts] = placed[counts].fillna(0)
    behind = _behind(joined)
    placed = with_support(placed, support(_joined(behind, frames.claims), ["id"]), ["id"])
    placed = placed.sort_values(["degree", "strength", "id"], ascending=[False, False, True], ignore_index=True)
    notes = _notes(
        frames, people, network, groups, {kind: one.left_out for kind, one in ties_of_kind.items()}, all_ties, tie
    )
    return Result(
        name="stakeholders",
        title="Who is tied to whom, and the place of each",
        counts=COUNTS,
        tables={
            "ties": _ties_table(all_ties, people),
            "measures": placed,
            "communities": _communities_table(placed, joined, groups, frames.claims),
            "power_interest": power_interest(frames),
            "isolates": _isolates(placed, all_ties, frames.claims),
        },
        notes=notes,
    )


def _ties_table(ties: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    labels = people.set_index("id")["label"]
    table = ties.assign(start_label=ties["start"].map(labels), end_label=ties["end"].map(labels))
    columns = ["start", "start_label", "end", "end_label", "tie", "predicates", "affirms", "denies", "mixed"]
    table = table.rename(columns={"joined": "in_measures"})
    order = table["tie"].map({kind: place for place, kind in enumerate(TIES)})
    table = table.assign(order=order).sort_values(
        ["order", "n_claims", "start", "end"], ascending=[True, False, True, True], ignore_index=True
    )
    return table[[*columns, "normative", *SUPPORT[:-1], "in_measures", "shared", "claims"]]


def _behind(joined: pd.DataFrame) -> pd.DataFrame:
    """Claim ids behind the ties of each stakeholder."""
    sides = [joined[[end, "claims"]].rename(columns={end: "id"}) for end in ("start", "end")]
    return pd.concat(sides, ignore_index=True).explode("claims").rename(columns={"claims": "claim"}).dropna()


def _joined(rows: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    return rows.drop_duplicates().merge(claims[["claim", "source", "speaker"]], on="claim")


def _communities_table(
    placed: pd.DataFrame, joined: pd.DataFrame, groups: Communities, claims: pd.DataFrame
) -> pd.DataFrame:
    community = placed.set_index("id")["community"]
    start, end = (joined[side].map(community).astype("Int64") for side in ("start", "end"))
    inside = joined.assign(community=start)[start == end]
    members = placed.dropna(subset="community").sort_values("id").groupby("community")
    table = pd.DataFrame(
        {"n_members": members.size(), "members": members["id"].agg(list), "labels": members["label"].agg(list)}
    )
    table["ties_inside"] = inside.groupby("community").size().reindex(table.index, fill_value=0)
    across = pd.concat([start[start != end], end[start != end]])
    table["ties_outside"] = across.value_counts().reindex(table.index, fill_value=0)
    table["method"] = groups.method
    table = table.astype({"n_members": "Int64", "ties_inside": "Int64", "ties_outside": "Int64", "method": "str"})
    rows = inside[["community", "claims"]].explode("claims").rename(columns={"claims": "claim"})
    return with_support(table.reset_index(), support(_joined(rows, claims), ["community"]), ["community"])


def _isolates(placed: pd.DataFrame, ties: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Stakeholders without a tie in the measures: what else claims say about them."""
    alone = placed.loc[placed["degree"] == 0, ["id", "label", "kind"]]
    for kind in TIES:
        of = ties[(ties["tie"] == kind) & ties["joined"]]
        counted = pd.concat([of["start"], of["end"]]).value_counts()
        alone[f"{kind.replace(' ', '_')}_ties"] = alone["id"].map(counted).astype("Int64").fillna(0)
    ends = [claims.assign(id=claims[end])[["id", "claim", "source", "speaker"]] for end in ("subject", "object")]
    rows = pd.concat(ends, ignore_index=True)
    counted = support(rows[rows["id"].isin(set(alone["id"]))], ["id"])
    return with_support(alone, counted, ["id"]).sort_values("id", ignore_index=True)


def _notes(
    frames: StudyFrames,
    people: pd.DataFrame,
    network: Network,
    groups: Communities,
    left_out: dict[str, int],
    ties: pd.DataFrame,
    tie: str,
) -> tuple[str, ...]:
    claims = frames.claims
    themselves = (claims["subject"] == claims["object"]) & claims["subject_kind"].isin(STAKEHOLDERS)
    not_joined = ((ties["tie"] == tie) & ~ties["joined"]).sum()
    notes = [
        READING.format(tie=tie),
        f" {len(network)} of {len(people)} stakeholders have a tie of the kind {tie!r}; "
        f"{counted(not_joined, 'tie')} only denied, only normative or only leaving out "
        "are shown and not measured.",
    ]
    if len(network):
        notes.append(
            f"Communities: {groups.method}; modularity {groups.modularity:.2f}. Another seed or method may draw "
            "the borders elsewhere."
        )
    if themselves.any():
        notes.append(f"Left out: claims about a body and others of its kind, which join nobody ({themselves.sum()}).")
    for kind, number in left_out.items():
        if number:
            notes.append(
                f"Left out of {kind!r}: {number} that involve more than {MOST_TOGETHER} stakeholders, "
                "or would make the table too long."
            )
    if is_sampled(network):
        notes.append(
            f"Betweenness and closeness are estimates from {PIVOTS} nodes drawn with a fixed seed, "
            f"because a connected part has more than {EXACT:,} nodes."
        )
    if not len(frames.edges("RATES")):
        notes.append("The study has no ratings, so nothing is said of power and interest.")
    return tuple(notes)
