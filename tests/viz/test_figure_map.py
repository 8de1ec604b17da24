"""The figure of the map: by sector in fixed places, whole labels, lines between the boxes."""

import re
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import graphmodel as gm
from graphmodel.api.opened import OpenStudy
from graphmodel.problems import NotFound, OutputError
from graphmodel_viz.picture_data.map_sectors import sectors_data
from tests.support import raw
from tests.support.figures import Figures, texts_of
from tests.support.studies import tiny_study, tiny_tables

pytestmark = pytest.mark.slow


def ends_by_sector(study: OpenStudy) -> tuple[Counter[str], int]:
    """How many ties between two bodies have an end in each sector, and how many there are, claim by claim."""
    bodies = {row["organisation"]: row["kind"] for row in raw.table("organisations")}
    actors = {row["actor"]: row for row in raw.table("actors") if row["granularity"] != "crowd"}
    body = {id_: row["organisation"] or id_ for id_, row in actors.items()} | {one: one for one in bodies}
    said: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in study.frames.claims.to_dict("records"):
        if row["subject"] in body and row["object"] in body and row["subject"] != row["object"]:
            said.setdefault((row["subject"], row["object"], row["predicate"]), []).append(row)
    ties = set()
    for (one, other, _), rows in said.items():
        ought = all(row["certainty"] == "normative" and row["relation"] == "joins" for row in rows)
        state = "joined" if any(row["joins"] for row in rows) else "ought" if ought else "apart"
        ties.add((frozenset({body[one], body[other]}), state))
    between = [pair for pair, _ in ties if len(pair) == 2]
    return Counter(sector for pair in between for sector in {bodies.get(one, "") for one in pair}), len(between)


@pytest.mark.parametrize("width", ["single", "double", "a4", "a3"])
def test_no_line_runs_through_words_and_nothing_is_cut(bundled_here: OpenStudy, width: str) -> None:
    figure = Figures(bundled_here.frames, "map", width=width)
    assert figure.faults() == []


def test_each_sector_has_its_number_and_the_caption_the_largest(bundled_here: OpenStudy, tmp_path: Path) -> None:
    ends, ties = ends_by_sector(bundled_here)
    caption = bundled_here.figure("map", tmp_path / "fig.svg").caption
    printed = texts_of(tmp_path / "fig.svg")
    (sector, most), *_ = ends.most_common(1)
    assert caption.startswith(f"{most} of {ties} ties between stakeholders have an end in one sector: PCT.")
    assert sector == "pct"
    numbers = [text for text in printed if re.fullmatch(r"\d+ ties?", text)]
    assert Counter(numbers) == Counter(f"{number} tie{'s' * (number > 1)}" for number in ends.values())


def test_a_sector_keeps_its_column_whatever_the_focus(bundled_here: OpenStudy) -> None:
    whole, part = (Figures(bundled_here.frames, "map", focus=focus) for focus in (None, "ethnicity"))
    place = {text: box.x0 for text, box in whole.boxes}
    heads = [text for text, _ in part.boxes if re.fullmatch(r"\d+ ties?", text)]
    assert 5 < len(heads) < len([text for text in place if re.fullmatch(r"\d+ ties?", text)]) + 15
    named = {sector.title for sector in sectors_data(bundled_here.frames, "claim", "ethnicity").sectors}
    shared = [(text, box.x0) for text, box in part.boxes if text in named]
    assert len(shared) > 5
    assert all(place[text] == pytest.approx(x) for text, x in shared)


def test_rows_beyond_the_top_share_one_and_all_numbers_stay(bundled_here: OpenStudy, tmp_path: Path) -> None:
    whole = bundled_here.figure("map", tmp_path / "fig.svg", top=0).caption
    assert not any(re.fullmatch(r"and \d+ more stakeholders?", text) for text in texts_of(tmp_path / "fig.svg"))
    few = bundled_here.figure("map", tmp_path / "fig.svg", top=1).caption
    rest = re.findall(r"and (\d+) more stakeholders?", " ".join(texts_of(tmp_path / "fig.svg")))
    shared = [int(number) for number in rest]
    assert f"{sum(shared)} stakeholders with fewer ties share a row of their sector." in few
    assert whole.partition(" Not shown")[0] == few.partition(f" {sum(shared)} stakeholders with")[0]


def test_a_layout_that_there_is_not_is_refused(bundled_here: OpenStudy, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="sectors or free, not rings"):
        bundled_here.figure("map", tmp_path / "fig.svg", layout="rings")  # type: ignore[arg-type]
    with pytest.raises(OutputError, match="no option layout"):
        bundled_here.figure("deeds", tmp_path / "fig.svg", layout="free")


# --- one with its partners ------------------------------------------------------------------------


@pytest.mark.parametrize("width", ["single", "double", "a3"])
def test_one_with_its_partners_is_whole_at_every_width(bundled_here: OpenStudy, width: str) -> None:
    figure = Figures(bundled_here.frames, "map", around="org.pct", width=width)
    assert figure.faults() == []


def test_partners_are_those_of_the_claims(bundled_here: OpenStudy, tmp_path: Path) -> None:
    caption = bundled_here.figure("map", tmp_path / "fig.svg", around="primary care TRUST (unspecified)").caption
    actors = {row["actor"]: row for row in raw.table("actors") if row["granularity"] != "crowd"}
    bodies = {row["organisation"] for row in raw.table("organisations")}
    own = {"org.pct"} | {id_ for id_, row in actors.items() if row["organisation"] == "org.pct"}
    others = (actors.keys() | bodies) - own
    pairs = [(row["subject"], row["object"], row["claim"]) for row in raw.table("claims")]
    claims = {claim for one, other, claim in pairs if {one, other} & own and {one, other} & others}
    partners = {end for one, other, claim in pairs if claim in claims for end in (one, other)} & others
    assert caption.startswith(f"“Primary care trust (unspecified)” has {len(partners)} partners in ")
    assert f" rest on {len(claims)} claims from " in caption
    few = bundled_here.figure("map", tmp_path / "fig.svg", around="org.pct", top=5).caption
    assert f"Left off: {len(partners) - 5} partners with fewer claims." in few


def test_an_unknown_name_is_asked_after(bundled_here: OpenStudy, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"(?s)no 'Primari car trust' among .*Did you mean:.*org\.pct"):
        bundled_here.figure("map", tmp_path / "fig.svg", around="Primari car trust")
    with pytest.raises(NotFound, match="nothing like"):
        bundled_here.figure("map", tmp_path / "fig.svg", around="\x1b[2J\u202e" * 5)
    with pytest.raises(OutputError, match="Choose around="):
        bundled_here.figure("map", tmp_path / "fig.svg", around="org.pct", layout="free")
    with pytest.raises(OutputError, match="nothing to draw around it"):
        bundled_here.figure("map", tmp_path / "fig.svg", around="act.survey")
    assert not (tmp_path / "fig.svg").exists()


HOSTILE = [
    "<script>alert('x')</script> & co",
    r"$x_1^2$ and \frac{1}{2} at 5 %",
    "two\nlines\tand a tab",
    "تقرير عن الصحة في المدينة \u202e",
    "👩‍⚕️ 日本語 notes",
    "W" * 400,
    "long words " * 40,
]


def test_names_from_anybody_are_drawn_as_they_are(tmp_path: Path) -> None:
    tables = tiny_tables()
    for number, row in enumerate([*tables["actors"], *tables["organisations"]]):
        row["label"] = HOSTILE[number % len(HOSTILE)]
    ends = [("org.council", "org.caterer"), ("act.cook", "act.parents"), ("org.kitchen", "org.caterer")]
    first = tables["claims"][0]
    tables["claims"] += [
        {**first, "claim": f"t{n}", "subject": one, "object": other, "predicate": "argues_with", "quoted": "no"}
        for n, (one, other) in enumerate(ends)
    ]
    changed = {name: tables[name] for name in ("actors", "organisations", "claims")}
    with gm.open_study(tiny_study(tmp_path / "study", **changed)) as study:
        for choices in ({"layout": "sectors"}, {"around": "org.caterer"}):
            for width in ("single", "double", "a3"):
                caption = study.figure("map", tmp_path / "fig.svg", width=width, **choices).caption  # type: ignore[arg-type]
                assert not [node for node in ET.parse(tmp_path / "fig.svg").iter() if node.tag.endswith("script")]
                assert not set("\u202e") & set(caption)
                figure = Figures(study.frames, "map", width=width, **choices)
                assert figure.outside() == figure.overlapping() == figure.crossed() == []
        with pytest.raises(OutputError, match="nothing to draw around it") as raised:
            study.figure("map", tmp_path / "fig.svg", around="act.councillor")
    assert len(str(raised.value)) < 300
