"""Guesses of the same sort are one question, decided at once or label by label."""

import random
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

import graphmodel as gm
from tests.loaders.flat.sheets import table, write_sheet

HEADINGS = ("Interview", "Who", "Did what", "To what")
LABELS = [f"{place} {what}" for place in ("North", "South", "East") for what in ("audit", "strategy", "petition")]
ROWS = [("I", who, verb, label) for label in LABELS for who, verb in (("GP", "frobs"), ("Mayor", "blips"))]
SHEETS = Path(__file__).parents[1] / "data" / "flat" / "sheets"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return gm.start(write_sheet(tmp_path / "mine.csv", ROWS, HEADINGS), tmp_path / "study").study


def filled(study: Path, decisions: Mapping[str, str], without: str = "") -> Path:
    """The workbook of the queue with some decisions, by item, and without some rows."""
    file = study.parent / "decide.xlsx"
    gm.write_queue(study, file, force=True)
    book = openpyxl.load_workbook(file)
    sheet = book["units"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in reversed(range(2, sheet.max_row + 1)):
        item = str(sheet.cell(row, columns["item"]).value)
        sheet.cell(row, columns["decision"]).value = decisions.get(item)
        if without and without in {item, sheet.cell(row, columns["part_of"]).value}:
            sheet.delete_rows(row)
    book.save(file)
    return file


def asked(study: Path, kind: str, suggestion: str) -> tuple[str, list[str]]:
    """The question about all items with a suggestion, and these items."""
    result = gm.show_queue(study).to_dict()
    (whole,) = (
        row["item"]
        for row in result["queue"]
        if (row["kind"], row["suggestion"], row["about"] > 1) == (kind, suggestion, True)
    )
    return whole, [row["item"] for row in result["items"] if row["part_of"] == whole]


@pytest.mark.slow
def test_one_decision_counts_for_all_but_those_that_say_otherwise(study: Path) -> None:
    whole, labels = asked(study, "unknown_kind", "evidence")
    verbs, both = asked(study, "presence_of_verb", "")
    assert (len(labels), len(both)) == (6, 2)
    report = gm.read_queue(study, filled(study, {whole: "evidence", labels[0]: "product", verbs: "lost"}))
    assert (report.taken, report.refused) == (8, [])
    assert len(table(study, "evidence")) == 5
    assert {row["presence"] for row in table(study, "predicates") if row["label"] in {"frobs", "blips"}} == {"lost"}
    assert not {whole, verbs, *labels, *both} & set(gm.show_queue(study)["queue"]["item"])
    assert gm.check_study(study).problems.errors == 0
    gm.undo(study)
    assert asked(study, "unknown_kind", "evidence") == (whole, labels)


@pytest.mark.slow
def test_rows_that_are_gone_from_the_workbook_wait_on(study: Path) -> None:
    whole, labels = asked(study, "unknown_kind", "evidence")
    assert gm.read_queue(study, filled(study, {whole: "evidence"}, without=labels[2])).taken == 5
    assert gm.show_queue(study)["items"]["item"].to_list().count(labels[2]) == 1
    gm.undo(study)
    file = filled(study, {whole: "evidence"})
    book = openpyxl.load_workbook(file)
    sheet = book["units"]
    for row in reversed(range(2, sheet.max_row + 1)):
        if sheet.cell(row, 2).value == whole:
            sheet.delete_rows(row)
    book.save(file)
    assert gm.read_queue(study, file).taken == 6, "the question alone stands for all that it was about"


@pytest.mark.slow
def test_a_decision_that_is_no_option_is_refused_once(study: Path) -> None:
    whole, _ = asked(study, "unknown_kind", "evidence")
    report = gm.read_queue(study, filled(study, {whole: "lots"}))
    assert report.taken == 0
    assert len(report.refused) == 1


@pytest.mark.slow
def test_a_label_that_came_later_is_not_decided_unseen(study: Path) -> None:
    whole, labels = asked(study, "unknown_kind", "evidence")
    file = filled(study, {whole: "evidence"})
    write_sheet(study.parent / "mine.csv", [*ROWS, ("I", "GP", "frobs", "West audit")], HEADINGS)
    gm.update(study)
    assert gm.read_queue(study, file).taken == len(labels)
    assert "West audit" in " ".join(gm.show_queue(study)["queue"]["question"])


@pytest.mark.slow
@pytest.mark.process
@pytest.mark.parametrize("path", sorted(SHEETS.glob("*.[cxo][sld]*[xsv]")), ids=lambda path: path.stem)
def test_a_first_study_asks_at_most_ten_things(path: Path, tmp_path: Path) -> None:
    report = gm.start(path, tmp_path / "study")
    result = gm.show_queue(report.study)
    assert report.waiting == len(result["queue"]) <= 10
    assert result["queue"]["about"].sum() == len(result["items"]) == result["kinds"]["items"].sum()
    accepted = {row["item"]: row["suggestion"] or "neutral" for row in result.to_dict()["queue"]}
    done = gm.read_queue(report.study, filled(report.study, accepted))
    assert (done.taken, done.refused) == (len(result["items"]), [])
    assert len(gm.show_queue(report.study)["queue"]) == 0


@pytest.mark.slow
def test_the_order_of_rows_does_not_change_what_is_asked(tmp_path: Path) -> None:
    asked_about = []
    for seed in (1, 2):
        rows = list(ROWS)
        random.Random(seed).shuffle(rows)
        study = gm.start(write_sheet(tmp_path / f"{seed}.csv", rows, HEADINGS), tmp_path / f"s{seed}").study
        asked_about.append({row["item"] for row in gm.show_queue(study).to_dict()["queue"]})
    assert asked_about[0] == asked_about[1]
