"""Every row of the syllabus: where it is taught, where it is tested, and how that went."""

import csv
import re
from collections import defaultdict
from pathlib import Path

from tests.paths import CLONE

HERE = Path(__file__).parent


def rows():
    """Ids and titles of the rows, in their order: 168 items S0-01 … S4-23, then the errata E01 … E31."""
    with (HERE / "rows.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["title"] for row in csv.DictReader(file)}


def taught(folder=CLONE / "lectures"):
    """For each id in a lecture's comments, ``<!-- syllabus: S1-04 S2-03 -->``, the lectures' names."""
    places = defaultdict(list)
    for path in sorted(folder.glob("[0-9][0-9]_*.py")):
        margins = re.findall(r"<!-- syllabus:(.*?)-->", path.read_text(encoding="utf-8"))
        for row in sorted(set(re.findall(r"\b(?:S[0-4]-\d\d|E\d\d)\b", " ".join(margins)))):
            places[row].append(path.stem)
    return places


class Results:
    """A pytest plugin that notes, for each row, the tests that bear it and their outcomes."""

    def __init__(self):
        self.rows_of = {}
        self.outcomes = {}

    def pytest_collection_modifyitems(self, items):
        for item in items:
            self.rows_of[item.nodeid] = {mark.args[0] for mark in item.iter_markers("syllabus")}

    def pytest_runtest_logreport(self, report):
        if report.when == "call" or report.outcome != "passed":
            self.outcomes[report.nodeid] = report.outcome

    def by_row(self):
        """For each row, a dict from the test's nodeid to its outcome; "not run" where it has none."""
        found = defaultdict(dict)
        for nodeid, ids in self.rows_of.items():
            for row in ids:
                found[row][nodeid] = self.outcomes.get(nodeid, "not run")
        return found


def result(outcomes):
    """One word for the outcomes of all tests of a row; a row without a test is missing.

    Examples
    --------
    >>> result(["passed", "skipped"]), result(["passed", "failed"]), result([])
    ('passed', 'FAILED', 'MISSING')
    """
    outcomes = set(outcomes)
    if not outcomes:
        return "MISSING"
    if "failed" in outcomes:
        return "FAILED"
    return "passed" if "passed" in outcomes else outcomes.pop()


def lines(titles, lectures, tests):
    """The table as text, and a summary.

    Parameters
    ----------
    titles : dict
        Id to title.
    lectures : dict
        Id to list of lectures' names.
    tests : dict
        Id to dict from nodeid to outcome.

    Returns
    -------
    list of str
    """
    table, count = [], defaultdict(list)
    for row, title in titles.items():
        verdict = result(tests.get(row, {}).values())
        count[verdict].append(row)
        files = sorted({nodeid.split("::")[0].removeprefix("tests/") for nodeid in tests.get(row, {})})
        where = ", ".join(lectures.get(row, [])) or "-"
        table.append(f"{row:6} {title:58} {where:25} {verdict:8} {', '.join(files) or '-'}")
    heading = f"{'row':6} {'title':58} {'taught':25} {'result':8} tested in"
    summary = [f"{len(names):4} {verdict}" for verdict, names in sorted(count.items())]
    unknown = sorted(set(tests) - set(titles))
    if count["MISSING"]:
        summary.append(f"without a test: {' '.join(count['MISSING'])}")
    untaught = [row for row in titles if not lectures.get(row)]
    summary.append(f"{len(titles) - len(untaught):4} of {len(titles)} taught")
    if untaught:
        summary.append(f"taught nowhere: {' '.join(untaught)}")
    if unknown:
        summary.append(f"borne by a test, but no row: {' '.join(unknown)}")
    return [heading, *table, "", *summary]
