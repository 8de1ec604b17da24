"""Coded qualitative research as a property graph that answers questions.

In a notebook::

    import graphmodel as gm

    study = gm.open_study("my-study")
    study.ask("dropout/not_used")
    study.journey("ev.strategy")
    study.dropout()["funnel"]

Names load when they are first used, so that importing the package costs little.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from types import FunctionType
from typing import TYPE_CHECKING

_NAMES = {
    "AdjudicationReport": "graphmodel.api.adjudication",
    "Applied": "graphmodel.api.changing",
    "BuildReport": "graphmodel.api.building",
    "ChangeRefused": "graphmodel.problems",
    "CheckReport": "graphmodel.api.building",
    "ExportReport": "graphmodel.formats",
    "GraphmodelError": "graphmodel.problems",
    "ImportReport": "graphmodel.api.importing",
    "JoinReport": "graphmodel.api.joining",
    "Limits": "graphmodel.engine.limits",
    "MadePack": "graphmodel.api.tool_pack",
    "MadeResults": "graphmodel.api.tool_results",
    "MadeTool": "graphmodel.api.tools",
    "OpenStudy": "graphmodel.api.opened",
    "Problem": "graphmodel.problems",
    "QueueReport": "graphmodel.api.deciding",
    "ReadTool": "graphmodel.api.tool_reading",
    "Result": "graphmodel.results",
    "Server": "graphmodel.engine.neo4j.address",
    "ServerBuildReport": "graphmodel.api.on_server",
    "Slice": "graphmodel.frames.slices",
    "StartReport": "graphmodel.api.flat",
    "StudyFrames": "graphmodel.frames.study_frames",
    "UpdateReport": "graphmodel.api.flat_update",
    "build_on_server": "graphmodel.api.on_server",
    "build_study": "graphmodel.api.building",
    "check_study": "graphmodel.api.building",
    "export_study": "graphmodel.api.transfer",
    "from_py2neo": "graphmodel.api.transfer",
    "import_study": "graphmodel.api.import_source",
    "join": "graphmodel.api.joining",
    "journal": "graphmodel.api.changing",
    "list_tools": "graphmodel.api.tools",
    "make_pack": "graphmodel.api.tool_pack",
    "make_template": "graphmodel.api.tools",
    "make_tool": "graphmodel.api.tools",
    "merge": "graphmodel.api.housekeeping",
    "open_study": "graphmodel.api.opened",
    "read_adjudication": "graphmodel.api.adjudication",
    "read_queue": "graphmodel.api.deciding",
    "read_table": "graphmodel.api.study_files",
    "read_tool": "graphmodel.api.tool_reading",
    "rename": "graphmodel.api.housekeeping",
    "show_queue": "graphmodel.api.deciding",
    "split": "graphmodel.api.housekeeping",
    "start": "graphmodel.api.flat",
    "suggest_mapping": "graphmodel.api.import_source",
    "tool_answers": "graphmodel.api.tool_answers",
    "twins": "graphmodel.api.twins",
    "undo": "graphmodel.api.changing",
    "update": "graphmodel.api.flat_update",
    "write_adjudication": "graphmodel.api.adjudication",
    "write_browser_files": "graphmodel.api.transfer",
    "write_example": "graphmodel.api.new_study",
    "write_example_project": "graphmodel.api.examples",
    "write_example_sheet": "graphmodel.api.examples",
    "write_import_files": "graphmodel.api.transfer",
    "write_marked_study": "graphmodel.api.marked",
    "write_new_study": "graphmodel.api.new_study",
    "write_queue": "graphmodel.api.deciding",
    "write_tool_results": "graphmodel.api.tool_results",
}

if TYPE_CHECKING:
    from graphmodel.api.adjudication import AdjudicationReport as AdjudicationReport
    from graphmodel.api.adjudication import read_adjudication as read_adjudication
    from graphmodel.api.adjudication import write_adjudication as write_adjudication
    from graphmodel.api.building import BuildReport as BuildReport
    from graphmodel.api.building import CheckReport as CheckReport
    from graphmodel.api.building import build_study as build_study
    from graphmodel.api.building import check_study as check_study
    from graphmodel.api.changing import Applied as Applied
    from graphmodel.api.changing import journal as journal
    from graphmodel.api.changing import undo as undo
    from graphmodel.api.deciding import QueueReport as QueueReport
    from graphmodel.api.deciding import read_queue as read_queue
    from graphmodel.api.deciding import show_queue as show_queue
    from graphmodel.api.deciding import write_queue as write_queue
    from graphmodel.api.examples import write_example_project as write_example_project
    from graphmodel.api.examples import write_example_sheet as write_example_sheet
    from graphmodel.api.flat import StartReport as StartReport
    from graphmodel.api.flat import start as start
    from graphmodel.api.flat_update import UpdateReport as UpdateReport
    from graphmodel.api.flat_update import update as update
    from graphmodel.api.housekeeping import merge as merge
    from graphmodel.api.housekeeping import rename as rename
    from graphmodel.api.housekeeping import split as split
    from graphmodel.api.import_source import import_study as import_study
    from graphmodel.api.import_source import suggest_mapping as suggest_mapping
    from graphmodel.api.importing import ImportReport as ImportReport
    from graphmodel.api.joining import JoinReport as JoinReport
    from graphmodel.api.joining import join as join
    from graphmodel.api.marked import write_marked_study as write_marked_study
    from graphmodel.api.new_study import write_example as write_example
    from graphmodel.api.new_study import write_new_study as write_new_study
    from graphmodel.api.on_server import ServerBuildReport as ServerBuildReport
    from graphmodel.api.on_server import build_on_server as build_on_server
    from graphmodel.api.opened import OpenStudy as OpenStudy
    from graphmodel.api.opened import open_study as open_study
    from graphmodel.api.study_files import read_table as read_table
    from graphmodel.api.tool_answers import tool_answers as tool_answers
    from graphmodel.api.tool_pack import MadePack as MadePack
    from graphmodel.api.tool_pack import make_pack as make_pack
    from graphmodel.api.tool_reading import ReadTool as ReadTool
    from graphmodel.api.tool_reading import read_tool as read_tool
    from graphmodel.api.tool_results import MadeResults as MadeResults
    from graphmodel.api.tool_results import write_tool_results as write_tool_results
    from graphmodel.api.tools import MadeTool as MadeTool
    from graphmodel.api.tools import list_tools as list_tools
    from graphmodel.api.tools import make_template as make_template
    from graphmodel.api.tools import make_tool as make_tool
    from graphmodel.api.transfer import export_study as export_study
    from graphmodel.api.transfer import from_py2neo as from_py2neo
    from graphmodel.api.transfer import write_browser_files as write_browser_files
    from graphmodel.api.transfer import write_import_files as write_import_files
    from graphmodel.api.twins import twins as twins
    from graphmodel.engine.limits import Limits as Limits
    from graphmodel.engine.neo4j.address import Server as Server
    from graphmodel.formats import ExportReport as ExportReport
    from graphmodel.frames.slices import Slice as Slice
    from graphmodel.frames.study_frames import StudyFrames as StudyFrames
    from graphmodel.problems import ChangeRefused as ChangeRefused
    from graphmodel.problems import GraphmodelError as GraphmodelError
    from graphmodel.problems import Problem as Problem
    from graphmodel.results import Result as Result

__all__ = sorted(_NAMES)  # noqa: PLE0605


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("graphmodel")
    if name not in _NAMES:
        raise AttributeError(f"module 'graphmodel' has no attribute {name!r}")
    found = getattr(import_module(_NAMES[name]), name)
    return _checking(found) if isinstance(found, FunctionType) else found


@cache
def _checking(function: FunctionType) -> Callable[..., object]:
    """A function that refuses arguments of a wrong type."""
    from graphmodel.argument_types import checks_types

    return checks_types(function)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
