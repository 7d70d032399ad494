"""``python -m tests.evaluation.mutants``: the hidden checks against mechanical mutants of every reference."""

import json
import sys

from grader.exercises import EXERCISES
from tests.evaluation.mutants.equivalent import equivalent
from tests.evaluation.mutants.judged import all_of, of_every_exercise, scores

SEEDS = (1, 2, 3)


def survivors(name):
    """How many mutants an exercise has, and those that keep all points at some seed, with their shares."""
    found = [(what, scores(EXERCISES[name], mutant, SEEDS)) for what, mutant in all_of(name)]
    return len(found), [(what, shares) for what, shares in found if max(shares) == 1.0]


def main():
    """Prints a line an exercise, each survivor, and the figures as JSON; the exit status is 1 if one survived."""
    known = equivalent()
    figures = dict.fromkeys(("mutants", "killed", "equivalent", "survived"), 0)
    for name, (count, alive) in of_every_exercise(survivors):
        listed = known.get(name, set())
        survived = [(what, shares) for what, shares in alive if what not in listed]
        figures["mutants"] += count
        figures["killed"] += count - len(alive)
        figures["equivalent"] += len(alive) - len(survived)
        figures["survived"] += len(survived)
        print(f"{name}: {count} mutants, {count - len(alive)} killed, {len(survived)} survived", flush=True)
        for what, shares in survived:
            print(f"    {what}  (at {shares.count(1.0)} of {len(shares)} seeds)")
        for what in sorted(listed - {what for what, _ in alive}):
            print(f"    listed as equivalent, but killed or gone: {what}")
    print(json.dumps(figures))
    return int(figures["survived"] > 0)


if __name__ == "__main__":
    sys.exit(main())
