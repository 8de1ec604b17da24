"""A plain project as it is suggested: interviews with themes."""

from pathlib import Path

import graphmodel as gm
from graphmodel.coded_project import CodedProject, Words
from graphmodel_loaders.coded.builder import ProjectBuilder
from graphmodel_loaders.coded.claims import study_of
from graphmodel_loaders.coded.mapping import read_mapping
from graphmodel_loaders.coded.suggesting import suggest
from graphmodel_loaders.folder_writer import write_files


def plain_project() -> CodedProject:
    builder = ProjectBuilder("Test", "Talks")
    text = "We never have time. Nobody talks to us."
    builder.document("Interview 1", text=text)
    time, talk = builder.code(["Barriers", "Lack of time"]), builder.code(["Communication"])
    builder.segment("Interview 1", [time], coder="ann", words=[Words(text[:19], 0, 19)])
    builder.segment("Interview 1", [talk], coder="ann", words=[Words(text[20:], 20, len(text))])
    return builder.project()


def test_a_suggested_mapping_makes_a_study_without_errors(tmp_path: Path) -> None:
    project = plain_project()
    mapping = suggest(project)
    assert read_mapping(mapping.text()) == mapping
    study = study_of(project, mapping, study_id="talks")
    write_files(tmp_path, study.tables, study.settings)
    assert not [problem for problem in gm.check_study(tmp_path).problems if problem.severity == "error"]
    _, claims = study.tables["claims"]
    crowd = "act.speakers_in_interview_1"
    assert sorted((claim["subject"], claim["predicate"], claim["object"], claim["coder"]) for claim in claims) == [
        (crowd, "asserts", "fac.lack_of_time", "ann"),
        (crowd, "mentions", "fac.communication", "ann"),
    ]
    assert study.account.total() == study.account.total("taken") == sum(number for _, number in project.parts())
