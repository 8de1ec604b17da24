"""The browser that tests of pages use does notice what a page must not do."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.browser import _Watched, open_file, violations

PAGE = """<!doctype html><html lang="en" data-ready><title>A page</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'{allowed}">
<main><h1>A page</h1>{body}</main></html>"""
FREE = "; script-src 'unsafe-inline'; img-src *"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("", None),
        ("<script>fetch('https://example.org')</script>", "example.org"),
        ("<img alt='' src='https://example.org/x.png'>", "x.png"),
        ("<script>console.error('oh')</script>", "oh"),
        ("<script>throw new Error('odd')</script>", "odd"),
        ("<script>alert('hello')</script>", "hello"),
    ],
)
def test_what_a_page_must_not_do_is_noticed(browser: Browser, tmp_path: Path, body: str, fault: str | None) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGE.format(allowed=FREE, body=body), "utf-8")
    watched = _Watched(browser, False, (800, 600), {})
    open_file(watched.page, file)
    faults = "\n".join(watched.close())
    assert faults == "" if fault is None else fault in faults


def test_axe_runs_under_a_strict_policy(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    watched = _Watched(browser, False, (800, 600), {})
    file.write_text(PAGE.format(allowed="", body=""), "utf-8")
    open_file(watched.page, file)
    assert violations(watched.page) == []
    file.write_text(PAGE.format(allowed="", body="<button></button>"), "utf-8")
    open_file(watched.page, file)
    assert [found.split(":")[0] for found in violations(watched.page)] == ["button-name"]
    assert watched.close() == []
