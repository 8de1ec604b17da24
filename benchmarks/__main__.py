"""``make bench``: all measurements, as a table on the screen and JSON in benchmarks/results."""

import argparse
import json
import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.generate import generate
from benchmarks.measure import median_ratio, run
from graphmodel.api.opened import OpenStudy, open_study

EXAMPLES = {
    "evidence": "ev.g0",
    "workstream": "ws.g0",
    "actor": "act.g0",
    "factor": "fac.g0",
    "site": "site.1",
    "stage": "solutions.design",
    "phase": "solutions",
    "source": "src.g0",
}
"""Values for the options that a question must have."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    sizes = parser.parse_args().sizes
    results: dict[str, object] = {"help": _help(), "builds": []}
    with tempfile.TemporaryDirectory() as place:
        for size in sizes:
            folder = Path(place) / str(size)
            generate(folder / "study", size)
            built = _build(folder, size)
            results["builds"].append(built)  # type: ignore[attr-defined]
            print(
                f"build {size:>9,} claims: {built['seconds']:7.1f} s, bare COPY {built['copy_seconds']:7.1f} s, "
                f"ratio {built['ratio']:.2f} (goal 1.5), peak {built['megabytes']:.0f} MB (goal 2,000), "
                f"{built['microseconds_a_claim']:.0f} microseconds a claim",
                flush=True,
            )
            if size == max(sizes):
                results["questions"] = _questions(folder / "study", size)
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
    return {
        "claims": size,
        "seconds": whole.seconds,
        "copy_seconds": copied,
        "ratio": whole.seconds / copied,
        "megabytes": whole.megabytes,
        "copy_megabytes": floor.megabytes,
        "microseconds_a_claim": whole.seconds / size * 1e6,
    }


def _questions(study: Path, size: int) -> list[dict[str, object]]:
    """Every question once, the slowest first."""
    with open_study(study, build_first=False) as asked:
        rows = [_question(asked, name) for name in asked.bank.questions]
    rows.sort(key=lambda row: -float(str(row["seconds"])))
    for row in rows:
        print(f"{row['seconds']:7.2f} s  {row['question']} ({row['rows']:,} rows)")
    slow = sum(float(str(row["seconds"])) > 1 for row in rows)
    slowest = rows[0]["seconds"]
    print(f"{len(rows)} questions at {size:,} claims: {slow} above a second (goal 0), slowest {slowest} s (goal 3)")
    return rows


def _question(asked: OpenStudy, name: str) -> dict[str, object]:
    options = {p.name: EXAMPLES[p.name] for p in asked.bank.questions[name].parameters if p.default is None}
    begun = time.perf_counter()
    answer = asked.ask(name, **options)
    return {"question": name, "seconds": round(time.perf_counter() - begun, 3), "rows": len(answer)}


if __name__ == "__main__":
    main()
