"""Show which evidence depends on one actor.

For each item that reached a phase: would it still, without the claims of one actor or
organisation? Who took part and who reported it are kept apart.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from graphmodel.analysis.registry import analysis
from graphmodel.frames.counting import SUPPORT, lists, support, with_support
from graphmodel.frames.evidence import ALL_ITEMS, EVIDENCE, evidence_claims, focus_of, focus_order, item_states
from graphmodel.frames.groups import actors_and_organisations
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.results import Result
from graphmodel.schema import rules
from graphmodel.schema.rules import STAKEHOLDERS
from graphmodel.wording import counted

TAKES_PART = "takes part"
SPEAKS = "speaks"
BASES = (TAKES_PART, SPEAKS)
"""What makes a claim one actor's: the actor is its subject or object; or is its speaker. Never added up."""
REACHED = rules.IN_USE
"""States in which an item has reached a phase."""
READING = (
    "Two questions, kept apart: who did it ('takes part': claims in which the actor or organisation is subject or "
    "object) and who said it ('speaks': claims whose speaker it is). An item has reached a phase if its state there is "
    "used or partly; it rests on one if no claim that says so would be left without theirs. A claim that names nobody "
    "is nobody's and is never taken out."
)
_TESTED = (
    "An item that one claim carries always rests on whoever that claim names, so dependence cannot be judged: such "
    "items are counted separately (reported_once), and shares are over items that two claims or more carry (n_tested); "
    "for 'speaks' over those of them whose carrying claims all have a speaker. Items are counted, and no significance "
    "test is made."
)


@analysis(
    tables=("focus", "actors", "items"),
    examples=("graphmodel dependence my-copy", "graphmodel dependence my-copy --table actors"),
)
def dependence(frames: StudyFrames) -> Result:
    """Which evidence would not have reached a phase if the claims of one actor were taken out.

    Claims that say an item was there, wholly or in part (sign plus or mixed), carry it; a phase is
    reached where the state is used or partly. Taking out one actor's claims breaks it where no
    claim that carries it is left. What would turn out better without them (an item disputed there)
    is not counted as reached.

    Args:
        frames: the study.

    Returns:
        All tables have ``basis`` (one of :data:`BASES`).

        ``focus``: per basis, ``focus`` and ``phase`` (and *any phase*: all phases that the item
        reached together): ``n_reached`` (items), ``reported_once`` (of these, items that one claim carries),
        ``n_tested`` (items that two claims or more carry; for *speaks* all of them with a speaker),
        ``n_resting_on_one`` and their ``share`` of those tested; of these ``on_an_actor`` (the one is an
        actor, not an organisation); ``nobody_named`` (reached items that two claims or more carry, and one
        of them names nobody, so that they never rest on one); ``items`` (tested, that rest on one);
        support columns of all claims that carry.

        ``actors``: per basis and ``actor`` (id of an actor or organisation), ``label``, ``kind``:
        ``n_items_touched`` (items with a claim of theirs, normative ones left out), ``n_reached`` (of
        these, items that reached some phase), ``n_tested`` (of these, tested at some phase), ``n_break`` (of
        these, items that would no longer reach each phase they reached), ``n_break_wholly`` (that would reach
        none), ``share`` (n_break / n_tested), ``share_of_all`` (n_break / all items tested at some phase),
        ``reported_once`` (items whose one carrying claim at some phase is theirs), ``items`` (that break),
        support columns of their claims on the items touched.

        ``items``: every item, phase and the one it rests on: ``evidence``, ``label``, ``focus``,
        ``phase``, ``state`` (missing for *any phase*), ``actor``, ``actor_label``, ``kind``, ``reported_once``
        (one claim carries it, so that it is in no share), support columns of the claims that carry it.
    """
    assigned, carrying, groups, phases = claims_that_carry(frames)
    people = actors_and_organisations(frames).rename(columns={"id": "actor"})
    labels = frames.labels(EVIDENCE)
    items = pd.concat([items_table(carrying, basis, people, labels) for basis in BASES], ignore_index=True)
    tables = {
        "focus": pd.concat([focus_table(carrying, items, b, groups, phases) for b in BASES], ignore_index=True),
        "actors": pd.concat([actors_table(assigned, carrying, items, b, people) for b in BASES], ignore_index=True),
        "items": _sorted(items, phases),
    }
    n_reached = carrying["evidence"].nunique()
    counts = (
        f"Counts are of evidence items: {n_reached:,} of {counted(len(frames.nodes(EVIDENCE)), 'item')} reached a "
        "phase (used or partly there). Whether an item rests on one actor depends on who spoke: if few "
        "spoke, few are named."
    )
    return Result("dependence", "What evidence rests on one actor", counts, tables, _notes(frames, tables["focus"]))


def claims_that_carry(frames: StudyFrames) -> tuple[pd.DataFrame, pd.DataFrame, list[str], tuple[str, ...]]:
    """Claims on evidence with whose they are, those that carry an item at a phase, and the focuses and phases.

    Returns:
        The claims on evidence that are not normative: ``evidence``, ``phase``, ``sign``, ``claim``, ``source``,
        ``speaker``, and a column for each of :data:`BASES` (missing: nobody's). Of them those that say that an item was
        there at a phase that it reached, with ``state`` and ``focus``: once at the phase, and once at
        :data:`ANY_PHASE`. The focuses, and the phases with :data:`ANY_PHASE`, in their order.
    """
    assigned = _assigned(frames)
    states = item_states(frames)
    reached = states.loc[states["state"].isin(REACHED), ["evidence", "phase", "state"]]
    carrying = assigned[assigned["sign"].isin([rules.PLUS, rules.MIXED])].merge(reached, on=["evidence", "phase"])
    whole = carrying.assign(phase=ANY_PHASE, state=pd.Series(pd.NA, index=carrying.index, dtype="str"))
    carrying = pd.concat([carrying, whole], ignore_index=True)
    compared = bool(frames.settings.focus.in_question)
    focus = focus_of(frames) if compared else pd.Series(ALL_ITEMS, index=frames.nodes(EVIDENCE)["id"], dtype="str")
    carrying["focus"] = carrying["evidence"].map(focus).astype("str")
    return assigned, carrying, focus_order(frames) if compared else [ALL_ITEMS], (*frames.phases, ANY_PHASE)


def _assigned(frames: StudyFrames) -> pd.DataFrame:
    """Claims on evidence that are not normative, with whose claim each is on either basis (missing: nobody's)."""
    rows = evidence_claims(frames)
    rows = rows[rows["descriptive"]]
    claims = frames.claims.set_index("claim")
    of_item = rows["role"].eq("subject").to_numpy()
    ends = {end: claims[end].reindex(rows["claim"]).reset_index(drop=True) for end in ("subject", "object")}
    kinds = {end: claims[f"{end}_kind"].reindex(rows["claim"]).reset_index(drop=True) for end in ends}
    other, kind = (pair["object"].where(of_item, pair["subject"]) for pair in (ends, kinds))
    rows = rows.reset_index(drop=True)
    columns = ["evidence", "phase", "sign", "claim", "source", "speaker"]
    return rows[columns].assign(**{TAKES_PART: other.where(kind.isin(STAKEHOLDERS)), SPEAKS: rows["speaker"]})


def _sorted(items: pd.DataFrame, phases: tuple[str, ...]) -> pd.DataFrame:
    places = {word: place for place, word in enumerate((*BASES, *phases))}
    return items.sort_values(
        ["basis", "evidence", "phase", "actor"],
        key=lambda column: column.map(places) if column.name in {"basis", "phase"} else column,
        ignore_index=True,
    )


def _notes(frames: StudyFrames, focus: pd.DataFrame) -> tuple[str, ...]:
    notes = [READING, _TESTED]
    asked = frames.settings.focus
    whole = focus[focus["phase"].eq(ANY_PHASE) & focus["n_reached"].gt(0)]
    for basis in BASES:
        rows = whole[whole["basis"].eq(basis)].set_index("focus")
        named = [name for name in (asked.in_question, asked.compared_with) if name in rows.index] or list(rows.index)[
            :1
        ]
        said = [
            "{:,} of {:,} {} (reported once: {:,} more of {:,})".format(
                int(rows["n_resting_on_one"][name]),
                int(rows["n_tested"][name]),
                name if name == ALL_ITEMS else f"{name} items",
                int(rows["reported_once"][name]),
                int(rows["n_reached"][name]),
            )
            for name in named
        ]
        if said:
            more = " and all with a speaker" if basis == SPEAKS else ""
            notes.append(
                f"Of the items that reached a phase by two claims or more{more}, these rest on one that {basis}: "
                f"{'; '.join(said)}."
            )
    if not len(whole):
        notes.append("No item is said to have reached a phase, so nothing can rest on anybody.")
    return tuple(notes)


ANY_PHASE = "any phase"
"""Stands for all phases that an item reached, taken together."""
_PLACE = ["evidence", "phase"]
_ITEMS = ["basis", "evidence", "label", "focus", "phase", "state", "actor", "actor_label", "kind", "reported_once"]
_ITEMS += SUPPORT
_FOCUS = ["basis", "focus", "phase", "n_reached", "reported_once", "n_tested", "n_resting_on_one", "share"]
_FOCUS += ["on_an_actor", "nobody_named", "items", *SUPPORT]
_ACTORS = ["basis", "actor", "label", "kind", "n_items_touched", "n_reached", "n_tested", "n_break", "n_break_wholly"]
_ACTORS += ["share", "share_of_all", "reported_once", "items", *SUPPORT]


def carried(carrying: pd.DataFrame, basis: str) -> pd.DataFrame:
    """Every item and phase that it reached: ``n`` claims that carry it, and whether it can tell anything.

    ``once``: one claim carries it. ``named``: all that carry it are somebody's on this basis. ``tested``: two or
    more carry it; for :data:`SPEAKS`, all of them with a speaker.
    """
    groups = carrying.assign(named=carrying[basis].notna()).groupby([*_PLACE, "focus"])
    places = pd.DataFrame({"n": groups["claim"].nunique(), "named": groups["named"].all()}).reset_index()
    places["once"] = places["n"].eq(1)
    places["tested"] = ~places["once"] & (places["named"] | (basis != SPEAKS))
    return places


def items_table(carrying: pd.DataFrame, basis: str, people: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Every item, phase and actor where all claims that carry the item are the actor's."""
    all_ = carrying.groupby(_PLACE)["claim"].nunique().rename("all")
    theirs = carrying.groupby([*_PLACE, basis])["claim"].nunique().rename("theirs").reset_index()
    joined = theirs.merge(all_.reset_index(), on=_PLACE)
    items = joined.loc[joined["theirs"].eq(joined["all"]), [*_PLACE, basis]].rename(columns={basis: "actor"})
    items = items.merge(carrying[[*_PLACE, "focus", "state"]].drop_duplicates(_PLACE), on=_PLACE)
    items = with_support(items, support(carrying, _PLACE), _PLACE)
    items = items.merge(people.rename(columns={"label": "actor_label"}), on="actor", how="left")
    once = items["n_claims"].eq(1).astype("boolean")
    items = items.assign(basis=basis, label=items["evidence"].map(labels), reported_once=once)
    return items[_ITEMS].astype(dict.fromkeys(_ITEMS[:9], "str"))


def focus_table(
    carrying: pd.DataFrame, items: pd.DataFrame, basis: str, groups: Sequence[str], phases: Sequence[str]
) -> pd.DataFrame:
    """How many items of each focus reached each phase, and how many of them rest on one."""
    by = ["focus", "phase"]
    frame = pd.MultiIndex.from_product([groups, phases], names=by).to_frame(index=False).astype("str")
    resting = _resting(items, basis)
    places = carried(carrying, basis)
    counts = {
        "n_reached": places,
        "reported_once": places[places["once"]],
        "n_tested": places[places["tested"]],
        "n_resting_on_one": resting,
        "on_an_actor": resting[resting["kind"].eq("Actor")],
        "nobody_named": places[~places["once"] & ~places["named"]],
    }
    for name, rows in counts.items():
        number = rows.groupby(by)["evidence"].nunique().rename(name).reset_index()
        frame = frame.merge(number, on=by, how="left")
        frame[name] = frame[name].astype("Int64").fillna(0)
    tested = frame["n_tested"].astype("Float64")
    frame["share"] = frame["n_resting_on_one"].astype("Float64") / tested.mask(tested.eq(0))
    frame = _with_list(frame, resting, by)
    return with_support(frame.assign(basis=basis), support(carrying, by), by)[_FOCUS].astype({"basis": "str"})


def actors_table(
    assigned: pd.DataFrame, carrying: pd.DataFrame, items: pd.DataFrame, basis: str, people: pd.DataFrame
) -> pd.DataFrame:
    """What would break without each actor; those on whom most rests first."""
    theirs = assigned.dropna(subset=basis).rename(columns={basis: "actor"})
    reached = set(carrying["evidence"])
    places = carried(carrying, basis)
    tested = set(places.loc[places["tested"] & places["phase"].ne(ANY_PHASE), "evidence"])
    resting = _resting(items, basis)
    once = items[items["basis"].eq(basis) & items["reported_once"] & items["phase"].ne(ANY_PHASE)]
    counts = {
        "n_items_touched": theirs,
        "n_reached": theirs[theirs["evidence"].isin(reached)],
        "n_tested": theirs[theirs["evidence"].isin(tested)],
        "reported_once": once,
        "n_break": resting[resting["phase"].ne(ANY_PHASE)],
        "n_break_wholly": resting[resting["phase"].eq(ANY_PHASE)],
    }
    frame = theirs[["actor"]].drop_duplicates()
    for name, rows in counts.items():
        frame[name] = frame["actor"].map(rows.groupby("actor")["evidence"].nunique()).astype("Int64").fillna(0)
    own = frame["n_tested"].astype("Float64")
    frame["share"] = frame["n_break"].astype("Float64") / own.mask(own.eq(0))
    frame["share_of_all"] = (frame["n_break"] / len(tested) if tested else frame["n_break"] * pd.NA).astype("Float64")
    frame = _with_list(frame, resting[resting["phase"].ne(ANY_PHASE)], ["actor"])
    frame = frame.merge(people, on="actor", how="left").assign(basis=basis)
    frame = with_support(frame, support(theirs, ["actor"]), ["actor"])
    frame = frame.sort_values(
        ["n_break", "n_break_wholly", "n_reached", "label", "actor"],
        ascending=[False, False, False, True, True],
        ignore_index=True,
    )
    return frame[_ACTORS].astype(dict.fromkeys(_ACTORS[:4], "str"))


def _resting(items: pd.DataFrame, basis: str) -> pd.DataFrame:
    """Items that two claims or more carry and that rest on one."""
    return items[items["basis"].eq(basis) & ~items["reported_once"]]


def _with_list(frame: pd.DataFrame, resting: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Add to each row the ids of the items that rest on one."""
    once = resting[[*by, "evidence"]].drop_duplicates().sort_values("evidence")
    listed = frame.merge(lists(once, by, "evidence").rename("items").reset_index(), on=by, how="left")
    ids = [of if isinstance(of, list) else [] for of in listed["items"]]
    return listed.assign(items=pd.Series(ids, index=listed.index, dtype=object))
