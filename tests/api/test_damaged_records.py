"""Imports into studies whose records were damaged, and that change while an import is compared with them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.api import changing
from graphmodel.problems import OutputError, StudyError
from graphmodel.progress import Silent
from graphmodel.records import folder as records
from tests.support.studies import tiny_study

SAMPLES = Path(__file__).parent.parent / "data" / "imports"
CODED = SAMPLES / "taguette" / "one.sqlite3"
KEPT_MAPPING = "mapping-*.toml"


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """A map of Kumu."""
    ends = [{"label": name, "type": "person"} for name in ("Ann", "Bob")]
    file = tmp_path / "map.json"
    file.write_text(json.dumps({"elements": ends, "connections": [{"from": "Ann", "to": "Bob", "label": "asks"}]}))
    return file


def files(study: Path) -> dict[str, bytes]:
    return {str(path.relative_to(study)): path.read_bytes() for path in study.rglob("*") if path.is_file()}


DAMAGE: list[tuple[str, Callable[[bytes], bytes | None]]] = [
    ("imported.csv", lambda old: old[: len(old) // 2]),
    ("imported.csv", lambda old: b"".join(old.splitlines(keepends=True)[:-1])),
    ("imported.csv", lambda old: b"".join(old.splitlines(keepends=True)[:-3])),
    ("imported.csv", lambda old: b"".join(old.splitlines(keepends=True)[:2] + old.splitlines(keepends=True)[3:])),
    ("imported.csv", lambda old: old.replace(b",", b";")),
    ("imported.csv", lambda old: old + b"<<<<<<< mine\n"),
    ("imported.csv", lambda old: old.replace(b",yes,", b",perhaps,")),
    ("imported.csv", lambda old: old.replace(b"\nkumu", b"\nother")),
    ("imported.csv", lambda old: old + b"\xff\n"),
    ("imports.csv", lambda old: b""),
    ("imports.csv", lambda old: None),
    ("imports.csv", lambda old: old[:-20]),
    ("imports.csv", lambda old: old + b"\xff\n"),
    ("imports.csv", lambda old: old.replace(b"kumu-", b"../kumu-")),
    ("names.csv", lambda old: b"kind;was;now\nactor;act.ann;act.anna\n"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "damage"), DAMAGE)
def test_a_damaged_record_is_told_and_nothing_passes_for_new(
    tmp_path: Path, network: Path, name: str, damage: Callable[[bytes], bytes | None]
) -> None:
    study = tmp_path / "study"
    gm.import_study(network, study)
    record = study / "import" / name
    damaged = damage(record.read_bytes() if record.exists() else b"")
    if damaged is None:
        record.unlink()
    else:
        record.write_bytes(damaged)
    before = files(study)
    with pytest.raises(StudyError, match=name):
        gm.import_study(network, study)
    assert files(study) == before


@pytest.mark.slow
def test_records_that_a_spreadsheet_or_git_saved_again_are_read(tmp_path: Path, network: Path) -> None:
    study = tmp_path / "study"
    gm.import_study(network, study)
    for name in ("imported.csv", "imports.csv"):
        record = study / "import" / name
        record.write_bytes(b"\xef\xbb\xbf" + record.read_bytes().replace(b"\n", b"\r\n"))
    report = gm.import_study(network, study)
    assert (report.added, report.changed, report.vanished) == ((), (), ())


@pytest.mark.slow
def test_a_record_that_is_too_large_is_told_to_be_too_large(
    tmp_path: Path, network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = tmp_path / "study"
    gm.import_study(network, study)
    monkeypatch.setattr(records, "LARGEST", 100)
    with pytest.raises(StudyError, match=r"imported\.csv has more than .* which is more than is read"):
        gm.import_study(network, study)


@pytest.mark.slow
@pytest.mark.parametrize("damage", [b"# caf\xe9\n", None])
def test_a_kept_mapping_that_cannot_be_read_is_never_replaced_by_a_suggestion(
    tmp_path: Path, damage: bytes | None
) -> None:
    study = tmp_path / "study"
    gm.import_study(CODED, study)
    [mapping] = (study / "import").glob(KEPT_MAPPING)
    if damage is None:
        mapping.unlink()
    else:
        mapping.write_bytes(damage + mapping.read_bytes())
    before = files(study)
    with pytest.raises(StudyError, match=mapping.name):
        gm.import_study(CODED, study)
    assert files(study) == before


class Meanwhile(Silent):
    """Does something when a stage of work begins."""

    def __init__(self, stage: str, do: Callable[[], object]) -> None:
        self._stage, self._do = stage, do

    def begin(self, what: str, total: int) -> None:
        """Do it."""
        if what.startswith(self._stage):
            self._do()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["actors.csv", "import/settled.csv"])
def test_a_study_that_changes_while_an_import_is_compared_with_it_is_left_alone(
    tmp_path: Path, network: Path, name: str
) -> None:
    study = tiny_study(tmp_path)
    gm.import_study(network, study)
    rows = (study / "actors.csv").read_text("utf-8").splitlines(keepends=True)
    text = {"actors.csv": "".join([rows[0], *rows[2:]]), "import/settled.csv": ""}[name]
    newer = network.with_name("newer.json")
    newer.write_text(network.read_text().replace("asks", "tells"))
    meanwhile = Meanwhile("Checking and writing", lambda: (study / name).write_text(text, "utf-8"))
    before = {**files(study), name: text.encode()}
    with pytest.raises(StudyError, match="The study changed meanwhile"):
        gm.import_study(newer, study, progress=meanwhile)
    assert files(study) == before
    gm.import_study(newer, study)


@pytest.mark.slow
def test_a_line_of_the_journal_that_was_half_written_is_cleared(tmp_path: Path, network: Path) -> None:
    study = tiny_study(tmp_path)
    gm.import_study(network, study)
    (study / "import" / "unfinished.json").write_text('{"number": 1}')
    rest = study / "import" / "journal.csv.a1b2c3d4.new"
    rest.write_text("number,wh")
    gm.undo(study)
    assert not rest.exists()


def test_a_full_folder_for_temporary_files_leaves_the_study_as_it_was(
    tmp_path: Path, network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = tiny_study(tmp_path)
    before = files(study)

    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device", "/tmp/copy")

    monkeypatch.setattr(changing, "copyfile", no_room)
    with pytest.raises(OutputError, match=r"No space left on device\). Nothing was changed"):
        gm.import_study(network, study)
    assert files(study) == before
