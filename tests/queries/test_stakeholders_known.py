"""What is known of stakeholders: silence, ratings, profiles, sectors, relations."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from tests.support import raw
from tests.support.answers import as_rows, assert_same, row_where
from tests.support.raw import Row, grouped, kind, label, labels, nodes, plain_claims, polarities, split, table, tallies

Ask = Callable[..., pd.DataFrame]


# not_mentioned_at_stage


def mentioned_in(row: Row) -> set[str]:
    """Those of whom a claim says something."""
    ends = {row["object"], row["about"]}
    speaks_of_elsewhere = row["predicate"] == "asserts" and (
        row["about"] not in ("", row["subject"]) or (not row["about"] and row["speaker"] == row["subject"])
    )
    return (ends if speaks_of_elsewhere else ends | {row["subject"]}) - {""}


def untold_oracle(stage: str, of_kind: str = "", min_claims: int = 0) -> list[dict[str, Any]]:
    stages = nodes("stages")
    profiles = {row["actor"]: split(row["stages"]) for row in table("stakeholder_profiles")}
    covered = {stage, stages[stage]["phase"]} | {i for i, row in stages.items() if row["phase"] == stage}
    found = []
    for who in stakeholders():
        rows = [row for row in raw.claims() if who in mentioned_in(row)]
        if any(stage in (row["stage"], row["phase"]) for row in rows) or len(rows) < min_claims:
            continue
        if of_kind in ("", kind(who)):
            found.append(
                {
                    "who": who,
                    "who_label": label(who),
                    "who_kind": kind(who),
                    "profile_names_stage": bool(covered & set(profiles[who])) if profiles.get(who) else None,
                    "mentioned_at": sorted({row["stage"] for row in rows} - {""}),
                    **tallies(rows),
                }
            )
    counts = ("n_sources", "n_speakers", "n_claims")
    return sorted(found, key=lambda row: (*(-row[name] for name in counts), row["who_label"], row["who"]))


def stakeholders() -> list[str]:
    """Actors and organisations but the crowds that only speak."""
    actors = [who for who, row in nodes("actors").items() if row["granularity"] != "crowd"]
    return [*actors, *nodes("organisations")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("stage", "of_kind", "min_claims"),
    [
        ("monitoring", "", 0),
        ("needs", "Actor", 1),
        ("solutions.supply", "Organisation", 5),
        ("monitoring.choice", "", 0),
    ],
)
def test_not_mentioned_at_stage(ask: Ask, stage: str, of_kind: str, min_claims: int) -> None:
    expected = untold_oracle(stage, of_kind, min_claims)
    assert expected
    assert_same(ask("stakeholders/not_mentioned_at_stage", stage=stage, kind=of_kind, min_claims=min_claims), expected)


@pytest.mark.slow
def test_not_mentioned_at_stage_by_hand(ask: Ask) -> None:
    # No claim stands at "Support patient choice", so no actor and no organisation is mentioned there.
    everybody = set(stakeholders())
    assert set(ask("stakeholders/not_mentioned_at_stage", stage="monitoring.choice")["who"]) == everybody
    # The one claim on act.senior_commissioners (c8-0031, line 2438) stands at no stage; the profile gives them
    # solutions and monitoring.
    at_monitoring = row_where(
        ask("stakeholders/not_mentioned_at_stage", stage="monitoring"), who="act.senior_commissioners"
    )
    assert (at_monitoring["profile_names_stage"], at_monitoring["claims"]) == (True, ["c8-0031"])
    assert at_monitoring["mentioned_at"] == []
    at_needs = row_where(ask("stakeholders/not_mentioned_at_stage", stage="needs"), who="act.senior_commissioners")
    assert at_needs["profile_names_stage"] is False
    # ch5 lines 1624 to 1686 and ch6 line 1892: what the senior public health commissioner does stands at
    # solutions.design (c5-0112, c5-0113, c5-0197, c5-0198, c5-0200, c6-0067, c6-0068) or at no stage (c5-0270).
    found = row_where(ask("stakeholders/not_mentioned_at_stage", stage="monitoring"), who="act.pct_ph_senior")
    assert found["mentioned_at"] == ["solutions.design"]


# power_interest


def ratings_oracle(power: str = "", interest: str = "") -> list[dict[str, Any]]:
    found = []
    for who in sorted({row["actor"] for row in table("ratings")}):
        rows = [row for row in table("ratings") if row["actor"] == who]
        by = {name: [row for row in rows if row["dimension"] == name] for name in ("power", "interest")}
        values = {name: sorted({row["value"] for row in of}) for name, of in by.items()}
        bases = {name: sorted({row["basis"] for row in of} - {""}) for name, of in by.items()}
        if (power and power not in values["power"]) or (interest and interest not in values["interest"]):
            continue
        found.append(
            {
                "who": who,
                "who_label": label(who),
                "power": values["power"],
                "power_basis": bases["power"],
                "n_power": len(by["power"]),
                "interest": values["interest"],
                "interest_basis": bases["interest"],
                "n_interest": len(by["interest"]),
                "ratings_differ": max(map(len, values.values())) > 1,
                "n_sources": len({row["source"] for row in rows}),
                "sources": labels(row["source"] for row in rows),
                "locators": sorted({row["locator"] for row in rows}),
            }
        )
    return found


@pytest.mark.parametrize("options", [{}, {"power": "high"}, {"power": "low", "interest": "supportive"}])
def test_power_interest(ask: Ask, options: dict[str, str]) -> None:
    expected = ratings_oracle(**options)
    assert expected
    assert_same(ask("stakeholders/power_interest", **options), expected)


def test_power_interest_by_hand(ask: Ask) -> None:
    # 56 ratings of 28 actors, one of power and one of interest each.
    answer = ask("stakeholders/power_interest")
    assert (len(answer), int(answer["n_power"].sum()), int(answer["n_interest"].sum())) == (28, 28, 28)
    # ch3 obstruction, line 963: the one stakeholder rated resistant is the staff working on inequalities.
    assert list(ask("stakeholders/power_interest", interest="resistant")["who"]) == ["act.hi_leads"]


# profile


def profile_oracle(actor: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for profile in table("stakeholder_profiles"):
        who = profile["actor"]
        if actor not in (who, *split(profile["actors"])):
            continue
        head = {"who": who, "who_label": label(who)}
        body = profile["organisation"]
        entries: list[tuple[str, str, str | None]] = [("organisation", label(body), body)] if body else []
        entries.append(("part in the cycle", profile["cycle_role"], None))
        entries.extend(("stage", label(stage), stage) for stage in sorted(split(profile["stages"])))
        for aspect, column in (
            ("resource", "resources"),
            ("knowledge", "knowledge"),
            ("objection in short", "objections"),
            ("persuaded by", "persuaded_by"),
            ("reached by", "access_routes"),
        ):
            entries.extend((aspect, text, None) for text in sorted(split(profile[column])))
        for aspect, entry, node in entries:
            row = {**head, "aspect": aspect, "entry": entry, "id": node, "listed_in": ["profile"]}
            found.append({**row, "response": None, "tools": [], "locator": profile["locator"]})
        raised = {i for i, objection in nodes("objections").items() if who in split(objection["raised_by"])}
        listed = set(split(profile["objection_ids"]))
        for i in sorted(raised | listed):
            objection = nodes("objections")[i]
            books = {"profile": i in listed, "list of objections": i in raised}
            found.append(
                {
                    **head,
                    "aspect": "objection",
                    "entry": objection["label"],
                    "id": i,
                    "listed_in": sorted(book for book, told in books.items() if told),
                    "response": objection["suggested_response_theme"] or None,
                    "tools": labels(split(objection["tool"])),
                    "locator": objection["locator"],
                }
            )
    return found


@pytest.mark.slow
def test_profile(ask: Ask) -> None:
    for actor in [*(row["actor"] for row in table("stakeholder_profiles")), "act.pct_comm", "act.gp"]:
        expected = profile_oracle(actor)
        assert expected, actor
        assert_same(ask("stakeholders/profile", actor=actor), expected)


def test_profile_by_hand(ask: Ask) -> None:
    # ch5 demand, line 1722: the profile of commissioning managers names twelve objections, and the list of
    # objections gives them the same twelve.
    answer = ask("stakeholders/profile", actor="act.commissioners")
    objections = [row for row in as_rows(answer) if row["aspect"] == "objection"]
    assert len(objections) == 12
    assert all(row["listed_in"] == ["list of objections", "profile"] for row in objections)
    # Figure 3, line 2124: "not our business" has an answer and three tools.
    business = row_where(answer, id="obj.not_our_business")
    assert business["response"] == "how commissioning action has made a difference"
    assert len(business["tools"]) == 3


def test_profile_of_a_role_is_that_of_its_group(ask: Ask) -> None:
    by_role = ask("stakeholders/profile", actor="act.pct_comm")
    assert as_rows(by_role) == as_rows(ask("stakeholders/profile", actor="act.commissioners"))


def test_profile_says_so_when_there_is_none(study: Any) -> None:
    result = study.ask("stakeholders/profile", actor="act.facilitator")
    assert result.frame.empty
    assert "no profile of this actor" in result.notes[0]


# links_between_sectors


def sector(node: str) -> str:
    body = nodes("actors")[node]["organisation"] if kind(node) == "Actor" else node
    return (nodes("organisations")[body]["kind"] if body else "") or "(not known)"


def sectors_oracle(verb: str = "", only: str = "", *, across: bool = False) -> list[dict[str, Any]]:
    chosen = (
        ((sector(row["subject"]), sector(row["object"])), row)
        for row in plain_claims()
        if {row["subject"], row["object"]} <= set(stakeholders()) and verb in ("", row["predicate"])
    )
    found = [
        {
            "from_sector": start,
            "to_sector": end,
            "verbs": sorted({row["predicate"] for row in rows}),
            "affirming_sources": len({row["source"] for row in rows if row["polarity"] == "affirms"}),
            "affirming_speakers": len({row["speaker"] for row in rows if row["polarity"] == "affirms"} - {""}),
            **polarities(rows),
            "n_pairs": len({(row["subject"], row["object"]) for row in rows}),
            **tallies(rows),
        }
        for (start, end), rows in grouped(chosen)
        if only in ("", start, end) and not (across and start == end)
    ]
    return raw.ranked(found, "from_sector", "to_sector")


@pytest.mark.parametrize(
    ("verb", "only", "across"),
    [("", "", False), ("works_with", "", False), ("", "third_sector", True), ("", "pct", True)],
)
def test_links_between_sectors(ask: Ask, verb: str, only: str, across: bool) -> None:
    expected = sectors_oracle(verb, only, across=across)
    assert expected
    assert_same(ask("stakeholders/links_between_sectors", verb=verb, sector=only, across=across), expected)


def test_links_between_sectors_by_hand(ask: Ask) -> None:
    answer = ask("stakeholders/links_between_sectors")
    # From primary care trusts to the third sector: left out (c5-0186), not funded (c4-0156), in touch
    # (c6-0129) and funded (c6-0131): three affirmed and one denied.
    outward = row_where(answer, from_sector="pct", to_sector="third_sector")
    assert outward["claims"] == ["c4-0156", "c5-0186", "c6-0129", "c6-0131"]
    assert (outward["affirmed"], outward["denied"]) == (3, 1)
    # A link within a sector goes when only links across are wanted.
    assert "pct" in set(answer.loc[answer["from_sector"] == answer["to_sector"], "from_sector"])
    crossing = ask("stakeholders/links_between_sectors", across="yes")
    assert not (crossing["from_sector"] == crossing["to_sector"]).any()


# relations


def relations_oracle(who: str = "", tone: str = "") -> list[dict[str, Any]]:
    rows = table("stakeholder_links")
    found = [
        {
            "from_id": row["from"],
            "from_label": label(row["from"]),
            "relation": row["relation"],
            "to_id": row["to"],
            "to_label": label(row["to"]),
            "tone": row["tone"],
            "what": row["what"],
            "back": sorted(
                {
                    o["relation"]
                    for o in rows
                    if (o["from"], o["to"]) == (row["to"], row["from"]) and o["from"] != o["to"]
                }
            ),
            "locator": row["locator"],
        }
        for row in rows
        if who in ("", row["from"], row["to"]) and tone in ("", row["tone"])
    ]
    return sorted(found, key=lambda row: (row["from_id"], row["to_id"], row["relation"], row["what"]))


@pytest.mark.parametrize("options", [{}, {"tone": "strained"}, {"who": "act.third_sector"}])
def test_relations(ask: Ask, options: dict[str, str]) -> None:
    expected = relations_oracle(**options)
    assert expected
    assert_same(ask("stakeholders/relations", **options), expected)


def test_relations_by_hand(ask: Ask) -> None:
    # ch4 Table 7 commentary, line 1470: commissioners contest third-sector evidence; the third sector
    # shares and challenges in return.
    contest = row_where(ask("stakeholders/relations"), from_id="act.commissioners", relation="contests")
    assert (contest["to_id"], contest["tone"], contest["back"]) == (
        "act.third_sector",
        "strained",
        ["challenges", "shares"],
    )
