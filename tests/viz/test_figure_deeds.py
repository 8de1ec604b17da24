"""The figure of who does what with evidence: the numbers against the raw tables."""

from collections import Counter

import pytest

from graphmodel.api.opened import OpenStudy
from graphmodel.schema.rules import DEEDS
from graphmodel_viz.picture_data.deeds import sector_words
from tests.support.deeds import deeds_in_tables
from tests.support.figures import Figures

pytestmark = pytest.mark.slow


def numbers_of(figure: Figures, shown: list[str]) -> Counter[tuple[str, str, str]]:
    """The numbers that stand in a figure, by the sector of their row, the deed of their column and their mark."""
    texts = [(text.get_text(), *text.get_position()) for text in figure.axes.texts]
    left = min(x for _, x, _ in texts)
    sectors = sorted((y, words) for words, x, y in texts if x == left)
    first = sectors[0][0]
    marks = [
        (line.get_xdata()[0], line.get_ydata()[0], line) for line in figure.axes.lines if line.get_marker() != "None"
    ]
    heads = sorted({round(x, 2) for _, x, y in texts if y < first - 5 and x > left + 60})
    assert len(heads) == len(shown)
    found: Counter[tuple[str, str, str]] = Counter()
    for words, x, y in texts:
        if words.isdigit():
            sector = [name for at, name in sectors if at <= y + 1][-1]
            deed = shown[min(range(len(heads)), key=lambda place: abs(heads[place] - x))]
            *_, mark = min(marks, key=lambda one: (abs(one[1] - y) > 4, abs(one[0] - x)))
            said = "not done" if mark.get_marker() == "x" else "in part" if mark.get_fillstyle() == "left" else "done"
            found[sector, deed, said] += int(words)
    return found


@pytest.mark.parametrize("focus", ["ethnicity", "general"])
def test_every_number_is_that_of_the_tables(bundled_here: OpenStudy, focus: str) -> None:
    expected: Counter[tuple[str, str, str]] = Counter()
    for (sector, deed, said), number in deeds_in_tables(focus).items():
        expected[sector_words(sector).split(" ")[0], deed, said] += number
    shown = [deed for deed in DEEDS if any(deed == one for _, one, _ in expected)]
    drawn: Counter[tuple[str, str, str]] = Counter()
    for (sector, deed, said), number in numbers_of(Figures(bundled_here.frames, "deeds", focus=focus), shown).items():
        drawn[sector.split(" ")[0], deed, said] += number
    assert drawn == expected
    assert drawn.total() > 50


def test_both_focuses_stand_below_each_other(bundled_here: OpenStudy) -> None:
    figure = Figures(bundled_here.frames, "deeds")
    numbers = [int(text) for text, _ in figure.boxes if text.isdigit()]
    assert sum(numbers) == sum(deeds_in_tables("ethnicity").values()) + sum(deeds_in_tables("general").values())


def test_the_caption_begins_with_whom_most_is_not_done_by(bundled_here: OpenStudy, tmp_path) -> None:
    caption = bundled_here.figure("deeds", tmp_path / "fig.svg").caption
    undone: Counter[str] = Counter()
    for (sector, _, said), number in deeds_in_tables("ethnicity").items():
        undone[sector] += number * (said == "not done")
    (sector, most), *_ = undone.most_common(1)
    assert caption.startswith(
        f"{most} of {undone.total()} claims that something was not done with ethnicity evidence are about one sector: "
        f"{sector_words(sector)}."
    )
    done = {key: number for key, number in deeds_in_tables("ethnicity").items() if key[2] != "not done"}
    same = sum(number for (whose, *_), number in done.items() if whose == sector)
    assert f"{same} of {sum(done.values())} (" in caption
