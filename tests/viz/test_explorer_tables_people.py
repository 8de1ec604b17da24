"""The tables of brokers and of dependence are bounded, say so, and keep what the page shows first."""

import pytest

from graphmodel.analysis.brokers import brokers
from graphmodel.analysis.dependence import dependence as analyse
from graphmodel_viz.explorer import tables as explorer_tables
from tests.support.explorer import Explorer


@pytest.mark.slow
def test_a_study_that_fits_is_whole_and_nothing_is_said(bundled_explorer: Explorer) -> None:
    frames = bundled_explorer.frames
    tables = explorer_tables.brokers(frames) | explorer_tables.dependence(frames)
    assert len(tables["broker_triads"]) == len(brokers(frames)["triads"])
    assert len(tables["dependence_items"]) == len(analyse(frames)["items"])
    assert not any("This page" in note for name in ("broker", "dependence") for note in tables[f"{name}_notes"]["note"])


def test_too_many_brokers_and_triads_are_cut_off_and_said(
    bundled_explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explorer_tables, "MOST_BROKERS", 2)
    monkeypatch.setattr(explorer_tables, "MOST_TRIADS", 3)
    tables = explorer_tables.brokers(bundled_explorer.frames)
    whole = brokers(bundled_explorer.frames)
    assert list(tables["brokers"]["id"]) == list(whole["brokers"]["id"][:2])
    assert set(tables["broker_triads"]["broker"]) == {whole["brokers"]["id"][0]}
    assert sum("This page" in note for note in tables["broker_notes"]["note"]) == 2


def test_items_of_those_on_whom_most_rests_are_kept(
    bundled_explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explorer_tables, "MOST_ACTORS", 2)
    monkeypatch.setattr(explorer_tables, "MOST_ITEMS", 5)
    tables = explorer_tables.dependence(bundled_explorer.frames)
    actors = analyse(bundled_explorer.frames)["actors"]
    assert list(tables["dependence_actors"].groupby("basis").size()) == [2, 2]
    assert len(tables["dependence_items"]) == 5
    assert set(tables["dependence_items"]["actor"]) == {actors["actor"][0]}
    assert sum("This page" in note for note in tables["dependence_notes"]["note"]) == 2
