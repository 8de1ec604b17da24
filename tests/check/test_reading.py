"""What is typed is read as it is meant, or reported: renamed columns, fillers, case, labels for ids."""

import pytest

from graphmodel.schema.dates import read_date
from tests.support.checking import errors, of_rule, only, run_check
from tests.support.studies import SETTINGS, tiny_study, tiny_tables, with_cell, with_row


def renamed(table, old, new, cells=None):
    """Rows of a table with another heading, and perhaps other cells."""
    return [
        {(new if name == old else name): (cells or {}).get(text, text) if name == old else text for name, text in row}
        for row in (list(row.items()) for row in tiny_tables()[table])
    ]


def without(table, column):
    """Rows of a table without a column."""
    return [{name: text for name, text in row.items() if name != column} for row in tiny_tables()[table]]


def claims_of(check_path):
    """The claims as the check reads them, and the check."""
    from graphmodel.check.study import StudyCheck
    from graphmodel_loaders import read_study

    check = StudyCheck(read_study(check_path))
    rows = [row for batch in check.claims() for row in batch.to_pylist()]
    check.finish()
    return {row["claim"]: row for row in rows}, check


@pytest.mark.parametrize(
    ("column", "heading"),
    [
        ("polarity", "Affirms or denies"),
        ("polarity", "direction"),
        ("polarity", "sign"),
        ("polarity", "what they said"),
        ("certainty", "How certain"),
        ("certainty", "x"),
        ("speaker", "Interviewee"),
        ("speaker", "whose words"),
        ("stage", "when"),
        ("stage", "part of the cycle"),
        ("focus", "whom"),
    ],
)
def test_a_renamed_column_is_asked_about_by_name(tmp_path, column, heading):
    problem = only(run_check(tiny_study(tmp_path, claims=renamed("claims", column, heading))), "renamed_column")
    assert (problem.severity, problem.row, problem.column) == ("error", 1, heading.lower().replace(" ", "_"))
    assert problem.remedy.split("?")[0].count(column) == 1


def test_a_heading_that_means_polarity_is_asked_about_whatever_its_cells(tmp_path):
    rows = renamed("claims", "polarity", "sign", {"affirms": "+", "denies": "-", "mixed": "+/-"})
    assert "polarity" in only(run_check(tiny_study(tmp_path, claims=rows)), "renamed_column").remedy


def test_a_study_can_keep_a_column_that_looks_like_one_of_the_model(tmp_path):
    settings = SETTINGS + '\n[reading]\nown_columns = ["Who was there"]\n'
    rows = renamed("claims", "speaker", "Who was there")
    check = run_check(tiny_study(tmp_path, settings=settings, claims=rows))
    assert errors(check) == []
    assert of_rule(check, "unknown_setting") == []


def test_numbers_and_yes_or_no_in_an_own_column_prove_nothing(tmp_path):
    rows = [row | {"transcribed": "yes", "page": "2"} for row in without("claims", "quoted")]
    rows = [{name: text for name, text in row.items() if name != "codes"} for row in rows]
    assert errors(run_check(tiny_study(tmp_path, claims=rows))) == []


@pytest.mark.parametrize(
    ("column", "says"),
    [
        ("polarity", "all 6 claims are read as affirming"),
        ("certainty", "all 6 claims are read as stated"),
        ("speaker", "all 6 claims are unattributed"),
        ("stage", "none of 6 claims belongs to a phase"),
        ("focus", "none of 6 claims has a focus"),
    ],
)
@pytest.mark.parametrize("is_absent", [True, False])
def test_claims_that_lack_a_meaning_say_what_that_makes_of_them(tmp_path, column, says, is_absent):
    rows = without("claims", column) if is_absent else [row | {column: ""} for row in tiny_tables()["claims"]]
    (problem,) = of_rule(run_check(tiny_study(tmp_path, claims=rows)), "says_nothing")
    assert (problem.severity, problem.column) == ("warning", column)
    assert says in problem.what
    assert ("There is no column" in problem.what) == is_absent


def test_own_columns_are_listed_once(tmp_path):
    rows = [row | {"mood": "glad", "weather": "wet"} for row in tiny_tables()["claims"]]
    (note,) = of_rule(run_check(tiny_study(tmp_path, claims=rows)), "own_columns")
    assert note.severity == "note"
    assert "actors: hair" in note.what
    assert "claims: mood, weather" in note.what


@pytest.mark.parametrize("filler", ["n/a", "N/K", "-", "?", "none", "not known", "tbc", "NA", "\u2013"])
def test_a_filler_is_an_empty_cell(tmp_path, filler):
    columns = ["speaker", "event", "date", "order", "codes", "site", "reason", "stage", "extent"]
    rows = [row | dict.fromkeys(columns, filler) for row in tiny_tables()["claims"]]
    claims, check = claims_of(tiny_study(tmp_path, claims=rows))
    assert errors(check) == []
    assert {row[column] for row in claims.values() for column in columns} == {""}
    (note,) = of_rule(check, "read_as_empty")
    assert f"{filler} ({6 * len(columns)})" in note.what
    assert all(column in note.what for column in columns)


def test_a_filler_in_a_needed_column_is_a_missing_value(tmp_path):
    problem = only(run_check(tiny_study(tmp_path, claims=with_cell("claims", 2, "object", "n/a"))), "missing_value")
    assert (problem.row, problem.column) == (2, "object")


@pytest.mark.parametrize(("column", "filler"), [("polarity", "-"), ("polarity", "none"), ("certainty", "?")])
def test_a_mark_that_may_be_a_value_is_an_error(tmp_path, column, filler):
    check = run_check(tiny_study(tmp_path, claims=with_cell("claims", 2, column, filler)))
    assert only(check, "bad_word").column == column


def test_a_filler_in_free_text_stays(tmp_path):
    claims, check = claims_of(tiny_study(tmp_path, claims=with_cell("claims", 2, "summary", "None")))
    assert claims["c1"]["summary"] == "None"
    assert of_rule(check, "read_as_empty") == []


def test_a_mark_in_a_column_of_the_studys_own_stays(tmp_path):
    check = run_check(tiny_study(tmp_path, actors=with_cell("actors", 3, "hair", "none")))
    assert check.tables["actors"]["hair"].to_pylist()[1] == "none"


def test_a_study_can_keep_a_filler_that_it_means(tmp_path):
    settings = SETTINGS + '\n[reading]\nkeep = ["None"]\n'
    claims, _ = claims_of(tiny_study(tmp_path, settings=settings, claims=with_cell("claims", 2, "event", "none")))
    assert claims["c1"]["event"] == "none"


def test_a_filler_that_is_a_word_of_the_list_stays(tmp_path):
    settings = SETTINGS + 'extent = ["none", "some", "all"]\n'
    claims, check = claims_of(
        tiny_study(tmp_path, settings=settings, claims=[row | {"extent": "none"} for row in tiny_tables()["claims"]])
    )
    assert errors(check) == []
    assert claims["c1"]["extent"] == "none"


TYPED = [
    ("polarity", "Affirms", "affirms"),
    ("polarity", "DENIES", "denies"),
    ("quoted", "YES", "yes"),
    ("quoted", "TRUE", "yes"),
    ("quoted", "Y", "yes"),
    ("quoted", "false", "no"),
    ("focus", "Rural", "rural"),
    ("order", "2.0", "2"),
    ("codes", "1.1|2", "1.1;2"),
    ("codes", "1.1\n2", "1.1;2"),
    ("predicate", "Gathered", "gathered"),
    ("predicate", "collected it", "gathered"),
    ("predicate", "Collected  IT", "gathered"),
    ("speaker", "Head cook", "act.cook"),
    ("speaker", "ACT.COOK", "act.cook"),
    ("speaker", "act.cook\u200b", "act.cook"),
    ("object", "survey of journeys to village schools", "ev.bus_survey"),
    ("codes", "Weighing;2", "1.10;2"),
]


def each_in_a_claim_of_its_own(cells):
    """Claims like the first one, each with one cell changed: column and text of each."""
    first = tiny_tables()["claims"][0]
    return [
        *tiny_tables()["claims"],
        *(first | {"claim": f"t{i}", column: typed} for i, (column, typed) in enumerate(cells)),
    ]


def test_a_correct_cell_is_taken(tmp_path):
    rows = each_in_a_claim_of_its_own([(column, typed) for column, typed, _ in TYPED])
    claims, check = claims_of(tiny_study(tmp_path, claims=rows))
    assert errors(check) == []
    assert [claims[f"t{i}"][column] for i, (column, _, _) in enumerate(TYPED)] == [meant for _, _, meant in TYPED]


def test_a_word_of_the_studys_own_is_read_whatever_its_hyphen(tmp_path):
    settings = SETTINGS.replace('"committee"]', '"care_home"]')
    check = run_check(
        tiny_study(tmp_path, settings=settings, actors=with_cell("actors", 3, "granularity", "Care-Home"))
    )
    assert errors(check) == []
    assert check.tables["actors"]["granularity"].to_pylist()[1] == "care_home"


@pytest.mark.slow
def test_a_label_that_several_nodes_have_lists_how_to_write_each(tmp_path):
    actors = with_cell("actors", 5, "label", "Head cook")
    check = run_check(tiny_study(tmp_path, actors=actors, claims=with_cell("claims", 2, "speaker", "Head cook")))
    problem = only(check, "ambiguous_label")
    assert "act.cook" in problem.what
    assert "act.caterer" in problem.what
    assert "row" not in problem.remedy
    spellings = problem.remedy.partition(": ")[2].rstrip(".").split(", ")
    assert len(spellings) == 2
    typed = [("speaker", text) for text in (*spellings, "head COOK (org.kitchen)", "Head cook (act.caterer)")]
    claims, check = claims_of(tiny_study(tmp_path / "again", actors=actors, claims=each_in_a_claim_of_its_own(typed)))
    assert errors(check) == []
    meant = [claims[f"t{i}"]["speaker"] for i in range(len(typed))]
    assert sorted(meant[:2]) == ["act.caterer", "act.cook"]
    assert meant[2:] == ["act.cook", "act.caterer"]


def test_the_verb_says_which_of_two_kinds_a_label_is(tmp_path):
    evidence = with_cell("evidence", 2, "label", "County council")
    typed = [("subject", "County council"), ("about", "County council (organisation)"), ("object", "county  council")]
    claims, check = claims_of(tiny_study(tmp_path, evidence=evidence, claims=each_in_a_claim_of_its_own(typed)))
    assert errors(check) == []
    assert [claims[f"t{i}"][column] for i, (column, _) in enumerate(typed)] == ["org.council"] * 2 + ["ev.bus_survey"]


def test_an_unknown_label_is_an_error_that_suggests_labels(tmp_path):
    check = run_check(tiny_study(tmp_path, claims=with_cell("claims", 2, "speaker", "Head of cooks")))
    assert "Did you mean Head cook?" in only(check, "dangling_reference").remedy


def test_a_label_of_another_kind_is_not_the_node(tmp_path):
    check = run_check(tiny_study(tmp_path, claims=with_cell("claims", 2, "speaker", "Central kitchen")))
    assert only(check, "dangling_reference").value == "Central kitchen"


def test_ids_that_differ_only_by_case_are_one_warning(tmp_path):
    rows = tiny_tables()["actors"]
    rows += [rows[0] | {"actor": "act.Cook", "label": "Second cook"}]
    rows += [rows[0] | {"actor": "act.parents\u200b", "label": "Mothers and fathers"}]
    (problem,) = of_rule(run_check(tiny_study(tmp_path, actors=rows)), "similar_ids")
    assert problem.severity == "warning"
    assert "act.Cook and act.cook" in problem.what
    assert "u200b" in problem.what


@pytest.mark.parametrize("table", ["claims", "actors", "verdicts"])
def test_a_remark_under_a_table_is_one_error(tmp_path, table):
    first = next(iter(tiny_tables()[table][0]))
    rows = with_row(table, **{first: "Note: checked in May by two of us"})
    check = run_check(tiny_study(tmp_path, **{table: rows}))
    problem = only(check, "note_among_rows")
    assert problem.row == len(rows) + 1
    assert check.counts[table].rejected == 1


DATES = [
    ("Nov 2012", "2012-11"),
    ("3 November 2012", "2012-11-03"),
    ("3rd Nov. 2012", "2012-11-03"),
    ("November 3, 2012", "2012-11-03"),
    ("2011-3-9", "2011-03-09"),
    ("25/12/2012", "2012-12-25"),
    ("11/11/2012", "2012-11-11"),
    ("2012/13", "2012/2013"),
    ("1999/00", "1999/2000"),
    ("2011-12", "2011-12"),
    ("2012-04/2013-03", "2012-04/2013-03"),
    ("Q1 2012", "2012-01/2012-03"),
    ("2012 Q4", "2012-10/2012-12"),
    ("c. 2012", "2012~"),
    ("circa March 2012", "2012-03~"),
    ("Mar-13", "2013-03"),
    ("Sept '99", "1999-09"),
    ("MARCH 2013", "2013-03"),
    ("Autumn 2012", "2012-09/2012-11"),
    ("winter 2012/13", "2012-12/2013-02"),
    ("early 2011", "2011-01/2011-06"),
    ("mid-2011", "2011-04/2011-09"),
    ("the end of 2011", "2011-07/2011-12"),
    ("late March 2011", "2011-03"),
    ("FY 2012/13", "2012/2013"),
]
NO_DATES = [
    "13-Mar",
    "Mar 13",
    "winter 2012",
    "winter 2012/19",
    "early 2012/13",
    "late 1990s",
    "2012-13",
    "early",
    "fy",
]


def test_a_date_as_people_write_it(tmp_path):
    rows = each_in_a_claim_of_its_own([("date", typed) for typed, _ in DATES])
    claims, check = claims_of(tiny_study(tmp_path, claims=rows))
    assert errors(check) == []
    assert [claims[f"t{i}"]["date"] for i in range(len(DATES))] == [meant for _, meant in DATES]
    (note,) = of_rule(check, "read_as_date")
    assert f"{sum(typed != meant for typed, meant in DATES)} cells" in note.what


@pytest.mark.parametrize("text", NO_DATES)
def test_what_may_be_several_dates_is_none(text):
    assert read_date(text, day_first=True) == ""


def test_a_date_that_may_be_two_days_is_asked_about_once(tmp_path):
    rows = [row | {"date": "03/11/2012"} for row in tiny_tables()["claims"]]
    check = run_check(tiny_study(tmp_path, claims=rows))
    problem = only(check, "day_or_month_first")
    assert "6 dates" in problem.what
    assert check.counts["claims"].taken == 0


@pytest.mark.parametrize(("setting", "meant"), [("true", "2012-11-03"), ("false", "2012-03-11")])
def test_a_study_says_whether_the_day_comes_first(tmp_path, setting, meant):
    settings = SETTINGS + f"\n[reading]\nday_first = {setting}\n"
    claims, check = claims_of(
        tiny_study(tmp_path, settings=settings, claims=with_cell("claims", 2, "date", "03/11/2012"))
    )
    assert errors(check) == []
    assert claims["c1"]["date"] == meant


@pytest.mark.parametrize(("others", "warned"), [(["2010", "2012/13"], 1), (["2010", "2012-03"], 0), ([""], 0)])
def test_a_month_among_years_is_warned_of_once(tmp_path, others, warned):
    rows = tiny_tables()["claims"]
    for row, date in zip(rows, ["2011-12", "2011-12", *(others * 4)[:4]], strict=True):
        row["date"] = date
    claims, check = claims_of(tiny_study(tmp_path, claims=rows))
    assert errors(check) == []
    assert len(of_rule(check, "month_or_year")) == warned
    assert claims["c1"]["date"] == "2011-12"
