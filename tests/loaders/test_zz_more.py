"""A graph handed over as nodes and relationships becomes a study whose graph is the same."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

import graphmodel as gm
from graphmodel_loaders.from_graph import study_tables
from graphmodel_loaders.study_files import write_files
from tests.support.random_study import RandomStudy, random_studies
from tests.support.studies import tiny_study
from tests.support.whole_graph import WholeGraph, whole_graph

SLOW = settings(deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
"""Building takes a second: too long for Hypothesis to make a failing study simpler."""


def graph_of(study: Path, folder: Path) -> WholeGraph:
    """The graph of a study, built in a folder of its own."""
    with gm.open_study(study, db=folder) as opened:
        return whole_graph(opened.frames)


def there_and_back(graph: WholeGraph, folder: Path) -> WholeGraph:
    """The graph of the study that a graph becomes."""
    found = study_tables(*graph.parts(), default_id="other")
    assert found.remarks == []
    folder.mkdir()
    write_files(folder, found.tables, found.settings)
    return graph_of(folder, folder / "db")


def test_the_bundled_study(study: gm.OpenStudy, tmp_path: Path) -> None:
    graph = whole_graph(study.frames)
    assert graph.differences(there_and_back(graph, tmp_path / "back")) == []


def test_a_study_with_verbs_and_words_of_its_own(tmp_path: Path) -> None:
    graph = graph_of(tiny_study(tmp_path), tmp_path / "db")
    assert graph.differences(there_and_back(graph, tmp_path / "back")) == []


@given(random_studies())
@settings(SLOW, max_examples=60)
def test_any_study(study: RandomStudy) -> None:
    with tempfile.TemporaryDirectory(prefix="graphmodel-") as folder:
        graph = graph_of(study.write(Path(folder) / "study"), Path(folder) / "db")
        assert graph.differences(there_and_back(graph, Path(folder) / "back")) == []
