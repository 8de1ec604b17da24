"""Words in two rows: the stricter permission holds, in a quotation and in the sentences around one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.frames.words import COLUMNS, shared_words, words_frame

MILDEST_FIRST = ["quote_attributed", "quote_anonymous", "no_quote", "withdrawn"]
EMPTY = dict.fromkeys(COLUMNS, "")

texts = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=14).map(" ".join)
quotations = st.lists(
    st.fixed_dictionaries(
        {
            "text": texts,
            "before": texts,
            "after": texts,
            "permission": st.sampled_from(MILDEST_FIRST),
            "source": st.sampled_from(["src.1", "src.2"]),
            "decided_by": st.just("the words themselves"),
        }
    ),
    max_size=6,
)


def the_same(one: str, other: str) -> bool:
    """Whether two texts are of the same words, by looking for every run of the one in the other."""
    first, second = one.split(), other.split()
    if first == second:
        return True

    def has(words: list[str], run: list[str]) -> bool:
        return any(words[at : at + len(run)] == run for at in range(len(words)))

    if min(len(first), len(second)) < 3:
        return False
    if has(first, second) or has(second, first):
        return True
    return any(has(second, first[at : at + 8]) for at in range(len(first) - 7))


@pytest.mark.slow
@given(rows=quotations)
def test_the_strictest_permission_of_the_same_words_holds(rows: list[dict[str, str]]) -> None:
    numbered = [{**EMPTY, **row, "quote": f"q{number}"} for number, row in enumerate(rows)]
    found = {row["quote"]: row for row in shared_words(words_frame(numbered)).rows.to_dict("records")}
    expected = {}
    for row in numbered:
        here = [one for one in numbered if one["source"] == row["source"]]

        def holds(piece: str, own: str, here: list[dict[str, str]] = here) -> str:
            said = [own, *(one["permission"] for one in here if the_same(piece, one["text"]))]
            return max(said, key=MILDEST_FIRST.index)

        permission = holds(row["text"], row["permission"])
        if permission in MILDEST_FIRST[:2]:
            around = {name: holds(row[name], row["permission"]) == row["permission"] for name in ("before", "after")}
            expected[row["quote"]] = (permission, around)
    assert {quote: row["permission"] for quote, row in found.items()} == {q: p for q, (p, _) in expected.items()}
    for quote, (_, around) in expected.items():
        assert {name: bool(found[quote][name]) for name in around} == around


@pytest.mark.slow
def test_places_in_the_text_of_a_source_that_overlap_are_the_same_words() -> None:
    def shown(start: str, end: str, source: str = "src.1") -> int:
        rows = [
            {**EMPTY, "quote": "q1", "text": "one two", "permission": "no_quote", "source": "src.1"},
            {**EMPTY, "quote": "q2", "text": "two three", "permission": "quote_attributed", "source": source},
        ]
        rows[0] |= {"start": "10", "end": "20"}
        rows[1] |= {"start": start, "end": end}
        return len(shared_words(words_frame(rows)).rows)

    assert [shown("19", "30"), shown("0", "11"), shown("12", "15")] == [0, 0, 0]
    assert [shown("20", "30"), shown("0", "10"), shown("12", "15", "src.2"), shown("", "")] == [1, 1, 1, 1]


def test_case_and_accents_make_no_other_words() -> None:
    rows = [
        {**EMPTY, "quote": "q1", "text": "Café – keep it quiet", "permission": "no_quote"},
        {**EMPTY, "quote": "q2", "text": "They said: CAFE, keep it quiet!", "permission": "quote_attributed"},
    ]
    words = shared_words(words_frame(rows))
    assert len(words.rows) == 0
    assert sum(words.left_out.values()) == 2


def test_anonymous_words_keep_neither_their_speaker_nor_columns_of_the_study() -> None:
    own = {"speaker": "act.cook", "real_name": "Jo", "claim": "c1", "source": "src.1"}
    rows = [
        {**EMPTY, **own, "quote": "q1", "text": "one", "permission": "quote_anonymous"},
        {**EMPTY, **own, "quote": "q2", "text": "two", "permission": "quote_attributed"},
        {**EMPTY, **own, "quote": "q3", "text": "three", "permission": "quote_anonymous", "apart": "yes"},
    ]
    found = shared_words(words_frame(rows)).rows.set_index("text")
    assert list(found.loc["one", [*own]]) == ["", "", "c1", "src.1"]
    assert list(found.loc["two", [*own]]) == ["act.cook", "Jo", "c1", "src.1"]
    assert list(found.loc["three", [*own]]) == ["", "", "", ""]
    assert found.loc["three", "quote"] == ""
