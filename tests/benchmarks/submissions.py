"""A course folder with a class in it: p6_backprop by students of the demo, whose code runs about as fast as numpy can.

A submission that loops over examples in Python costs seconds in everybody's grader; it would hide what graders cost.
"""

import json
import shutil
from itertools import cycle, islice

from grader.authoring.build import build
from grader.demo.hand_in import OVERLAYS, fill_in
from tests.paths import ASSIGNMENTS

ASSIGNMENT = "p6_backprop"

# Half of them right, as in a class that has worked; None is filled in with the reference.
_STUDENTS = (None, "transposed", "einsum", "bias_mean", "matrices", "slope_at_a", None, "two_bugs")
PERIOD = len(_STUDENTS)
"""After so many submissions the same ones come again."""


def write_course(folder, count):
    """Make a course folder with submissions and without settings: nbgrader there grades in its own way.

    Parameters
    ----------
    folder : pathlib.Path
        Made.
    count : int
        Submissions.

    Returns
    -------
    list of str
        The students.
    """
    folder.mkdir(parents=True)
    shutil.copy(ASSIGNMENTS / f"{ASSIGNMENT}.py", folder)
    [path] = build(folder, [ASSIGNMENT])
    source = json.loads(path.read_text(encoding="utf-8"))
    texts = {name: OVERLAYS[name].read_text(encoding="utf-8") for name in _STUDENTS if name}
    names = [f"student{i:03d}" for i in range(count)]
    for name, student in zip(names, islice(cycle(_STUDENTS), count), strict=True):
        notebook = folder / "submitted" / name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        notebook.parent.mkdir(parents=True)
        notebook.write_text(json.dumps(fill_in(source, source, texts.get(student))), encoding="utf-8")
    return names
