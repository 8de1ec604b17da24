"""``make TASK`` and ``python tasks.py TASK`` are the same tasks."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def test_the_makefile_has_every_task_and_no_other() -> None:
    spec = importlib.util.spec_from_file_location("tasks", ROOT / "tasks.py")
    assert spec is not None
    assert spec.loader is not None
    tasks = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tasks)
    (rule,) = re.findall(r"^([a-z -]+):\n\t@\$\(PYTHON\) tasks\.py \$@$", (ROOT / "Makefile").read_text("utf-8"), re.M)
    assert rule.split() == list(tasks.TASKS)
    assert all(task.__doc__ for task in tasks.TASKS.values())


@pytest.mark.process
def test_a_task_that_does_not_exist_lists_those_that_do() -> None:
    ran = subprocess.run([sys.executable, ROOT / "tasks.py", "dmo"], capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert "  demo " in ran.stdout
