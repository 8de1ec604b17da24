"""What is a study, its settings, what stands in for what is missing, and its hash."""

import pytest

from graphmodel.problems import StudyError
from graphmodel_loaders import read_study
from tests.support.checking import errors, of_rule, only, run_check
from tests.support.studies import SETTINGS, tiny_study, tiny_tables


def test_a_missing_path_lists_similar_ones(tmp_path):
    tiny_study(tmp_path)
    with pytest.raises(StudyError, match="school_meals"):
        read_study(tmp_path / "school_meal")


def test_a_folder_that_is_not_a_study_lists_similar_names(tmp_path):
    (tmp_path / "claim.csv").write_text("claim\n")
    tiny_study(tmp_path)
    with pytest.raises(StudyError, match=r"claim.csv .*claims.csv.*school_meals"):
        read_study(tmp_path)


@pytest.mark.parametrize("name", ["claims.csv", "study.toml"])
def test_one_file_of_a_study_is_not_the_study(tmp_path, name):
    with pytest.raises(StudyError, match="school_meals"):
        read_study(tiny_study(tmp_path) / name)


def test_old_workbooks_must_be_saved_in_the_new_format(tmp_path):
    (tmp_path / "study.xls").write_bytes(b"")
    with pytest.raises(StudyError, match="xlsx"):
        read_study(tmp_path / "study.xls")


def test_without_study_toml_a_study_has_a_name_and_compares_nothing(tmp_path):
    check = run_check(tiny_study(tmp_path, settings=None))
    assert only(check, "no_settings").severity == "warning"
    assert (check.settings.id, check.settings.focus.in_question, check.settings.focus.values) == (
        "school_meals",
        "",
        (),
    )


def test_settings_are_read(tmp_path):
    settings = read_study(tiny_study(tmp_path)).settings
    assert settings.title == "Evidence in school-meals policy"
    assert (settings.focus.in_question, settings.focus.compared_with) == ("rural", "urban")
    assert settings.words("focus") == ("urban", "rural", "mixed")
    assert settings.words("granularity") == ("person", "role", "group", "committee")
    assert settings.words("polarity") == ("affirms", "denies", "mixed")


def test_focus_values_may_be_left_out(tmp_path):
    settings = read_study(
        tiny_study(tmp_path, settings=SETTINGS.replace('values = ["urban", "rural", "mixed"]', ""))
    ).settings
    assert settings.focus.values == ("urban", "rural", "mixed")


@pytest.mark.parametrize(
    ("before", "after", "rule", "column"),
    [
        ('title = "Evi', "title = Evi", "bad_settings", ""),
        ('title = "Evidence in school-meals policy"', "title = 5", "bad_setting", "title"),
        ('supply = ["deliver.contract"]', 'supply = "deliver.contract"', "bad_setting", "stages.supply"),
        ('in_question = "rural"', 'in_question = "village"', "bad_focus", "focus.in_question"),
        ('compared_with = "urban"', "", "bad_focus", "focus.compared_with"),
        ('compared_with = "urban"', 'compared_with = "rural"', "bad_focus", "focus.in_question"),
        ("[vocabularies]", '[vocabularies]\npolarity = ["yes", "no"]', "fixed_vocabulary", "vocabularies.polarity"),
        ("[vocabularies]", '[vocabularies]\nfocus = ["a", "b"]', "fixed_vocabulary", "vocabularies.focus"),
    ],
)
def test_settings_that_are_wrong(tmp_path, before, after, rule, column):
    assert before in SETTINGS
    source = read_study(tiny_study(tmp_path, settings=SETTINGS.replace(before, after)))
    (problem,) = [p for p in source.problems if p.rule == rule]
    assert (problem.severity, problem.file, problem.table) == ("error", "study.toml", "study")
    assert problem.column == column
    assert problem.remedy


@pytest.mark.parametrize(
    ("before", "after", "near"),
    [
        ("title =", "titel =", "title"),
        ("granularity =", "granularities =", "granularity"),
        ("in_question", "in_questions", "focus.in_question"),
    ],
)
def test_unknown_settings_are_a_warning(tmp_path, before, after, near):
    source = read_study(tiny_study(tmp_path, settings=SETTINGS.replace(before, after, 1)))
    (problem,) = [p for p in source.problems if p.rule == "unknown_setting"]
    assert problem.severity == "warning"
    assert near in problem.remedy


def test_settings_with_bytes_that_are_not_text(tmp_path):
    folder = tiny_study(tmp_path)
    (folder / "study.toml").write_bytes(b'id = "x"\ntitle = "caf\xe9"\n')
    (problem,) = [p for p in read_study(folder).problems if p.rule == "bad_settings"]
    assert "2" in problem.what


@pytest.mark.slow
def test_names_of_settings_with_very_many_parts_are_refused(tmp_path):
    for number, line in enumerate(("{} = 1", "[{}]", "x = {{ {} = 1 }}")):
        for part in ("a", '"a\\"."', "'a'"):
            folder = tiny_study(
                tmp_path / f"{number}{len(part)}", settings=SETTINGS + line.format(" . ".join([part] * 60))
            )
            (problem,) = [p for p in read_study(folder).problems if p.rule == "bad_settings"]
            assert problem.severity == "error"


def test_points_and_quotation_marks_in_a_text_of_settings(tmp_path):
    text = 'one\\" ' + ". " * 100 + '\\"' * 1000
    source = read_study(tiny_study(tmp_path, settings=SETTINGS.replace("Evidence in school-meals policy", text)))
    assert not source.problems.errors
    assert source.settings.title.count('"') == 1001


def test_settings_with_a_byte_order_mark(tmp_path):
    folder = tiny_study(tmp_path)
    (folder / "study.toml").write_text(SETTINGS, "utf-8-sig")
    assert read_study(folder).settings.id == "school_meals"


def test_default_tables_replace_missing_ones_and_are_noted(tmp_path):
    claims = [
        {**row, "predicate": "shared", "object": "org.council", "stage": "needs", "codes": "1"}
        for row in tiny_tables()["claims"][:1]
    ]
    changes = dict.fromkeys(("predicates", "stages", "evidence_types", "evidence", "coding_notes"))
    settings = SETTINGS.replace('[stages]\nsupply = ["deliver.contract"]', "")
    codebook = [{"code": "1", "label": "Asking"}]
    check = run_check(tiny_study(tmp_path, settings=settings, claims=claims, codebook=codebook, **changes))
    assert errors(check) == []
    notes = of_rule(check, "default_table")
    assert [p.table for p in notes] == ["predicates", "stages", "evidence_types"]
    assert {p.severity for p in notes} == {"note"}
    # The packaged study has 12 stages and 13 types of evidence; its type other has a code 6.1.
    assert check.tables["stages"].num_rows == 12
    assert check.tables["evidence_types"].num_rows == 13
    assert set(check.tables["evidence_types"]["codes"].to_pylist()) == {""}
    assert check.settings.supply == ("solutions.supply",)
    # Nobody is told that default tables have rows that no claim names.
    assert "stages" not in {p.table for p in of_rule(check, "node_without_claims")}


def test_default_types_of_evidence_keep_their_codes_beside_the_default_codebook(tmp_path):
    check = run_check(
        tiny_study(tmp_path, codebook=None, evidence_types=None, evidence=None, claims=None, coding_notes=None)
    )
    assert "6.2;6.5" in check.tables["evidence_types"]["codes"].to_pylist()
    assert of_rule(check, "dangling_reference") == []


def test_no_stage_of_supply_is_a_choice(tmp_path):
    settings = SETTINGS.replace('supply = ["deliver.contract"]', "supply = []")
    source = read_study(tiny_study(tmp_path, settings=settings))
    assert source.settings.supply == ()
    assert not source.problems.errors


def test_own_stages_without_supply_have_none(tmp_path):
    settings = SETTINGS.replace('[stages]\nsupply = ["deliver.contract"]', "")
    assert read_study(tiny_study(tmp_path, settings=settings)).settings.supply == ()


def test_the_hash_is_that_of_tables_and_settings(tmp_path):
    folder = tiny_study(tmp_path)
    before = read_study(folder).content_hash()
    (folder / "README.txt").write_text("not a table")
    assert read_study(folder).content_hash() == before
    with (folder / "actors.csv").open("a") as file:
        file.write("act.new,New,role,,\n")
    changed = read_study(folder).content_hash()
    assert changed != before
    (folder / "study.toml").write_text(SETTINGS.replace("school-meals", "lunch"))
    assert read_study(folder).content_hash() not in {before, changed}


def test_a_workbook_beside_csv_files_is_not_read(tmp_path):
    folder = tiny_study(tmp_path)
    (folder / "old.xlsx").write_bytes(b"whatever")
    check = run_check(folder)
    assert only(check, "workbook_ignored").severity == "warning"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("coding.qdpx", "not read"),
        ("claims.xls", "not read"),
        ("claims.ods", "not read"),
        ("claims (2).csv", "copy or a second part of claims"),
        ("claims_coder2.csv", "copy or a second part of claims"),
        ("Copy of actors.csv", "copy or a second part of actors"),
    ],
)
def test_a_file_that_may_be_part_of_the_study_is_named(tmp_path, name, says):
    study = tiny_study(tmp_path)
    (study / name).write_text((study / "claims.csv").read_text("utf-8"), "utf-8")
    check = run_check(study)
    (problem,) = of_rule(check, "file_not_read")
    assert errors(check) == []
    assert says in problem.what
    assert problem.remedy
    assert of_rule(check, "unknown_table") == []


def test_tables_that_the_model_knows_are_no_copies(bundled_path):
    assert [problem for problem in read_study(bundled_path).problems if problem.rule == "file_not_read"] == []
