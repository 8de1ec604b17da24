"""The explorer in Firefox: the same words as in Chromium in every view, no error, and paper that holds them."""

import io
import json
import re
import unicodedata
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support.browser import WINDOW, OpenPage
from tests.support.explorer import go, views_of
from tests.support.firefox import Firefox

SHOWN = """new Promise((done) => {
  const view = %s;
  const look = () => document.body.dataset.view === view ? done(true) : setTimeout(look, 20);
  document.querySelector(`a.tab[data-view=${view}]`).click();
  look();
})"""
WORDS = "document.querySelector('main').textContent.replaceAll(/\\s+/g, '')"


def letters(text: str) -> str:
    """Letters and numbers alone, as a PDF, which joins some letters into one sign, holds them too."""
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", text))


def test_every_view_says_the_same_in_firefox(firefox: Firefox, explorer: Path, open_page: OpenPage) -> None:
    firefox.open(explorer, WINDOW)
    # Of one width only: Firefox keeps room for the bar that scrolls.
    wide = int(firefox.evaluate("document.documentElement.clientWidth"))
    page = open_page(explorer, size=(wide, WINDOW[1]))
    views = views_of(page)
    assert len(views) > 10
    for view in views:
        go(page, f"view={view}")
        firefox.evaluate(SHOWN % json.dumps(view))
        assert firefox.evaluate("document.body.dataset.view") == view
        assert firefox.evaluate(WORDS) == page.evaluate(WORDS), view
        beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert firefox.evaluate(beyond) <= 0, view
    assert firefox.faults == []


@pytest.mark.exhaustive
def test_a_view_is_printed_from_firefox(firefox: Firefox, explorer: Path) -> None:
    firefox.open(explorer, WINDOW)
    findings = firefox.evaluate("[...document.querySelectorAll('main h3')].map((one) => one.textContent)")
    paper = PdfReader(io.BytesIO(firefox.print()))
    printed = letters("".join(page.extract_text() for page in paper.pages))
    assert len(findings) > 5
    assert [one for one in findings if letters(one) not in printed] == []
    assert len(paper.pages) <= 5
    assert firefox.faults == []
