"""The tables of brokers and of dependence are bounded, say so, and keep what the page shows first."""

import pytest

from graphmodel.analysis.brokers import brokers
from graphmodel.analysis.dependence import dependence as analyse
from graphmodel.frames.study_frames import StudyFrames
from graphmodel_viz.explorer import tables as explorer_tables


@pytest.mark.exhaustive
@pytest.mark.slow
def test_a_study_that_fits_is_whole_and_nothing_is_said(bundled: StudyFrames) -> None:
    tables = explorer_tables.brokers(bundled) | explorer_tables.dependence(bundled)
    assert len(tables["broker_triads"]) == len(brokers(bundled)["triads"])
    assert len(tables["dependence_items"]) == len(analyse(bundled)["items"])
    assert not any("This page" in note for name in ("broker", "dependence") for note in tables[f"{name}_notes"]["note"])


@pytest.mark.slow
def test_too_many_brokers_and_triads_are_cut_off_and_said(
    bundled: StudyFrames, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explorer_tables, "MOST_BROKERS", 2)
    monkeypatch.setattr(explorer_tables, "MOST_TRIADS", 3)
    tables = explorer_tables.brokers(bundled)
    whole = brokers(bundled)
    assert list(tables["brokers"]["id"]) == list(whole["brokers"]["id"][:2])
    assert set(tables["broker_triads"]["broker"]) == {whole["brokers"]["id"][0]}
    assert sum("This page" in note for note in tables["broker_notes"]["note"]) == 2


@pytest.mark.slow
def test_items_of_those_on_whom_most_rests_are_kept(bundled: StudyFrames, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explorer_tables, "MOST_ACTORS", 2)
    monkeypatch.setattr(explorer_tables, "MOST_ITEMS", 5)
    tables = explorer_tables.dependence(bundled)
    actors = analyse(bundled)["actors"]
    assert list(tables["dependence_actors"].groupby("basis").size()) == [2, 2]
    assert len(tables["dependence_items"]) == 5
    assert set(tables["dependence_items"]["actor"]) == {actors["actor"][0]}
    assert sum("This page" in note for note in tables["dependence_notes"]["note"]) == 2
