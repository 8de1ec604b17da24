"""What a suggested mapping says of codes, cases, attributes and links."""

import pytest

from graphmodel.coded_project import CodedProject, Link, Words
from graphmodel_loaders.coded.builder import ProjectBuilder
from graphmodel_loaders.coded.claims import make_study
from graphmodel_loaders.coded.mapping import read_mapping
from graphmodel_loaders.coded.preview import preview
from graphmodel_loaders.coded.rules import RuleList
from graphmodel_loaders.coded.suggesting import suggest
from tests.loaders.coded.projects import TEXT


def project_with(*paths: str, coded: str = "") -> CodedProject:
    """A project with these codes, each of which is coded once, and the one that is named."""
    builder = ProjectBuilder("Test")
    builder.document("Interview 1", text=TEXT)
    codes = {path: builder.code(path.split(" / ")) for path in paths}
    for place, code in enumerate([*codes.values(), *([coded] if coded else [])]):
        builder.segment("Interview 1", [code], words=[Words(TEXT[place : place + 9], place, place + 9)])
    return builder.project()


def role_of(project: CodedProject, path: str) -> tuple[str, dict[str, str]]:
    """What the suggested mapping makes of a code, and what else its rule says."""
    code = next(code for code in project.codes if " / ".join(code.path) == path)
    rule = RuleList(suggest(project).codes).first(code)
    assert rule is not None
    return rule.role, dict(rule.facts)


@pytest.mark.parametrize(
    ("path", "role", "facts"),
    [
        ("Barriers / Funding", "factor", {"verb": "asserts", "valence": "barrier"}),
        ("Main barriers to the use of evidence / Staff", "factor", {"verb": "asserts", "valence": "barrier"}),
        ("2 Facilitators / Data", "factor", {"verb": "asserts", "valence": "enabler"}),
        ("Barriers / Evidence / Old", "factor", {"verb": "asserts", "valence": "barrier"}),
        ("Evidence / Barriers / Old", "factor", {"verb": "asserts", "valence": "barrier"}),
        ("Commissioning cycle / Planning", "stage", {}),
        ("Stakeholders / Cooks", "actor", {}),
        ("Sources of evidence / Surveys", "evidence", {}),
        ("Use of evidence / Early", "factor", {}),
        ("Sentiment / Negative", "column", {"column": "sentiment"}),
        ("Polarity / Disagrees", "polarity", {}),
        ("Relationships / funds", "verb", {}),
        ("Interview questions / Q1", "code", {}),
        ("8.1 Background", "factor", {}),
        ("Trust", "factor", {}),
        ("Patient voice", "factor", {}),
        ("Involvement of patients", "factor", {}),
        ("Needs assessment", "evidence", {}),
        ("School nurses", "actor", {}),
        ("Communication", "factor", {}),
        ("People / Health board", "organisation", {}),
        ("Stakeholders / NHS Kent", "organisation", {}),
        ("People / NHS managers", "actor", {}),
        ("People / Health board manager", "actor", {}),
        ("People / Council tenants", "actor", {}),
        ("Great quotes", "ignore", {}),
        ("Stages / Check", "stage", {}),
        ("Hindernisse für die Nutzung von Evidenz / Zeit", "factor", {"verb": "asserts", "valence": "barrier"}),
        ("Freins / Temps", "factor", {"verb": "asserts", "valence": "barrier"}),
        ("Facilitadores / Tiempo", "factor", {"verb": "asserts", "valence": "enabler"}),
        ("Atores / Enfermeiras", "actor", {}),
        ("Fasen / Begin", "stage", {}),
    ],
)
def test_a_code_goes_by_the_words_of_its_folder_then_by_its_own(path: str, role: str, facts: dict[str, str]) -> None:
    assert role_of(project_with(path), path) == (role, facts)


def test_codes_above_others_are_folders_unless_they_are_coded() -> None:
    paths = ("Barriers / Time", "Barriers / Time / Mine")
    assert role_of(project_with(*paths), "Barriers")[0] == "folder"
    assert role_of(project_with(*paths, coded="Barriers"), "Barriers")[0] == "factor"


def test_a_folder_of_one_sort_has_one_rule_and_what_differs_comes_first() -> None:
    names = [f"Findings / Topic {number}" for number in range(20)]
    mapping = suggest(project_with(*names, "Findings / Needs assessment", "Findings / Barriers / Time"))
    assert [rule.select["path"] for rule in mapping.codes] == [
        ("Findings", "Findings / Barriers"),
        ("Findings / Needs assessment",),
        ("Findings / Barriers / **",),
        ("Findings / **",),
    ]


def test_a_rule_takes_no_more_than_the_folder_that_it_is_made_of() -> None:
    barriers = [f"Meals / Barriers / Topic {number}" for number in range(5)]
    mapping = suggest(project_with(*barriers, "Meals / Barriers / Deep / Time"))
    later = project_with("Meals / Timing", "Meals / Barriers / Money").codes
    taken = {code.name: RuleList(mapping.codes).first(code) for code in later}
    assert taken["Timing"] is None
    assert taken["Money"] is not None
    assert taken["Money"].facts["valence"] == "barrier"


def test_bodies_among_people_have_one_rule() -> None:
    mapping = suggest(project_with("People / Council", "People / Cook", "People / Trust"))
    assert [(rule.role, rule.select["path"]) for rule in mapping.codes][1:] == [
        ("organisation", ("People / Council", "People / Trust")),
        ("actor", ("People / **",)),
    ]


def test_names_with_stars_are_taken_as_they_are() -> None:
    project = project_with("A * B", "A and B", "C [*] / D")
    seen = preview(make_study(project, suggest(project)))
    assert all(row["takes"] == 1 for row in seen.rules)
    assert not seen.unmapped


def test_signs_that_turn_or_hide_text_are_codes_in_the_file_and_the_same_names_when_read() -> None:
    name = "Time\u202e gnihton\u2066 \x85\x7f"
    project = project_with(name)
    mapping = suggest(project)
    text = mapping.text()
    assert not set("\u202e\u2066\x85\x7f") & set(text)
    again = read_mapping(text)
    assert again == mapping
    assert not preview(make_study(project, again)).unmapped


def test_cases_attributes_and_links_have_their_places() -> None:
    builder = ProjectBuilder("Test")
    builder.case("Ann", "1", kind="Person", attributes={"Job title": "Nurse", "E-mail": "a@b", "Shoe size": "4"})
    builder.case("Group 1", "2", kind="Focus group")
    builder.case("Trust A", "3", kind="Organisation", attributes={"Sector": "public"})
    builder.case("School board", "4")
    builder.case("Bea", "5")
    builder.case("", "6", attributes={"Site": "North"})
    builder.link(Link("1", "works for", ("case", "1"), ("case", "3")))
    builder.link(Link("2", "", ("case", "1"), ("case", "3")))
    project = builder.project()
    mapping = suggest(project)
    assert mapping.attributes == {
        "E-mail": "profile",
        "Job title": "role_now",
        "Sector": "organisation_kind",
        "Shoe size": "own",
        "Site": "site",
    }
    found = {case.name: RuleList(mapping.cases).first(case) for case in project.cases}
    assert {name: rule.role for name, rule in found.items() if rule} == {
        "Ann": "actor",
        "Group 1": "actor",
        "Trust A": "organisation",
        "School board": "organisation",
        "Bea": "actor",
        "": "document",
    }
    assert [(rule.name, rule.role) for rule in mapping.links] == [("name ", "ignore"), ("name works for", "claim")]
    made = make_study(project, mapping)
    assert {row["profile"]: row.get("email") or row.get("e_mail") for row in made.study.tables["profiles"][1]} == {
        "prof.act.ann": "a@b"
    }
    assert [row["kind"] for row in made.study.tables["organisations"][1] if "kind" in row] == ["public"]
