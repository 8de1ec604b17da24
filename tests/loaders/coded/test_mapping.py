"""The mapping file: written, read, and refused where it is wrong."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.coded_project import Case, Code
from graphmodel.problems import StudyError
from graphmodel_loaders.coded.mapping import Coders, Defaults, Mapping, attribute_targets, load_mapping, read_mapping
from graphmodel_loaders.coded.rules import SECTIONS, Rule, RuleList, literal, takes
from tests.support.tiers import examples

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=12)


@st.composite
def rules(draw: st.DrawFn, section: str) -> Rule:
    about = SECTIONS[section]
    selectors = draw(st.lists(st.sampled_from(about.selectors), min_size=1, unique=True))
    select = {
        name: tuple(draw(st.lists(WORDS, min_size=1, max_size=2))) for name in about.selectors if name in selectors
    }
    role = draw(st.sampled_from([role for role in about.roles if role != "column"]))
    facts = {"label": draw(WORDS)} if section in {"codes", "cases"} else {}
    where = draw(st.dictionaries(WORDS, WORDS, max_size=2)) if about.has_where else {}
    return Rule(section, select, role, facts, where, draw(WORDS))


@st.composite
def mappings(draw: st.DrawFn) -> Mapping:
    return Mapping(
        Defaults(verb=f"a{draw(WORDS)}", interviewers=tuple(draw(st.lists(WORDS, max_size=2)))),
        Coders(draw(WORDS), draw(st.dictionaries(WORDS, WORDS, max_size=2))),
        draw(st.dictionaries(WORDS, st.sampled_from(attribute_targets()), max_size=3)),
        **{section: tuple(draw(st.lists(rules(section), max_size=3))) for section in SECTIONS},
        heading=draw(WORDS),
    )


@settings(max_examples=examples(25), deadline=None)
@given(mappings())
def test_a_mapping_is_read_as_it_was_written(mapping: Mapping) -> None:
    assert read_mapping(mapping.text()) == mapping


@settings(max_examples=examples(50), deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=3), st.lists(WORDS, min_size=1, max_size=3))
def test_a_pattern_without_stars_takes_its_own_path_alone(path: list[str], other: list[str]) -> None:
    rule = Rule("codes", {"path": (" / ".join(map(literal, path)),)}, "factor")
    same = " ".join(" / ".join(path).casefold().split()) == " ".join(" / ".join(other).casefold().split())
    assert rule.takes(Code("1", tuple(path)))
    assert rule.takes(Code("2", tuple(other))) == same


@pytest.mark.parametrize(
    ("pattern", "taken"),
    [
        ("Barriers / *", {"Barriers / Time", "barriers /  A/E"}),
        ("Barriers / **", {"Barriers / Time", "barriers /  A/E", "Barriers / Time / Mine"}),
        ("**", {"Barriers", "Barriers / Time", "barriers /  A/E", "Barriers / Time / Mine"}),
        ("*", {"Barriers"}),
        ("* / t*e", {"Barriers / Time"}),
        ("Barriers / [*]", set()),
        ("**r** / *e", {"Barriers / Time", "barriers /  A/E", "Barriers / Time / Mine"}),
        ("*r*r* / *i*", {"Barriers / Time"}),
        ("**i**i**e", {"Barriers / Time", "Barriers / Time / Mine"}),
    ],
)
def test_stars_stand_for_names(pattern: str, taken: set[str]) -> None:
    paths = ("Barriers", "Barriers / Time", "barriers /  A/E", "Barriers / Time / Mine")
    rule = Rule("codes", {"path": (pattern,)}, "factor")
    assert {path for path in paths if rule.takes(Code(path, tuple(path.split(" / "))))} == taken


@pytest.mark.parametrize("pattern", ["*a*a*a*a*a*b", "**a**a**a**a**a**b"])
def test_no_name_makes_a_pattern_slow(pattern: str) -> None:
    rule = Rule("codes", {"path": (pattern,)}, "factor")
    assert not rule.takes(Code("1", ("a" * 100_000,)))


@pytest.mark.parametrize("pattern", ["** / *" * 40, " / ".join(["**", "*a*"] * 30) + " / zz"])
def test_no_name_makes_a_pattern_with_stars_of_both_sorts_slow(pattern: str) -> None:
    rule = Rule("codes", {"path": (pattern + "b",)}, "factor")
    assert not rule.takes(Code("1", ("a",) * 300))


@given(st.text("a/ *", max_size=8), st.text("a/ ", max_size=12))
def test_stars_take_what_a_plain_regular_expression_takes(pattern: str, text: str) -> None:
    pattern, text = " ".join(pattern.split()), " ".join(text.split())
    parts = re.split(r"(\*+)", pattern)
    star = {True: r"(?:(?! / ).)*", False: ".*"}
    plain = "".join(star[len(part) == 1] if part.startswith("*") else re.escape(part) for part in parts)
    assert takes(pattern, text) == (re.fullmatch(plain, text) is not None)


def test_the_attributes_of_a_case_choose_it() -> None:
    rule = Rule("cases", {}, "actor", where={"job title": "GP*"})
    assert rule.takes(Case("1", "Ann", attributes={"Job Title": "GP partner"}))
    assert not rule.takes(Case("1", "Ann", attributes={"Job Title": "Nurse"}))
    assert not rule.takes(Case("1", "Ann"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[codes]]\npath = 'x'\nas = 'facter'", ("line 1", "[[codes]] rule 1", "factor")),
        ("\n\n[[codes]]\npath = 'x'\nas = 'code'\n[[codes]]\npaht = 'x'", ("line 6", "rule 2", "path")),
        ("[codes]\npath = 'x'", ("[[codes]]", "two brackets")),
        ("[code]\n", ("codes",)),
        ("[[codes]\n", ("line 1",)),
        ("x = [[[[", ("cannot be read",)),
        ("a." * 60 + "b = 1", ("nested",)),
        ("[[codes]]\nas = 'factor'", ("line 1", "path")),
        ("[[codes]]\npath = 'x'", ("line 1", 'as = "')),
        ("[[codes]]\npath = 1.5\nas = 'factor'", ("path", "quotation marks")),
        ("[[codes]]\npath = 'x'\nas = 'column'", ("column",)),
        ("[[codes]]\npath = 'x'\nas = 'factor'\nvalue = 'y'", ("label",)),
        ("[[codes]]\npath = 'x'\nas = 'factor'\nvalence = 'barier'", ("barrier",)),
        ("[[codes]]\npath = 'x'\nas = 'polarity'\nvalue = 'denys'", ("denies",)),
        ("[[codes]]\npath = 'x'\nas = 'factor'\nlabel = ''", ("label", "empty")),
        ("[[cases]]\nwhere = 'x'\nas = 'actor'", ("[[cases]] rule 1", "where")),
        ("[defaults]\nsubject = 'speakr'", ("line 1", "speaker")),
        ("[defaults]\nverb = '!'", ("verb",)),
        ("[defaults]\nverbs = 'x'", ("verb",)),
        ("[defaults]\nother_codes = 'verb'", ("unmapped",)),
        ("[attributes]\nRole = 'role'", ("role_now",)),
        ("[coders]\nnames = 'x'", ("names",)),
        ("[[links]]\nname = 'x'\nas = 'verb'", ("claim",)),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_what_to_do(text: str, said: tuple[str, ...]) -> None:
    with pytest.raises(StudyError) as error:
        read_mapping(text, "my map.toml")
    assert all(part in str(error.value) for part in ("my map.toml", *said))


def test_a_file_that_is_no_text_or_too_large_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "map.toml"
    for content in (b"\xff\xfe\x00", b"#" * (5 << 20)):
        file.write_bytes(content)
        with pytest.raises(StudyError, match=r"map\.toml"):
            load_mapping(file)
    with pytest.raises(StudyError, match=r"none\.toml"):
        load_mapping(tmp_path / "none.toml")
    file.write_bytes("\ufeff[defaults]\nverb = 'sees'\n".encode())
    assert load_mapping(file).defaults.verb == "sees"


@pytest.mark.slow
def test_a_rule_for_each_of_many_codes_costs_no_more_than_few():
    codes = [Code(str(number), ("Themes", f"theme {number}")) for number in range(20_000)]
    rules = [Rule("codes", {"path": (f"Themes / theme {number}",)}, "factor") for number in range(20_000)]
    held = RuleList(rules)
    begun = time.process_time()
    assert [held.first(code) for code in codes] == rules
    assert time.process_time() - begun < 10


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["path", "name", "set", "guid"]), st.sampled_from(["a", "b", "a / b", "*", "a / *", "**"])
        ),
        max_size=6,
    ),
    st.sampled_from([Code("a", ("a",)), Code("b", ("a", "b"), sets=("b", "a")), Code("k", ("b",), sets=("c",))]),
)
def test_the_first_rule_that_takes_a_code_counts_however_it_is_looked_up(chosen, code):
    rules = [
        Rule("codes", {selector: (pattern,)}, "factor", {"label": str(at)})
        for at, (selector, pattern) in enumerate(chosen)
    ]
    assert RuleList(rules).first(code) == next((rule for rule in rules if rule.takes(code)), None)
