"""Results on a screen and in a pipe."""

import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from graphmodel.output import write
from graphmodel.results import Result
from tests.support.tiers import examples


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def shown(frame: pd.DataFrame, stream: io.StringIO | None = None, **more: pd.DataFrame) -> str:
    stream = stream or io.StringIO()
    write(
        Result("x", "Who shares?", "Counts claims.", {"first": frame, **more}, ("Silence is not absence.",)),
        "table",
        stream,
    )
    return stream.getvalue()


def test_title_counts_rows_and_notes_are_there() -> None:
    text = shown(pd.DataFrame({"label": ["Analysts"], "n": pd.Series([3], dtype="Int64"), "yes": [True]}))
    for part in ("Who shares?", "Counts claims.", "label", "Analysts", "3", "yes", "Silence is not absence."):
        assert part in text
    assert "first" not in text


def test_several_tables_are_named() -> None:
    text = shown(pd.DataFrame({"a": [1]}), second=pd.DataFrame({"b": []}))
    assert "first (1 row)" in text
    assert "second (0 rows)" in text
    assert "(no rows)" in text


def test_claims_are_shortened_here_only() -> None:
    frame = pd.DataFrame({"n": [15], "claims": [[f"c{number:02}" for number in range(15)]]})
    assert "c00, c01, c02, +12 more" in shown(frame)
    crowded = pd.DataFrame(
        {f"text_{number}": ["some text"] * 12 for number in range(9)}
        | {"claims": [["claim-1", "claim-2", "claim-3"]] * 12}
    )
    assert "claim-1 +2 more" in shown(crowded).replace("\n", "")
    one = pd.DataFrame({"claims": [["c1"]]})
    assert "more" not in shown(one)


def test_lists_of_prose_have_an_entry_on_a_line() -> None:
    entries = [f"c{number}: " + "word " * 8 + "end" for number in range(2)]
    lines = [line.strip() for line in shown(pd.DataFrame({"cell": [entries]})).splitlines()]
    assert [line[:3] for line in lines if line.startswith("c") and ":" in line[:3]] == ["c0:", "c1:"]


def test_no_colour_codes_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = pd.DataFrame({"a": ["x"]})
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b" not in shown(frame)
    assert "\x1b[1m" in shown(frame, Terminal())


@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=14),
    st.integers(1, 14),
    st.sampled_from(["word ", "unbroken", "漢字"]),
)
@settings(deadline=None, max_examples=examples(60))
def test_nothing_is_wider_than_a_pipe_or_cut(widths: list[int], rows: int, piece: str) -> None:
    frame = pd.DataFrame(
        {f"c{number}": [(piece * width)[:width]] * rows for number, width in enumerate(widths)}
        | {"claims": [["k1"]] * rows}
    )
    text = shown(frame)
    assert all(cell_len(line) <= 120 for line in text.splitlines())
    assert "…" not in text
    assert "k1" in text
    named = text.replace("\n", " ")
    assert all(column in named for column in frame.columns)


def test_long_text_is_folded_and_whole() -> None:
    words = [f"word{number}" for number in range(60)]
    text = shown(pd.DataFrame({"claim": ["c1"] * 2, "summary": [" ".join(words), "short"]}))
    assert all(word in text for word in words)


def test_a_wide_table_with_few_rows_becomes_records() -> None:
    frame = pd.DataFrame({f"column_{number}": ["some text"] for number in range(12)} | {"empty": [None]})
    text = shown(frame)
    assert all(f"column_{number}" in text for number in range(12))
    assert "empty" not in text
    assert "--format" not in text


def test_a_wide_table_with_many_rows_names_what_is_left_out() -> None:
    frame = pd.DataFrame(
        {"start": ["act.quite_a_long_id"] * 20, "start_label": ["Analysts"] * 20}
        | {f"column_{number}": ["some text of the column"] * 20 for number in range(9)}
        | {"claims": [["c1"]] * 20}
    )
    text = shown(frame)
    assert "Analysts" in text
    assert "c1" in text
    left_out = text[text.rindex(": ") :]
    assert "start," in left_out
    assert "column_8" in left_out
    assert "--format csv" in left_out.replace("\n", " ")


def test_what_tells_rows_apart_and_numbers_come_before_text() -> None:
    counts = {f"number_of_{name}": [1] * 20 for name in ("claims", "speakers", "sources", "sites", "items")}
    frame = pd.DataFrame(
        {"factor": ["fac.x"] * 20, "factor_label": ["Silo working between many organisations"] * 20}
        | {f"text_{number}": ["some text of the column"] * 20 for number in range(4)}
        | counts
    )
    text = shown(frame)
    heading = text[: text.index("───")].replace("\n", " ")
    assert all(word in heading for word in ("factor_label", "claims", "speakers", "sources", "sites", "items"))
    assert "text_3" in text[text.rindex(": ") :]


def test_very_long_tables_are_cut_and_say_so() -> None:
    text = shown(pd.DataFrame({"n": range(1500)}))
    assert "… and 500 more rows" in text


def test_text_cannot_steer_the_terminal() -> None:
    text = shown(pd.DataFrame({"a": ["\x1b[2Jgone", "\u202eturned", "[bold]x[/bold]", ":smile:"]}), Terminal())
    assert "\x1b[2J" not in text
    assert "\u202e" not in text
    assert "[bold]x[/bold]" in text
    assert ":smile:" in text


def test_numbers_are_rounded_for_reading() -> None:
    text = shown(pd.DataFrame({"x": [0.123456, 1234.56, 1e-7]}))
    for told in ("0.123", "1234.6", "1e-07"):
        assert told in text


def test_a_name_that_is_to_be_typed_is_not_folded() -> None:
    names = ["diagnostic-and-change", "stakeholder-map"] * 20
    purpose = "Judge what you and your team can do with evidence, and learn from what became of it elsewhere."
    columns = {f"column_{number}": ["some words of text"] * 40 for number in range(5)}
    text = shown(pd.DataFrame({"name": names, "purpose": [purpose] * 40, **columns}))
    assert text.count("diagnostic-and-change") == 20
