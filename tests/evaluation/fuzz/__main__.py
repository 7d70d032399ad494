"""``python -m tests.evaluation.fuzz``: many cases, other ones each time; a file that fails is kept for the tests."""

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

KEPT_CASES = Path(__file__).parent / "kept_cases"


@click.command()
@click.option("--cases", default=10_000, type=click.IntRange(1))
@click.option("--jobs", default=os.cpu_count(), type=click.IntRange(1), help="Processes side by side.")
@click.option("--seed", "first", type=int, help="To draw the same cases again; another one each time when left out.")
def main(cases, jobs, first):
    """Hand in many spoilt notebooks; the last line is one JSON object."""
    first = random.randrange(10**6) if first is None else first
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        shares = [(cases // jobs + (i < cases % jobs), first + i, Path(folder) / str(i)) for i in range(jobs)]
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
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
