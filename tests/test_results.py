"""What a result shows of itself in a notebook, and what it says of a table that it has not."""

import pandas as pd
import pytest

from graphmodel.problems import NotFound
from graphmodel.results import Result

FRAME = pd.DataFrame({"label": ["<script>alert(1)</script>", "x" * 5000]})
RESULT = Result("n", "<b>title</b>", "counts & <i>", {"first": FRAME, "second": FRAME}, ("note <img>",))


def test_a_notebook_runs_nothing_that_a_study_holds():
    html = RESULT._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "<b>" not in html
    assert "<img" not in html


def test_a_notebook_cuts_long_cells_and_the_frame_does_not():
    assert "x" * 250 in RESULT._repr_html_()
    assert "x" * 301 not in RESULT._repr_html_()
    assert "x" * 5000 in RESULT.frame["label"].tolist()


def test_a_table_that_is_not_there_is_answered_with_those_that_are():
    with pytest.raises(NotFound, match=r"There is no table 'third' in this result\. It has: first, second\."):
        RESULT["third"]
