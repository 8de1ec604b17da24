"""One sheet for each row of an answer: facts in few words, codes that stay unique, answers that know their sheet."""

import datetime as dt
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.api.opened import OpenStudy
from graphmodel.api.tools import StudyToAsk
from graphmodel.problems import QuestionError
from graphmodel.tools.answers import answers_of
from graphmodel.tools.copies import Fields, Printed, Table, ToolCopy
from graphmodel.tools.definition_file import FILE, read_definition
from graphmodel.tools.facts import in_few_words, listed_claims
from graphmodel.tools.filling import fill
from graphmodel.tools.manifest import read_manifest, written_manifest
from graphmodel.tools.reading import FilledCell, FilledCopy
from graphmodel.tools.side_by_side import side_by_side
from tests.support import raw
from tests.support.filled_copies import fill_excel

pytestmark = pytest.mark.slow

TOOL = """title = "Who they are"
purpose = "See them."
audience = "a team"
minutes = 20
people = "2 to 6"
version = "1"

[slots.raters]
question = "stakeholders/power_interest"
options = { power = "{power}" }
missing = "The study rates nobody."
most = 3
node = "who"
label = "who_label"

[slots.profile]
question = "stakeholders/profile"
options = { actor = "{who}" }
missing = "There is no profile of {who_label}."

[slots.objections]
question = "tools/objections"
options = { raised_by = "{who}" }
missing = "{who_label} is not said to object."

[slots.links]
question = "tools/participants"
missing = "Nobody takes part."

[[options]]
name = "power"
help = "only those with this power"

[[forms]]
name = "sheets"
title = "Sheets"
parts = ["scenario", "facts", "objections", "shoes", "all"]
pages = 2

[[parts]]
name = "facts"
title = "{who_label} in the study"
each = "raters"
words = 12
claims = 2
columns = [{ heading = "Fact", text = "{item}" }, { heading = "In the study", text = "{fact}" }]
items = [
    { text = "Known of them", rows = "profile", fact = "{entry}", most = 4 },
    { text = "In the work", rows = "links", fact = "{who_label}" },
]

[[parts]]
name = "objections"
title = "What they say"
each = "raters"
code = "B"
rows = "objections"
node = "objection"
most = 2
blank = 1
columns = [
    { heading = "Objection", text = "{objection_label}", answer = "objection" },
    { heading = "Likely?", answer = "likely", kind = "choice", choices = ["yes", "no"] },
]

[[parts.drafts]]
where = { likely = ["yes"] }
claim = { subject = "{sheet}", predicate = "raises", object = "{row}", summary = "{sheet_label} raises {row_label}." }

[[parts]]
name = "shoes"
title = "In their shoes"
kind = "questions"
each = "raters"
code = "Q"
columns = [
    { heading = "What do they want?", answer = "want", lines = 3 },
    { heading = "By when?", answer = "due", kind = "date" },
]

[[parts]]
name = "all"
title = "All of them"
code = "A"
rows = "raters"
node = "who"
columns = [{ heading = "Who", text = "{who_label}" }, { heading = "First?", answer = "first", kind = "tick" }]
"""

SIDES = ("champions", "supported", "blocks", "contested")


def made(study: OpenStudy, folder: Path, text: str = TOOL, **options: str) -> ToolCopy:
    (folder / "sheets").mkdir(exist_ok=True)
    (folder / "sheets" / FILE).write_text(text, "utf-8")
    tool = read_definition(folder / "sheets" / FILE, "sheets")
    return fill(tool, StudyToAsk(study), {"power": "", **options}, today=dt.date(2026, 11, 29), titles={})


def texts(part: Table) -> list[str]:
    return [cell.text for row in part.rows for cell in row.cells[1:] if isinstance(cell, Printed)]


def test_each_row_makes_a_sheet_of_the_parts_that_say_so(bundled_here, tmp_path):
    copy = made(bundled_here, tmp_path, power="high")
    rated = bundled_here.ask("stakeholders/power_interest", power="high").frame
    assert len(rated) > 3
    sheets = [(sheet, [part.name for part in parts]) for sheet, parts in copy.by_sheet()]
    assert [names for _, names in sheets] == [["scenario"], *[["facts", "objections", "shoes"]] * 3, ["all"]]
    on = [(sheet.title, sheet.node) for sheet, _ in sheets if sheet]
    labels = [f"{number}. {label}" for number, label in enumerate(rated["who_label"][:3], 1)]
    assert on == list(zip(labels, rated["who"][:3], strict=True))
    assert [part.title for part in copy.parts if part.name == "facts"] == [
        f"{label} in the study" for label in rated["who_label"][:3]
    ]
    assert copy.pages == 2 + 3
    assert f"`stakeholders/power_interest`: {len(rated) - 3} further rows left out." in copy.notes
    (every,) = [part for part in copy.parts if part.name == "all"]
    assert [row.node for row in every.rows] == [node for _, node in on]  # the same that have a sheet


def test_slots_of_a_sheet_are_asked_of_its_row(bundled_here, tmp_path):
    copy = made(bundled_here, tmp_path)
    for part in copy.parts:
        if part.name == "objections":
            raised = bundled_here.ask("tools/objections", raised_by=part.sheet.node).frame
            assert [row.node for row in part.rows if row.node] == list(raised["objection"][:2])


def test_no_site_is_printed_on_a_sheet_about_a_role(bundled_here, tmp_path):
    by_site = TOOL.replace('"tools/objections"\noptions = { raised_by = "{who}" }', '"coverage/by_site"')
    text = (
        by_site.replace('"objection"', '"site"', 1).replace("objection_label", "site_label").replace("most = 2\n", "")
    )
    rows = [row for part in made(bundled_here, tmp_path, text).parts if part.name == "objections" for row in part.rows]
    assert sum(bool(row.node) for row in rows) > 3
    assert {row.cells[0].text for row in rows if row.node} == {""}


def test_codes_are_unique_and_answers_know_their_sheet(bundled_here, tmp_path):
    copy = made(bundled_here, tmp_path)
    codes = [field.code for field, _, _ in copy.fields()]
    assert len(codes) == len({*codes})
    asked = read_manifest(written_manifest(copy)).asked
    for part in copy.parts:
        if isinstance(part, Fields) and part.sheet:
            assert {(asked[one.code].node, asked[one.code].sheet) for one in part.fields} == {(part.sheet.node,) * 2}
            assert [one.lines for one in part.fields] == [3, 1]
        elif isinstance(part, Table) and part.name == "objections":
            assert [asked[row.cells[-1].code].sheet for row in part.rows] == [part.sheet.node] * len(part.rows)


def test_facts_have_few_words_and_few_claims_listed(bundled_here, tmp_path):
    copy = made(bundled_here, tmp_path)
    facts = [part for part in copy.parts if part.name == "facts"]
    assert all(0 < sum(len(text.split()) for text in texts(part)) <= 12 for part in facts)
    behind = next(line for line in copy.rests_on if line.startswith("Claims behind"))
    row = facts[0].rows[1]
    entry = next(piece for piece in behind.split("; ") if f"{row.code}:" in piece)
    assert f"{len(row.claims) - 2:,} more" in entry
    count = len({claim for part in facts for row in part.rows for claim in row.claims})
    assert f"Rests on {count} claims " in copy.rests_on[0]  # counted in full, though few are listed


def test_what_the_study_does_not_say_is_said_and_counted(bundled_here, tmp_path):
    sided = '"stakeholders/champions_and_blockers"\noptions = { who = "{who}" }'
    text = TOOL.replace('"stakeholders/profile"\noptions = { actor = "{who}" }', sided).replace(
        "{entry}", "{what_label}"
    )
    copy = made(bundled_here, tmp_path, text.replace("most = 3\n", "most = 30\n"))
    facts = [part for part in copy.parts if part.name == "facts"]
    takes_sides = {row["subject"] for row in raw.claims() if row["predicate"] in SIDES}
    actor = next(part.sheet.node for part in facts if part.sheet.node not in takes_sides)
    (part,) = [part for part in copy.parts if part.name == "facts" and part.sheet.node == actor]
    label = part.sheet.title.partition(". ")[2]
    assert texts(part)[0] == "The study does not say."
    assert f"There is no profile of {label}. Ask `stakeholders/champions_and_blockers`." in copy.missing


def test_a_study_without_rows_gets_one_sheet_of_its_own(meals_here, tmp_path):
    copy = made(meals_here, tmp_path, power="none such")
    assert [sheet.title for sheet, _ in copy.by_sheet() if sheet] == ["1. Your own"]
    assert copy.share.filled == 0
    assert copy.share.places
    assert "The study rates nobody. Ask `stakeholders/power_interest`." in copy.missing


def test_answers_on_two_sheets_about_one_node_stand_apart(bundled_here, tmp_path):
    copy = made(bundled_here, tmp_path, TOOL.replace("most = 2\n", "").replace("most = 3\n", "most = 30\n"))
    manifest = read_manifest(written_manifest(copy))
    said = {code: one for code, one in manifest.asked.items() if one.name == "likely" and one.node}
    twice = [code for code, one in said.items() if sum(other.node == one.node for other in said.values()) > 1]
    assert twice  # two of them raise the same objection
    cells = tuple(FilledCell(code, "yes" if at else "no", "") for at, code in enumerate(twice))
    answers = answers_of(FilledCopy("a", "page", manifest, "", cells, ()), manifest).answers
    rows = [
        {
            "session": "a",
            "item": one.code,
            "question": one.name,
            "node": one.node,
            "sheet": one.sheet,
            "value": one.value,
        }
        for one in answers
    ]
    side = side_by_side([{"session": "a", "tool": "sheets"}], rows)
    assert dict(zip(side["item"], side["a"], strict=True)) == {one.code: one.value for one in answers}


def test_drafts_and_answers_of_a_sheet_come_back(tmp_path):
    study = gm.write_example(tmp_path / "study")
    (tmp_path / "study" / "tools" / "sheets").mkdir(parents=True)
    (tmp_path / "study" / "tools" / "sheets" / FILE).write_text(TOOL, "utf-8")
    gm.make_tool(tmp_path / "study", "sheets", tmp_path / "a.xlsx", options={"power": "high"})
    fill_excel(tmp_path / "a.xlsx", {"S1": "Spring", "B1b": "yes", "Q1": "A plan", "Q3": "More money"})
    report = gm.read_tool(tmp_path / "study", tmp_path / "a.xlsx")
    assert (report.answers, report.drafts, report.refused) == (3, 1, [])
    rows = {row["item"]: row for row in gm.read_table(tmp_path / "study", "tool_answers").to_dict("records")}
    assert (rows["Q1"]["node"], rows["Q1"]["question"]) == (rows["B1b"]["sheet"], "want")
    assert rows["Q3"]["sheet"] != rows["Q1"]["sheet"]
    assert not gm.check_study(tmp_path / "study").problems.errors
    (asked,) = gm.show_queue(tmp_path / "study").frame["question"]
    assert " raises " in asked
    assert study


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('each = "raters"\nwords', 'each = "rater"\nwords', r"there is no slot 'rater'\. Did you mean raters"),
        ('label = "who_label"\n', "", "has no label"),
        ('rows = "links", fact', 'rows = "lnks", fact', r"there is no slot 'lnks'"),
        ('options = { power = "{power}" }', 'options = { power = "{who}" }', "which is not an option"),
    ],
)
def test_a_malformed_sheet_is_refused(tmp_path, before, after, message):
    assert TOOL.count(before) == 1
    (tmp_path / FILE).write_text(TOOL.replace(before, after), "utf-8")
    with pytest.raises(QuestionError, match=message):
        read_definition(tmp_path / FILE, "sheets")


def test_a_slot_that_takes_what_the_row_lacks_says_so(bundled_here, tmp_path):
    with pytest.raises(QuestionError, match=r"takes \{whom\}, which is neither .* That row has: who, "):
        made(bundled_here, tmp_path, TOOL.replace('actor = "{who}"', 'actor = "{whom}"'))


def test_words_are_cut_from_the_end_of_the_longest():
    facts = [["one two three", "four five"], ["six"], []]
    assert in_few_words(facts, 0) == facts
    assert in_few_words(facts, 4) == [["one two three"], ["six"], []]
    assert in_few_words(facts, 3) == [["one two…"], ["six"], []]
    assert in_few_words([["a"], ["b"]], 1) == [["a"], ["b"]]  # each keeps a word


def test_claims_are_listed_in_turn():
    assert listed_claims([["a", "b", "c"], ["d"], []], 2) == [["a"], ["d"], []]
    assert listed_claims([["a", "b"], ["a", "c"]], 2) == [["a", "b"], ["a"]]
    assert listed_claims([["a", "b"]], 0) == [["a", "b"]]
