"""``python -m tests.evaluation.diagnosis [cases [p6] [--record]]``: how often a cause is named, and named right."""

import json
import sys
import time
from collections import Counter
from itertools import combinations

import click
import numpy as np

from grader.exercises import EXERCISES
from grader.judging.compare import call_on_case, compare
from grader.judging.findings import reasons
from tests.evaluation.diagnosis.claims import is_true
from tests.evaluation.diagnosis.figures_of_cases import figures_of_cases
from tests.evaluation.mutants.judged import all_of, in_time, of_every_exercise

SEEDS = (1, 2, 3, 4, 5)
FRESH = (1234, 5678)
KINDS = ("named_right", "ambiguous", "unnamed", "named_wrong")


def diagnosed(exercise, function, seed):
    """Findings on a function, its answers, and the processor seconds that finding a cause took."""
    cases = exercise.cases(np.random.default_rng(seed))
    expecteds = [call_on_case(exercise.reference, exercise, case) for case in cases]
    replies = [call_on_case(function, exercise, case) for case in cases]
    answers = [compare(exercise, *one) for one in zip(cases, expecteds, replies, strict=True)]
    start = time.process_time()
    findings = reasons(exercise, answers, expecteds, points_lost=True)
    return findings, answers, time.process_time() - start


def of_the_bank(name):
    """For every bug of an exercise the worst that is said of it at any seed, and all times."""
    exercise, said, seconds = EXERCISES[name], [], []
    for bug in exercise.bugs:
        kinds = []
        for seed in SEEDS:
            findings, _, took = diagnosed(exercise, exercise.faulty(frozenset({bug.name})), seed)
            kinds.append(kind_of([finding.text for finding in findings], bug, exercise))
            seconds.append(took)
        said.append((bug.name, max(kinds, key=KINDS.index)))
    return said, seconds


def kind_of(texts, bug, exercise):
    """What a bug is taken for."""
    if texts == [bug.text]:
        return "named_right"
    if not any(known.text in text for known in exercise.bugs for text in texts):
        return "unnamed"
    return "ambiguous" if any(bug.text in text for text in texts) else "named_wrong"


def of_mutants(name):
    """For every wrong mutant what is said of it: ``"bug"``, ``"true"`` or ``"wrong"``; and all times."""
    exercise, said, seconds = EXERCISES[name], [], []
    for what, mutant in all_of(name):
        result = in_time(diagnosed, exercise, mutant, 1)
        if result is None or all(q.is_right for answer in result[1] for q in answer.quantities):
            continue  # it never ends, or it is right
        findings, answers, took = result
        seconds.append(took)
        bugs = bugs_named(exercise, findings)
        if bugs:
            said.append((what, "bug" if any(is_bug(exercise, mutant, s) for s in bugs) else "wrong", findings))
        else:
            true = findings and all(is_true(finding, answers, exercise) for finding in findings)
            said.append((what, "true" if true else "wrong", findings))
    return said, seconds


def bugs_named(exercise, findings):
    """All sets of one or two bugs that the findings may mean."""
    named = [bug for bug in exercise.bugs if any(bug.text in finding.text for finding in findings)]
    return [{bug.name} for bug in named] + [{a.name, b.name} for a, b in combinations(named, 2)]


def is_bug(exercise, mutant, bugs):
    """Whether a mutant is a known bug: the same is said of both, on inputs not seen yet."""
    faulty = exercise.faulty(frozenset(bugs))
    return all(diagnosed(exercise, mutant, s)[0] == diagnosed(exercise, faulty, s)[0] for s in FRESH)


@click.group(invoke_without_command=True)
@click.pass_context
def main(context):
    """Print what is not named right, and the figures as JSON; the exit status is 1 if anything is named wrong."""
    if context.invoked_subcommand:
        return
    bank, outside, seconds = Counter(), Counter(), []
    for name, (said, times) in of_every_exercise(of_the_bank):
        bank.update(kind for _, kind in said)
        seconds += times
        for bug, kind in said:
            if kind != "named_right":
                print(f"{name}: {bug} is {kind.replace('_', ' ')}", flush=True)
    for name, (said, times) in of_every_exercise(of_mutants):
        outside.update(kind for _, kind, _ in said)
        seconds += times
        for what, kind, findings in said:
            if kind == "wrong":
                print(f"{name}: {what}\n    " + "\n    ".join(f.text for f in findings), flush=True)
    print(f"mutants that are a known bug, and are named so: {outside['bug']}")
    print(f"the longest diagnosis took {1e3 * max(seconds):.0f} ms")
    figures = {"bugs": bank.total(), **{kind: bank[kind] for kind in KINDS}, "ms": round(1e3 * np.mean(seconds), 2)}
    figures |= {"outside": outside.total() - outside["bug"], "outside_true": outside["true"]}
    figures["outside_wrong"] = outside["wrong"]
    figures |= figures_of_cases()
    print(json.dumps(figures))
    sys.exit(int(bank["named_wrong"] + outside["wrong"] + figures["cases_false"] + figures["cases_line_wrong"] > 0))


@main.command()
@click.argument("assignment", default="")
@click.option("--record", is_flag=True, help="Add what is said to the sentences that somebody has read, to be read.")
def cases(assignment, record):
    """Grade only the answers that nobody prepared the grader for, perhaps of one ASSIGNMENT such as p6."""
    figures = figures_of_cases(assignment, record)
    print(json.dumps(figures))
    sys.exit(int(figures["cases_false"] + figures["cases_line_wrong"] > 0))


if __name__ == "__main__":
    main()
