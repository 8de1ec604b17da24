"""Questions on journeys, against oracles over the raw tables and answers read by hand."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from tests.support import raw
from tests.support.answers import as_rows, assert_same, row_where
from tests.support.raw import Row, kind, label, nodes, tallies

Ask = Callable[..., pd.DataFrame]
STEPS = ["impetus", "generation", "appraisal", "synthesis", "adaptation", "application", "contestation", "impact"]
BEARERS = {"Actor", "Organisation", "WorkStream"}


def labels(ids: Any) -> list[str]:
    return sorted({label(i) for i in ids if i})


def distinct(cells: Any) -> list[str]:
    return sorted({cell for cell in cells if cell})


def surest(rows: list[Row]) -> str:
    return "stated" if any(row["certainty"] == "stated" for row in rows) else "tentative"


@cache
def claims_by_item() -> dict[str, list[Row]]:
    """Claims that touch each item, those of what ought to be left out."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in raw.claims():
        if row["certainty"] != "normative":
            for item in {row["subject"], row["object"]} & set(nodes("evidence")):
                found[item].append(row)
    return dict(found)


def other(row: Row, item: str) -> str:
    return row["object"] if row["subject"] == item else row["subject"]


# of_evidence


def of_evidence_oracle(item: str) -> list[dict[str, Any]]:
    rows = [row for row in raw.claims() if item in (row["subject"], row["object"])]
    ranks = {stage: place for place, stage in enumerate(nodes("stages"))}

    def place(row: Row) -> tuple[int, str, int, int, str]:
        order = int(row["order"]) if row["order"] else 10**9
        step = STEPS.index(row["step"]) if row["step"] else 99
        return order, row["date"] or "9999", ranks.get(row["stage"], 99), step, row["claim"]

    return [
        {
            "journey_order": int(row["order"]) if row["order"] else None,
            "date": row["date"] or None,
            "phase": row["phase"] or None,
            "stage": row["stage"] or None,
            "stage_label": label(row["stage"]) or None,
            "step": row["step"] or None,
            "subject": row["subject"],
            "subject_label": label(row["subject"]),
            "predicate": row["predicate"],
            "object": row["object"],
            "object_label": label(row["object"]),
            "polarity": row["polarity"],
            "certainty": row["certainty"],
            "sign": row["sign"] or None,
            "reason": row["reason"] or None,
            "reason_label": label(row["reason"]) or None,
            "speaker": row["speaker"] or None,
            "speaker_label": label(row["speaker"]) or None,
            "event": row["event"] or None,
            "workstream": row["workstream"] or None,
            "site": row["site"] or None,
            "source": row["source"],
            "source_label": label(row["source"]),
            "summary": row["summary"],
            "locator": row["locator"] or None,
            "claim": row["claim"],
        }
        for row in sorted(rows, key=place)
    ]


@pytest.mark.parametrize(
    "item",
    # The last three: claims without an order, joined to other items, and with no step.
    ["ev.gp_ethnicity", "ev.service_ethnicity", "ev.cardiac_hna", "ev.proposals_bme"],
)
def test_of_evidence_agrees_with_the_tables(ask: Ask, item: str) -> None:
    assert_same(ask("journeys/of_evidence", evidence=item), of_evidence_oracle(item))


def test_of_evidence_tells_how_the_strategy_was_not_taken_up(ask: Ask) -> None:
    # Chapter 4, line 1353: written by middle-ranking staff (c4-0058), lobbied for (c4-0060), not taken
    # up by senior leaders (c4-0061), never adopted by the organisation (c4-0062).
    answer = ask("journeys/of_evidence", evidence="ev.bme_strategy")
    assert answer["claim"].tolist() == ["c4-0058", "c4-0060", "c4-0061", "c4-0062"]
    assert answer["step"].tolist() == ["generation", "contestation", "application", "impact"]
    last = as_rows(answer)[-1]
    assert (last["subject"], last["polarity"], last["object"]) == ("ev.bme_strategy", "denies", "org.pct1")


# reached_impact, applied, stopped, contested


def changes(row: Row, item: str) -> bool:
    """Does the item influence or inform something, at a step of impact?"""
    verb = row["predicate"] in {"influenced", "informs"} and row["step"] in {"impact", "application"}
    return verb and row["subject"] == item


def applies(row: Row, item: str) -> bool:
    return row["predicate"] == "applied" and row["object"] == item


def is_loss(row: Row) -> bool:
    return row["sign"] == "minus" or is_unasked(row)


def is_unasked(row: Row) -> bool:
    return row["predicate"] == "requested" and row["polarity"] == "denies"


def is_gap(row: Row) -> bool:
    return row["predicate"] in {"produced", "commissioned"} and row["polarity"] == "denies"


def is_contest(row: Row, item: str) -> bool:
    return row["predicate"] in {"contested", "blocks"} and row["object"] == item and row["polarity"] != "denies"


@dataclass(frozen=True)
class Item:
    """The claims on one item that are not normative, by what they count as."""

    row: Row
    impact: list[Row]
    applied: list[Row]
    partly: list[Row]
    losses: list[Row]
    there: list[Row]
    contests: list[Row]

    @classmethod
    def of(cls, item: str, rows: list[Row]) -> "Item":
        affirmed = [row for row in rows if row["polarity"] == "affirms"]
        mixed = [row for row in rows if row["polarity"] == "mixed"]
        supplied = [row for row in affirmed if applies(row, item) and row["stage"] == "solutions.supply"]
        return cls(
            nodes("evidence")[item],
            [*supplied, *(row for row in affirmed if changes(row, item))],
            [row for row in affirmed if applies(row, item) and row not in supplied],
            [row for row in mixed if applies(row, item) or changes(row, item)],
            [row for row in rows if is_loss(row)],
            [row for row in rows if row["sign"] in {"plus", "mixed"}],
            [row for row in rows if is_contest(row, item)],
        )

    @property
    def ended(self) -> tuple[str, list[Row]]:
        """The outcome and the claims that decide it."""
        if self.impact:
            return "reached impact", self.impact
        if self.applied:
            return ("used and lost", [*self.applied, *self.losses]) if self.losses else ("applied", self.applied)
        if self.partly:
            return "partly applied", self.partly
        if self.losses and not self.there:
            for word, holds in (("never there", is_gap), ("not asked for", is_unasked)):
                if all(holds(row) for row in self.losses):
                    return word, self.losses
            return "not used", self.losses
        if self.losses:
            return "stopped on the way", [*self.losses, *self.there]
        return ("contested", self.contests) if self.contests else ("unclear", [])


def items_of(focus: str) -> Iterator[Item]:
    for item, rows in claims_by_item().items():
        if focus in ("", nodes("evidence")[item]["focus"]):
            yield Item.of(item, rows)


def by_sources(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    counts = ("n_sources", "n_speakers", "n_claims")
    return sorted(rows, key=lambda row: (*(-row[name] for name in counts), row["label"], row["evidence"]))


def head(item: Item) -> dict[str, Any]:
    return {name: item.row[name] for name in ("evidence", "label", "focus")}


def ending(item: Item) -> dict[str, Any]:
    outcome, deciding = item.ended
    decided = {"outcome": outcome, "n_deciding": len(raw.ids(deciding)), "certainty": surest(deciding)}
    return {**head(item), **decided, "opposed": bool(item.contests)}


def reached_oracle(focus: str) -> list[dict[str, Any]]:
    return by_sources(
        [
            {
                **head(item),
                "certainty": surest(item.impact),
                "kinds_of_use": sorted({row["use"] or "not said" for row in item.impact}),
                "touched": labels(other(row, item.row["evidence"]) for row in item.impact),
                "stages": distinct(row["stage"] for row in item.impact),
                "opposed": bool(item.contests),
                "lost_elsewhere": bool(item.losses),
                **tallies(item.impact),
                "losses": raw.ids(item.losses),
            }
            for item in items_of(focus)
            if item.impact
        ]
    )


def applied_oracle(focus: str) -> list[dict[str, Any]]:
    rows = []
    for item in items_of(focus):
        if item.ended[0] in {"applied", "used and lost", "partly applied"}:
            uses = [*item.applied, *item.partly]
            rows.append(
                {
                    **ending(item),
                    "others": labels(other(row, item.row["evidence"]) for row in uses),
                    "stages": distinct(row["stage"] for row in uses),
                    **tallies(uses),
                    "losses": raw.ids(item.losses),
                }
            )
    return by_sources(rows)


def stopped_oracle(focus: str) -> list[dict[str, Any]]:
    rows = []
    for item in items_of(focus):
        if item.ended[0] in {"never there", "not asked for", "stopped on the way", "not used"}:
            others = {other(row, item.row["evidence"]) for row in item.losses}
            rows.append(
                {
                    **ending(item),
                    "reasons": labels(row["reason"] for row in item.losses),
                    "by_whom": labels(one for one in others if kind(one) in BEARERS),
                    "stages": distinct(row["stage"] for row in item.losses),
                    "steps": distinct(row["step"] for row in item.losses),
                    **tallies(item.losses),
                }
            )
    return by_sources(rows)


def contested_oracle(focus: str) -> list[dict[str, Any]]:
    return by_sources(
        [
            {
                **head(item),
                "outcome": item.ended[0],
                "certainty": surest(item.contests),
                "by_whom": labels(row["subject"] for row in item.contests),
                "reasons": labels(row["reason"] for row in item.contests),
                "stages": distinct(row["stage"] for row in item.contests),
                **tallies(item.contests),
                "losses": raw.ids(item.losses),
            }
            for item in items_of(focus)
            if item.contests
        ]
    )


@pytest.mark.parametrize(
    ("name", "oracle"),
    [
        ("reached_impact", reached_oracle),
        ("applied", applied_oracle),
        ("stopped", stopped_oracle),
        ("contested", contested_oracle),
    ],
)
def test_outcomes_agree_with_the_tables(ask: Ask, name: str, oracle: Callable[[str], list[dict[str, Any]]]) -> None:
    for focus in ("", "general", "mixed"):
        assert_same(ask(f"journeys/{name}", focus=focus), oracle(focus))


def test_stopped_evidence_read_by_hand(ask: Ask) -> None:
    answer = ask("journeys/stopped")
    # The strategy that senior leaders did not take up and the organisation never adopted: chapter 4, line 1353.
    strategy = row_where(answer, evidence="ev.bme_strategy")
    assert (strategy["outcome"], strategy["claims"]) == ("stopped on the way", ["c4-0061", "c4-0062"])
    assert strategy["reasons"] == [label("fac.legitimacy_questioned")]
    # Practice recording of ethnicity improved and commissioners did not use it: chapters 4 (1447) and 5 (1788).
    recording = row_where(answer, evidence="ev.gp_ethnicity")
    assert recording["claims"] == ["c4-0130", "c5-0335", "c5-0336", "c5-0337", "c5-0338"]
    assert recording["stages"] == ["monitoring", "needs", "solutions"]
    # Provider data: held (c3-0338, c5-0267), and nobody asked: that is a loss of its own kind.
    provider = row_where(answer, evidence="ev.provider_ethnicity_data")
    assert (provider["outcome"], provider["n_deciding"]) == ("not asked for", 4)
    assert provider["claims"] == ["c3-0335", "c3-0339", "c5-0266", "c8-0025"]
    # One hedged claim of one speaker: nothing follows from what is known of diabetes (c3-0404, chapter 3, line 1189).
    diabetes = row_where(answer, evidence="ev.condition_evidence")
    assert (diabetes["outcome"], diabetes["certainty"], diabetes["n_deciding"]) == ("not used", "tentative", 1)


def test_impact_and_contest_read_by_hand(ask: Ask) -> None:
    reached = ask("journeys/reached_impact")
    # Box 3: focus groups and a breakdown of service data went into the specification (c5-0245, c5-0247; c5-0246).
    box = row_where(reached, evidence="ev.box3_groups")
    assert (box["claims"], box["kinds_of_use"]) == (["c5-0245", "c5-0247"], ["instrumental"])
    # Published research is applied in specifications in part only (c5-0195 and others), so it reached no impact.
    research = row_where(ask("journeys/applied"), evidence="ev.national_ethnicity_research")
    assert research["outcome"] == "partly applied"
    # Third-sector evidence had some effect (c5-0174); that it was disputed or turned down stands beside.
    third = row_where(reached, evidence="ev.third_sector")
    assert (third["claims"], third["opposed"], third["lost_elsewhere"]) == (["c5-0174"], True, True)
    contested = ask("journeys/contested")
    assert row_where(contested, evidence="ev.third_sector")["outcome"] == "reached impact"
    # The provider contested the measure (c5-0312), and it was lost (c5-0317, c5-0319).
    profile = row_where(contested, evidence="ev.camhs_profile")
    assert (profile["outcome"], profile["losses"]) == ("not used", ["c5-0317", "c5-0319"])


# held_but_not_used


def held_oracle(focus: str, phase: str) -> list[dict[str, Any]]:
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for item, rows in claims_by_item().items():
        for row in rows:
            chosen = focus in ("", nodes("evidence")[item]["focus"]) and phase in ("", row["phase"])
            if chosen and row["object"] == item and row["predicate"] in {"withheld", "requested"}:
                way = "withheld" if row["predicate"] == "withheld" else "never asked for"
                groups[item, way, row["subject"]].append(row)
    found = []
    for (item, way, who), rows in groups.items():
        so, not_so = ("affirms", "denies") if way == "withheld" else ("denies", "affirms")
        says_so, partly = raw.n_polarity(rows, so), raw.n_polarity(rows, "mixed")
        holding = [
            row for row in claims_by_item()[item] if row["predicate"] == "holds" and row["polarity"] == "affirms"
        ]
        if says_so + partly:
            found.append(
                {
                    "evidence": item,
                    "label": label(item),
                    "focus": nodes("evidence")[item]["focus"],
                    "way": way,
                    "by_whom": who,
                    "by_label": label(who),
                    "held_by": labels(row["subject"] for row in holding),
                    "reasons": labels(row["reason"] for row in rows),
                    "stages": distinct(row["stage"] for row in rows),
                    "says_so": says_so,
                    "partly": partly,
                    "contrary": raw.n_polarity(rows, not_so),
                    **tallies(rows),
                }
            )
    keys = ("evidence", "way", "by_whom")
    return sorted(found, key=lambda row: (-row["says_so"], -row["n_claims"], *(row[key] for key in keys)))


@pytest.mark.parametrize(("focus", "phase"), [("", ""), ("general", ""), ("", "monitoring")])
def test_held_but_not_used_agrees_with_the_tables(ask: Ask, focus: str, phase: str) -> None:
    assert_same(ask("journeys/held_but_not_used", focus=focus, phase=phase), held_oracle(focus, phase))


def test_held_but_not_used_read_by_hand(ask: Ask) -> None:
    answer = ask("journeys/held_but_not_used")
    # Box 4, line 1758: the trust did not send the data that were asked for (c5-0286).
    withheld = row_where(answer, way="withheld")
    assert (withheld["evidence"], withheld["by_whom"], withheld["claims"]) == ("ev.box4_data", "org.trust", ["c5-0286"])
    # Chapter 3, lines 1117 and 1119: no primary care trust asks providers for the data that they hold.
    asked = row_where(answer, evidence="ev.provider_ethnicity_data", by_whom="org.pct")
    assert asked["held_by"] == [label("org.trust")]
    assert asked["reasons"] == labels(["fac.not_considered", "fac.no_push_for_data"])
    # "Hardly ever" (c3-0310) and "seldom" (c5-0228) are not "never".
    seldom = row_where(answer, evidence="ev.performance_by_ethnicity", by_whom="org.pct")
    assert (seldom["says_so"], seldom["partly"], seldom["claims"]) == (0, 2, ["c3-0310", "c5-0228"])


# carriers


def carriers_oracle(focus: str = "", phase: str = "", site: str = "") -> list[dict[str, Any]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in raw.claims():
        asked = focus in ("", row["focus"]) and phase in ("", row["phase"]) and site in ("", row["site"])
        carries = row["predicate"] in {"shared", "presented", "adapted"} and row["certainty"] != "normative"
        if asked and carries and kind(row["subject"]) in {"Actor", "Organisation"}:
            groups[row["subject"]].append(row)
    found = []
    for who, rows in groups.items():
        done = [row for row in rows if row["polarity"] == "affirms"]
        items = {row["object"] for row in done if kind(row["object"]) == "EvidenceItem"}
        found.append(
            {
                "who": who,
                "who_label": label(who),
                "who_kind": kind(who),
                **{verb: sum(row["predicate"] == verb for row in done) for verb in ("shared", "presented", "adapted")},
                "partly": raw.n_polarity(rows, "mixed"),
                "denied": raw.n_polarity(rows, "denies"),
                "n_items": len(items),
                "items": labels(items),
                "received_by": labels({row["object"] for row in done} - items),
                **tallies(rows),
            }
        )
    affirmed = ("shared", "presented", "adapted")
    return sorted(found, key=lambda row: (-sum(row[verb] for verb in affirmed), -row["n_items"], row["who"]))


@pytest.mark.parametrize("options", [{}, {"focus": "general"}, {"phase": "needs"}, {"site": "site.2"}])
def test_carriers_agree_with_the_tables(ask: Ask, options: dict[str, str]) -> None:
    assert_same(ask("journeys/carriers", **options), carriers_oracle(**options))


def test_carriers_read_by_hand(ask: Ask) -> None:
    answer = ask("journeys/carriers")
    # Researchers share and present four times and are once said not to have shared (c5-0324).
    researchers = as_rows(answer)[0]
    assert researchers["who"] == "act.researchers"
    assert (researchers["shared"], researchers["presented"], researchers["denied"]) == (2, 2, 1)
    # Primary care trusts: one presentation affirmed (c4-0041), one denial (c3-0343) and five of "seldom" or "not far"
    # (c4-0081, c4-0122, c4-0165, c4-0166, c8-0008): nothing is netted.
    trusts = row_where(answer, who="org.pct")
    assert (trusts["presented"], trusts["denied"], trusts["partly"]) == (1, 1, 5)


# handovers


def handovers_oracle(focus: str = "", evidence: str = "") -> list[dict[str, Any]]:
    found = []
    for item, rows in claims_by_item().items():
        item_focus = nodes("evidence")[item]["focus"]
        if focus not in ("", item_focus) or evidence not in ("", item):
            continue
        places: dict[int, dict[tuple[str, ...], list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            if row["order"] and row["object"] == item and kind(row["subject"]) in BEARERS:
                does = (row["subject"], row["step"], row["predicate"], row["polarity"], row["sign"])
                places[int(row["order"])][does].append(row)
        told = sorted(places)
        for place, following in pairwise(told):
            for giving, given in places[place].items():
                for taking, taken in places[following].items():
                    if giving[0] != taking[0]:
                        found.append(
                            {
                                "evidence": item,
                                "label": label(item),
                                "focus": item_focus,
                                **bearer("from", place, giving),
                                **bearer("to", following, taking),
                                "n_claims": len(given) + len(taken),
                                "from_claims": raw.ids(given),
                                "to_claims": raw.ids(taken),
                            }
                        )
    keys = ["evidence", "from_order", "from_whom", "to_whom", "from_predicate", "to_predicate"]
    keys += ["from_polarity", "to_polarity"]
    return sorted(found, key=lambda row: [row[key] for key in keys])


def bearer(side: str, place: int, does: tuple[str, ...]) -> dict[str, Any]:
    who, step, verb, polarity, sign = does
    return {
        f"{side}_order": place,
        f"{side}_whom": who,
        f"{side}_label": label(who),
        f"{side}_step": step or None,
        f"{side}_predicate": verb,
        f"{side}_polarity": polarity,
        f"{side}_sign": sign or None,
    }


@pytest.mark.parametrize("options", [{}, {"focus": "general"}, {"evidence": "ev.ae_trend"}])
def test_handovers_agree_with_the_tables(ask: Ask, options: dict[str, str]) -> None:
    assert_same(ask("journeys/handovers", **options), handovers_oracle(**options))


def test_handovers_read_by_hand(ask: Ask) -> None:
    # Chapter 5: the emergency project made the follow-up figures (place 3, c5-0218), the trust presented
    # them (place 4, c5-0219) and the network weighed them (place 5, c5-0220). What they did not change
    # (c5-0221) has the evidence itself as its subject and hands over to nobody.
    answer = ask("journeys/handovers", evidence="ev.ae_trend")
    passes = answer[["from_whom", "to_whom"]].to_numpy().tolist()
    assert passes == [["ws.ae", "org.pct1"], ["org.pct1", "org.unscheduled_care_network"]]
    # The strategy went from its lobbyists to senior leaders, who let it drop (c4-0060, c4-0061).
    strategy = as_rows(ask("journeys/handovers", evidence="ev.bme_strategy"))[-1]
    assert (strategy["from_claims"], strategy["to_claims"]) == (["c4-0060"], ["c4-0061"])
    assert strategy["to_sign"] == "minus"


# by_step


def by_step_oracle(focus: str = "", phase: str = "", site: str = "") -> list[dict[str, Any]]:
    groups: dict[tuple[str, str], dict[str, Row]] = defaultdict(dict)
    items: dict[tuple[str, str], set[str]] = defaultdict(set)
    for item, rows in claims_by_item().items():
        item_focus = nodes("evidence")[item]["focus"]
        for row in rows:
            if focus in ("", item_focus) and phase in ("", row["phase"]) and site in ("", row["site"]):
                groups[item_focus, row["step"]][row["claim"]] = row
                items[item_focus, row["step"]].add(item)
    found = []
    for key in sorted(groups, key=lambda key: (key[0], STEPS.index(key[1]) if key[1] else 99)):
        rows = list(groups[key].values())
        signs = [row["sign"] for row in rows]
        found.append(
            {
                "focus": key[0],
                "step": key[1] or None,
                "n_items": len(items[key]),
                **{sign: signs.count(sign) for sign in ("plus", "minus", "mixed")},
                "neither": signs.count(""),
                "verbs": distinct(row["predicate"] for row in rows),
                **tallies(rows),
            }
        )
    return found


@pytest.mark.parametrize("options", [{}, {"focus": "general"}, {"phase": "solutions"}, {"site": "site.1"}])
def test_by_step_agrees_with_the_tables(ask: Ask, options: dict[str, str]) -> None:
    assert_same(ask("journeys/by_step", **options), by_step_oracle(**options))


def test_by_step_read_by_hand(ask: Ask) -> None:
    # The four claims on evidence about ethnicity that mark no step are obstructions, read one by one.
    rest = row_where(ask("journeys/by_step"), focus="ethnicity", step=None)
    assert (rest["verbs"], rest["claims"]) == (["blocks"], ["c5-0071", "c5-0287", "c5-0351", "c5-0368"])


# stories, for the tool that learns from them


@pytest.mark.parametrize("options", [{}, {"whole": True}, {"focus": "ethnicity", "whole": True}])
def test_stories_agree_with_the_tables(ask: Ask, options: dict[str, Any]) -> None:
    expected = []
    for item in items_of(options.get("focus", "")):
        there = [row for row in item.there if row["sign"] == "plus" and row not in item.impact]
        kinds = (there, item.contests, item.losses, item.impact, item.there)
        reported = [*{row["claim"]: row for rows in kinds for row in rows}.values()]
        if not reported or (options.get("whole") and not (there and (item.losses or item.impact))):
            continue
        counts = tallies(reported)
        expected.append(
            {
                **head(item),
                "outcome": item.ended[0],
                **{
                    name: raw.ids(rows)
                    for name, rows in zip(("there", "opposed", "lost", "changed"), kinds, strict=False)
                },
                "n_sources": counts["n_sources"],
                **{name: counts[name] for name in ("n_claims", "n_speakers", "unattributed", "claims")},
            }
        )
    assert expected
    assert_same(
        ask("tools/stories", **options), raw.ranked(expected, "label", "evidence", by=("n_sources", "n_claims"))
    )
