"""``python -m tests.made_class``: thirty made students over all assignments, graded by one command, and looked over."""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np

from tests.made_class.students import hand_in, names
from tests.mutants.equivalent import equivalent

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
    """What is not as it must be: no points for what is right, all points for what is wrong, no reason."""
    known = equivalent()
    did = written[assignment, submission["student"]]
    alone = all(how == "right" for how in did.values())
    for cell in submission["cells"]:
        how = did.get(cell["grade_id"].removeprefix("grade_"))
        if how is None or cell["score"] is None:
            continue  # an answer in words
        full, where = cell["score"] == cell["max_score"], f"{assignment}, {submission['student']}, {cell['grade_id']}"
        if how == "right":
            figures["right"] += 1
            if alone and not full:
                yield f"{where}: right, but {cell['score']:g} of {cell['max_score']:g} points"
        elif how == "unfilled":
            figures["unfilled"] += 1
            if cell["score"] > 0:
                yield f"{where}: not filled in, but {cell['score']:g} points"
        else:
            figures["wrong"] += 1
            if full and not any(what.endswith(how) for whats in known.values() for what in whats):
                yield f"{where}: wrong, but all points: {how}"
        if not full and not cell["findings"]:
            yield f"{where}: points are lost without a reason"


if __name__ == "__main__":
    sys.exit(main())
