"""What is written reads back equal, and hostile text stays text."""

import csv
import io
import json
import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from graphmodel.output import cells, write
from graphmodel.output.xlsx_writer import CUT, MOST_CHARACTERS, sheet_names
from graphmodel.problems import OutputError
from graphmodel.results import Result
from tests.support.tiers import examples

HOSTILE = [
    "=1+1",
    "+44 20",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "'=1",
    "＝1",
    '=HYPERLINK("http://x","y")',
    "#N/A",
    "a; b",
    'say "x", y',
    "two\nlines",
    "bell\x07 and nul\x00 and \x1b[31mred",
    "Ünï ☃ 漢 𝄞 e\u0301",
    "_x0041_",
    "<script>&amp;",
    "http://example.org",
    " spaces ",
    "1.10",
    "001",
    "TRUE",
    "",
    "lone \ud800 half",
    "[bold]not markup[/bold]",
    ":smile:",
]
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30))
RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "text": st.one_of(st.none(), TEXTS),
            "whole": st.one_of(st.none(), st.integers(-(2**62), 2**62)),
            "share": st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True)),
            "flag": st.one_of(st.none(), st.booleans()),
            "claims": st.one_of(st.none(), st.lists(TEXTS, max_size=4)),
        }
    ),
    max_size=6,
)
quick = settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def frame_of(records: list[dict[str, Any]]) -> pd.DataFrame:
    of = {name: [record[name] for record in records] for name in ("text", "whole", "share", "flag", "claims")}
    return pd.DataFrame(
        {
            "text": pd.Series(of["text"], dtype=object),
            "whole": pd.Series(of["whole"], dtype="Int64"),
            "share": pd.Series([None if x is None else x for x in of["share"]], dtype="float64"),
            "flag": pd.Series(of["flag"], dtype="boolean"),
            "claims": pd.Series(of["claims"], dtype=object),
        }
    )


def result(*frames: pd.DataFrame, **named: pd.DataFrame) -> Result:
    tables = {f"table_{number}": frame for number, frame in enumerate(frames, start=1)} | named
    return Result("made_up", "A made-up result", "Counts nothing.", tables, ("A note.",))


def shown(made: Result, form: str) -> str:
    stream = io.StringIO()
    write(made, form, stream)
    return stream.getvalue()


def number(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else value


# --- JSON


@given(RECORDS)
@quick
def test_json_reads_back_equal(records: list[dict[str, Any]]) -> None:
    text = shown(result(frame_of(records)), "json")
    text.encode("utf-8")
    assert json.loads(text, parse_constant=pytest.fail) == [
        record | {"share": number(record["share"])} for record in records
    ]


def test_several_tables_are_an_object_of_lists() -> None:
    made = result(funnel=pd.DataFrame({"n": pd.Series([1], dtype="Int64")}), hazard=pd.DataFrame({"h": []}))
    assert json.loads(shown(made, "json")) == {"funnel": [{"n": 1}], "hazard": []}
    assert json.loads(shown(result(), "json")) == {}


def test_json_keeps_letters_as_they_are() -> None:
    assert "Préfecture ☃" in shown(result(pd.DataFrame({"a": ["Préfecture ☃"]})), "json")


# --- CSV


def csv_text(text: str) -> str:
    return cells.clean(text)


def unguarded(text: str) -> str:
    """What formulas are guarded by is an apostrophe, so all of them are left out of comparisons."""
    return text.replace("'", "")


@given(RECORDS)
@quick
def test_csv_reads_back_equal(records: list[dict[str, Any]]) -> None:
    rows = list(csv.DictReader(io.StringIO(shown(result(frame_of(records)), "csv"), newline="")))
    assert len(rows) == len(records)
    for row, record in zip(rows, records, strict=True):
        assert unguarded(row["text"]) == unguarded(csv_text(record["text"] or ""))
        assert row["whole"] == ("" if record["whole"] is None else str(record["whole"]))
        share = number(record["share"])
        assert (float(row["share"]) if row["share"] else None) == share
        assert row["flag"] == {None: "", True: "true", False: "false"}[record["flag"]]
        assert unguarded(row["claims"]) == unguarded(csv_text("; ".join(record["claims"] or [])))


@given(TEXTS)
@example("\t\n=1")
@quick
def test_no_text_in_csv_begins_a_formula(text: str) -> None:
    (row,) = csv.DictReader(
        io.StringIO(shown(result(pd.DataFrame({"a": [text], "b": "x"}, dtype=object)), "csv"), newline="")
    )
    assert not row["a"].startswith(tuple("=+-@\t\r\n＝＋－＠"))


@given(st.lists(st.sampled_from([*"=+-@;,\t\n'\"x ＝", "- y"]), max_size=8).map("".join))
@example("x;=1+1;y")
@example('"x\n=1+1\ny"')
@quick
def test_no_separator_makes_a_formula_of_a_piece_of_a_text(text: str) -> None:
    """A reader that expects another separator sees no quotation marks there, and begins a cell after any of its own."""
    written = shown(result(pd.DataFrame({"a": ["c1"], "b": [text], "c": ["z"]}, dtype=object)), "csv")
    for line in written.splitlines():
        for separator in ";\t":
            for cell in line.split(separator)[1:]:
                assert not cell.lstrip(" ").startswith(tuple("=+-@＝＋－＠"))
        assert not line.startswith(tuple("=+@＝＋－＠"))


CELLS = json.loads((Path(__file__).parents[1] / "support" / "cells.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", CELLS, ids=lambda case: ascii(case["value"]))
def test_cells_are_those_that_the_page_saves(case: dict[str, Any]) -> None:
    """The page makes cells safe by itself: a test under Node reads the same cases."""
    frame = pd.DataFrame({"before": ["x"], "value": pd.Series([case["value"]], dtype=object)})
    (_, row) = csv.reader(io.StringIO(shown(result(frame), "csv"), newline=""))
    assert row == ["x", case["text"]]


def test_points_of_a_list_stay_as_they_are() -> None:
    frame = pd.DataFrame({"text": ["Two points:\n- one\n- two; three", "a; b"]})
    assert shown(result(frame), "csv") == 'text\n"Two points:\n- one\n- two; three"\na; b\n'


def test_numbers_below_zero_stay_numbers() -> None:
    frame = pd.DataFrame({"n": pd.Series([-2], dtype="Int64"), "x": [-0.5], "text": ["-2"]})
    assert shown(result(frame), "csv").splitlines()[1] == "-2,-0.5,'-2"


def test_pandas_reads_the_file_back(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"label": ["é, x", "b\nc", None], "n": pd.Series([1, None, 3], dtype="Int64"), "yes": [True, False, True]}
    )
    path = tmp_path / "out.csv"
    write(result(frame), "csv", path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbflabel")
    read = pd.read_csv(path, dtype={"n": "Int64"})
    pd.testing.assert_frame_equal(read, frame.astype({"label": read["label"].dtype}))


def test_several_tables_need_a_folder(tmp_path: Path) -> None:
    made = result(pd.DataFrame({"a": [1]}), pd.DataFrame({"b": ["é"]}))
    for output in (io.StringIO(), tmp_path / "out.csv"):
        with pytest.raises(OutputError, match=r"2 tables \(table_1, table_2\).*to_csv"):
            write(made, "csv", output)
    assert list(tmp_path.iterdir()) == []
    write(made, "csv", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["about.txt", "table_1.csv", "table_2.csv"]
    assert (tmp_path / "out" / "table_2.csv").read_text("utf-8-sig") == "b\né\n"
    assert (tmp_path / "out" / "about.txt").read_text("utf-8") == "A made-up result\n\nCounts nothing.\n\nA note.\n"


# --- Workbooks


@given(RECORDS)
@settings(quick, max_examples=examples(20))
def test_workbook_reads_back_equal(tmp_path: Path, records: list[dict[str, Any]]) -> None:
    path = tmp_path / "out.xlsx"
    write(result(frame_of(records).assign(row=1)), "xlsx", path)
    sheet = load_workbook(path)["table_1"]
    rows = list(sheet.iter_rows(min_row=2))
    assert len(rows) == len(records)
    for row, record in zip(rows, records, strict=True):
        text, whole, share, flag, claims, _ = row
        assert (text.value or "") == csv_text(record["text"] or "")
        assert (claims.value or "") == csv_text("; ".join(record["claims"] or []))
        exact = record["whole"] is not None and abs(record["whole"]) <= 2**53
        assert whole.value == (record["whole"] if exact or record["whole"] is None else str(record["whole"]))
        # Excel holds 15 digits, so the last bit of a float may go.
        wanted = number(record["share"])
        if wanted is not None and abs(wanted) > 9.99e307:
            assert share.value == str(wanted)
        else:
            assert share.value == (None if wanted is None else pytest.approx(wanted, rel=1e-14))
        assert flag.value is record["flag"]


def test_nothing_in_a_workbook_is_a_formula_or_a_link(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write(
        result(pd.DataFrame({f"{place}": [text] for place, text in enumerate(HOSTILE) if text}, dtype=object)),
        "xlsx",
        path,
    )
    sheet = load_workbook(path)["table_1"]
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type == "s", cell.value
            assert cell.hyperlink is None
    quoted = {cell.value for cell in sheet[2] if cell.quotePrefix}
    assert {"=1+1", "-2", "@SUM(A1)"} <= quoted


def test_header_filter_and_about(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write(result(pd.DataFrame({"a": [1], "b": ["x"]}), pd.DataFrame({"c": []})), "xlsx", path)
    book = load_workbook(path)
    assert book.sheetnames == ["table_1", "table_2", "about"]
    sheet = book["table_1"]
    assert sheet["A1"].font.b
    assert not sheet["A2"].font.b
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B2")
    about = {row[0].value: row[1].value for row in book["about"].iter_rows(min_row=2)}
    assert about["title"] == "A made-up result"
    assert about["what is counted"] == "Counts nothing."
    assert about["note"] == "A note."
    assert about["made by"].startswith("graphmodel ")


@pytest.mark.parametrize("letter", ["a", "𝄞"])
def test_long_text_is_cut_with_a_remark(tmp_path: Path, letter: str) -> None:
    path = tmp_path / "out.xlsx"
    fits = "b" * MOST_CHARACTERS
    write(result(pd.DataFrame({"a": [letter * 40_000, fits]})), "xlsx", path)
    sheet = load_workbook(path)["table_1"]
    cut, whole = sheet["A2"].value, sheet["A3"].value
    assert cut.endswith(CUT)
    assert cut.startswith(letter * 16_000)
    assert MOST_CHARACTERS - 1 <= len(cut.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    assert whole == fits


@given(st.lists(st.text(max_size=40), max_size=8))
@example(["a" * 40, "A" * 40, "a" * 31])
@example(["about", "History", "a/b", "a:b", "'x'", "", "[]"])
@quick
def test_sheet_names_are_valid_and_unique(tables: list[str]) -> None:
    names = sheet_names(tables)
    assert len(names) == len(tables)
    assert len({name.casefold() for name in [*names, "about"]}) == len(tables) + 1
    for name in names:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name


def test_the_same_result_gives_the_same_bytes(tmp_path: Path) -> None:
    made = result(pd.DataFrame({"a": ["x", None]}), pd.DataFrame({"b": [1.5]}))
    for name in ("one.xlsx", "two.xlsx"):
        write(made, "xlsx", tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_workbook_cannot_go_to_the_screen() -> None:
    with pytest.raises(OutputError, match=r"result\.xlsx"):
        write(result(pd.DataFrame({"a": [1]})), "xlsx", io.StringIO())


# --- Files


@pytest.mark.parametrize("form", ["table", "csv", "json", "xlsx"])
def test_a_file_is_replaced_whole(tmp_path: Path, form: str) -> None:
    path = tmp_path / ("out.txt" if form == "table" else f"out.{form}")
    write(result(pd.DataFrame({"a": [0]})), form, path)
    old = path.read_bytes()
    write(result(pd.DataFrame({"a": [1]})), form, path)
    assert path.read_bytes() != old
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.slow
@pytest.mark.parametrize("form", ["table", "csv", "json", "xlsx"])
def test_an_open_file_is_left_as_it_was(tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to replace a file that Excel has open."""
    path = tmp_path / ("out.txt" if form == "table" else f"out.{form}")
    write(result(pd.DataFrame({"a": [0]})), form, path)
    old = path.read_bytes()

    def refuse(self: Path, target: object) -> None:
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match="open in another program"):
        write(result(pd.DataFrame({"a": [1]})), form, path)
    assert path.read_bytes() == old
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_folder_that_is_not_there_or_in_the_way_is_said(tmp_path: Path) -> None:
    made = result(pd.DataFrame({"a": [1]}))
    with pytest.raises(OutputError, match="There is no folder"):
        write(made, "json", tmp_path / "nowhere" / "out.json")
    with pytest.raises(OutputError, match="is a folder"):
        write(made, "json", tmp_path)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(OutputError, match="table, csv, json, xlsx"):
        write(result(pd.DataFrame({"a": [1]})), "pdf", io.StringIO())
