"""Write the parts of the documentation that are made from the program.

``make docs`` (or ``python docs/generate.py``) writes them; a test compares the pages in the
repository with the program, so that the two cannot drift apart.
"""

from collections.abc import Callable
from pathlib import Path

from graphmodel.graph.document import refreshed
from graphmodel.queries.bank import find_questions
from graphmodel.queries.document import as_markdown as questions_page
from graphmodel.schema.glossary import as_markdown as glossary_page

DOCS = Path(__file__).parent
PAGES: dict[str, Callable[[str], str]] = {
    "glossary.md": lambda _: glossary_page(),
    "questions.md": lambda _: questions_page(find_questions().questions),
    "study.md": refreshed,
}
"""What makes each page from its present text."""


def stale(write: bool = False) -> list[str]:
    """The pages that are not as the program would make them.

    Args:
        write: bring them up to date as well.
    """
    names = []
    for name, made in PAGES.items():
        page = DOCS / name
        before = page.read_text("utf-8") if page.exists() else ""
        after = made(before)
        if after != before:
            names.append(name)
            if write:
                page.write_text(after, "utf-8", newline="\n")
    return names


if __name__ == "__main__":
    for name in stale(write=True):
        print(f"Wrote docs/{name}")  # noqa: T201
