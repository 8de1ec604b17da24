"""Lines that people copy, and text that they read."""

import os
import shlex

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graphmodel.wording import in_line, in_lines, typed


@pytest.mark.skipif(os.name == "nt", reason="shlex knows the shells of other systems")
@given(st.text(st.sampled_from("ab /\\'\"$`!();&|<>*-~é"), min_size=1))
@example("$(touch owned)")
@example("a'; touch owned; '")
def test_a_path_in_a_command_is_one_word_and_runs_nothing(path: str) -> None:
    shown = typed(path)
    (word,) = shlex.split(shown) if "\\" not in path else [path]
    assert word == path
    # In double quotation marks, or in none, the shell looks for these.
    if not shown.startswith("'"):
        assert not set(shown.strip('"')) & set('$`"!')
        assert shown.startswith('"') or not set(shown) & set(" ();&|<>*")


@given(st.text())
@example("a\nError: b\x85c\u2028d\x1b[2J\u202ee\ud800")
def test_text_in_a_line_stays_in_it(text: str) -> None:
    shown = in_line(text)
    assert len(shown.splitlines()) == (1 if shown else 0)
    assert "\x1b" not in shown
    assert all(line.startswith("  ") for line in in_lines(text).splitlines()[1:])
