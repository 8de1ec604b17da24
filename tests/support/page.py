"""What the explorer makes of studies, evaluated under Node without a browser."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from graphmodel.frames.study_frames import StudyFrames
from graphmodel_viz.explorer.contents import claim_places, map_layers, study_contents
from graphmodel_viz.explorer.packing import pack
from graphmodel_viz.explorer.tables import barriers, dependence
from graphmodel_viz.html_page import as_json
from graphmodel_viz.picture_data.stakeholder_map import stakeholder_map

SCRIPT = Path(__file__).parent / "page_journeys.mjs"
MAPS = Path(__file__).parent / "page_maps.mjs"
PICTURES = Path(__file__).parent / "page_pictures.mjs"
LAYERS = Path(__file__).parent / "page_layers.mjs"
FILTERS = Path(__file__).parent / "page_filters.mjs"
SAVED = Path(__file__).parent / "page_saved.mjs"


def of_page(asked: list[tuple[StudyFrames, str]], hidden: list[set[str]] | None = None) -> Any:
    """What the page makes of studies.

    Args:
        asked: studies, each with its columns (``phase``, ``stage`` or ``step``).
        hidden: for each study, ids of claims that the reader's filters take out.
    """
    out = hidden or [set() for _ in asked]
    studies = [
        {"data": study_contents(frames), "by": by, "hidden": sorted(ids)}
        for (frames, by), ids in zip(asked, out, strict=True)
    ]
    return _evaluated(SCRIPT, studies)


def maps_of_page(frames: StudyFrames, asked: list[tuple[str, str | None, str | None]]) -> Any:
    """The maps that the page makes of a study.

    Args:
        frames: the study.
        asked: kinds of tie, each with the focus of evidence that flows are asked for (None: all) and the stakeholder
            that stands in the middle of its partners (None: none).
    """
    layers = map_layers(stakeholder_map(frames), claim_places(frames))
    data = study_contents(frames) | {"map": layers}
    return _evaluated(MAPS, [{"data": data, "kind": kind, "evidence": of, "one": one} for kind, of, one in asked])


def pictures_of_page(frames: StudyFrames, stories: list[str]) -> Any:
    """What the page's views of people, factors, codes and stories draw.

    Args:
        frames: the study.
        stories: ids of evidence items and workstreams.
    """
    data, places = study_contents(frames), claim_places(frames)
    for made in (barriers(frames), dependence(frames)):
        data["tables"] |= {name: pack(table, places) for name, table in made.items()}
    return _evaluated(PICTURES, {"data": data, "stories": stories})


def layers_of_page(graphs: list[list[tuple[str, str]]]) -> Any:
    """The parts in layers that the page makes of networks, each a list of links from one name to another."""
    return _evaluated(LAYERS, graphs)


def after_filters(frames: StudyFrames, asked: list[dict[str, dict[str, list[str]]]]) -> Any:
    """The claims that filters of the page leave in, for each choice, and the page's facets with their values.

    Args:
        frames: the study.
        asked: values by facet that are taken out (``hidden``) and that alone are kept (``kept``).
    """
    return _evaluated(FILTERS, {"data": study_contents(frames), "asked": asked})


def saved_claims(frames: StudyFrames) -> str:
    """All claims of a study as the page saves them, in CSV."""
    return str(_evaluated(SAVED, {"data": study_contents(frames)}))


def _evaluated(script: Path, given: Any) -> Any:
    node = shutil.which("node")
    if node is None:
        if os.environ.get("GRAPHMODEL_TEST_REQUIRE_NODE"):
            pytest.fail("Node was not found.")
        pytest.skip("Node was not found; it evaluates the page's side. Users of graphmodel need none.")
    done = subprocess.run([node, script], input=as_json(given), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
