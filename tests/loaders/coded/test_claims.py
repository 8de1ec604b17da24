"""What segments become, by cases worked out by hand."""

from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.coded_project import Link, Words
from graphmodel.problems import StudyError
from graphmodel_loaders.coded.builder import ProjectBuilder
from graphmodel_loaders.coded.claims import study_of
from graphmodel_loaders.coded.mapping import read_mapping
from graphmodel_loaders.folder_writer import write_files
from tests.loaders.coded.projects import TEXT, add_segment, builder_with_codes, code_key, outcomes, rows, study_by

CROWD = "act.speakers_in_interview_1"
TABLE = {"actor": "actors", "evidence": "evidence", "factor": "factors"}
SWAYS = '[[codes]]\nname = "sways"\nas = "verb"\n[[links]]\nname = "*"\n'
PARTS = ("speaker", "subject", "predicate", "object", "stage")


def errors_of(study: gm.formats.ImportedStudy, folder: Path) -> list[str]:
    folder.mkdir(exist_ok=True)
    write_files(folder, study.tables, study.settings)
    return [problem.what for problem in gm.check_study(folder).problems if problem.severity == "error"]


def test_actor_evidence_and_stage_are_one_claim(tmp_path: Path) -> None:
    builder = builder_with_codes()
    add_segment(
        builder, "The needs assessment was ignored by the trust.", "Needs assessment", "Trust", "Planning", "No"
    )
    study = study_by(builder)
    assert rows(study, "claims", *PARTS, "polarity") == [
        (CROWD, "act.trust", "named_with", "ev.needs_assessment", "planning", "denies")
    ]
    assert rows(study, "claims", "import_rule", "locator") == [("path Evidence / *", "paragraph 2, characters 56-102")]
    assert rows(study, "quotes", "text", "before", "after") == [
        ("The needs assessment was ignored by the trust.", "Nurse: We never have time.", "Nobody reads it.")
    ]
    assert outcomes(study) == {"made into claims": 1}
    assert errors_of(study, tmp_path) == []


def test_themes_of_one_speaker_are_a_claim_each_and_a_stakeholder_is_whom_they_are_about() -> None:
    builder = builder_with_codes()
    builder.case("Ann", kind="Person", documents=["Interview 1"])
    add_segment(builder, "We never have time.", "Lack of time", "Fear", "GP")
    study = study_by(builder)
    assert rows(study, "claims", *PARTS, "about", "valence") == [
        ("act.ann", "act.ann", "asserts", "fac.fear", "", "act.gp", "barrier"),
        ("act.ann", "act.ann", "asserts", "fac.lack_of_time", "", "act.gp", "barrier"),
    ]


def test_a_coded_verb_joins_what_it_can_join() -> None:
    builder = builder_with_codes()
    add_segment(builder, "The needs assessment", "Needs assessment", "Trust", "applied", "Lack of time")
    study = study_by(builder)
    assert rows(study, "claims", *PARTS) == [
        (CROWD, CROWD, "asserts", "fac.lack_of_time", ""),
        (CROWD, "act.trust", "applied", "ev.needs_assessment", ""),
    ]


@pytest.mark.parametrize(
    ("names", "options"),
    [
        (("Trust", "GP", "Audit"), {"Trust": 1, "GP": 1, "each of them: 2 claims": 2}),
        (("Needs assessment", "Audit"), {"Needs assessment": 1, "Audit": 1, "each of them: 2 claims": 2}),
        (("Audit", "Planning", "Review"), {"Planning": 1, "Review": 1, "each of them: 2 claims": 2}),
        (("Audit", "Yes", "No"), {"affirms": 1, "denies": 1}),
        (
            ("Trust", "GP", "Audit", "Needs assessment"),
            dict.fromkeys(["GP + Audit", "GP + Needs assessment", "Trust + Audit", "Trust + Needs assessment"], 1),
        ),
        (("Lack of time", "applied"), {"with the verb mentions": 1}),
    ],
)
def test_what_a_claim_has_once_and_a_passage_several_times_waits_for_a_person(
    names: tuple[str, ...], options: dict[str, int]
) -> None:
    builder = builder_with_codes()
    add_segment(builder, "We never have time.", *names)
    study = study_by(builder)
    assert rows(study, "claims", "claim") == []
    (draft,) = study.drafts
    made = {name: len(claims) for name, claims in draft.options.items()}
    assert made == {**options, "no claim: keep the words alone": 0}
    assert "We never have time." in draft.question
    known = {row["actor"] for row in study.tables["actors"][1]} | {
        row["evidence"] for row in study.tables["evidence"][1]
    }
    known |= {row["factor"] for row in study.tables["factors"][1]}
    assert {
        claim[end] for claims in draft.options.values() for claim in claims for end in ("subject", "object")
    } <= known
    assert rows(study, "quotes", "claim", "text") == [("", "We never have time.")]
    assert outcomes(study) == {"waiting in the queue": 1}


def test_two_stakeholders_alone_offer_what_one_does_to_the_other() -> None:
    builder = builder_with_codes()
    add_segment(builder, "We never have time.", "Trust", "GP")
    (draft,) = study_by(builder).drafts
    pairs = [[(claim["subject"], claim["object"]) for claim in claims] for claims in draft.options.values()]
    assert [("act.gp", "act.trust")] in pairs
    assert [("act.trust", "act.gp")] in pairs


def test_every_segment_has_an_outcome_with_a_reason() -> None:
    builder = builder_with_codes()
    add_segment(builder, "We never", "8.1 Background")
    add_segment(builder, "have time", "Admin")
    add_segment(builder, "The needs", "Other")
    add_segment(builder, "was ignored")
    add_segment(builder, "Nobody", "Audit")
    builder.segment("Interview 1", [code_key(builder, "8.1 Background")], span="page 3")
    study = study_by(builder)
    assert outcomes(study) == {
        "made into claims": 1,
        "kept as words without a claim: no code of it names what a claim could be about": 1,
        "kept as words without a claim: they have no code": 1,
        "nothing is left to keep, no code of it names what a claim could be about": 1,
        "the mapping ignores their codes": 1,
        "no rule of the mapping takes their codes": 1,
    }
    assert len(rows(study, "quotes", "quote")) == 3


def test_a_cell_of_a_framework_is_a_claim_of_its_case_on_its_code() -> None:
    builder = builder_with_codes()
    builder.document("Row 1")
    case = builder.case("Trust A", kind="Organisation")
    builder.segment(
        "Row 1", [code_key(builder, "Fear")], cases=(case,), summary="They fear change.", words=[Words("We are afraid")]
    )
    study = study_by(builder)
    assert rows(study, "claims", *PARTS, "summary", "quoted") == [
        ("", "org.trust_a", "asserts", "fac.fear", "", "They fear change.", "yes")
    ]
    assert rows(study, "quotes", "text", "start") == [("We are afraid", "")]


def test_words_of_a_speaker_named_in_the_text_are_that_persons() -> None:
    builder = builder_with_codes()
    for name in ("Ann", "Bea"):
        builder.case(name, kind="Person", documents=["Interview 1"])
    codes = [code_key(builder, "Fear")]
    builder.segment("Interview 1", codes, words=[Words("We", 36, 38, "bea")])
    builder.segment("Interview 1", codes, words=[Words("never", 39, 44)])
    builder.segment("Interview 1", codes, words=[Words("What", 13, 17, "Interviewer")])
    study = study_by(builder)
    assert rows(study, "claims", *PARTS[:2]) == [("act.bea", "act.bea"), (CROWD, CROWD)]
    assert outcomes(study)["kept as words without a claim: an interviewer speaks"] == 1


def test_coding_with_the_code_of_a_case_says_whose_words_lie_in_it() -> None:
    builder = builder_with_codes()
    own = [builder.code(["Cases", name]) for name in ("Ann", "Bea")]
    for code, name in zip(own, ("Ann", "Bea"), strict=True):
        builder.case(name, kind="Person", documents=["Interview 1"], codes=(code,))
    middle = TEXT.index("Nobody")
    builder.segment("Interview 1", own[:1], words=[Words(TEXT[:middle], 0, middle)])
    builder.segment("Interview 1", own[1:], words=[Words(TEXT[middle:], middle, len(TEXT))])
    add_segment(builder, "We never have time.", "Lack of time")
    add_segment(builder, "It is good.", "Fear")
    study = study_by(builder)
    assert rows(study, "claims", "subject", "object") == [("act.ann", "fac.lack_of_time"), ("act.bea", "fac.fear")]
    assert outcomes(study) == {"made into claims": 2, "telling whose words a passage is": 2}
    assert "code.cases_ann" not in {code for (code,) in rows(study, "codebook", "code")}


@pytest.mark.slow
def test_of_several_coders_of_one_place_one_makes_the_claim(tmp_path: Path) -> None:
    builder = builder_with_codes()
    add_segment(builder, "We never have time.", "Lack of time", coder="bob")
    add_segment(builder, "We never have time.", "Lack of time", "GP", coder="ann")
    add_segment(builder, "We never have", "Fear", coder="bob")
    add_segment(builder, "Nobody reads it.", "Audit", coder="bob")
    by_number = study_by(builder)
    assert rows(by_number, "claims", "coder", "object") == [
        ("bob", "ev.audit"),
        ("bob", "fac.fear"),
        ("bob", "fac.lack_of_time"),
    ]
    assert rows(by_number, "codings", "coder", "object", "about") == [
        ("ann", "fac.lack_of_time", "act.gp"),
        ("bob", "fac.lack_of_time", ""),
    ]
    assert by_number.settings["coding.of_record"] == "bob"
    by_name = study_by(builder, '[coders]\nof_record = "Ann Lee"\nnames = {ann = "Ann Lee"}\n')
    claims = {(coder, about): claim for claim, coder, about in rows(by_name, "claims", "claim", "coder", "about")}
    assert ("Ann Lee", "act.gp") in claims
    assert claims["Ann Lee", "act.gp"] in {claim for (claim,) in rows(by_number, "claims", "claim")}
    assert outcomes(by_name)["kept as the coding of another coder"] == 1
    assert errors_of(by_name, tmp_path) == []
    with pytest.raises(StudyError, match="bob"):
        study_by(builder, '[coders]\nof_record = "bop"\n')


@pytest.mark.parametrize(
    ("first", "reason"),
    [
        (("Lack of time",), "another coder's claims of this place count"),
        (("Trust", "GP", "Audit"), "another coder's passage in this place waits in the queue"),
    ],
)
def test_why_what_a_second_coder_coded_is_left_out(first: tuple[str, ...], reason: str) -> None:
    builder = builder_with_codes()
    add_segment(builder, "We never have time.", *first, coder="bob")
    add_segment(builder, "Nobody reads it.", "Audit", coder="bob")
    add_segment(builder, "We never have time.", "8.1 Background", coder="ann")
    assert outcomes(study_by(builder))[reason] == 1


def test_codes_of_one_name_in_two_branches_are_two_nodes() -> None:
    builder = ProjectBuilder("Test", "Talks")
    builder.document("Interview 1", text=TEXT)
    for path in (["Trust", "General"], ["Money", "General"]):
        builder.segment("Interview 1", [builder.code(path)], words=[Words("We", 36, 38)])
    study = study_by(builder, base='[[codes]]\npath = "**"\nas = "factor"\n')
    labels = rows(study, "factors", "label")
    assert labels == [("General (Money)",), ("General (Trust)",), ("Money",), ("Trust",)]
    assert len(rows(study, "claims", "object")) == 2


def test_links_are_claims_with_their_verb(tmp_path: Path) -> None:
    builder = builder_with_codes()
    builder.case("Ann", "c1", kind="Person")
    builder.case("Trust A", "c2", kind="Organisation")
    builder.link(Link("1", "works for", ("case", "c1"), ("case", "c2"), note="since 2010"))
    builder.link(Link("2", "commissions", ("code", "Stakeholders / GP"), ("code", "Evidence / Audit"), coder="ann"))
    builder.link(Link("3", "near", ("case", "c1"), ("case", "c2"), is_directed=False))
    builder.link(Link("4", "works for", ("case", "c1"), ("note", "n")))
    builder.link(Link("5", "?", ("case", "c1"), ("case", "c2")))
    more = '[[links]]\nname = "commissions"\nverb = "commissioned"\n[[links]]\nname = ["works *", "near"]\n'
    study = study_by(builder, more)
    assert rows(study, "claims", "subject", "predicate", "object", "summary") == [
        ("act.ann", "near", "org.trust_a", "Ann near Trust A"),
        ("act.ann", "works_for", "org.trust_a", "since 2010"),
        ("act.gp", "commissioned", "ev.audit", "GP commissioned Audit"),
    ]
    assert rows(study, "predicates", "predicate", "label", "symmetric") == [
        ("commissioned", "paid for or asked others to generate the evidence", "no"),
        ("near", "near", "yes"),
        ("works_for", "works for", ""),
    ]
    assert sum(outcomes(study, "links").values()) == 5
    assert outcomes(study, "links")["made into claims"] == 3
    assert errors_of(study, tmp_path) == []


def test_a_link_says_who_does_what_to_whom_in_a_passage_and_makes_no_claim_of_its_own() -> None:
    builder = builder_with_codes()
    builder.code(("Verbs", "sways"))
    builder.link(Link("1", "sways", ("code", "Stakeholders / GP"), ("code", "Stakeholders / Trust")))
    builder.link(Link("2", "sways", ("code", "Stakeholders / Trust"), ("code", "Evidence / Audit")))
    add_segment(builder, "was ignored by the trust", "Trust", "GP", "sways", "Planning", "No")
    study = study_by(builder, SWAYS)
    assert rows(study, "claims", "subject", "predicate", "object", "stage", "polarity", "quoted") == [
        ("act.gp", "sways", "act.trust", "planning", "denies", "yes"),
        ("act.trust", "sways", "ev.audit", "", "", "no"),
    ]
    assert outcomes(study, "links") == {"coded passages make the same claim": 1, "made into claims": 1}


def test_links_that_say_more_than_one_thing_of_a_passage_settle_nothing() -> None:
    builder = builder_with_codes()
    builder.code(("Verbs", "sways"))
    builder.link(Link("1", "sways", ("code", "Stakeholders / GP"), ("code", "Stakeholders / Trust")))
    builder.link(Link("2", "sways", ("code", "Stakeholders / Trust"), ("code", "Stakeholders / GP")))
    add_segment(builder, "was ignored by the trust", "Trust", "GP", "sways")
    assert len(study_by(builder, SWAYS).drafts) == 1


def test_attributes_go_where_the_mapping_says(tmp_path: Path) -> None:
    builder = builder_with_codes()
    facts = {"Job": "Nurse", "Works for": "Trust A", "Shoes": "4", "Secret": "hush", "Consent": "only if asked"}
    builder.case("Ann", kind="Person", attributes=facts, documents=["Interview 1"])
    builder.case("", "nameless", attributes={"Place": "North"}, documents=["Interview 1"])
    builder.case("Site B", kind="Site")
    add_segment(builder, "We never have time.", "Fear")
    more = (
        '[attributes]\nJob = "role_now"\n"Works for" = "organisation"\nSecret = "ignore"\nPlace = "site"\n'
        'Consent = "consent"\n[[cases]]\nname = ""\nas = "document"\n'
    )
    study = study_by(builder, more)
    assert rows(study, "actors", "actor", "granularity", "organisation", "shoes") == [
        ("act.ann", "person", "org.trust_a", "4"),
        ("act.gp", "", "", ""),
        ("act.trust", "", "", ""),
    ]
    assert rows(study, "profiles", "actor", "role_now", "consent") == [("act.ann", "Nurse", "no_quote")]
    assert rows(study, "sources", "source", "site") == [("src.interview_1", "site.north")]
    assert "hush" not in str(study.tables)
    assert outcomes(study, "cases") == {"as actor": 1, "as document": 1, "no rule of the mapping takes them": 1}
    assert errors_of(study, tmp_path) == []


def test_a_code_keeps_its_place_in_the_codebook_when_it_is_renamed() -> None:
    def claims(name: str, program: str) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
        builder = ProjectBuilder(program, "Talks")
        builder.document("Interview 1", text=TEXT)
        code = builder.code(["Themes", name], "a-guid")
        builder.segment("Interview 1", [code], words=[Words("We", 36, 38)])
        study = study_by(builder, base='[[codes]]\npath = "Themes / *"\nas = "factor"\n')
        return rows(study, "codebook", "code"), rows(study, "claims", "claim")

    assert claims("Time", "NVivo") == claims("Lack of time", "NVivo")
    assert claims("Time", "QualCoder 3.5") != claims("Lack of time", "QualCoder 3.5")


def test_words_of_a_list_that_a_code_does_not_name_are_an_error() -> None:
    builder = builder_with_codes()
    with pytest.raises(StudyError, match=r"Barriers / .*certainty"):
        study_by(builder, '[[codes]]\npath = "Barriers / *"\nas = "certainty"\n')
    with pytest.raises(StudyError, match=r"reached.*asserts"):
        study_by(builder, '[[codes]]\npath = "Barriers / *"\nas = "factor"\nverb = "reached"\n')


def test_the_default_of_the_subject_can_be_nobody() -> None:
    builder = builder_with_codes()
    add_segment(builder, "We never have time.", "Fear")
    study = study_by(builder, '[defaults]\nsubject = "case"\n')
    assert rows(study, "claims", "claim") == []
    assert rows(study, "quotes", "text") == [("We never have time.",)]


def test_codes_without_a_rule_are_what_the_defaults_say() -> None:
    builder = builder_with_codes()
    add_segment(builder, "We never have time.", "Other")
    study = study_of(
        builder.project(), read_mapping('[defaults]\nother_codes = "factor"\nverb = "worries about"\n'), study_id="x"
    )
    assert rows(study, "claims", "predicate", "object", "import_rule") == [("worries_about", "fac.other", "defaults")]


@pytest.mark.slow
def test_where_very_many_codes_are_on_one_passage_each_claim_lists_its_own() -> None:
    builder = ProjectBuilder("Program", "crowded")
    document = builder.document("Interview 1", text=TEXT)
    codes = [builder.code(["Barriers", f"Barrier {number}"]) for number in range(1_000)]
    builder.segment(document, codes, words=[Words(TEXT[:10], 0, 10)])
    study = study_by(builder)
    numbers = {row["label"]: row["code"] for row in study.tables["codebook"][1]}
    factors = {row["factor"]: row["label"] for row in study.tables["factors"][1]}
    listed = rows(study, "claims", "object", "codes")
    assert len(listed) == 1_000
    assert all(cell == numbers[factors[node]] for node, cell in listed)
    assert any("1 passage with more than" in remark for remark in study.account.remarks)
