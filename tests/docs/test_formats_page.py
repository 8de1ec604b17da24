"""The page of formats shows what really happens."""

from pathlib import Path

import pytest

from tests.support.pages import ROOT, follow


@pytest.mark.exhaustive
@pytest.mark.slow
def test_the_page_shows_what_really_happens(tmp_path: Path) -> None:
    lines = follow(ROOT / "docs" / "formats.md", tmp_path)
    assert {line.split()[1] for line in lines} == {"example", "export", "import", "matrix"}
