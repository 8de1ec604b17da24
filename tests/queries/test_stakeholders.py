"""Questions on stakeholders, against oracles over the raw tables and answers read by hand."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import graphmodel
from tests.conftest import OpenOther
from tests.support import raw
from tests.support.answers import as_rows, assert_same, row_where
from tests.support.raw import (
    Row,
    grouped,
    kind,
    label,
    labels,
    n_polarity,
    nodes,
    plain_claims,
    polarities,
    split,
    tallies,
)
from tests.support.studies import tiny_tables, write_study

Ask = Callable[..., pd.DataFrame]
BODIES = {"Actor", "Organisation"}


# ties


def ties_oracle(who: str = "", verb: str = "", site: str = "") -> list[dict[str, Any]]:
    crowds = {id_ for id_, row in nodes("actors").items() if row["granularity"] == "crowd"}
    verbs = {row["predicate"]: row for row in raw.table("predicates")}

    def related(start: str, verb: str, end: str) -> dict[str, Any]:
        relation = verbs[verb]["relation"]
        if relation == "none" or start == end:
            return {"relation": None, "symmetric": False}
        return {"relation": relation, "symmetric": verbs[verb]["symmetric"] == "yes"}

    chosen = (
        ((row["subject"], row["object"], row["predicate"]), row)
        for row in plain_claims()
        if not crowds & {row["subject"], row["object"]}
        and kind(row["subject"]) in BODIES
        and kind(row["object"]) in BODIES
        and who in ("", row["subject"], row["object"])
        and verb in ("", row["predicate"])
        and site in ("", row["site"])
    )
    found = [
        {
            "from_id": start,
            "from_label": label(start),
            "from_kind": kind(start),
            "from_is_class": "(unspecified)" in label(start),
            "verb": verb,
            "to_id": end,
            "to_label": label(end),
            "to_kind": kind(end),
            "to_is_class": "(unspecified)" in label(end),
            **related(start, verb, end),
            **raw.affirming(rows),
            **polarities(rows),
            **tallies(rows),
        }
        for (start, end, verb), rows in grouped(chosen)
    ]
    return raw.ranked(found, "from_label", "to_label", "verb")


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"who": "org.third_sector"},
        {"verb": "works_with"},
        {"site": "site.3"},
        {"who": "act.users", "site": "site.3"},
    ],
)
def test_ties(ask: Ask, options: dict[str, str]) -> None:
    expected = ties_oracle(**options)
    assert expected
    assert_same(ask("stakeholders/ties", **options), expected)


def test_ties_by_hand(ask: Ask) -> None:
    answer = ask("stakeholders/ties")
    # ch4 lines 1247 and 1353, ch5 line 1786: joint work of health bodies and councils is told three
    # times in the narrative, by no speaker (c4-0001, c4-0059, c5-0332).
    joint = row_where(answer, from_id="org.pct", to_id="org.la")
    assert joint["claims"] == ["c4-0001", "c4-0059", "c5-0332"]
    assert (joint["affirmed"], joint["n_speakers"], joint["unattributed"]) == (3, 0, 3)
    # c4-0138 (ch4 line 1470) says that how often clinicians take part varies, c5-0115 (ch5 line 1628)
    # that they are relied on: one mixed beside one affirmed, not netted.
    clinicians = row_where(answer, from_id="org.pct", to_id="act.clinicians", verb="engages")
    assert (clinicians["affirmed"], clinicians["denied"], clinicians["mixed"]) == (1, 0, 1)
    # c4-0033 (ch4 line 1335): nobody above managed local performance on equality. Told only as a denial.
    unmanaged = row_where(answer, from_id="org.sha", to_id="org.pct", verb="manages")
    assert (unmanaged["affirmed"], unmanaged["denied"], unmanaged["claims"]) == (0, 1, ["c4-0033"])
    # c5-0316 (ch5 line 1780) is of what the provider ought to offer, so it is not there; c5-0108 and
    # c5-0203 (ch5 lines 1614 and 1694) are.
    challenged = row_where(answer, from_id="act.pct_comm", to_id="org.trust", verb="challenges")
    assert challenged["claims"] == ["c5-0108", "c5-0203"]


# of_workstream


def workstream_oracle(workstream: str, part: str = "") -> list[dict[str, Any]]:
    def chosen() -> Iterator[tuple[tuple[str, ...], Row]]:
        for row in plain_claims():
            if row["predicate"] == "asserts" or workstream not in (row["workstream"], row["subject"], row["object"]):
                continue
            for mine, other in (("subject", "object"), ("object", "subject")):
                if kind(row[mine]) in BODIES and part in ("", mine):
                    order = "0" if mine == "subject" else "1"
                    yield (row[mine], order, row["predicate"], row[other]), row

    return [
        {
            "who": who,
            "who_label": label(who),
            "who_kind": kind(who),
            "part": "subject" if order == "0" else "object",
            "verb": verb,
            "other": other,
            "other_label": label(other),
            "other_kind": kind(other),
            **polarities(rows),
            **tallies(rows),
        }
        for (who, order, verb, other), rows in grouped(chosen())
    ]


@pytest.mark.parametrize(
    ("workstream", "part"),
    [("ws.cardiac_redesign", ""), ("ws.cardiac_redesign", "object"), ("ws.camhs_cquin", "subject"), ("ws.eds", "")],
)
def test_of_workstream(ask: Ask, workstream: str, part: str) -> None:
    expected = workstream_oracle(workstream, part)
    assert expected
    assert_same(ask("stakeholders/of_workstream", workstream=workstream, part=part), expected)


def test_of_workstream_by_hand(ask: Ask) -> None:
    # Box 1, line 1531, cardiac redesign: a steering group runs it (c5-0041), clinicians (c5-0045) and
    # GPs (c5-0046) take part, users hardly (c5-0047, mixed).
    answer = ask("stakeholders/of_workstream", workstream="ws.cardiac_redesign", part="object")
    assert [(row["who"], row["affirmed"], row["mixed"], row["claims"]) for row in as_rows(answer)] == [
        ("act.clinicians", 1, 0, ["c5-0045"]),
        ("act.gp", 1, 0, ["c5-0046"]),
        ("act.users", 0, 1, ["c5-0047"]),
    ]


def test_of_workstream_says_so_when_nothing_is_reported(study: Any) -> None:
    # ws.good_practice_set is in no claim at all.
    result = study.ask("stakeholders/of_workstream", workstream="ws.good_practice_set")
    assert result.frame.empty
    assert "does not mean that nobody took part" in result.notes[0]


# excluded


def excluded_oracle(who: str = "", how: str = "", workstream: str = "") -> list[dict[str, Any]]:
    words = {
        ("excludes", "affirms"): "left out",
        ("excludes", "mixed"): "partly left out",
        ("excludes", "denies"): "said not to be left out",
        ("engages", "mixed"): "involved only in part",
        ("engages", "denies"): "not involved",
    }
    chosen = (
        ((row["object"], row["subject"], words[row["predicate"], row["polarity"]]), row)
        for row in plain_claims()
        if (row["predicate"], row["polarity"]) in words
        and who in ("", row["subject"], row["object"])
        and how in ("", words[row["predicate"], row["polarity"]])
        and workstream in ("", row["workstream"])
    )
    return [
        {
            "left_out": out,
            "left_out_label": label(out),
            "left_out_kind": kind(out),
            "by_whom": by,
            "by_label": label(by),
            "how": said,
            "workstreams": labels(row["workstream"] for row in rows),
            "stages": labels(row["stage"] for row in rows),
            "reasons": labels(row["reason"] for row in rows),
            "tentative": sum(row["certainty"] == "tentative" for row in rows),
            **{name: value for name, value in tallies(rows).items() if name != "claims"},
            "summaries": sorted({row["summary"] for row in rows}),
            "claims": raw.ids(rows),
        }
        for (out, by, said), rows in grouped(chosen)
    ]


@pytest.mark.parametrize(
    "options", [{}, {"how": "left out"}, {"who": "org.pct"}, {"workstream": "ws.cardiac_redesign"}]
)
def test_excluded(ask: Ask, options: dict[str, str]) -> None:
    expected = excluded_oracle(**options)
    assert expected
    assert_same(ask("stakeholders/excluded", **options), expected)


def test_excluded_by_hand(ask: Ask) -> None:
    # The four claims with "excludes" (c3-0192, c3-0195, c3-0236, c5-0186), all affirmed: minority communities,
    # equality staff, Somali residents, the third sector.
    answer = ask("stakeholders/excluded", how="left out")
    assert [row["claims"] for row in as_rows(answer)] == [
        ["c3-0195"],
        ["c3-0192"],
        ["c3-0236"],
        ["c5-0186"],
    ]
    # ch3 line 1013: a senior executive would not go to Somali residents' gatherings (c3-0236), said
    # by one former GP commissioner, with uncritical categories as the reason.
    somali = row_where(answer, left_out="org.somali")
    assert (somali["by_whom"], somali["n_speakers"], somali["unattributed"]) == ("act.pct_exec", 1, 0)
    assert somali["reasons"] == [label("fac.uncritical_categories")]
    # c3-0195 (ch3 line 967) is the only hedged one of the four.
    assert row_where(answer, left_out="act.bme_communities")["tentative"] == 1
    # ch5 line 1592: liaison committees had difficulty in involving minority ethnic women: c5-0075, mixed.
    women = row_where(ask("stakeholders/excluded", how="involved only in part"), left_out="act.bme_women")
    assert (women["by_whom"], women["claims"]) == ("org.mslc", ["c5-0075"])


@pytest.mark.slow
def test_a_denial_of_having_left_out_or_involved_somebody_says_so(tmp_path: Path) -> None:
    """No claim of the bundled study denies either."""
    tables = tiny_tables()
    for verb, acts_as in (("shut_out", "excludes"), ("asked_in", "engages")):
        words = {"predicate": verb, "label": verb, "subject": "actor", "object": "actor", "acts_as": acts_as}
        tables["predicates"].append(dict.fromkeys(tables["predicates"][0], "") | words)
        claim = {"source": "src.minutes", "subject": "act.councillor", "predicate": verb, "object": "act.cook"}
        for polarity in ("affirms", "denies", "mixed"):
            row = claim | {"claim": f"{acts_as}_{polarity}", "polarity": polarity, "summary": "Said."}
            tables["claims"].append(dict.fromkeys(tables["claims"][0], "") | row)
    with graphmodel.open_study(write_study(tmp_path / "study", tables)) as study:
        answer = study.ask("stakeholders/excluded").frame
    assert {row["claims"][0]: row["how"] for row in as_rows(answer)} == {
        "excludes_affirms": "left out",
        "excludes_denies": "said not to be left out",
        "excludes_mixed": "partly left out",
        "engages_denies": "not involved",
        "engages_mixed": "involved only in part",
    }


# champions_and_blockers


def sides_oracle(*, of_kind: str = "", side: str = "", what: str = "", who: str = "") -> list[dict[str, Any]]:
    sides = {"champions": "for", "supported": "for", "blocks": "against", "contested": "against"}
    chosen = (
        ((kind(row["object"]), row["object"], sides[row["predicate"]], row["subject"], row["predicate"]), row)
        for row in plain_claims()
        if row["predicate"] in sides
        and kind(row["subject"]) in BODIES
        and of_kind in ("", kind(row["object"]))
        and side in ("", sides[row["predicate"]])
        and what in ("", row["object"])
        and who in ("", row["subject"])
    )
    found = [
        {
            "what": thing,
            "what_label": label(thing),
            "what_kind": thing_kind,
            "side": on,
            "who": stakeholder,
            "who_label": label(stakeholder),
            "who_kind": kind(stakeholder),
            "verb": verb,
            **polarities(rows),
            **tallies(rows),
        }
        for (thing_kind, thing, on, stakeholder, verb), rows in grouped(chosen)
    ]
    return sorted(found, key=lambda row: (row["what_kind"], row["what"], row["side"] == "against"))


@pytest.mark.parametrize(
    "options",
    [{}, {"side": "against"}, {"kind": "WorkStream"}, {"what": "ev.third_sector"}, {"who": "org.trust"}],
)
def test_champions_and_blockers(ask: Ask, options: dict[str, str]) -> None:
    expected = sides_oracle(**{"of_kind" if name == "kind" else name: value for name, value in options.items()})
    assert expected
    assert_same(ask("stakeholders/champions_and_blockers", **options), expected)


def test_champions_and_blockers_by_hand(ask: Ask) -> None:
    # ch3 line 853, the mental health unit: the council first objected (c3-0117) and later backed it
    # (c3-0120). Both stand.
    unit = as_rows(ask("stakeholders/champions_and_blockers", what="ws.mh_unit"))
    assert [(row["who"], row["side"], row["claims"]) for row in unit] == [
        ("org.la", "for", ["c3-0120"]),
        ("org.la", "against", ["c3-0117"]),
    ]
    # c4-0161 (ch4 line 1476): those who tried to improve involvement were not backed by their
    # organisation. A denied "for" is not an "against".
    unbacked = row_where(ask("stakeholders/champions_and_blockers"), what="act.commissioners")
    assert (unbacked["side"], unbacked["affirmed"], unbacked["denied"]) == ("for", 0, 1)
    # c5-0073 and c6-0045 say what ought to be championed, so neither factor is there.
    shown = set(ask("stakeholders/champions_and_blockers", kind="Factor")["what"])
    assert shown == {"fac.community_involvement", "fac.diverse_workforce"}


# who_holds_what


def holds_oracle(also: str = "", holder: str = "", focus: str = "") -> list[dict[str, Any]]:
    holding = {"holds", *split(also)}
    about_evidence = [row for row in plain_claims() if kind(row["object"]) == "EvidenceItem"]
    chosen = (
        ((row["object"], row["subject"]), row)
        for row in about_evidence
        if row["predicate"] in holding | {"shared", "withheld"}
        and kind(row["subject"]) in BODIES
        and holder in ("", row["subject"])
        and focus in ("", nodes("evidence")[row["object"]]["focus"])
    )
    found = []
    for (evidence, who), rows in grouped(chosen):
        held = [row for row in rows if row["predicate"] in holding]
        moved = [row for row in rows if row["predicate"] not in holding]
        asked = [row for row in about_evidence if row["predicate"] == "requested" and row["object"] == evidence]
        found.append(
            {
                "holder": who,
                "holder_label": label(who),
                "holder_kind": kind(who),
                "evidence": evidence,
                "evidence_label": label(evidence),
                "focus": nodes("evidence")[evidence]["focus"],
                "said_to_hold": len(held) - n_polarity(held, "denies"),
                "said_not_to_hold": n_polarity(held, "denies"),
                # By the signs of the model: shared and affirmed is plus, withheld and affirmed minus.
                "passed_on": sum(row["sign"] == "plus" for row in moved),
                "not_passed_on": sum(row["sign"] == "minus" for row in moved),
                "partly_passed_on": sum(row["sign"] == "mixed" for row in moved),
                "asked_for": n_polarity(asked, "affirms"),
                "never_asked_for": n_polarity(asked, "denies"),
                "partly_asked_for": n_polarity(asked, "mixed"),
                "asking": labels(row["subject"] for row in asked),
                **tallies(rows),
                "asking_claims": raw.ids(asked),
            }
        )
    return found


@pytest.mark.parametrize(
    "options",
    [{}, {"also": "produced;accessed"}, {"focus": "ethnicity"}, {"holder": "org.pct", "also": "accessed"}],
)
def test_who_holds_what(ask: Ask, options: dict[str, str]) -> None:
    expected = holds_oracle(**options)
    assert expected
    assert_same(ask("stakeholders/who_holds_what", **options), expected)


def test_who_holds_what_by_hand(ask: Ask) -> None:
    answer = ask("stakeholders/who_holds_what")
    # ch3 lines 1117 to 1119 and ch5 line 1740: providers gather ethnicity data (c3-0338, c5-0267) and
    # commissioners do not ask for it (c3-0335, c3-0339, c5-0266 and, hedged, c8-0025, line 2424). Nobody mentions
    # passing it on.
    provider = row_where(answer, evidence="ev.provider_ethnicity_data")
    assert (provider["holder"], provider["said_to_hold"], provider["passed_on"]) == ("org.trust", 2, 0)
    assert (provider["asked_for"], provider["never_asked_for"]) == (0, 4)
    assert provider["asking_claims"] == ["c3-0335", "c3-0339", "c5-0266", "c8-0025"]
    # Box 4, line 1758: the trust's data did not arrive for over a year (c5-0286, withheld), asked for in c5-0285.
    box4 = row_where(answer, evidence="ev.box4_data")
    assert (box4["not_passed_on"], box4["asked_for"]) == (1, 1)
    # ch5 line 1786: the council held full ethnicity data on children (c5-0328); nobody is said to have asked.
    children = row_where(answer, evidence="ev.la_children_ethnicity")
    assert (children["said_to_hold"], children["asked_for"], children["never_asked_for"]) == (1, 0, 0)


# another study


@pytest.mark.slow
def test_another_study_with_verbs_of_its_own(school_meals_path: Path, open_other: OpenOther) -> None:
    # School meals: "argues_with" acts as challenges (c5, denied), and there are no profiles, ratings
    # or listed relations. The one claim between two bodies is c5, in which parents did not argue.
    study = open_other(school_meals_path)
    tie = row_where(study.ask("stakeholders/ties", verb="challenges").frame, from_id="act.parents")
    assert (tie["verb"], tie["to_id"], tie["affirmed"], tie["denied"]) == ("argues_with", "act.caterer", 0, 1)
    sectors = as_rows(study.ask("stakeholders/links_between_sectors").frame)
    assert [(row["from_sector"], row["to_sector"], row["claims"]) for row in sectors] == [
        ("(not known)", "private", ["c5"])
    ]
    # "gathered" acts as produced (c1); "sidelined" acts as ignored and is no holding.
    held = as_rows(study.ask("stakeholders/who_holds_what", also="produced").frame)
    assert [(row["holder"], row["evidence"], row["claims"]) for row in held] == [("act.cook", "ev.bus_survey", ["c1"])]
    # c2 and c3 are the council's, in the renewal of the contract.
    done = as_rows(study.ask("stakeholders/of_workstream", workstream="ws.renewal").frame)
    assert [(row["who"], row["verb"], row["claims"]) for row in done] == [
        ("org.council", "cited", ["c2"]),
        ("org.council", "sidelined", ["c3"]),
    ]
    # Nothing at all is told at the phase deliver of anyone but the council.
    untold = set(study.ask("stakeholders/not_mentioned_at_stage", stage="deliver").frame["who"])
    assert untold == {"act.cook", "act.councillor", "act.parents", "act.caterer", "org.kitchen", "org.caterer"}
    for nothing in ("power_interest", "relations", "excluded", "champions_and_blockers"):
        answer = study.ask(f"stakeholders/{nothing}")
        assert answer.frame.empty
        assert answer.notes
