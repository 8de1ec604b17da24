"""Show who is tied to whom, and who is central.

Ties are claims between two stakeholders, or being involved in the same evidence, event or
workstream; the kinds of tie are kept apart. Power and interest come from ratings alone:
centrality is not power.
"""

from collections.abc import Mapping
from typing import Literal

import pandas as pd

from graphmodel.analysis.registry import analysis
from graphmodel.frames.counting import SUPPORT, support, with_support
from graphmodel.frames.groups import stakeholder_nodes
from graphmodel.frames.ratings import power_interest
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.ties import KIND_OF_TIES, MOST_TOGETHER, TIES, arcs, ties_of
from graphmodel.measures.centrality import EXACT, PIVOTS, is_sampled, measures
from graphmodel.measures.communities import HIGHEST_SHARE, MOST_TIES, REWIRED, RUNS, STABLE, Communities, communities
from graphmodel.measures.network import Network
from graphmodel.problems import QuestionError
from graphmodel.results import Result
from graphmodel.schema.rules import STAKEHOLDERS
from graphmodel.wording import counted

COUNTS = (
    "Ties count claims that join two actors or organisations, or involve both in the same thing. Of claims between "
    "two, affirming, denying and mixed claims of what is, and claims of what ought to be (normative), stand side by "
    "side and are never netted; in the same thing, only affirming claims of what is involve anybody, and not those of "
    "ignoring, withholding or leaving out. A tie is one pair of stakeholders, whatever the verbs (a map draws a line "
    "for each verb of it). Ties by claim are directed, the others undirected; the kinds of tie are never summed. "
    "In- and out-degree are directed; the other measures take ties as undirected and as there or not (strength: the "
    "number of distinct claims). A central place is not power."
)
READING = (
    "Measures rest on ties of the kind {tie!r} for which a claim says, wholly or in part, that the two are joined; "
    "a symmetric verb (works with) goes both ways, and opposing or leaving out joins nobody. That no tie is mentioned "
    "does not mean that there is none, so measures that need a tie are missing where there is none."
)
OF_VERB = (
    "Measures rest on claims of the verb {verb!r} alone that say, wholly or in part, that it is so, whatever the verb "
    "says of the two."
)


@analysis(
    tables=("ties", "measures", "communities", "power_interest", "isolates"),
    examples=(
        "graphmodel stakeholders my-copy --table measures",
        "graphmodel stakeholders my-copy --ties evidence",
        "graphmodel stakeholders my-copy --table measures --verb works_with --no-classes",
    ),
)
def stakeholders(
    frames: StudyFrames,
    *,
    ties: Literal["claim", "evidence", "event", "workstream"] = "claim",
    verb: str = "",
    no_classes: bool = False,
) -> Result:
    """Ties between actors and organisations, and measures of their place.

    Args:
        frames: the study.
        ties: the kind of tie that measures, communities and isolates rest on: a claim between the two,
            or being involved in the same evidence, event or workstream.
        verb: use only claims with this verb (its own or default name) as ties by claim.
        no_classes: leave out classes of stakeholders, such as "primary care trust (unspecified)".

    Returns:
        Tables ``ties``, ``measures`` (all stakeholders; columns of
        :func:`graphmodel.measures.centrality.measures`), ``communities`` (empty where none can be told apart),
        ``power_interest`` (from ratings only) and ``isolates`` (no tie of that kind is mentioned). Stakeholders
        that are a class of them are marked (``is_class``).

    Raises:
        NotFound: no claim between two stakeholders has the verb.
        QuestionError: there is no such kind of tie, or a verb is asked for with ties of another kind than claims.
    """
    tie = KIND_OF_TIES[ties]
    if verb and ties != "claim":
        raise QuestionError(f"Ties by verb are ties by claim; leave out ties = {ties}, or the verb.")
    people = stakeholder_nodes(frames, classes=not no_classes)
    labels = dict(zip(people["id"], people["label"], strict=True))
    ties_of_kind = {
        kind: ties_of(frames, kind, classes=not no_classes, verb=verb if kind == tie else "") for kind in TIES
    }
    all_ties = pd.concat([one.ties for one in ties_of_kind.values()], ignore_index=True)
    joined = arcs(ties_of_kind[tie].ties)
    network = Network.of(joined, labels)
    groups = communities(network, [labels[node] for node in network.nodes])
    directed = tie == "claim"
    placed = people.merge(measures(network, joined, groups, directed), how="left", on="id")
    # Without ties a count is zero; any other measure is missing.
    counts = ["degree", "strength", *(["in_degree", "out_degree"] if directed else [])]
    placed[counts] = placed[counts].fillna(0)
    placed = with_support(placed, support(_joined(_behind(joined), frames.claims), ["id"]), ["id"])
    placed = placed.sort_values(
        ["degree", "strength", "label", "id"], ascending=[False, False, True, True], ignore_index=True
    )
    left_out = {kind: one.left_out for kind, one in ties_of_kind.items()}
    notes = _notes(frames, people, network, groups, left_out, all_ties, tie)
    notes[0] = OF_VERB.format(verb=verb) if verb else notes[0]
    return Result(
        name="stakeholders",
        title="Who is tied to whom, and the place of each",
        counts=COUNTS,
        tables={
            "ties": _ties_table(all_ties, labels),
            "measures": placed,
            "communities": _communities_table(placed, joined, groups, frames.claims),
            "power_interest": frames.once("power and interest", power_interest),
            "isolates": _isolates(placed, all_ties, frames.claims),
        },
        notes=tuple(notes),
    )


def _ties_table(ties: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    table = ties.assign(start_label=ties["start"].map(labels), end_label=ties["end"].map(labels))
    columns = ["start", "start_label", "end", "end_label", "tie", "predicates", "affirms", "denies", "mixed"]
    table = table.rename(columns={"joined": "in_measures"})
    order = table["tie"].map({kind: place for place, kind in enumerate(TIES)})
    by = ["order", "n_sources", "n_speakers", "n_claims", "start_label", "end_label", "start", "end"]
    table = table.assign(order=order, both_ways=table["joining_back"].map(len).gt(0).astype("boolean"))
    table = table.sort_values(by, ascending=[True, False, False, False, True, True, True, True], ignore_index=True)
    return table[[*columns, "normative", *SUPPORT[:-1], "in_measures", "both_ways", "shared", "claims"]]


def _behind(joined: pd.DataFrame) -> pd.DataFrame:
    """Claim ids behind the ties of each stakeholder."""
    sides = [joined[[end, "claims"]].rename(columns={end: "id"}) for end in ("start", "end")]
    return pd.concat(sides, ignore_index=True).explode("claims").rename(columns={"claims": "claim"}).dropna()


def _joined(rows: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    return rows.drop_duplicates().merge(claims[["claim", "source", "speaker"]], on="claim")


def _communities_table(
    placed: pd.DataFrame, joined: pd.DataFrame, groups: Communities, claims: pd.DataFrame
) -> pd.DataFrame:
    """The communities, the largest first; none where they cannot be told apart."""
    community = placed.set_index("id")["community"]
    start, end = (joined[side].map(community).astype("str") for side in ("start", "end"))
    undirected = {(min(pair), max(pair)) for pair in zip(joined["start"], joined["end"], strict=True)}
    ends = [(community[a], community[b]) for a, b in undirected]
    members = placed.dropna(subset="community").sort_values(["degree", "label"], ascending=[False, True])
    by_name = members.assign(unstable=members["stability"].lt(STABLE)).groupby("community")
    table = pd.DataFrame({"community": pd.Series(groups.names, dtype="str")}).set_index("community")
    table["n_members"] = by_name.size()
    table["members"], table["labels"] = by_name["id"].agg(list), by_name["label"].agg(list)
    table["ties_inside"] = [sum(a == b == name for a, b in ends) for name in table.index]
    table["ties_outside"] = [sum(a != b and name in (a, b) for a, b in ends) for name in table.index]
    table["n_unstable"] = by_name["unstable"].sum()
    table["method"] = groups.method
    whole = ["n_members", "ties_inside", "ties_outside", "n_unstable"]
    table = table.astype(dict.fromkeys(whole, "Int64") | {"method": "str"})
    inside = joined.assign(community=start)[start.notna() & (start == end)]
    rows = inside[["community", "claims"]].explode("claims").rename(columns={"claims": "claim"})
    return with_support(table.reset_index(), support(_joined(rows, claims), ["community"]), ["community"])


def _isolates(placed: pd.DataFrame, ties: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Stakeholders without a tie in the measures: what else claims say about them."""
    alone = placed.loc[placed["degree"] == 0, ["id", "label", "kind"]]
    for kind in TIES:
        of = ties[(ties["tie"] == kind) & ties["joined"]]
        by_end = pd.concat([of["start"], of["end"]]).value_counts()
        alone[f"{kind.replace(' ', '_')}_ties"] = alone["id"].map(by_end).astype("Int64").fillna(0)
    ends = [claims.assign(id=claims[end])[["id", "claim", "source", "speaker"]] for end in ("subject", "object")]
    rows = pd.concat(ends, ignore_index=True)
    counts = support(rows[rows["id"].isin(set(alone["id"]))], ["id"])
    return with_support(alone, counts, ["id"]).sort_values(["label", "id"], ignore_index=True)


def _notes(
    frames: StudyFrames,
    people: pd.DataFrame,
    network: Network,
    groups: Communities,
    left_out: Mapping[str, int],
    ties: pd.DataFrame,
    tie: str,
) -> list[str]:
    claims = frames.claims
    themselves = (claims["subject"] == claims["object"]) & claims["subject_kind"].isin(STAKEHOLDERS)
    not_joined = ((ties["tie"] == tie) & ~ties["joined"]).sum()
    notes = [
        READING.format(tie=tie),
        f"{len(network)} of {counted(len(people), 'stakeholder')} have a tie of the kind {tie!r}; "
        f"{counted(not_joined, 'tie')} only denied, only normative, only opposing or only leaving out "
        "are shown and not measured.",
        *_on_communities(groups),
    ]
    crowds = int(frames.nodes("Actor")["is_crowd"].sum())
    if crowds:
        notes.append(f"Left out: {counted(crowds, 'crowd')} that only speak in the study, such as its informants.")
    n_classes = int(people["is_class"].sum())
    if n_classes:
        notes.append(
            f"{n_classes} of these {len(people)} {'is a class' if n_classes == 1 else 'are classes'}, not one body or "
            "person; they can be left out."
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
    return notes


def _on_communities(groups: Communities) -> list[str]:
    """What was found of communities, in words."""
    if groups.verdict == "no ties":
        return []
    if groups.verdict == "too large":
        return [
            f"No communities are looked for: there are more than {MOST_TIES:,} ties, and comparing so many with "
            "random networks takes too long."
        ]
    compared = (
        f"{groups.method} {groups.modularity:.3f}; of {REWIRED} rewired networks in which everybody has as many ties, "
        f"a share of {groups.share:.2g} has at least as much, this one counted in"
    )
    if groups.verdict == "not distinct":
        return [f"No communities can be told apart: {compared}, and more than {HIGHEST_SHARE:g} is too many."]
    unstable = sum(share < STABLE for share in groups.stability)
    return [
        f"Communities: {compared}. {unstable} of {counted(len(groups.of), 'member')} stay with their community in "
        f"fewer than {STABLE:.0%} of {RUNS} runs with the nodes in random order (stability); do not rely on where they "
        "are."
    ]
