"""The view of sources, held to the raw table of claims."""

import csv
import io
from collections import defaultdict

from tests.support import raw
from tests.support.browser import OpenPage
from tests.support.explorer import Explorer, claims_shown, open_mark, panel, saved


def numbers(**cells: str) -> dict[str, tuple[int, int, int]]:
    """Claims, distinct speakers and claims without a speaker by source."""
    by_source = defaultdict(list)
    for row in raw.table("claims"):
        if all(row[name] == value for name, value in cells.items()):
            by_source[row["source"]].append(row["speaker"])
    return {source: (len(all_), len(set(all_) - {""}), all_.count("")) for source, all_ in by_source.items()}


def test_the_numbers_are_those_of_the_claims_and_follow_the_filters(
    open_page: OpenPage, bundled_explorer: Explorer
) -> None:
    for fragment, cells in (("view=sources", {}), ("view=sources&hide.focus=general", {"focus": "ethnicity"})):
        page = open_page(bundled_explorer.file, fragment=fragment)
        rows = csv.DictReader(io.StringIO(saved(page, "numbers").decode("utf-8-sig")))
        names = ("n_claims", "n_speakers", "unattributed")
        found = {row["source"]: tuple(int(row[name]) for name in names) for row in rows}
        assert found == numbers(**cells)


def test_a_number_opens_its_claims_and_a_name_its_source(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    page = open_page(bundled_explorer.file, fragment="view=sources")
    source, (_, _, unattributed) = max(numbers().items(), key=lambda item: item[1][2])
    open_mark(page, f"unattributed:{source}")
    assert len(claims_shown(page)) == unattributed
    open_mark(page, f"source:{source}")
    assert panel(page).locator("h2").inner_text() == bundled_explorer.frames.labels("Source")[source]


def test_the_title_names_every_source_with_as_many_claims(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    by_number = defaultdict(list)
    for source, (n_claims, _, _) in numbers().items():
        by_number[n_claims].append(source)
    most = max(number for number, tied in by_number.items() if len(tied) == 2)
    fewer = max(number for number in by_number if number < most)
    shown = [*by_number[most], *by_number[fewer]]
    page = open_page(bundled_explorer.file, fragment=f"view=sources&only.source={'~'.join(shown)}")
    title = page.locator("h2.view-title").inner_text()
    labels = bundled_explorer.frames.labels("Source")
    assert [labels[source] in title for source in shown] == [True, True] + [False] * len(by_number[fewer])
    assert f" {most} of {2 * most + fewer * len(by_number[fewer])} claims" in title
