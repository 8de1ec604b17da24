"""The poster: its findings on one sheet of each form and size; nobody named, nothing that rests on too few voices."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pypdf import PdfReader

import graphmodel as gm
from graphmodel.problems import GraphmodelError, NotFound, OutputError
from graphmodel.schema import rules
from graphmodel.tools.gate import Gate
from graphmodel_viz.picture_data.deeds import DONE, NOT_DONE, deeds
from graphmodel_viz.picture_data.overview import overview_findings
from tests.conftest import OpenOther
from tests.support.explorer import MEALS
from tests.support.frames import claim, made_frames
from tests.support.studies import tiny_study, tiny_tables

POINTS = {"A4": (595, 842), "A3": (842, 1191), "A1": (1684, 2384)}


def words_of(file: Path) -> str:
    """The words of a poster as they are read out; a hidden mark lets long words break."""
    (page,) = PdfReader(file).pages
    return " ".join(page.extract_text().replace("\u200b", "").split())


@pytest.mark.slow
def test_one_sheet_of_each_size_holds_every_finding(kept_open: OpenOther, tmp_path: Path) -> None:
    study = kept_open(MEALS)
    for size, points in POINTS.items():
        written = study.poster(tmp_path / f"{size}.pdf", size=size)  # type: ignore[arg-type]
        reader = PdfReader(written.path)
        assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == list(points)
        said = words_of(written.path)
        assert written.findings
        for sentence in (*written.findings, *written.left_out, study.settings.title):
            assert sentence in said
        root = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert reader.metadata
        assert reader.metadata.title == study.settings.title


@pytest.mark.slow
def test_pictures_say_what_they_show(kept_open: OpenOther, tmp_path: Path) -> None:
    study = kept_open(MEALS)
    picture = study.poster(tmp_path / "poster.svg").path.read_text("utf-8")
    described = re.search(r'<svg role="img" [^>]*><title>(.*?)</title><desc>(.*?)</desc>', picture)
    assert described
    assert described[1] == study.settings.title
    written = study.poster(tmp_path / "poster.png", dpi=72)
    assert all(sentence in described[2] for sentence in written.findings)
    assert written.path.read_bytes()[16:24] == (595).to_bytes(4, "big") + (842).to_bytes(4, "big")


@pytest.mark.exhaustive
@pytest.mark.slow
def test_the_bundled_study_has_all_findings_on_one_sheet_of_a4(bundled_here: gm.OpenStudy, tmp_path: Path) -> None:
    written = bundled_here.poster(tmp_path / "poster.pdf")
    assert len(written.findings) == len(overview_findings(bundled_here.frames))
    assert not written.left_out
    said = words_of(written.path)
    assert all(sentence in said for sentence in written.findings)
    smallest = bundled_here.where(source_kind="workshop")
    (slice_,) = smallest.frames.settings.slices
    assert slice_ in words_of(smallest.poster(tmp_path / "slice.pdf").path)


def said_by(speakers: Sequence[str], folder: Path, **changes: Any) -> Path:
    """A study without evidence: each speaker says that the same factor operates."""
    (row,) = (one for one in tiny_tables()["claims"] if one["claim"] == "c4")
    rows = [{**row, "claim": f"c{n}", "speaker": who, "quoted": "no"} for n, who in enumerate(speakers)]
    without = dict.fromkeys(("evidence", "evidence_types", "coding_notes"))
    return tiny_study(folder, claims=rows, **{**without, **changes})


THREE = ("act.cook", "act.parents", "act.caterer")


@pytest.mark.slow
def test_a_study_without_evidence_says_what_it_can(tmp_path: Path) -> None:
    with gm.open_study(said_by(THREE, tmp_path)) as study:
        written = study.poster(tmp_path / "poster.pdf")
    (silent,) = written.left_out
    assert written.findings == (
        "Too few sources (1) to say which factor is reported most often",
        "Too few barriers and enablers (1) to say how many rest on one source",
    )
    assert "says nothing" in silent
    assert "what became of the evidence" in silent
    assert silent in words_of(written.path)


@pytest.mark.slow
def test_a_finding_none_of_whose_bars_may_be_shown_has_no_picture(tmp_path: Path) -> None:
    tables, each = tiny_tables(), range(6)
    factors = [{**tables["factors"][0], "factor": f"fac.{n}", "label": f"Factor {n}"} for n in each]
    sources = [{**tables["sources"][0], "source": f"src.{n}", "label": f"Source {n}"} for n in each]
    folder = said_by(THREE * 2, tmp_path, factors=tables["factors"] + factors, sources=tables["sources"] + sources)
    claims = pd.read_csv(folder / "claims.csv", dtype=str)
    side = "subject" if claims.loc[0, "subject"].startswith("fac.") else "object"
    claims[side] = [f"fac.{n}" for n in each]
    claims["source"] = [f"src.{n}" for n in each]
    claims.to_csv(folder / "claims.csv", index=False)
    with gm.open_study(folder) as study:
        written = study.poster(tmp_path / "poster.pdf")
    assert "6 factors are each reported in 1 of 6 sources" in written.findings
    assert "Factor 1" not in words_of(written.path)


@pytest.mark.slow
def test_what_rests_on_too_few_voices_is_left_out(tmp_path: Path) -> None:
    with (
        gm.open_study(said_by(THREE[:2], tmp_path)) as study,
        pytest.raises(OutputError, match="fewer than three voices stand behind it: barriers and enablers"),
    ):
        study.poster(tmp_path / "poster.pdf")
    assert not (tmp_path / "poster.pdf").exists()


@pytest.mark.slow
def test_nobody_is_named(tmp_path: Path) -> None:
    named = "Councillor for education"
    factors = [{**row, "label": f"{named} left"} for row in tiny_tables()["factors"]]
    folder = said_by(THREE, tmp_path, factors=factors)
    settings = folder / "study.toml"
    title = f'title = "What the {named} left"'
    settings.write_text(re.sub(r"title = .*", title, settings.read_text("utf-8"), count=1), "utf-8")
    with gm.open_study(folder) as study:
        assert named in study.settings.title
        written = study.poster(tmp_path / "poster.pdf")
        gate = Gate(study.frames)
    said = words_of(written.path)
    assert "What the a person left" in said
    assert named not in said + str(PdfReader(written.path).metadata)
    assert all("councillor" not in one.lower() for one in written.findings)
    ids = gate.without_persons("act.councillor, ACT.COUNCILLOR and act.councillors")
    assert ids == "a person, a person and act.councillors"


def test_deeds_are_those_of_the_rules() -> None:
    frames = made_frames(
        [
            claim("org.x", "applied", "ev.a"),
            claim("org.x", "applied", "ev.a", polarity="denies"),
            claim("org.x", "ignored", "ev.a", polarity="affirms"),
            claim("org.x", "ignored", "ev.a", polarity="denies"),
            claim("org.x", "applied", "ev.a", certainty=rules.NORMATIVE),
            claim("ev.a", "informs", "org.x"),
        ],
        {"ev.a": "rural"},
    )
    assert [(one.deed, one.said) for one in deeds(frames)] == [
        ("uses it", DONE),
        ("uses it", NOT_DONE),
        ("uses it", NOT_DONE),
        ("uses it", DONE),
    ]


@pytest.mark.slow
def test_a_file_of_somebody_is_kept_without_force(kept_open: OpenOther, tmp_path: Path) -> None:
    study, file = kept_open(MEALS), tmp_path / "mine.svg"
    file.write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="force"):
        study.poster(file)
    assert file.read_text("utf-8") == "mine"
    assert study.poster(file, force=True).path == study.poster(file).path
    assert "<svg" in file.read_text("utf-8")


def test_what_cannot_be_is_refused(kept_open: OpenOther, tmp_path: Path) -> None:
    study = kept_open(MEALS)
    refused: list[tuple[str, dict[str, object], type[GraphmodelError]]] = [
        ("poster.doc", {}, OutputError),
        ("poster", {}, OutputError),
        ("poster.pdf", {"size": "A9"}, NotFound),
        ("poster.png", {"dpi": 5}, OutputError),
        ("none/poster.pdf", {}, OutputError),
    ]
    for name, options, error in refused:
        with pytest.raises(error):
            study.poster(tmp_path / name, **options)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_slice_names_no_site_beside_a_role(bundled_here: gm.OpenStudy) -> None:
    frames = bundled_here.frames
    site, role = frames.nodes("Site")["label"].iloc[0], frames.nodes("Actor")["label"].iloc[0]
    gate = Gate(frames)
    alone = [f"Only site {site}."]
    assert gate.without_sites_beside_roles(alone) == alone
    assert gate.without_sites_beside_roles([*alone, f"Only speaker {role}."]) == [
        "Only site a site.",
        f"Only speaker {role}.",
    ]
