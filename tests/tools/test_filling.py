"""What of a study is on a copy: enough to use it, nothing that a handout must not hold."""

import re

import pandas as pd
import pytest

from graphmodel.tools.bank import find_tools
from graphmodel.tools.copies import Field, Printed, Table
from graphmodel.tools.gate import Gate
from graphmodel.tools.manifest import read_manifest, written_manifest
from tests.support.tiers import some_of
from tests.tools.conftest import filled

FORMS = [(tool.name, form.name) for tool in find_tools().tools.values() for form in tool.forms]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "form"), some_of(FORMS, *FORMS[::4], unpack=True))
def test_the_bundled_study_fills_at_least_two_thirds_of_each_form(bundled_copy, name, form):
    share = bundled_copy(name, form).share
    assert share.places
    assert share.filled / share.places >= 2 / 3


@pytest.mark.slow
@pytest.mark.parametrize(("name", "form"), FORMS)
def test_every_code_is_printed_once_and_known_again(bundled_copy, name, form):
    copy = bundled_copy(name, form)
    codes = [field.code for field, _, _ in copy.fields()]
    assert len(codes) == len({*codes})
    manifest = read_manifest(written_manifest(copy))
    assert manifest.identity == copy.identity
    assert {*manifest.asked} == {*codes}
    nodes = {field.code: row.node for field, row, _ in copy.fields() if row}
    assert all(manifest.asked[code].node == node for code, node in nodes.items())


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_no_site_is_printed_beside_a_role_and_nobody_is_named(bundled_here, bundled_copy, name, form):
    frames = bundled_here.frames
    sites = {label.casefold() for label in frames.labels("Site").values()}
    actors = frames.nodes("Actor")
    persons = {label.casefold() for label in actors.loc[actors["granularity"] == "person", "label"]}
    for part in bundled_copy(name, form).parts:
        if isinstance(part, Table):
            for row in part.rows:
                pieces = [piece for cell in row.cells if isinstance(cell, Printed) for piece in cell.text.split("; ")]
                assert not {piece.casefold() for piece in pieces} & (sites | persons)


@pytest.mark.slow
def test_rows_of_the_list_are_the_objections_of_the_study(bundled_here, bundled_copy):
    listed = bundled_here.table("objections")
    part = next(one for one in bundled_copy("objections").parts if one.name == "list")
    rows = [row for row in part.rows if row.node]
    assert {row.node: row.cells[0].text for row in rows} == dict(zip(listed["objection"], listed["label"], strict=True))
    replies = listed.set_index("objection")
    for row in rows:
        basis = " (our reading)" if replies.at[row.node, "reply_basis"] == "inferred" else ""
        assert row.cells[3].text == " ".join(replies.at[row.node, "reply"].split()) + basis
        assert row.group == replies.at[row.node, "group"].replace("_", " ").capitalize()
    blank = [row for row in part.rows if not row.node]
    assert [[cell.name for cell in row.cells if isinstance(cell, Field)] for row in blank] == [
        ["objection", "reply", "heard", "by_role", "reply_tried", "held"]
    ] * 2


@pytest.mark.slow
def test_the_order_of_rows_does_not_depend_on_ids(bundled_copy):
    part = next(one for one in bundled_copy("objections").parts if one.name == "list")
    groups = [row.group for row in part.rows if row.node]
    assert groups == sorted(groups, key=groups.index)  # each group in one piece
    assert len({*groups}) == 6


def test_the_card_has_objections_of_every_group_and_says_how_many_are_not_on_it(bundled_copy):
    copy = bundled_copy("objections", "bingo")
    (card,) = copy.parts
    assert len(card.rows) == 16
    assert len({row.group for row in card.rows}) == 6
    assert "4 rows more are in the other forms." in copy.notes


@pytest.mark.slow
def test_what_rests_on_fewer_than_three_voices_is_left_out_and_said(bundled_here, bundled_copy):
    claims = bundled_here.frames.claims.set_index("claim")
    copy = bundled_copy("stakeholder-map")
    asked = bundled_here.ask("tools/participants").frame.set_index("who")
    part = next(one for one in copy.parts if one.name == "people")
    for row in part.rows:
        if row.node:
            of = claims.loc[asked.at[row.node, "claims"]]
            voices = of["speaker"].nunique() + of.loc[of["speaker"].isna(), "source"].nunique()
            assert voices >= 3 or of["extent"].isin(["most", "all"]).any()
    assert re.match(r"\d+ rows resting on fewer than 3 voices are not printed", copy.notes[0])
    listed = len(bundled_here.ask("stakeholders/relations").frame)
    assert f"Step 3. Who does what with whom?: {listed - 8} further rows left out." in copy.notes


def test_voices_are_speakers_and_sources_of_claims_without_one():
    class Frames:
        claims = pd.DataFrame(
            {
                "claim": ["a", "b", "c", "d", "e"],
                "source": ["s1", "s1", "s2", "s3", "s1"],
                "speaker": ["x", "y", None, None, "x"],
                "extent": ["one", None, None, "one", "most"],
            }
        )

    gate = Gate(Frames())
    assert not gate.has_voices(["a", "b"])
    assert gate.has_voices(["a", "b", "c"])
    assert not gate.has_voices(["a", "c"])
    assert gate.has_voices(["a", "c", "d"])
    assert gate.has_voices(["e"])  # said of most people
    assert not gate.has_voices(["unknown"])


def test_summaries_that_quote_or_name_a_site_or_person_are_not_printed():
    class Frames:
        claims = pd.DataFrame(
            {
                "claim": ["a", "b", "c", "d"],
                "source": ["s"] * 4,
                "summary": [
                    "They said “we never look at that at all”.",
                    "In Hillside nobody asked.",
                    "ann Lee asked.",
                    "Nobody asked.",
                ],
            }
        )

        def nodes(self, label):
            tables = {
                "Site": pd.DataFrame({"label": ["Hillside"]}),
                "Actor": pd.DataFrame(
                    {"id": ["act.ann", "act.m"], "label": ["Ann Lee", "Manager"], "granularity": ["person", "role"]}
                ),
            }
            return tables[label]

    gate = Gate(Frames())
    assert [gate.summary(claim) for claim in "abcd"] == ["", "", "", "Nobody asked."]
    assert gate.label("Ann Lee") == ""
    assert gate.label("Manager") == "Manager"
    assert [gate.is_person(text) for text in ("act.ann", "ANN LEE", "act.m")] == [True, True, False]


@pytest.mark.slow
def test_a_study_of_another_field_says_what_is_missing(meals_here):
    copy = filled(meals_here, "needs-assessment")
    assert copy.share.filled == 0
    assert "evidence_use" in copy.missing[0]
    assert "tools/evidence_at_phase" in copy.missing[0]
    assert len([row for part in copy.parts if part.name == "questions" for row in part.rows]) == 11


@pytest.mark.slow
def test_a_copy_of_a_study_of_another_field_says_which_question_would_fill_it(meals_here):
    for name in ("logic-framework", "prompting-sheet", "feedback", "diagnostic-and-change"):
        for form in (form for tool, form in FORMS if tool == name):
            copy = filled(meals_here, name, form)
            assert (copy.share.filled == copy.share.places) is not any("Ask `" in text for text in copy.missing)
            codes = [field.code for field, _, _ in copy.fields()]
            assert codes
            assert len(codes) == len({*codes})


@pytest.mark.slow
def test_a_copy_for_one_piece_of_work_has_who_takes_part_in_it(bundled_here):
    everywhere = filled(bundled_here, "stakeholder-map")
    of_one = filled(bundled_here, "stakeholder-map", options={"workstream": "ws.stroke"})
    bodies = [{row.cells[0].text for part in copy.parts if part.name == "bodies" for row in part.rows
               if isinstance(row.cells[0], Printed)} for copy in (everywhere, of_one)]  # fmt: skip
    assert bodies[0] == bodies[1]  # every kind of body, those with nobody in them too
    assert of_one.identity.copy != everywhere.identity.copy


@pytest.mark.slow
def test_the_framework_has_eight_columns_and_asks_only_where_no_tool_is_known(bundled_here, bundled_copy):
    part = next(one for one in bundled_copy("logic-framework").parts if one.name == "findings")
    names = [heading.text.split("(")[0].strip() for heading in part.headings]
    assert names == [
        "Finding", "Purpose of the tool", "Type", "Possible formats", "Possible content",
        "Audience and occasion of use", "From scratch?", "Similar ones", "State of each tool", "Gap",
    ]  # fmt: skip
    found = bundled_here.ask("tools/framework").frame.set_index("factor")
    rows = [row for row in part.rows if row.node]
    assert len(rows) > 80
    for row in rows:
        has_tool = bool(found.at[row.node, "states"])
        assert [isinstance(row.cells[at], Field) for at in (1, 8)] == [not has_tool] * 2
        assert row.cells[9].text == found.at[row.node, "gap"]
        assert row.group.casefold() == found.at[row.node, "area"].replace("_", " ").casefold()
    blank = next(row for row in part.rows if not row.node)
    assert next(cell.name for cell in blank.cells if isinstance(cell, Field)) == "finding"


def test_gaps_are_ranked_by_sources_and_then_by_sites(bundled_here, bundled_copy):
    part = next(one for one in bundled_copy("logic-framework", "gaps").parts if one.name == "gaps")
    numbers = [[int(row.cells[at].text) for at in (0, 2, 3)] for row in part.rows if row.node]
    assert numbers == sorted(numbers, key=lambda one: (one[0], -one[1], -one[2]))
    keys = [(-sources, -sites) for _, sources, sites in numbers]
    assert keys == sorted(keys)
    gaps = bundled_here.ask("tools/framework", gaps_only=True).frame
    assert {row.node for row in part.rows if row.node} <= {*gaps["factor"]}
    assert "none" not in {row.cells[5].text for row in part.rows if row.node}


@pytest.mark.slow
def test_topics_of_the_prompting_sheet_say_where_the_study_reports_nothing(bundled_copy):
    copy = bundled_copy("prompting-sheet")
    (poster,) = copy.parts
    empty = [row.cells[0].text for row in poster.rows if not row.cells[1].text]
    assert len(empty) == copy.share.places - copy.share.filled
    assert any("tools/issues" in text for text in copy.missing) is bool(empty)
    assert [[cell.name for cell in row.cells if isinstance(cell, Field)] for row in poster.rows] == [["ours"]] * 8
