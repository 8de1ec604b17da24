"""The page of the stakeholder map by pyvis in tests: written from frames, opened in a browser and read."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from graphmodel.api.opened import OpenStudy
from graphmodel.frames.study_frames import StudyFrames
from graphmodel_viz.html_page import uncompressed
from graphmodel_viz.pyvis_map import map_page

WriteMap = Callable[..., Path]


@pytest.fixture(scope="session")
def map_frames(bundled_here: OpenStudy) -> StudyFrames:
    """The bundled study."""
    return bundled_here.frames


@pytest.fixture
def write_map(tmp_path: Path) -> WriteMap:
    """Write the page of some frames to a file, as bytes of UTF-8."""

    def writing(frames: StudyFrames, **options: Any) -> Path:
        file = tmp_path / "map.html"
        file.write_bytes(map_page(frames, **options).encode())
        return file

    return writing


def json_of(file: Path, name: str) -> Any:
    """What an element of the page holds."""
    match = re.search(
        rf'<script type="application/json" id="{name}">(.*?)</script>', uncompressed(file.read_text("utf-8"))
    )
    assert match
    return json.loads(match[1])


def claims_between(frames: StudyFrames) -> list[tuple[str, str, str]]:
    """Each claim that one stakeholder makes of another: claim, subject, object."""
    claims = frames.claims
    ends = [claims[end].str.startswith(("act.", "org.")) for end in ("subject", "object")]
    between = claims[ends[0] & ends[1] & (claims["subject"] != claims["object"])]
    return list(zip(between["claim"], between["subject"], between["object"], strict=True))


def click_unit(page: Page, key: str, times: int = 1) -> None:
    """Click a shape of the map: ``node:ID`` or ``group:PLACE``."""
    x, y = page.evaluate("key => stakeholderMap.screen(stakeholderMap.units.get(key))", key)
    page.locator(".vis-map canvas").click(position={"x": x, "y": y}, click_count=times)


def ties_at(page: Page, x: float, y: float) -> str | None:
    """The tie whose line runs through a place of the picture, in pixels."""
    tie: str | None = page.evaluate("([x, y]) => stakeholderMap.network.getEdgeAt({ x, y }) ?? null", [x, y])
    return tie
