"""Filled copies become sessions of a study: nothing is lost, nothing counts twice, nothing is a claim unconfirmed."""

import json
import re
import shutil
import zipfile
from pathlib import Path
from random import Random

import pytest

import graphmodel as gm
from graphmodel.problems import QuestionError, StudyError
from graphmodel.tools.answers import answers_of
from graphmodel.tools.manifest import read_manifest, written_manifest
from graphmodel.tools.reading import FilledCell, FilledCopy
from graphmodel.tools.side_by_side import side_by_side
from graphmodel_loaders.copies.page import read_page
from tests.support.filled_copies import fill_excel, fill_slides
from tests.support.tool_copies import sample_copy

pytestmark = pytest.mark.slow

FILLED = {
    "S1": "Spring 2026", "S2": "29 November 2026", "S8": "commissioners", "S9": "7", "S10": "Ann Lee",
    "O1g": "x", "O1h": "Commissioning manager", "O1j": "Yes",
    "O21a": "We tried this before", "O21g": "x", "O21h": "Finance lead",
    "FB1": "Short.",
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The bundled study and what a page of its objections says of itself."""
    folder = tmp_path_factory.mktemp("made")
    gm.write_example(folder / "study")
    gm.make_tool(folder / "study", "objections", folder / "o.html")
    page = (folder / "o.html").read_text("utf-8")
    found = re.search(r'<script type="application/json" id="copy">(.*?)</script>', page, re.DOTALL)
    assert found
    return folder / "study", json.loads(found[1])


@pytest.fixture
def study(made: tuple[Path, dict[str, str]], tmp_path: Path) -> Path:
    """A copy of the study to read into."""
    shutil.copytree(made[0], tmp_path / "study", ignore=shutil.ignore_patterns(".graphmodel"))
    return tmp_path / "study"


@pytest.fixture
def save(made: tuple[Path, dict[str, str]], tmp_path: Path):
    """Writes the file that the page saves."""

    def file(answers: dict[str, str], name: str = "answers.json", **more: str) -> Path:
        path = tmp_path / name
        said = {"graphmodel_answers": 1, "line": made[1]["line"], "manifest": made[1]["manifest"], "answers": answers}
        path.write_text(json.dumps({**said, **more}), "utf-8")
        return path

    return file


def rows(study: Path, table: str) -> list[dict[str, str]]:
    return gm.read_table(study, table).to_dict("records")


def test_a_filled_copy_becomes_a_session(study, save):
    report = gm.read_tool(study, save(FILLED))
    assert report.sessions == ["objections.spring_2026"]
    assert (report.answers, report.drafts, report.refused) == (6, 4, [])
    (session,) = rows(study, "tool_sessions")
    assert session["source"] == "src.objections.spring_2026"
    assert (session["date"], session["n_people"], session["facilitator"]) == ("2026-11-29", "7", "Ann Lee")
    source = {row["source"]: row for row in rows(study, "sources")}[session["source"]]
    assert source["kind"] == "tool_response"
    answers = {row["item"]: row for row in rows(study, "tool_answers")}
    assert {item: row["value"] for item, row in answers.items()} == {
        "O1g": "yes", "O1h": "Commissioning manager", "O1j": "yes",
        "O21a": "We tried this before", "O21g": "yes", "O21h": "Finance lead",
    }  # fmt: skip
    assert answers["O1g"]["node"] == "obj.no_issue"
    assert rows(study, "tool_feedback") == [
        {"session": "objections.spring_2026", "tool": "objections", "good": "Short."}
    ]
    assert not gm.check_study(study).problems.errors


def test_every_question_is_an_answer_or_blank(study, save, made):
    report = gm.read_tool(study, save(FILLED))
    asked = read_manifest(made[1]["manifest"]).asked
    assert report.blank + len(FILLED) == len(asked)


def test_the_same_copy_again_adds_nothing(study, save):
    gm.read_tool(study, save(FILLED))
    before = {path.name: path.read_bytes() for path in study.glob("*.csv")}
    again = gm.read_tool(study, save(FILLED))
    assert (again.sessions, again.known, again.answers) == ([], ["objections.spring_2026"], 0)
    assert {path.name: path.read_bytes() for path in study.glob("*.csv")} == before


def test_other_answers_of_a_session_are_refused_until_somebody_says_what_to_do(study, save):
    gm.read_tool(study, save(FILLED))
    other = save({**FILLED, "O1j": "no"}, "other.json")
    refused = gm.read_tool(study, other)
    assert refused.sessions == []
    assert "--session" in refused.refused[0]
    assert "--replace" in refused.refused[0]
    gm.read_tool(study, other, session="second group")
    assert {row["session"] for row in rows(study, "tool_sessions")} == {
        "objections.spring_2026", "objections.second_group",
    }  # fmt: skip
    side = gm.tool_answers(study).frame.set_index("item")
    assert list(side.loc["O1j", ["objections.spring_2026", "objections.second_group"]]) == ["yes", "no"]
    gm.read_tool(study, other, replace_answers=True)
    now = {(row["session"], row["item"]): row["value"] for row in rows(study, "tool_answers")}
    assert now["objections.spring_2026", "O1j"] == "no"
    assert len(now) == 12


def test_drafts_of_answers_that_were_replaced_wait_no_longer(study, save):
    gm.read_tool(study, save(FILLED))
    gm.read_tool(study, save({**FILLED, "O1h": "Finance lead", "O1j": "no"}), replace_answers=True)
    asked = " ".join(gm.show_queue(study).frame["question"])
    assert "Finance lead raised the objection: There is no longer" in asked
    assert "did not hold" in asked
    assert "Commissioning manager raised" not in asked


def test_a_study_without_a_table_of_sources_takes_sessions_too(save, tmp_path):
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "claims.csv").write_text(
        "source,subject,predicate,object,summary\nAnn,Cook,produced,Menu survey,The cook made a survey.\n"
    )
    report = gm.read_tool(tmp_path / "small", save(FILLED), anyway=True)
    assert report.refused == []
    assert report.sessions
    decide_all(tmp_path / "small", tmp_path / "queue.xlsx")
    assert [row["predicate"] for row in rows(tmp_path / "small", "claims")] == [
        "produced",
        "raises",
        "answers",
        "raises",
    ]
    assert not gm.check_study(tmp_path / "small").problems.errors
    with gm.open_study(tmp_path / "small") as opened:
        assert "Objections and replies, session Spring 2026" in opened.frames.labels("Source").values()


def test_groups_without_a_name_stand_side_by_side(study, save):
    files = [save({"O1g": "x"}, "a.json"), save({"O2g": "x"}, "b.json"), save({}, "c.json")]
    report = gm.read_tool(study, files)
    assert len({*report.sessions}) == 2
    assert report.empty == ["c.json"]
    assert report.counts.startswith("Read 3 files: 2 taken, 0 known already, 1 with nothing filled in, 0 refused.")


def test_a_node_that_was_renamed_since_is_known_again(study, save):
    gm.rename(study, "obj.no_issue", "obj.solved")
    gm.read_tool(study, save(FILLED))
    assert {row["item"]: row["node"] for row in rows(study, "tool_answers")}["O1g"] == "obj.solved"


def test_undo_takes_a_reading_back(study, save):
    before = {path.name: path.read_bytes() for path in study.glob("*.csv")}
    gm.read_tool(study, save(FILLED))
    gm.undo(study)
    assert {path.name: path.read_bytes() for path in study.glob("*.csv")} == before
    assert gm.show_queue(study).frame.empty


def test_claims_wait_for_a_person_and_then_name_their_session(study, save, tmp_path):
    claims = len(rows(study, "claims"))
    gm.read_tool(study, save(FILLED))
    assert len(rows(study, "claims")) == claims
    queue = gm.show_queue(study).frame
    assert set(queue["kind"]) == {"claim_of_session"}
    decide_all(study, tmp_path / "queue.xlsx")
    new = rows(study, "claims")[claims:]
    assert {row["source"] for row in new} == {"src.objections.spring_2026"}
    assert {(row["subject"], row["predicate"], row["object"]) for row in new} == {
        ("act.commissioning_manager", "raises", "obj.no_issue"),
        ("tool.raised_objections", "answers", "obj.no_issue"),
        ("act.finance_lead", "raises", "obj.we_tried_this_before"),
        ("act.commissioners_2", "praises", "tool.raised_objections"),
    }
    assert not gm.check_study(study).problems.errors
    assert gm.show_queue(study).frame.empty
    gm.read_tool(study, save(FILLED))
    assert gm.show_queue(study).frame.empty  # nothing is asked twice


def decide_all(study: Path, book: Path) -> None:
    """Take the suggestion of every question in the queue."""
    import openpyxl

    gm.write_queue(study, book)
    opened = openpyxl.load_workbook(book)
    sheet = opened[opened.sheetnames[0]]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "decision" for cell in row))
    columns = {cell.value: cell.column for cell in header}
    for row in range(header[0].row + 1, sheet.max_row + 1):
        if suggestion := sheet.cell(row, columns["suggestion"]).value:
            sheet.cell(row, columns["decision"]).value = suggestion
    opened.save(book)
    report = gm.read_queue(study, book)
    assert not report.refused
    assert report.taken


def test_names_of_people_never_leave_the_study(study, save, tmp_path):
    gm.read_tool(study, save(FILLED))
    gm.export_study(study, "folder", tmp_path / "out")
    gm.export_study(study, "workbook", tmp_path / "out.xlsx")
    for path in [*(tmp_path / "out").iterdir(), tmp_path / "out.xlsx"]:
        assert b"Ann Lee" not in path.read_bytes()
    import zipfile

    with zipfile.ZipFile(tmp_path / "out.xlsx") as book:
        assert all(b"Ann Lee" not in book.read(name) for name in book.namelist())
    gm.make_tool(study, "objections", tmp_path / "again.html")
    assert "Ann Lee" not in (tmp_path / "again.html").read_text("utf-8")
    assert "Ann Lee" not in gm.tool_answers(study)["sessions"].to_string()


def test_a_copy_of_another_study_is_refused(save, tmp_path):
    shutil.copytree(Path(__file__).parent.parent / "data" / "county_meals", tmp_path / "meals")
    report = gm.read_tool(tmp_path / "meals", save(FILLED))
    assert report.sessions == []
    assert "another study (equitable_commissioning)" in report.refused[0]
    anyway = gm.read_tool(tmp_path / "meals", save(FILLED), anyway=True)
    assert anyway.sessions
    assert any("the study has no obj.no_issue" in remark for remark in anyway.remarks)
    assert len(rows(tmp_path / "meals", "tool_answers")) == 6


def test_another_version_is_read_and_said(study, save, made):
    manifest = json.loads(made[1]["manifest"])
    manifest["identity"][1] = "0"
    report = gm.read_tool(study, save(FILLED, manifest=json.dumps(manifest)))
    assert report.sessions
    assert any("version 0 of objections" in remark for remark in report.remarks)


NO_ANSWERS = (
    "",
    "{}",
    "[]",
    '{"graphmodel_answers": 1}',
    "\x00\xff",
    '{"graphmodel_answers":1,"answers":[]}',
    '{"graphmodel_answers":1,"answers":{"O1g":"x"},"manifest":"{}"}',
)


@pytest.mark.parametrize("text", NO_ANSWERS)
def test_what_is_no_saved_page_is_refused_in_a_sentence(study, tmp_path, text):
    (tmp_path / "odd.json").write_text(text, "utf-8", errors="replace")
    report = gm.read_tool(study, tmp_path / "odd.json")
    assert len(report.refused) == 1
    assert report.refused[0].startswith("odd.json ")


def test_spoiled_answers_are_read_or_refused_in_a_sentence(save, tmp_path):
    whole, random = save(FILLED).read_bytes(), Random(5)
    refused = []
    for _ in range(200):
        content = bytearray(whole)
        for _ in range(random.choice([1, 1, 3, 20])):
            content[random.randrange(len(content))] = random.randrange(256)
        end = random.choice([len(content), random.randrange(len(content))])
        (tmp_path / "spoiled.json").write_bytes(content[:end])
        try:
            copy = read_page(tmp_path / "spoiled.json")
            if copy.manifest:
                answers_of(copy, copy.manifest)
        except StudyError as error:
            refused.append(str(error))
    assert 0 < len(refused) < 200
    assert all(message.startswith("spoiled.json ") for message in refused)


def test_a_file_that_is_not_there_is_told(study, tmp_path):
    assert "cannot be opened" in gm.read_tool(study, tmp_path / "none.docx").refused[0]


def read(**texts: str):
    copy = sample_copy()
    cells = tuple(FilledCell(code, text, "row") for code, text in texts.items())
    manifest = read_manifest(written_manifest(copy))
    return answers_of(FilledCopy("a", "page", manifest, "", cells, (("end of page", "a note"),)), manifest)


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("O1c", "X", "yes"), ("O1c", "✓", "yes"), ("O1c", "no", "no"), ("O1d", " Partly ", "partly"),
        ("O1d", "yes, I think", "yes"), ("S2", "2026-11-29T00:00:00", "2026-11-29"), ("S9", "12.0", "12"),
        ("O4a", "a\nb", "a\nb"),
    ],
)  # fmt: skip
def test_answers_are_taken_as_people_write_them(code, text, value):
    answers = read(**{code: text})
    said = [one.value for one in answers.answers] or [*answers.session.values()]
    assert said == [value]
    assert [remark for remark in answers.remarks if code in remark] == []


@pytest.mark.parametrize(("code", "text"), [("O1c", "twice"), ("O1d", "yes or no"), ("S2", "soon"), ("S9", "many")])
def test_what_was_not_asked_for_is_kept_as_it_is_and_said(code, text):
    answers = read(**{code: text})
    said = [one.value for one in answers.answers] or [*answers.session.values()]
    assert said == [text]
    assert any(remark.startswith(f"{code}: ") for remark in answers.remarks)


def test_text_beside_no_question_is_kept():
    answers = read(Z9="what is this?")
    assert answers.others == (("end of page", "a note"), ("Z9, row", "what is this?"))
    assert not answers.is_empty


def test_private_answers_stand_in_the_private_column(study, save):
    gm.make_tool(study, "stakeholder-map", study.parent / "m.html")
    page = (study.parent / "m.html").read_text("utf-8")
    found = re.search(r'<script type="application/json" id="copy">(.*?)</script>', page, re.DOTALL)
    assert found
    data = json.loads(found[1])
    path = save({"P1f": "Ann knows them", "P1e": "ally"}, line=data["line"], manifest=data["manifest"])
    gm.read_tool(study, path)
    kept = {row["item"]: row for row in rows(study, "tool_answers")}
    assert (kept["P1f"].get("value") or "", kept["P1f"]["private"]) == ("", "Ann knows them")
    assert "Ann knows" not in gm.tool_answers(study).frame.to_string()


def test_the_reader_of_pages_knows_what_a_copy_says_of_itself(save, made):
    copy = read_page(save({"O1g": "x"}))
    assert copy.manifest == read_manifest(made[1]["manifest"])
    assert [(cell.code, cell.text) for cell in copy.cells] == [("O1g", "x")]


def test_two_groups_that_grade_the_same_rows_are_compared(study, save, tmp_path):
    first = {"O1j": "yes", "O2j": "no", "O3j": "partly", "S1": "one"}
    second = {"O1j": "yes", "O2j": "yes", "O4j": "no", "S1": "two"}
    gm.read_tool(study, [save(first, "a.json"), save(second, "b.json")])
    agreement = gm.tool_answers(study, "objections")["agreement"].to_dict("records")
    names = {"first": "objections.one", "second": "objections.two"}
    numbers = {"both": 2, "same": 1, "only_first": 1, "only_second": 1}
    assert agreement == [{"tool": "objections", "question": "held", **names, **numbers}]
    assert gm.tool_answers(study, "needs-assessment").frame.empty


def test_answers_about_one_node_stand_in_one_row_whatever_its_code():
    sessions = [{"session": "a", "tool": "t"}, {"session": "b", "tool": "t"}]
    answers = [
        {"session": "a", "item": "O2c", "question": "held", "node": "obj.x", "value": "yes"},
        {"session": "b", "item": "O10c", "question": "held", "node": "obj.x", "value": "no"},
        {"session": "b", "item": "O2c", "question": "held", "node": "obj.y", "value": "no"},
        {"session": "b", "item": "O11c", "question": "held", "node": "", "value": ""},
    ]
    rows = side_by_side(sessions, answers).astype(object).where(lambda frame: frame.notna(), None).to_dict("records")
    assert [(row["item"], row["about"], row["a"], row["b"]) for row in rows] == [
        ("O2c", "obj.x", "yes", "no"),
        ("O2c", "obj.y", None, "no"),
    ]


def test_clauses_of_a_specification_become_rows_of_their_own(study, save, tmp_path):
    gm.make_tool(study, "service-specification", tmp_path / "c.xlsx", form="sharpen")
    fill_excel(
        tmp_path / "c.xlsx",
        {"S1": "Spring", "SP1a": "An audit exists", "SP1c": "Attendance by group, each quarter", "SP1g": "80 %",
         "SP3b": "People without a GP", "SP3h": "Quality lead"},
    )  # fmt: skip
    report = gm.read_tool(study, tmp_path / "c.xlsx")
    assert (report.sessions, report.refused) == (["service-specification.spring"], [])
    of_session = {"session": "service-specification.spring"}
    clauses = [
        {**of_session, "item": "SP1", "clause": "An audit exists", "wording": "Attendance by group, each quarter",
         "target": "80 %"},
        {**of_session, "item": "SP3", "missed": "People without a GP", "monitored_by": "Quality lead"},
    ]  # fmt: skip
    found = [
        {name: text for name, text in row.items() if isinstance(text, str) and text}
        for row in rows(study, "spec_items")
    ]
    assert found == clauses
    assert "spec_items" in gm.tool_answers(study).tables
    assert not gm.check_study(study).problems.errors
    assert gm.read_tool(study, tmp_path / "c.xlsx").known == ["service-specification.spring"]
    gm.undo(study)
    assert not (study / "spec_items.csv").exists()


def test_slides_are_made_of_forms_for_slides_alone(study, tmp_path):
    made = gm.make_tool(study, "making-the-case", tmp_path / "case.pptx")
    assert (made.pages, made.filled > 0) == (10, True)
    for tool, form in (("making-the-case", "summary"), ("objections", "")):
        with pytest.raises(QuestionError, match="not meant for slides"):
            gm.make_tool(study, tool, tmp_path / "other.pptx", form=form)
    with zipfile.ZipFile(tmp_path / "case.odp", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.presentation")
        archive.writestr("content.xml", "<a/>")
    assert "(.pptx)" in gm.read_tool(study, tmp_path / "case.odp").refused[0]
    fill_slides(tmp_path / "case.pptx", {"S1": "Board", "E1d": "Data lead", "E1e": "x", "P1b": "12,000"})
    report = gm.read_tool(study, tmp_path / "case.pptx")
    assert (report.sessions, report.drafts) == (["making-the-case.board"], 2)
    claims = len(rows(study, "claims"))
    decide_all(study, tmp_path / "queue.xlsx")
    held, informs = rows(study, "claims")[claims:]
    assert (held["predicate"], informs["predicate"], held["object"]) == ("holds", "informs", informs["subject"])
    products = {row["product"]: row["label"] for row in rows(study, "products")}
    assert products[informs["object"]] == "Case: Board"
    assert not gm.check_study(study).problems.errors
