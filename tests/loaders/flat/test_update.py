"""A sheet that is read again changes what changed in it, and nothing that was settled in the study."""

import csv
import random
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graphmodel as gm
from graphmodel.api.known_sheets import remember_sheet
from graphmodel.problems import StudyError
from graphmodel_loaders import read_study
from tests.loaders.flat.sheets import HEADINGS, ROWS, labels, said, table, write_sheet
from tests.support.tiers import examples

pytestmark = pytest.mark.slow

MORE = [
    *ROWS,
    ("Int 3", "Nurse", "asked for", "Ward survey", "Monitoring and evaluation", "yes", "She wanted the figures", ""),
    ("Int 4", "Nurse", "asked for", "Ward survey", "Monitoring and evaluation", "yes", "She wanted the figures", ""),
    (
        "Int 4",
        "Commissioner",
        "shared",
        "Ward survey",
        "Needs assessment",
        "no",
        "It stayed in the drawer",
        "in a drawer",
    ),
]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a sheet and its study; not to be changed."""
    folder = tmp_path_factory.mktemp("begun")
    gm.start(write_sheet(folder / "mine.csv", MORE), folder / "study")
    return folder


def again(begun: Path, folder: Path, rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> Path:
    """A copy of the study whose sheet has these rows, and which this user knows."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(begun, folder)
    remember_sheet(folder / "study", write_sheet(folder / "mine.csv", rows, headings))
    return folder / "study"


def counts(report: gm.UpdateReport) -> tuple[int, int, int]:
    return len(report.added), len(report.changed), len(report.vanished)


def files(study: Path) -> dict[str, bytes]:
    """The tables and settings of a study, without its records."""
    return {path.name: path.read_bytes() for path in study.iterdir() if path.is_file()}


def places(study: Path) -> dict[tuple[str, str], int]:
    """Where the row of each claim was last seen, by its source and summary."""
    claims = {row["claim"]: row for row in table(study, "claims")}
    sources = {row["source"]: row["label"] for row in table(study, "sources")}
    with (study / "import" / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["claim"]: int(row["row"]) for row in csv.DictReader(file)}
    return {
        (sources[claims[claim]["source"]], claims[claim]["summary"]): row
        for claim, row in rows.items()
        if claim in claims
    }


def stands(rows: Iterable[Sequence[str]]) -> dict[tuple[str, str], int]:
    return {(row[0], row[6]): number for number, row in enumerate(rows, 2)}


@settings(max_examples=examples(4), deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_rows_and_columns_changes_nothing(begun: Path, seed: int) -> None:
    shuffled, columns = list(MORE), list(range(len(HEADINGS)))
    random.Random(seed).shuffle(shuffled)
    random.Random(seed + 1).shuffle(columns)
    rows = [[row[place] for place in columns] for row in shuffled]
    study = again(begun, begun.parent / "shuffled", rows, [HEADINGS[place] for place in columns])
    before = files(study)
    report = gm.update(study)
    assert counts(report) == (0, 0, 0)
    assert files(study) == before
    assert report.applied is not None
    assert report.applied.entry is None, "no line of the journal, and nothing to undo"
    assert places(study) == stands(shuffled)


@settings(max_examples=examples(4), deadline=None)
@given(place=st.integers(0, len(MORE)), who=st.sampled_from(["Matron", "GP", "Commissioner"]), blank=st.booleans())
def test_an_inserted_row_is_one_claim_more(begun: Path, place: int, who: str, blank: bool) -> None:
    new = ("Int 9", who, "ignored", "Ward atlas", "Needs assessment", "yes", "Nobody opened the atlas", "")
    rows: list[Sequence[str]] = [*MORE[:place], new, *([[""]] if blank else []), *MORE[place:]]
    study = again(begun, begun.parent / "inserted", rows)
    before = {row["claim"]: row for row in table(study, "claims")}
    report = gm.update(study)
    assert counts(report) == (1, 0, 0)
    after = {row["claim"]: row for row in table(study, "claims")}
    assert {name: after[name] for name in before} == before
    assert (who, "ignored", "Ward atlas", "affirms") in said(study)
    assert gm.check_study(study).problems.errors == 0
    gm.undo(study)
    assert {row["claim"]: row for row in table(study, "claims")} == before


@settings(max_examples=examples(4), deadline=None)
@given(place=st.integers(0, len(MORE) - 1), column=st.sampled_from([0, 1, 3, 6]), shuffle=st.booleans())
def test_an_edited_cell_changes_one_claim(begun: Path, place: int, column: int, shuffle: bool) -> None:
    rows = [list(row) for row in MORE]
    rows[place][column] = "Something else entirely"
    if shuffle:
        rows.reverse()
    study = again(begun, begun.parent / "edited", rows)
    before = {row["claim"]: row for row in table(study, "claims")}
    report = gm.update(study)
    assert counts(report) == (0, 1, 0)
    after = {row["claim"]: row for row in table(study, "claims")}
    different = [name for name in before if before[name] != after[name]]
    assert different == [report.changed[0].claim]
    assert len(after) == len(before)


def test_a_vanished_row_goes_only_when_somebody_says_so(begun: Path, tmp_path: Path) -> None:
    study = again(begun, tmp_path / "gone", MORE[:-1])
    report = gm.update(study)
    assert counts(report) == (0, 0, 1)
    assert len(table(study, "claims")) == len(MORE)
    assert counts(gm.update(study, remove=True)) == (0, 0, 1)
    assert len(table(study, "claims")) == len(MORE) - 1
    assert [row["text"] for row in table(study, "quotes")] == ["left it", "sent round"]
    assert counts(gm.update(study)) == (0, 0, 0)


def test_what_was_settled_in_the_study_stays(begun: Path, tmp_path: Path) -> None:
    rows = [list(row) for row in MORE]
    study = again(begun, tmp_path / "settled", rows)
    gm.rename(study, "act.commissioner", "Buyer of care")
    gm.merge(study, "act.gp", "act.nurse")
    first = next(row for row in table(study, "claims") if row["summary"] == "They left it lying")
    text = (study / "claims.csv").read_text("utf-8")
    (study / "claims.csv").write_text(text.replace("They left it lying", "My better words"), "utf-8", newline="")
    rows[0][6] = "They left it on the shelf"
    rows[1][5] = "yes"
    rows.append(["Int 5", "Nurse", "ignored", "Ward atlas", "Needs assessment", "yes", "She did not open it", ""])
    rows.append(["Int 5", "Buyer of care", "ignored", "Ward atlas", "Needs assessment", "yes", "Neither did they", ""])
    write_sheet(tmp_path / "settled" / "mine.csv", rows)
    report = gm.update(study)
    assert counts(report) == (2, 1, 0)
    names = labels(study)
    claims = {row["claim"]: row for row in table(study, "claims")}
    assert claims[first["claim"]]["summary"] == "My better words"
    assert "clash" in set(gm.show_queue(study)["queue"]["kind"])
    new = {row["summary"]: row for row in claims.values()}
    assert names[new["She did not open it"]["subject"]] == names[new["The doctors never used it"]["subject"]]
    assert new["Neither did they"]["subject"] == new["It stayed in the drawer"]["subject"]
    assert new["The doctors never used it"]["polarity"] == "affirms"
    assert len(table(study, "actors")) == len({row["label"] for row in table(study, "actors")})
    assert gm.check_study(study).problems.errors == 0


def test_a_deleted_claim_does_not_come_back(begun: Path, tmp_path: Path) -> None:
    study = again(begun, tmp_path / "deleted", MORE)
    lines = (study / "claims.csv").read_text("utf-8").splitlines(keepends=True)
    gone = next(line for line in lines if "The doctors never used it" in line)
    (study / "claims.csv").write_text("".join(line for line in lines if line != gone), "utf-8", newline="")
    assert counts(gm.update(study)) == (0, 0, 0)
    assert len(table(study, "claims")) == len(MORE) - 1


def test_a_label_that_changed_in_all_rows_may_be_the_same_node(begun: Path, tmp_path: Path) -> None:
    rows = [[cell.replace("Needs profile", "Profile of needs") for cell in row] for row in MORE]
    study = again(begun, tmp_path / "relabelled", rows)
    old = next(row["evidence"] for row in table(study, "evidence") if row["label"] == "Needs profile")
    report = gm.update(study)
    new = next(row["evidence"] for row in table(study, "evidence") if row["label"] == "Profile of needs")
    note = next(note for note in report.notes if "graphmodel merge" in note)
    assert note.endswith(f"graphmodel merge {study} {new} {old}")
    gm.merge(study, new, old)
    assert counts(gm.update(study)) == (0, 0, 0)
    assert old not in {row["evidence"] for row in table(study, "evidence")}
    rows[2][3] = "Ward survey"  # one of several rows names another thing
    write_sheet(tmp_path / "relabelled" / "mine.csv", rows)
    assert not any("graphmodel merge" in note for note in gm.update(study).notes)


def test_rows_that_may_be_one_of_two_wait_for_a_decision(tmp_path: Path) -> None:
    twice = ("Int 1", "GP", "ignored", "Audit", "Needs assessment", "yes", "They left it", "")
    path = write_sheet(tmp_path / "mine.csv", [*MORE, twice, twice])
    study = gm.start(path, tmp_path / "study").study
    one = (*twice[:5], "no", *twice[6:])
    write_sheet(path, [*MORE, one])
    report = gm.update(study, remove=True)
    assert (counts(report), report.doubtful) == ((0, 0, 0), (len(MORE) + 2,))
    queue = gm.show_queue(study)["queue"]
    waiting = queue.loc[queue["kind"] == "ambiguous_row"].iloc[0]
    assert len(waiting["options"]) == 3
    for place, decision in enumerate((waiting["options"][0], waiting["options"][-1])):
        copy = tmp_path / f"copy{place}"
        shutil.copytree(study, copy / "study")
        remember_sheet(copy / "study", Path(shutil.copy(path, copy / "mine.csv")))
        decided(copy, str(waiting["item"]), decision)
        report = gm.update(copy / "study")
        assert (counts(report), report.doubtful) == ((0, 1, 1) if place == 0 else (1, 0, 2), ())
        assert counts(gm.update(copy / "study"))[:2] == (0, 0), "it is read so from now on"


def decided(folder: Path, item: str, decision: str) -> None:
    """Decide an item of the queue of a study in a filled workbook."""
    book = folder / "queue.xlsx"
    gm.write_queue(folder / "study", book)
    filled = openpyxl.load_workbook(book)
    sheet = next(one for one in filled.worksheets if "decision" in [cell.value for cell in one[1]])
    names = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if row[names.index("item")].value == item:
            row[names.index("decision")].value = decision
    filled.save(book)
    gm.read_queue(folder / "study", book)


@pytest.mark.parametrize("renumbered", [False, True])
def test_ids_of_the_sheet_count_unless_they_are_only_numbers_of_rows(tmp_path: Path, renumbered: bool) -> None:
    def numbered(rows: Sequence[Sequence[str]], names: Sequence[int]) -> list[list[str]]:
        return [[str(name), *row] for name, row in zip(names, rows, strict=True)]

    headings = ("No", *HEADINGS)
    path = write_sheet(tmp_path / "mine.csv", numbered(MORE, range(1, len(MORE) + 1)), headings)
    study = gm.start(path, tmp_path / "study").study
    assert {row["claim"] for row in table(study, "claims")} == {f"c{name}" for name in range(1, len(MORE) + 1)}
    before = {row["summary"]: row["claim"] for row in table(study, "claims")}
    if renumbered:  # every row moves down by one, and its number with it
        new = ("Int 9", "Matron", "ignored", "Ward atlas", "Needs assessment", "yes", "Nobody opened it", "")
        write_sheet(path, numbered([new, *MORE], range(1, len(MORE) + 2)), headings)
        assert counts(gm.update(study)) == (1, 0, 0)
        assert before.items() <= {row["summary"]: row["claim"] for row in table(study, "claims")}.items()
    else:
        rows = numbered(MORE, range(1, len(MORE) + 1))
        rows[2] = ["3", "Int 8", "Matron", "made", "Rota", "Needs assessment", "no", "All is different", ""]
        write_sheet(path, rows, headings)
        assert counts(gm.update(study)) == (0, 1, 0)


def test_a_study_of_its_own_and_a_lost_sheet_are_said(begun: Path, tmp_path: Path) -> None:
    gm.write_new_study(tmp_path / "own")
    with pytest.raises(StudyError, match="start"):
        gm.update(tmp_path / "own")
    study = again(begun, tmp_path / "moved", MORE)
    (tmp_path / "moved" / "mine.csv").rename(tmp_path / "elsewhere.csv")
    with pytest.raises(StudyError, match=r"mine\.csv"):
        gm.update(study)
    assert counts(gm.update(study, tmp_path / "elsewhere.csv")) == (0, 0, 0)
    assert counts(gm.update(study)) == (0, 0, 0), "it is remembered where the sheet is now"


def test_columns_that_are_renamed_or_gone_take_nothing_away(begun: Path, tmp_path: Path) -> None:
    renamed = [name.replace("Summary", "Short summary").replace("Who", "WHO ") for name in HEADINGS]
    study = again(begun, tmp_path / "renamed", MORE, renamed)
    before = files(study)
    assert counts(gm.update(study)) == (0, 0, 0)
    assert files(study) == before
    rows = [list(row) for row in MORE]
    rows[0][6] = "They left it on the shelf"
    write_sheet(tmp_path / "renamed" / "mine.csv", rows, renamed)
    assert [one.summary for one in gm.update(study).changed] == ["They left it on the shelf"]
    without = [[*row[:4], *row[6:]] for row in rows]
    write_sheet(tmp_path / "renamed" / "mine.csv", without, [*renamed[:4], *renamed[6:]])
    now = files(study)
    assert counts(gm.update(study)) == (0, 0, 0)
    assert files(study) == now
    write_sheet(tmp_path / "renamed" / "mine.csv", rows, renamed)
    assert counts(gm.update(study)) == (0, 0, 0), "the columns are back"
    assert files(study) == now
    write_sheet(tmp_path / "renamed" / "mine.csv", [row[2:] for row in rows], renamed[2:])
    with pytest.raises(StudyError):
        gm.update(study)


def test_a_new_stage_makes_the_packaged_ones_the_study_s_own_with_what_is_supply(begun: Path, tmp_path: Path) -> None:
    new = ("Int 9", "Matron", "ignored", "Ward atlas", "Afterwards", "yes", "Nobody opened the atlas", "")
    study = again(begun, tmp_path / "stages", [*MORE, new])
    before = read_study(study).settings.supply
    gm.update(study)
    assert "Afterwards" in {row["label"] for row in table(study, "stages")}
    assert read_study(study).settings.supply == before != ()


def test_where_a_row_was_last_seen_outlives_sorting_and_undoing(begun: Path, tmp_path: Path) -> None:
    new = ("Int 9", "Matron", "ignored", "Ward atlas", "Needs assessment", "yes", "Nobody opened the atlas", "")
    study = again(begun, tmp_path / "moved", [new, *MORE])
    gm.update(study)
    assert places(study) == stands([new, *MORE])
    write_sheet(tmp_path / "moved" / "mine.csv", [*reversed(MORE), new])
    assert gm.update(study).applied.entry is None
    gm.undo(study)
    assert places(study) == stands(reversed(MORE))
    write_sheet(tmp_path / "moved" / "mine.csv", MORE[1:])
    (vanished,) = gm.update(study, remove=True).vanished
    assert vanished.row == 1 + len(MORE), "where it stood after sorting"
    gm.undo(study)
    (vanished,) = gm.update(study).vanished
    assert vanished.row == 1 + len(MORE)


def test_without_where_rows_stood_everything_else_is_read(begun: Path, tmp_path: Path) -> None:
    study = again(begun, tmp_path / "nowhere", MORE[1:])
    for text in ("", "claim,sheet,row\nc,d\n,,\n", "something,else\n1,2\n", None):
        file = study / "import" / "places.csv"
        file.unlink() if text is None else file.write_text(text, "utf-8")
        (vanished,) = gm.update(study, show_only=True).vanished
        assert vanished.row == 0
    gm.update(study)
    assert places(study) == stands(MORE[1:])


def test_without_what_was_remembered_nothing_is_read_twice(begun: Path, tmp_path: Path) -> None:
    study = again(begun, tmp_path / "bare", MORE)
    for name in ("rows.csv", "labels.csv"):
        for text in ("", "something,else\n"):
            shutil.copytree(begun / "study" / "import", study / "import", dirs_exist_ok=True)
            (study / "import" / name).write_text(text, "utf-8")
            with pytest.raises(StudyError, match="rows"):
                gm.update(study)
    (study / "import" / "rows.csv").unlink()
    with pytest.raises(StudyError, match="rows"):
        gm.update(study)
