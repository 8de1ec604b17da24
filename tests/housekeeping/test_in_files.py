"""Housekeeping in the files of a study, in both forms: shown, done, undone, asked and decided once."""

from pathlib import Path

import openpyxl
import pytest

import graphmodel as gm
from graphmodel.problems import ChangeRefused, OutputError, StudyError
from graphmodel.queue import QueueItem, asked
from tests.loaders.flat.sheets import write_sheet
from tests.support.command import graphmodel
from tests.support.studies import tiny_study, with_cell, with_row
from tests.support.tiers import some_of

pytestmark = pytest.mark.slow

TWINS = with_row("actors", actor="act.head_cook", label="Head Cook", granularity="role")


@pytest.fixture(params=some_of(["folder", "workbook"], "folder"))
def study(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    claims = with_cell("claims", 7, "subject", "act.head_cook")
    folder = tiny_study(tmp_path, actors=TWINS, claims=claims)
    if request.param == "folder":
        return folder
    gm.export_study(folder, "workbook", tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def files(study: Path) -> dict[str, bytes]:
    """Everything that the study is read from."""
    paths = [study] if study.is_file() else [path for path in study.iterdir() if path.suffix in {".csv", ".toml"}]
    return {path.name: path.read_bytes() for path in paths}


def subjects(study: Path) -> list[str]:
    return gm.read_table(study, "claims")["subject"].to_list()


def fill(file: Path, decisions: dict[str, str]) -> None:
    """Decide items by their kind."""
    book = openpyxl.load_workbook(file)
    sheet = book["units"]
    places = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, places["decision"]).value = decisions.get(str(sheet.cell(row, places["kind"]).value))
        sheet.cell(row, places["decided_by"]).value = "Cat"
    book.save(file)


def test_a_name_changes_everywhere_and_back(study: Path) -> None:
    before = files(study)
    shown = gm.rename(study, "act.cook", "act.chef", show_only=True)
    assert files(study) == before
    done = gm.rename(study, "act.cook", "act.chef")
    assert done["changes"].equals(shown["changes"])
    assert subjects(study).count("act.chef") == 2
    assert gm.check_study(study).problems.errors == 0
    gm.rename(study, "act.chef", "act.cook")
    assert subjects(study).count("act.cook") == 2
    gm.undo(study)
    gm.undo(study)
    assert files(study) == before
    gm.rename(study, "deliver.contract", "deliver.letting")
    assert gm.check_study(study).problems.errors == 0
    gm.rename(study, "rural", "village", kind="focus")
    assert gm.check_study(study).problems.errors == 0
    gm.undo(study)
    gm.undo(study)
    assert files(study) == before
    assert [one["command"] for one in gm.journal(study).to_dict()["journal"]][:3] == ["undo", "undo", "rename"]


def test_twins_become_one_by_hand_or_by_a_decision(study: Path, tmp_path: Path) -> None:
    before = files(study)
    (pair,) = gm.twins(study).to_dict()["twins"]
    assert (pair["id"], pair["other_id"], pair["claims"]) == ("act.cook", "act.head_cook", ["c1", "c4", "c5"])
    gm.merge(study, pair["id"], pair["other_id"])
    assert "act.head_cook" not in subjects(study)
    assert gm.check_study(study).problems.errors == 0
    assert not len(gm.twins(study).frame)
    gm.undo(study)
    assert files(study) == before

    gm.twins(study, ask=True)
    book = tmp_path / "decide.xlsx"
    assert gm.write_queue(study, book) == 1
    rules = openpyxl.load_workbook(book)["units"].data_validations.dataValidation
    assert [rule.type for rule in rules] == ["list"]
    fill(book, {"twin": "merge into act.head_cook"})
    report = gm.read_queue(study, book)
    assert (report.taken, report.refused) == (1, [])
    assert subjects(study).count("act.head_cook") == 3
    assert not len(gm.show_queue(study)["queue"])
    (settled,) = gm.show_queue(study).to_dict()["settled"]
    assert (settled["decision"], settled["decided_by"]) == ("merge into act.head_cook", "Cat")
    after = files(study)
    again = gm.read_queue(study, book)
    assert (again.taken, again.unchanged, files(study)) == (0, 1, after)
    gm.undo(study)
    assert files(study) == before
    assert len(gm.show_queue(study)["queue"]) == 1


@pytest.mark.slow
def test_what_is_kept_apart_is_not_asked_again(study: Path, tmp_path: Path) -> None:
    gm.twins(study, ask=True)
    gm.write_queue(study, tmp_path / "decide.xlsx")
    fill(tmp_path / "decide.xlsx", {"twin": "keep apart"})
    before = files(study)
    assert gm.read_queue(study, tmp_path / "decide.xlsx").taken == 1
    assert files(study) == before
    again = gm.twins(study, ask=True)
    assert len(again.frame) == 0
    assert not len(gm.show_queue(study)["queue"])


@pytest.mark.slow
def test_the_kinds_of_question(study: Path, tmp_path: Path) -> None:
    from graphmodel.api.changing import apply_change
    from graphmodel.changes import StudyChange
    from graphmodel.housekeeping.kinds import clash, presence_of_verb, unknown_kind

    items = [
        unknown_kind("act.caterer", "actor", "Catering manager"),
        presence_of_verb("asserts"),
        clash("claims", {"claim": "c4"}, "certainty", ["tentative", "stated", ""]),
        QueueItem("of_a_later_version", "x", "What?", ("yes", "no")),
    ]
    apply_change(study, StudyChange("test", "asked", records=asked({}, items)))
    before = files(study)
    book = tmp_path / "decide.xlsx"
    gm.write_queue(study, book)
    fill(book, {"unknown_kind": "organisation", "presence_of_verb": "lots", "of_a_later_version": "yes"})
    report = gm.read_queue(study, book)
    assert (report.taken, report.open, [row for row, _ in report.refused]) == (1, 1, [3, 5])
    assert "org.caterer_2" in gm.read_table(study, "organisations")["organisation"].to_list()
    fill(book, {"presence_of_verb": "Lost ", "clash": "(empty)", "of_a_later_version": "(drop)"})
    report = gm.read_queue(study, book)
    assert (report.taken, report.refused) == (3, [])
    verbs = gm.read_table(study, "predicates").set_index("predicate")
    assert verbs.loc["asserts", "presence"] == "lost"
    assert gm.read_table(study, "claims").set_index("claim").loc["c4", "certainty"] == ""
    gm.undo(study)
    gm.undo(study)
    assert files(study) == before


@pytest.mark.slow
def test_a_decision_that_the_check_does_not_allow_is_refused_alone(study: Path, tmp_path: Path) -> None:
    from graphmodel.api.changing import apply_change
    from graphmodel.changes import StudyChange
    from graphmodel.housekeeping.kinds import clash, presence_of_verb, unknown_kind

    items = [
        clash("claims", {"claim": "c4"}, "certainty", ["tentative", "stated"]),
        unknown_kind("act.cook", "actor", "Head cook"),  # she speaks, which no organisation does
        presence_of_verb("asserts"),
    ]
    apply_change(study, StudyChange("test", "asked", records=asked({}, items)))
    gm.write_queue(study, tmp_path / "decide.xlsx")
    fill(tmp_path / "decide.xlsx", {"clash": "stated", "unknown_kind": "organisation", "presence_of_verb": "lost"})
    report = gm.read_queue(study, tmp_path / "decide.xlsx")
    assert (report.taken, [row for row, _ in report.refused]) == (2, [3])
    assert gm.show_queue(study)["queue"]["kind"].to_list() == ["unknown_kind"]


def test_a_table_that_comes_with_graphmodel_becomes_the_study_s_own(tmp_path: Path) -> None:
    rows = [("I1", "GP", "read", "Survey", stage) for stage in ("Needs assessment", "Deciding priorities")]
    headings = ("Interview", "Who", "Did what", "To what", "Stage")
    study = gm.start(write_sheet(tmp_path / "mine.csv", rows, headings), tmp_path / "study").study
    before = files(study)
    packaged = gm.read_table(study, "stages").set_index("stage")
    gm.rename(study, "Needs assessment", "Finding out")
    (named,) = packaged.index[packaged["label"] == "Needs assessment"]
    gm.rename(study, "solutions.supply", "solutions.buying")
    now = gm.read_table(study, "stages").set_index("stage")
    assert len(now) == len(packaged)
    assert now.loc[named, "label"] == "Finding out"
    assert 'supply = ["solutions.buying"]' in (study / "study.toml").read_text("utf-8")
    assert gm.check_study(study).problems.errors == 0
    gm.undo(study)
    gm.undo(study)
    assert files(study) == before
    code = gm.read_table(study, "codebook").iloc[0]
    gm.rename(study, code["code"], f"{code['code']}.x", kind="code", to="id")
    assert gm.check_study(study).problems.errors == 0
    types = gm.read_table(study, "evidence_types")
    assert types["codes"].astype(bool).any(), "the types of evidence still name the codes"
    gm.undo(study)
    assert files(study) == before


def test_a_merge_that_would_be_an_error_changes_nothing(study: Path) -> None:
    gm.merge(study, "act.councillor", "act.parents")
    before = files(study)
    with pytest.raises(ChangeRefused):
        gm.merge(study, "act.councillor", "act.caterer")  # c5: the one, who is a person, argues with the other
    assert files(study) == before
    shown = gm.merge(study, "act.councillor", "act.caterer", show_only=True)
    assert "claims" in shown["clashes"]["table"].to_list()


def test_on_the_command_line_nothing_changes_without_yes(study: Path) -> None:
    before = files(study)
    ran = graphmodel("rename", study, "act.cook", "act.chef")
    assert ran.code == 1
    assert "--yes" in ran.out
    assert files(study) == before
    ran = graphmodel("rename", study, "act.cook", "act.chef", "--yes")
    assert (ran.code, ran.err) == (0, "")
    assert files(study) != before
    assert graphmodel("merge", study, "act.chef", "Head Cook", "--yes").code == 0
    ran = graphmodel("split", study, "act.chef", "Second cook", "--claims", "c1 c4", "--yes")
    assert ran.code == 0
    assert subjects(study).count("act.second_cook") == 2
    for _ in range(3):
        assert graphmodel("undo", study).code == 0
    assert files(study) == before
    assert graphmodel("rename", study, "act.nobody", "act.chef", "--yes").code == 2
    assert graphmodel("split", study, "act.cook", "act.x", "--where", "stage").code == 2
    assert graphmodel("twins", study).code == 0
    assert graphmodel("queue", study).code == 0


def test_join_writes_a_new_study_and_neither_of_the_two(study: Path, tmp_path: Path) -> None:
    other = tiny_study(tmp_path / "other", actors=with_cell("actors", 2, "hair", "black"))
    before = files(study), files(other)
    target = tmp_path / ("joined.xlsx" if study.is_file() else "joined")
    report = gm.join(study, other, target, coders=("Ann", "Ben"))
    assert (files(study), files(other)) == before
    assert report.problems.errors == 0
    by_table = {row["table"]: row for row in report.result.to_dict()["tables"]}
    assert by_table["actors"] == {"table": "actors", "agreed": 3, "only_first": 1, "only_second": 0, "clashes": 1}
    assert gm.show_queue(target)["queue"]["kind"].to_list() == ["clash"]
    assert len(gm.read_table(target, "codings")) == 12
    with pytest.raises(OutputError):
        gm.join(study, other, target)
    for wrong in (study, other / "in_it"):
        with pytest.raises(OutputError):
            gm.join(study, other, wrong, coders=("Ann", "Ben"))
    ran = graphmodel("join", study, study, "-o", tmp_path / "same")
    assert ran.code == 0, ran.err
    assert "graphmodel " in ran.out.splitlines()[-1], "the next step"
    tables = {
        path.name: gm.read_table(study, path.stem).to_dict("records") for path in (tmp_path / "same").glob("*.csv")
    }
    assert tables == {
        path.name: gm.read_table(tmp_path / "same", path.stem).to_dict("records")
        for path in (tmp_path / "same").glob("*.csv")
    }


def test_a_workbook_of_another_study_is_refused(study: Path, tmp_path: Path) -> None:
    other = tiny_study(tmp_path / "other", settings='id = "other"\ntitle = "Other"\n')
    gm.write_queue(other, tmp_path / "decide.xlsx")
    with pytest.raises(StudyError):
        gm.read_queue(study, tmp_path / "decide.xlsx")
    with pytest.raises(StudyError):
        gm.read_queue(study, tmp_path / "none.xlsx")


@pytest.mark.slow
def test_a_damaged_queue_is_said_and_never_overwritten(study: Path) -> None:
    gm.twins(study, ask=True)
    file = next(study.parent.rglob("queue.csv"))
    for damage in (b"item,kind\nx,twin\n", b"\xff\xfe\x00", b"kind\n" * 3):
        file.write_bytes(damage)
        for command in ("queue", "twins"):
            ran = graphmodel(command, study, *(["--ask"] if command == "twins" else []))
            assert (ran.code, "queue" in ran.err) == (1, True), ran
        assert file.read_bytes() == damage


@pytest.mark.slow
def test_questions_of_the_study_that_hold_an_old_id_are_named(study: Path) -> None:
    home = study if study.is_dir() else study.parent
    (home / "cypher" / "own").mkdir(parents=True)
    (home / "cypher" / "own" / "cook.cypher").write_text("MATCH (a {id: 'act.cook'}) RETURN a.id AS id", "utf-8")
    (home / "cypher" / "own" / "cooks.cypher").write_text("MATCH (a {id: 'act.cooks'}) RETURN a.id AS id", "utf-8")
    (note,) = (one for one in gm.rename(study, "act.cook", "act.chef", show_only=True).notes if "cypher" in one)
    assert "own/cook.cypher" in note
    assert "cooks" not in note


def test_a_study_of_labels_alone_goes_on_without_tables(tmp_path: Path) -> None:
    folder = tmp_path / "labels"
    folder.mkdir()
    (folder / "study.toml").write_text('id = "labels"\ntitle = "Labels"\n', "utf-8")
    before = (
        "claim,source,subject,predicate,object,summary\n"
        "c1,Interview 1,Head cook,used,Waste audit,One\n"
        "c2,Interview 1,head cook,accessed,Waste audit,Two\n"
        "c3,Interview 2,Parents,ignored,Survey,Three\n"
    )
    (folder / "claims.csv").write_text(before, "utf-8", newline="")
    gm.rename(folder, "Head cook", "Kitchen chief")
    gm.merge(folder, "Kitchen chief", "Parents")
    gm.rename(folder, "Kitchen chief", "org.kitchen_chief")
    gm.split(folder, "Kitchen chief", "Kitchen boss (organisation)", claims=["c2"], kind="organisation")
    assert {path.name for path in folder.glob("*.csv")} >= {"claims.csv", "organisations.csv"}
    gm.undo(folder)
    assert [path.name for path in folder.glob("*.csv")] == ["claims.csv"]
    assert subjects(folder) == ["Kitchen chief (organisation)"] * 3
    assert gm.check_study(folder).problems.errors == 0
    for _ in range(3):
        gm.undo(folder)
    assert (folder / "claims.csv").read_text("utf-8") == before
