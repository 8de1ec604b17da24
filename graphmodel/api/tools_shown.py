"""What a page shows of the tools of a study: each with what the graph fills of it, and what sessions said."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.api.snapshots import snapshot_of
from graphmodel.api.tool_results import results_of
from graphmodel.api.tools import filled_copy, tool_facts, tools_of
from graphmodel.housekeeping.tool_sessions import CLAIM_OF_SESSION
from graphmodel.problems import GraphmodelError
from graphmodel.queue import waiting
from graphmodel.tools.handout import Section
from graphmodel.tools.results_page import name_of
from graphmodel.wording import in_line

if TYPE_CHECKING:
    from graphmodel.api.opened import OpenStudy
    from graphmodel.tools.bank import ToolBank
    from graphmodel.tools.definition import ToolDefinition


def tools_shown(study: "OpenStudy") -> Mapping[str, Any]:
    """The tools of an open study as a page holds them.

    Returns:
        ``tools``: one for each: ``name``, ``title``, ``purpose``, ``audience``, ``minutes``, ``people``, ``filled`` of
        ``places`` that the first form has for content of the graph, ``missing``. Where sessions came back also
        ``results``: sections with ``title``, ``headings`` and ``groups`` (title, node, rows), and ``notes``;
        ``drafts``: claims that wait to be confirmed. Nothing private is in it.
    """
    bank = tools_of(study.path)
    shown: dict[str, Any] = {"tools": [_tool(study, bank, tool) for tool in bank.tools.values()]}
    return shown if study.path is None else shown | _said(study.path)


def _tool(study: "OpenStudy", bank: "ToolBank", tool: "ToolDefinition") -> dict[str, Any]:
    facts = tool_facts(tool)
    try:
        copy = filled_copy(study, bank, tool, {})
    except GraphmodelError as error:  # such as an option that it cannot do without
        return facts | {"filled": 0, "places": 0, "missing": [in_line(str(error))]}
    return facts | {"filled": copy.share.filled, "places": copy.share.places, "missing": list(copy.missing)}


def _said(path: Path) -> dict[str, Any]:
    snapshot = snapshot_of(path)
    if not snapshot.rows("tool_sessions"):
        return {}
    made, veil = results_of(path, snapshot)
    groups = {row.get("session", ""): name_of(row) for row in snapshot.rows("tool_sessions").values()}
    drafts = [
        f"{veil(one.question.partition('? ')[2])} ({groups.get(one.facts.get('session', ''), '')})"
        for one in waiting(snapshot.records)
        if one.kind == CLAIM_OF_SESSION
    ]
    return {"results": [_section(one) for one in made.sections], "notes": list(made.notes), "drafts": drafts}


def _section(section: Section) -> dict[str, Any]:
    groups = [[one.title, one.about, one.rows] for one in section.groups]
    return {"title": section.title, "headings": section.headings, "groups": groups}
