"""Slices: the claims they keep, by the tables; and that a slice is the study of those claims alone."""

import csv
import io
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graphmodel as gm
from graphmodel.analysis import registry
from graphmodel.frames.slices import NOT, SLICE_OPTIONS, Slice, SliceNames, sliced
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound, QuestionError
from tests.support import raw
from tests.support.tiers import examples

MEMBERS = {row["actor"]: row["organisation"] for row in raw.table("actors") if row["organisation"]}
PARTS = {row["organisation"]: row["part_of"] for row in raw.table("organisations")}
KINDS_OF_SOURCE = {row["source"]: row["kind"] for row in raw.table("sources")}
PARENTS = {row["stage"]: row["parent"] for row in raw.table("stages")}


def above(node: str, up: dict[str, str]) -> set[str]:
    """A node and all that it is part of."""
    found = set()
    while node:
        found.add(node)
        node = up.get(node, "")
    return found


def values(row: raw.Row, option: str, with_parts: bool) -> set[str]:
    """What a claim counts as for one option, from the raw tables."""
    if option == "code":
        return {code for given in raw.split(row["codes"]) for code in (given, given.rpartition(".")[0])} - {""}
    if option == "stage":
        return above(row["stage"], PARENTS)
    if option in {"organisation", "speaker_organisation"}:
        ends = [row["speaker"]] if option == "speaker_organisation" else [row["subject"], row["object"]]
        bodies = {body for end in ends for body in (end, MEMBERS.get(end, "")) if body.startswith("org.")}
        return {up for body in bodies for up in (above(body, PARTS) if with_parts else {body})}
    if option == "source_kind":
        return {KINDS_OF_SOURCE[row["source"]]} - {""}
    return {row[option]} - {""}


CHOICES = {
    option: sorted({value for row in raw.claims() for value in values(row, option, False)}) for option in SLICE_OPTIONS
}
options = st.dictionaries(
    st.sampled_from([option for option in SLICE_OPTIONS if CHOICES[option]]), st.integers(0, 10**6), max_size=3
)


def drawn(numbers: dict[str, int]) -> dict[str, tuple[str, ...]]:
    """One or two values of each option."""
    chosen = {}
    for option, number in numbers.items():
        known = CHOICES[option]
        chosen[option] = (known[number % len(known)], known[number // 7 % len(known)])[: 1 + number % 2]
    return chosen


@pytest.mark.slow
@settings(max_examples=examples(60), deadline=None)
@given(options, options, st.booleans())
def test_claims_are_kept_by_the_tables(
    bundled: StudyFrames, keep: dict[str, int], leave_out: dict[str, int], with_parts: bool
) -> None:
    wanted, unwanted = drawn(keep), drawn(leave_out)
    expected = [
        row["claim"]
        for row in raw.claims()
        if all(set(given) & values(row, option, with_parts) for option, given in wanted.items())
        and not any(set(given) & values(row, option, with_parts) for option, given in unwanted.items())
    ]
    chosen = Slice(wanted, unwanted, with_parts)
    found = sliced(bundled, chosen)
    assert found.claims["claim"].tolist() == sorted(expected)
    assert any(f"{len(expected):,} of {len(bundled.claims):,} claims" in note for note in found.settings.notes)


def test_a_code_stands_for_its_sub_codes_and_not_for_codes_that_begin_like_it(bundled: StudyFrames) -> None:
    codes = CHOICES["code"]
    alike = [code for code in codes if any(re.match(rf"{re.escape(code)}[^.]", other) for other in codes)]
    assert alike
    for code in alike:
        expected = [row["claim"] for row in raw.claims() if code in values(row, "code", False)]
        assert sliced(bundled, Slice({"code": (code,)}, {}, False)).claims["claim"].tolist() == sorted(expected)


def with_claims(folder: Path, kept: set[str]) -> Path:
    """The bundled study with these claims alone, as a study of its own."""
    shutil.copytree(raw.STUDY, folder)
    for name in ("claims", "codings", "coding_notes"):
        rows = [row for row in raw.table(name) if row["claim"] in kept]
        text = io.StringIO()
        writer = csv.DictWriter(text, list(raw.table(name)[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        (folder / f"{name}.csv").write_text(text.getvalue(), "utf-8")
    return folder


def same(one: gm.Result, other: gm.Result) -> None:
    assert list(one.tables) == list(other.tables)
    for name, table in one.tables.items():
        pd.testing.assert_frame_equal(table, other.tables[name], check_dtype=False, obj=f"{one.name} {name}")


def test_the_options_of_a_slice_are_named_in_its_signature() -> None:
    assert [*SliceNames.__annotations__] == [f"{before}{name}" for before in ("", NOT) for name in SLICE_OPTIONS]


@pytest.mark.exhaustive  # of any small study, tests/analysis/test_slices_of_any_study.py says it
@pytest.mark.process
@pytest.mark.parametrize(
    ("chosen", "but"),
    [
        # Robustness runs the others, many times.
        ({"source": "src.ki_national", "not_focus": "general"}, {"agreement", "robustness"}),
        ({"site": "site.1", "polarity": ["affirms", "mixed"]}, {"agreement"}),
    ],
)
def test_a_slice_is_the_study_of_its_claims_alone(
    study: gm.OpenStudy, tmp_path: Path, chosen: dict[str, object], but: set[str]
) -> None:
    """Every analysis and every question answers as for a study that has no other claims."""
    with study.where(**chosen) as part:
        alone = with_claims(tmp_path / "alone", set(part.frames.claims["claim"]))
        with gm.open_study(alone, db=tmp_path / "db") as whole:
            for name in registry.names():
                if registry.find(name).runs_alone and name not in but:
                    same(getattr(part, name)(), getattr(whole, name)())
            for name, question in part.bank.questions.items():
                if all(parameter.default is not None for parameter in question.parameters):
                    same(part.ask(name), whole.ask(name))
            statement = "MATCH (:EvidenceItem)-[s:STATE_AT]->() RETURN count(*) AS n"
            assert part.cypher(statement)["n"].tolist() == whole.cypher(statement)["n"].tolist()


@pytest.mark.slow
def test_a_slice_of_a_slice_is_both(study: gm.OpenStudy) -> None:
    first = study.where(source="src.ki_national")
    both = study.where(source="src.ki_national", focus="ethnicity").frames.claims["claim"].tolist()
    assert first.where(focus="ethnicity").frames.claims["claim"].tolist() == both
    notes = first.where(focus="ethnicity").dropout().notes
    assert sum(note.startswith("Slice:") for note in notes) == 2


@pytest.mark.slow
def test_a_slice_of_everything_is_the_study(study: gm.OpenStudy) -> None:
    everything = study.where(not_source="src.pilot")  # no claim comes from it
    assert everything.frames.claims["claim"].tolist() == study.frames.claims["claim"].tolist()
    for name in ("dropout", "journeys"):
        same(getattr(everything, name)(), getattr(study, name)())


@pytest.mark.exhaustive
@pytest.mark.slow
def test_an_empty_slice_ends_in_no_error(study: gm.OpenStudy, tmp_path: Path) -> None:
    with study.where(source="src.pilot") as nothing:
        assert nothing.frames.claims.empty
        for name in registry.names():
            if registry.find(name).runs_alone:
                notes = getattr(nothing, name)().notes
                assert any("0 of " in note for note in notes), name
        assert nothing.ask("dropout/by_phase").frame["used"].sum() == 0


def test_names_are_labels_or_pieces_and_wrong_ones_are_refused(study: gm.OpenStudy) -> None:
    by_label = study.where(source="National key informant interviews").frames.claims["claim"].tolist()
    assert by_label == study.where(source="src.ki_national").frames.claims["claim"].tolist()
    theme = study.where(code="8").frames.claims["codes"]
    assert all(any(code.startswith("8.") for code in codes) for codes in theme)
    with pytest.raises(NotFound, match=r"src\.ki_nationl"):
        study.where(source="src.ki_nationl").dropout()
    with pytest.raises(NotFound, match="ethnicity"):
        study.where(focus="ethnicty").dropout()
    with pytest.raises(QuestionError, match="source"):
        study.where(sorce="src.ki_national")
    with pytest.raises(QuestionError, match="min_sources"):
        study.where(min_sources=-1)
    with pytest.raises(QuestionError, match="takes a name"):
        study.where(source=3)


@pytest.mark.slow
def test_few_sources_are_left_out_last_and_it_is_said(study: gm.OpenStudy) -> None:
    whole = study.ask("barriers/top")
    found = study.where(min_sources=3).ask("barriers/top")
    assert found.frame["n_sources"].min() >= 3
    assert len(found.frame) == (whole.frame["n_sources"] >= 3).sum()
    assert any(f"{len(whole.frame) - len(found.frame):,} of {len(whole.frame):,} rows" in note for note in found.notes)
