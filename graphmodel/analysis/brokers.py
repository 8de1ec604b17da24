"""Show who stands between whom, and in which role.

A broker is tied to two others that are not tied directly. The groups of the three make the role:
coordinator, itinerant, gatekeeper, representative or liaison (Gould and Fernandez 1989). Each
count is compared with chance. Brokerage is not power.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from graphmodel.analysis.registry import analysis
from graphmodel.frames.counting import SUPPORT, support, with_support
from graphmodel.frames.groups import group_of, stakeholder_nodes
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.ties import arcs, ties_of
from graphmodel.measures.brokerage import (
    PERMUTATIONS,
    ROLES,
    Directed,
    brokered,
    counted_roles,
    n_permutations,
    roles_of,
    tails,
)
from graphmodel.measures.brokerage_moments import spreads
from graphmodel.measures.communities import communities
from graphmodel.measures.network import Floats, Ints, Network
from graphmodel.results import Result
from graphmodel.wording import counted

COMMUNITY = "community"
FEWEST = 6
"""A broker in fewer triads than this is not compared with chance."""
COUNTS = (
    "Counts are of brokered triads: a is said to be tied to the broker, the broker to b, and no tie from a to b is "
    "mentioned. A triad counts once, however many claims its ties have. Being a broker in what was said does not mean "
    "being one in fact, and brokerage is not power."
)
READING = (
    "Groups of a, broker and b: coordinator AAA, itinerant ABA, gatekeeper ABB, representative AAB, liaison ABC. "
    "Ties are those that the measures of stakeholders rest on: a claim by a joining verb, wholly or in part, of what "
    "is; a symmetric verb (works with) goes both ways, and opposing or leaving out joins nobody."
)


@dataclass(frozen=True)
class _Triads:
    """All brokered triads by positions of ties and nodes, in one array each."""

    tie_in: Ints
    tie_out: Ints
    a: Ints
    v: Ints
    b: Ints
    role: Ints
    """Place in ``ROLES``; -1 where one of the three has no group."""


@analysis(
    tables=("brokers", "roles", "triads", "groups"),
    examples=("graphmodel brokers my-copy --table roles", "graphmodel brokers my-copy --group organisation"),
)
def brokers(frames: StudyFrames, *, group: str = "type", verb: str = "", no_classes: bool = False) -> Result:
    """Brokers, the roles they have between groups, and what chance would give.

    Args:
        frames: the study.
        group: what makes a group: ``organisation`` (an actor's own; an organisation is in its own),
            ``community`` (as the measures of stakeholders find them), or a column of the study's
            organisations or actors, such as ``type`` or ``level``: a stakeholder's own value,
            otherwise that of its organisation.
        verb: use only claims with this verb, whatever it says about the two.
        no_classes: leave out classes of stakeholders, such as "primary care trust (unspecified)".

    Returns:
        ``brokers``: every stakeholder in at least one triad: ``id``, ``label``, ``kind``,
        ``is_class``, ``group`` (missing: the study gives none); triads in each role (``coordinator``,
        ``itinerant``, ``gatekeeper``, ``representative``, ``liaison``) and their ``total``;
        ``ungrouped`` (further triads in which one of the three has no group); for each role
        ``expected_...`` (the mean over all permutations of the groups over the same network)
        and its standard deviation ``sd_...``, both exact, and ``share_...`` (twice the share of random permutations
        that give at least as many, or at most as many if these are fewer; the observed one counts in; at most 1;
        to two digits); ``reference`` (*compared*, or why not); support columns of the claims behind the
        ties of all its triads.

        ``roles``: the same with a row for each broker and role that it has: ``id``, ``label``, ``group``,
        ``role``, ``n_triads``, ``expected``, ``sd``, ``share``, ``reference``, support columns of the claims
        behind these triads.

        ``triads``: the triads (as many as fit, the largest brokers first): ``from_id``, ``from_label``,
        ``from_group``, ``broker``, ``broker_label``, ``broker_group``, ``to_id``, ``to_label``,
        ``to_group``, ``role`` (missing: one has no group), ``claims_in``, ``claims_out``, ``claims``.

        ``groups``: ``group``, ``n_members``, ``members``, ``labels`` of those with a tie, triads that
        go out from it (``n_from``), are brokered by it (``n_broker``) and lead to it (``n_to``).

    Raises:
        NotFound: there is no such group or verb.
    """
    people = stakeholder_nodes(frames, classes=not no_classes)
    ties = arcs(ties_of(frames, "claim", classes=not no_classes, verb=verb).ties)
    labels = dict(zip(people["id"], people["label"], strict=True))
    network = Network.of(ties, labels)
    named = _groups(frames, group, network, labels)
    words = sorted({named[node] for node in network.nodes if node in named})
    number = {word: place for place, word in enumerate(words)}
    groups = np.array([number[named[n]] if n in named else -1 for n in network.nodes], dtype=np.int64)
    place = {node: at for at, node in enumerate(network.nodes)}
    ties = ties.sort_values(["start", "end"], key=lambda column: column.map(place), ignore_index=True)
    ends: list[Ints] = [np.array(ties[end].map(place), dtype=np.int64) for end in ("start", "end")]
    brokered = _triads(Directed(len(network), *ends), groups)
    brokers = np.unique(brokered.v)
    row = np.searchsorted(brokers, brokered.v)
    table = pd.DataFrame({"id": pd.Series([network.nodes[at] for at in brokers], dtype="str")})
    table = table.merge(people, on="id", how="left")
    table["group"] = table["id"].map(named).astype("str")
    whole, times = _whole(brokered, row, groups, len(words), compared=group != COMMUNITY)
    table = pd.concat([table.assign(row=range(len(brokers))), whole], axis=1)
    table = with_claims(table, frames.claims, ties, row, brokered.tie_in, brokered.tie_out)
    table = table.sort_values(["total", "ungrouped", "label", "id"], ascending=[False, False, True, True])
    table = table.reset_index(drop=True)
    places = pd.DataFrame({"row": row, "tie_in": brokered.tie_in, "tie_out": brokered.tie_out, "role": brokered.role})
    triads = triads_table(table, people, named, ties, places)
    of_nodes = pd.Series(groups, index=pd.Index(network.nodes, dtype="str"))
    tables = {
        "brokers": table.drop(columns="row"),
        "roles": roles_table(table, frames.claims, ties, places),
        "triads": triads,
        "groups": groups_table(
            words, of_nodes, people, [groups[side] for side in (brokered.a, brokered.v, brokered.b)]
        ),
    }
    notes = _notes(table, of_nodes, group, times, len(brokered.v) - len(triads), len(words))
    return Result("brokers", f"Who stands between whom, by {group}", COUNTS, tables, notes)


def _groups(frames: StudyFrames, group: str, network: Network, labels: Mapping[str, str]) -> dict[str, str]:
    """The group of every stakeholder that has one."""
    if group == COMMUNITY:
        return communities(network, [labels[node] for node in network.nodes]).of_nodes(network)
    return group_of(frames, group, others=(COMMUNITY,))


def _triads(network: Directed, groups: Ints) -> _Triads:
    parts = list(brokered(network))
    none: Ints = np.zeros(0, dtype=np.int64)
    tie_in = np.concatenate([none, *(part.tie_in for part in parts)])
    tie_out = np.concatenate([none, *(part.tie_out for part in parts)])
    a, v, b = network.starts[tie_in], network.ends[tie_in], network.ends[tie_out]
    grouped = (groups[a] >= 0) & (groups[v] >= 0) & (groups[b] >= 0)
    role = np.where(grouped, roles_of(groups, a, v, b), -1)
    return _Triads(tie_in, tie_out, a, v, b, role)


def _whole(brokered: _Triads, row: Ints, groups: Ints, n_groups: int, compared: bool) -> tuple[pd.DataFrame, int]:
    """Counts, expectations and shares of every broker; and the number of permutations."""
    in_role = brokered.role >= 0
    n = int(row.max(initial=-1)) + 1
    seen = counted_roles(n, row[in_role], brokered.role[in_role])
    total = seen.sum(axis=1)
    frame = pd.DataFrame(seen, columns=list(ROLES)).assign(total=total)
    frame["ungrouped"] = np.bincount(row[~in_role], minlength=n)
    frame = frame.astype("Int64")
    reference = np.select(
        [not compared, n_groups < 2, total < FEWEST],
        ["not compared: groups drawn from the ties", "not compared: fewer than two groups", "too few triads"],
        "compared",
    )
    compared_rows = reference == "compared"
    expected: Floats = np.full(seen.shape, np.nan)
    spread: Floats = np.full(seen.shape, np.nan)
    share: Floats = np.full(seen.shape, np.nan)
    sizes = sorted(np.bincount(groups[groups >= 0], minlength=1).tolist())
    # Triads come by broker.
    first = np.searchsorted(row, np.arange(n + 1))
    for number in np.flatnonzero(compared_rows):
        own = np.arange(first[number], first[number + 1])
        own = own[in_role[own]]
        moments = spreads(brokered.a[own], brokered.b[own], sizes)
        expected[number], spread[number] = zip(*moments, strict=True)
    wanted = in_role & compared_rows[row]
    times = n_permutations(int(wanted.sum())) if compared_rows.any() else 0
    if times:
        # Only brokers that are compared, renumbered.
        at = (compared_rows.cumsum() - 1)[row[wanted]]
        triads = (brokered.a[wanted], brokered.v[wanted], brokered.b[wanted])
        least = np.minimum(*tails(triads, at, groups, seen[compared_rows], times))
        share[compared_rows] = _two_digits(np.minimum(1, 2 * (least + 1) / (times + 1)))
    for name, values in (("expected", expected), ("sd", spread), ("share", share)):
        frame[[f"{name}_{role}" for role in ROLES]] = pd.DataFrame(values).astype("Float64").to_numpy()
    numbers = [f"{name}_{role}" for name in ("expected", "sd", "share") for role in ROLES]
    frame = frame.astype(dict.fromkeys(numbers, "Float64"))
    frame["reference"] = pd.Series(reference, dtype="str")
    return frame, times


def _two_digits(shares: Floats) -> Floats:
    """Rounded to two digits that count: random permutations tell no more."""
    return np.array([[float(f"{share:.1e}") for share in row] for row in shares])


def _notes(
    table: pd.DataFrame, groups: "pd.Series[int]", group: str, times: int, not_listed: int, n_groups: int
) -> tuple[str, ...]:
    without = groups.index[groups < 0].tolist()
    notes = [READING]
    if without:
        shown = ", ".join(without[:5]) + (", ..." if len(without) > 5 else "")
        notes.append(
            f"{len(without):,} of {counted(len(groups), 'stakeholder')} with a tie have no {group} in this study "
            f"({shown}). No group is guessed for them: triads with one of them have no role and stand in the "
            f"column ungrouped ({int(table['ungrouped'].sum()):,} triads)."
        )
    if not len(groups):
        notes.append("No claim joins two stakeholders, so there are no brokers.")
    elif table.empty:
        notes.append("Nobody is said to connect two others that are not tied directly.")
    if times:
        tests = int((table["reference"] == "compared").sum()) * len(ROLES)
        notes.append(
            f"Chance: the groups are permuted over the same network, {times:,} times with a fixed seed; "
            "expectations and standard deviations are exact, shares are two-sided. A share is not a verdict on one "
            "broker: it takes claims as given, and of these "
            f"{tests:,} shares up to one in twenty lies at 0.05 or below by chance alone."
        )
    if 0 < times < PERMUTATIONS:
        notes.append(f"There are so many triads that groups were permuted {times:,} times instead of {PERMUTATIONS:,}.")
    if (table["reference"] == "too few triads").any():
        notes.append(f"A broker in fewer than {FEWEST} triads with a role is not compared with chance: too few triads.")
    if n_groups == 1:
        notes.append(f"All that have a {group} have the same one, so there is only one role.")
    if group == COMMUNITY:
        notes.append("Communities are drawn from these very ties, so roles between them are not compared with chance.")
    if not_listed:
        notes.append(
            f"The table of triads is cut off: {not_listed:,} triads of smaller brokers are counted, not listed."
        )
    return tuple(notes)


MOST_LISTED = 20_000
"""Triads that are listed; all are counted."""
ROLE_COLUMNS = ["id", "label", "group", "role", "n_triads", "expected", "sd", "share", "reference", *SUPPORT]
TRIAD_COLUMNS = [
    *("from_id", "from_label", "from_group", "broker", "broker_label", "broker_group"),
    *("to_id", "to_label", "to_group", "role", "claims_in", "claims_out", "claims"),
]


def with_claims(
    table: pd.DataFrame, claims: pd.DataFrame, ties: pd.DataFrame, row: Ints, tie_in: Ints, tie_out: Ints
) -> pd.DataFrame:
    """Put beside each row of a table the claims of all ties in its triads.

    Args:
        table: ``row`` has the number of each row.
        claims: all claims of the study.
        ties: the ties that triads are made of.
        row: which row each triad counts in.
        tie_in: place of the tie into the broker in each triad.
        tie_out: place of the tie out of it.
    """
    n_ties = max(len(ties), 1)
    # A tie counts once in a row, however many of its triads it is in.
    used = np.unique(np.concatenate([row * n_ties + tie_in, row * n_ties + tie_out]))
    rows = pd.DataFrame({"row": used // n_ties, "claim": ties["claims"].reindex(used % n_ties).to_numpy()})
    rows = rows.explode("claim").drop_duplicates().astype({"claim": "str"})
    return with_support(
        table, support(rows.merge(claims[["claim", "source", "speaker"]], on="claim"), ["row"]), ["row"]
    )


def roles_table(brokers: pd.DataFrame, claims: pd.DataFrame, ties: pd.DataFrame, triads: pd.DataFrame) -> pd.DataFrame:
    """One row for each broker and role that it has, the largest brokers first.

    Args:
        brokers: the brokers in their order; ``row`` is what ``triads`` calls them.
        claims: all claims of the study.
        ties: the ties that triads are made of.
        triads: ``row``, ``role`` (-1: none), ``tie_in`` and ``tie_out``.
    """
    kept = ["id", "label", "group", "reference", "row"]
    parts = [
        brokers[kept].assign(
            place=range(len(brokers)),
            role=role,
            n_triads=brokers[role],
            expected=brokers[f"expected_{role}"],
            sd=brokers[f"sd_{role}"],
            share=brokers[f"share_{role}"],
            number=number,
        )
        for number, role in enumerate(ROLES)
    ]
    frame = pd.concat(parts, ignore_index=True)
    frame = frame[frame["n_triads"] > 0].sort_values(["place", "number"], ignore_index=True)
    frame["row"] = frame["row"] * len(ROLES) + frame["number"]
    whole = triads[triads["role"] >= 0]
    row, tie_in, tie_out = (whole[name].to_numpy(dtype=np.int64) for name in ("row", "tie_in", "tie_out"))
    row = row * len(ROLES) + whole["role"].to_numpy(dtype=np.int64)
    return with_claims(frame, claims, ties, row, tie_in, tie_out)[ROLE_COLUMNS].astype({"role": "str"})


def triads_table(
    table: pd.DataFrame, people: pd.DataFrame, named: Mapping[str, str], ties: pd.DataFrame, triads: pd.DataFrame
) -> pd.DataFrame:
    """The triads of the largest brokers first, then by id; at most ``MOST_LISTED``.

    Args:
        table: the brokers in their order.
        people: all stakeholders.
        named: the group of each that has one.
        ties: the ties that triads are made of.
        triads: places of ``tie_in`` and ``tie_out``, and of the ``role`` (-1: none).
    """
    # What is listed is chosen by numbers, as texts of all triads may not fit into memory.
    order = pd.Series(range(len(table)), index=table["id"])
    rank = order.reindex(ties["end"]).fillna(-1).to_numpy(dtype=np.int64)[triads["tie_in"]]
    chosen = triads[rank <= np.partition(rank, MOST_LISTED)[MOST_LISTED]] if len(rank) > MOST_LISTED else triads
    into, out = ties.loc[chosen["tie_in"]], ties.loc[chosen["tie_out"]]
    frame = pd.DataFrame(
        {
            "from_id": into["start"].to_numpy(dtype=object),
            "broker": into["end"].to_numpy(dtype=object),
            "to_id": out["end"].to_numpy(dtype=object),
            "role": [ROLES[at] if at >= 0 else None for at in chosen["role"]],
            "claims_in": pd.Series(into["claims"].to_numpy(dtype=object), dtype=object),
            "claims_out": pd.Series(out["claims"].to_numpy(dtype=object), dtype=object),
        }
    )
    frame["rank"] = frame["broker"].map(order)
    labels = people.set_index("id")["label"]
    for end, name in (("from_id", "from"), ("broker", "broker"), ("to_id", "to")):
        frame[f"{name}_label"] = frame[end].map(labels)
        frame[f"{name}_group"] = frame[end].map(named)
    frame = frame.sort_values(["rank", "from_label", "to_label", "from_id", "to_id"], ignore_index=True)
    frame = frame.head(MOST_LISTED)
    frame["claims"] = pd.Series(
        [sorted({*into, *out}) for into, out in zip(frame["claims_in"], frame["claims_out"], strict=True)],
        index=frame.index,
        dtype=object,
    )
    return frame[TRIAD_COLUMNS].astype(dict.fromkeys(TRIAD_COLUMNS[:10], "str"))


def groups_table(
    words: Sequence[str], groups: "pd.Series[int]", people: pd.DataFrame, triads: Sequence[Ints]
) -> pd.DataFrame:
    """The groups of stakeholders with a tie, and how many triads with a role or without go through each.

    Args:
        words: names of the groups.
        groups: place in ``words`` of every stakeholder with a tie; negative: none.
        people: all stakeholders.
        triads: group of a, of the broker and of b in each triad.
    """
    labels = dict(zip(people["id"], people["label"], strict=True))
    members = [groups.index[groups == at].tolist() for at in range(len(words))]
    frame = pd.DataFrame(
        {
            "group": pd.Series(words, dtype="str"),
            "n_members": pd.Series([len(of) for of in members], dtype="Int64"),
            "members": pd.Series(members, dtype=object),
            "labels": pd.Series([[labels[id_] for id_ in of] for of in members], dtype=object),
        }
    )
    for name, side in zip(("n_from", "n_broker", "n_to"), triads, strict=True):
        frame[name] = pd.Series(np.bincount(side[side >= 0], minlength=len(words)), dtype="Int64")
    return frame
