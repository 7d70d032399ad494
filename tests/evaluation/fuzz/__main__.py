"""``python -m tests.evaluation.fuzz``: many cases, other ones each time; a file that fails is kept for the tests.

First submissions that are spoilt, then feedback pages of notebooks that are made to stop or deceive those who read.
"""

import hashlib
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import click

from tests.evaluation.fuzz.many import fuzz
from tests.evaluation.fuzz.pages import fuzz_pages

KEPT_CASES = Path(__file__).parent / "kept_cases"


@click.command()
@click.option("--cases", default=10_000, type=click.IntRange(1))
@click.option("--pages", default=2_000, type=click.IntRange(0))
@click.option("--jobs", default=os.cpu_count(), type=click.IntRange(1), help="Processes side by side.")
@click.option("--seed", "first", type=int, help="To draw the same cases again; another one each time when left out.")
def main(cases, pages, jobs, first):
    """Hand in many spoilt notebooks, and make many pages; the last two lines are one JSON object each."""
    first = random.randrange(10**6) if first is None else first
    failed = _submissions(cases, jobs, first)
    failed |= _pages(pages, jobs, first)
    sys.exit(failed)


def _shares(number, jobs):
    return [number // jobs + (i < number % jobs) for i in range(jobs)]


def _pages(pages, jobs, first):
    """Make pages; whether one failed."""
    start = time.monotonic()
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as executor:
        done = list(executor.map(fuzz_pages, _shares(pages, jobs), [first + i for i in range(jobs)]))
    failures = [failure for figures in done for failure in figures.failures]
    for kind, file in {kind: file for kind, file in failures}.items():
        path = Path(tempfile.mkdtemp(prefix="page-")) / "notebook.ipynb"
        path.write_bytes(file)
        print(f"{sum(other == kind for other, _ in failures)} times: {kind}\n  kept as {path}")
    told = {
        "pages": sum(figures.pages for figures in done),
        "as_plain_text": sum(figures.plain for figures in done),
        "most_seconds": round(max(figures.seconds for figures in done), 2),
        "most_megabytes": round(max(figures.memory for figures in done) / 2**20, 1),
        "failures": len(failures),
        "seconds": round(time.monotonic() - start, 1),
        "seed": first,
    }
    print(json.dumps(told))
    return bool(failures)


def _submissions(cases, jobs, first):
    """Hand in spoilt notebooks; whether one failed."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        shares = [(share, first + i, Path(folder) / str(i)) for i, share in enumerate(_shares(cases, jobs))]
        with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as executor:
            done = list(executor.map(fuzz, *zip(*shares, strict=True)))
    failures = [failure for _, found, _ in done for failure in found]
    for kind in dict.fromkeys(kind for kind, _ in failures):
        file = min((file for other, file in failures if other == kind), key=len)
        KEPT_CASES.mkdir(exist_ok=True)
        path = KEPT_CASES / f"{hashlib.sha256(file).hexdigest()[:12]}.ipynb"
        path.write_bytes(file)
        print(f"{sum(other == kind for other, _ in failures)} times: {kind}\n  kept as {path}")
    rows, statuses = sum(row for *_, row in done), {}
    for counts, *_ in done:
        statuses = {status: statuses.get(status, 0) + counts.get(status, 0) for status in {**statuses, **counts}}
    seconds = round(time.monotonic() - start, 1)
    told = {"cases": sum(statuses.values()) + len(failures), "seconds": seconds, "failures": len(failures)}
    print(json.dumps(told | {"rows": rows, "statuses": dict(sorted(statuses.items())), "seed": first}))
    return bool(failures)


if __name__ == "__main__":
    main()
