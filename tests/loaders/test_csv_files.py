"""CSV files as Excel and others save them, and files that are broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.problems import Problems
from graphmodel_loaders import read_study
from graphmodel_loaders.csv_file import open_csv_table
from tests.support.checking import errors, of_rule, only, run_check
from tests.support.studies import as_csv, tiny_study, tiny_tables, with_cell, with_row

CLAIMS = as_csv(with_cell("claims", 2, "summary", "Café and “naïve” menus – tasted; twice."))


def read(path, name="actors"):
    """All rows of one file (number, cells), and the problems."""
    problems = Problems()
    table = open_csv_table(name, path, problems)
    rows = []
    if table is not None:
        for batch in table.batches(problems, lambda _: None):
            assert len(batch.rows) == batch.data.num_rows
            rows += zip(batch.rows.to_pylist(), (tuple(row.values()) for row in batch.data.to_pylist()), strict=True)
    return rows, problems


def saved_as(text: str, how: str) -> bytes:
    if how == "semicolon":
        return text.replace(",", ";").encode()
    return {
        "bom": text.encode("utf-8-sig"),
        "cp1252": text.encode("cp1252"),
        "crlf": text.replace("\n", "\r\n").encode(),
        "cr": text.replace("\n", "\r").encode(),
        "utf-16": text.encode("utf-16"),
        "utf-16-be": b"\xfe\xff" + text.encode("utf-16-be"),
        "excel": text.replace("\n", "\r\n").encode("utf-8-sig"),
        "tabs": text.replace(",", "\t").encode(),
    }[how]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("bom", "byte order mark"),
        ("cp1252", "Windows-1252"),
        ("crlf", ""),
        ("cr", ""),
        ("utf-16", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("excel", "byte order mark"),
    ],
)
def test_files_saved_in_other_ways_are_read_the_same_and_noted(tmp_path, how, said):
    check = run_check(tiny_study(tmp_path, claims=saved_as(CLAIMS, how)))
    assert errors(check) == []
    notes = [p for p in of_rule(check, "read_as") if p.table == "claims"]
    assert [(note.severity, said in note.what) for note in notes] == ([("note", True)] if said else [])
    plain = read_study(tiny_study(tmp_path / "plain", claims=CLAIMS))
    odd = read_study(tmp_path / "school_meals")
    tables = [
        [b.data.to_pydict() for b in s.tables["claims"].batches(Problems(), lambda _: None)] for s in (plain, odd)
    ]
    assert tables[0][0] == tables[1][0]
    assert tables[0][0]["summary"][0] == "Café and “naïve” menus – tasted; twice."


@pytest.mark.parametrize(("how", "said"), [("semicolon", "semicolons"), ("tabs", "tabs")])
def test_other_separators(tmp_path, how, said):
    check = run_check(tiny_study(tmp_path, sites=saved_as(as_csv(tiny_tables()["sites"]), how)))
    assert errors(check) == []
    assert said in only(check, "read_as").what


@pytest.mark.parametrize("line", ["sep=;\n", "sep=;\r\n", '"sep=;"\n', "SEP=;\n"])
def test_a_first_line_that_names_the_separator(tmp_path, line):
    text = line + as_csv(tiny_tables()["sites"]).replace(",", ";")
    check = run_check(tiny_study(tmp_path, sites=text))
    assert errors(check) == []
    assert check.tables["sites"]["_row"].to_pylist() == [2]  # Excel does not show the first line


def test_header_names_are_tidied(tmp_path):
    text = as_csv(tiny_tables()["evidence"]).replace(
        "evidence,label,evidence_type", "Evidence, LABEL ,Evidence Type", 1
    )
    check = run_check(tiny_study(tmp_path, evidence=text))
    assert errors(check) == []
    assert check.tables["evidence"]["evidence_type"].to_pylist() == ["survey", "audit", "hearsay"]


@pytest.mark.parametrize("content", [b"", b"\n", b"   \r\n", b"\xef\xbb\xbf"])
def test_an_empty_file(tmp_path, content):
    check = run_check(tiny_study(tmp_path, verdicts=content))
    assert only(check, "empty_file").file == "verdicts.csv"


def test_a_blank_first_row(tmp_path):
    check = run_check(tiny_study(tmp_path, verdicts=b",,,\nsite.north,fac.distance,confirms,x\n"))
    assert (only(check, "no_header").file, only(check, "no_header").row) == ("verdicts.csv", 1)


def test_a_duplicate_column_name(tmp_path):
    check = run_check(tiny_study(tmp_path, verdicts="site,factor,verdict,Site\nsite.north,fac.distance,confirms,\n"))
    problem = only(check, "doubled_column")
    assert (problem.column, problem.row) == ("site", 1)
    assert "columns 1, 4" in problem.what


def test_trailing_columns_without_name_or_content_are_dropped(tmp_path):
    check = run_check(tiny_study(tmp_path, verdicts="site,factor,verdict,,\nsite.north,fac.distance,confirms,,\n"))
    assert errors(check) == []
    assert check.tables["verdicts"].column_names[:3] == ["site", "factor", "verdict"]


def test_content_below_no_name(tmp_path):
    check = run_check(tiny_study(tmp_path, verdicts="site,factor,verdict,\nsite.north,fac.distance,confirms,but\n"))
    problem = only(check, "unnamed_column")
    assert (problem.row, problem.value) == (2, "but")
    assert "Column 4" in problem.what


def test_ragged_rows_are_named_and_counted(tmp_path):
    lines = as_csv(tiny_tables()["actors"]).splitlines()
    lines[2] += ",more"
    lines.insert(4, "act.short")
    check = run_check(tiny_study(tmp_path, actors="\n".join(lines) + "\n"))
    found = of_rule(check, "ragged_row")
    assert [(p.row, p.file) for p in found] == [(3, "actors.csv"), (5, "actors.csv")]
    assert all(count in found[0].what for count in ("6", "5"))
    counts = check.counts["actors"]
    assert (counts.read, counts.taken, counts.rejected) == (5, 3, 2)
    assert check.tables["actors"]["_row"].to_pylist() == [2, 4, 6]
    # c6 names the councillor, whose row is the ragged one: that is said, and not that there is none.
    assert [(p.row, "actors row 3" in p.what) for p in of_rule(check, "names_left_out")] == [(7, True)]


def test_rows_with_line_breaks_in_cells_count_as_one(tmp_path):
    text = as_csv(with_cell("actors", 2, "hair", "grey\nand\nwild")) + "act.x,,,,\n"
    check = run_check(tiny_study(tmp_path, actors=text))
    assert only(check, "missing_value").row == 6
    assert check.tables["actors"]["hair"].to_pylist()[0] == "grey\nand\nwild"


def test_a_quotation_mark_that_is_never_closed(tmp_path):
    lines = CLAIMS.splitlines()
    lines[3] = lines[3].replace('far."', "far.")
    check = run_check(tiny_study(tmp_path, claims="\n".join(lines) + "\n", coding_notes=None))
    problem = of_rule(check, "unclosed_quote")[0]
    assert (problem.severity, problem.row) == ("error", 4)
    assert check.counts["claims"].taken == 2


def test_two_stray_marks_hide_the_rows_between_them(tmp_path):
    lines = CLAIMS.splitlines()
    lines[1] = lines[1].replace(",Café", ',"Café')
    lines[5] = lines[5].replace(",Parents did", ',"Parents did')
    check = run_check(tiny_study(tmp_path, claims="\n".join(lines) + "\n", coding_notes=None))
    assert of_rule(check, "unclosed_quote")[0].row == 2


def test_a_cell_with_whole_rows_that_is_closed_where_a_cell_ends(tmp_path):
    lines = CLAIMS.splitlines()
    columns = lines[0].count(",") + 1
    before = lines[1].split(",")
    before[columns // 2] = f'"{before[columns // 2]}'
    after = [*lines[3].split(",")[: columns // 2], 'the end"', *before[columns // 2 + 1 :]]
    text = "\n".join([lines[0], ",".join(before), lines[2], ",".join(after), *lines[4:]])
    check = run_check(tiny_study(tmp_path, claims=text + "\n", coding_notes=None))
    assert of_rule(check, "unclosed_quote")[0].row == 2


def test_quotation_marks_inside_plain_cells_are_text(tmp_path):
    rows, problems = read(_file(tmp_path, 'actor,label\na,5" pipe\nb,"6"" pipe"\n'))
    assert rows == [(2, ("a", '5" pipe')), (3, ("b", '6" pipe'))]
    assert len(problems) == 0


def test_bytes_that_are_not_text_name_their_row(tmp_path):
    # The file is UTF-8 (é is two bytes), so the lone byte FF is damage and not Windows-1252.
    rows, problems = read(_file(tmp_path, b"actor,label\na,caf\xc3\xa9\nb,br\xffken\nc,fine\n"))
    assert [row for row, _ in rows] == [2, 4]
    (problem,) = problems
    assert (problem.rule, problem.row, problem.column, problem.severity) == ("undecodable", 3, "label", "error")


def test_bytes_that_windows_1252_does_not_have(tmp_path):
    _, problems = read(_file(tmp_path, b"actor,label\na,br\x81ken\n"))
    assert [p.rule for p in problems] == ["undecodable"]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85"])
def test_control_characters(tmp_path, character):
    rows, problems = read(_file(tmp_path, f"actor,label\na,x{character}y\nb,fine\n"))
    assert [row for row, _ in rows] == [3]
    (problem,) = problems
    assert (problem.rule, problem.row, problem.column) == ("control_character", 2, "label")
    assert character not in problem.value


def test_spaces_around_cells_are_dropped(tmp_path):
    rows, _ = read(_file(tmp_path, "actor,label\n a ,\u00a0Ann\t\n"))
    assert rows == [(2, ("a", "Ann"))]


@pytest.mark.slow
def test_files_larger_than_a_block_keep_their_row_numbers(tmp_path):
    text = "x" * 2_000
    lines = [f"a{i},{text}" if i % 1000 else f"a{i}" for i in range(12_000)]
    rows, problems = read(_file(tmp_path, "actor,label\n" + "\n".join(lines) + "\n"))
    assert all(cells[0] == f"a{number - 2}" for number, cells in rows)
    assert [p.row for p in problems] == [i + 2 for i in range(0, 12_000, 1000)]


@pytest.mark.slow
def test_two_files_that_are_one_table(tmp_path):
    folder = tiny_study(tmp_path)
    (folder / "Sites.tsv").write_text("site\tlabel\n")
    found = errors(run_check(folder))
    assert found[0].rule == "doubled_table"
    assert {p.rule for p in found[1:]} == {"missing_table"}


@pytest.mark.slow
@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["C"]), max_size=8), min_size=3, max_size=3), max_size=8)
)
def test_what_a_csv_writer_writes_is_read(tmp_path_factory, cells):
    rows = [dict(zip(("actor", "label", "hair"), row, strict=True)) for row in cells]
    path = _file(tmp_path_factory.mktemp("csv"), as_csv(rows, ("actor", "label", "hair")))
    found, problems = read(path)
    expected = [(i, tuple(c.strip() for c in row)) for i, row in enumerate(cells, 2) if any(c.strip() for c in row)]
    assert found == expected
    assert problems.errors == 0


def _file(folder, content):
    path = folder / "actors.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_many_rows_of_one_study_add_up(tmp_path):
    check = run_check(tiny_study(tmp_path, actors=with_row("actors", actor="act.cook", label="Again")))
    for counts in check.counts.values():
        assert counts.read == counts.taken + counts.rejected


@pytest.mark.parametrize("row", [2, 4, 7])
def test_rows_below_an_open_quotation_mark_are_counted_as_left_out(tmp_path, row):
    lines = as_csv(tiny_tables()["claims"]).splitlines()
    lines[row - 1] = lines[row - 1].replace(",src.", ',"src.', 1)
    check = run_check(tiny_study(tmp_path, claims="\n".join(lines) + "\n", coding_notes=None))
    counts = check.counts["claims"]
    assert (counts.read, counts.taken, counts.rejected) == (6, row - 2, 8 - row)
    assert of_rule(check, "unclosed_quote")[0].row == row


@pytest.mark.parametrize(("table", "first", "last"), [("claims", 3, 5), ("claims", 2, 7), ("sources", 2, 3)])
def test_two_stray_marks_hide_no_row_from_the_counts(tmp_path, table, first, last):
    """Behind the last cell of one row and that of a later one, so that the number of marks is even."""
    rows = tiny_tables()[table]
    lines = as_csv(rows).splitlines()
    for row in (first, last):
        head, _, cell = lines[row - 1].rpartition(",")
        lines[row - 1] = f'{head},"{cell}""'
    check = run_check(tiny_study(tmp_path, **{table: "\n".join(lines) + "\n"}, coding_notes=None))
    counts = check.counts[table]
    assert (counts.read, counts.taken, counts.rejected) == (len(rows), first - 2, len(rows) - first + 2)
    assert of_rule(check, "unclosed_quote")[0].row == first


def test_a_quoted_cell_with_line_breaks_and_many_commas_is_taken(tmp_path):
    rows = tiny_tables()["claims"]
    rows[0]["summary"] = "They asked:\n" + ", ".join("abcdefghijklmnopqrstuvwxyz") + '\nand so on, "x", "y"'
    check = run_check(tiny_study(tmp_path, claims=rows))
    assert errors(check) == []
    assert check.counts["claims"].taken == 6


@pytest.mark.parametrize(
    ("above", "delete"),
    [
        ("Claims of the study\n", "Delete row 1,"),
        ("Claims of the study\n\n", "Delete rows 1 and 2,"),
        ("Claims\nmade in March, by us\n\n", "Delete rows 1 to 3,"),
        (",,,\n", "Delete row 1,"),
    ],
)
def test_a_title_above_the_header_is_one_error_and_the_others_are_found(tmp_path, above, delete):
    text = above + as_csv(with_cell("claims", 2, "polarity", "perhaps"))
    check = run_check(tiny_study(tmp_path, claims=text, coding_notes=None))
    title, word = of_rule(check, "title_above_header")[0], of_rule(check, "bad_word")[0]
    assert [problem.rule for problem in errors(check)] == ["title_above_header", "bad_word"]
    assert title.row == above.count("\n") + 1
    assert title.remedy.startswith(delete)
    assert (word.row, word.value) == (above.count("\n") + 2, "perhaps")
    assert (check.counts["claims"].read, check.counts["claims"].taken) == (6, 5)


def test_a_second_column_of_one_name_is_one_error_and_the_others_are_found(tmp_path):
    rows = [row | {"Summary": "again"} for row in with_cell("claims", 2, "polarity", "perhaps")]
    check = run_check(tiny_study(tmp_path, claims=rows, coding_notes=None))
    assert [problem.rule for problem in errors(check)] == ["doubled_column", "bad_word"]
    assert check.counts["claims"].taken == 5


def test_line_ends_of_windows_are_not_worth_a_note(tmp_path):
    check = run_check(tiny_study(tmp_path, claims=as_csv(tiny_tables()["claims"]).replace("\n", "\r\n")))
    assert of_rule(check, "read_as") == []
    assert check.counts["claims"].taken == 6


def test_a_soft_line_break_of_word_is_a_line_break(tmp_path):
    check = run_check(tiny_study(tmp_path, actors=with_cell("actors", 2, "label", "Head\vcook")))
    assert errors(check) == []
    assert check.tables["actors"]["label"][0].as_py() == "Head\ncook"


@pytest.mark.slow
def test_a_cell_with_a_whole_interview(tmp_path):
    text = "word, \n" * 25_000
    study = tiny_study(tmp_path, claims=with_cell("claims", 2, "summary", text))
    (study / "own.csv").write_text(",".join(f"c{i}" for i in range(100_000)) + "\n", "utf-8")
    check = run_check(study)
    assert [problem.file for problem in errors(check)] == ["own.csv"]
    assert check.counts["claims"].taken == check.counts["claims"].read == 6
