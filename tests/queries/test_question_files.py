"""Question files: what a header says, and how a malformed one is refused."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graphmodel as gm
from graphmodel.api.opened import OpenStudy
from graphmodel.engine.statement import tokenised
from graphmodel.measures.ranking import competition_ranks
from graphmodel.problems import NotFound, QuestionError
from graphmodel.queries.bank import bundled_folder, find_questions
from graphmodel.queries.old_names import OLD_QUESTIONS
from graphmodel.queries.question import Ranking, read_question
from graphmodel.schema import rules
from tests.support.studies import tiny_study
from tests.support.tiers import examples

Write = Callable[[str], Path]

GOOD = """\
// Which items were dropped at a stage?
//
// Counts items.
// Silence is not absence.
//
// A second paragraph.
//
// @param stage: text - id of the stage
// @param min_claims: integer = 2 - smallest number of claims
// @param focus: text = '{in_question}' - whose evidence
// @param names: list of text = "a;b" - names - with a dash
//
// @returns item: text - name of the item
// @returns claims: list of text - ids of the claims
//
// @sparse Nothing was dropped
// in this study.
MATCH (s)-[c:CLAIM]->(i:EvidenceItem)
// a comment in the statement
WHERE c.stage = $stage AND c.focus = $focus AND i.label IN $names
WITH i, collect(c.claim) AS claims WHERE size(claims) >= $min_claims
RETURN i.label AS item, claims
"""
BODY = "MATCH (i:Item) RETURN i.id AS item"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def writing(text: str) -> Path:
        path = tmp_path / "question.cypher"
        path.write_text(text, "utf-8", newline="")
        return path

    return writing


def test_a_header_is_read_whole(write: Write) -> None:
    question = read_question(write(GOOD), "dropout/dropped")
    assert (question.name, question.theme) == ("dropout/dropped", "dropout")
    assert question.title == "Which items were dropped at a stage?"
    assert question.prose == "Counts items. Silence is not absence.\n\nA second paragraph."
    assert [(p.name, p.type, p.default, p.text) for p in question.parameters] == [
        ("stage", "text", None, "id of the stage"),
        ("min_claims", "integer", "2", "smallest number of claims"),
        ("focus", "text", "{in_question}", "whose evidence"),
        ("names", "list of text", "a;b", "names - with a dash"),
    ]
    assert [(c.name, c.type, c.text) for c in question.returns] == [
        ("item", "text", "name of the item"),
        ("claims", "list of text", "ids of the claims"),
    ]
    assert question.sparse == "Nothing was dropped in this study."
    assert question.statement.startswith("MATCH (s)-[c:CLAIM]->(i:EvidenceItem)\n// a comment in the statement")


@pytest.mark.parametrize("change", [lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text])
def test_files_of_windows_are_read_alike(write: Write, change: Callable[[str], str]) -> None:
    plain, other = read_question(write(GOOD), "a/b"), read_question(write(change(GOOD)), "a/b")
    assert (plain.title, plain.prose, plain.parameters, plain.returns, plain.statement) == (
        other.title,
        other.prose,
        other.parameters,
        other.returns,
        other.statement,
    )


def header(*lines: str, body: str = BODY) -> str:
    """A file with a question, these header lines from line 2 on, and a statement."""
    return "\n".join(["// Which?", *lines, body])


RETURNS = "// @returns item: text - the item"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, ["question is missing", "Begin the file with"]),
        (BODY, 1, ["question is missing", "Begin the file with"]),
        ("//\n" + RETURNS + "\n" + BODY, 1, ["question is missing", "Begin the file with"]),
        ("\n// Which?\n" + RETURNS + "\n" + BODY, 1, ["question is missing"]),
        (header(), 1, ["no column is declared", "@returns name: text"]),
        (header(RETURNS, "// @rank n_claims"), 3, ["@rank names n_claims"]),
        (header(RETURNS, "// @rank item"), 3, ["not a number"]),
        (header(RETURNS, "// @rank n claims"), 3, ["@rank is not understood"]),
        (header(RETURNS, "// @returns n: integer - n", "// @rank n", "// @rank n"), 5, ["@rank occurs twice"]),
        (header("// @returns rank: integer - n", "// @rank rank"), 3, ["a column rank"]),
        (header("// Prose."), 1, ["no column is declared"]),
        (header(RETURNS, body=""), 2, ["no statement", "MATCH"]),
        (header(RETURNS, body="   \n"), 3, ["no statement", "MATCH"]),
        (
            header(RETURNS, "// @return item: text - x"),
            3,
            ["@return is not a tag", "@param, @returns, @rank and @sparse"],
        ),
        (header("// @parameter x: text - x"), 2, ["@parameter is not a tag"]),
        (header(RETURNS, "// @param x"), 3, ["@param is not understood", "// @param min_sources: integer"]),
        (header(RETURNS, "// @param x: text"), 3, ["@param is not understood"]),
        (header(RETURNS, "// @param x text - x"), 3, ["@param is not understood"]),
        (header(RETURNS, "// @param X: text - x"), 3, ["@param is not understood"]),
        (header(RETURNS, "// @param 2x: text - x"), 3, ["@param is not understood"]),
        (header("// @returns item - x"), 2, ["@returns is not understood", "// @returns claims: list of text"]),
        (header(RETURNS, "// @param x: whole number = 2 - x"), 3, ["'whole number' is not a type", "integer"]),
        (header("// @returns item: string - x"), 2, ["'string' is not a type", "list of text"]),
        (header(RETURNS, "// @param x: integer = two - x"), 3, ["@param x", "'two' is not a whole number"]),
        (header(RETURNS, "// @param x: boolean = perhaps - x"), 3, ["@param x", "'perhaps' is neither yes nor no"]),
        (
            header(RETURNS, "// @param x: text - x", "// @param x: text - y"),
            4,
            ["@param x occurs twice", "Take one out"],
        ),
        (header(RETURNS, RETURNS), 3, ["@returns item occurs twice", "Take one out"]),
        (header(RETURNS, "// goes on here"), 3, ["text follows a tag", "on one line"]),
        (header(RETURNS, "// @param x: text - x", "// of the site"), 4, ["text follows a tag", "empty // line"]),
        (header(RETURNS, "// @param x: text - x"), 3, ["@param x is not used", "remove it"]),
        (header(RETURNS, body=BODY.replace("RETURN", "WHERE i.x = $x RETURN")), 3, ["$x is used but not", "@param x"]),
        (header(RETURNS, body="MATCH (i) SET i.x = 1 RETURN i.id AS item"), 3, ["SET", "Questions only read"]),
        (header(RETURNS, body="CALL threads=1"), 3, ["CALL", "Questions only read"]),
        (header(RETURNS, body=f"{BODY}; {BODY}"), 3, ["Only one statement"]),
        (header(RETURNS, body="MATCH (i) RETURN 'open AS item"), 3, ["not closed"]),
    ],
)
def test_a_malformed_file_is_refused_with_its_line_and_a_remedy(
    write: Write, text: str, line: int, says: list[str]
) -> None:
    path = write(text)
    with pytest.raises(QuestionError) as refused:
        read_question(path, "a/b")
    message = str(refused.value)
    assert message.startswith(f"{path}, line {line}: ")
    for part in says:
        assert part in message
    assert ".." not in message.replace("MATCH ... RETURN", "")


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "question.cypher"
    path.write_bytes("// Wer hört zu?\n".encode("latin-1"))
    with pytest.raises(QuestionError, match="Save it as UTF-8") as refused:
        read_question(path, "a/b")
    assert str(path) in str(refused.value)


def test_a_parameter_in_a_string_or_comment_is_no_parameter(write: Write) -> None:
    text = header(RETURNS, body="MATCH (i:Item) // $no\nWHERE i.x = '$no' RETURN i.id AS item")
    assert read_question(write(text), "a/b").parameters == ()


WORDS = st.sampled_from(
    ["//", "// ", "@param", "@returns", "@sparse", "x", ":", "text", "integer", "=", "-", "2", "''", "\n", "Which?",
     "MATCH (n)", "RETURN n.id AS x", "$x", "{in_question}", "é", "\u2028"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=30).map(" ".join))
@settings(max_examples=examples(200), deadline=None)
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.cypher"
    path.write_text(f"// Which?\n{text}", "utf-8", newline="")
    try:
        question = read_question(path, "a/b")
    except QuestionError:
        return
    assert question.title == "Which?"
    assert question.returns
    assert question.statement


# the bank


def test_a_study_adds_questions_and_replaces_none(tmp_path: Path) -> None:
    bundled = find_questions().questions
    known = next(iter(bundled))
    for name in (f"{known}.cypher", "mine.cypher", "theme/deep/one.cypher", "theme/not_a_question.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(header(RETURNS), "utf-8")
    bank = find_questions([tmp_path])
    assert {name: question for name, question in bank.questions.items() if name in bundled} == bundled
    assert bank.find(known) == bundled[known]
    assert bank.questions[f"own/{known}"].path == tmp_path / f"{known}.cypher"
    assert bank.questions["own/mine"].theme == "own"
    assert [name for name, question in bank.questions.items() if question.own] == [
        *sorted([f"own/{known}", "own/mine", "theme/deep/one"])
    ]
    assert "theme/not_a_question" not in bank.questions
    assert list(bank.questions) == sorted(bank.questions)


def test_two_files_of_one_name_are_both_refused(tmp_path: Path) -> None:
    known = next(iter(find_questions().questions))
    for name in (f"{known}.cypher", f"own/{known}.cypher"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(header(RETURNS), "utf-8")
    bank = find_questions([tmp_path])
    assert f"own/{known}" in bank.refused
    assert f"own/{known}" not in bank.questions


@pytest.mark.process
def test_findings_rest_on_the_programs_questions_and_an_own_answer_says_so(tmp_path: Path) -> None:
    path = tiny_study(tmp_path)
    with gm.open_study(path) as study:
        before = study.findings().frame
    (path / "cypher" / "barriers").mkdir(parents=True)
    bundled = bundled_folder() / "barriers" / "top.cypher"
    forged = bundled.read_text("utf-8").replace("\nRETURN", "\nWITH * LIMIT 0\nRETURN") + "\n"
    (path / "cypher" / "barriers" / "top.cypher").write_text(forged, "utf-8")
    with gm.open_study(path) as study:
        pd.testing.assert_frame_equal(study.findings().frame, before)
        assert any("study's own" in note for note in study.ask("own/barriers/top").notes)
        assert not any("study's own" in note for note in study.ask("barriers/top").notes)
        listed = study.questions().set_index("name")["kind"]
    assert listed["own/barriers/top"] == "own question"
    assert listed["barriers/top"] == "question"


def test_links_and_pipes_among_the_questions_are_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine.cypher").write_text(header(RETURNS), "utf-8")
    folder = tmp_path / "cypher"
    folder.mkdir()
    (folder / "linked.cypher").symlink_to(outside / "mine.cypher")
    (folder / "theme").symlink_to(outside, target_is_directory=True)
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.cypher")
    (tmp_path / "linked").symlink_to(outside, target_is_directory=True)
    bank = find_questions([folder, tmp_path / "linked"])
    assert bank.questions == find_questions().questions
    assert {"own/linked", "own/theme"} <= set(bank.refused)
    with pytest.raises(QuestionError, match="not read"):
        bank.find("own/linked")


def test_folders_without_end_and_files_without_measure_are_refused(tmp_path: Path) -> None:
    deep = tmp_path / "cypher"
    deep.mkdir()
    (deep / "large.cypher").write_text("// x\n" * 300_000, "utf-8")
    (deep / "a" / "b").mkdir(parents=True)
    (deep / "a" / "b" / "good.cypher").write_text(header(RETURNS), "utf-8")
    deep.joinpath(*["d"] * 30).mkdir(parents=True)
    bank = find_questions([deep])
    assert bank.find("a/b/good").own
    assert [name for name in bank.refused if name.startswith("d/")] == ["/".join("d" * 8)]
    with pytest.raises(QuestionError, match="at most"):
        bank.find("own/large")


def test_neither_another_case_nor_an_old_name_replaces_a_bundled_question(tmp_path: Path) -> None:
    old = next(iter(OLD_QUESTIONS))
    names = ("Dropout/Not_Used", old, "elsewhere/not_used")
    for name in names:
        file = tmp_path / f"{name}.cypher"
        file.parent.mkdir(exist_ok=True)
        file.write_text(header(RETURNS), "utf-8")
    bank = find_questions([tmp_path])
    own = {name for name, question in bank.questions.items() if question.own}
    assert own == {f"own/{names[0]}", f"own/{names[1]}", names[2]}
    for asked in ("not_used", old.rpartition("/")[2], old):
        assert not bank.find(asked).own, asked


def test_a_malformed_file_hides_no_other(tmp_path: Path) -> None:
    (tmp_path / "good.cypher").write_text(header(RETURNS), "utf-8")
    (tmp_path / "bad.cypher").write_text(BODY, "utf-8")
    bank = find_questions([tmp_path])
    assert bank.find("good").title == "Which?"
    with pytest.raises(QuestionError, match="question is missing"):
        bank.find("own/bad")


def test_a_question_is_found_by_its_last_part_where_only_one_has_it(tmp_path: Path) -> None:
    for name in ("one/alike.cypher", "two/alike.cypher", "two/alone.cypher"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(header(RETURNS), "utf-8")
    bank = find_questions([tmp_path])
    assert bank.find("alone").name == "two/alone"
    with pytest.raises(NotFound) as unknown:
        bank.find("alike")
    assert unknown.value.candidates == ("one/alike", "two/alike")
    with pytest.raises(NotFound, match="two/alone") as misspelt:
        bank.find("two/alonne")
    assert "`graphmodel questions`" in misspelt.value.on_command_line()


def test_no_bundled_file_is_refused() -> None:
    bank = find_questions()
    assert not bank.refused
    assert len(bank.questions) == len(list(bundled_folder().glob("*/*.cypher")))


def test_every_bundled_question_is_well_formed() -> None:
    for name, question in find_questions().questions.items():
        assert question.title.endswith("?"), name
        assert len(question.prose) > 80, f"{name}: say what is counted and how to read it"
        assert "ethnic" not in question.path.read_text("utf-8").lower(), name


def test_no_bundled_question_needs_a_caution() -> None:
    for name, question in find_questions().questions.items():
        assert tokenised(question.statement).caution == "", name


def test_lists_of_states_and_signs_in_questions_are_those_of_the_rules() -> None:
    """Cypher has to write them out; what *used* and *there* cover is decided in the rules."""
    of_use = {rules.IN_USE, rules.SAID_TO_BE_USED}
    found = set()
    for name, question in find_questions().questions.items():
        for words in re.findall(r"IN \[('[^\]]*')\]", question.statement):
            listed = tuple(word.strip(" '") for word in words.split(","))
            if set(listed) <= set(rules.SIGNS):
                assert listed == rules.SIGNS_OF_PRESENCE, name
            elif set(listed) <= set(rules.EFFECTS):
                continue
            elif set(listed) <= set(rules.OUTCOMES) and rules.PARTLY not in listed:
                assert listed in {rules.APPLIED_OUTCOMES, rules.STOPPED_BEFORE_USE.outcomes}, name
            elif rules.USED in listed:
                assert listed in of_use, name
            else:
                continue
            found.add(name)
    assert {"dropout/not_used", "dropout/silent_after", "journeys/stopped", "journeys/applied"} <= found


@pytest.mark.process
def test_a_question_of_a_study_carries_its_caution(tmp_path: Path) -> None:
    path = tiny_study(tmp_path)
    (path / "cypher").mkdir()
    statement = "MATCH (s:Site)-[v:VERDICT]->(f:Factor)<-[w:VERDICT]-(t:Site) WHERE v.verdict = 'x' RETURN f.id AS item"
    (path / "cypher" / "pairs.cypher").write_text(
        f"// Which pairs?\n//\n// @returns item: text - the factor\n{statement}\n", "utf-8"
    )
    with gm.open_study(path) as study, pytest.warns(UserWarning, match="Put a WITH between"):
        result = study.ask("own/pairs")
    assert any("Put a WITH between" in note for note in result.notes)


@pytest.mark.slow
def test_every_bundled_question_answers_as_declared(study: OpenStudy) -> None:
    for name, question in find_questions().questions.items():
        if any(parameter.default is None for parameter in question.parameters):
            continue
        result = study.ask(name)
        assert list(result.frame.columns) == [column.name for column in question.columns], name
        if len(result.frame) <= 1:
            assert question.sparse, f"{name}: say why the answer is so thin"
            assert question.sparse in result.notes, name


def test_rows_of_equal_numbers_share_a_rank_in_each_group(tmp_path: Path) -> None:
    """By hand: 3, 1, 3 and 2 in one group, 1 in another."""
    lines = (RETURNS, "// @returns of: text - group", "// @returns n: integer - n")
    path = tmp_path / "q.cypher"
    path.write_text(header(*lines, "// @rank n within of", body="MATCH (e) RETURN e.id AS item, e.kind AS of, 1 AS n"))
    question = read_question(path, "own/q")
    assert question.ranking == Ranking(("n",), ("of",))
    assert [column.name for column in question.columns] == ["rank", "item", "of", "n"]
    frame = pd.DataFrame({"of": list("xxxxy"), "n": pd.array([3, 1, 3, 2, 1], "Int64")})
    assert competition_ranks(frame, ["n"], ["of"]).tolist() == [1, 4, 1, 3, 1]
    assert competition_ranks(frame, ["n"]).tolist() == [1, 4, 1, 3, 4]
    assert competition_ranks(frame.iloc[:0], ["n"], ["of"]).tolist() == []
