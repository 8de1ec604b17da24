"""No foreign or archaic English anywhere in the tree: docs, messages, docstrings, comments, names."""

import re
import subprocess

import pytest

from graphmodel.schema.glossary import glossary
from tests.support.pages import ROOT

WORST = (
    "nought",
    "noughts",
    "mend",
    "mended",
    "reckon",
    "reckoned",
    "tells of",
    "tell of",
    "heard of",
    "let go of",
    "lets go of",
    "is meant?",
    "anew",
    "hangs together",
    "hang together",
    "for want of",
    "found wanting",
    "finds wanting",
    "to be wanting",
    "upon",
)
"""Beside these, the words to avoid in the glossary."""
LEFT_OUT = (
    "graphmodel/data/",
    "tests/data/",
    "viz/page/package-lock.json",
    "graphmodel/schema/glossary.toml",
    "graphmodel/queries/old_names.py",
    "tests/queries/test_named_options.py",
    "tests/docs/test_words.py",
)
"""Texts of studies, files that other programs write, and those that name a word or an old name on purpose."""


@pytest.mark.process
def test_no_text_uses_a_word_to_avoid():
    avoided = [word for terms in glossary().values() for term in terms for word in term.avoid]
    words = sorted({*WORST, *avoided}, key=len, reverse=True)
    # Names such as `not_told_at_stage` are texts too.
    pattern = re.compile(
        rf"(?<![a-z])({'|'.join(re.escape(word).replace(chr(92) + ' ', '[ _]') for word in words)})(?![a-z])", re.I
    )
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    lines = []
    for name in listed.split("\0"):
        path = ROOT / name
        if name.startswith(LEFT_OUT) or not path.is_file() or path.suffix in {".png", ".woff2"}:
            continue
        for number, line in enumerate([name, *path.read_text("utf-8").splitlines()]):
            lines += [f"{name}:{number}: {found[0]}" for found in pattern.finditer(line)]
    assert not lines, "\n".join(lines)
