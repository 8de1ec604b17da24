"""What loads when, and which names ``import graphmodel`` offers."""

import json
import subprocess
import sys

import pytest

import graphmodel
from tests.support.studies import tiny_study

HEAVY = {"ladybug", "networkx", "neo4j", "numpy", "openpyxl", "pandas", "pyarrow", "pyvis", "rapidfuzz", "rich"}
HEAVY |= {"matplotlib", "psutil", "py2neo", "rustworkx"}

PUBLIC = [
    "AdjudicationReport",
    "Applied",
    "BuildReport",
    "ChangeRefused",
    "CheckReport",
    "ExportReport",
    "GraphmodelError",
    "ImportReport",
    "JoinReport",
    "Limits",
    "MadePack",
    "MadeResults",
    "MadeTool",
    "OpenStudy",
    "Problem",
    "QueueReport",
    "ReadTool",
    "Result",
    "Server",
    "ServerBuildReport",
    "Slice",
    "StartReport",
    "StudyFrames",
    "UpdateReport",
    "build_on_server",
    "build_study",
    "check_study",
    "export_study",
    "from_py2neo",
    "import_study",
    "join",
    "journal",
    "list_tools",
    "make_pack",
    "make_template",
    "make_tool",
    "merge",
    "open_study",
    "read_adjudication",
    "read_queue",
    "read_table",
    "read_tool",
    "rename",
    "show_queue",
    "split",
    "start",
    "suggest_mapping",
    "tool_answers",
    "twins",
    "undo",
    "update",
    "write_adjudication",
    "write_browser_files",
    "write_example",
    "write_example_project",
    "write_example_sheet",
    "write_import_files",
    "write_marked_study",
    "write_new_study",
    "write_queue",
    "write_tool_results",
]


def loaded_after(code: str) -> set[str]:
    """Top-level names of the modules that are loaded once the code has run in a fresh Python."""
    tail = "\nimport json, sys\nprint('\\n' + json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    ran = subprocess.run([sys.executable, "-c", code + tail], capture_output=True, text=True, check=True)
    return set(json.loads(ran.stdout.splitlines()[-1]))


@pytest.mark.process
def test_help_loads_nothing_heavy():
    code = "import sys\nfrom graphmodel.cli import main\nsys.argv = ['graphmodel', '--help']\n"
    loaded = loaded_after(f"{code}try:\n    main()\nexcept SystemExit:\n    pass")
    assert "click" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.process
def test_listing_the_formats_loads_nothing_heavy():
    loaded = loaded_after("from graphmodel.formats import exporters, importers\nimporters(), exporters()")
    assert loaded & HEAVY == set()


@pytest.mark.process
def test_completing_a_command_loads_nothing_heavy(monkeypatch):
    monkeypatch.setenv("_GRAPHMODEL_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "graphmodel jour")
    monkeypatch.setenv("COMP_CWORD", "1")
    code = "import sys\nfrom graphmodel.cli import main\nsys.argv = ['graphmodel']\n"
    loaded = loaded_after(f"{code}try:\n    main()\nexcept SystemExit:\n    pass")
    assert "click" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.process
def test_importing_the_package_loads_nothing_heavy():
    loaded = loaded_after("import graphmodel")
    assert "graphmodel" in loaded
    assert loaded & (HEAVY | {"click"}) == set()


@pytest.mark.process
def test_a_folder_of_csv_files_is_read_without_the_library_for_excel(tmp_path):
    path = str(tiny_study(tmp_path))
    loaded = loaded_after(f"import graphmodel as gm\ngm.build_study({path!r})")
    assert "pyarrow" in loaded
    assert "openpyxl" not in loaded


def test_the_public_names_are_these_and_all_resolve():
    assert graphmodel.__all__ == PUBLIC
    assert set(PUBLIC) < set(dir(graphmodel))
    for name in PUBLIC:
        found = getattr(graphmodel, name)
        assert found.__name__ == name
        assert found.__doc__


def test_a_name_that_is_not_offered():
    assert not hasattr(graphmodel, "open_database")
    assert graphmodel.__version__.count(".") == 2
