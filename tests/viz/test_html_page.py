"""Self-contained pages: data that cannot break out, and a policy that lets only our own script run."""

import base64
import hashlib
import json
import math
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graphmodel_viz.html_page import as_json, self_contained, uncompressed

_texts = st.text(st.characters(exclude_categories=["Cs"]))
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _texts,
    lambda inner: st.lists(inner) | st.dictionaries(_texts, inner),
)


@pytest.mark.slow
@given(_values)
@example(["</script>", {"a & b": "\u2028 \u2029 -->"}])
def test_data_comes_out_as_it_went_in_and_holds_no_markup(value: object) -> None:
    text = as_json(value)
    assert json.loads(text) == value
    assert not set("<>&\u2028\u2029") & set(text)


def test_numbers_of_other_libraries_are_plain_and_what_is_unknown_is_null() -> None:
    value = {
        "a": np.int64(3),
        "b": np.float64(0.5),
        "c": np.bool_(True),
        "d": [pd.NA, math.nan, np.nan, math.inf, pd.NaT],
    }
    assert json.loads(as_json(value)) == {"a": 3, "b": 0.5, "c": True, "d": [None] * 5}


def test_half_a_letter_does_not_stop_a_page_from_being_written() -> None:
    assert as_json("a\ud800b").encode("utf-8")


def test_a_thing_that_is_not_data_is_refused() -> None:
    with pytest.raises(TypeError):
        as_json(object())


def made(newline: str) -> str:
    script = f"const a = 1;{newline}const b = 2;{newline}"
    return self_contained(
        "A <b>", f"<p>{newline}</p>", styles=["p{}"], scripts=[script], data={"d": ["</script><script>x()"]}
    )


def test_the_policy_names_every_script_and_style_whatever_the_line_ends() -> None:
    page = made("\r\n")
    assert page == made("\n")
    assert "\r" not in page
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert policy[1].startswith("default-src 'none'; ")
    assert "unsafe" not in policy[1]
    for element in ("script", "style"):
        for text in re.findall(rf"<{element}>(.*?)</{element}>", page, re.DOTALL):
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy[1]
    assert page.count("</script>") == 2
    assert "<title>A &lt;b&gt;</title>" in page


@pytest.mark.slow
@given(st.dictionaries(st.sampled_from(["data", "network"]), _values))
def test_compressed_data_come_out_as_they_went_in(data: dict[str, object]) -> None:
    made = [self_contained("A", "<p></p>", styles=[], scripts=[], data=data, compressed=one) for one in (True, False)]
    assert uncompressed(made[0]) == made[1] == uncompressed(made[1])


@pytest.mark.parametrize("text", ["'</script>'", "/* </STYLE */", "'<!--'"])
def test_a_script_that_would_end_itself_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="end of its own element"):
        self_contained("A", "", styles=[], scripts=[text], data={})
