"""``python -m benchmarks.install``: what an installation costs on disk, and what starting costs."""

import re
import tempfile
from collections.abc import Iterable
from importlib.metadata import Distribution, distributions
from pathlib import Path

from benchmarks.measure import compare, run

RUNS = 11


def installed() -> dict[str, tuple[float, float]]:
    """Megabytes of each library that graphmodel requires, and of what would go if that one went."""
    known = {_name(found.metadata["Name"]): found for found in distributions()}
    sizes = {name: _megabytes(found) for name, found in known.items()}
    required = _requirements(known["graphmodel"])
    everything = _closure(required, known)
    costs = {"graphmodel and all it requires": (sizes["graphmodel"], sum(sizes[name] for name in everything))}
    for name in required:
        alone = everything - _closure([other for other in required if other != name], known)
        costs[name] = (sizes[name], sum(sizes[other] for other in alone))
    return costs


def main() -> None:
    """Measure and print."""
    for name, (own, brought) in sorted(installed().items(), key=lambda item: -item[1][1]):
        print(f"{name:32} {own:7.1f} MB, {brought:7.1f} MB with what only it brings")
    with tempfile.TemporaryDirectory() as folder:
        study = Path(folder) / "study"
        # In processes of their own: what this process has used counts as the peak of those it starts.
        run("-m", "graphmodel", "example", str(study))
        run("-m", "graphmodel", "build", str(study))
        commands = {
            "graphmodel --help": ("--help",),
            "graphmodel journey --help": ("journey", "--help"),
            "graphmodel dropout": ("dropout", str(study)),
            "graphmodel page": ("page", str(study), "-o", str(Path(folder) / "page.html")),
            "graphmodel map": ("map", str(study), "-o", str(Path(folder) / "map.html")),
        }
        for name, words in commands.items():
            found = compare(("-m", "graphmodel", *words), ("-c", "import click"), runs=RUNS)
            print(
                f"{name:28} {found.seconds * 1000:6.0f} ms, {found.ratio:5.1f} times `import click` "
                f"({found.processor_ratio:.1f} times its processor time), {found.megabytes:.0f} MB",
                flush=True,
            )


def _name(text: str) -> str:
    return text.lower().replace("_", "-")


def _megabytes(found: Distribution) -> float:
    files = [Path(str(found.locate_file(file))) for file in found.files or []]
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def _requirements(found: Distribution) -> list[str]:
    texts = [text for text in found.requires or [] if "extra ==" not in text]
    return [_name(match[0]) for text in texts if (match := re.match(r"[\w.-]+", text))]


def _closure(names: Iterable[str], known: dict[str, Distribution]) -> set[str]:
    reached: set[str] = set()
    left = list(names)
    while left:
        name = left.pop()
        if name in known and name not in reached:
            reached.add(name)
            left += _requirements(known[name])
    return reached


if __name__ == "__main__":
    main()
