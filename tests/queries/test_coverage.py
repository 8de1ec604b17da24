"""Questions on what was coded from whom, against oracles over the raw tables and answers read by hand."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.conftest import OpenOther
from tests.support import raw
from tests.support.answers import as_rows, assert_same, row_where
from tests.support.raw import Row, label, nodes, split, table, tallies
from tests.support.studies import tiny_study, with_cell

Ask = Callable[..., pd.DataFrame]


def grouped_by(key: Callable[[Row], str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in raw.claims():
        found[key(row)].append(row)
    return dict(sorted(found.items()))


def basis(claim: Row, given: Row) -> str:
    """How a claim came by its site; ``given`` is its row in the file."""
    if given["site"]:
        return "claim"
    if given["workstream"] and nodes("workstreams")[given["workstream"]]["site"]:
        return "workstream"
    return "source" if claim["site"] else "none"


def counts(rows: list[Row], *wanted: str) -> dict[str, Any]:
    found = tallies(rows)
    return {name: found[name] for name in wanted}


def share(rows: list[Row]) -> float:
    return len(rows) / len(table("claims"))


def values(rows: Iterable[Row], column: str) -> list[str]:
    return sorted({row[column] for row in rows} - {""})


def most_first(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: -row["n_claims"])


def test_speakers(ask: Ask) -> None:
    expected = [
        {
            "speaker": speaker,
            "speaker_label": label(speaker) or "no speaker: narrative or observation",
            "granularity": nodes("actors")[speaker]["granularity"] if speaker else None,
            "n_claims": len(rows),
            "share": share(rows),
            "n_sources": len(values(rows, "source")),
            "sources": values(rows, "source"),
            "n_sites": len(values(rows, "site")),
            "sites": values(rows, "site"),
        }
        for speaker, rows in grouped_by(lambda row: row["speaker"]).items()
    ]
    assert_same(ask("coverage/speakers"), most_first(expected))


def test_speakers_by_hand(ask: Ask) -> None:
    answer = ask("coverage/speakers")
    # README of the dataset: no one speaks more often than one role with two members. Most claims have no speaker.
    assert answer["speaker"].tolist()[:2] == ["", "act.sha_senior"]
    assert row_where(answer, speaker="")["share"] > 2 / 3
    assert answer["n_claims"].sum() == len(table("claims"))
    assert answer["share"].sum() == pytest.approx(1)


@pytest.mark.parametrize("type_", ["", "interview", "letter"])
def test_sources(ask: Ask, type_: str) -> None:
    expected = [
        {
            "source": source,
            "source_label": label(source),
            "type": nodes("sources")[source]["kind"],
            "stands_alone": raw.stands_alone(source),
            "n_claims": len(rows),
            "share": share(rows),
            **counts(rows, "n_speakers", "unattributed"),
            "n_sites": len(values(rows, "site")),
        }
        for source, rows in grouped_by(lambda row: row["source"]).items()
        if type_ in ("", nodes("sources")[source]["kind"])
    ]
    assert_same(ask("coverage/sources", type=type_), most_first(expected))


def test_sources_unused(ask: Ask) -> None:
    # The informal pilot interviews (chapter 2, line 546) are named in the report and not coded.
    assert as_rows(ask("coverage/sources_unused")) == [
        {
            "source": "src.pilot",
            "source_label": "Informal pilot interviews",
            "type": "interview",
            "locator": nodes("sources")["src.pilot"]["locator"],
        }
    ]


def test_by_site(ask: Ask) -> None:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for claim, given in zip(raw.claims(), table("claims"), strict=True):
        found[claim["site"], basis(claim, given)].append(claim)
    expected = [
        {
            "site": site,
            "site_label": label(site) or "not tied to a site",
            "site_type": nodes("sites")[site]["kind"] if site else None,
            "basis": how,
            "n_claims": len(rows),
            "share": share(rows),
            **counts(rows, "n_speakers", "unattributed", "n_sources"),
        }
        for (site, how), rows in sorted(found.items())
    ]
    answer = ask("coverage/by_site")
    assert_same(answer, expected)
    assert answer["n_claims"].sum() == len(table("claims"))
    # National interviews and narrative across sites: nine claims in ten are tied to no site.
    assert row_where(answer, basis="none")["share"] > 0.9


@pytest.mark.parametrize("theme", ["", "8"])
def test_codes_used(ask: Ask, theme: str) -> None:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in raw.claims():
        for code in set(split(row["codes"])):
            found[code].append(row)
    expected = [
        {
            "code": code,
            "code_label": label(code),
            "theme": nodes("codebook")[code]["theme"],
            "theme_label": nodes("codebook")[code]["theme_label"],
            "n_claims": len(rows),
            "share": share(rows),
            **counts(rows, "n_speakers", "unattributed", "n_sources"),
        }
        for code, rows in sorted(found.items())
        if theme in ("", nodes("codebook")[code]["theme"])
    ]
    assert_same(ask("coverage/codes_used", theme=theme), most_first(expected))


@pytest.mark.parametrize("theme", ["", "10"])
def test_codes_unused(ask: Ask, theme: str) -> None:
    used = {code for row in raw.claims() for code in split(row["codes"])}
    expected = [
        {"code": code, "code_label": node["label"], "theme": node["theme"], "theme_label": node["theme_label"]}
        for code, node in sorted(nodes("codebook").items())
        if code not in used and theme in ("", node["theme"])
    ]
    assert_same(ask("coverage/codes_unused", theme=theme), expected)


def test_every_code_is_used_or_unused(ask: Ask) -> None:
    both = [*ask("coverage/codes_used")["code"], *ask("coverage/codes_unused")["code"]]
    # 130 codes in the coding scheme, 18 of them on no claim.
    assert sorted(both) == sorted(nodes("codebook"))
    assert len(ask("coverage/codes_unused")) == 18


@pytest.mark.parametrize("type_", ["", "workshop"])
def test_quoted_share(ask: Ask, type_: str) -> None:
    expected = []
    for source, rows in grouped_by(lambda row: row["source"]).items():
        if type_ not in ("", nodes("sources")[source]["kind"]):
            continue
        quoted = sum(row["quoted"] == "yes" for row in rows)
        expected.append(
            {
                "source": source,
                "source_label": label(source),
                "type": nodes("sources")[source]["kind"],
                "n_claims": len(rows),
                "quoted": quoted,
                "not_quoted": len(rows) - quoted,
                "not_recorded": 0,
                "share": quoted / len(rows),
            }
        )
    answer = ask("coverage/quoted_share", type=type_)
    assert_same(answer, most_first(expected))
    if not type_:
        # A quarter of the claims has a quotation behind it, none of them in the synthesis.
        assert answer["quoted"].sum() == len(table("claims")) - answer["not_quoted"].sum()
        assert row_where(answer, source="src.synthesis")["share"] == 0


@pytest.mark.parametrize("source", ["", "src.observation"])
def test_doubtful_codings(ask: Ask, source: str) -> None:
    notes = {row["claim"]: row["note"] for row in table("coding_notes")}
    expected = [
        {
            "claim": row["claim"],
            "note": notes[row["claim"]],
            "subject": row["subject"],
            "subject_label": label(row["subject"]),
            "verb": row["predicate"],
            "object": row["object"],
            "object_label": label(row["object"]),
            **{name: row[name] for name in ("polarity", "certainty", "speaker", "source", "summary", "locator")},
        }
        for row in sorted(raw.claims(), key=lambda row: row["claim"])
        if row["claim"] in notes and source in ("", row["source"])
    ]
    assert_same(ask("coverage/doubtful_codings", source=source), expected)
    assert expected
    assert source or len(expected) == len(notes)


@pytest.mark.parametrize(
    "options",
    [
        {"speaker": "act.workshop"},
        {"speaker": "none", "site": "none", "code": "8.12"},
        {"source": "src.cs_ae", "site": "site.1"},
        {"code": "1.1"},
    ],
)
def test_claims(ask: Ask, options: dict[str, str]) -> None:
    def fits(row: Row) -> bool:
        return (
            options.get("speaker", row["speaker"] or "none") == (row["speaker"] or "none")
            and options.get("source", row["source"]) == row["source"]
            and options.get("site", row["site"] or "none") == (row["site"] or "none")
            and ("code" not in options or options["code"] in split(row["codes"]))
        )

    expected = []
    for row, given in zip(raw.claims(), table("claims"), strict=True):
        if not fits(row):
            continue
        how = basis(row, given)
        expected.append(
            {
                **{name: row[name] for name in ("claim", "speaker", "source", "subject")},
                "subject_label": label(row["subject"]),
                "verb": row["predicate"],
                "object": row["object"],
                "object_label": label(row["object"]),
                **{name: row[name] for name in ("polarity", "certainty", "site")},
                "site_basis": "" if how == "none" else how,
                "codes": sorted(set(split(row["codes"]))) or None,
                **{name: row[name] for name in ("summary", "locator")},
            }
        )
    assert_same(ask("coverage/claims", **options), sorted(expected, key=lambda row: row["claim"]))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "column", "option"),
    [("speakers", "speaker", "speaker"), ("sources", "source", "source"), ("codes_used", "code", "code")],
)
def test_counts_open_to_their_claims(ask: Ask, question: str, column: str, option: str) -> None:
    for row in as_rows(ask(f"coverage/{question}"))[:5]:
        assert len(ask("coverage/claims", **{option: row[column] or "none"})) == row["n_claims"]


@pytest.mark.slow
def test_what_is_not_recorded_is_kept_apart(tmp_path: Path, open_other: OpenOther) -> None:
    """A study that leaves the quotation open for one claim, doubles a code and ties claims by their source."""
    claims = with_cell("claims", 2, "quoted", "")
    claims[0]["codes"] = "1.1;1.1"
    study = open_other(tiny_study(tmp_path, claims=claims))
    quoted = row_where(study.ask("coverage/quoted_share").frame, source="src.cook")
    # c1 open, c4 and c5 not quoted.
    assert (quoted["quoted"], quoted["not_quoted"], quoted["not_recorded"], quoted["share"]) == (0, 2, 1, 0)
    sites = as_rows(study.ask("coverage/by_site").frame)
    assert [(row["site"], row["basis"], row["n_claims"]) for row in sites] == [
        ("", "none", 1),
        ("site.north", "source", 3),
        ("site.north", "workstream", 2),
    ]
    code = row_where(study.ask("coverage/codes_used").frame, code="1.1")
    assert code["n_claims"] == 2  # c1, which has it twice, and c4
    doubts = as_rows(study.ask("coverage/doubtful_codings").frame)
    assert [(row["claim"], row["verb"]) for row in doubts] == [("c4", "asserts")]
