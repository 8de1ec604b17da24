"""The page on the mapping file shows what really happens."""

import re

import pytest

from graphmodel.coded_project import CodedProject, Words
from graphmodel_loaders.coded.builder import ProjectBuilder
from graphmodel_loaders.coded.claims import study_of
from graphmodel_loaders.coded.mapping import Defaults, attribute_targets, read_mapping
from graphmodel_loaders.coded.rules import SECTIONS
from tests.support.pages import ROOT

PAGE = (ROOT / "docs" / "import-mapping.md").read_text("utf-8")
BLOCKS = re.findall(r"```toml\n(.*?)```", PAGE, re.S)
PASSAGES = re.findall(r"^\| \*(.*)\* \| (.*) \|$", PAGE, re.M)


def the_interview() -> CodedProject:
    """The interview of the example: passages and codes as the page has them."""
    builder = ProjectBuilder("Test", "Meals")
    text = " ".join(words for words, _ in PASSAGES)
    builder.document("Interview 1", text=text)
    builder.case("Head cook", kind="Person", documents=["Interview 1"])
    for words, codes in PASSAGES:
        start = text.index(words)
        keys = [builder.code(code.split(" / ")) for code in codes.split(", ")]
        builder.segment("Interview 1", keys, words=[Words(words, start, start + len(words))])
    return builder.project()


def test_the_example_makes_what_the_page_says() -> None:
    study = study_of(the_interview(), read_mapping(BLOCKS[0]), study_id="meals")
    labels = {
        next(iter(row.values())): row["label"] for _, rows in study.tables.values() for row in rows if "label" in row
    }
    made = [
        "{} {} {}".format(labels[claim["subject"]], claim["predicate"], labels[claim["object"]])
        for claim in study.tables["claims"][1]
    ]
    assert sorted(made) == ["County council ignored Plate waste audit", "Head cook asserts Lack of time"]
    assert all(f"claim: {sentence}" in PAGE for sentence in made)
    assert {claim.get("stage") for claim in study.tables["claims"][1]} == {None, "planning"}
    assert {claim["speaker"] for claim in study.tables["claims"][1]} == {"act.head_cook"}
    assert len(study.drafts) == 1
    assert len(study.tables["quotes"][1]) == 3


@pytest.mark.parametrize("block", BLOCKS)
def test_the_blocks_can_be_read(block: str) -> None:
    assert read_mapping(read_mapping(block).text()) == read_mapping(block)


def test_every_role_selector_and_default_is_on_the_page() -> None:
    named = set(re.findall(r"`([a-z_]+)`", PAGE))
    roles = {role for section in SECTIONS.values() for role in section.roles} - {"claim", "source"}
    assert roles <= named
    for name in ({name for section in SECTIONS.values() for name in section.selectors}, vars(Defaults())):
        assert all(re.search(rf"\b{one}\b", PAGE) for one in name)
    assert {"profile", "own", "label", "ignore"} <= {*attribute_targets()} & named
