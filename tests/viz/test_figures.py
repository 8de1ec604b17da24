"""Figures: what they say is what the analyses say, all can be read, and nothing hangs on colour."""

import math
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

import graphmodel as gm
from graphmodel.api.opened import OpenStudy
from graphmodel.problems import NotFound, OutputError
from graphmodel.schema import rules
from graphmodel_viz.figures import ENDINGS, FIGURES, FigureOptions, draw
from graphmodel_viz.picture_data.dropout import dropout_data
from tests.support.figures import Figures, texts_of
from tests.support.studies import tiny_study, tiny_tables, with_row
from tests.support.tiers import some_of

SVG = "{http://www.w3.org/2000/svg}"
COUNTY = Path(__file__).parent.parent / "data" / "county_meals"
RATINGS = [
    {"source": "src.cook", "actor": "act.cook", "dimension": "power", "value": "low", "basis": "stated"},
    {"source": "src.minutes", "actor": "act.cook", "dimension": "power", "value": "high", "basis": "inferred"},
    {"source": "src.cook", "actor": "act.cook", "dimension": "interest", "value": "supportive", "basis": "stated"},
    {"source": "src.cook", "actor": "act.parents", "dimension": "power", "value": "low", "basis": "inferred"},
    {"source": "src.cook", "actor": "act.parents", "dimension": "interest", "value": "resistant", "basis": "inferred"},
    {"source": "src.minutes", "actor": "act.parents", "dimension": "interest", "value": "mixed", "basis": "inferred"},
    {"source": "src.cook", "actor": "act.caterer", "dimension": "power", "value": "high", "basis": "stated"},
]
USE = [
    {"evidence_type": "survey", "stage": "plan", "focus": "rural", "frequency": "0", "alignment": "certain"},
    {"evidence_type": "survey", "stage": "plan", "focus": "urban", "frequency": "3", "alignment": "inferred"},
    {"evidence_type": "audit", "stage": "plan", "focus": "urban", "frequency": "unknown", "alignment": "certain"},
]
LINKED = {
    "claims": [
        *tiny_tables()["claims"],
        *(
            {"claim": claim, "source": source, "subject": subject, "predicate": predicate, "object": end}
            | {"polarity": polarity, "certainty": "stated", "summary": f"It is said: {claim}.", "quoted": "no"}
            for claim, source, subject, predicate, end, polarity in (
                ("c7", "src.cook", "fac.distance", "leads_to", "fac.champion", "affirms"),
                ("c8", "src.minutes", "act.parents", "asserts", "fac.champion", "denies"),
                ("c9", "src.cook", "org.council", "asserts", "fac.distance", "mixed"),
                ("d1", "src.cook", "act.cook", "works_beside", "act.caterer", "affirms"),
                ("d2", "src.minutes", "act.cook", "works_beside", "act.caterer", "affirms"),
                ("d3", "src.minutes", "org.council", "works_beside", "act.caterer", "mixed"),
            )
        ),
    ],
    "predicates": [
        *tiny_tables()["predicates"],
        {"predicate": "leads_to", "label": "brings about", "subject": "factor", "object": "factor"}
        | {"presence": "neutral", "acts_as": "causes"},
        {"predicate": "works_beside", "label": "works beside", "subject": "actor|organisation"}
        | {"object": "actor|organisation", "presence": "neutral", "acts_as": "works_with"},
    ],
}
"""Links between factors, views that disagree and ties."""
TWO_SITES = {
    "sites": with_row("sites", site="site.south", label="South of the county", kind="case study"),
    "verdicts": with_row("verdicts", site="site.south", factor="fac.distance", verdict="contradicts"),
}
HOSTILE = [
    "<script>alert('x')</script> & co",
    r"$x_1^2$ and \frac{1}{2} at 5 %",
    "two\nlines\tand a bell",
    "تقرير عن الصحة في المدينة",
    "Ünïcödé Größe ﬁ İ e\u0301",
    "👩‍⚕️ 日本語 notes",
    "W" * 400,
]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param("bundled", marks=pytest.mark.slow),
        pytest.param("county", marks=pytest.mark.exhaustive),
        "tiny",
    ],
)
def any_study(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenStudy]:
    """The bundled study, one quite unlike it, and a very small one."""
    yield from _study(request, tmp_path_factory)


@pytest.fixture(
    scope="module",
    params=[*(pytest.param(name, marks=pytest.mark.exhaustive) for name in ("bundled", "county")), "tiny"],
)
def drawn_study(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenStudy]:
    """The same, for what hangs little on the study: a very small one, and in `make test-all` the others."""
    yield from _study(request, tmp_path_factory)


def _study(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenStudy]:
    if request.param == "county":
        with gm.open_study(COUNTY, db=tmp_path_factory.mktemp("county")) as study:
            yield study
    else:
        yield request.getfixturevalue({"bundled": "bundled_here", "tiny": "tiny"}[request.param])


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenStudy]:
    """The small study; never changed."""
    with gm.open_study(
        tiny_study(tmp_path_factory.mktemp("tiny"), ratings=RATINGS, evidence_use=USE, **LINKED, **TWO_SITES)
    ) as study:
        yield study


# --- every view in every form --------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("view", some_of(FIGURES, "map", "dropout", "matrix"))
def test_every_view_is_written_in_every_form_with_its_caption(
    drawn_study: OpenStudy, view: str, tmp_path: Path
) -> None:
    for ending, width, millimetres in (
        (".svg", "single", 85),
        (".svg", "double", 180),
        (".pdf", "double", 180),
        (".png", "single", 85),
    ):
        file = tmp_path / f"{width}{ending}"
        drawn = drawn_study.figure(view, file, width=width, dpi=100)
        assert (drawn.path, drawn.caption_path) == (file, tmp_path / f"{width}.caption.txt")
        assert drawn.caption_path.read_text("utf-8") == f"{drawn.caption}\n"
        made = file.read_bytes()
        if ending == ".svg":
            root = ET.fromstring(made)
            assert [root[0].tag, root[1].tag] == [f"{SVG}title", f"{SVG}desc"]
            assert root[1].text == drawn.caption
            assert float(root.attrib["width"].removesuffix("pt")) == pytest.approx(millimetres / 25.4 * 72, abs=0.01)
        elif ending == ".pdf":
            box = re.search(rb"/MediaBox \[\s*0 0 ([\d.]+) ", made)
            assert box is not None
            assert float(box[1]) == pytest.approx(millimetres / 25.4 * 72, abs=0.01)
            assert b"/FontFile2" in made
            assert b"/Type3" not in made
        else:
            with Image.open(file) as image:
                assert image.text["Description"] == drawn.caption
                assert image.width == pytest.approx(millimetres / 25.4 * 100, abs=1)
    endings = {"single": (".svg", ".png", ".caption.txt"), "double": (".svg", ".pdf", ".caption.txt")}
    assert {path.name for path in tmp_path.iterdir()} == {
        f"{width}{ending}" for width, written in endings.items() for ending in written
    }


@pytest.mark.slow
@pytest.mark.parametrize("any_study", some_of(["bundled", "county", "tiny"], "bundled"), indirect=True)
@pytest.mark.parametrize("view", FIGURES)
@pytest.mark.parametrize("width", some_of(["single", "double"], "single"))
def test_text_neither_overlaps_nor_leaves_the_sheet_and_is_never_too_small(
    any_study: OpenStudy, view: str, width: str
) -> None:
    figures = Figures(any_study.frames, view, width=width)
    assert figures.sizes
    assert min(figures.sizes) >= 7
    assert max(figures.sizes) <= 9
    assert figures.outside() == []
    assert figures.overlapping() == []


@pytest.mark.exhaustive
@pytest.mark.slow
def test_journeys_across_many_stages_can_be_read(bundled_here: OpenStudy) -> None:
    for width in ("single", "double"):
        figures = Figures(bundled_here.frames, "journeys", width=width, across="stage", top=0)
        assert figures.outside() == []
        assert figures.overlapping() == []


@pytest.mark.process
def test_the_same_study_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    path = tiny_study(tmp_path, ratings=RATINGS, evidence_use=USE, **LINKED, **TWO_SITES)
    drawn = [(view, ".svg") for view in FIGURES] + [("map", ending) for ending in ENDINGS if ending != ".svg"]
    code = (
        "import sys, graphmodel as gm\n"
        "with gm.open_study(sys.argv[1]) as study:\n"
        f"    for view, ending in {drawn!r}: study.figure(view, sys.argv[2] + view + ending, dpi=72)\n"
    )
    for turn in ("one", "two"):
        (tmp_path / turn).mkdir()
        subprocess.run([sys.executable, "-c", code, str(path), f"{tmp_path / turn}/"], check=True, capture_output=True)
    made = sorted((tmp_path / "one").iterdir())
    assert len(made) == len(drawn) + len(FIGURES)
    for file in made:
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name


@pytest.mark.slow
@pytest.mark.parametrize("view", some_of(FIGURES, "dropout", "barriers"))
def test_a_grey_figure_has_no_colour_and_says_the_same(drawn_study: OpenStudy, view: str, tmp_path: Path) -> None:
    grey = drawn_study.figure(view, tmp_path / "grey.png", grey=True, dpi=72)
    with Image.open(grey.path) as image:
        shades = image.convert("RGB").getcolors(maxcolors=1 << 24)
    assert all(max(pixel) - min(pixel) <= 1 for _, pixel in shades)
    colour = drawn_study.figure(view, tmp_path / "colour.svg")
    drawn_study.figure(view, tmp_path / "grey.svg", grey=True)
    assert texts_of(tmp_path / "colour.svg") == texts_of(tmp_path / "grey.svg")
    assert colour.caption == grey.caption


# --- what the numbers are ------------------------------------------------------------------------


@pytest.mark.slow
def test_the_numbers_of_the_bars_are_those_of_the_analysis(any_study: OpenStudy, tmp_path: Path) -> None:
    """Of the words at each bar, and of the numbers in or above its pieces."""
    any_study.figure("dropout", tmp_path / "fig.svg")
    texts = texts_of(tmp_path / "fig.svg")
    words = " ".join(texts)
    funnel = any_study.dropout()["funnel"].to_dict("records")
    funnel = [row for row in funnel if row["mentioned"] + row["silent"]]
    silent = Counter(int(number) for number in re.findall(r"(\d+) not mentioned", words))
    assert silent == Counter(row["silent"] for row in funnel if row["silent"])
    heads = Counter((int(part), int(whole)) for part, whole in re.findall(r"(\d+) of (\d+) mentioned are", words))
    assert heads == Counter((row["not_used"], row["mentioned"]) for row in funnel if row["mentioned"])
    printed = Counter(int(text) for text in texts if text.isdigit())
    printed += Counter(int(number) for number in re.findall(r"[a-z] (\d+)(?:,|$)", words.partition("Too narrow")[2]))
    standings = ("lost", "after_dispute", "used_elsewhere", "never_used", "disputed", "partly", "used_generation_only")
    expected = Counter(row[name] for row in funnel for name in standings if row[name])
    expected += Counter(row["used"] - row["used_generation_only"] for row in funnel)
    assert printed == Counter({number: times for number, times in expected.items() if number})
    assert set(re.findall(r"mentioned are not used \((\d+)\s%", words)) == {
        str(math.floor(100 * row["not_used"] / row["mentioned"] + 0.5)) for row in funnel if row["mentioned"] >= 10
    }


@pytest.mark.slow
def test_a_bar_holds_all_items_mentioned_and_no_silent_one(any_study: OpenStudy) -> None:
    data = dropout_data(any_study.frames)
    assert data.bars
    for bar in data.bars:
        assert bar.n_items == bar.mentioned + bar.silent
        assert bar.mentioned == sum(bar.counts[name] for name in rules.STANDINGS)
    assert set(rules.STANDINGS) == {*rules.PARTS, rules.DISPUTED, rules.PARTLY, rules.PRODUCED, rules.USED}


@pytest.mark.slow
def test_what_became_of_the_items_is_what_the_analysis_says(any_study: OpenStudy, tmp_path: Path) -> None:
    caption = any_study.figure("journeys", tmp_path / "fig.svg", top=0).caption
    outcomes = any_study.journeys()["outcomes"]
    outcomes = outcomes[outcomes["n_claims"].eq("all")]
    for row in outcomes.to_dict("records"):
        alone = f" ({row['n_on_one_claim']} on one claim)" if row["n_on_one_claim"] else ""
        assert f"{row['outcome']} {row['n_items']}{alone}" in caption
    for number in outcomes["n_mentioned"].unique():
        assert f"of {number} items mentioned" in caption


@pytest.mark.slow
def test_the_bars_above_journeys_are_those_of_the_analysis(any_study: OpenStudy, tmp_path: Path) -> None:
    any_study.figure("journeys", tmp_path / "fig.svg")
    printed = Counter(text for text in texts_of(tmp_path / "fig.svg") if re.fullmatch(r"\d+ of \d+", text))
    funnel = any_study.dropout()["funnel"]
    assert printed == Counter(
        f"{row['used'] + row['partly']} of {row['mentioned']}" for row in funnel.to_dict("records") if row["mentioned"]
    )


GRADES = r"≥?[0-3?]\*?|–"


@pytest.mark.slow
def test_the_grades_of_types_are_those_of_the_table(bundled_here: OpenStudy, tmp_path: Path) -> None:
    drawn = bundled_here.figure("types", tmp_path / "fig.svg")
    printed = Counter(text for text in texts_of(tmp_path / "fig.svg") if re.fullmatch(GRADES, text))
    table = bundled_here.table("evidence_use").fillna("").to_dict("records")
    cells = Counter(
        (row["frequency"] if row["frequency"].isdigit() else f"≥{row['at_least']}" if row["at_least"] else "?")
        + ("*" if row["alignment"] == "inferred" else "")
        for row in table
    )
    legend = Counter(["1", "2", "?"])
    assert printed == cells + legend
    for focus in ("general", "ethnicity"):
        own = [row for row in table if row["focus"] == focus]
        graded = [row for row in own if row["frequency"].isdigit()]
        inferred = sum(row["alignment"] == "inferred" for row in graded)
        assert f"{len(graded)} of {len(own)} cells graded, {inferred} of these inferred" in drawn.caption
    grades = {(row["evidence_type"], row["stage"], row["focus"]): row["frequency"] for row in table}
    pairs = [
        (grades[type_, stage, "ethnicity"], grade) for (type_, stage, of), grade in grades.items() if of == "general"
    ]
    both = [(int(one), int(other)) for one, other in pairs if one.isdigit() and other.isdigit()]
    lower, higher = sum(one < other for one, other in both), sum(one > other for one, other in both)
    assert f"in {lower} of the {len(both)} pairs graded for both, higher in {higher}" in drawn.caption


def test_unknown_is_never_zero(tiny: OpenStudy, tmp_path: Path) -> None:
    drawn = tiny.figure("types", tmp_path / "fig.svg")
    assert Counter(text for text in texts_of(tmp_path / "fig.svg") if re.fullmatch(GRADES, text)) == Counter(
        {"0": 1, "3*": 1, "?": 1 + 1, "–": 3 + 1, "1": 1, "2": 1}  # with the legend's 1, 2, ? and –
    )
    assert "Urban: 1 of 3 cells graded, 1 of these inferred" in drawn.caption
    assert "1 unknown" in drawn.caption


@pytest.mark.slow
def test_the_totals_of_barriers_are_those_of_the_question(any_study: OpenStudy, tmp_path: Path) -> None:
    drawn = any_study.figure("barriers", tmp_path / "fig.svg")
    asked = any_study.ask("barriers/by_level").frame
    totals = {name: int(asked[name].sum()) for name in ("affirmed", "mixed", "denied")}
    assert (
        f"{totals['affirmed']} affirm it, {totals['mixed']} say that it does in part, {totals['denied']} deny it"
        in (drawn.caption)
    )
    printed = texts_of(tmp_path / "fig.svg")
    for row in asked.to_dict("records"):
        factors = f"{row['n_factors']} factor{'s' if row['n_factors'] != 1 else ''}"
        words = f"{row['level'][0].upper()}{row['level'][1:]}: {row['valence']} ({factors})"
        place = printed.index(words)
        unnamed = f" +{row['unattributed']}" if row["unattributed"] else ""
        assert printed[place + 1 : place + 6] == [
            *(str(row[name]) for name in ("affirmed", "mixed", "denied")),
            f"{row['n_speakers']}{unnamed}",
            str(row["n_sources"]),
        ]


@pytest.mark.slow
def test_the_map_shows_who_is_tied_and_counts_the_others(any_study: OpenStudy, tmp_path: Path) -> None:
    drawn = any_study.figure("map", tmp_path / "fig.svg", layout="free")
    ties = any_study.stakeholders()["ties"]
    ties = ties[ties["tie"] == "claim"]
    tied = set(ties["start"]) | set(ties["end"])
    crowds = int(any_study.frames.nodes("Actor")["is_crowd"].sum())
    people = len(any_study.frames.nodes("Actor")) + len(any_study.frames.nodes("Organisation")) - crowds
    claims = {claim for ids in ties["claims"] for claim in ids}
    assert f"{len(tied)} stakeholders and " in drawn.caption
    # A tie of the table is a pair, whatever the verbs; the map has a line for each verb.
    verbs = sum(len(predicates) for predicates in ties["predicates"])
    assert f"all {verbs} line" in drawn.caption
    assert f"join {len(ties)} pair" in drawn.caption
    assert f"rest on {len(claims)} claim" in drawn.caption
    assert f"Not shown: {people - len(tied)} stakeholder" in drawn.caption


@pytest.mark.slow
def test_power_and_interest_stand_at_the_median_with_their_range(tiny: OpenStudy, tmp_path: Path) -> None:
    drawn = tiny.figure("power-interest", tmp_path / "fig.svg")
    printed = texts_of(tmp_path / "fig.svg")
    assert {"Head cook (2)", "Parents' group (2)", "resistant to mixed"} <= set(printed)
    assert "low to medium" not in printed  # between low and high is medium
    assert "range of the ratings" in printed
    assert "2 sources say in 7 ratings" in drawn.caption
    assert re.search(r"Not shown: 1 .*, 1 not rated", drawn.caption)


@pytest.mark.slow
def test_marks_of_a_journey_differ_by_shape(tiny: OpenStudy) -> None:
    figures = Figures(tiny.frames, "journeys")
    looks = figures.legend_looks()
    assert len(looks) == len(set(looks)) == len(rules.MARKS)


# --- choices ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_top_keeps_the_items_with_most_claims_and_says_how_many_are_left_off(
    bundled_here: OpenStudy, tmp_path: Path
) -> None:
    drawn = bundled_here.figure("journeys", tmp_path / "fig.svg", top=5)
    journeys = bundled_here.journeys()["journeys"].sort_values("steps", ascending=False)
    shown = [text for text in texts_of(tmp_path / "fig.svg") if text in set(journeys["label"])]
    assert len(shown) <= 5
    assert set(shown) <= set(journeys["label"].head(12))
    n_items = len(bundled_here.frames.nodes("EvidenceItem"))
    assert f"5 of {n_items} items are shown" in drawn.caption
    without = int(re.search(r"(\d+) items? without a mark", drawn.caption)[1])  # type: ignore[index]
    assert f"Left off: {n_items - 5 - without} items with fewer claims." in drawn.caption


@pytest.mark.slow
def test_a_focus_alone(any_study: OpenStudy, tmp_path: Path) -> None:
    focus = any_study.frames.settings.focus
    any_study.figure("dropout", tmp_path / "fig.svg", focus=focus.compared_with)
    headings = [text for text in texts_of(tmp_path / "fig.svg") if re.search(r" evidence: .*mentioned", text)]
    assert len(headings) == len(any_study.frames.phases)
    assert all(heading.lower().startswith(f"{focus.compared_with} evidence") for heading in headings)


@pytest.mark.slow
def test_barriers_at_a_phase_count_as_the_question_does(bundled_here: OpenStudy, tmp_path: Path) -> None:
    drawn = bundled_here.figure("barriers", tmp_path / "fig.svg", stage="monitoring", focus="ethnicity")
    rows = bundled_here.ask("barriers/by_level", stage="monitoring").frame
    claims = bundled_here.frames.claims.set_index("claim")
    ids = [claim for listed in rows["claims"] for claim in listed if claims.loc[claim, "focus"] == "ethnicity"]
    affirmed = sum(claims.loc[claim, "polarity"] == "affirms" for claim in ids)
    assert f"of ethnicity focus at monitoring that a factor operates: {affirmed} affirm it" in drawn.caption


# --- hostile labels -----------------------------------------------------------------------------


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[OpenStudy]:
    """The small study with odd labels everywhere."""
    tables = tiny_tables()
    changed = {}
    for name in ("actors", "organisations", "evidence", "evidence_types", "stages", "factors", "workstreams", "sites"):
        rows = [dict(row) for row in TWO_SITES.get(name, tables[name])]
        for number, row in enumerate(rows):
            row["label"] = HOSTILE[(number + len(name)) % len(HOSTILE)]
        changed[name] = rows
    study = tiny_study(tmp_path, **LINKED, **(TWO_SITES | changed), ratings=RATINGS, evidence_use=USE)
    with gm.open_study(study) as opened:
        yield opened


@pytest.mark.slow
@pytest.mark.parametrize("view", some_of(FIGURES, "map", "barriers"))
def test_odd_labels_are_drawn_as_they_are(hostile: OpenStudy, view: str, tmp_path: Path) -> None:
    for width in ("single", "double"):
        for ending in ENDINGS:
            drawn = hostile.figure(view, tmp_path / f"fig{ending}", width=width)
        root = ET.parse(tmp_path / "fig.svg").getroot()
        assert not [node for node in root.iter() if node.tag.endswith("script")]
        figures = Figures(hostile.frames, view, width=width)
        assert figures.outside() == []
        assert figures.overlapping() == []
    if "�" in "".join(texts_of(tmp_path / "fig.svg")):
        assert "�" in drawn.caption


@pytest.mark.slow
def test_mathematics_and_markup_stay_text(tmp_path: Path) -> None:
    rows = with_row("factors", factor="fac.odd", label=r"<b>$x^2$</b> & \alpha 5 %", valence="barrier", level="wider")
    claims = with_row(
        "claims", claim="c9", source="src.cook", speaker="act.cook", subject="act.cook", predicate="asserts",
        object="fac.odd", polarity="affirms", certainty="stated", summary="Odd.", quoted="no",
    )  # fmt: skip
    with gm.open_study(tiny_study(tmp_path, factors=rows, claims=claims)) as study:
        study.figure("barriers", tmp_path / "fig.svg")
    assert r"<b>$x^2$</b> & \alpha 5 %" in texts_of(tmp_path / "fig.svg")


# --- mistakes -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_what_there_is_nothing_of_is_said_and_no_file_is_written(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    claims = [row for row in tiny_tables()["claims"] if row["claim"] == "c6"]
    path = tiny_study(tmp_path, coding_notes=None, claims=claims)
    with gm.open_study(path) as study:
        for view, said in (
            ("journeys", "no journey to draw"),
            ("types", "no table evidence_use"),
            ("map", "no map to draw"),
            ("power-interest", "no ratings"),
            ("barriers", "nothing to draw"),
            ("dropout", "no drop-out to draw"),
            ("causes", "nothing to draw"),
            ("contested", "nothing to draw"),
            ("brokers", "nothing to draw"),
            ("dependence", "nothing to draw"),
            ("sites", "only one site"),
        ):
            with pytest.raises(OutputError, match=said):
                study.figure(view, out / "fig.svg")
    assert list(out.iterdir()) == []


def test_unknown_views_endings_and_choices_name_those_there_are(tiny: OpenStudy, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=", ".join(FIGURES)):
        tiny.figure("pie", tmp_path / "fig.svg")
    for name in ("fig.jpg", "fig"):
        with pytest.raises(OutputError, match=r"\.svg, \.pdf, \.png"):
            tiny.figure("map", tmp_path / name)
    with pytest.raises(NotFound, match="It has: rural, urban, mixed"):
        tiny.figure("journeys", tmp_path / "fig.svg", focus="seaside")
    with pytest.raises(NotFound, match="single, double"):
        tiny.figure("journeys", tmp_path / "fig.svg", width="wide")
    with pytest.raises(OutputError, match="dropout has no option top"):
        tiny.figure("dropout", tmp_path / "fig.svg", top=3)
    with pytest.raises(OutputError, match="72 to 1200"):
        draw(tiny.frames, "map", tmp_path / "fig.png", FigureOptions(dpi=9))
    assert not list(tmp_path.glob("fig*"))


@pytest.mark.slow
def test_a_users_own_settings_of_matplotlib_are_neither_used_nor_changed(tiny: OpenStudy, tmp_path: Path) -> None:
    import matplotlib as mpl

    tiny.figure("map", tmp_path / "one.svg")
    with mpl.rc_context({"font.family": "serif", "svg.fonttype": "path", "lines.linewidth": 9}):
        tiny.figure("map", tmp_path / "two.svg")
        assert mpl.rcParams["svg.fonttype"] == "path"
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
