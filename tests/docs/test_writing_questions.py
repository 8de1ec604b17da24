"""The example question of docs/writing-questions.md is read and answers on the bundled study."""

import re
from pathlib import Path

import pytest

from graphmodel.api.opened import OpenStudy
from graphmodel.queries.question import read_question
from graphmodel.queries.run import ask

PAGE = Path(__file__).parents[2] / "docs" / "writing-questions.md"


@pytest.mark.slow
def test_the_example_answers(tmp_path: Path, study: OpenStudy) -> None:
    found = re.search(r"```cypher\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found is not None
    file = tmp_path / "by_seniority.cypher"
    file.write_text(found[1], "utf-8")
    answer = ask(study.engine, read_question(file, "barriers/by_seniority"), {}, study.settings.focus).frame
    actors, claims = study.frames.nodes("Actor").set_index("id"), study.frames.claims.set_index("claim")
    assert len(answer) > 5
    for row in answer.to_dict("records"):
        told = claims.loc[row["claims"]]
        assert set(told["object"]) == {row["factor"]}
        assert set(actors.loc[told["speaker"], "seniority"]) == {row["seniority"]}
        assert len(told) == row["n_claims"] >= 2
