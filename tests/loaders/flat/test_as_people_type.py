"""Sheets as people head and fill them, made by somebody who did not know what the program knows (tests/data/flat)."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils.cell import get_column_letter

from graphmodel.api.flat import read_sheet
from graphmodel.problems import StudyError
from graphmodel_loaders.flat.vocabulary import stem
from tests.loaders.flat.sheets import labels, table
from tests.support.pages import ROOT

DATA = ROOT / "tests" / "data" / "flat"
FILES = sorted(path for path in [*DATA.glob("sheets/*"), *DATA.glob("mess/*")] if path.suffix != ".json")
KINDS = {"act": "Actor", "org": "Organisation", "ev": "EvidenceItem", "ws": "WorkStream"}
INCOMPLETE = ("no subject", "no object", "neither", "the subject is", "the object is")


def answers(expected: Any) -> list[Any]:
    return expected if isinstance(expected, list) else [expected]


def plain(text: object) -> str | None:
    return None if text is None else " ".join(str(text).replace("_", " ").split()).casefold()


@cache
def packaged_stages() -> dict[str, str]:
    return {row["stage"]: row["label"] for row in table(ROOT / "graphmodel" / "data" / "study", "stages")}


def differences(path: Path, folder: Path) -> list[str]:
    expected = json.loads(path.with_name(f"{path.name}.json").read_text("utf-8"))
    study = folder / path.stem
    try:
        started = read_sheet(path, study)
        report = started.write()
    except StudyError as error:
        return [] if expected["refuse"] in {"must", "may"} else [f"refused: {error}"]
    if expected["refuse"] == "must":
        return ["it is not refused"]
    faults = [f"check: {problem.what}" for problem in report.problems if problem.severity == "error"]
    if expected.get("sheet") and report.sheet not in answers(expected["sheet"]):
        faults.append(f"sheet {report.sheet}")
    by_heading = {heading: name for name, heading in report.columns.items()}
    sheet = started.chosen.table
    letters = {get_column_letter(place + 1): name for place, name in zip(sheet.places, sheet.headings, strict=True)}
    for column in expected["columns"]:
        name = by_heading.get(letters.get(column["column"], ""), "own")
        if name not in answers(column["field"]):
            faults.append(f"column {column['column']} {column['heading']!r} is {name}")
    return faults + claims_differ(expected, study, path.stem, report.sheet) + rows_differ(expected, report)


def claims_differ(expected: Any, study: Path, stem_of_file: str, sheet: str) -> list[str]:
    faults: list[str] = []
    names = packaged_stages() | labels(study)
    rows = {row["claim"]: int(row["row"]) for row in table(study / "import", "places")}
    quotes = {row["claim"]: row["text"] for row in table(study, "quotes")}
    claims = {rows[row["claim"]]: row for row in table(study, "claims")}
    wanted = {claim["row"]: claim for claim in expected["claims"]}
    if set(claims) - set(wanted) or {row for row, claim in wanted.items() if not claim.get("optional")} - set(claims):
        faults.append(f"rows {sorted(set(claims) ^ set(wanted))} are claims for one of the two alone")
    for number in sorted(set(claims) & set(wanted)):
        found = claim_differs(wanted[number], claims[number], names, quotes, {plain(stem_of_file), plain(sheet)})
        faults += [f"row {number}: {fault}" for fault in found]
    ends = {row[end] for row in claims.values() for end in ("subject", "object")}
    if len(ends) not in answers(expected["nodes"]):
        faults.append(f"{len(ends)} nodes")
    if len({row.get("stage") for row in claims.values()} - {None, ""}) not in answers(expected["stages"]):
        faults.append("stages")
    shown = {plain(names[id_]): KINDS.get(id_.partition(".")[0], id_) for id_ in ends}
    wrong = {label for label, kind in expected.get("kinds", {}).items() if shown.get(plain(label)) not in answers(kind)}
    return faults + [f"{label} is {shown.get(plain(label))}" for label in sorted(wrong)]


def claim_differs(
    claim: Any, row: dict[str, str], names: dict[str, str], quotes: dict[str, str], whole: set[str | None]
) -> list[str]:
    values = {
        "subject": names[row["subject"]],
        "object": names[row["object"]],
        "polarity": row.get("polarity") or "affirms",
        **{name: names.get(row.get(name, "")) for name in ("stage", "source", "speaker")},
        **{name: row.get(name) or None for name in ("date", "certainty")},
        "summary": row["summary"],
        "quote": quotes.get(row["claim"]),
    }
    faults = []
    for name, text in values.items():
        right = {plain(answer) for answer in answers(claim.get(name, text))}
        if name == "source" and None in right:
            right |= whole
        if name == "summary" and None in right:
            continue  # a claim needs one, so the program makes it
        if plain(text) not in right:
            faults.append(f"{name} is {text!r}, not {claim[name]!r}")
    if stem(row["predicate"].replace("_", " ")) not in {stem(str(verb)) for verb in answers(claim["predicate"])}:
        faults.append(f"verb {row['predicate']}")
    return faults


def rows_differ(expected: Any, report: Any) -> list[str]:
    """Rows that are no claims, by the reasons that can be told apart."""
    wanted = expected["left_out"]
    counts = {reason: number for (_, _, reason), number in report.account.counts.items() if reason}
    rejected = sum(number for reason, number in counts.items() if reason.startswith(INCOMPLETE))
    faults = []
    for reason, number in (
        ("blank", counts.get("blank", 0)),
        ("total", counts.get("a line of totals", 0)),
        ("incomplete", rejected),
    ):
        most = max(answers(wanted.get(reason, 0)))
        if number > most and reason != "blank":
            faults.append(f"{number} rows are {reason}")
    return faults


@pytest.mark.slow
@pytest.mark.process
def test_every_sheet_becomes_what_a_careful_person_reads_in_it(tmp_path: Path) -> None:
    faults = {path.name: found for path in FILES if (found := differences(path, tmp_path))}
    assert not faults, json.dumps(faults, indent=1)
    assert len(FILES) > 40
