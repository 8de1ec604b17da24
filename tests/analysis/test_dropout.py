"""Where evidence drops out: of the bundled study by hand, and of made-up studies."""

import pandas as pd
import pytest

from graphmodel.analysis.dropout import dropout
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.results import Result
from graphmodel.settings import Focus
from tests.support.frames import claim, made_frames

FUNNEL = ["focus", "phase", "used", "used_generation_only", "partly", "disputed"]
FUNNEL += ["not_used", "silent", "lost", "never_taken_up", "claims"]
STATES = ["used", "partly", "disputed", "not_used", "silent"]


@pytest.fixture(scope="module")
def found(bundled: StudyFrames) -> Result:
    return dropout(bundled)


def column(result: Result, focus: str, name: str) -> list[int]:
    rows = result["funnel"]
    return rows.loc[rows["focus"].eq(focus), name].tolist()


# --- the bundled study -------------------------------------------------------------------------


def test_lost_and_never_taken_up_in_the_bundled_study(found: Result) -> None:
    # The numbers the design states for the report, counted apart from this code from the tables
    # claims, stages and predicates; phases needs, solutions, monitoring.
    assert column(found, "ethnicity", "never_taken_up") == [5, 6, 8]
    assert column(found, "general", "never_taken_up") == [1, 3, 2]
    assert column(found, "ethnicity", "lost") == [0, 2, 0]
    assert column(found, "general", "lost") == [0, 0, 0]


def test_funnel_has_the_agreed_columns_and_adds_up_to_the_items(bundled: StudyFrames, found: Result) -> None:
    funnel = found["funnel"]
    assert list(funnel.columns) == FUNNEL
    items = bundled.nodes("EvidenceItem")["focus"].value_counts()  # ethnicity 80, general 68, mixed 23
    assert funnel.groupby(["focus", "phase"])[STATES].sum().sum(axis=1).to_dict() == {
        (focus, phase): n for focus, n in items.items() for phase in bundled.phases
    }
    assert (funnel["used_generation_only"] <= funnel["used"]).all()
    assert funnel["focus"].drop_duplicates().tolist() == ["general", "ethnicity", "mixed"]


def test_items_behind_the_counts_can_be_opened(found: Result) -> None:
    items = found["items"]
    lost = items[items["lost"]]
    # One town's plain picture (weighed at needs, c3-0399; ignored at design, c3-0400 and c3-0401,
    # line 1185) and evidence on conditions (c3-0403, then c3-0404, line 1189); no other item.
    assert lost[["evidence", "phase"]].values.tolist() == [
        ["ev.condition_evidence", "solutions"],
        ["ev.town_x_knowledge", "solutions"],
    ]
    assert lost["claims"].tolist() == [["c3-0404"], ["c3-0400", "c3-0401"]]
    counted = items.groupby(["focus", "phase"])["never_taken_up"].sum()
    assert counted["ethnicity"].reindex(["needs", "solutions", "monitoring"]).tolist() == [5, 6, 8]
    # Improved practice data: not used at any of the three phases (c5-0336 to c5-0338, line 1788).
    practice = items[items["evidence"].eq("ev.gp_ethnicity")]
    assert practice["state"].tolist() == ["not used"] * 3
    assert practice["claims"].tolist() == [["c5-0336"], ["c5-0337"], ["c5-0338"]]


def test_hazards_have_both_bounds_of_silence(found: Result) -> None:
    hazards = found["hazards"].set_index(["focus", "phase"])
    # Ethnicity: 12 used and 3 partly at needs, so 15 at risk at solutions; 2 lost, 9 silent.
    row = hazards.loc[("ethnicity", "solutions")]
    assert row[["at_risk", "silent", "lost"]].tolist() == [15, 9, 2]
    assert row[["hazard", "lower", "upper"]].tolist() == pytest.approx([2 / 15, 2 / 15, 11 / 15])
    assert pd.isna(hazards.loc[("general", "needs"), "hazard"])  # nothing can be lost at the first phase


def test_too_few_sources_at_every_phase(found: Result) -> None:
    rows = found["comparison"]
    # Sources that mention both focuses: src.cs_interviews and src.ki_national at every phase,
    # src.cs_box at needs and monitoring, src.gp_stroke and src.observation at solutions.
    assert rows["n_sources"].tolist() == [3, 4, 3]
    # The boxed examples and the stroke example mention use only, of either focus: no difference.
    assert rows["n_differ"].tolist() == [2, 3, 2]
    assert rows["verdict"].str.startswith("too few sources").all()
    assert rows[["p", "mid_p", "p_holm", "lower", "upper"]].isna().all(axis=None)
    assert any("src.synthesis" in note for note in found.notes)
    assert "src.synthesis" not in set(found["shares"]["source"])


def test_shares_of_one_source_by_hand(found: Result) -> None:
    shares = found["shares"].set_index(["source", "phase", "focus"])
    # Observation, solutions: three general items, all used (c5-0105, c5-0157 with c5-0158,
    # c5-0366); the guideline on African Caribbean patients, both made and left out: disputed.
    general = shares.loc[("src.observation", "solutions", "general")]
    assert (general["used"], general["mentioned"], general["share"]) == (3, 3, 1.0)
    assert general["claims"] == ["c5-0105", "c5-0157", "c5-0158", "c5-0366"]
    other = shares.loc[("src.observation", "solutions", "ethnicity")]
    assert (other["used"], other["mentioned"], other["items"]) == (0, 1, ["ev.nice_african_caribbean"])


def test_type_matrix_of_the_bundled_study(found: Result) -> None:
    types = found["types"]
    # Table 9: 13 types by 3 phases by 2 focuses are 78 cells, 64 graded, none of ethnicity above 1.
    assert len(types) == 39
    cells = pd.concat([types["cell_in_question"], types["cell_compared"]])
    assert cells.value_counts().to_dict() == {"graded": 64, "unknown": 14}
    assert types["grade_in_question"].max() == 1
    cell = types.set_index(["evidence_type", "stage"]).loc[("population", "needs")]
    assert cell[["grade_in_question", "grade_compared", "difference"]].tolist() == [0, 2, -2]  # line 1566
    unknown = types[types["cell_in_question"].eq("unknown")]
    assert unknown["grade_in_question"].isna().all()
    assert unknown["difference"].isna().all()


def test_reasons_of_the_bundled_study(found: Result) -> None:
    reasons = found["reasons"].set_index(["phase", "focus", "factor"])
    # Low demand is the reason at monitoring in one claim (c5-0338, line 1788) by no named speaker.
    row = reasons.loc[("monitoring", "ethnicity", "fac.low_demand")]
    assert row[["as_reason", "beside", "n_claims", "n_speakers", "unattributed"]].tolist() == [1, 0, 1, 0, 1]
    assert row["claims"] == ["c5-0338"]
    # Losses reported without a stage are kept apart (the strategy: c4-0061 and c4-0062).
    assert "c4-0062" in reasons.loc[("not stated", "ethnicity", "fac.legitimacy_questioned"), "claims"]


# --- made-up studies ---------------------------------------------------------------------------


def seven_sources(phase: str, against: int) -> list[dict[str, object]]:
    """Seven sources that mention one urban item as used and one rural one, which ``against`` of them deny."""
    rows = []
    for number in range(7):
        at = {"source": f"src.s{number}", "stage": phase}
        rows.append(claim("org.x", "applied", "ev.urban", **at))
        rows.append(claim("org.x", "applied", "ev.rural", polarity="denies" if number < against else "affirms", **at))
    return rows


ITEMS = {"ev.urban": "urban", "ev.rural": "rural"}


def test_comparison_with_enough_sources() -> None:
    rows = [*seven_sources("plan", 7), *seven_sources("buy", 6), *seven_sources("check", 5)]
    table = dropout(made_frames(rows, ITEMS))["comparison"].set_index("phase")
    # All seven (six) differences are -1, so only the two extreme sign patterns are as far out.
    assert table["p"].tolist()[:2] == [2 / 2**7, 2 / 2**6]
    assert table["mid_p"].tolist()[:2] == [1 / 2**7, 1 / 2**6]
    # Two phases are tested: the smaller p is doubled, the other stays.
    assert table["p_holm"].tolist()[:2] == [4 / 2**7, 2 / 2**6]
    assert table.loc["plan", ["share_in_question", "share_compared", "difference"]].tolist() == [0, 1, -1]
    assert table.loc["plan", ["lower", "upper"]].tolist() == [-1, -1]
    assert (
        table.loc["plan", "verdict"]
        == "rural evidence is used less often than urban evidence (p = 0.031 after Holm, 7 sources)"
    )
    assert table.loc["check", "verdict"].startswith("too few sources (7 ")
    assert pd.isna(table.loc["check", "p_holm"])


def test_sources_that_repeat_others_are_left_out_and_it_is_said() -> None:
    frames = made_frames(seven_sources("plan", 7), ITEMS, sources={"src.s0": "synthesis"})
    result = dropout(frames)
    assert result["comparison"]["n_sources"].tolist() == [6, 0, 0]
    assert any("src.s0" in note for note in result.notes)


def test_items_go_by_their_own_focus_and_mixed_is_never_split() -> None:
    rows = [claim("org.x", "applied", item, stage="plan", focus="urban") for item in ("ev.r", "ev.m", "ev.n")]
    result = dropout(made_frames(rows, {"ev.r": "rural", "ev.m": "mixed", "ev.n": None}))
    used = result["funnel"].query("phase == 'plan'").set_index("focus")["used"]
    assert used.to_dict() == {"urban": 0, "rural": 1, "mixed": 1, "not stated": 1}


def test_a_study_without_a_focus_counts_all_items_together() -> None:
    result = dropout(made_frames(seven_sources("plan", 7), ITEMS, focus=Focus()))
    assert result["funnel"]["focus"].tolist() == ["all items"] * 3
    assert result["funnel"][STATES].sum(axis=1).tolist() == [2, 2, 2]
    assert result["shares"].empty
    assert result["comparison"]["verdict"].tolist() == ["the study compares no focuses"] * 3
    assert any("names no focus" in note for note in result.notes)


def test_unknown_cells_differ_from_cells_that_are_not_there() -> None:
    cells = [
        {"start": "survey", "end": "plan", "focus": "rural", "frequency": 0, "alignment": "inferred", "locator": "p 1"},
        {"start": "survey", "end": "plan", "focus": "urban", "frequency": 2, "alignment": "certain", "locator": "p 2"},
        {
            "start": "survey",
            "end": "buy",
            "focus": "rural",
            "frequency": None,
            "alignment": "certain",
            "locator": "p 3",
        },
    ]
    types = dropout(made_frames([], ITEMS, used_at=cells))["types"].set_index("stage")
    assert types.loc["plan", ["grade_in_question", "grade_compared", "difference"]].tolist() == [0, 2, -2]
    assert types.loc["plan", ["inferred_in_question", "inferred_compared"]].tolist() == [True, False]
    assert types.loc["plan", "locators"] == "p 1; p 2"
    assert types.loc["buy", ["cell_in_question", "cell_compared"]].tolist() == ["unknown", "no cell"]
    assert types.loc["buy", ["grade_in_question", "grade_compared", "difference"]].isna().all()


def test_reasons_count_claims_beside_speakers() -> None:
    loss = {"stage": "buy", "event": "e1", "reason": "fac.r"}
    rows = [
        claim("org.x", "ignored", "ev.rural", speaker="act.a", **loss),
        claim("org.x", "ignored", "ev.rural", **loss),
        claim("org.x", "asserts", "fac.b", valence="barrier", event="e1", speaker="act.a"),
        claim("fac.c", "blocks", "ev.rural", valence="barrier", stage="check"),
        claim("fac.d", "blocks", "ev.rural", valence="barrier", stage="buy.contract"),
    ]
    reasons = dropout(made_frames(rows, ITEMS))["reasons"]
    shown = reasons[["phase", "focus", "factor", "as_reason", "beside", "n_speakers", "unattributed"]].values.tolist()
    # fac.c stands on the item, but at another phase than the loss.
    assert shown == [
        ["buy", "rural", "fac.r", 2, 0, 1, 1],
        ["buy", "rural", "fac.b", 0, 1, 1, 0],
        ["buy", "rural", "fac.d", 0, 1, 0, 1],
    ]


def test_a_study_without_claims_has_an_empty_funnel() -> None:
    result = dropout(made_frames([], ITEMS))
    assert result["funnel"]["silent"].tolist() == [1, 1, 1, 1, 1, 1, 0, 0, 0]
    assert result["reasons"].empty
    assert result["hazards"]["hazard"].isna().all()


def test_claims_without_a_stage_are_named_because_they_count_at_no_phase() -> None:
    placeless = [claim("act.a", "applied", "ev.r"), claim("act.a", "ignored", "ev.r")]
    result = dropout(made_frames([*placeless, claim("act.a", "applied", "ev.r", stage="plan")], {"ev.r": "rural"}))
    assert result["items"]["state"].tolist() == ["used", "silent", "silent"]
    assert any("they name no stage: 2 of 3 claims" in note and "(c001, c002)" in note for note in result.notes)
