"""What holds for every coded project, drawn at random."""

from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import graphmodel as gm
from graphmodel.coded_project import Link, Words
from graphmodel.formats import ImportedStudy
from graphmodel_loaders.coded.builder import ProjectBuilder
from graphmodel_loaders.coded.claims import make_study, study_of
from graphmodel_loaders.coded.mapping import read_mapping
from graphmodel_loaders.coded.preview import preview
from graphmodel_loaders.coded.suggesting import suggest
from graphmodel_loaders.folder_writer import write_files
from tests.loaders.coded.projects import CODES, MAPPING, drawn_parts, project_of
from tests.support.tiers import examples

PLAN = read_mapping(MAPPING)
ONCE = {"Evidence", "Stakeholders", "Stages", "Polarity"}
"""Folders of which a claim has one code."""


def content(study: ImportedStudy) -> Any:
    """All of a study but the order of its stages, which is that of the codes."""
    stages = [{**row, "order": ""} for row in study.tables.get("stages", ((), ()))[1]]
    tables = {name: list(found[1]) for name, found in study.tables.items()}
    return {**tables, "stages": sorted(stages, key=str)}, study.settings, study.drafts, study.account.counts


@settings(max_examples=examples(40), deadline=None)
@given(drawn_parts())
def test_everything_is_counted_once(parts: Any) -> None:
    project = project_of(parts)
    study = study_of(project, PLAN, study_id="x")
    read = Counter[str]()
    for (what, _, _), number in study.account.counts.items():
        read[what] += number
    assert read == {name: number for name, number in project.parts() if number}
    seen = preview(make_study(project, PLAN))
    assert sum(int(row["passages"]) for row in seen.passages) == len(project.segments)
    assert len(seen.queue) == len(study.drafts)
    assert sum(int(row["claims"]) for row in seen.rules) == len(study.tables["claims"][1])


@settings(max_examples=examples(40), deadline=None)
@given(drawn_parts())
def test_no_claim_is_made_of_a_combination(parts: Any) -> None:
    project = project_of(parts)
    study = study_of(project, PLAN, study_id="x")
    codes: dict[tuple[str, str, str], set[tuple[str, ...]]] = defaultdict(set)
    for segment in project.segments:
        (words,) = segment.words
        place = (segment.document.removeprefix("document "), f"{words.start}-{words.end}", segment.coder)
        codes[place] |= {CODES[int(key.removeprefix("code "))] for key in segment.codes}
    made = Counter[tuple[str, str, str]]()
    coders = defaultdict(set)
    for claim in study.tables["claims"][1]:
        source, place = claim["source"].removeprefix("src.interview_"), claim["locator"].rpartition(" ")[2]
        made[source, place, claim.get("coder", "")] += 1
        coders[source, place].add(claim.get("coder", ""))
    for place, number in made.items():
        coded = Counter(path[0] for path in codes[place])
        assert all(coded[folder] <= 1 for folder in ONCE)
        assert number <= max(1, coded["Barriers"] + coded["Evidence"])
    assert all(len(names) == 1 for names in coders.values())
    assert all(quote["text"] for quote in study.tables.get("quotes", ((), ()))[1])


@settings(max_examples=examples(30), deadline=None)
@given(drawn_parts(), st.integers())
def test_neither_order_nor_passing_keys_change_anything(parts: Any, seed: int) -> None:
    def shuffled(items: list[int]) -> list[int]:
        return Random(seed).sample(items, len(items))

    def renamed(key: str) -> str:
        return f"{seed}{key[::-1]}"

    plain = content(study_of(project_of(parts, "QualCoder 3.5"), PLAN, study_id="x"))
    other = content(study_of(project_of(parts, "QualCoder 3.5", renamed, shuffled), PLAN, study_id="x"))
    assert other == plain


@settings(max_examples=examples(25), deadline=None)
@given(drawn_parts(), drawn_parts())
def test_what_is_new_in_a_project_leaves_other_ids_as_they_are(parts: Any, more: Any) -> None:
    there = [(0, *segment[1:4], 1) for segment in parts[0]]
    new = [(2, *segment[1:4], 1) for segment in more[0]]
    before = study_of(project_of((there, 1)), PLAN, study_id="x")
    after = study_of(project_of(([*new, *there], 1)), PLAN, study_id="x")
    for name in ("claims", "quotes", "codebook", "actors", "factors"):
        rows = after.tables.get(name, ((), ()))[1]
        assert [row for row in rows if "interview_2" not in str(row)] == before.tables.get(name, ((), []))[1]


@settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn_parts())
def test_the_suggested_mapping_makes_a_study_without_errors(tmp_path: Path, parts: Any) -> None:
    project = project_of(parts)
    plan = suggest(project)
    assert read_mapping(plan.text()) == plan
    study = study_of(project, plan, study_id="x")
    write_files(tmp_path, study.tables, study.settings)
    assert [problem.what for problem in gm.check_study(tmp_path).problems if problem.severity == "error"] == []
    for file in tmp_path.iterdir():
        file.unlink()
    assert not [row for row in preview(make_study(project, plan)).unmapped if row["what"] != "link"]


@pytest.mark.exhaustive
@pytest.mark.slow
def test_fifty_thousand_segments_take_seconds() -> None:
    random = Random(1)
    segments = [
        (random.randrange(3), number // 10, 1 + random.randrange(3), (random.randrange(12),), 1 + random.randrange(2))
        for number in range(50_000)
    ]
    study = study_of(project_of((segments, 2)), PLAN, study_id="x")
    assert study.account.total() > 35_000


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=5) | st.sampled_from(
    ["a;b", "a|b", " a ", "a / b", "=1+1", "a\nb", "n/a", "-", "A", "a", "ev.x", "Interviewer", "1.1 A", "x" * 300]
)


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(NAMES, NAMES, NAMES, NAMES, NAMES), min_size=1, max_size=6))
def test_odd_names_make_a_study_without_errors(tmp_path: Path, names: list[tuple[str, ...]]) -> None:
    builder = ProjectBuilder("Test", names[0][0])
    for document, coder, folder, code, case in names:
        builder.document(document, f"d{document}", text="Some words.", attributes={code: case, "Site": folder})
        builder.case(case, f"c{case}", attributes={"Role": code, "Works for": folder}, documents=[f"d{document}"])
        codes = [builder.code([folder, code], f"k{folder}{code}")]
        builder.segment(f"d{document}", codes, coder=coder, words=[Words("Some", 0, 4)], attributes={folder: code})
        builder.link(Link(f"{code}{case}", folder, ("code", codes[0]), ("case", f"c{case}"), coder=coder))
    project = builder.project()
    plan = suggest(project)
    assert read_mapping(plan.text()) == plan
    study = study_of(project, plan, study_id="x")
    write_files(tmp_path, study.tables, study.settings)
    problems = gm.check_study(tmp_path).problems
    for file in tmp_path.iterdir():
        file.unlink()
    assert [f"{problem.where}: {problem.what}" for problem in problems if problem.severity == "error"] == []


@settings(max_examples=examples(40), deadline=None)
@given(drawn_parts())
def test_what_is_inserted_above_gives_no_claim_another_id(parts: Any) -> None:
    project = project_of(parts)
    above = "\N{SNOWMAN}" * 3
    documents = [replace(one, text=above + one.text) for one in project.documents if one.text is not None]
    segments = [
        replace(
            segment,
            words=tuple(
                replace(one, start=(one.start or 0) + len(above), end=(one.end or 0) + len(above))
                for one in segment.words
            ),
        )
        for segment in project.segments
    ]
    before = study_of(project, PLAN, study_id="x")
    after = study_of(replace(project, documents=documents, segments=segments), PLAN, study_id="x")
    for table, id_ in (("claims", "claim"), ("quotes", "quote")):
        known, now = ([row[id_] for row in study.tables.get(table, ((), ()))[1]] for study in (before, after))
        assert known == now
    assert [draft.key for draft in before.drafts] == [draft.key for draft in after.drafts]


def test_passages_of_the_same_words_are_told_apart_by_where_they_stand() -> None:
    builder = ProjectBuilder("test")
    document = builder.document("Interview 1", text="aaa aaa")
    code = builder.code(("Barriers", "Fear"))
    for start in (0, 1, 4, 5):
        builder.segment(document, [code], words=[Words("aa", start, start + 2)])
    assert len(study_of(builder.project(), PLAN, study_id="x").tables["claims"][1]) == 4
