"""Sites side by side as a figure: numbers and marks against the raw tables, and any number of sites."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from graphmodel.analysis.triangulate import VERDICTS
from graphmodel.api.opened import OpenStudy
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound, OutputError
from graphmodel_viz.picture_data.sites import SitesData, sites_data, sites_sentences
from tests.support import raw
from tests.support.figures import Figures, texts_of
from tests.support.sites import items_by_mark, verdicts_in_tables
from tests.support.tiers import some_of

pytestmark = pytest.mark.slow
ODD = ["<script>alert('x')</script> $x_1^2$", "تقرير عن الصحة", "two\nlines", "W" * 300, "\u202eevil", "Plain"]


def with_sites(
    frames: StudyFrames, labels: Sequence[str], verdicts: Sequence[tuple[int, str, str]] = (), **claims: Any
) -> StudyFrames:
    """A study with other sites and verdicts (place of the site, factor, verdict); ``claims``: other cells of claims."""
    ids = [f"site.{number:02}" for number in range(len(labels))]
    sites = pd.DataFrame({"id": ids, "label": labels, "kind": "Site", "type": "case study"}, dtype="str")
    given = pd.DataFrame(
        [(ids[site], factor, verdict, "", "", "") for site, factor, verdict in verdicts],
        columns=["start", "end", "verdict", "comment", "table", "locator"],
        dtype="str",
    )
    table = frames.claims.assign(**claims).rename(columns={"subject": "start", "object": "end"})
    edges = {"VERDICT": given, "CLAIM": table}
    return replace(
        frames,
        read_nodes=lambda label: sites if label == "Site" else frames.nodes(label),
        read_edges=lambda type_: edges[type_] if type_ in edges else frames.edges(type_),
        _nodes={},
        _edges={},
    )


def numbers_behind(texts: Sequence[str], label: str) -> list[list[int]]:
    """The numbers that follow a name, wherever it stands before some."""
    found = []
    for place, text in enumerate(texts):
        if text == label:
            behind = []
            for more in texts[place + 1 :]:
                if not more.isdigit():
                    break
                behind.append(int(more))
            found += [behind] if behind else []
    return found


def test_every_number_is_that_of_the_tables(bundled_here: OpenStudy, tmp_path: Path) -> None:
    verdicts, items = verdicts_in_tables(), items_by_mark(bundled_here.frames)
    drawn = bundled_here.figure("sites", tmp_path / "fig.svg")
    texts = texts_of(tmp_path / "fig.svg")
    marks = [
        mark for mark in ("used", "produced", "partly", "disputed", "not used") if any(mark in key for key in items)
    ]
    claims = bundled_here.frames.claims
    for row in raw.table("sites"):
        if row["kind"] == "comparison":
            continue
        site = row["site"]
        said = [items.get((site, mark), 0) for mark in marks]
        own = claims[claims["site"].eq(site)]
        counted = own[own["speaker"].isna() | (own["speaker"].nunique() > 1)]
        assert numbers_behind(texts, row["label"]) == [
            [len(verdicts[site, verdict]) for verdict in VERDICTS],
            [*said, sum(said), len(counted), counted["source"].nunique()],
        ]
    confirmed, denied = (
        {
            site: {one for (of, word), own in verdicts.items() if of == site and word == said for one in own}
            for site, _ in verdicts
        }
        for said in ("confirms", "contradicts")
    )
    findings = {row["factor"] for row in raw.table("verdicts")}
    divided = set().union(*confirmed.values()) & set().union(*denied.values())
    agreed = set.intersection(*confirmed.values()) - divided
    assert drawn.caption.startswith(
        f"Sites disagree on {len(divided)} of {len(findings)} findings; all {len(confirmed)} confirm {len(agreed)}. "
    )
    assert f"Sites disagree: {len(divided)} findings" in texts


def test_marks_are_the_verdicts_of_the_tables(bundled_here: OpenStudy) -> None:
    figure = Figures(bundled_here.frames, "sites", top=0)
    rows = {(row["site"], row["factor"], row["verdict"]) for row in raw.table("verdicts")}
    shapes = Counter(str(line.get_marker()) for line in figure.axes.lines)
    said = Counter(verdict for *_, verdict in rows)
    # The legend and the heads of the bars have each mark once more; the cross is no verdict, but evidence left out.
    assert shapes["x"] == 1
    assert shapes["+"] == said["elaborates"] + 2
    assert sum(text == "?" for text, _ in figure.boxes) == said["unclear"] + 2


@pytest.mark.parametrize("width", ["single", "double"])
@pytest.mark.parametrize("number", some_of([2, 11, 45], 45))
def test_any_number_of_sites_is_drawn_whole(bundled_here: OpenStudy, number: int, width: str) -> None:
    chance = random.Random(number)
    factors = bundled_here.frames.nodes("Factor")["id"].tolist()[:9]
    verdicts = [
        (site, factor, word)
        for site in range(number)
        for factor in factors
        for word in VERDICTS
        if chance.random() < 0.3
    ]
    frames = with_sites(bundled_here.frames, [ODD[n % len(ODD)] + f" {n}" for n in range(number)], verdicts)
    figure = Figures(frames, "sites", width=width)
    assert (figure.outside(), figure.overlapping()) == ([], [])
    shapes = Counter(str(line.get_marker()) for line in figure.axes.lines)
    elaborated = sum(word == "elaborates" for *_, word in verdicts)
    assert (shapes["+"] - elaborated in {1, 2}) == (number < 20)


def test_rows_in_any_order_give_the_same(bundled_here: OpenStudy) -> None:
    frames = bundled_here.frames
    shuffled = replace(
        frames,
        read_nodes=lambda label: frames.nodes(label).sample(frac=1, random_state=1),
        read_edges=lambda type_: (
            frames.claims.rename(columns={"subject": "start", "object": "end"})
            if type_ == "CLAIM"
            else frames.edges(type_)
        ).sample(frac=1, random_state=2),
        _nodes={},
        _edges={},
    )
    assert sites_data(shuffled) == sites_data(frames)


def test_claims_of_the_only_speaker_of_a_site_are_counted_apart(school_meals: OpenStudy) -> None:
    sites = [None if not text else f"site.{n % 2:02}" for n, text in enumerate(school_meals.frames.claims["summary"])]
    data = sites_data(with_sites(school_meals.frames, ["North", "South"], site=sites))
    claims = school_meals.frames.claims.assign(site=sites)
    for site in data.sites:
        own = claims[claims["site"].eq(site.id)]
        alone = own["speaker"].notna() if own["speaker"].nunique() == 1 else own["speaker"].isnull() & False
        assert (site.n_claims, site.apart) == (int((~alone).sum()), int(alone.sum()))
    assert sum(site.apart for site in data.sites)


def test_without_verdicts_the_figure_says_what_is_mentioned_where(bundled_here: OpenStudy) -> None:
    claims = bundled_here.frames.claims
    sites = [f"site.0{n % 2}" for n in range(len(claims))]
    frames = with_sites(bundled_here.frames, ["North", "South"], site=sites, speaker=None)
    named: dict[str, set[str]] = {}
    for site, *ends in zip(sites, *(claims[end] for end in ("subject", "object", "about", "reason")), strict=True):
        for end in ends:
            named.setdefault(end, set()).add(site)
    items = [named[item] for item in frames.nodes("EvidenceItem")["id"] if item in named]
    both, north = sum(len(at) == 2 for at in items), sum(at == {"site.00"} for at in items)
    data = sites_data(frames)
    evidence = data.mentioned[0]
    assert (evidence.noun, len(evidence.everywhere), evidence.alone["site.00"]) == ("evidence item", both, north)
    (words,) = sites_sentences(data)
    assert words.startswith("Mentioned in claims of both sites: “")
    assert f" and {both - 2} more evidence items, " in words
    texts = [text for text, _ in Figures(frames, "sites").boxes]
    assert numbers_behind(texts, "Both sites")[0][0] == both
    assert numbers_behind(texts, "North alone")[0][0] == north


def test_a_focus_has_its_own_evidence_alone(bundled_here: OpenStudy, tmp_path: Path) -> None:
    whole, part = sites_data(bundled_here.frames), sites_data(bundled_here.frames, "ethnicity")
    for one, other in zip(whole.sites, part.sites, strict=True):
        assert other.items == tuple(item for item in one.items if item.focus == "ethnicity")
        assert (other.verdicts, other.n_claims) == (one.verdicts, one.n_claims)
    drawn = bundled_here.figure("sites", tmp_path / "fig.svg", focus="ethnicity", top=3)
    assert "Only evidence items of ethnicity focus." in drawn.caption
    assert f"Left off: {len(whole.findings) - 3} findings" in drawn.caption
    with pytest.raises(NotFound, match="It has: ethnicity"):
        sites_data(bundled_here.frames, "seaside")


@pytest.mark.parametrize(
    ("verdicts", "words"),
    [
        (
            "confirms confirms",
            "On none of 1 finding does one of the 2 sites confirm what another contradicts; both confirm 1",
        ),
        ("confirms contradicts", "Sites disagree on 1 of 1 finding; none is confirmed by both"),
        (
            "unclear elaborates",
            "On none of 1 finding does one of the 2 sites confirm what another contradicts; none is",
        ),
    ],
)
def test_the_sentence_is_no_more_than_its_numbers(bundled_here: OpenStudy, verdicts: str, words: str) -> None:
    factor = bundled_here.frames.nodes("Factor")["id"].iloc[0]
    given = [(place, factor, word) for place, word in enumerate(verdicts.split())]
    data: SitesData = sites_data(with_sites(bundled_here.frames, ["North", "South"], given))
    assert sites_sentences(data)[0].startswith(words)


def test_what_is_missing_is_said_with_what_to_add(school_meals: OpenStudy) -> None:
    with pytest.raises(OutputError, match=r"only one site, .* List two or more in the table sites"):
        sites_data(school_meals.frames)
    with pytest.raises(OutputError, match="no sites, so"):
        sites_data(with_sites(school_meals.frames, []))
    with pytest.raises(OutputError, match="Give verdicts in the table verdicts, or name sites in the column site"):
        sites_data(with_sites(school_meals.frames, ["North", "South"], site=None))
