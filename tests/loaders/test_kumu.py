"""Maps of Kumu become studies; what cannot be taken is counted, with its reason and place."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import openpyxl
import pandas as pd
import pytest

import graphmodel as gm
from graphmodel.problems import StudyError
from tests.support.pages import ROOT

SAMPLES = ROOT / "tests" / "data" / "imports" / "kumu"

pytestmark = pytest.mark.slow


def workbook(folder: Path) -> Path:
    """The sample as one workbook, with a sheet that Kumu would not read and one that is no table."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in ("Elements", "Connections"):
        sheet = book.create_sheet(name)
        frame = pd.read_csv(SAMPLES / f"{name.lower()}.csv", dtype=str, keep_default_na=False)
        for row in [list(frame.columns), *frame.to_numpy().tolist()]:
            sheet.append(row)
    book.create_sheet("Old (ignore)").append(["From", "To"])
    book.create_sheet("Remarks").append(["Nothing here"])
    path = folder / "meals.xlsx"
    book.save(path)
    return path


def csv_files(folder: Path) -> Path:
    (folder / "meals").mkdir()
    for name in ("elements.csv", "connections.csv"):
        (folder / "meals" / name).write_bytes((SAMPLES / name).read_bytes())
    return folder / "meals"


@pytest.mark.parametrize("form", [csv_files, workbook])
def test_elements_and_connections(form: Callable[[Path], Path], tmp_path: Path) -> None:
    report = gm.import_study(form(tmp_path), tmp_path / "study")
    assert report.format == "kumu"
    assert report.problems.errors == 0
    counts = report.account.counts
    assert sorted((what, outcome) for what, outcome, _ in counts if what != "sheets") == [
        ("connections", "rejected"),
        ("connections", "taken"),
        ("elements", "taken"),
    ]
    assert (counts["elements", "taken", ""], counts["connections", "taken", ""]) == (5, 5)
    if form is workbook:
        assert [outcome for what, outcome, _ in counts if what == "sheets"].count("left out") == 2
    [places] = [places for (what, _), places in report.account.places.items() if what == "connections"]
    assert ["row 6" in place for place in places] == [True]
    with gm.open_study(tmp_path / "study") as study:
        assert study.settings.title == "meals"
        claims = study.frames.claims.sort_values(["subject", "object"], ignore_index=True)
        assert list(zip(claims["subject"], claims["predicate"], claims["object"], strict=True)) == [
            ("act.head_cook", "produced", "ev.waste_audit"),
            ("act.parents_group", "is_connected_to", "org.county_council"),
            ("org.county_council", "funds", "act.school_board"),
            ("org.county_council", "talks_about", "ev.waste_audit"),
            ("org.county_council", "talks_about", "fac.long_distances"),
        ]
        assert claims["step"][0] == "generation"  # a verb of graphmodel keeps its meaning
        assert claims["summary"][0] == "The cook weighed the waste for a week."
        assert claims["source"].unique().tolist() == ["src.meals"]
        assert claims["strength"].tolist()[0] == "3"
        assert claims["kumu_direction"].tolist()[1] == "mutual"
        assert claims["kumu_label"].tolist()[2] == "since 2019"
        actors = study.frames.nodes("Actor").set_index("id")
        assert actors.loc["act.head_cook", ["granularity", "tags", "kumu_type"]].tolist() == [
            "person",
            "Kitchen|Staff",
            "Person",
        ]
        assert actors.loc["act.head_cook", "focus"] == "school meals"
    # an element of connections alone, also without a type, a connection without a direction, a type that means no kind
    assert len(report.account.remarks) == 4
    assert report.waiting == 2


def test_a_project_as_json(tmp_path: Path) -> None:
    report = gm.import_study(SAMPLES / "map.json", tmp_path / "study")
    outcomes = {(what, outcome): number for (what, outcome, _), number in report.account.counts.items()}
    assert outcomes == {
        ("elements", "taken"): 2,
        ("elements", "rejected"): 1,
        ("connections", "taken"): 1,
        ("loops", "left out"): 1,
        ("maps", "left out"): 1,
    }
    with gm.open_study(tmp_path / "study") as study:
        assert study.frames.claims[["subject", "object", "kumu_id"]].to_numpy().tolist() == [
            ["act.head_cook", "ev.waste_audit", "conn-1"]
        ]


def blueprint(folder: Path, elements: list[object], connections: list[object]) -> Path:
    path = folder / "map.json"
    path.write_text(json.dumps({"elements": elements, "connections": connections}), "utf-8")
    return path


def test_elements_are_known_by_id_or_else_by_label_and_type(tmp_path: Path) -> None:
    elements: list[object] = [
        {"label": "Wave", "type": "Role"},
        {"label": "wave", "type": "role", "colour": "blue"},  # the same
        {"label": "Wave", "type": "Site"},
        {"id": "w4", "label": "Other"},
    ]
    connections: list[object] = [{"from": "w4", "to": "Wave"}, {"from": "other", "to": "W4"}, "nonsense"]
    report = gm.import_study(blueprint(tmp_path, elements, connections), tmp_path / "study")
    outcomes = {(what, outcome): number for (what, outcome, _), number in report.account.counts.items()}
    assert outcomes["elements", "taken"] == 4
    assert outcomes["connections", "taken"] == 1  # an element and itself
    assert report.account.total("rejected") == 2  # two elements have the label Wave; nonsense
    with gm.open_study(tmp_path / "study") as study:
        assert study.frames.nodes("Actor")["id"].tolist() == ["act.other", "act.wave"]
        assert study.frames.nodes("Actor")["colour"].tolist()[1] == "blue"
        assert study.frames.nodes("Site")["id"].tolist() == ["site.wave"]


def test_labels_of_any_letters_and_lengths_make_ids_of_their_own(tmp_path: Path) -> None:
    labels = ["École", "école!", "日本", "...", "x" * 300, "x" * 299 + "y"]
    path = blueprint(tmp_path, [{"label": label} for label in labels], [{"from": labels[0], "to": labels[2]}])
    report = gm.import_study(path, tmp_path / "study")
    assert report.problems.errors == 0
    with gm.open_study(tmp_path / "study") as study:
        assert set(study.frames.nodes("Actor")["label"]) == set(labels)


@pytest.mark.parametrize(
    ("name", "content"),
    [("map.json", b"{"), ("map.json", b"[1]"), ("map.json", b"[" * 100_000), ("map.xlsx", b"PK\x03\x04")],
)
def test_a_bad_file_is_one_clear_error(name: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(StudyError, match=name):
        gm.import_study(path, tmp_path / "study", format="kumu")
    assert not (tmp_path / "study").exists()


@pytest.mark.parametrize("name", ["connections.csv", "map.json"])
def test_any_bytes_changed_give_an_account_or_one_clear_error(name: str, tmp_path: Path) -> None:
    random = Random(name)
    for number in range(10):
        content = bytearray((SAMPLES / name).read_bytes())
        for _ in range(random.randrange(1, 5)):
            position = random.randrange(len(content))
            content[position : position + random.randrange(3)] = random.randbytes(random.randrange(3))
        path = tmp_path / name
        path.write_bytes(content)
        try:
            report = gm.import_study(path, tmp_path / str(number), format="kumu")
        except StudyError:
            continue
        assert report.account.total() == sum(map(report.account.total, ("taken", "rejected", "left out")))
