"""Whatever goes wrong: one clear message on stderr, exit code 1 or 2, never a traceback."""

import os
import sys

import pytest

import graphmodel as gm
from graphmodel import open_study
from tests.support.command import graphmodel, in_one_line
from tests.support.studies import tiny_study

ON_A_STUDY = [
    ("ask", "STUDY", "journeys/stopped"),
    ("brokers", "STUDY"),
    ("build", "STUDY"),
    ("chain", "STUDY", "act.cook", "act.councillor"),
    ("dependence", "STUDY"),
    ("check", "STUDY"),
    ("claims", "STUDY"),
    ("cypher", "STUDY", "MATCH (n:Actor) RETURN n.id"),
    ("discourse", "STUDY"),
    ("dropout", "STUDY"),
    ("findings", "STUDY"),
    ("journeys", "STUDY"),
    ("matrix", "STUDY"),
    ("questions", "STUDY"),
    ("stakeholders", "STUDY"),
    ("table", "STUDY", "actors"),
    ("triangulate", "STUDY"),
]


def said(ran, code=1):
    """The one message of a command that failed."""
    assert ran.code == code
    assert ran.out == ""
    assert "Traceback" not in ran.err
    message = in_one_line(ran.err)
    assert message.count("Error: ") == 1
    return message


@pytest.mark.parametrize("words", ON_A_STUDY, ids=" ".join)
def test_a_path_that_does_not_exist(tmp_path, words):
    ran = graphmodel(*(tmp_path / "nowhere" if word == "STUDY" else word for word in words))
    assert "There is no folder or workbook" in said(ran)
    assert list(tmp_path.iterdir()) == []


def test_a_path_with_a_slip_of_the_pen(tmp_path):
    study = tiny_study(tmp_path)
    (tmp_path / "s").touch()
    assert "school_meals?" in said(graphmodel("check", study.with_name("school_meal")))
    assert "school_meals" not in said(graphmodel("check", study.with_name("hospital_beds")))


@pytest.mark.parametrize("words", [words for words in ON_A_STUDY if words[0] != "questions"], ids=" ".join)
def test_a_folder_that_is_not_a_study(tmp_path, words):
    (tmp_path / "holiday.txt").write_text("sun", "utf-8")
    ran = graphmodel(*(tmp_path if word == "STUDY" else word for word in words))
    assert "graphmodel new FOLDER" in said(ran)
    assert "`graphmodel new FOLDER`" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.txt"]


def test_the_study_before_the_command(tmp_path):
    study = tiny_study(tmp_path)
    assert f"`graphmodel findings {study} --no-build`" in said(graphmodel(study, "findings", "--no-build"), 2)
    assert f"`graphmodel check {study}`" in said(graphmodel(study), 2)
    assert "did you mean" in said(graphmodel("finding", study), 2).lower()


@pytest.mark.slow
def test_settings_that_no_parser_reads(tmp_path):
    study = tiny_study(tmp_path)
    for text in (
        f"a={'[' * 5000}{']' * 5000}",
        f"{'.'.join('a' * 5000)}=1",
        f"a={'9' * 5000}",
        f'a="{"x" * 1_100_000}"',
    ):
        (study / "study.toml").write_text(f'id = "x"\n{text}\n', "utf-8")
        ran = graphmodel("check", study)
        assert ran.code == 1
        assert "ERROR study.toml" in in_one_line(ran.out)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="file names are text elsewhere")
def test_names_of_files_that_are_not_utf8(tmp_path):
    study = tiny_study(tmp_path)
    for name in (b"caf\xe9.csv", b"caf\xe9.xls"):
        (study / os.fsdecode(name)).write_text("a,b\n1,2\n", "utf-8")
    assert graphmodel("build", study).code == 0
    assert "caf\N{REPLACEMENT CHARACTER}.xls" in graphmodel("check", study).out
    assert "caf\N{REPLACEMENT CHARACTER}" in graphmodel("table", study).out
    moved = study.rename(tmp_path / os.fsdecode(b"caf\xe9"))
    assert graphmodel("check", moved).code == 0
    (moved / "sources.csv").touch()
    assert "--db" in graphmodel("build", moved, "--force").err


def test_a_folder_with_studies_in_it_names_them(tmp_path):
    tiny_study(tmp_path)
    assert "school_meals" in said(graphmodel("check", tmp_path))


def test_one_table_instead_of_the_study(tmp_path):
    study = tiny_study(tmp_path)
    assert f"({study})" in said(graphmodel("check", study / "claims.csv"))


def test_a_workbook_that_is_none(tmp_path):
    file = tmp_path / "study.xlsx"
    file.write_text("not a workbook", "utf-8")
    assert "cannot be read as an Excel workbook" in said(graphmodel("check", file))


def test_no_database_and_none_to_be_built(tmp_path):
    ran = graphmodel("claims", tiny_study(tmp_path), "--no-build")
    assert "This study has no database yet. Run `graphmodel build` first." in said(ran)


@pytest.mark.slow
def test_asking_a_study_with_errors(tmp_path):
    ran = graphmodel("claims", tiny_study(tmp_path, settings="x = ["))
    assert "The study has 1 error. `graphmodel check " in said(ran)


def test_a_database_where_a_file_is(tmp_path):
    study = tiny_study(tmp_path)
    (tmp_path / "file").touch()
    assert "cannot be written" in said(graphmodel("claims", study, "--db", tmp_path / "file"))


def test_a_new_study_below_a_file(tmp_path):
    (tmp_path / "file").touch()
    message = said(graphmodel("new", tmp_path / "file" / "study"))
    assert "file" in message
    assert "Check the path" in message


def test_an_output_that_cannot_be_written(meals, tmp_path):
    missing = said(graphmodel("claims", meals, "-o", tmp_path / "missing" / "claims.csv"))
    assert "There is no folder" in missing
    folder = said(graphmodel("claims", meals, "-o", tmp_path, "-f", "json"))
    assert "is a folder. Give the name of a file" in folder


def test_a_table_that_the_study_does_not_have(meals):
    message = said(graphmodel("table", meals, "actor"), code=2)
    assert "Did you mean actors" in message
    assert "actors, claims," in message


@pytest.mark.slow
def test_evidence_that_does_not_exist(meals):
    near = said(graphmodel("journey", meals, "menus of other countries"), code=2)
    assert "Did you mean: ev.menus (Menus of other counties)" in near
    message = said(graphmodel("journey", meals, "xyzzy"), code=2)
    assert "among the evidence items of this study. `graphmodel table STUDY evidence` lists them." in message


def test_a_journey_of_nothing_in_particular(meals):
    assert "Missing argument 'EVIDENCE...'" in said(graphmodel("journey", meals), code=2)


def test_a_command_without_a_study_shows_an_example():
    message = said(graphmodel("check"), code=2)
    assert "STUDY" in message
    assert "graphmodel check my-copy" in message


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("CREATE (a:Actor {id: 'act.x'})", "CREATE is not allowed here: it writes."),
        ("MATCH (a:Actor) DETACH DELETE a", "DETACH is not allowed here: it deletes."),
        ("COPY (MATCH (a:Actor) RETURN a.id) TO 'out.csv'", "COPY is not allowed here"),
        ("MATCH (a:Actor) RETURN a.id; MATCH (b:Actor) RETURN b.id", "Only one statement can run at a time"),
        ("", "There is no statement."),
        pytest.param("MATCH (a:Actr) RETURN a.id", "could not run this", marks=pytest.mark.process),
        ("MATCH (a:Actor) WHERE a.id = $who RETURN a.id", "The statement needs a value for $who."),
    ],
)
def test_a_statement_that_is_refused(meals, statement, why):
    assert why in said(graphmodel("cypher", meals, statement), code=2)


@pytest.mark.process
def test_values_for_a_statement(meals):
    statement = "MATCH (a:Actor) WHERE a.id = $who RETURN a.label AS label"
    assert graphmodel("cypher", meals, statement, "-p", "who=act.cook", "-f", "json").json == [{"label": "Head cook"}]
    # What looks like Cypher in a value is text, not Cypher.
    assert graphmodel("cypher", meals, statement, "-p", "who=x' OR 1=1 //", "-f", "json").json == []
    counted = "MATCH (c:Actor) RETURN count(*) + $n AS n"
    assert graphmodel("cypher", meals, counted, "--param", "n=-3", "-f", "json").json == [{"n": 1}]
    assert "'who' has no =; write NAME=VALUE" in said(graphmodel("cypher", meals, statement, "-p", "who"), code=2)


@pytest.mark.process
def test_words_that_write_are_innocent_inside_text(meals):
    statement = "MATCH (a:Actor) WHERE a.label <> 'DELETE; CREATE' RETURN count(*) AS n"
    assert graphmodel("cypher", meals, statement, "-f", "json").json == [{"n": 4}]


def test_a_missing_choice_is_asked_for_in_one_line_with_what_there_is():
    message = graphmodel("figure", "my-copy").err.splitlines()[-1]
    assert "power-interest" in message
    assert "For example: graphmodel figure" in message


def test_a_word_for_a_number_is_refused_as_people_say_it():
    ran = graphmodel("figure", "my-copy", "map", "-o", "map.svg", "--top", "abc")
    assert ran.code == 2
    assert "a whole number" in ran.err


def test_results_do_not_go_where_a_file_is(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("mine", "utf-8")
    assert file.name in said(graphmodel("findings", tiny_study(tmp_path), "--results", file))
    assert file.read_text("utf-8") == "mine"


def test_a_folder_is_not_written_under_the_name_of_a_file(tmp_path):
    target = tmp_path / "study.xlsx"
    assert target.name in said(graphmodel("export", tiny_study(tmp_path), "folder", target), code=2)
    assert not target.exists()


@pytest.mark.parametrize("words", ON_A_STUDY, ids=" ".join)
def test_an_empty_name_is_no_study(words):
    for name in ("", " "):
        message = said(graphmodel(*(name if word == "STUDY" else word for word in words)), 2)
        assert message.endswith("Name a study: a folder or a workbook.")


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("figure", "dropuot", "-o", "x.svg"), "dropout"),
        (("dropout", "--format", "xls"), "xlsx"),
        (("stakeholders", "--ties", "clam"), "claim"),
    ],
)
def test_a_mistyped_choice_has_a_suggestion(meals, words, near):
    assert said(graphmodel(words[0], meals, *words[1:]), 2).endswith(f"Did you mean {near}?")


def test_a_group_of_commands_says_that_one_comes_before_the_study(tmp_path):
    study = tiny_study(tmp_path)
    for words, order in (
        (("objections",), f"make {study} objections"),
        (("list",), f"list {study}"),
        ((), f"make {study} NAME"),
    ):
        message = said(graphmodel("tool", study, *words), 2)
        assert message.endswith(f"Name what to do first: graphmodel tool {order}.")
    assert "Did you mean make?" in said(graphmodel("tool", "mak", study), 2)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty"),
        (b"claim,subject,predicate,object,source,summary\n", "claims.csv has no rows"),
        (
            b'claim,subject,predicate,object,source,summary\nc1,"a,uses,b,s,x\n',
            "A quotation mark in this row",
        ),
        (b"c1,a,uses,b,s,x\nc2,a,uses,c,s,y\n", "There is no column source"),
        (b"claim,subject,predicate,object,source,summary\nc1,a,uses,b,,x\n", "source is empty"),
        (b"claim,subject,predicate,object,source,summary\nc1,a\n", "The row has 2 cells"),
        (bytes(range(128, 256)) * 9 + b"\n1,2\n", "There is no column source"),
    ],
)
def test_damaged_claims_alone_are_not_a_missing_table_of_sources(tmp_path, content, says):
    (tmp_path / "claims.csv").write_bytes(content)
    ran = graphmodel("check", tmp_path)
    assert ran.code == 1
    assert says in in_one_line(ran.out)
    assert "There is no table sources" not in ran.out


@pytest.mark.slow
def test_commands_are_not_typed_into_python(tmp_path):
    (tmp_path / "sheet").mkdir()
    tiny_study(tmp_path)
    for call in (
        lambda: gm.check_study(tmp_path / "sheet"),
        lambda: gm.update(tmp_path / "school_meals"),
        lambda: gm.open_study(tmp_path / "school_meals").ask("xyzzy"),
        lambda: gm.open_study(tmp_path / "school_meals").chain("xyzzy", "act.cook"),
    ):
        with pytest.raises(gm.GraphmodelError) as error:
            call()
        assert "graphmodel " not in str(error.value)
        assert "`graphmodel " in error.value.on_command_line()


@pytest.mark.slow
def test_one_thing_is_in_the_singular(tmp_path):
    study = tiny_study(tmp_path, settings="x = [")
    with pytest.raises(gm.GraphmodelError, match=r"has 1 error\. .* lists it\. Fix it,"):
        gm.open_study(study)


def test_an_empty_name_is_no_file_either(meals):
    for words in (("claims", meals, "-o", ""), ("claims", meals, "--db", ""), ("join", meals, meals, "-o", "")):
        assert "has no name of a file or folder" in said(graphmodel(*words), 2)
    assert "Name a study" in said(graphmodel("join", meals, "", "-o", "x"), 2)
    with pytest.raises(ValueError, match=r"study is empty\. Give the path of a file or folder"):
        open_study("")
