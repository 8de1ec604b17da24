"""Text cells as typed values."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.graph.columns import split_list, typed


@pytest.mark.parametrize(
    ("cell", "entries"),
    [
        ("", None),
        (" ; ;", None),
        ("a", ["a"]),
        ("a;b", ["a", "b"]),
        ("a ; b;;c;", ["a", "b", "c"]),
        ("1.10; 1.1", ["1.10", "1.1"]),
        ("two words; more", ["two words", "more"]),
        ("a;\u00a0b\u2003;c", ["a", "b", "c"]),  # spaces that a word processor leaves
        ("a\n;b", ["a", "b"]),
        ("b; a;b;c; a", ["b", "a", "c"]),  # an entry that comes again stands once
    ],
)
def test_lists(cell: str, entries: list[str] | None) -> None:
    assert split_list(pa.array([cell], pa.string())).to_pylist() == [entries]


@given(st.lists(st.text(st.sampled_from("ab;,. \n\u00a0é'"), max_size=12)))
def test_lists_are_split_as_plainly_as_python_does(cells: list[str]) -> None:
    cells = [cell.strip() for cell in cells]  # the loader has trimmed them
    plain = [list(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip())) or None for cell in cells]
    assert split_list(pa.array(cells, pa.string())).to_pylist() == plain


@pytest.mark.parametrize(
    ("kind", "cells", "values"),
    [
        ("text", ["", "NA", "1.10"], [None, "NA", "1.10"]),
        ("integer", ["", "0", "007", "unknown"], [None, 0, 7, None]),
        ("boolean", ["", "yes", "no"], [None, True, False]),
    ],
)
def test_cells(kind: str, cells: list[str], values: list[object]) -> None:
    assert typed(pa.array(cells, pa.string()), kind).to_pylist() == values  # type: ignore[arg-type]


def test_an_empty_column_keeps_its_type() -> None:
    assert typed(pa.chunked_array([], pa.string()), "integer").type == pa.int64()
