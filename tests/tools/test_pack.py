"""Session packs: what a facilitator gets, and what comes back on the page of results the same day."""

import shutil
import tomllib
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

import graphmodel as gm
from graphmodel.problems import NotFound, OutputError, QuestionError
from graphmodel.tools.bank import find_tools
from graphmodel.tools.results_page import SessionRows, results_page
from tests.conftest import DATA
from tests.support.command import graphmodel
from tests.support.filled_copies import fill_word

pytestmark = pytest.mark.slow

TOOLS = ["objections", "needs-assessment"]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of a study, and a pack of it for two groups."""
    folder = tmp_path_factory.mktemp("pack")
    shutil.copytree(DATA / "county_meals", folder / "study")
    gm.make_pack(folder / "study", TOOLS, folder / "pack", groups=2, session="spring", start="9.30")
    return folder


@pytest.fixture
def mine(here: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    shutil.copytree(here / "study", tmp_path / "study", ignore=shutil.ignore_patterns(".graphmodel"))
    shutil.copytree(here / "pack", tmp_path / "pack")
    return tmp_path


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_each_group_has_copies_of_its_own(here):
    pack = here / "pack"
    files = {path.relative_to(pack).as_posix() for path in pack.rglob("*") if path.is_file()}
    of_groups = {f"groups/group-{n}/{tool}.{kind}" for n in (1, 2) for tool in TOOLS for kind in ("pdf", "docx")}
    large = {f"large-print/{tool}.pdf" for tool in TOOLS}
    assert files == of_groups | large | {"agenda.pdf", "agenda.docx", "guide.pdf", "guide.docx"}
    for number in (1, 2):
        for tool in TOOLS:
            said = text_of(pack / f"groups/group-{number}/{tool}.pdf")
            assert f"session spring group {number}" in said
            assert f"session spring group {3 - number}" not in said


def test_times_follow_from_the_minutes_of_the_tools(here):
    minutes = {}
    for tool in TOOLS:
        definition = Path(gm.__file__).parent / "data" / "tools" / tool / "tool.toml"
        minutes[tool] = tomllib.loads(definition.read_text("utf-8"))["minutes"]
    assert minutes == {"objections": 30, "needs-assessment": 60}
    # Two groups tell for 3 minutes each, rounded up to 10; 10 + 30 + 10 + 60 + 10 is above 90, so there is a break.
    expected = [("09:30", 10), ("09:40", 30), ("10:10", 10), ("10:20", 10), ("10:30", 60), ("11:30", 10), ("11:40", 10)]
    (table,) = docx.Document(str(here / "pack" / "agenda.docx")).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    assert [(row[0].split("–")[0], int(row[1])) for row in rows] == expected
    assert rows[-1][0].endswith("11:50")
    said = text_of(here / "pack" / "agenda.pdf")
    assert all(row[0] in said for row in rows)


def test_the_guide_is_one_page_with_commands_that_run(mine, monkeypatch):
    guide = mine / "pack" / "guide.pdf"
    assert len(PdfReader(guide).pages) == 1
    made = gm.make_pack(mine / "study", TOOLS, mine / "again", groups=1, session="spring")
    said = text_of(mine / "again" / "guide.pdf").replace(" ", "")
    assert len(made.commands) == 4
    assert all(line.replace(" ", "") in said for line in made.commands)
    fill_word(mine / "again/groups/group-1/objections.docx", {"O1a": "x"} | dict.fromkeys(["FB1"], "Short"))
    monkeypatch.chdir(mine)
    for line in made.commands[:3]:
        assert graphmodel(*line.split()[1:]).code == 0, line
    assert (mine / "again" / "results.html").exists()


def test_large_print_is_large(here):
    for tool in TOOLS:
        sizes: set[float] = set()
        foot: list[str] = []

        def look(text, matrix, of_text, font, size, sizes=sizes, foot=foot):
            if text.strip() and of_text[5] * matrix[3] + matrix[5] > 45:  # above the foot of the page
                sizes.add(round(size * abs(of_text[3] * matrix[3]), 1))

        for page in PdfReader(here / "pack" / "large-print" / f"{tool}.pdf").pages:
            page.extract_text(visitor_text=look)
        assert min(sizes) >= 16


def test_what_somebody_changed_is_not_overwritten(mine):
    file = mine / "pack/groups/group-1/objections.docx"
    fill_word(file, {"FB1": "Short"})
    before = file.read_bytes()
    with pytest.raises(OutputError):
        gm.make_pack(mine / "study", TOOLS, mine / "pack", groups=2, session="spring")
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"groups": 0}, {"groups": 41}, {"start": "25:00"}, {"start": "soon"}, {"media": ["csv"]}, {"session": "…"},
        {"options": {"nothing": "x"}}, {"tools": []}, {"tools": ["objections", "objections:short"]},
        {"tools": ["objections:poster"]},
    ],
)  # fmt: skip
def test_what_makes_no_pack_is_refused_and_leaves_nothing(here, tmp_path, wrong):
    tools = wrong.pop("tools", TOOLS)
    with pytest.raises(QuestionError):
        gm.make_pack(here / "study", tools, tmp_path / "pack", **wrong)
    assert not (tmp_path / "pack").exists()
    with pytest.raises(NotFound):
        gm.make_pack(here / "study", ["objection"], tmp_path / "pack")


GROUP_1 = {
    "S8": "Buyer; head cook", "S9": "4", "S10": "Ann Lee", "D1a": "Plan of 2025", "N1c": "G good", "N2c": "R poor",
    "N2e": "Nothing about The Hills <b>", "FB1": "It was short",
}  # fmt: skip
GROUP_2 = {"S8": "Parent and teacher", "S9": "2", "N1c": "A in part", "N2c": "R poor", "FB1": "It made us talk"}


@pytest.fixture
def filled(mine: Path) -> Path:
    """Two groups have filled in one tool, and one of them another."""
    for number, answers in ((1, GROUP_1), (2, GROUP_2)):
        fill_word(mine / f"pack/groups/group-{number}/needs-assessment.docx", answers)
    fill_word(mine / "pack/groups/group-1/objections.docx", {"S9": "4", "FB1": "We laughed"})
    return mine


def test_a_folder_of_filled_copies_is_read_at_once(filled):
    (filled / "pack/groups/group-1/~$objections.docx").write_bytes(b"in use")
    report = gm.read_tool(filled / "study", filled / "pack" / "groups")
    assert sorted(report.sessions) == [
        "needs-assessment.spring_group_1", "needs-assessment.spring_group_2", "objections.spring_group_1",
    ]  # fmt: skip
    assert (report.read, report.empty, report.refused) == (4, ["objections.docx"], [])
    (filled / "none").mkdir()
    assert not gm.read_tool(filled / "study", filled / "pack" / "groups").sessions
    assert graphmodel("tool", "read", filled / "study", filled / "none").code == 1


def test_results_stand_side_by_side_and_say_what_they_count(filled):
    gm.read_tool(filled / "study", filled / "pack" / "groups")
    made = gm.write_tool_results(filled / "study", filled / "results.docx", sessions="spring")
    assert (made.sessions, made.answers) == (3, 6)
    document = docx.Document(str(filled / "results.docx"))
    who, own, answers, feedback = ([[cell.text for cell in row.cells] for row in one.rows] for one in document.tables)
    # Group 1 has used two tools: it is one group of four people. Of a group of two, roles are not shown; nor is
    # the cook, who is one person in this study.
    assert "Groups: 2  ·  People: 6  ·" in "\n".join(one.text for one in document.paragraphs)
    assert {row[0]: (row[3], row[4]) for row in who[1:]} == {
        "spring group 1": ("4", "Buyer; (a person)"), "spring group 2": ("2", ""),
    }  # fmt: skip
    assert own[1] == ["spring group 1", "Title: Plan of 2025"]
    assert [row[1:] for row in answers if row[0] == "Grade"] == [
        ["G good", "A in part", "G good: 1 of 2\nA in part: 1 of 2"],
        ["R poor", "R poor", "R poor: 2 of 2"],
    ]
    assert sorted(row[1] for row in feedback if row[0] == "Good") == ["It made us talk\nIt was short", "We laughed"]


def test_results_hold_nothing_private_and_run_nothing(filled):
    gm.read_tool(filled / "study", filled / "pack" / "groups")
    gm.write_tool_results(filled / "study", filled / "results.html")
    gm.write_tool_results(filled / "study", filled / "results.pdf")
    page = (filled / "results.html").read_text("utf-8")
    assert "Nothing about (a site) &lt;b&gt;" in page
    assert "default-src 'none'" in page
    assert not any(word in page for word in ("http:", "https:", "<script"))
    for said in (page, text_of(filled / "results.pdf")):
        assert "Plan of 2025" in said
        assert not any(word in said for word in ("Ann Lee", "The Hills", "Parent and teacher"))


def test_results_of_sessions_that_are_asked_for(filled):
    gm.read_tool(filled / "study", filled / "pack" / "groups")
    study, file = filled / "study", filled / "one.html"
    assert gm.write_tool_results(study, file, "objections", sessions=["spring"]).sessions == 1
    assert gm.write_tool_results(study, file, sessions=["needs-assessment.spring_group_2"]).sessions == 1
    assert list(gm.tool_answers(study, sessions="spring group 2")["sessions"]["session"]) == [
        "needs-assessment.spring_group_2"
    ]
    for nobody in ("spring group", "summer"):
        ran = graphmodel("tool", "answers", study, "--session", nobody, "-o", filled / "none.html")
        assert (ran.code == 0) == (nobody == "spring group")
    (filled / "theirs.html").write_text("mine", "utf-8")
    assert graphmodel("tool", "answers", study, "-o", filled / "theirs.html").code != 0
    assert (filled / "theirs.html").read_text("utf-8") == "mine"


def test_questions_and_clauses_of_a_specification_are_on_the_results():
    bank = find_tools().tools
    tool = next(one for one in bank.values() if any(part.kind == "questions" for part in one.parts.values()))
    part = next(one for one in tool.parts.values() if one.kind == "questions")
    asked = part.columns[0]
    sessions = [{"session": f"{tool.name}.{name}", "tool": tool.name} for name in ("a", "b")]
    answers = [
        {"session": row["session"], "item": "Q1", "part": part.name, "question": asked.answer, "value": f"said {at}"}
        for at, row in enumerate(sessions)
    ]
    clauses = [{"session": f"{tool.name}.b", "item": "SP1", "clause": "An audit exists", "target": "80 %"}]
    made = results_page(SessionRows(sessions, answers, clauses, [], []), bank, str, str, "2026-11-29", "en")
    rows = [row for section in made.sections for group in section.groups for row in group.rows]
    assert [row[1:3] for row in rows if row[0] == asked.heading] == [("said 0", "said 1")]
    told = [[row[1] for row in group.rows] for one in made.sections for group in one.groups if group.title == "b"]
    assert told == [["An audit exists", "80 %"]]
