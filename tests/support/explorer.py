"""The explorer of a study, written once and opened as a reader would."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Locator, Page

import graphmodel
from graphmodel.api.opened import OpenStudy
from graphmodel.frames.study_frames import StudyFrames

MEALS = Path(__file__).parents[1] / "data" / "county_meals"


class Explorer(NamedTuple):
    """A page, and the study that it shows."""

    file: Path
    frames: StudyFrames


ExplorerOf = Callable[[Path], Explorer]


@pytest.fixture(scope="session")
def explorer_of(bundled_here: OpenStudy, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ExplorerOf]:
    """The explorer of a study: ``explorer_of(folder)``; the same each time it is asked."""
    with ExitStack() as opened:

        @cache
        def of(folder: Path) -> Explorer:
            study = bundled_here
            if folder != bundled_here.path:
                study = opened.enter_context(graphmodel.open_study(folder, db=tmp_path_factory.mktemp("database")))
            return Explorer(study.page(tmp_path_factory.mktemp("page") / "study.html"), study.frames)

        yield of


@pytest.fixture(scope="session")
def bundled_explorer(explorer_of: ExplorerOf, bundled_path: Path) -> Explorer:
    """The explorer of the bundled study."""
    return explorer_of(bundled_path)


@pytest.fixture(scope="session")
def meals_explorer(explorer_of: ExplorerOf) -> Explorer:
    """The explorer of a study on something else, with verbs, stages and a focus of its own."""
    return explorer_of(MEALS)


@pytest.fixture(scope="session")
def explorer(bundled_explorer: Explorer) -> Path:
    """The page of the bundled study."""
    return bundled_explorer.file


def views_of(page: Page) -> list[str]:
    """The ids of the views, in the order of their tabs."""
    return [str(tab.get_attribute("data-view")) for tab in page.locator("a.tab").all()]


def to_view(page: Page, view: str) -> None:
    """Click the tab of a view, under "More" where it is there, and wait until the view is shown."""
    tab = page.locator(f'a.tab[data-view="{view}"]')
    if not tab.is_visible():
        page.locator(".more-views summary").click()
    tab.click()
    page.locator(f'body[data-view="{view}"]').wait_for()


def go(page: Page, fragment: str) -> None:
    """Go to an address of the page that is open, such as ``view=claims``, and wait until it is shown."""
    page.evaluate(
        """address => new Promise((done) => {
          if (location.hash === address) return done();
          addEventListener('hashchange', () => done(), { once: true });
          location.hash = address;
        })""",
        f"#/{fragment}",
    )


def panel(page: Page) -> Locator:
    """What the panel shows."""
    return page.locator("aside.panel")


def claims_shown(page: Page) -> list[str]:
    """Ids of the claims in the panel, in their order; all of them, however many."""
    while (more := panel(page).get_by_role("button", name="more claims")).count():
        more.click()
    labels = panel(page).locator("article.claim").evaluate_all("all => all.map(one => one.ariaLabel)")
    return [label.removeprefix("Claim ") for label in labels]


def open_mark(page: Page, key: str) -> None:
    """Click the mark with a key."""
    page.locator(f'[data-mark="{key}"]').first.click()


def saved(page: Page, button: str) -> bytes:
    """What a button of the dialog "Save or print" saves."""
    page.get_by_role("button", name="Save or print").click()
    with page.expect_download() as download:
        page.locator("dialog[open]").get_by_role("button", name=button).click()
    page.keyboard.press("Escape")
    return Path(download.value.path()).read_bytes()
