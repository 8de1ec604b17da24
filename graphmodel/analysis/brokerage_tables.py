"""The tables of brokerage: claims behind brokers, the triads themselves, the groups."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from graphmodel.analysis.brokerage_triads import ROLES
from graphmodel.analysis.counting import SUPPORT, support, with_support
from graphmodel.analysis.network import Ints

MOST_LISTED = 20_000
"""Triads that are listed; all are counted."""
ROLE_COLUMNS = ["id", "label", "group", "role", "n_triads", "expected", "share", "reference", *SUPPORT]
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
    # A tie belongs to a row once, in however many of its triads it is.
    used = np.unique(np.concatenate([row * n_ties + tie_in, row * n_ties + tie_out]))
    rows = pd.DataFrame({"row": used // n_ties, "claim": ties["claims"].reindex(used % n_ties).to_numpy()})
    rows = rows.explode("claim").drop_duplicates().astype({"claim": "str"})
    return with_support(
        table, support(rows.merge(claims[["claim", "source", "speaker"]], on="claim"), ["row"]), ["row"]
    )


def roles_table(brokers: pd.DataFrame, claims: pd.DataFrame, ties: pd.DataFrame, triads: pd.DataFrame) -> pd.DataFrame:
    """One row for each broker and role that it has, the greatest brokers first.

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
    """The triads of the greatest brokers first, then by id; at most ``MOST_LISTED``.

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
    frame = frame.sort_values(["rank", "from_id", "to_id"], ignore_index=True).head(MOST_LISTED)
    labels = people.set_index("id")["label"]
    for end, name in (("from_id", "from"), ("broker", "broker"), ("to_id", "to")):
        frame[f"{name}_label"] = frame[end].map(labels)
        frame[f"{name}_group"] = frame[end].map(named)
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
