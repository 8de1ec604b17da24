"""Tries mutants of a small study and says which of them the program does not take as it should.

    python -m tests.fuzz                10,000 of them, which `make fuzz` does
    python -m tests.fuzz --from 500 100     the hundred from number 500
    python -m tests.fuzz --only 4711    one of them

Exit code 1: the program failed on one, lost rows from its counts, or hung.
"""

import argparse
import sys

from tests.fuzz.mutants import fault_of


def main() -> int:
    """Try the mutants that are named."""
    words = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Is every mutant of a study reported?")
    words.add_argument("count", nargs="?", type=int, default=10_000, help="how many mutants (default: 10,000)")
    words.add_argument("--from", dest="first", type=int, default=0, help="number of the first (default: 0)")
    words.add_argument("--only", type=int, help="this one alone")
    given = words.parse_args()
    numbers = range(given.first, given.first + given.count) if given.only is None else [given.only]
    wrong = 0
    for done, number in enumerate(numbers, 1):
        if fault := fault_of(number):
            wrong += 1
            print(f"{number}: {fault}\n    Again: python -m tests.fuzz --only {number}", flush=True)
        if done % 500 == 0:
            print(f"{done:,} tried, {wrong} wrong", flush=True)
    print(f"{len(numbers):,} tried, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
