"""The view of tools: what the graph fills of each, what sessions said, and nothing that stays with the team."""

import csv
import io
import shutil
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.api.opened import OpenStudy
from graphmodel_viz.html_page import uncompressed
from tests.support.browser import OpenPage, violations
from tests.support.explorer import MEALS, Explorer, ExplorerOf, panel, saved
from tests.support.filled_copies import fill_word
from tests.tools.conftest import filled


@pytest.fixture(scope="module")
def with_sessions(explorer_of: ExplorerOf, tmp_path_factory: pytest.TempPathFactory) -> Explorer:
    """The explorer of a study into which two groups' answers were read."""
    folder = tmp_path_factory.mktemp("sessions")
    study = Path(shutil.copytree(MEALS, folder / "study"))
    gm.make_pack(study, "objections", folder / "pack", groups=2, session="spring", media=["docx"])
    answers = [
        {
            "S9": "2",
            "S8": "Governor",
            "S10": "Ann Lee",
            "O1j": "yes",
            "O2a": "Nobody asked us",
            "O2g": "x",
            "O2h": "Baker",
        },
        {"S9": "5", "S8": "Buyer", "O2a": "<b>The hills</b> are far"},
    ]
    for number, said in enumerate(answers, 1):
        fill_word(folder / f"pack/groups/group-{number}/objections.docx", said)
    report = gm.read_tool(study, folder / "pack" / "groups")
    assert (len(report.sessions), report.drafts) == (2, 2)
    return explorer_of(study)


def test_the_filled_share_is_that_of_the_copies(
    open_page: OpenPage, bundled_explorer: Explorer, bundled_here: OpenStudy
) -> None:
    page = open_page(bundled_explorer.file, fragment="view=tools")
    rows = {row["tool"]: row for row in csv.DictReader(io.StringIO(saved(page, "numbers").decode("utf-8-sig")))}
    assert set(rows) == set(gm.list_tools(bundled_here.path).frame["name"])
    share = filled(bundled_here, "objections").share
    assert (int(rows["objections"]["filled"]), int(rows["objections"]["places"])) == (share.filled, share.places)
    assert "No session has come back yet" in (page.locator("main").text_content() or "")


@pytest.mark.exhaustive
def test_sessions_stand_side_by_side_without_what_is_private(open_page: OpenPage, with_sessions: Explorer) -> None:
    page = open_page(with_sessions.file, fragment="view=tools")
    said = page.locator("main").text_content() or ""
    for text in ("spring group 1", "spring group 2", "Nobody asked us", "<b>(a site)</b> are far", "Buyer"):
        assert text in said
    assert "2 claims of sessions waiting to be confirmed" in said
    assert "Baker raised the objection" in said
    content = uncompressed(with_sessions.file.read_text("utf-8"))
    assert "Ann Lee" not in content
    assert "Governor" not in said
    mark = page.locator('[data-mark^="said:"]').first
    mark.click()
    assert panel(page).locator("h2").inner_text() == mark.inner_text()
    for dark in (False, True):
        assert violations(open_page(with_sessions.file, fragment="view=tools", dark=dark)) == []
