"""Evidence journeys: of the bundled study by hand, and of made-up studies."""

from collections.abc import Callable

import pandas as pd
import pytest

from graphmodel.analysis.journey import journey
from graphmodel.analysis.journeys import journeys
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound
from graphmodel.results import Result
from tests.support import raw
from tests.support.frames import FOCUS, claim, made_frames

RECORD = ["evidence", "label", "focus", "steps", "last_stage", "last_step"]
RECORD += ["outcome", "certainty", "stopped_by", "claims"]


@pytest.fixture(scope="module")
def all_of(bundled: StudyFrames) -> Result:
    return journeys(bundled)


def record(result: Result, item: str) -> pd.Series:
    return result["journeys"].set_index("evidence").loc[item]


# --- the bundled study, read against the report's locators ------------------------------------


def test_every_item_has_a_record_with_the_agreed_columns(bundled: StudyFrames, all_of: Result) -> None:
    journeys = all_of.frame
    assert list(journeys.columns[:10]) == RECORD
    assert {"n_deciding", "opposed", "lost_elsewhere"} <= set(journeys)
    assert list(journeys["evidence"]) == list(bundled.nodes("EvidenceItem")["id"])  # 174 items
    whole = all_of["outcomes"].query("n_claims == 'all'")
    assert whole["n_items"].sum() == len(journeys) == 174  # every item is mentioned
    assert (journeys["steps"] == journeys["claims"].map(len)).all()


def outcome_by_table(rows: list[raw.Row], item: str) -> tuple[str, set[str]]:
    """Outcome of an item and the claims that decide it, by the table of outcomes in words."""
    reported = [row for row in rows if row["certainty"] != "normative"]
    if not reported:
        return ("only recommended", set(raw.ids(rows))) if rows else ("no claims", set())

    def ids(holds: Callable[[raw.Row], bool]) -> set[str]:
        return {row["claim"] for row in reported if holds(row)}

    def used(polarity: str) -> Callable[[raw.Row], bool]:
        return lambda row: (
            row["polarity"] == polarity
            and (
                (row["predicate"] == "applied" and row["object"] == item)
                or (
                    row["predicate"] in {"influenced", "informs"}
                    and row["subject"] == item
                    and row["step"] in {"impact", "application"}
                )
            )
        )

    supplied = ids(lambda row: used("affirms")(row) and (row["predicate"] != "applied" or row["stage"] in SUPPLY))
    applied = ids(used("affirms")) - supplied
    partly = ids(used("mixed"))
    unasked = ids(lambda row: row["predicate"] == "requested" and row["object"] == item and row["polarity"] == "denies")
    losses = ids(lambda row: row["sign"] == "minus") | unasked
    gaps = losses & ids(lambda row: row["predicate"] in {"produced", "commissioned"} and row["polarity"] == "denies")
    there = ids(lambda row: row["sign"] in {"plus", "mixed"})
    opposed = ids(
        lambda row: (
            row["predicate"] in {"contested", "blocks"} and row["object"] == item and row["polarity"] != "denies"
        )
    )
    if supplied:
        return "reached impact", supplied
    if applied:
        return ("used and lost", applied | losses) if losses else ("applied", applied)
    if partly:
        return "partly applied", partly
    if losses and not there and gaps == losses:
        return "never there", gaps
    if losses and not there and unasked == losses:
        return "not asked for", unasked
    if losses:
        return ("stopped on the way", losses | there) if there else ("not used", losses)
    return ("contested", opposed) if opposed else ("unclear", set())


SUPPLY = {"solutions.supply"}


def test_outcomes_agree_with_the_tables(all_of: Result) -> None:
    touching: dict[str, list[raw.Row]] = {item: [] for item in raw.nodes("evidence")}
    for row in raw.claims():
        for item in {row["subject"], row["object"]} & set(touching):
            touching[item].append(row)
    for row in all_of.frame.to_dict("records"):
        outcome, deciding = outcome_by_table(touching[row["evidence"]], row["evidence"])
        assert (row["outcome"], set(row["outcome_claims"])) == (outcome, deciding), row["evidence"]
        assert row["n_deciding"] == len(deciding)
    # Counted apart from this program from the tables: the contrast of the two focuses.
    whole = all_of["outcomes"].query("n_claims == 'all'").set_index(["focus", "outcome"])["n_items"]
    ethnicity = [whole.get(("ethnicity", word), 0) for word in ("reached impact", "applied", "used and lost")]
    general = [whole.get(("general", word), 0) for word in ("reached impact", "applied", "used and lost")]
    assert (ethnicity, general) == ([10, 2, 0], [6, 17, 0])


def test_outcomes_by_number_of_claims_add_up(all_of: Result) -> None:
    table = all_of["outcomes"]
    bands = table[table["n_claims"].isin(["1", "2", "3 and more"])]
    whole = table[table["n_claims"].eq("all")]
    keys = ["focus", "outcome"]
    assert bands.groupby(keys)["n_items"].sum().to_dict() == whole.set_index(keys)["n_items"].to_dict()
    assert (
        table.groupby(["focus", "n_claims"])["n_items"].sum()
        == table.groupby(["focus", "n_claims"])["n_mentioned"].first()
    ).all()
    assert bands.query("n_claims == '1'")["n_on_one_claim"].le(bands.query("n_claims == '1'")["n_items"]).all()


def test_kinds_of_use_stand_apart(all_of: Result) -> None:
    uses = all_of["uses"].set_index(["focus", "use"])
    reached = all_of.frame[all_of.frame["outcome"].eq("reached impact")]
    for (focus, use), row in uses.iterrows():
        items = [item for item in reached["evidence"] if raw.nodes("evidence")[item]["focus"] == focus]
        told = {
            item
            for item in items
            for claim in record(all_of, item)["outcome_claims"]
            if (USES[claim] or "not said") == use
        }
        assert (row["items"], row["n_reached"]) == (sorted(told), len(items))


USES = {row["claim"]: row["use"] for row in raw.claims()}


@pytest.mark.slow
def test_strategy_never_adopted_is_stopped(bundled: StudyFrames, all_of: Result) -> None:
    # Chapter 4, line 1353: written (c4-0058), pressed on senior people, not taken up (c4-0061), never
    # formally adopted (c4-0062); both losses give questioned legitimacy as their reason.
    row = record(all_of, "ev.bme_strategy")
    ended = (row["outcome"], row["certainty"], row["stopped_by"])
    assert ended == ("stopped on the way", "stated", "fac.legitimacy_questioned")
    assert row["outcome_claims"] == ["c4-0058", "c4-0061", "c4-0062"]
    # The last that did happen is the lobbying (c4-0060, order 2); no stage is stated.
    assert row["last_step"] == "contestation"
    assert pd.isna(row["last_stage"])
    assert row["furthest_step"] == "generation"  # what it got to is its making; lobbying is no use
    one = journey(bundled, "ev.bme_strategy")
    assert one["steps"]["claim"].tolist() == ["c4-0058", "c4-0060", "c4-0061", "c4-0062"]
    assert one["steps"]["level"].tolist() == [1, 2, 3, 4]
    # The stalled workstream of the same event (c4-0063) is a barrier beside the losses and, as it
    # touches no evidence, context and no step; so is the joint writing (c4-0059).
    beside = one["stopped_by"].set_index("basis")["claims"].to_dict()
    assert beside == {"reason": ["c4-0061", "c4-0062"], "barrier on the item or in the same event": ["c4-0063"]}
    assert one["context"]["claim"].tolist() == ["c4-0063", "c4-0059"]


def test_recording_that_improved_and_was_never_used(all_of: Result) -> None:
    # Chapter 4, line 1447 and chapter 5, line 1788: practices record more (c5-0334, c4-0129); not
    # applied, ignored, and found at none of the three phases (c4-0130, c5-0335 to c5-0338).
    row = record(all_of, "ev.gp_ethnicity")
    assert (row["outcome"], row["last_step"], row["stopped_by"]) == (
        "stopped on the way",
        "generation",
        "fac.low_demand",
    )
    losses = ["c4-0130", "c5-0335", "c5-0336", "c5-0337", "c5-0338"]
    assert row["outcome_claims"] == sorted([*losses, "c4-0129", "c5-0334"])


@pytest.mark.slow
def test_data_held_and_never_asked_for(bundled: StudyFrames, all_of: Result) -> None:
    # Chapter 3, lines 1117 and 1119; chapter 5, line 1740; chapter 8. No claim on it has a sign: the
    # losses are the four denied requests; three give a reason each, all different.
    row = record(all_of, "ev.provider_ethnicity_data")
    assert (row["outcome"], row["lost_elsewhere"]) == ("not asked for", False)
    assert row["outcome_claims"] == ["c3-0335", "c3-0339", "c5-0266", "c8-0025"]
    assert row["stopped_by"] == "fac.assumed_unavailable; fac.no_push_for_data; fac.not_considered"
    steps = journey(bundled, "ev.provider_ethnicity_data")["steps"]
    assert steps["sign"].isna().all()
    assert steps.loc[steps["loss"], "predicate"].tolist() == ["requested"] * 4


@pytest.mark.slow
def test_guidance_that_reached_impact_and_was_lost_elsewhere(bundled: StudyFrames, all_of: Result) -> None:
    # National guidance is put into practice (c4-0087, line 1371), was not consulted on outpatient
    # care, where it is silent (c5-0056, line 1553), and was questioned (c3-0328).
    row = record(all_of, "ev.nice_guidance")
    assert (row["outcome"], row["lost_elsewhere"], row["opposed"]) == ("reached impact", True, True)
    assert (row["outcome_claims"], row["n_deciding"]) == (["c4-0087"], 1)
    assert (row["stopped_by"], row["kinds_of_use"]) == ("fac.policy_not_operational", "instrumental")
    notes = journey(bundled, "ev.nice_guidance").notes
    assert any("lost in another" in note for note in notes)
    assert any("one claim only" in note for note in notes)
    # Five of its eight claims have orders 1 to 5; the other three are at solutions or a function
    # of it, all at application, so they may come anywhere: 8 * 7 * 6 orders.
    assert (row["orders"], row["orders_exact"]) == (336, True)


def test_orders_of_a_journey_counted_by_hand(all_of: Result) -> None:
    # ev.national_ethnicity_research: two ordered claims; four by stage (two at design in either
    # order, then supply by step), one without a stage anywhere among the five; the two ordered
    # ones anywhere among the seven: 2 * 5 * (7 choose 2).
    assert record(all_of, "ev.national_ethnicity_research")["orders"] == 210


def test_contested_evidence_that_had_some_impact(all_of: Result) -> None:
    # Third-sector evidence got commissioners to act now and then (c5-0174, line 1670); that it was
    # contested (c4-0143, line 1470, and others) and left aside stands beside.
    row = record(all_of, "ev.third_sector")
    assert (row["outcome"], row["opposed"], row["lost_elsewhere"]) == ("reached impact", True, True)
    assert row["outcome_claims"] == ["c5-0174"]


@pytest.mark.slow
def test_tentative_impact_is_shown_as_such(bundled: StudyFrames, all_of: Result) -> None:
    # The one claim of impact of the self-evaluation is hedged (c3-0114, line 847).
    assert tuple(record(all_of, "ev.eol_self_evaluation")[["outcome", "certainty"]]) == ("reached impact", "tentative")
    assert any("tentative" in note for note in journey(bundled, "ev.eol_self_evaluation").notes)
    counted = all_of["outcomes"].set_index(["focus", "n_claims", "outcome"])
    assert counted.loc[("general", "all", "reached impact"), "n_tentative"] == 1


def test_use_at_the_contracting_stage_is_impact(all_of: Result) -> None:
    # Box 3: the breakdown went into the specification (c5-0246, applied at solutions.supply).
    row = record(all_of, "ev.box3_breakdown")
    assert (row["outcome"], row["outcome_claims"]) == ("reached impact", ["c5-0246"])


def test_unclear_if_nobody_says_what_came_later(all_of: Result) -> None:
    # ev.ae_insight has one claim, that it was made (c5-0019).
    row = record(all_of, "ev.ae_insight")
    assert row["outcome"] == "unclear"
    assert pd.isna(row["certainty"])
    assert pd.isna(row["stopped_by"])


def test_patterns_of_the_bundled_study(all_of: Result) -> None:
    # Third-sector knowledge is reported as held (order 1), backed (2), then handed over (3), line 1131:
    # generation is seen again after another step; c3-0513, with no order, is of that step too.
    rework = all_of["rework"].set_index(["evidence", "step"])
    assert rework.loc[("ev.third_sector", "generation"), "claims"] == ["c3-0351", "c3-0354", "c3-0513"]
    assert all_of["times"].empty  # no claim of the study has a date
    assert any("no times" in note for note in all_of.notes)
    variants = all_of["variants"]
    assert variants["n_items"].sum() == len({item for items in variants["items"] for item in items})
    # Items of which only their making is reported, such as ev.ae_insight.
    assert "ev.ae_insight" in variants.set_index("steps").loc["generation", "items"]


# --- outcomes, word by word --------------------------------------------------------------------

IMPACT = claim("ev.a", "influenced", "ws.x")
LOSS = claim("org.x", "ignored", "ev.a")
CONTEST = claim("org.x", "contested", "ev.a")


APPLIED = claim("org.x", "applied", "ev.a", stage="buy")
GAP = claim("org.x", "produced", "ev.a", polarity="denies")
UNASKED = claim("org.x", "requested", "ev.a", polarity="denies")
MADE = claim("org.x", "produced", "ev.a")


OUTCOMES: list[tuple[list[dict[str, object]], tuple[object, object, int]]] = [
    ([], ("no claims", None, 0)),
    ([IMPACT | {"certainty": "normative"}], ("only recommended", "normative", 1)),
    ([IMPACT | {"certainty": "normative"}, MADE], ("unclear", None, 0)),
    ([IMPACT], ("reached impact", "stated", 1)),
    ([IMPACT, LOSS], ("reached impact", "stated", 1)),
    ([IMPACT, CONTEST], ("reached impact", "stated", 1)),
    ([IMPACT, APPLIED], ("reached impact", "stated", 1)),
    # Informing counts at application or impact; influence at another step does not.
    ([claim("ev.a", "informs", "prod.x")], ("reached impact", "stated", 1)),
    ([IMPACT | {"step": "impetus"}], ("unclear", None, 0)),
    # Applied is impact only where services are contracted, exactly there.
    ([APPLIED | {"stage": "buy.contract"}], ("reached impact", "stated", 1)),
    ([APPLIED], ("applied", "stated", 1)),
    ([APPLIED | {"stage": None}], ("applied", "stated", 1)),
    ([APPLIED, LOSS], ("used and lost", "stated", 2)),
    ([APPLIED, UNASKED], ("used and lost", "stated", 2)),
    ([APPLIED, CONTEST], ("applied", "stated", 1)),
    # Mixed: in part, whether a loss stands beside or not.
    ([IMPACT | {"polarity": "mixed"}], ("partly applied", "stated", 1)),
    ([APPLIED | {"polarity": "mixed"}, LOSS], ("partly applied", "stated", 1)),
    # What was never there, not asked for, stopped, not used.
    ([GAP], ("never there", "stated", 1)),
    ([GAP, GAP | {"predicate": "commissioned"}], ("never there", "stated", 2)),
    ([GAP, LOSS], ("not used", "stated", 2)),
    ([GAP, MADE], ("stopped on the way", "stated", 2)),
    ([UNASKED], ("not asked for", "stated", 1)),
    ([UNASKED, GAP], ("not used", "stated", 2)),
    ([UNASKED, MADE], ("stopped on the way", "stated", 2)),
    ([IMPACT | {"polarity": "denies"}], ("not used", "stated", 1)),
    ([LOSS, CONTEST], ("not used", "stated", 1)),
    ([LOSS, MADE | {"polarity": "mixed"}], ("stopped on the way", "stated", 2)),
    ([LOSS | {"certainty": "tentative"}], ("not used", "tentative", 1)),
    ([LOSS | {"certainty": "tentative"}, LOSS], ("not used", "stated", 2)),
    # Blocked is as contested; mixed counts, denied does not.
    ([CONTEST], ("contested", "stated", 1)),
    ([claim("fac.x", "blocks", "ev.a", polarity="mixed")], ("contested", "stated", 1)),
    ([CONTEST | {"polarity": "denies"}], ("unclear", None, 0)),
    ([claim("org.x", "requested", "ev.a")], ("unclear", None, 0)),
    ([MADE], ("unclear", None, 0)),
]
"""Claims on an item, and its outcome, certainty and number of claims that decide it."""


@pytest.mark.slow
def test_outcomes() -> None:
    """One study has an item for each case."""
    items = [f"ev.{number}" for number in range(len(OUTCOMES))]
    rows = [
        {name: item if cell == "ev.a" else cell for name, cell in row.items()}
        for item, (claims, _) in zip(items, OUTCOMES, strict=True)
        for row in claims
    ]
    table = journeys(made_frames(rows, dict.fromkeys(items, "rural"))).frame.set_index("evidence")
    for item, (claims, expected) in zip(items, OUTCOMES, strict=True):
        row = table.loc[item]
        certainty = None if pd.isna(row["certainty"]) else row["certainty"]
        assert (row["outcome"], certainty, row["n_deciding"]) == expected, claims
        assert row["opposed"] == any(
            one["predicate"] in {"contested", "blocks"} and one.get("polarity") != "denies" for one in claims
        ), claims


@pytest.mark.slow
def test_a_study_without_a_stage_of_supply_says_what_cannot_be_reported() -> None:
    made = made_frames([APPLIED | {"stage": "buy.contract"}], {"ev.a": "rural"}, supply=())
    result = journeys(made)
    assert result.frame["outcome"].tolist() == ["applied"]
    assert any("stage of supply" in note for note in result.notes)


@pytest.mark.slow
def test_verbs_of_a_study_act_as_the_default_ones() -> None:
    shaped = claim("ev.a", "shaped", "ws.x", acts_as="influenced", step="impact")
    assert journeys(made_frames([shaped], {"ev.a": "rural"})).frame["outcome"].tolist() == ["reached impact"]


@pytest.mark.slow
def test_a_study_with_other_steps_says_what_counts_as_impact() -> None:
    rows = [claim("ev.a", "influenced", "ws.x", step="landed")]
    result = journeys(made_frames(rows, {"ev.a": "rural"}, steps=("sown", "landed")))
    assert result.frame["outcome"].tolist() == ["reached impact"]
    assert any("counts as impact" in note for note in result.notes)


@pytest.mark.slow
def test_items_without_claims_are_listed_and_said_to_be_silence() -> None:
    result = journeys(made_frames([LOSS], {"ev.a": "rural", "ev.b": None}))
    row = result.frame.set_index("evidence").loc["ev.b"]
    assert (row["focus"], row["steps"], row["outcome"], row["claims"]) == ("not stated", 0, "no claims", [])
    assert any("silence, not absence" in note for note in result.notes)
    assert journey(made_frames([LOSS], {"ev.a": "rural", "ev.b": None}), "ev.b")["steps"].empty


def test_unknown_items_are_not_found() -> None:
    with pytest.raises(NotFound, match=r"ev\.zz"):
        journey(made_frames([LOSS], {"ev.a": "rural"}), "ev.zz")


# --- what stopped it ---------------------------------------------------------------------------

BARRIER = claim("org.x", "asserts", "fac.b", valence="barrier")


def stopped_by(*claims: dict[str, object]) -> list[tuple[str, str]]:
    rows = journey(made_frames(claims, {"ev.a": "rural", "ev.b": "urban"}), "ev.a")["stopped_by"]
    return list(zip(rows["factor"], rows["basis"], strict=True))


@pytest.mark.slow
def test_reasons_come_first_then_barriers_beside() -> None:
    loss = LOSS | {"reason": "fac.r", "event": "e1", "workstream": "ws.w", "stage": "buy"}
    rows = [loss, BARRIER | {"object": "fac.e", "event": "e1"}, BARRIER | {"object": "fac.i", "about": "ev.a"}]
    rows.append(BARRIER | {"object": "fac.w", "workstream": "ws.w", "stage": "buy"})
    on_item, beside = "barrier on the item or in the same event", "barrier in the same workstream and stage"
    assert stopped_by(*rows) == [("fac.r", "reason"), ("fac.e", on_item), ("fac.i", on_item), ("fac.w", beside)]
    frames = made_frames(rows, {"ev.a": "rural"})
    assert journeys(frames).frame.iloc[0][["stopped_by", "stopped_basis"]].tolist() == ["fac.r", "reason"]
    frames = made_frames([loss | {"reason": None}, *rows[1:]], {"ev.a": "rural"})
    assert journeys(frames).frame.iloc[0]["stopped_by"] == "fac.e; fac.i"


@pytest.mark.slow
def test_empty_never_matches_empty() -> None:
    assert stopped_by(LOSS, BARRIER) == []
    assert stopped_by(LOSS | {"stage": "buy"}, BARRIER | {"stage": "buy"}) == []
    assert stopped_by(LOSS | {"workstream": "ws.w"}, BARRIER | {"workstream": "ws.w"}) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "barrier",
    [
        BARRIER | {"certainty": "normative", "event": "e1"},
        BARRIER | {"polarity": "denies", "event": "e1"},
        BARRIER | {"valence": "enabler", "event": "e1"},
        claim("org.x", "ignored", "ev.b", valence="barrier", reason="fac.b", event="e1"),
    ],
    ids=["normative", "denied", "enabler", "another loss"],
)
def test_what_is_not_a_barrier_beside_a_loss(barrier: dict[str, object]) -> None:
    assert stopped_by(LOSS | {"event": "e1"}, barrier) == []


@pytest.mark.slow
def test_nothing_stopped_evidence_that_was_not_lost() -> None:
    assert stopped_by(IMPACT | {"event": "e1"}, BARRIER | {"event": "e1"}, BARRIER | {"about": "ev.a"}) == []
    assert stopped_by(CONTEST, BARRIER | {"about": "ev.a"}) == [("fac.b", "barrier on the item or in the same event")]


# --- order, patterns ---------------------------------------------------------------------------


@pytest.mark.slow
def test_last_step_is_the_latest_that_happened_several_if_tied() -> None:
    rows = [
        claim("org.x", "produced", "ev.a", order=1, stage="plan.ask"),
        claim("org.x", "applied", "ev.a", order=2, stage="buy"),
        claim("org.x", "appraised", "ev.a", order=2, stage="plan.weigh"),
        claim("org.x", "ignored", "ev.a", order=3, stage="check"),
        claim("org.x", "applied", "ev.a", order=4, stage="check", certainty="normative"),
    ]
    row = journeys(made_frames(rows, {"ev.a": "rural"})).frame.iloc[0]
    assert (row["last_stage"], row["last_step"]) == ("plan.weigh; buy", "appraisal; application")
    assert (row["steps"], row["orders"], row["circular"]) == (5, 1, False)


@pytest.mark.slow
def test_circles_are_said() -> None:
    rows = [
        claim("org.x", "applied", "ev.a", order=n, date=date) for n, date in [(1, "2013"), (2, "2010"), (None, "2011")]
    ]
    result = journey(made_frames(rows, {"ev.a": "rural"}), "ev.a")
    assert result.frame.iloc[0]["circular"]
    assert any("c001, c002, c003" in note for note in result.notes)
    assert result["steps"]["level"].tolist() == [1, 1, 1]


def patterns(*claims: dict[str, object]) -> Result:
    return journeys(made_frames(claims, {"ev.a": "rural"}))


@pytest.mark.slow
def test_variants_mark_what_was_lost_and_leave_out_the_normative() -> None:
    found = patterns(
        claim("org.x", "produced", "ev.a", order=1),
        claim("org.x", "produced", "ev.a", order=2),
        claim("org.x", "appraised", "ev.a", order=3),
        claim("org.x", "contested", "ev.a", order=3),
        claim("org.x", "ignored", "ev.a", order=4),
        claim("ev.a", "influenced", "ws.x", order=5, polarity="mixed"),
        claim("ev.a", "influenced", "ws.x", order=6, certainty="normative"),
    )
    assert found["variants"]["steps"].tolist() == [
        "generation → appraisal + contestation → application (lost) → impact (partly)"
    ]
    pairs = found["directly_follows"].set_index(["step", "next_step"])
    assert pairs.loc[("generation", "generation"), "claims"] == ["c001", "c002"]
    assert pairs.loc[("contestation", "application (lost)"), ["n_pairs", "n_items"]].tolist() == [1, 1]
    assert ("generation", "application (lost)") not in pairs.index
    assert found["rework"].empty


@pytest.mark.slow
def test_rework_is_a_step_seen_again_after_another() -> None:
    made = [claim("org.x", verb, "ev.a", order=n) for n, verb in enumerate(["produced", "appraised", "produced"])]
    assert patterns(*made)["rework"].values.tolist() == [["ev.a", "generation", 1, ["c001", "c003"]]]
    lost = [made[0], made[1] | {"predicate": "ignored"}, made[2]]
    assert patterns(*lost)["rework"].empty  # what was lost between is no step that was taken


@pytest.mark.slow
def test_times_are_bounds_and_only_where_dates_decide() -> None:
    found = patterns(
        claim("org.x", "produced", "ev.a", date="2011-01-31"),
        claim("org.x", "applied", "ev.a", date="2011-02"),
        claim("ev.a", "influenced", "ws.x", date="2011"),
    )
    assert found["times"].values.tolist() == [["ev.a", "generation", "application", 1, 28, ["c001", "c002"]]]


@pytest.mark.slow
def test_orders_of_a_large_item_have_a_bound() -> None:
    rows = [claim("org.x", "applied", "ev.a", stage="plan", order=n if n % 2 else None) for n in range(600)]
    row = journeys(made_frames(rows, {"ev.a": "rural"})).frame.iloc[0]
    assert (row["steps"], row["orders"], row["orders_exact"]) == (600, 10**18, False)


@pytest.mark.slow
def test_focus_is_data(bundled: StudyFrames) -> None:
    rows = [claim("org.x", "applied", item) for item in ("ev.a", "ev.b", "ev.c")]
    counted = journeys(made_frames(rows, {"ev.a": "rural", "ev.b": "urban", "ev.c": None}, focus=FOCUS))["outcomes"]
    assert counted["focus"].drop_duplicates().tolist() == ["urban", "rural", "not stated"]
