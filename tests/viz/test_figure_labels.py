"""Labels beside marks: none hides a mark or another label, whatever stands where."""

from itertools import combinations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from graphmodel_viz.figures.labels import Label, Placed, Rectangle, place_labels

SHEET = Rectangle(0, 0, 300, 200)
NO_LINES = np.empty((0, 2))
places = st.tuples(st.floats(10, 290), st.floats(10, 190))
texts = st.lists(st.text("abc fg", min_size=1, max_size=20), min_size=1, max_size=3).map(tuple)
labels = st.lists(st.builds(Label, at=places, radius=st.floats(1, 8), lines=texts), max_size=25)
CROWD = [Label((100.0 + 12 * n, 100.0), 3, (f"a longer label {n}",)) for n in range(12)]


def marks_of(own: list[Label]) -> list[Rectangle]:
    return [Rectangle(x - r, y - r, 2 * r, 2 * r) for (x, y), r in ((label.at, label.radius) for label in own)]


@given(labels, st.integers(0, 5))
@example(CROWD, 0)
@example(CROWD, 5)
def test_no_label_hides_a_mark_or_another_label_or_leaves_the_sheet(own: list[Label], keyed: int) -> None:
    marks = marks_of(own)
    placed = place_labels(own, marks, NO_LINES, SHEET, keyed)
    assert len(placed) == len(own)
    boxes = [one.box for one in placed if one]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    assert not any(box.meets(mark) for box in boxes for mark in marks)
    assert all(SHEET.holds(box) for box in boxes)


def test_the_heaviest_labels_have_the_room_and_others_a_number_of_a_key() -> None:
    placed = place_labels(CROWD, marks_of(CROWD), NO_LINES, SHEET)
    assert placed[0] is not None
    assert None in placed
    wide = [Label((30.0, 20.0 + 40 * n), 3, ("much wider than its sheet",)) for n in range(3)]
    keyed = place_labels(wide, marks_of(wide), NO_LINES, Rectangle(0, 0, 60, 200), keyed=2)
    assert [one and (one.label.lines, one.numbered) for one in keyed] == [(("1",), True), (("2",), True), None]


def test_a_label_takes_the_place_that_hides_least_of_lines() -> None:
    (label,) = own = [Label((150.0, 100.0), 3, ("label",))]
    right, *_ = label.boxes()
    line = np.array([[right.x + 1, right.y + 1], [right.x + 5, right.y + 2]])
    (alone,) = place_labels(own, marks_of(own), NO_LINES, SHEET)
    (beside,) = place_labels(own, marks_of(own), line, SHEET)
    assert alone == Placed(label, right)
    assert beside is not None
    assert not beside.box.meets(right)
