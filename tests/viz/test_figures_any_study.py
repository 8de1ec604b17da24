"""Figures of any valid study: each is drawn whole and can be read, or says in words why there is none."""

from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import graphmodel as gm
from graphmodel.problems import OutputError
from graphmodel_viz.figures import FIGURES
from tests.support.figures import Figures
from tests.support.random_study import RandomStudy, random_studies
from tests.support.tiers import examples


@pytest.mark.slow
@given(random_studies())
@settings(
    max_examples=examples(6),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_any_study_is_drawn_or_refused_with_a_reason(drawn: RandomStudy) -> None:
    with TemporaryDirectory() as folder, gm.open_study(drawn.write(Path(folder) / "study")) as study:
        for view in FIGURES:
            for width in ("single", "double"):
                file = Path(folder) / f"{view}-{width}.svg"
                try:
                    study.figure(view, file, width=width)
                except OutputError:
                    assert not file.exists()
                    continue
                ET.parse(file)
                figures = Figures(study.frames, view, width=width)
                assert figures.outside() == []
                assert figures.overlapping() == []
