"""Where evidence drops out: of the bundled study by hand, and of made-up studies."""

from statistics import fmean

import pandas as pd
import pytest

from graphmodel.analysis.dropout import dropout
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.results import Result
from graphmodel.settings import Focus
from tests.support import raw
from tests.support.frames import claim, made_frames

FUNNEL = ["focus", "phase", "mentioned", "used", "used_generation_only", "partly", "disputed", "not_used"]
FUNNEL += ["lost", "after_dispute", "used_elsewhere", "never_used", "by_rank", "silent", "used_before"]
FUNNEL += ["not_used_share", "not_used_least", "not_used_greatest", "lost_share", "lost_least", "lost_greatest"]
FUNNEL += ["claims"]
STATES = ["used", "partly", "disputed", "not_used", "silent"]
PARTS = ["lost", "after_dispute", "used_elsewhere", "never_used"]


@pytest.fixture(scope="module")
def found(bundled: StudyFrames) -> Result:
    return dropout(bundled)


def column(result: Result, focus: str, name: str) -> list[int]:
    rows = result["funnel"]
    return rows.loc[rows["focus"].eq(focus), name].tolist()


# --- the bundled study -------------------------------------------------------------------------


def test_states_of_the_bundled_study(found: Result) -> None:
    # The numbers that the data's own CHANGES gives, counted apart from this program; needs, solutions, monitoring.
    states = ("mentioned", "used", "partly", "disputed", "not_used", "lost")
    counts = {
        "ethnicity": ([20, 30, 18], [10, 11, 7], [6, 6, 4], [1, 7, 2], [3, 6, 5], [0, 0, 0]),
        "general": ([12, 34, 17], [10, 23, 10], [0, 6, 4], [1, 2, 2], [1, 3, 1], [0, 0, 0]),
    }
    for focus, expected in counts.items():
        for state, numbers in zip(states, expected, strict=True):
            assert column(found, focus, state) == numbers, (focus, state)
    assert any("No item is lost at any phase" in note for note in found.notes)


def test_funnel_has_the_agreed_columns_and_adds_up_to_the_items(bundled: StudyFrames, found: Result) -> None:
    funnel = found["funnel"]
    assert list(funnel.columns) == FUNNEL
    items = bundled.nodes("EvidenceItem")["focus"].value_counts()
    assert funnel.groupby(["focus", "phase"])[STATES].sum().sum(axis=1).to_dict() == {
        (focus, phase): n for focus, n in items.items() for phase in bundled.phases
    }
    assert (funnel["mentioned"] == funnel[["used", "partly", "disputed", "not_used"]].sum(axis=1)).all()
    assert (funnel["not_used"] == funnel[PARTS].sum(axis=1)).all()
    assert (funnel["used_generation_only"] <= funnel["used"]).all()
    assert funnel["focus"].drop_duplicates().tolist() == ["general", "ethnicity", "mixed"]


def test_items_behind_the_counts_can_be_opened(found: Result) -> None:
    items = found["items"]
    # Improved practice data: made (c4-0129, c5-0334), and not used at any of the three phases (c5-0336 to
    # c5-0338, line 1788).
    practice = items[items["evidence"].eq("ev.gp_ethnicity")]
    assert practice["state"].tolist() == ["not used"] * 3
    assert practice["part"].tolist() == ["used elsewhere"] * 3
    assert practice["claims"].tolist() == [["c5-0336"], ["c5-0337"], ["c5-0338"]]
    # One town's plain picture: ignored at design (c3-0400, c3-0401); that it was well understood is no use.
    town = items[items["evidence"].eq("ev.town_x_knowledge")].set_index("phase")
    assert town.loc["solutions", ["state", "part"]].tolist() == ["not used", "never used"]
    counted = items.groupby(["focus", "phase"])["part"].value_counts()
    assert counted["ethnicity", "solutions"].to_dict() == {"never used": 4, "used elsewhere": 2}


def test_shares_have_sharp_bounds(found: Result) -> None:
    rows = found["funnel"].set_index(["focus", "phase"])
    # Ethnicity at solutions: 6 of 30 mentioned are not used, 52 of all 82 are silent.
    row = rows.loc[("ethnicity", "solutions")]
    assert row["not_used_share"] == pytest.approx(6 / 30)
    assert row[["not_used_least", "not_used_greatest"]].tolist() == pytest.approx([6 / 82, 58 / 82])
    # Seven were used or partly used before and are mentioned; none of them is lost.
    assert row[["used_before", "lost_share", "lost_least"]].tolist() == [7, 0, 0]
    assert 0 < row["lost_greatest"] < 1
    assert pd.isna(rows.loc[("general", "needs"), "lost_share"])  # nothing was used before the first phase


def test_too_few_sources_at_every_phase(found: Result) -> None:
    rows = found["comparison"]
    assert rows["verdict"].str.startswith("too few sources").all()
    for ending in ("zero", "half", "one"):
        assert rows[[f"{name}_{ending}" for name in ("p", "mid_p", "p_holm", "lower", "upper")]].isna().all(axis=None)
        # Size and direction are given all the same: less use of ethnicity evidence at every phase.
        assert (rows[f"difference_{ending}"] < 0).all()
    assert rows["direction"].tolist() == ["lower"] * 3
    assert any("src.synthesis" in note for note in found.notes)
    retelling = {row["source"] for row in raw.table("sources") if row["independent"] == "no"}
    assert not retelling & set(found["shares"]["source"])


def test_shares_and_differences_by_the_tables(found: Result) -> None:
    """Each share and difference again, in plain Python over the raw rows."""
    independent = {row["source"] for row in raw.table("sources") if row["independent"] == "yes"}
    signs: dict[tuple[str, str, str], set[str]] = {}
    for row in raw.claims():
        if row["sign"] and row["phase"] and row["source"] in independent:
            for item in {row["subject"], row["object"]} & set(raw.nodes("evidence")):
                signs.setdefault((row["phase"], row["source"], item), set()).add(row["sign"])
    weights = {"zero": 0.0, "half": 0.5, "one": 1.0}
    for row in found["comparison"].to_dict("records"):
        for ending, weight in weights.items():
            by_source: dict[str, dict[str, list[float]]] = {}
            for (phase, source, item), these in signs.items():
                focus = raw.nodes("evidence")[item]["focus"]
                if phase == row["phase"] and focus in {"general", "ethnicity"}:
                    worth = 1.0 if these == {"plus"} else 0.0 if these == {"minus"} else weight
                    by_source.setdefault(source, {}).setdefault(focus, []).append(worth)
            both = {source: worths for source, worths in by_source.items() if len(worths) == 2}
            differences = [fmean(worths["ethnicity"]) - fmean(worths["general"]) for worths in both.values()]
            assert row["sources"] == sorted(both)
            assert row["n_sources"] == len(both)
            assert row[f"difference_{ending}"] == pytest.approx(fmean(differences))
            assert row[f"n_differ_{ending}"] == sum(abs(value) > 1e-12 for value in differences)


def test_shares_of_one_source_by_hand(found: Result) -> None:
    shares = found["shares"].set_index(["source", "phase", "focus"])
    # Observation, solutions: three general items, all used (c5-0105, c5-0157 with c5-0158,
    # c5-0366); the guideline on African Caribbean patients, both made and left out: disputed.
    general = shares.loc[("src.observation", "solutions", "general")]
    assert (general["used"], general["mentioned"], general["share_zero"]) == (3, 3, 1.0)
    assert general["claims"] == ["c5-0105", "c5-0157", "c5-0158", "c5-0366"]
    other = shares.loc[("src.observation", "solutions", "ethnicity")]
    assert (other["used"], other["mentioned"], other["items"]) == (0, 1, ["ev.nice_african_caribbean"])


def test_type_matrix_of_the_bundled_study(found: Result) -> None:
    types = found["types"]
    # Table 9: 13 types by 3 phases by 2 focuses are 78 cells, 64 graded, none of ethnicity above 1.
    assert len(types) == 39
    cells = pd.concat([types["cell_in_question"], types["cell_compared"]])
    assert cells.value_counts().to_dict() == {"graded": 64, "unknown": 9, "at least": 5}
    assert types["grade_in_question"].max() == 1
    cell = types.set_index(["evidence_type", "stage"]).loc[("population", "needs")]
    assert cell[["grade_in_question", "grade_compared", "difference"]].tolist() == [0, 2, -2]  # line 1566
    unknown = types[types["cell_in_question"].isin(["unknown", "at least"])]
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


@pytest.mark.slow
def test_comparison_with_enough_sources() -> None:
    rows = [*seven_sources("plan", 7), *seven_sources("buy", 6), *seven_sources("check", 5)]
    table = dropout(made_frames(rows, ITEMS))["comparison"].set_index("phase")
    # All seven (six) differences are -1, so only the two extreme sign patterns are as far out.
    for ending in ("zero", "half", "one"):
        assert table[f"p_{ending}"].tolist()[:2] == [2 / 2**7, 2 / 2**6]
        assert table[f"mid_p_{ending}"].tolist()[:2] == [1 / 2**7, 1 / 2**6]
        # Two phases are tested: the smaller p is doubled, the other stays.
        assert table[f"p_holm_{ending}"].tolist()[:2] == [4 / 2**7, 2 / 2**6]
        shares = [f"{name}_{ending}" for name in ("share_in_question", "share_compared", "difference")]
        assert table.loc["plan", shares].tolist() == [0, 1, -1]
        assert table.loc["plan", [f"lower_{ending}", f"upper_{ending}"]].tolist() == [-1, -1]
        assert pd.isna(table.loc["check", f"p_holm_{ending}"])
    assert table["direction"].tolist() == ["lower"] * 3
    assert table.loc["plan", "verdict"].startswith("a difference is shown (p = 0.031")
    assert table.loc["check", "verdict"].startswith("too few sources (7 ")


@pytest.mark.slow
def test_a_finding_that_hangs_on_what_partly_counts_says_so() -> None:
    rows = []
    for number in range(7):
        at = {"source": f"src.s{number}", "stage": "plan"}
        rows.append(claim("org.x", "applied", "ev.urban", polarity="mixed" if number < 6 else "affirms", **at))
        rows.append(claim("org.x", "applied", "ev.rural", polarity="affirms" if number < 6 else "denies", **at))
    row = dropout(made_frames(rows, ITEMS))["comparison"].set_index("phase").loc["plan"]
    assert (row["difference_zero"] > 0, row["difference_one"] < 0) == (True, True)
    assert row["direction"].startswith("depends")
    partly = [one | ({"polarity": "mixed"} if one["object"] == "ev.urban" else {}) for one in seven_sources("plan", 0)]
    row = dropout(made_frames(partly, ITEMS))["comparison"].set_index("phase").loc["plan"]
    assert row[["p_zero", "n_differ_one"]].tolist() == [2 / 2**7, 0]
    assert "depends on" in row["verdict"]


@pytest.mark.slow
def test_sources_that_repeat_others_are_left_out_and_it_is_said() -> None:
    frames = made_frames(seven_sources("plan", 7), ITEMS, sources={"src.s0": "synthesis"})
    result = dropout(frames)
    assert result["comparison"]["n_sources"].tolist() == [6, 0, 0]
    assert any("src.s0" in note for note in result.notes)


@pytest.mark.slow
def test_items_go_by_their_own_focus_and_mixed_is_never_split() -> None:
    rows = [claim("org.x", "applied", item, stage="plan", focus="urban") for item in ("ev.r", "ev.m", "ev.n")]
    result = dropout(made_frames(rows, {"ev.r": "rural", "ev.m": "mixed", "ev.n": None}))
    used = result["funnel"].query("phase == 'plan'").set_index("focus")["used"]
    assert used.to_dict() == {"urban": 0, "rural": 1, "mixed": 1, "not stated": 1}


@pytest.mark.slow
def test_a_study_without_a_focus_counts_all_items_together() -> None:
    result = dropout(made_frames(seven_sources("plan", 7), ITEMS, focus=Focus()))
    assert result["funnel"]["focus"].tolist() == ["all items"] * 3
    assert result["funnel"][STATES].sum(axis=1).tolist() == [2, 2, 2]
    assert result["shares"].empty
    assert result["comparison"]["verdict"].tolist() == ["the study compares no focuses"] * 3
    assert any("names no focus" in note for note in result.notes)


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_study_without_claims_has_an_empty_funnel() -> None:
    result = dropout(made_frames([], ITEMS))
    assert result["funnel"]["silent"].tolist() == [1, 1, 1, 1, 1, 1, 0, 0, 0]
    assert result["reasons"].empty
    assert result["funnel"][["not_used_share", "lost_share"]].isna().all(axis=None)
    assert result["funnel"]["not_used_greatest"].dropna().tolist() == [1.0] * 6


@pytest.mark.slow
def test_claims_without_a_stage_are_named_because_they_count_at_no_phase() -> None:
    placeless = [claim("act.a", "applied", "ev.r"), claim("act.a", "ignored", "ev.r")]
    result = dropout(made_frames([*placeless, claim("act.a", "applied", "ev.r", stage="plan")], {"ev.r": "rural"}))
    assert result["items"]["state"].tolist() == ["used", "silent", "silent"]
    assert any("they name no stage: 2 of 3 claims" in note and "(c001, c002)" in note for note in result.notes)
