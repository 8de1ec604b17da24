"""``graphmodel start`` and ``update``: the guess is shown, confirmed or changed, and nothing is written unasked."""

import io
from pathlib import Path

import pytest

from tests.loaders.flat.sheets import ROWS, said, table, write_sheet
from tests.support.command import graphmodel

WHO = ("Actor", "Who", "Did what", "To what")
TWO = [("Board", "Chair", "ignored", "Atlas"), ("Board", "Clerk", "shared", "Atlas")]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The studies whose explorer would have been opened."""
    paths: list[Path] = []
    monkeypatch.setattr("graphmodel.cli.start_sheet._open", paths.append)
    return paths


def at_terminal(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    for module in ("start_sheet", "update_sheet"):
        monkeypatch.setattr(f"graphmodel.cli.{module}.at_terminal", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))


@pytest.mark.slow
def test_without_a_terminal_nothing_is_written_until_somebody_says_yes(tmp_path: Path, opened: list[Path]) -> None:
    sheet, study = write_sheet(tmp_path / "mine.csv", ROWS), tmp_path / "study"
    ran = graphmodel("start", sheet, "-o", study)
    assert ran.code == 1
    assert not study.exists()
    command = next(line for line in ran.out.splitlines() if line.strip().startswith("graphmodel start"))
    assert str(sheet) in command
    again = graphmodel(*command.split()[1:])
    assert again.code == 0
    assert len(table(study, "claims")) == len(ROWS)
    assert f"{len(ROWS)} claims" in again.out
    assert not opened
    assert graphmodel("check", study).code == 0


@pytest.mark.slow
def test_enter_accepts_and_opens_the_explorer(
    tmp_path: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_terminal(monkeypatch, "")
    assert graphmodel("start", write_sheet(tmp_path / "mine.csv", ROWS), "-o", tmp_path / "study").code == 0
    assert opened == [tmp_path / "study"]


@pytest.mark.slow
def test_two_columns_that_fit_alike_are_asked_about(
    tmp_path: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = write_sheet(tmp_path / "mine.csv", TWO, WHO)
    at_terminal(monkeypatch, "2", "")
    assert graphmodel("start", sheet, "-o", tmp_path / "first").code == 0
    at_terminal(monkeypatch, "1", "")
    assert graphmodel("start", sheet, "-o", tmp_path / "second").code == 0
    subjects = {name: {row[0] for row in said(tmp_path / name)} for name in ("first", "second")}
    assert sorted(map(sorted, subjects.values())) == [["Board"], ["Chair", "Clerk"]]
    assert len(opened) == 2


@pytest.mark.slow
def test_a_row_of_the_guess_can_be_changed_at_the_terminal_and_in_the_command(
    tmp_path: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = write_sheet(tmp_path / "mine.csv", TWO, ("Kitchen", "Who", "Did what", "To what"))
    at_terminal(monkeypatch, "subject", "1", "")  # the first heading of the list
    assert graphmodel("start", sheet, "-o", tmp_path / "asked").code == 0
    assert graphmodel("start", sheet, "-o", tmp_path / "told", "--column", "subject=kitchen", "--yes").code == 0
    assert said(tmp_path / "asked") == said(tmp_path / "told")
    assert {row[0] for row in said(tmp_path / "told")} == {"Board"}


@pytest.mark.parametrize(("option", "code"), [("subject", 2), ("subjekt=Who", 2), ("subject=Whom", 1), ("subject=", 1)])
def test_a_wrong_column_is_said(tmp_path: Path, option: str, code: int) -> None:
    sheet = write_sheet(tmp_path / "mine.csv", TWO, ("Kitchen", "Who", "Did what", "To what"))
    ran = graphmodel("start", sheet, "-o", tmp_path / "study", "--column", option, "--yes")
    assert ran.code == code
    assert not (tmp_path / "study").exists()


@pytest.mark.slow
def test_update_asks_before_claims_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet, study = write_sheet(tmp_path / "mine.csv", ROWS), tmp_path / "study"
    assert graphmodel("start", sheet, "-o", study, "--yes").code == 0
    write_sheet(sheet, ROWS[1:])
    assert graphmodel("update", study, "--dry-run").code == 0
    at_terminal(monkeypatch, "n")
    assert graphmodel("update", study).code == 0
    assert len(table(study, "claims")) == len(ROWS)
    at_terminal(monkeypatch, "y")
    assert graphmodel("update", study).code == 0
    assert len(table(study, "claims")) == len(ROWS) - 1
    assert graphmodel("undo", study).code == 0
    assert len(table(study, "claims")) == len(ROWS)


@pytest.mark.slow
def test_update_asks_which_claim_a_row_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    twice = ("Int 9", "GP", "ignored", "Atlas", "Needs assessment", "yes", "They left it", "")
    sheet, study = write_sheet(tmp_path / "mine.csv", [*ROWS, twice, twice]), tmp_path / "study"
    assert graphmodel("start", sheet, "-o", study, "--yes").code == 0
    before = {row["claim"]: row for row in table(study, "claims")}
    write_sheet(sheet, [*ROWS, (*twice[:5], "no", *twice[6:]), (*twice[:6], "They left it there", "")])
    for answers, waits in ((("0", "0", "n"), True), (("1", "1", "n"), False)):
        at_terminal(monkeypatch, *answers)
        assert graphmodel("update", study).code == 0
        assert ("ambiguous_row" in graphmodel("queue", study, "-f", "json").out.split('"kinds"')[0]) == waits
    after = {row["claim"]: row for row in table(study, "claims")}
    assert after.keys() == before.keys()
    assert sum(after[name] != before[name] for name in before) == 2
    assert len(table(study / "import", "journal")) == 2, "the question and its answer are in one change each"


def test_a_file_that_import_reads_is_refused_with_its_command(tmp_path: Path) -> None:
    file = tmp_path / "by theme.csv"
    file.write_text("Interview,Barriers,Enablers\nA,Nobody has an hour for it in the week,A head who reads reports\n")
    ran = graphmodel("start", file, "-o", tmp_path / "study", "--yes")
    assert ran.code == 1
    assert "graphmodel import STUDY" in ran.err
    assert str(file) in ran.err
    assert not (tmp_path / "study").exists()
