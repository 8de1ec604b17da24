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
from benchmarks.measure import median_ratio, run
from benchmarks.questions import time_questions
from benchmarks.server import Load, load
from graphmodel.api.opened import open_study

SMALLEST_ON_SERVER = 100_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--no-server", action="store_true", help="leave the Neo4j server out")
    asked = parser.parse_args()
    results: dict[str, Any] = {"help": _help(), "builds": [], "loads": []}
    with tempfile.TemporaryDirectory() as place:
        for size in asked.sizes:
            folder = Path(place) / str(size)
            generate(folder / "study", size)
            results["builds"].append(_build(folder, size))
            largest = size == max(asked.sizes)
            if largest:
                with open_study(folder / "study", build_first=False) as embedded:
                    results["questions"] = time_questions(embedded)
                _print_questions(results["questions"], "embedded engine", size)
            if size >= SMALLEST_ON_SERVER and not asked.no_server:
                for found in load(folder / "study", folder / "rows"):
                    if isinstance(found, Load):
                        results["loads"].append(_print_load(found))
                    elif largest:
                        with open_study(found.uri) as served:
                            results["questions_on_server"] = time_questions(served)
                        _print_questions(results["questions_on_server"], "Neo4j server", size)
            shutil.rmtree(folder)
    target = Path(__file__).parent / "results"
    target.mkdir(exist_ok=True)
    (target / "latest.json").write_text(json.dumps(results, indent=1))


def _help() -> dict[str, float]:
    ratio, seconds = median_ratio(("-m", "graphmodel", "--help"), ("-c", "import click"))
    print(f"graphmodel --help: {seconds * 1000:.0f} ms, {ratio:.2f} times `import click` (goal 2.5)", flush=True)
    return {"seconds": seconds, "ratio": ratio}


def _build(folder: Path, size: int) -> dict[str, float]:
    """The whole build from CSV against the bare COPY of the same rows, run one after the other."""
    study = str(folder / "study")
    run("-m", "benchmarks.floor", "prepare", study, str(folder / "rows"))
    floor = run("-m", "benchmarks.floor", "copy", str(folder / "rows"), str(folder / "floor.lbug"))
    (folder / "floor.lbug").unlink()
    whole = run("-m", "graphmodel", "build", study)
    copied = float(floor.printed)
    print(
        f"build {size:>9,} claims: {whole.seconds:7.1f} s, bare COPY {copied:7.1f} s, ratio "
        f"{whole.seconds / copied:.2f} (goal 1.5), peak {whole.megabytes:.0f} MB (goal 2,000), "
        f"{whole.seconds / size * 1e6:.0f} microseconds a claim",
        flush=True,
    )
    return {
        "claims": size,
        "seconds": whole.seconds,
        "copy_seconds": copied,
        "ratio": whole.seconds / copied,
        "megabytes": whole.megabytes,
        "copy_megabytes": floor.megabytes,
        "microseconds_a_claim": whole.seconds / size * 1e6,
    }


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
