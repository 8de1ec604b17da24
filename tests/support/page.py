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


def of_page(asked: list[tuple[StudyFrames, str]], hidden: list[set[str]] | None = None) -> Any:
    """What the page makes of studies.

    Args:
        asked: studies, each with its columns (``phase``, ``stage`` or ``step``).
        hidden: for each study, ids of claims that the reader's filters take out.
    """
    node = shutil.which("node")
    if node is None:
        if os.environ.get("GRAPHMODEL_TEST_REQUIRE_NODE"):
            pytest.fail("Node was not found.")
        pytest.skip("Node was not found; it evaluates the page's side. Users of graphmodel need none.")
    out = hidden or [set() for _ in asked]
    studies = [
        {"data": study_contents(frames), "by": by, "hidden": sorted(ids)}
        for (frames, by), ids in zip(asked, out, strict=True)
    ]
    done = subprocess.run([node, SCRIPT], input=as_json(studies), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
