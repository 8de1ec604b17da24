"""The marks of an explorer page: what each shows and says."""

from typing import NamedTuple

from playwright.sync_api import Page


class Shown(NamedTuple):
    """A mark: the text in it, and what a screen reader says of it."""

    text: str
    label: str


def marks(page: Page, within: str = "main") -> dict[str, Shown]:
    """All marks of the view by key. Looked up at once, as one question for each takes long."""
    found = page.evaluate(
        """within => [...document.querySelectorAll(`${within} [data-mark]`)].map(mark =>
          [mark.dataset.mark, mark.textContent, mark.getAttribute('aria-label')])""",
        within,
    )
    return {key: Shown(text, label) for key, text, label in found}
