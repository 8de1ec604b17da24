"""Leaves out of a matrix that graphmodel wrote whatever the study has already."""

from collections.abc import Mapping
from dataclasses import replace

from graphmodel.coded_project import CodedProject
from graphmodel.workbook_marks import mark_of
from graphmodel_loaders.framework.own import CLAIM, PROGRAM

_OF_ONE_STUDY = 0.5
"""From this share of claims on that a study has as they are, the matrix was written of it."""


def without_known(project: CodedProject, claims: Mapping[str, str]) -> CodedProject:
    """A project without the claims that a study has, and without the interviews and codes that nothing else needs.

    So a matrix that was written of a study, and is read into it again, adds what was filled in since and nothing else.
    Claims that the study has otherwise, or no longer, stay as the study has them.

    Args:
        project: any project; one that is no matrix of graphmodel stays as it is.
        claims: summary of each claim of the study, by its id.
    """
    if project.program != PROGRAM:
        return project
    held = {one.key: one.summary for one in project.segments if one.key.startswith(CLAIM)}
    same = sum(mark_of(claims.get(key.removeprefix(CLAIM), "")) == mark_of(said) for key, said in held.items())
    if not held or same < _OF_ONE_STUDY * len(held):
        return project
    known = held.keys()
    segments = [segment for segment in project.segments if segment.key not in known]
    documents = {segment.document for segment in segments}
    used = {code for segment in segments for code in segment.codes}
    paths = {code.path[:end] for code in project.codes if code.key in used for end in range(1, len(code.path) + 1)}
    kept = replace(
        project,
        segments=segments,
        documents=[document for document in project.documents if document.key in documents],
        cases=[case for case in project.cases if documents & set(case.documents)],
        codes=[code for code in project.codes if code.key in used or (code.path in paths and not code.is_codable)],
    )
    account = project.account
    before, after = dict(project.parts()), dict(kept.parts())
    for what, number in before.items():
        gone = number - after[what]
        if gone:
            account.counts[what, "taken", ""] -= gone
            account.leave_out(what, "the study has them: the matrix was written from it", number=gone)
            if not account.counts[what, "taken", ""]:
                del account.counts[what, "taken", ""]
    return kept
