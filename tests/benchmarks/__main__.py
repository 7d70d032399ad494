"""``python -m tests.benchmarks [NAME …]``: run benchmarks, print a table, and last one JSON object with all figures.

A benchmark is a module here with ``measure(folder, submissions, rounds) -> list of Figure``, named below.
"""

import os
import platform
import tempfile
from pathlib import Path

import click

from tests.benchmarks import feedback, grading, reference, scale, site, sleepers, sliders
from tests.benchmarks.figure import show

BENCHMARKS = {
    "grading": grading.measure,
    "feedback": feedback.measure,
    "scale": scale.measure,
    "sleepers": sleepers.measure,
    "reference": reference.measure,
    "sliders": sliders.measure,
    "site": site.measure,
}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(BENCHMARKS)))
@click.option("--submissions", default=24, type=click.IntRange(2), help="In a class.")
@click.option("--rounds", default=2, type=click.IntRange(1), help="Everything is measured once in each.")
def main(names, submissions, rounds):
    """Measure what the grader costs."""
    load = os.getloadavg()[0]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f} before the start", flush=True)
    if load > 0.5:
        print("Something else runs on this machine: the figures below are noisy.", flush=True)
    figures = []
    for name in names or BENCHMARKS:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            figures += BENCHMARKS[name](Path(folder), submissions, rounds)
    show(figures)


if __name__ == "__main__":
    main()
