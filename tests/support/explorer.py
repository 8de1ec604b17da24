"""The explorer of a study, written once and opened as a reader would."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

import graphmodel

VIEWS = ("journeys", "dropout", "map", "barriers", "matrix", "claims", "sheet")

WriteExplorer = Callable[[Path], Path]


@pytest.fixture(scope="session")
def explorer_of(tmp_path_factory: pytest.TempPathFactory) -> WriteExplorer:
    """Write the explorer of a study: ``explorer_of(folder)``; the same file each time it is asked."""

    @cache
    def writing(study: Path) -> Path:
        folder = tmp_path_factory.mktemp("explorer")
        with graphmodel.open_study(study, db=folder / "db") as opened:
            return opened.page(folder / "study.html")

    return writing


@pytest.fixture(scope="session")
def explorer(explorer_of: WriteExplorer, bundled_path: Path) -> Path:
    """The explorer of the bundled study."""
    return explorer_of(bundled_path)


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
