"""What a cell of a framework matrix quotes, and what is the coder's summary."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel_loaders.framework.quotations import take_apart


@pytest.mark.parametrize(
    ("cell", "summary", "words"),
    [
        ("Nothing is quoted here", "Nothing is quoted here", []),
        ('"All of it"', "", [("All of it", "")]),
        ('First "one" then "two".', "First.", [("one", ""), ("two", "")]),
        ("It's the PCTs' task and don't ask", "It's the PCTs' task and don't ask", []),
        ("Said 'the commissioners' views matter' twice", "Said twice", [("the commissioners' views matter", "")]),
        ("'one' and 'two'", "", [("one", ""), ("two", "")]),
        ("In the '90s, rock 'n' roll; 'Twas fine", "In the '90s, rock 'n' roll; 'Twas fine", []),
        ("‘we don’t know’ she said", "she said", [("we don’t know", "")]),
        ("„so ist es“, «comme ça», ‚und so‘", "", [("so ist es", ""), ("comme ça", ""), ("und so", "")]),
        ("He “calls it ‘useless’ here” often", "He often", [("calls it ‘useless’ here", "")]),
        ('A shelf of 5" and 6" wide', 'A shelf of 5" and 6" wide', []),
        ('Says "x" (lines 3-5; p. 2) and "y" [01:02:03]', "Says", [("x", "lines 3-5; p. 2"), ("y", "01:02:03")]),
        ('Says "x" (the director)', "Says (the director)", [("x", "")]),
        ('Too little of it. "One" and "two"', "Too little of it.", [("One", ""), ("two", "")]),
        ('Far away. [00:12:10] "Two buses"', "Far away.", [("Two buses", "00:12:10")]),
        ('Too little, and "one"', "Too little", [("one", "")]),
        ('"One", and they left', "they left", [("One", "")]),
        ('They "left" and came "back" later', "They and came later", [("left", ""), ("back", "")]),
        ('One line\n"and words"\nanother line', "One line\nanother line", [("and words", "")]),
    ],
)
def test_quotations_and_summary(cell: str, summary: str, words: list[tuple[str, str]]) -> None:
    split = take_apart(cell)
    assert split.summary == summary
    assert [(one.text, one.span) for one in split.words] == words


def test_italics_are_quotations() -> None:
    split = take_apart("Asks why: who decides? and “I do” he says", ["who decides?", "I do"])
    assert split.summary == "Asks why he says"
    assert [one.text for one in split.words] == ["who decides?", "I do"]


def test_a_quotation_without_an_end_stays_in_the_summary() -> None:
    split = take_apart("He says “and that is all")
    assert (split.summary, split.words, split.is_open) == ("He says “and that is all", (), True)


LETTERS = st.text("abc ,.", min_size=1).map(str.strip).filter(lambda text: any(map(str.isalpha, text)))


@given(st.lists(st.tuples(LETTERS, LETTERS, st.sampled_from(["“”", '""', "„“", "«»"])), min_size=1, max_size=4))
def test_no_letter_is_lost(parts: list[tuple[str, str, str]]) -> None:
    split = take_apart(" ".join(f"{outside} {marks[0]}{inside}{marks[1]}" for outside, inside, marks in parts))
    assert [one.text for one in split.words] == [inside for _, inside, _ in parts]
    outside = "".join(outside for outside, _, _ in parts)
    assert [sign for sign in split.summary if sign.isalpha()] == [sign for sign in outside if sign.isalpha()]


@given(st.text("“”„\"'‘’«» \na(p.1)"))
def test_any_text_is_taken_apart(text: str) -> None:
    split = take_apart(text)
    assert split.words or split.summary == text


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["“", "'a ", '"a', "‘a ", ' "', '"x" (l 1' + "-1" * 100, "„", '"x" (p 1,'])
def test_long_and_odd_cells_take_no_time(piece: str) -> None:
    started = time.monotonic()
    take_apart(piece * 10_000)
    assert time.monotonic() - started < 5
