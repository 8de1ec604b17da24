"""Champion dependence: would evidence still have come as far without what is told of, or by, one actor?"""

import pandas as pd

from graphmodel.analysis.champions_tables import ANY_PHASE, actors_table, focus_table, items_table
from graphmodel.analysis.dropout import ALL_ITEMS
from graphmodel.analysis.evidence_claims import EVIDENCE, evidence_claims, focus_of, focus_order
from graphmodel.analysis.frames import StudyFrames
from graphmodel.analysis.groups import STAKEHOLDERS, stakeholder_nodes
from graphmodel.analysis.states import item_states
from graphmodel.results import Result
from graphmodel.wording import counted

TAKES_PART = "takes part"
SPEAKS = "speaks"
BASES = (TAKES_PART, SPEAKS)
"""What makes a claim one actor's: the actor is its subject or object; or is its speaker. Never added up."""
REACHED = ("used", "partly")
"""States in which an item has reached a phase."""
READING = (
    "Two questions, kept apart: who did it ('takes part': claims in which the actor or organisation is subject or "
    "object) and who told it ('speaks': claims whose speaker it is). An item has reached a phase if its state there is "
    "used or partly; it rests on one if no claim that says so would be left without theirs. A claim that names nobody "
    "is nobody's, so what it tells stays."
)
_NO_TEST = (
    "An item of which only one claim tells always rests on whoever that claim names (on_one_claim); compare shares "
    "only with that in mind. Items are counted, and no test is made."
)


def champions(frames: StudyFrames) -> Result:
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
        reached together): ``n_reached`` (items), ``n_resting_on_one`` and their ``share``; of these
        ``on_an_actor`` (the one is an actor, not an organisation) and ``on_one_claim`` (only one
        claim carries it); ``nobody_named`` (reached items carried by a claim that names nobody, and
        so never rest on one); ``items`` (that rest on one); support columns of all claims that
        carry.

        ``actors``: per basis and ``actor`` (id of an actor or organisation), ``label``, ``kind``:
        ``n_items_touched`` (items with a claim of theirs, normative ones left out), ``n_reached`` (of
        these, items that reached some phase), ``n_break`` (of these, items that would no longer
        reach each phase they reached), ``n_break_wholly`` (that would reach none), ``share``
        (n_break / n_reached), ``share_of_all`` (n_break / all items that reached a phase), ``items``
        (that break), support columns of their claims on the items touched.

        ``items``: every item, phase and the one it rests on: ``evidence``, ``label``, ``focus``,
        ``phase``, ``state`` (missing for *any phase*), ``actor``, ``actor_label``, ``kind``, support
        columns of the claims that carry it.
    """
    told = _told(frames)
    states = item_states(frames)
    reached = states.loc[states["state"].isin(REACHED), ["evidence", "phase", "state"]]
    carrying = told[told["sign"].isin(["plus", "mixed"])].merge(reached, on=["evidence", "phase"])
    whole = carrying.assign(phase=ANY_PHASE, state=pd.Series(pd.NA, index=carrying.index, dtype="str"))
    carrying = pd.concat([carrying, whole], ignore_index=True)
    compared = bool(frames.settings.focus.in_question)
    focus = focus_of(frames) if compared else pd.Series(ALL_ITEMS, index=frames.nodes(EVIDENCE)["id"], dtype="str")
    carrying["focus"] = carrying["evidence"].map(focus).astype("str")
    people = stakeholder_nodes(frames).rename(columns={"id": "actor"})
    labels = frames.labels(EVIDENCE)
    items = pd.concat([items_table(carrying, basis, people, labels) for basis in BASES], ignore_index=True)
    groups = focus_order(frames) if compared else [ALL_ITEMS]
    phases = (*frames.phases, ANY_PHASE)
    tables = {
        "focus": pd.concat([focus_table(carrying, items, b, groups, phases) for b in BASES], ignore_index=True),
        "actors": pd.concat([actors_table(told, carrying, items, b, people) for b in BASES], ignore_index=True),
        "items": _sorted(items, phases),
    }
    n_reached = carrying["evidence"].nunique()
    counts = (
        f"Counts are of evidence items: {n_reached:,} of {counted(len(frames.nodes(EVIDENCE)), 'item')} reached a "
        "phase (used or partly there). Whether an item rests on one actor is a matter of what is told: where few "
        "spoke, few are named."
    )
    return Result("champions", "What evidence rests on one actor", counts, tables, _notes(frames, tables["focus"]))


def _told(frames: StudyFrames) -> pd.DataFrame:
    """Claims on evidence that are not normative, with whose claim each is on either basis (missing: nobody's)."""
    rows = evidence_claims(frames)
    rows = rows[rows["told"]]
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
    notes = [READING, _NO_TEST]
    asked = frames.settings.focus
    whole = focus[focus["phase"].eq(ANY_PHASE) & focus["n_reached"].gt(0)]
    for basis in BASES:
        rows = whole[whole["basis"].eq(basis)].set_index("focus")
        named = [name for name in (asked.in_question, asked.compared_with) if name in rows.index] or list(rows.index)[
            :1
        ]
        said = [
            "{:,} of {:,} {} ({:,} of them on one claim)".format(
                int(rows["n_resting_on_one"][name]),
                int(rows["n_reached"][name]),
                name if name == ALL_ITEMS else f"{name} items",
                int(rows["on_one_claim"][name]),
            )
            for name in named
        ]
        if said:
            notes.append(f"Of items that reached a phase there rest on one that {basis}: {'; '.join(said)}.")
    if not len(whole):
        notes.append("No item is told to have reached a phase, so nothing can rest on anybody.")
    return tuple(notes)
