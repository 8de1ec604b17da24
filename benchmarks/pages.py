"""The explorer and the map drawn by pyvis in a real browser: size, time until ready, smoothness."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.network import network
from graphmodel.api.opened import open_study
from graphmodel_viz.html_page import self_contained, uncompressed
from tests.support.browser import chromium_program

OPENINGS = 5
FRAMES = 60
ON_A_PAGE = (250_000, 400)
"""Bytes that a page may take, and additional bytes per claim."""
SMOOTH = (3_000, 10_000)
LARGE = (20_000, 100_000)
"""People and ties of the networks that are moved."""


_WATCH_FRAMES = """() => {
  window.times = [];
  let last = performance.now();
  const frame = (now) => {
    window.times.push(now - last);
    last = now;
    window.asking = requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}"""


@dataclass(frozen=True)
class Opened:
    """One page: what it takes to write, store and open, compared with a page that only reads the same data."""

    claims: int
    written_seconds: float
    bytes: int
    budget: int
    ready_seconds: float
    floor_seconds: float


@dataclass(frozen=True)
class Moved:
    """Milliseconds per frame while a map is dragged: the median and the 95th percentile."""

    what: str
    people: int
    ties: int
    median_ms: float
    slow_ms: float


def opened(study: Path, folder: Path) -> Opened:
    """Write the explorer of a built study and open it several times, in turn with its floor."""
    with open_study(study, build_first=False) as asked:
        claims = len(asked.frames.claims)
        begun = time.perf_counter()
        file = asked.page(folder / f"{study.name}.html")
        written = time.perf_counter() - begun
    floor = _floor(file, folder / "floor.html")
    with _browser() as browser:
        pairs = [(_ready(browser, floor), _ready(browser, file)) for _ in range(OPENINGS + 1)][1:]
    size = file.stat().st_size
    fixed, each = ON_A_PAGE
    ours, least = median(own for _, own in pairs), median(other for other, _ in pairs)
    return Opened(claims, written, size, fixed + each * claims, ours, least)


def moved(folder: Path) -> Iterator[Moved]:
    """Drag maps: the explorer's against pyvis's on one network, then the explorer's on a large one."""
    people, ties = SMOOTH
    with open_study(network(folder / "smooth", people, ties)) as study:
        page = study.page(folder / "smooth.html")
        peer = study.map(folder / "pyvis.html", group="none")
    with _browser() as browser:
        yield _dragged(browser, page, "explorer", people, ties, "#/view=map&set.group=none", ".map canvas")
        yield _dragged(browser, peer, "pyvis", people, ties, "", ".vis-map canvas")
    people, ties = LARGE
    with open_study(network(folder / "large", people, ties)) as study:
        page = study.page(folder / "large.html")
    with _browser() as browser:
        yield _dragged(browser, page, "explorer", people, ties, "#/view=map&set.group=none", ".map canvas")


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium_program(), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def _open(browser: Browser, file: Path, fragment: str = "") -> Page:
    page = browser.new_context(offline=True, viewport={"width": 1600, "height": 950}).new_page()
    page.goto(file.resolve().as_uri() + fragment)
    page.locator("html[data-ready]").wait_for(state="attached", timeout=120_000)
    return page


def _ready(browser: Browser, file: Path) -> float:
    begun = time.perf_counter()
    page = _open(browser, file)
    seconds = time.perf_counter() - begun
    page.context.close()
    return seconds


def _floor(file: Path, target: Path) -> Path:
    """A page with the same data that reads it and does nothing else."""
    data = re.search(
        r'<script type="application/json" id="data">(.*?)</script>', uncompressed(file.read_text("utf-8")), re.DOTALL
    )
    assert data
    script = "JSON.parse(document.getElementById('data').textContent); document.documentElement.dataset.ready = 'yes'"
    page = self_contained("Floor", "<p>The same data.</p>", styles=[], scripts=[script], data={"data": 0})
    target.write_text(page.replace('id="data">0<', f'id="data">{data[1]}<'), "utf-8", newline="")
    return target


def _dragged(browser: Browser, file: Path, what: str, people: int, ties: int, fragment: str, canvas: str) -> Moved:
    page = _open(browser, file, fragment)
    page.wait_for_timeout(3_000)
    box = page.locator(canvas).bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"], 400) / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(_WATCH_FRAMES)
    for step in range(FRAMES):
        page.mouse.move(x + 3 * step, y + step)
    page.mouse.up()
    times = sorted(page.evaluate("() => { cancelAnimationFrame(window.asking); return window.times.slice(1); }"))
    page.context.close()
    return Moved(what, people, ties, median(times), times[int(len(times) * 0.95)])
