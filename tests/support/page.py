"""What the explorer makes of studies, evaluated under Node without a browser."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from graphmodel.frames.study_frames import StudyFrames
from graphmodel_viz.explorer.contents import study_contents
from graphmodel_viz.html_page import as_json

SCRIPT = Path(__file__).parent / "page_journeys.mjs"
FILTERS = Path(__file__).parent / "page_filters.mjs"


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


def after_filters(frames: StudyFrames, asked: list[dict[str, dict[str, list[str]]]]) -> Any:
    """The claims that filters of the page leave in, for each choice, and the page's facets with their values.

    Args:
        frames: the study.
        asked: values by facet that are taken out (``hidden``) and that alone are kept (``kept``).
    """
    return _evaluated(FILTERS, {"data": study_contents(frames), "asked": asked})


def _evaluated(script: Path, given: Any) -> Any:
    node = shutil.which("node")
    if node is None:
        if os.environ.get("GRAPHMODEL_TEST_REQUIRE_NODE"):
            pytest.fail("Node was not found.")
        pytest.skip("Node was not found; it evaluates the page's side. Users of graphmodel need none.")
    done = subprocess.run([node, script], input=as_json(given), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
