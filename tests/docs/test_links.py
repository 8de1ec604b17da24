"""Links between the pages lead somewhere."""

import re

import pytest

from tests.support.pages import ROOT

PAGES = [*sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("*.md"))]


def headings(text):
    """The anchors that the headings of a page get."""
    found = re.findall(r"^#+ (.*)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in found}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        other = page.parent / name if name else page
        assert other.exists(), target
        assert not anchor or anchor in headings(other.read_text("utf-8")), target


def test_every_picture_is_shown_somewhere():
    text = "\n".join(page.read_text("utf-8") for page in PAGES)
    images = {path.name for path in (ROOT / "docs" / "images").iterdir()}
    assert {name for name in images if f"images/{name})" not in text} == set()
