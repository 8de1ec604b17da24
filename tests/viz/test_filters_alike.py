"""The page's filters have the names and the meaning of slices."""

from random import Random

import pytest

from graphmodel.frames.slices import SLICE_OPTIONS, Slice, sliced
from graphmodel.frames.study_frames import StudyFrames
from tests.support.page import after_filters

OF_THE_PAGE = {"kind", "verb"}


@pytest.mark.process
def test_filters_leave_in_what_slices_keep(bundled: StudyFrames) -> None:
    """Of the bundled study, random values of up to three options, kept and left out."""
    facets = {id_: [value for value in values if value] for id_, values in after_filters(bundled, [])["facets"]}
    assert set(facets) - OF_THE_PAGE == set(SLICE_OPTIONS)
    random = Random(12)
    names = [name for name in SLICE_OPTIONS if facets[name]]
    asked: list[dict[str, dict[str, list[str]]]] = [
        {"kept": {}, "hidden": {}} | {word: {name: _some(random, facets[name])}}
        for name in names
        for word in ("kept", "hidden")
    ]
    for _ in range(100):
        kept, hidden = ({name: _some(random, facets[name]) for name in random.sample(names, 2)} for _ in range(2))
        asked.append({"kept": kept, "hidden": hidden if random.random() < 0.7 else {}})
    lengths = set()
    for choice, found in zip(asked, after_filters(bundled, asked)["claims"], strict=True):
        kept, hidden = ({name: tuple(values) for name, values in choice[word].items()} for word in ("kept", "hidden"))
        assert found == sliced(bundled, Slice(kept, hidden)).claims["claim"].tolist(), choice
        lengths.add(len(found))
    assert len(lengths) > 20, "The choices are to tell filters apart."


def _some(random: Random, values: list[str]) -> list[str]:
    return random.sample(values, min(len(values), random.randint(1, 3)))
