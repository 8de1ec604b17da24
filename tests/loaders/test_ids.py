"""Ids made of labels: readable, stable, and the same whatever the order of rows."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from graphmodel_loaders.ids import LONGEST, ids_from_labels, main_spellings

LABELS = st.lists(st.text(max_size=90), max_size=12)
_ALLOWED = re.compile(r"act\.[^\s;|.]+")


def test_ids_can_be_read() -> None:
    ids = ids_from_labels(["Health board", "  HEALTH\u00a0Board ", "Café Zürich", "2nd site", "हिन्दी"], "org.")
    assert ids["Health board"] == ids["  HEALTH\u00a0Board "] == "org.health_board"
    assert ids["Café Zürich"] == "org.café_zürich"
    assert ids["2nd site"] == "org.2nd_site"
    assert ids["हिन्दी"] == "org.हिन्दी"


def test_long_labels_are_cut_at_a_word() -> None:
    label = "managers have no time to read reports about how people in villages reach their clinics"
    (id_,) = ids_from_labels([label], "fac.").values()
    words = id_.removeprefix("fac.").split("_")
    assert len(id_) <= LONGEST + 4
    assert words == label.split()[: len(words)]


def test_different_labels_with_the_same_words_are_told_apart() -> None:
    ids = ids_from_labels(["A&E", "A/E", "A E", "???", "!!!"], "org.")
    assert len(set(ids.values())) == 5
    assert ids["A E"] == "org.a_e"
    assert all(id_.startswith("org.a_e") for label, id_ in ids.items() if "A" in label)


def test_ids_that_are_taken_or_known() -> None:
    assert ids_from_labels(["Board"], "org.", taken={"org.board"})["Board"] not in {"org.board", "org."}
    known = {"Board": "org.pct", "Trust": "org.board"}
    ids = ids_from_labels(["board", "Board ", "The board", "Trust"], "org.", known=known)
    assert (ids["board"], ids["Board "], ids["Trust"]) == ("org.pct", "org.pct", "org.board")
    assert ids["The board"] == "org.the_board"


@given(LABELS, st.randoms(use_true_random=False))
def test_ids_depend_on_labels_alone(labels: list[str], random) -> None:  # type: ignore[no-untyped-def]
    ids = ids_from_labels(labels, "act.")
    shuffled = list(labels)
    random.shuffle(shuffled)
    assert ids_from_labels(shuffled + labels, "act.") == ids
    assert all(_ALLOWED.fullmatch(id_) for id_ in ids.values())
    upper = {label: unicodedata.normalize("NFKC", f" {label} ") for label in labels}
    both = ids_from_labels([*labels, *upper.values()], "act.")
    assert all(both.get(label) == both.get(other) for label, other in upper.items())


def test_the_main_spelling_is_the_most_common_one() -> None:
    assert main_spellings(["board", "Board", "Board", "trust", "Trust", " "]) == {"board": "Board", "trust": "Trust"}
