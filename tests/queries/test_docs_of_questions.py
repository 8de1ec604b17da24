"""The page of all questions: made from the question files."""

from pathlib import Path

from graphmodel.queries.bank import find_questions
from graphmodel.queries.docs_of_questions import as_markdown
from graphmodel.queries.question import Parameter, Question, Returned

QUESTION = Question(
    "drop_out/lost",
    Path("lost.cypher"),
    "What was lost?",
    "Counts items.\n\nSilence is not absence.",
    (
        Parameter("stage", "text", None, "id of the stage"),
        Parameter("min_claims", "integer", "2", "smallest number"),
        Parameter("focus", "text", "{in_question}", "urban|rural"),
        Parameter("site", "text", "", "empty for all"),
    ),
    (Returned("item", "text", "name of the item"), Returned("claims", "list of text", "ids of the claims")),
    "Nothing was lost.",
    "RETURN 1",
)


def test_a_question_as_markdown() -> None:
    page = as_markdown({"drop_out/lost": QUESTION})
    _, _, section = page.partition("## Drop out\n")
    assert section == (
        "\n### drop_out/lost\n"
        "\n**What was lost?**\n"
        "\nCounts items.\n\nSilence is not absence.\n"
        "\n```\ngraphmodel ask STUDY drop_out/lost --stage STAGE\n```\n"
        "\n| Option | Type | Default | What it does |\n"
        "| --- | --- | --- | --- |\n"
        "| `--stage` | text | must be given | id of the stage |\n"
        "| `--min-claims` | integer | `2` | smallest number |\n"
        "| `--focus` | text | the study's `in_question` | urban\\|rural |\n"
        "| `--site` | text | empty | empty for all |\n"
        "\n| Column | Type | What it holds |\n"
        "| --- | --- | --- |\n"
        "| `item` | text | name of the item |\n"
        "| `claims` | list of text | ids of the claims |\n"
    )


def test_the_order_of_files_does_not_matter() -> None:
    other = Question("barriers/top", Path("top.cypher"), "Which?", "", (), QUESTION.returns, "", "RETURN 1")
    one, two = {"barriers/top": other, "drop_out/lost": QUESTION}, {"drop_out/lost": QUESTION, "barriers/top": other}
    assert as_markdown(one) == as_markdown(two)
    assert as_markdown(one).index("## Barriers") < as_markdown(one).index("## Drop out")


def test_the_page_names_every_question_once() -> None:
    headings = [line for line in as_markdown(find_questions().questions).splitlines() if line.startswith("### ")]
    assert headings == [f"### {name}" for name in find_questions().questions]
