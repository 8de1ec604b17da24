"""How Sphinx builds the documentation: ``make docs`` writes it to ``build/docs``.

The source folder is that of the whole repository, so that a link from one page to another leads to the
same place on the site as among the files.
"""

import tomllib
from pathlib import Path

from pygments.lexer import RegexLexer
from pygments.token import Text
from sphinx.application import Sphinx

_PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]

project = _PROJECT["name"]
author = _PROJECT["authors"][0]["name"]
release = _PROJECT["version"]

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
root_doc = "README"
include_patterns = ["*.md", "docs/*.md", "benchmarks/README.md", "viz/page/README.md", "tests/faults/README.md"]
exclude_patterns = ["docs/README.md"]  # the contents beside each page say the same
html_theme = "furo"
html_title = f"{project} {release}"

myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "description"

CONTENTS = {
    "Start": [
        "docs/tutorial",
        "docs/start",
        "docs/projects",
        "docs/smallest",
        "docs/glossary",
        "docs/study",
        "docs/keeping-house",
        "docs/tools",
        "docs/words",
    ],
    "Ask and analyse": ["docs/questions", "docs/writing-questions", "docs/methods"],
    "See and share": [
        "docs/explorer",
        "docs/figures",
        "docs/signs",
        "docs/formats",
        "docs/import-mapping",
        "docs/scaling",
        "docs/py2neo",
    ],
    "Reference": [
        "docs/cli",
        "docs/python",
        "benchmarks/README",
        "CHANGELOG",
        "CONTRIBUTING",
        "docs/explorer-reading",
        "viz/page/README",
        "tests/faults/README",
        "SECURITY",
    ],
}
"""The pages beside every page, by heading."""


class PlainLexer(RegexLexer):
    """Text that Pygments has no colours for: tables as CSV, and Cypher with parameters."""

    tokens = {"root": [(r".+\n", Text)]}  # noqa: RUF012 - the form that Pygments asks for


def _add_contents(_: Sphinx, page: str, text: list[str]) -> None:
    if page == root_doc:
        for caption, pages in CONTENTS.items():
            text[0] += "\n```{toctree}\n:hidden:\n:caption: " + caption + "\n\n" + "\n".join(pages) + "\n```\n"


def _write_index(app: Sphinx, error: Exception | None) -> None:
    if error is None:
        index = '<!doctype html><meta charset="utf-8"><title>graphmodel</title>'
        index += (
            f'<meta http-equiv="refresh" content="0; url={root_doc}.html"><a href="{root_doc}.html">graphmodel</a>\n'
        )
        (Path(app.outdir) / "index.html").write_text(index, "utf-8")


def setup(app: Sphinx) -> None:
    """Add what the settings above cannot say."""
    for language in ("csv", "cypher"):
        app.add_lexer(language, PlainLexer)
    app.connect("source-read", _add_contents)
    app.connect("build-finished", _write_index)
