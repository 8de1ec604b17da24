"""Who stands between others that are not tied directly, and between which groups (Gould and Fernandez 1989)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from graphmodel.analysis.brokerage_tables import groups_table, roles_table, triads_table, with_claims
from graphmodel.analysis.brokerage_triads import (
    PERMUTATIONS,
    ROLES,
    Directed,
    brokered,
    chances,
    counted_roles,
    n_permutations,
    reached_by_chance,
    roles_of,
)
from graphmodel.analysis.frames import StudyFrames
from graphmodel.analysis.groups import columns_of_groups, organisation_of, stakeholder_nodes, values_of
from graphmodel.analysis.network import Floats, Ints, Network
from graphmodel.analysis.network_communities import communities
from graphmodel.analysis.stakeholders_ties import ties_of
from graphmodel.problems import NotFound
from graphmodel.results import Result
from graphmodel.wording import counted

ORGANISATION = "organisation"
COMMUNITY = "community"
FEWEST = 6
"""A broker in fewer triads than this is not compared with chance."""
COUNTS = (
    "Counts are of brokered triads: a is told to be tied to the broker, the broker to b, and no tie from a to b is "
    "told. One triad counts once, however many claims tell of its ties. A broker in what is told need not be one in "
    "what is so, and brokerage is not power."
)
READING = (
    "Groups of a, broker and b: coordinator AAA, itinerant ABA, gatekeeper ABB, representative AAB, liaison ABC. "
    "Ties are those that the measures of stakeholders rest on: a claim says that the two are joined, whatever the verb."
)


@dataclass(frozen=True)
class _Found:
    """All brokered triads by places of ties and nodes, in one array each."""

    tie_in: Ints
    tie_out: Ints
    a: Ints
    v: Ints
    b: Ints
    role: Ints
    """Place in ``ROLES``; -1 where one of the three has no group."""


def brokerage(frames: StudyFrames, group: str = "type") -> Result:
    """Brokers, the roles they have between groups, and what chance would give.

    Args:
        frames: the study.
        group: what makes a group: ``organisation`` (an actor's own; an organisation is in its own),
            ``community`` (as the measures of stakeholders find them), or a column of the study's
            organisations or actors, such as ``type`` or ``level``: a stakeholder's own value, else
            that of its organisation.

    Returns:
        ``brokers``: every stakeholder in at least one triad: ``id``, ``label``, ``kind``,
        ``group`` (missing: the study gives none); triads in each role (``coordinator``,
        ``itinerant``, ``gatekeeper``, ``representative``, ``liaison``) and their ``total``;
        ``ungrouped`` (further triads in which one of the three has no group); for each role
        ``expected_...`` (the mean over all ways to deal out the same groups over the same network)
        and ``share_...`` (share of random ways that give at least as many, the one seen among
        them); ``reference`` (*compared*, or why not); support columns of the claims behind the
        ties of all its triads.

        ``roles``: the same with a row for each broker and role that it has: ``id``, ``label``, ``group``,
        ``role``, ``n_triads``, ``expected``, ``share``, ``reference``, support columns of the claims
        behind these triads.

        ``triads``: the triads (as many as fit, the greatest brokers first): ``from_id``, ``from_label``,
        ``from_group``, ``broker``, ``broker_label``, ``broker_group``, ``to_id``, ``to_label``,
        ``to_group``, ``role`` (missing: one has no group), ``claims_in``, ``claims_out``, ``claims``.

        ``groups``: ``group``, ``n_members``, ``members``, ``labels`` of those with a tie, triads that
        go out from it (``n_from``), are brokered by it (``n_broker``) and lead to it (``n_to``).

    Raises:
        NotFound: there is no such group.
    """
    people = stakeholder_nodes(frames)
    ties = ties_of(frames.claims, "claim").ties
    ties = ties[ties["told"]].reset_index(drop=True)
    network = Network.of(ties)
    named = _groups(frames, group, network)
    words = sorted({named[node] for node in network.nodes if node in named}, key=int if group == COMMUNITY else None)
    number = {word: place for place, word in enumerate(words)}
    groups = np.array([number[named[n]] if n in named else -1 for n in network.nodes], dtype=np.int64)
    place = {node: at for at, node in enumerate(network.nodes)}
    ends: list[Ints] = [np.array(ties[end].map(place), dtype=np.int64) for end in ("start", "end")]
    found = _triads(Directed(len(network), *ends), groups)
    brokers = np.unique(found.v)
    row = np.searchsorted(brokers, found.v)
    table = pd.DataFrame({"id": pd.Series([network.nodes[at] for at in brokers], dtype="str")})
    table = table.merge(people, on="id", how="left")
    table["group"] = table["id"].map(named).astype("str")
    whole, times = _whole(found, row, groups, len(words), compared=group != COMMUNITY)
    table = pd.concat([table.assign(row=range(len(brokers))), whole], axis=1)
    table = with_claims(table, frames.claims, ties, row, found.tie_in, found.tie_out)
    table = table.sort_values(["total", "ungrouped", "id"], ascending=[False, False, True], ignore_index=True)
    places = pd.DataFrame({"row": row, "tie_in": found.tie_in, "tie_out": found.tie_out, "role": found.role})
    triads = triads_table(table, people, named, ties, places)
    of_nodes = pd.Series(groups, index=pd.Index(network.nodes, dtype="str"))
    tables = {
        "brokers": table.drop(columns="row"),
        "roles": roles_table(table, frames.claims, ties, places),
        "triads": triads,
        "groups": groups_table(words, of_nodes, people, [groups[side] for side in (found.a, found.v, found.b)]),
    }
    notes = _notes(table, of_nodes, group, times, len(found.v) - len(triads), len(words))
    return Result("brokerage", f"Who stands between whom, by {group}", COUNTS, tables, notes)


def _groups(frames: StudyFrames, group: str, network: Network) -> dict[str, str]:
    """The group of every stakeholder that has one."""
    if group == ORGANISATION:
        return organisation_of(frames)
    if group == COMMUNITY:
        return {node: str(at) for node, at in zip(network.nodes, communities(network).of, strict=True)}
    known = columns_of_groups(frames)
    if group not in known and group != "type":
        choices = (ORGANISATION, COMMUNITY, *(name for name in known if name != ORGANISATION))
        raise NotFound(f"There is no group {group!r} in this study. Choose one of: {', '.join(choices)}.", choices)
    return values_of(frames, group)


def _triads(network: Directed, groups: Ints) -> _Found:
    parts = list(brokered(network))
    none: Ints = np.zeros(0, dtype=np.int64)
    tie_in = np.concatenate([none, *(part.tie_in for part in parts)])
    tie_out = np.concatenate([none, *(part.tie_out for part in parts)])
    a, v, b = network.starts[tie_in], network.ends[tie_in], network.ends[tie_out]
    grouped = (groups[a] >= 0) & (groups[v] >= 0) & (groups[b] >= 0)
    role = np.where(grouped, roles_of(groups, a, v, b), -1)
    return _Found(tie_in, tie_out, a, v, b, role)


def _whole(found: _Found, row: Ints, groups: Ints, n_groups: int, compared: bool) -> tuple[pd.DataFrame, int]:
    """Counts, expectations and shares of every broker; and how often groups were dealt out."""
    in_role = found.role >= 0
    n = int(row.max(initial=-1)) + 1
    seen = counted_roles(n, row[in_role], found.role[in_role])
    total = seen.sum(axis=1)
    frame = pd.DataFrame(seen, columns=list(ROLES)).assign(total=total)
    frame["ungrouped"] = np.bincount(row[~in_role], minlength=n)
    frame = frame.astype("Int64")
    reference = np.select(
        [not compared, n_groups < 2, total < FEWEST],
        ["not compared: groups drawn from the ties", "not compared: fewer than two groups", "too few triads"],
        "compared",
    )
    fits = reference == "compared"
    expected: Floats = np.full(seen.shape, np.nan)
    share: Floats = np.full(seen.shape, np.nan)
    expected[fits] = total[fits, None] * chances(np.bincount(groups[groups >= 0], minlength=1))
    wanted = in_role & fits[row]
    times = n_permutations(int(wanted.sum())) if fits.any() else 0
    if times:
        # Only brokers that are compared, numbered anew.
        at = (fits.cumsum() - 1)[row[wanted]]
        triads = (found.a[wanted], found.v[wanted], found.b[wanted])
        reached = reached_by_chance(triads, at, groups, seen[fits], times)
        share[fits] = (reached + 1) / (times + 1)
    for name, values in (("expected", expected), ("share", share)):
        frame[[f"{name}_{role}" for role in ROLES]] = pd.DataFrame(values).astype("Float64").to_numpy()
    numbers = [f"{name}_{role}" for name in ("expected", "share") for role in ROLES]
    frame = frame.astype(dict.fromkeys(numbers, "Float64"))
    frame["reference"] = pd.Series(reference, dtype="str")
    return frame, times


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
        notes.append("No claim joins two stakeholders, so there is nobody to stand between.")
    elif table.empty:
        notes.append("Nobody is told to stand between two others that are not tied directly.")
    if times:
        tests = int((table["reference"] == "compared").sum()) * len(ROLES)
        notes.append(
            f"Chance: the groups are dealt out anew over the same network, {times} times with a fixed seed; "
            "expectations are exact. A share is no verdict on one broker: it takes claims as given, and of these "
            f"{tests:,} shares up to one in twenty lies at 0.05 or below by chance alone."
        )
    if 0 < times < PERMUTATIONS:
        notes.append(f"There are so many triads that groups were dealt out {times} times instead of {PERMUTATIONS}.")
    if (table["reference"] == "too few triads").any():
        notes.append(f"A broker in fewer than {FEWEST} triads with a role is not compared with chance: too few triads.")
    if n_groups == 1:
        notes.append(f"All that have a {group} have the same one, so there is only one role.")
    if group == COMMUNITY:
        notes.append("Communities are drawn from these very ties, so roles between them are not compared with chance.")
    if not_listed:
        notes.append(
            f"The table of triads is cut off: {not_listed:,} triads of lesser brokers are counted, not listed."
        )
    return tuple(notes)
