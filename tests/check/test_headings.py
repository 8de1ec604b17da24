"""A needed column under another name, or missing, is one error; every other error of the study is still found."""

import pytest

from graphmodel.schema import TABLES
from tests.support.checking import errors, of_rule, only, run_check
from tests.support.studies import Rows, tiny_study, tiny_tables


def renamed(rows: Rows, old: str, new: str) -> Rows:
    """The rows with another name for one column; without the column if the name is empty."""
    return [{new if name == old else name: text for name, text in row.items() if name != old or new} for row in rows]


OTHER_NAMES = [
    ("actors", "label", ["Naam", "Title", "Name", "Labels"]),
    ("actors", "actor", ["Name", "Who", "ID", "Kürzel", "actors"]),
    ("organisations", "label", ["Name", "lable"]),
    ("organisations", "organisation", ["Organization", "Name", "ref"]),
    ("evidence", "evidence", ["Item", "Evidence ID"]),
    ("stages", "stage", ["Id", "Step name"]),
    ("stages", "label", ["Name"]),
    ("factors", "factor", ["Barrier"]),
    ("sources", "label", ["Titel"]),
    ("codebook", "code", ["No", "Code number"]),
    ("predicates", "predicate", ["Verb"]),
    ("predicates", "subject", ["Who", "subjects"]),
    ("verdicts", "verdict", ["What they said"]),
    ("verdicts", "site", ["Where"]),
    ("coding_notes", "note", ["Remark"]),
    ("claims", "predicate", ["Verb"]),
    ("claims", "subject", ["Who"]),
    ("claims", "summary", ["summery", "Statement"]),
    ("claims", "source", ["heard in"]),
]


@pytest.mark.slow
@pytest.mark.parametrize(("table", "column", "headings"), OTHER_NAMES, ids=lambda value: str(value)[:12])
def test_a_needed_column_under_another_name_is_asked_about_and_nothing_else_is(tmp_path, table, column, headings):
    rows = tiny_tables()[table]
    for heading in headings:
        check = run_check(tiny_study(tmp_path, **{table: renamed(rows, column, heading)}))
        (problem,) = errors(check)
        assert (problem.rule, problem.table, problem.row, problem.column) == ("missing_column", table, 1, column)
        assert heading.lower().replace(" ", "_") in problem.remedy
        assert (check.counts[table].read, check.counts[table].taken) == (len(rows), 0)


@pytest.mark.slow
@pytest.mark.parametrize("table", sorted({table for table, *_ in OTHER_NAMES}))
def test_a_needed_column_that_nothing_resembles_is_one_error(tmp_path, table):
    tables = tiny_tables()
    for column in TABLES[table].required:
        if column == "claim":
            continue  # claims without ids get some
        rows = renamed(tables[table], column, "")
        check = run_check(tiny_study(tmp_path, **{table: rows}))
        assert [p.column for p in of_rule(check, "missing_column")] == [column]
        # Without ids, rows that name them are errors of their own, one for each column that does.
        others = {problem.rule for problem in errors(check)} - {"missing_column"}
        assert others <= ({"missing_table"} if column == TABLES[table].id_column else set()), (column, errors(check))
        assert (check.counts[table].read, check.counts[table].taken) == (len(rows), 0)


@pytest.mark.parametrize("heading", ["Naam", "x", ""])
def test_all_other_errors_are_found_in_the_same_run(tmp_path, heading):
    tables = tiny_tables()
    actors = [*tables["actors"], dict(tables["actors"][0])]
    actors[1]["granularity"] = "crowd"
    actors[2]["organisation"] = "org.nowhere"
    organisations = tables["organisations"]
    organisations[0]["part_of"] = "org.kitchen"
    stages = tables["stages"]
    stages[2]["phase"] = "deliver"
    claims = tables["claims"]
    claims[0]["speaker"] = "act.nobody"
    claims[3]["certainty"] = "perhaps"
    changed = {
        "actors": renamed(actors, "label", heading),
        "organisations": renamed(organisations, "label", heading),
        "stages": renamed(stages, "label", heading),
        "claims": renamed(claims, "summary", heading),
    }
    check = run_check(tiny_study(tmp_path, **changed))
    assert sorted((p.rule, p.table, p.row, p.column) for p in errors(check)) == [
        ("bad_phase", "stages", 4, "phase"),
        ("bad_word", "actors", 3, "granularity"),
        ("bad_word", "claims", 5, "certainty"),
        ("circle", "organisations", 2, "part_of"),
        ("circle", "organisations", 3, "part_of"),
        ("dangling_reference", "actors", 4, "organisation"),
        ("dangling_reference", "claims", 2, "speaker"),
        ("duplicate_id", "actors", 6, "actor"),
        *(("missing_column", table, 1, "summary" if table == "claims" else "label") for table in sorted(changed)),
    ]


@pytest.mark.slow
def test_two_needed_columns_under_other_names_are_told_apart_by_their_cells(tmp_path):
    actors = renamed(renamed(tiny_tables()["actors"], "label", "Name"), "actor", "Person")
    check = run_check(tiny_study(tmp_path, actors=actors))
    assert {p.column: "person" in p.remedy for p in errors(check)} == {"actor": True, "label": False}
    swapped = renamed(renamed(tiny_tables()["actors"], "label", "Who"), "actor", "Name")
    check = run_check(tiny_study(tmp_path, actors=swapped))
    assert {p.column: "name" in p.remedy for p in errors(check)} == {"actor": True, "label": False}


@pytest.mark.slow
def test_later_rows_of_a_large_table_are_read_like_the_first(tmp_path):
    first = tiny_tables()["claims"]
    claims = [row | {"claim": f"c{i}.{row['claim']}"} for i in range(5_000) for row in first]
    claims[-1]["polarity"] = "perhaps"
    check = run_check(tiny_study(tmp_path, claims=renamed(claims, "predicate", "Verb"), coding_notes=None))
    assert [(p.rule, p.row) for p in errors(check)] == [("missing_column", 1), ("bad_word", len(claims) + 1)]


@pytest.mark.parametrize(
    ("table", "column", "heading"),
    [
        ("sources", "kind", "Type"),
        ("organisations", "kind", "Type"),
        ("actors", "organisation", "Organization"),
        ("organisations", "part_of", "Belongs to"),
        ("evidence", "evidence_type", "Type"),
        ("claims", "codes", "Coding"),
    ],
)
def test_an_optional_column_under_another_name_is_asked_about(tmp_path, table, column, heading):
    check = run_check(tiny_study(tmp_path, **{table: renamed(tiny_tables()[table], column, heading)}))
    asked = [p for p in check.problems if p.rule in {"renamed_column", "unknown_column"}]
    assert [(p.table, p.row, p.column) for p in asked] == [(table, 1, heading.lower().replace(" ", "_"))]
    assert column in asked[0].remedy


def test_a_column_that_a_study_calls_its_own_is_not_taken_for_a_needed_one(tmp_path):
    from tests.support.studies import SETTINGS

    settings = SETTINGS + '\n[reading]\nown_columns = ["Name"]\n'
    rows = renamed(tiny_tables()["actors"], "label", "Name")
    assert "name" not in only(run_check(tiny_study(tmp_path, settings=settings, actors=rows)), "missing_column").remedy
