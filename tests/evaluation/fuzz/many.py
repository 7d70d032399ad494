"""Many cases one after the other, in a course of their own: a failure is counted, and the next case goes on."""

import sys
import traceback

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.evaluation.fuzz.course import make_course
from tests.evaluation.fuzz.mutations import files
from tests.evaluation.fuzz.way import Way

_LINES = 10


def fuzz(cases, number, folder):
    """So many cases in a course of its own: how often which status, what failed with its file, rows at the end."""
    statuses, failures = {}, []
    with Way(make_course(folder)) as way:

        @seed(number)
        @settings(
            max_examples=cases,
            derandomize=False,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(st.data())
        def one(data):
            file = data.draw(files(way.course.filled_in))
            try:
                status = way.take(file).verdict.status
                statuses[status] = statuses.get(status, 0) + 1
            except Exception as error:
                frame = traceback.extract_tb(error.__traceback__)[-1]
                kind = f"{type(error).__name__} in {frame.name}, line {frame.lineno}: {error}"[:300]
                failures.append((kind, file))
                print(kind, file=sys.stderr, flush=True)
            if way.count % max(cases // _LINES, 1) == 0:
                print(f"{way.count} of {cases}, {len(failures)} failures", file=sys.stderr, flush=True)

        one()
        return statuses, failures, way.rows()
