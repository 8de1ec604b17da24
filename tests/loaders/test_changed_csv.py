"""Changed CSV files: what is asked for changes, and every other row keeps its bytes."""

import codecs
import csv
import io
import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.changes import StudyChange, TableChange
from graphmodel.problems import ChangeRefused, StudyError
from graphmodel_loaders import read_study
from graphmodel_loaders.changing import changed_files, rows_of
from tests.support.tiers import examples


def of_table(folder: Path, content: bytes, name: str = "coding_notes.csv") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "study.toml").write_text('id = "x"\ntitle = "X"\n')
    (folder / name).write_bytes(content)
    return folder


def changed(folder: Path, change: TableChange, table: str = "coding_notes") -> bytes:
    made = changed_files(read_study(folder), StudyChange("test", "test", {table: change}))
    return made.files[0][2] if made.files else b""


@pytest.mark.slow
def test_a_file_keeps_its_form(tmp_path: Path) -> None:
    forms = itertools.product(["\n", "\r\n", "\r"], ",;\t", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    for number, (end, separator, encoding) in enumerate(forms):
        rows = [["claim", "note"], ["c1", "é one"], ["c2", '"a ""b"""'], ["", ""], ["c3", '"plain"'], ["c4", "é"]]
        lines = [separator.join(row) for row in rows]
        study = of_table(tmp_path / str(number), end.join(lines).encode(encoding))  # no end behind the last row
        change = TableChange({3: {"note": "new"}, 5: {"note": "x"}}, [{"claim": "c9", "note": f"a{separator}b"}])
        lines[2], lines[4] = f'c2{separator}"new"', f'c3{separator}"x"'
        lines.append(f'c9{separator}"a{separator}b"')
        assert changed(study, change) == end.join(lines).encode(encoding)


def test_rows_keep_their_numbers_below_titles_and_line_breaks(tmp_path: Path) -> None:
    text = 'sep=;\nclaim;note\nc1;"two\n\nlines"\n\nc2;here\nc3;too;many\nc4;last\n'
    study = of_table(tmp_path / "s", text.encode())
    rows = rows_of(read_study(study), "coding_notes")
    assert rows == [
        (2, {"claim": "c1", "note": "two\n\nlines"}),
        (4, {"claim": "c2", "note": "here"}),
        (6, {"claim": "c4", "note": "last"}),
    ]
    assert (
        changed(study, TableChange({4: {"note": "there"}}, remove=frozenset({2})))
        == text.replace('c1;"two\n\nlines"\n', "").replace("c2;here", "c2;there").encode()
    )


def test_a_new_column_goes_to_the_end_of_every_row(tmp_path: Path) -> None:
    text = '"claim","note"\n"c1","one"\n\n"c2","two","three"\n"c3","four"'
    study = of_table(tmp_path / "s", text.encode())
    new = changed(study, TableChange({2: {"seen": "yes"}}, [{"claim": "c4", "seen": "no"}]))
    assert new.decode().split("\n") == [
        '"claim","note","seen"',
        '"c1","one","yes"',
        "",
        '"c2","two","three",""',  # still one cell too many, and not lost
        '"c3","four",""',
        '"c4","","no"',
    ]


def test_bytes_that_are_not_text_stay_and_new_letters_change_the_encoding(tmp_path: Path) -> None:
    damaged = b"claim,note\nc1,caf\xe9\nc2,\xc3\xa9\xff\nc3,x\n"
    study = of_table(tmp_path / "damaged", damaged)
    assert changed(study, TableChange({4: {"note": "y"}})) == damaged.replace(b"c3,x", b"c3,y")
    windows = of_table(tmp_path / "windows", "claim,note\nc1,café\nc2,x\n".encode("cp1252"))
    made = changed_files(read_study(windows), StudyChange("t", "t", {"coding_notes": TableChange({3: {"note": "→"}})}))
    assert made.files[0][2] == codecs.BOM_UTF8 + "claim,note\nc1,café\nc2,→\n".encode()
    assert len(made.lost) == 1


def test_what_cannot_be_done_is_refused_together(tmp_path: Path) -> None:
    study = of_table(tmp_path / "s", b'claim,note\nc1,x\nc2,a,b\nc3,"open\nc4,y\n')
    change = TableChange({3: {"note": "n"}, 4: {"note": "n"}, 99: {"note": "n"}}, [{"claim": "c5"}])
    with pytest.raises(ChangeRefused) as refused:
        changed(study, change)
    assert {problem.row for problem in refused.value.problems} == {3, 4, 99}
    for wrong in (TableChange({2: {"note": "a\x00"}}), TableChange({2: {"No Te": "a"}})):
        with pytest.raises(ChangeRefused):
            changed(study, wrong)
    with pytest.raises(ChangeRefused):
        changed(study, TableChange(append=[{"a": "b"}]), "../elsewhere")


def test_a_table_that_does_not_exist_is_written_as_the_others_are(tmp_path: Path) -> None:
    study = of_table(tmp_path / "s", codecs.BOM_UTF8 + b"claim;note\r\nc1;x\r\n")
    assert changed(study, TableChange(append=[{"claim": "c1", "coder": "a;b"}]), "codings") == (
        codecs.BOM_UTF8 + b'claim;coder\r\nc1;"a;b"\r\n'
    )
    # One that comes with graphmodel is kept whole.
    verbs = rows_of(read_study(study), "predicates")
    number, first = verbs[0]
    new = changed(study, TableChange({number: {"label": "other"}}, [{"predicate": "nods_at"}]), "predicates")
    rows = list(csv.DictReader(io.StringIO(new.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == {**first, "label": "other"}
    assert [row["predicate"] for row in rows] == [row["predicate"] for _, row in verbs] + ["nods_at"]
    # A file of that name that cannot be read is left alone.
    (study / "actors.csv").write_bytes(b"")
    with pytest.raises(ChangeRefused):
        changed(study, TableChange(append=[{"actor": "act.x"}]), "actors")


def test_links_that_leave_the_study_and_open_files_are_left_alone(tmp_path: Path) -> None:
    study = of_table(tmp_path / "s", b"claim,note\nc1,x\n")
    (tmp_path / "elsewhere.csv").write_text("coder,claim\na,c1\n")
    (study / "codings.csv").symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(ChangeRefused):
        changed(study, TableChange(append=[{"claim": "c1"}]), "codings")
    (study / ".~lock.coding_notes.csv#").write_text("")
    with pytest.raises(StudyError, match="LibreOffice"):
        changed(study, TableChange({2: {"note": "y"}}))


_TEXT = st.text(st.sampled_from('ab,;"\n é→ \t|'), max_size=6)
_CHANGES = st.dictionaries(st.integers(0, 5), _TEXT, max_size=3)


@given(st.lists(st.lists(_TEXT, min_size=3, max_size=3), min_size=6, max_size=6), _CHANGES, st.booleans(), st.data())
@settings(max_examples=examples(60))
def test_reading_a_changed_file_gives_the_changed_rows(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    own: dict[int, str],
    quoted: bool,
    data: st.DataObject,
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    writer.writerows([["claim", "note", "extra"], *([f"c{i}", *row[1:]] for i, row in enumerate(rows))])
    study = of_table(tmp_path_factory.mktemp("random") / "s", out.getvalue().encode())
    removed = data.draw(st.sets(st.integers(0, 5), max_size=2))
    if any("\n" in text for row in rows for text in row) and read_study(study).problems.errors:
        return  # a cell that looks as if it held rows
    change = TableChange(
        {i + 2: {"note": text} for i, text in own.items()},
        [{"claim": "c9", "extra": "new"}],
        frozenset(i + 2 for i in removed),
    )
    before = rows_of(read_study(study), "coding_notes")
    (study / "coding_notes.csv").write_bytes(changed(study, change))
    expected = [
        {**cells, **({"note": own[number - 2].strip()} if number - 2 in own else {})}
        for number, cells in before
        if number - 2 not in removed
    ]
    assert [cells for _, cells in rows_of(read_study(study), "coding_notes")] == [
        *expected,
        {"claim": "c9", "note": "", "extra": "new"},
    ]
