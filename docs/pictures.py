"""Make the pictures of the documentation again, from the bundled study: ``make pictures``.

Needs Chromium or Chrome on the machine and the test requirements. The pictures are committed, so that the
pages show them everywhere; run this when the explorer or the figures look different.
"""

import os
import re
import shutil
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

import graphmodel as gm
from graphmodel_viz.figures.options import FIGURES

IMAGES = Path(__file__).parent / "images"
SMALLEST = Path(__file__).parent / "smallest.md"
VIEWS = {
    "explorer": "journeys",
    "explorer-overview": "overview",
    "explorer-dropout": "dropout",
    "explorer-deeds": "deeds",
    "explorer-map": "map",
    "explorer-flows": "map&set.map=flows",
    "explorer-barriers": "barriers",
    "explorer-causes": "barriers&set.factors=causes",
    "explorer-sites": "sites",
}
"""The pictures of the explorer: name of the file, and the view with its choices. In the first one a mark is open."""
AROUND = "org.trust"
"""The stakeholder that a map is drawn around."""
WIDTH, HEIGHT = 1280, 860
COLOURS = 192
"""Enough for flat drawings, and a quarter of the bytes of true colour."""


def browser_path() -> str:
    """The browser on this machine.

    Raises:
        SystemExit: there is none.
    """
    names = (os.environ.get("GRAPHMODEL_TEST_BROWSER", ""), "chromium", "chromium-browser", "google-chrome", "chrome")
    for name in names:
        if name and (path := shutil.which(name)):
            return path
    raise SystemExit("Install Chromium or Chrome first, or name it in GRAPHMODEL_TEST_BROWSER.")


def save(picture: bytes, name: str) -> None:
    """Store a picture with few colours."""
    IMAGES.mkdir(exist_ok=True)
    image = Image.open(BytesIO(picture)).convert("RGB")
    image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        IMAGES / f"{name}.png", optimize=True
    )


def screenshot(page: Page, address: str, open_mark: bool) -> bytes:
    """What the page shows at an address."""
    page.goto(address)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    if open_mark:
        page.set_viewport_size({"width": 1480, "height": 960})  # room for the panel beside the whole picture
        page.locator('main [data-mark^="cell:"]').first.click()
        page.evaluate("scrollTo(0, 0)")
    page.mouse.move(0, 0)
    shown = page.screenshot(animations="disabled")
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    return shown


def smallest_study(folder: Path) -> Path:
    """The study of the page on the smallest study, written as the page says."""
    block = re.search(r"write: first/claims.csv -->\n```csv\n(.*?)```", SMALLEST.read_text("utf-8"), re.DOTALL)
    assert block is not None  # noqa: S101 - the page is ours
    folder.mkdir()
    (folder / "claims.csv").write_text(block[1], "utf-8")
    return folder


def main() -> None:
    """Make every picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder)
        gm.write_example(home / "study")
        with gm.open_study(home / "study") as study:
            explorer = study.page(home / "study.html").as_uri()
            for view in FIGURES:
                study.figure(view, home / "figure.png", width="double", dpi=130)
                save((home / "figure.png").read_bytes(), f"figure-{view}")
            study.figure("map", home / "figure.png", around=AROUND, dpi=130)
            save((home / "figure.png").read_bytes(), "figure-around")
        with gm.open_study(smallest_study(home / "first")) as study:
            small = study.page(home / "first.html").as_uri()
        with gm.open_study(
            gm.start(gm.write_example_sheet(home / "my-claims.xlsx"), home / "my-claims").study
        ) as study:
            sheet = study.page(home / "sheet.html").as_uri()
        project = gm.write_example_project(home / "falls.qdpx")
        with gm.open_study(gm.import_study(project, home / "falls").study) as study:
            falls = study.page(home / "falls.html").as_uri()
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        for name, view in VIEWS.items():
            save(screenshot(page, f"{explorer}#/?view={view}", open_mark=name == "explorer"), name)
        for name, address in {"smallest": small, "sheet": sheet, "project": falls}.items():
            page.goto(f"{address}#/?view=journeys&set.columns=phase")
            page.wait_for_selector("html[data-ready]")
            save(page.locator(".under-heads").screenshot(animations="disabled"), name)
        browser.close()


if __name__ == "__main__":
    main()
