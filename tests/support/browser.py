"""A real browser for pages that a reader opens: offline, and anything odd fails the test.

A test takes the fixture ``open_page`` (give it a file and what the reader's machine is like) or
``page`` (an empty page that is watched the same way). A page may ask for nothing but its own
file, log no error, throw none and open no dialog; else the test fails when it is over.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, cast

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, sync_playwright

OpenPage = Callable[..., Page]

WINDOW = (1280, 800)
SMALL_WINDOW = (683, 384)
"""What is left of a usual laptop's window at a zoom of 200 %."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium or Chrome as the system has it; none is downloaded."""
    program = chromium_program()
    if program is None:
        missing = (
            "No Chromium or Chrome was found. Install it (Debian: apt-get install chromium-headless-shell), or name "
            "one in GRAPHMODEL_TEST_BROWSER."
        )
        if os.environ.get("GRAPHMODEL_TEST_REQUIRE_BROWSER"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as running:
        started = running.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open files as a reader would; all are closed after the test.

    ``open_page(file, fragment="", dark=False, size=WINDOW, **context)`` gives the page as soon as
    it says that it is ready (``<html data-ready>``). ``context`` goes to Playwright's
    ``new_context``, such as ``reduced_motion="reduce"`` or ``forced_colors="active"``.
    """
    watched: list[_Watched] = []

    def opening(
        file: Path, *, fragment: str = "", dark: bool = False, size: tuple[int, int] = WINDOW, **context: object
    ) -> Page:
        one = _Watched(browser, dark, size, context)
        watched.append(one)
        open_file(one.page, file, fragment)
        return one.page

    yield opening
    _closed(watched)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page, watched; ``open_file(page, file)`` opens a file in it."""
    one = _Watched(browser, False, WINDOW, {})
    yield one.page
    _closed([one])


def open_file(page: Page, file: Path, fragment: str = "") -> None:
    """Open a file and wait until it says that it is ready.

    Waits with a locator: waiting for a function needs ``eval``, which the pages forbid.
    """
    page.goto(file.resolve().as_uri() + (f"#{fragment}" if fragment else ""))
    page.locator("html[data-ready]").wait_for(state="attached")


def violations(page: Page, *, within: str = "html") -> list[str]:
    """What axe finds wrong with the page as it now is: rule, what it asks for, and the elements.

    All rules of WCAG 2 at A and AA, and axe's best practices.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    found = page.evaluate("within => axe.run(within, {resultTypes: ['violations']})", within)
    return [
        f"{rule['id']}: {rule['help']}\n  " + "\n  ".join(json.dumps(node["target"]) for node in rule["nodes"])
        for rule in found["violations"]
    ]


def chromium_program() -> str | None:
    """The browser that tests and measurements use; None where the machine has none.

    Debian's Chromium without windows comes first: it opens a page with less than half of the work.
    """
    named = os.environ.get("GRAPHMODEL_TEST_BROWSER")
    if named:
        return shutil.which(named)
    shell = "chromium-headless-shell"
    usual = (
        shell,
        "/usr/bin/chromium",
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    )
    return next((found for name in usual if (found := shutil.which(name))), None)


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


class _Watched:
    """A page in a context of its own, and what it did that it must not."""

    def __init__(self, browser: Browser, dark: bool, size: tuple[int, int], context: dict[str, object]) -> None:
        scheme: Literal["dark", "light"] = "dark" if dark else "light"
        self._context = browser.new_context(
            offline=True,
            color_scheme=scheme,
            viewport={"width": size[0], "height": size[1]},
            **cast("dict[str, bool]", context),
        )
        self._context.set_default_timeout(10_000)
        self.faults: list[str] = []
        self.page = self._context.new_page()
        self.page.on("request", self._request)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("dialog", self._dialog)

    def close(self) -> list[str]:
        self._context.close()
        return self.faults

    def _request(self, request: Request) -> None:
        # What a page makes itself (pictures to save) goes nowhere.
        if not request.is_navigation_request() and not request.url.startswith(("data:", "blob:")):
            self.faults.append(f"request: {request.url}")
        elif request.is_navigation_request() and not request.url.startswith("file:"):
            self.faults.append(f"went to: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(f"console: {message.text}")

    def _dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()


def _closed(watched: list[_Watched]) -> None:
    faults = [fault for one in watched for fault in one.close()]
    assert not faults, "\n".join(faults)
