"""``make bench``: all measurements, as tables on the screen and JSON in benchmarks/results."""

import argparse
import json
import os
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.generate import generate
from benchmarks.imports import import_cost
from benchmarks.measure import compare, run
from benchmarks.pages import Moved, Opened, moved, opened
from benchmarks.questions import time_questions
from benchmarks.server import Load, load
from benchmarks.sheets import sheet_costs
from graphmodel.api.building import build_study
from graphmodel.api.opened import open_study
from graphmodel_loaders import write_example

SMALLEST_ON_SERVER = 100_000
PAGE_OF = 20_000
SHEETS_OF = (1_500, 100_000)
LARGE = 1_000_000
"""Claims of a study whose builds take so long that few runs are enough."""

INTERVIEWS, CODINGS = 300, 50_000
"""Of the project that is imported."""

RUNS = 7
RUNS_OF_LARGE = 3


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--no-server", action="store_true", help="leave the Neo4j server out")
    parser.add_argument("--only-pages", action="store_true", help="measure pages alone")
    parser.add_argument("--only-sheets", action="store_true", help="measure start and update of sheets alone")
    parser.add_argument("--only-imports", action="store_true", help="measure imports of other programs' projects alone")
    asked = parser.parse_args()
    if asked.only_sheets:
        _sheets()
        return
    if asked.only_imports:
        _imports()
        return
    results: dict[str, Any] = {
        "help": _help(),
        "builds": [],
        "loads": [],
        "pages": _pages(),
        "sheets": [],
        "imports": [],
    }
    if asked.only_pages:
        return
    results["sheets"] = _sheets()
    results["imports"] = [_imports()]
    with tempfile.TemporaryDirectory() as folder_name:
        for size in asked.sizes:
            folder = Path(folder_name) / str(size)
            generate(folder / "study", size)
            results["builds"].append(_build(folder, size))
            largest = size == max(asked.sizes)
            if largest:
                with open_study(folder / "study", build_first=False) as embedded:
                    results["questions"] = time_questions(embedded)
                _print_questions(results["questions"], "embedded engine", size)
            if size >= SMALLEST_ON_SERVER and not asked.no_server:
                for loaded in load(folder / "study", folder / "rows"):
                    if isinstance(loaded, Load):
                        results["loads"].append(_print_load(loaded))
                    elif largest:
                        with open_study(loaded.uri) as served:
                            results["questions_on_server"] = time_questions(served)
                        _print_questions(results["questions_on_server"], "Neo4j server", size)
            shutil.rmtree(folder)
    target = Path(__file__).parent / "results"
    target.mkdir(exist_ok=True)
    (target / "latest.json").write_text(json.dumps(results, indent=1))


def _help() -> dict[str, float]:
    found = compare(("-m", "graphmodel", "--help"), ("-c", "import click"))
    print(
        f"graphmodel --help: {found.seconds * 1000:.0f} ms, {found.ratio:.2f} times `import click` (goal 2.5)",
        flush=True,
    )
    return {"seconds": found.seconds, "ratio": found.ratio}


def _imports() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        cost = import_cost(Path(folder), INTERVIEWS, CODINGS, RUNS_OF_LARGE)
    found = cost.compared
    print(
        f"REFI-QDA project of {cost.interviews:,} interviews and {cost.codings:,} codings ({cost.megabytes:.0f} MB):"
        f" {found.seconds:.1f} s, {found.processor:.1f} s of processor time, {found.processor_ratio:.1f} times expat"
        f" alone, {found.megabytes:.0f} MB",
        flush=True,
    )
    return asdict(cost)


def _pages() -> list[dict[str, Any]]:
    """Pages of the bundled study and of a larger one, then maps that are dragged."""
    pages: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder_name:
        bundled, larger = Path(folder_name) / "bundled", Path(folder_name) / "larger"
        write_example(bundled)
        generate(larger, PAGE_OF)
        for study in (bundled, larger):
            build_study(study)
            pages.append(asdict(_print_opened(opened(study, Path(folder_name)))))
        pages += [asdict(_print_moved(one)) for one in moved(Path(folder_name))]
    return pages


def _sheets() -> list[dict[str, Any]]:
    """Start and update of sheets, in turn with a bare reading of the same sheet."""
    costs = []
    for rows in SHEETS_OF:
        with tempfile.TemporaryDirectory() as folder:
            for cost in sheet_costs(Path(folder), rows, RUNS_OF_LARGE):
                costs.append(asdict(cost))
                found = cost.compared
                print(
                    f"{cost.command} {rows:>9,} rows: {found.seconds:6.1f} s, calamine alone"
                    f" {found.peer_seconds:5.1f} s, ratio {found.ratio:.1f}; processor time {found.processor:.1f} s,"
                    f" ratio {found.processor_ratio:.1f}; peak {found.megabytes:.0f} MB",
                    flush=True,
                )
    return costs


def _print_opened(found: Opened) -> Opened:
    print(
        f"explorer {found.claims:>8,} claims: {found.bytes / 1e6:.2f} MB (budget {found.budget / 1e6:.2f}), written in "
        f"{found.written_seconds:.1f} s, ready in {found.ready_seconds:.2f} s, a page that only reads the same data "
        f"{found.floor_seconds:.2f} s",
        flush=True,
    )
    return found


def _print_moved(found: Moved) -> Moved:
    print(
        f"map, {found.what:>8}: {found.people:,} people, {found.ties:,} ties: {found.median_ms:.0f} ms a frame when "
        f"dragged, 95 of 100 under {found.slow_ms:.0f} ms (goal 160)",
        flush=True,
    )
    return found


def _build(folder: Path, size: int) -> dict[str, float]:
    """The whole build from CSV against the bare COPY of the same rows, in turn; the built study stays."""
    study, rows, floor = folder / "study", folder / "rows", folder / "floor.lbug"
    run("-m", "benchmarks.floor_rows", str(study), str(rows))
    found = compare(
        ("-m", "graphmodel", "build", "--force", str(study)),
        ("-m", "benchmarks.floor", str(rows), str(floor)),
        runs=RUNS if size < LARGE else RUNS_OF_LARGE,
        warm_up=size < LARGE,
        fresh=lambda: floor.unlink(missing_ok=True),
    )
    print(
        f"build {size:>9,} claims: {found.seconds:7.1f} s, bare COPY {found.peer_seconds:7.1f} s, ratio "
        f"{found.ratio:.2f} (goal 1.5; medians of {found.runs} runs in turn, starting included), of processor time "
        f"{found.processor_ratio:.2f}, "
        f"peak {found.megabytes:.0f} MB (goal 2,000), {found.seconds / size * 1e6:.0f} microseconds a claim",
        flush=True,
    )
    return asdict(found) | {"claims": size, "microseconds_a_claim": found.seconds / size * 1e6}


def _print_load(found: Load) -> dict[str, float]:
    print(
        f"server {found.claims:>8,} claims: {found.seconds:7.1f} s, bare driver {found.bare_seconds:7.1f} s, ratio "
        f"{found.ratio:.2f} (goal 1.5); {found.seconds / found.claims * 1e6:.0f} microseconds a claim, py2neo "
        f"{found.py2neo_seconds_a_claim * 1e6:.0f}: {found.times_faster_than_py2neo:.0f} times (goal 20)",
        flush=True,
    )
    return asdict(found)


def _print_questions(seconds: dict[str, tuple[float, int]], where: str, size: int) -> None:
    for name, (took, rows) in sorted(seconds.items(), key=lambda item: -item[1][0]):
        print(f"{took:7.2f} s  {name} ({rows:,} rows)")
    slow = sum(took > 1 for took, _ in seconds.values())
    slowest = max(took for took, _ in seconds.values())
    print(
        f"{where}: {len(seconds)} questions at {size:,} claims: {slow} above a second (goal 0), slowest {slowest} s "
        f"(goal 3)",
        flush=True,
    )


if __name__ == "__main__":
    os.environ.pop("GRAPHMODEL_MEMORY_MB", None)
    main()
