"""The tables of champion dependence. Everything is one grouping of rows, so that time grows with the claims.

``carrying`` has a row for each claim that carries an item at a phase that it reached: ``evidence``,
``focus``, ``phase``, ``state``, ``claim``, ``source``, ``speaker``, and for each basis whose claim it is.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from graphmodel.analysis.counting import SUPPORT, lists, support, with_support

ANY_PHASE = "any phase"
"""Stands for all phases that an item reached, taken together."""
_PLACE = ["evidence", "phase"]
_ITEMS = ["basis", "evidence", "label", "focus", "phase", "state", "actor", "actor_label", "kind", *SUPPORT]
_FOCUS = ["basis", "focus", "phase", "n_reached", "n_resting_on_one", "share", "on_an_actor", "on_one_claim"]
_FOCUS += ["nobody_named", "items", *SUPPORT]
_ACTORS = ["basis", "actor", "label", "kind", "n_items_touched", "n_reached", "n_break", "n_break_wholly", "share"]
_ACTORS += ["share_of_all", "items", *SUPPORT]


def items_table(carrying: pd.DataFrame, basis: str, people: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Every item, phase and actor where all claims that carry the item are the actor's."""
    all_ = carrying.groupby(_PLACE)["claim"].nunique().rename("all")
    theirs = carrying.groupby([*_PLACE, basis])["claim"].nunique().rename("theirs").reset_index()
    joined = theirs.merge(all_.reset_index(), on=_PLACE)
    found = joined.loc[joined["theirs"].eq(joined["all"]), [*_PLACE, basis]].rename(columns={basis: "actor"})
    found = found.merge(carrying[[*_PLACE, "focus", "state"]].drop_duplicates(_PLACE), on=_PLACE)
    found = with_support(found, support(carrying, _PLACE), _PLACE)
    found = found.merge(people.rename(columns={"label": "actor_label"}), on="actor", how="left")
    found = found.assign(basis=basis, label=found["evidence"].map(labels))
    return found[_ITEMS].astype(dict.fromkeys(_ITEMS[:9], "str"))


def focus_table(
    carrying: pd.DataFrame, items: pd.DataFrame, basis: str, groups: Sequence[str], phases: Sequence[str]
) -> pd.DataFrame:
    """How many items of each focus reached each phase, and how many of them rest on one."""
    by = ["focus", "phase"]
    frame = pd.MultiIndex.from_product([groups, phases], names=by).to_frame(index=False).astype("str")
    resting = items[items["basis"].eq(basis)]
    nobody = carrying[carrying[basis].isna()]
    counts = {
        "n_reached": carrying,
        "n_resting_on_one": resting,
        "on_an_actor": resting[resting["kind"].eq("Actor")],
        "on_one_claim": resting[resting["n_claims"].eq(1)],
        "nobody_named": nobody,
    }
    for name, rows in counts.items():
        number = rows.groupby(by)["evidence"].nunique().rename(name).reset_index()
        frame = frame.merge(number, on=by, how="left")
        frame[name] = frame[name].astype("Int64").fillna(0)
    reached = frame["n_reached"].astype("Float64")
    frame["share"] = frame["n_resting_on_one"].astype("Float64") / reached.mask(reached.eq(0))
    frame = _with_list(frame, resting, by)
    return with_support(frame.assign(basis=basis), support(carrying, by), by)[_FOCUS].astype({"basis": "str"})


def actors_table(
    told: pd.DataFrame, carrying: pd.DataFrame, items: pd.DataFrame, basis: str, people: pd.DataFrame
) -> pd.DataFrame:
    """What would break without each actor; those on whom most rests first."""
    theirs = told.dropna(subset=basis).rename(columns={basis: "actor"})
    reached = set(carrying["evidence"])
    resting = items[items["basis"].eq(basis)]
    counts = {
        "n_items_touched": theirs,
        "n_reached": theirs[theirs["evidence"].isin(reached)],
        "n_break": resting[resting["phase"].ne(ANY_PHASE)],
        "n_break_wholly": resting[resting["phase"].eq(ANY_PHASE)],
    }
    frame = theirs[["actor"]].drop_duplicates()
    for name, rows in counts.items():
        frame[name] = frame["actor"].map(rows.groupby("actor")["evidence"].nunique()).astype("Int64").fillna(0)
    own = frame["n_reached"].astype("Float64")
    frame["share"] = frame["n_break"].astype("Float64") / own.mask(own.eq(0))
    frame["share_of_all"] = (frame["n_break"] / len(reached) if reached else frame["n_break"] * pd.NA).astype("Float64")
    frame = _with_list(frame, resting[resting["phase"].ne(ANY_PHASE)], ["actor"])
    frame = frame.merge(people, on="actor", how="left").assign(basis=basis)
    frame = with_support(frame, support(theirs, ["actor"]), ["actor"])
    frame = frame.sort_values(
        ["n_break", "n_break_wholly", "n_reached", "actor"], ascending=[False, False, False, True], ignore_index=True
    )
    return frame[_ACTORS].astype(dict.fromkeys(_ACTORS[:4], "str"))


def _with_list(frame: pd.DataFrame, resting: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Put the ids of the items that rest on one beside each row."""
    once = resting[[*by, "evidence"]].drop_duplicates().sort_values("evidence")
    found = frame.merge(lists(once, by, "evidence").rename("items").reset_index(), on=by, how="left")
    ids = [of if isinstance(of, list) else [] for of in found["items"]]
    return found.assign(items=pd.Series(ids, index=found.index, dtype=object))
