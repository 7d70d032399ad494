"""``python -m tests.evaluation.made_class``: thirty made students, all assignments, graded by one command."""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np

from tests.evaluation.made_class.students import hand_in, names
from tests.evaluation.mutants.equivalent import equivalent

COUNT = 30


def main():
    """Prints a line an assignment and the figures as JSON; the exit status is 1 if anything is not as it must be."""
    with tempfile.TemporaryDirectory(prefix="made-class-") as folder:
        course = Path(folder) / "course"
        written = hand_in(course, COUNT, np.random.default_rng(1))
        command = [sys.executable, "-m", "grader", "--course-dir", str(course), "autograde", *names(), "--json"]
        run = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    verdicts = [json.loads(line) for line in run.stdout.splitlines()]
    amiss, figures = [], Counter(submissions=0, graded=0, right=0, wrong=0, unfilled=0)
    for verdict in verdicts:
        seconds = [submission["seconds"] for submission in verdict["submissions"]]
        for submission in verdict["submissions"]:
            figures["submissions"] += 1
            figures["graded"] += submission["status"] == "graded"
            amiss += look_over(verdict["assignment"], submission, written, figures)
        cost = f"{np.mean(seconds):.2f} s each, at most {max(seconds):.2f}"
        print(f"{verdict['assignment']}: {len(seconds)} submissions, {cost}")
    for sentence in amiss:
        print(f"    {sentence}")
    figures["amiss"] = len(amiss)
    print(json.dumps(figures))
    return int(bool(amiss) or run.returncode == 2 or figures["submissions"] != COUNT * len(names()))


def look_over(assignment, submission, written, figures):
    """What is not as it must be: points lost for what is right, kept for what is wrong, or lost without a reason."""
    did = written[assignment, submission["student"]]
    all_right = set(did.values()) == {"right"}
    for cell in submission["cells"]:
        function = cell["grade_id"].removeprefix("grade_")
        # An activation and its slope are two answers of one cell.
        hows = [did[name] for name in (function, f"{function}_derivative") if name in did]
        if not hows or cell["score"] is None:
            continue  # an answer in words
        how = hows[0] if len(set(hows)) == 1 else next(how for how in hows if how != "right")
        kind = how if set(hows) <= {"right"} or set(hows) == {"unfilled"} else "wrong"
        figures[kind] += 1
        full, where = cell["score"] == cell["max_score"], f"{assignment}, {submission['student']}, {cell['grade_id']}"
        if kind == "right" and all_right and not full:
            yield f"{where}: right, but {cell['score']:g} of {cell['max_score']:g} points"
        if kind == "unfilled" and cell["score"] > 0:
            yield f"{where}: not filled in, but {cell['score']:g} points"
        if kind == "wrong" and full and not changes_nothing(how):
            yield f"{where}: wrong, but all points: {how}"
        if not full and not cell["findings"]:
            yield f"{where}: points are lost without a reason"


def changes_nothing(how):
    """Whether a change is listed as one that changes no result."""
    return any(what.endswith(how) for whats in equivalent().values() for what in whats)


if __name__ == "__main__":
    sys.exit(main())
