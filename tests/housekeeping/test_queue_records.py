"""The queue as text: items come back as they were, and nothing is asked twice."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.problems import StudyError
from graphmodel.queue import SETTLED, WAITING, QueueItem, asked, items_text, read_items, withdrawn

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
items = st.builds(
    QueueItem,
    texts,
    texts,
    texts,
    st.lists(texts, max_size=3).map(tuple),
    texts,
    texts,
    st.dictionaries(texts, texts, max_size=3),
    texts,
    texts,
    texts,
)


@given(st.lists(items, max_size=4))
def test_items_come_back_from_their_text(several: list[QueueItem]) -> None:
    assert read_items(items_text(several)) == several


def test_what_waits_or_was_decided_is_not_asked_again() -> None:
    first, second, third = (QueueItem("twin", name, "Same?", ("yes", "no")) for name in "abc")
    records = {SETTLED: items_text([replace(first, decision="yes")]), WAITING: items_text([second])}
    now = asked(records, [first, replace(second, question="The same?"), third, third])
    assert [one.subject for one in read_items(now[WAITING])] == ["b", "c"]
    assert asked(records, [first, second]) == {}
    assert withdrawn(records, [second.id]) == {WAITING: None}
    assert withdrawn(records, [third.id]) == {}


@pytest.mark.parametrize("text", ["item,kind\nx,twin\n", "kind,options\n" + "x,[" * 3 + "\n", "kind\n" + "x" * 200_000])
def test_a_damaged_queue_is_said(text: str) -> None:
    with pytest.raises(StudyError):
        read_items(text)
