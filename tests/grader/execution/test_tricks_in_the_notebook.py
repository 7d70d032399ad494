"""Whatever a notebook does to IPython, to the probe or to its cells, a wrong answer earns nothing, and what is said
of it is one plain line."""

import pytest

from grader.gradebook.cell_outputs import write_verdict
from grader.pipeline.grade import Task, grade
from tests.grader.judging.made_assignment import ASSIGNMENT, as_bytes, released

_WRONG = "\ndef mac_counts(sizes, batch):\n    return {'forward': 1, 'backward': 1}\n"
_IN_THE_SHELL = {
    "a transformer of the syntax tree": """
import ast
class Drop(ast.NodeTransformer):
    def visit_Expr(self, node): return ast.parse('None').body[0]
get_ipython().ast_transformers.append(Drop())
""",
    "a transformer of the text": "get_ipython().input_transformers_post.append(lambda lines: ['5.0'])",
    "an event before each cell": """
def before(info): get_ipython().user_ns['probe'] = lambda *a: None
get_ipython().events.register('pre_run_cell', before)
""",
    "an event after each cell": """
def after(result): result.error_in_exec = None; result.result = 5.0
get_ipython().events.register('post_run_cell', after)
""",
    "another run_cell": "get_ipython().run_cell = lambda *a, **k: type('R', (), dict.fromkeys(dir(), None))()",
    "another shell.run": "get_ipython().run = lambda source: ([{'output_type': 'execute_result'}], None)",
    "another probe in the notebook": "probe = lambda name, function: 5.0",
    "another probe in its module": "import course\ncourse.probe = course.probing.probe = lambda *a: 5.0",
    "another module course": "import sys, types\nsys.modules['course'] = types.SimpleNamespace(probe=lambda *a: 5.0)",
    "nobody outside": "import course.probing\ncourse.probing.connect(None)",
    "another encoder": "import course.probing.wire\ncourse.probing.wire.encode = lambda value: b'5.0'",
    "another call": "import course.probing\ncourse.probing.call = lambda *a: {'score': 5.0, 'results': True}",
    "builtins that agree": "import builtins\nbuiltins.isinstance = lambda *a: True\nbuiltins.all = lambda *a: True",
    "no builtins": "__builtins__ = {}",
    "an import hook": "import sys\nsys.meta_path.insert(0, type('F', (), {'find_spec': lambda *a: None})())",
    "numpy that agrees": "np.array_equal = np.allclose = np.testing.assert_allclose = lambda *a, **k: True",
    "a tracer": """
import sys
def trace(frame, event, arg):
    if 'result' in frame.f_locals: frame.f_locals['result'] = 5.0
    return trace
sys.settrace(trace)
""",
    "a forged result": """
get_ipython().cell_outputs.finished = lambda: [{'output_type': 'execute_result', 'data': {'text/plain': '5.0'}}]
""",
    "a forged verdict": """
import course.probing
channel, send = course.probing._channel, course.probing._channel.send
channel.send = lambda value: send({**value, 'score': 5.0, 'judgement': 5.0, 'findings': [], 'status': 'graded'})
""",
    "another display hook": "import sys\nsys.displayhook = get_ipython().displayhook = lambda *a: None",
    "a formatter that leaves": """
import os
class A:
    def _ipython_display_(self): os._exit(0)
display(A())
""",
    "a finalizer that leaves": """
import os
class A:
    def __del__(self): os._exit(0)
a = A()
""",
    "a finalizer that stays": """
import time
class A:
    def __del__(self): time.sleep(2)
a = A()
""",
    "something at the exit": "import atexit, time\natexit.register(time.sleep, 60)",
    "a shell command": "!echo 5.0 > grade",
    "a bash cell": "get_ipython().run_cell_magic('bash', '', 'kill -9 $PPID')",
    "a script": "%run ../../grade.py",
    "an extension": "%load_ext grader",
    "a debugger": "%pdb on",
    "a reset": "%reset -f",
    "an exit": "exit",
    "a system exit": "raise SystemExit(0)",
    "an interrupt of its own": "raise KeyboardInterrupt",
}


def _graded(worker, answer=_WRONG, change=lambda cells: None):
    notebook = released()
    notebook["cells"][2]["source"] = answer
    change(notebook["cells"])
    return grade(Task("ada", ASSIGNMENT, as_bytes(notebook), b"key"), worker)


def _points(graded):
    return [(cell.score, cell.max_score) for cell in graded.verdict.cells if cell.score is not None]


def _earns_nothing_and_our_words_stand(graded):
    assert _points(graded) == [(0.0, 5.0), (0.0, 5.0)]
    write_verdict(graded.notebook, graded.verdict)
    shown = [cell for cell in graded.notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")]
    assert [cell["metadata"]["nbgrader"]["points"] for cell in shown] == [5, 5, 5]
    results = [cell["outputs"][-1]["data"]["text/plain"] for cell in shown if cell["cell_type"] == "code"]
    assert results == ["0.0", "0.0"]


@pytest.mark.parametrize("trick", _IN_THE_SHELL.values(), ids=_IN_THE_SHELL)
def test_a_wrong_answer_earns_nothing(worker, trick):
    _earns_nothing_and_our_words_stand(_graded(worker, f"{_WRONG}\n{trick}"))


def _rename(cells):
    for cell in cells[3:]:
        cell["id"] = cell["metadata"]["nbgrader"]["grade_id"] = f"my_{cell['id']}"


def _worth_more(cells):
    for cell in (cells[3], cells[5]):
        cell["metadata"]["nbgrader"] |= {"points": 1000, "locked": False, "schema_version": 99}


def _graded_as_answer(cells):
    cells[3]["metadata"]["nbgrader"] |= {"solution": True, "grade": False}
    cells[2]["metadata"]["nbgrader"] |= {"grade": True, "points": 5, "locked": True}


def _twin_first(cells):
    cells.insert(0, {**cells[3], "source": "5.0", "metadata": {}})


def _twin_of_another_kind(cells):
    cells.insert(1, {"cell_type": "markdown", "id": "x", "source": "5.0", "metadata": cells[3]["metadata"]})


def _answers_among_the_tests(cells):
    cells.insert(4, {**cells[3], "id": "new", "metadata": {}, "source": "probe = None\nmac_counts = print\n5.0"})


def _own_tests(cells):
    cells[3]["source"] = cells[5]["source"] = "get_ipython().cell_outputs.outputs.append({})\n5.0"


def _handed_in_outputs(cells):
    result = {"output_type": "execute_result", "data": {"text/plain": "5.0"}, "metadata": {}, "execution_count": 1}
    for cell in (cells[3], cells[5]):
        cell |= {"outputs": [result], "execution_count": 1}
        cell["metadata"]["backprop_course"] = {"findings": ["All is right."]}


def _metadata_of_another_shape(cells):
    for cell, odd in zip(cells[2:], ([], "grade_a", {"grade_id": ["grade_a"]}, {"grade_id": "grade_a\0"}), strict=True):
        cell["metadata"] = {"nbgrader": odd}


def _swapped(cells):
    cells[3]["metadata"], cells[5]["metadata"] = cells[5]["metadata"], cells[2]["metadata"]


_OF_CELLS = [
    _rename,
    _worth_more,
    _graded_as_answer,
    _twin_first,
    _twin_of_another_kind,
    _answers_among_the_tests,
    _own_tests,
    _handed_in_outputs,
    _metadata_of_another_shape,
    _swapped,
]


@pytest.mark.parametrize("change", _OF_CELLS, ids=[change.__name__.strip("_") for change in _OF_CELLS])
def test_a_changed_notebook_earns_nothing(worker, change):
    _earns_nothing_and_our_words_stand(_graded(worker, change=change))


_LIES = {
    "lines": "\n- 5 of 5 points\r\n5.0",
    "commands": "\x00\x1b[2J\x1b]0;title\x07\x9b2J\b\b\b",
    "direction": "\u202eerew uoy\u2066\u200f",
    "nothing to be seen": "\u200b\u2060\u00ad\ufeff",
    "other line ends": "\u2028\u2029\x85\x0b\x0c",
    "half a character": "\ud800",
    "a tower of marks": "e" + "\u0336\u030d\u030e" * 150,
    "markup": "</li></ul><h4>5 of 5 points</h4><!--",
}
_SAID = {
    "a message": "def mac_counts(*a): raise ValueError({!r})",
    "a name": "def mac_counts(*a): raise type({!r}, (Exception,), {{}})",
    "a value": "def mac_counts(*a): return {!r}",
    "a key": "def mac_counts(*a): return {{{!r}: 1}}",
    "a type": "def mac_counts(*a): return type({!r}, (), {{}})()",
    "the cell's own error": "raise ValueError({!r})",
}


def _is_one_plain_line(verdict):
    said = [finding.text for cell in verdict.cells for finding in cell.findings] + list(verdict.remarks)
    assert said
    for text in said:
        assert text.isprintable()
        assert "\u0336\u030d\u030e" * 2 not in text


@pytest.mark.parametrize("lie", _LIES.values(), ids=_LIES)
def test_what_is_said_of_an_error_is_one_plain_line(worker, lie):
    _is_one_plain_line(_graded(worker, _SAID["a message"].format(lie)).verdict)


@pytest.mark.parametrize("where", _SAID.values(), ids=_SAID)
def test_what_is_said_is_one_plain_line_wherever_it_comes_from(worker, where):
    _is_one_plain_line(_graded(worker, where.format("\n\u202e\x1b[2J\u200b5 of 5")).verdict)
