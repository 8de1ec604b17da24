"""Packed frames: short, and each value can be had back; the page reads them (``viz/page/test/decode.test.js``)."""

from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from graphmodel_viz.explorer.packing import LETTERS, pack

TEXTS = st.text("ab-1é\U0001f600", max_size=8)
COLUMNS = st.lists(st.one_of(st.none(), TEXTS), max_size=30) | st.lists(
    st.one_of(st.none(), st.integers()), max_size=30
)


def unpacked(packed: dict[str, Any]) -> list[Any]:
    """The values of the one column, by what the packing says of its forms; signs are those of JavaScript."""
    column, rows = packed["columns"].get("x"), packed["rows"]
    if column is None:
        return [None] * rows
    whole = column.get("plain")
    words = column.get("words")
    if "ends" in column:
        before, texts = b"", []
        for start, end in zip(column["starts"], column["ends"], strict=True):
            before = before[: 2 * LETTERS.index(start)] + end.encode("utf-16-le")
            texts.append(before.decode("utf-16-le"))
        whole, words = texts, texts
    if "letters" in column:
        return [None if letter == "-" else words[LETTERS.index(letter)] for letter in column["letters"]]
    if "at" in column:
        return [None if at < 0 else words[at] for at in column["at"]]
    if "gaps" in column:
        found: list[Any] = [None] * rows
        at = -1
        for gap, value in zip(column["gaps"], whole, strict=True):
            at += gap + 1
            found[at] = value
        return found
    return list(whole)


@given(COLUMNS)
def test_every_value_can_be_had_back(values: list[Any]) -> None:
    assert unpacked(pack(pd.DataFrame({"x": pd.Series(values, dtype=object)}))) == values


def test_ids_that_begin_alike_and_rare_values_are_short() -> None:
    ids = [f"chapter 4, line {number}" for number in range(400)]
    packed = pack(pd.DataFrame({"x": ids}))
    assert len(str(packed)) < len(str(ids)) / 2
    rare = [None] * 400
    rare[7] = 1  # type: ignore[call-overload]  # one number among nothing
    assert len(str(pack(pd.DataFrame({"x": pd.Series(rare, dtype=object)})))) < 80
