"""Whatever is in a notebook, its page is made, says the points first, and nothing in it runs, loads or covers."""

import pytest
from hypothesis import HealthCheck, given, settings

from grader.reports.bounded_process import BoundedProcess
from tests.evaluation.fuzz.page_parts import contents
from tests.evaluation.fuzz.pages import Figures, check_page, look, measured

_PAGE = '<style></style><header id="grade"><b>2.5</b> of 10 points</header>'


@pytest.fixture(scope="module")
def process():
    process = BoundedProcess(measured)
    yield process
    process.end()


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=contents())
def test_a_page_is_made_of_whatever_a_notebook_holds(process, content):
    figures = Figures()
    look(process, content, figures)
    assert figures.pages == 1


@pytest.mark.parametrize(
    "bad",
    [
        "<script>1</script>",
        "<b onclick='x'>",
        "<a href='javascript:1'>",
        "<img src='https://x.invalid/'>",
        "<style>x</style>",
        "<math><mrow href='#x'></mrow></math>",
        "<math><mspace height='9em'></mspace></math>",
        "\u202e",
    ],
)
def test_the_check_of_a_page_sees_what_must_not_be_in_it(bad):
    check_page(_PAGE)
    with pytest.raises(AssertionError):
        check_page(_PAGE + bad)
