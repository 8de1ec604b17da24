"""The page of the stakeholder map in tests: written from frames, opened in a browser and read."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

import graphmodel
from graphmodel.frames.study_frames import StudyFrames
from graphmodel_viz.pyvis_map import map_page

WriteMap = Callable[..., Path]


@pytest.fixture(scope="session")
def map_frames(bundled_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudyFrames]:
    """The bundled study."""
    with graphmodel.open_study(bundled_path, db=tmp_path_factory.mktemp("map")) as study:
        yield study.frames


@pytest.fixture
def write_map(tmp_path: Path) -> WriteMap:
    """Write the page of some frames to a file, as bytes of UTF-8."""

    def writing(frames: StudyFrames, **options: Any) -> Path:
        file = tmp_path / "map.html"
        file.write_bytes(map_page(frames, **options).encode())
        return file

    return writing


def data_of(file: Path, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', file.read_text("utf-8"))
    assert found
    return json.loads(found[1])


def place_of(told: Any, id_: str) -> int:
    return int(told["nodes"]["id"].index(id_))


def naming(frames: StudyFrames, id_: str) -> list[str]:
    """The claims that name a stakeholder."""
    claims = frames.claims
    return sorted(claims.loc[(claims["subject"] == id_) | (claims["object"] == id_), "claim"])


def among(frames: StudyFrames) -> list[tuple[str, str, str]]:
    """Each claim that one stakeholder makes of another: claim, subject, object."""
    claims = frames.claims
    ends = [claims[end].str.startswith(("act.", "org.")) for end in ("subject", "object")]
    told = claims[ends[0] & ends[1] & (claims["subject"] != claims["object"])]
    return list(zip(told["claim"], told["subject"], told["object"], strict=True))


def claims_shown(page: Page) -> list[str]:
    """Ids of the claims in the panel."""
    return sorted(text.split(" · ")[0] for text in page.locator("#panel .claim .about").all_inner_texts())


def click_at(page: Page, x: float, y: float, times: int = 1) -> None:
    """Click a place of the picture, given in its own units."""
    place = page.evaluate("([x, y]) => picture.network.canvasToDOM({ x, y })", [x, y])
    page.locator("#picture canvas").click(position={"x": place["x"], "y": place["y"]}, click_count=times)
