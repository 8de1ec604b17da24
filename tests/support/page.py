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


def of_page(asked: list[tuple[StudyFrames, str]]) -> Any:
    """What the page makes of studies, each with its columns (``phase``, ``stage`` or ``step``)."""
    node = shutil.which("node")
    if node is None:
        if os.environ.get("GRAPHMODEL_TEST_REQUIRE_NODE"):
            pytest.fail("Node was not found.")
        pytest.skip("Node was not found; it evaluates the page's side. Users of graphmodel need none.")
    sent = as_json([{"data": study_contents(frames), "by": by} for frames, by in asked])
    done = subprocess.run([node, SCRIPT], input=sent, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
