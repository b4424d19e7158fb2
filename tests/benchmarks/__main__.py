"""Every figure of docs/performance.md in one go, from outside: `python -m tests.benchmarks [NAME...]`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.figures import ALL, SHORT, Bench, Figure
from tests.benchmarks.outside import can_count

NOISE = 2.0
"""Machines are noisy: a figure is too bad for the short form only at so many times its goal."""


def line(figure: Figure) -> str:
    """Write a figure as a row of the table."""
    against = f"{figure.against:>10.3f}" if figure.against else " " * 10
    kept = "" if figure.value <= figure.goal else "  over"
    return (
        f"{figure.name:<80}{figure.ours:>10.3f}{against} {figure.unit:<12}{figure.value:>8.2f}{figure.goal:>8g}{kept}"
    )


def main() -> int:
    """Measure, print the table with its goals, and write it as JSON; tell by the exit code whether all is well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"what to measure, of {', '.join(ALL)}; else all")
    parser.add_argument(
        "--short",
        action="store_true",
        help="the first few; fails only at twice a goal",
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often what is compared takes its turn")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the figures")
    options = parser.parse_args()
    names = options.names or (SHORT if options.short else ALL)
    found: list[Figure] = []
    print(f"{'':<80}{'ours':>10}{'against':>10} {'':<12}{'value':>8}{'goal':>8}")
    with tempfile.TemporaryDirectory() as folder:
        rounds = 3 if options.short else options.rounds
        bench = Bench(Path(folder), rounds, instructions_only=options.short and can_count())
        for name in names:
            for figure in ALL[name](bench):
                found.append(figure)
                print(line(figure), flush=True)
    if options.json:
        options.json.write_text(json.dumps([asdict(figure) | {"value": figure.value} for figure in found], indent=2))
    allowed = NOISE if options.short else 1.0
    return int(any(figure.value > allowed * figure.goal for figure in found))


if __name__ == "__main__":
    sys.exit(main())
