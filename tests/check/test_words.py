"""Quotations agree with their claims, and the strictest of all that is said of consent holds."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.schema.consent import NOBODY, Consents
from tests.support.checking import errors, of_rule, run_check
from tests.support.studies import tiny_study, tiny_tables
from tests.support.words import QUOTES, study_with_words

MILDEST_FIRST = ["quote_attributed", "quote_anonymous", "no_quote", "withdrawn"]
WORDS = ["", *MILDEST_FIRST]
ACTORS, SOURCES = ["", "act.a", "act.b", "act.c"], ["", "src.1", "src.2"]

profiles = st.lists(
    st.fixed_dictionaries(
        {
            "actor": st.sampled_from(ACTORS),
            "source": st.sampled_from(SOURCES),
            "consent": st.sampled_from(WORDS),
            "quotes_attributed": st.sampled_from(["", "yes", "no"]),
            "quotes_anonymous": st.sampled_from(["", "yes", "no"]),
        }
    ),
    max_size=5,
)
sources = st.fixed_dictionaries({name: st.sampled_from(WORDS) for name in SOURCES if name})


def _numbered(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{"profile": f"p{number}", **row} for number, row in enumerate(rows)]


def _said(profile: dict[str, str]) -> list[str]:
    """Everything that one profile says, as the table of docs/words.md has it."""
    answers = {
        ("yes", ""): "quote_attributed",
        ("yes", "yes"): "quote_attributed",
        ("yes", "no"): "quote_attributed",
        ("no", "yes"): "quote_anonymous",
        ("", "yes"): "quote_anonymous",
        ("no", ""): "no_quote",
        ("", "no"): "no_quote",
        ("no", "no"): "no_quote",
        ("", ""): "",
    }
    both = (profile["quotes_attributed"], profile["quotes_anonymous"])
    return [word for word in (profile["consent"], answers[both]) if word]


def _expected(of: dict[str, str], rows: list[dict[str, str]], source: str, speaker: str, own: str) -> str:
    """The strictest consent, by going through every place in turn."""
    said = [own, of.get(source, "")]
    known = {row["actor"] for row in rows if row["source"] and row["source"] == source and row["actor"]}
    for row in rows:
        here, theirs = row["source"] == source and source, row["actor"] == speaker and speaker
        if row["actor"] and row["source"]:
            applies = here and (theirs or speaker not in known)
        elif row["source"]:
            applies = here
        else:
            applies = theirs
        said += _said(row) if applies else []
    for word in reversed(MILDEST_FIRST):
        if word in said:
            return word
    return "no_quote"


@given(of=sources, rows=profiles, own=st.sampled_from(WORDS))
def test_the_strictest_of_all_places_holds(of: dict[str, str], rows: list[dict[str, str]], own: str) -> None:
    consents = Consents([{"source": name, "consent": word} for name, word in of.items()], _numbered(rows))
    for source, speaker in product(SOURCES, ACTORS):
        assert consents.of(source, speaker, own).permission == _expected(of, rows, source, speaker, own)


@given(of=sources, rows=profiles, more=profiles, own=st.sampled_from(WORDS))
def test_a_further_place_never_makes_it_milder(
    of: dict[str, str], rows: list[dict[str, str]], more: list[dict[str, str]], own: str
) -> None:
    """But for a profile of one's own: with it, those of the others in the source are not of one any more."""
    told = [{"source": name, "consent": word} for name, word in of.items()]
    more = [row for row in more if not (row["actor"] and row["source"])]
    before, after = Consents(told, _numbered(rows)), Consents(told, _numbered([*rows, *more]))
    for source, speaker in product(SOURCES, ACTORS):
        first, then = before.of(source, speaker, own), after.of(source, speaker, own)
        if first.decided_by != (NOBODY,):
            assert MILDEST_FIRST.index(then.permission) >= MILDEST_FIRST.index(first.permission)


@given(of=sources, rows=profiles)
def test_nobody_is_left_in_a_source_that_has_withdrawn(of: dict[str, str], rows: list[dict[str, str]]) -> None:
    consents = Consents([{"source": name, "consent": word} for name, word in of.items()], _numbered(rows))
    for source in ("src.1", "src.2"):
        if consents.source_withdrawn(source):
            assert {consents.of(source, actor).permission for actor in ACTORS} == {"withdrawn"}


def test_a_word_that_is_no_permission_allows_nothing() -> None:
    consents = Consents([{"source": "src.1", "consent": "maybe"}], [])
    assert consents.of("src.1", "", "quote_attributed").permission == "no_quote"


def test_what_decides_is_said(tmp_path: Path) -> None:
    check = run_check(study_with_words(tmp_path))
    assert not errors(check)
    rows = {row["quote"]: (row["permission"], row["decided_by"]) for row in check.words.rows()}
    assert rows["q3"] == ("no_quote", NOBODY)
    assert rows["q5"][0] == "withdrawn"
    assert rows["q8"] == ("withdrawn", "profile p1")
    assert check.words.n_claims == 1
    assert check.counts["claims"].left_out == 1
    assert check.counts["sources"].left_out == 1
    assert "src.left" not in check.tables["sources"]["source"].to_pylist()
    assert {problem.row for problem in of_rule(check, "withdrawn")} == {4, 8}


BROKEN = {
    "ends_before_start": {"start": "9", "end": "3"},
    "half_a_place": {"start": "9"},
    "bad_number": {"start": "two", "end": "3"},
    "words_from_nowhere": {"claim": ""},
    "another_source": {"source": "src.minutes"},
    "dangling_reference": {"claim": "c99"},
    "bad_word": {"permission": "sure"},
    "missing_value": {"text": ""},
}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_quotation_that_contradicts_itself_or_its_claim_is_an_error(rule: str, tmp_path: Path) -> None:
    check = run_check(tiny_study(tmp_path, quotes=[{**QUOTES[0], "start": "", "end": "", **BROKEN[rule]}]))
    assert rule in {problem.rule for problem in errors(check)}
    assert not list(check.words.rows())


@pytest.mark.slow
def test_ids_occur_once_and_words_stand_behind_quoted_claims(tmp_path: Path) -> None:
    check = run_check(tiny_study(tmp_path, quotes=[QUOTES[0], {**QUOTES[0], "claim": "c2"}]))
    assert [problem.row for problem in of_rule(check, "duplicate_id")] == [3]
    check = run_check(tiny_study(tmp_path / "more", quotes=[QUOTES[0], {**QUOTES[1], "claim": "c2"}]))
    assert [problem.row for problem in of_rule(check, "not_quoted")] == [3]  # c1 is quoted, c2 is not
    assert not errors(check)


def test_a_profile_with_an_error_allows_nothing(tmp_path: Path) -> None:
    profile = {"profile": "p1", "actor": "act.nobody", "source": "", "consent": "withdrawn"}
    check = run_check(tiny_study(tmp_path, quotes=[QUOTES[0]], profiles=[profile]))
    assert {problem.rule for problem in errors(check)} == {"dangling_reference"}
    assert [row["permission"] for row in check.words.rows()] == ["no_quote"]


def test_a_speaker_who_withdraws_takes_their_claims_along_and_no_others(tmp_path: Path) -> None:
    profile = {"profile": "p1", "actor": "act.cook", "source": "", "consent": "Withdrawn"}
    check = run_check(tiny_study(tmp_path, profiles=[profile]))
    spoken = [row["claim"] for row in tiny_tables()["claims"] if row["speaker"] == "act.cook"]
    assert check.words.claims_withdrawn == set(spoken)
    assert check.counts["claims"].left_out == len(spoken)
    assert check.counts["sources"].left_out == 0
    assert any(str(len(spoken)) in caution for caution in check.cautions)
