"""Whatever is handed in ends in a verdict, a remark where it is odd, and a row in the gradebook."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evaluation.fuzz.course import make_course
from tests.evaluation.fuzz.mutations import files
from tests.evaluation.fuzz.way import Way

KEPT = sorted((Path(__file__).parent / "kept_cases").iterdir())


@pytest.fixture(scope="module")
def way(tmp_path_factory):
    with Way(make_course(tmp_path_factory.mktemp("fuzz"))) as way:
        yield way


def test_the_submission_that_all_start_from_is_right_and_ordinary(way):
    import json

    graded = way.take(json.dumps(way.course.filled_in).encode())
    assert (graded.verdict.status, graded.verdict.score, graded.verdict.remarks) == ("graded", 10, ())


@pytest.mark.slow
@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_handed_in_gets_a_verdict_a_remark_and_a_row(way, data):
    way.take(data.draw(files(way.course.filled_in)))


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_a_file_that_once_failed_does_not_again(way, path):
    way.take(path.read_bytes())
