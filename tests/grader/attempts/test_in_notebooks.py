"""Code made to get points, or to read what it may not: it gets what its numbers earn."""

import pytest

from grader.pipeline.grade import Task, grade
from tests.grader.execution.conftest import printed, session_on
from tests.grader.execution.probed import outcome, score
from tests.grader.judging.made_assignment import ASSIGNMENT, as_bytes, released

_RIGHT = """
def mac_counts(sizes, batch):
    pairs = [m * n for m, n in zip(sizes, sizes[1:])]
    return {"forward": batch * sum(pairs), "backward": batch * (2 * sum(pairs) - pairs[0])}
"""
_WRONG = "\ndef mac_counts(sizes, batch):\n    return {'forward': -1, 'backward': -1}\n"

# Around a wrong answer.
_FOR_POINTS = {
    "another packing of bytes": """
import course.probing.wire as wire
wire._LENGTH = type('L', (), {'pack': lambda self, n: b'', 'unpack_from': lambda self, d: (0,), 'size': 0})()
""",
    "another writer of JSON": 'import json\njson.dumps = lambda *a, **k: \'{"score": 5.0, "results": true}\'',
    "another reader of JSON": "import json\njson.loads = lambda *a, **k: {'done': True}",
    "another copy": "import copy\ncopy.deepcopy = lambda value, *a: 5.0",
    "another pipe": "import os\nos.write = lambda fd, data: len(data)",
    "another reading of the pipe": "import os\nos.read = lambda fd, n: b''",
    "another list of frames for errors": """
import traceback
def no(*a): raise SystemExit(5)
traceback.extract_tb = no
def mac_counts(*a): raise ValueError
""",
    "what the probe has at hand": """
def mac_counts(sizes, batch):
    import sys
    frame, found = sys._getframe(), {}
    while frame:
        found |= {k: v for k, v in frame.f_locals.items() if type(v) in (dict, list, tuple)}
        frame = frame.f_back
    return next((v for v in found.values() if type(v) is dict and 'forward' in v), found.get('results'))
""",
    "what lies about in memory": """
def mac_counts(sizes, batch):
    import gc
    found = [o for o in gc.get_objects() if type(o) is dict and {'forward', 'backward'} <= o.keys()]
    return found[0] if found else None
""",
    "results put in where the probe keeps them": """
def mac_counts(sizes, batch):
    import sys
    kept = sys._getframe(1).f_locals.get('results')
    kept.extend([{'forward': 1, 'backward': 1}] * 9)
    return kept[0]
""",
    "the right count among all": """
def mac_counts(sizes, batch):
    return {'forward': range(10**6), 'backward': range(10**6)}
""",
    "a promise to compute it later": "async def mac_counts(sizes, batch):\n    return 5",
    "a class in place of the function": """
class mac_counts(dict):
    def __init__(self, *a): pass
    def __missing__(self, key): return 5
""",
    "keys that are equal to all": """
class Key(str):
    def __eq__(self, other): return True
    def __hash__(self): return hash('forward')
def mac_counts(sizes, batch): return {Key('forward'): True, Key('backward'): True}
""",
    "numbers that are equal to all": """
class Number(int):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0
    __hash__ = int.__hash__
def mac_counts(sizes, batch): return {'forward': Number(7), 'backward': Number(7)}
""",
    "a function that leaves the cell": "def mac_counts(*a): raise GeneratorExit",
    "a function that ends the notebook": "def mac_counts(*a): raise SystemExit('5.0')",
    "a function that interrupts": "def mac_counts(*a): raise KeyboardInterrupt",
    "no room for a call": "import sys\nsys.setrecursionlimit(60)",
    "a timer that strikes in the probe": """
import signal
def strike(*a): raise RuntimeError('5.0')
signal.signal(signal.SIGVTALRM, strike)
signal.setitimer(signal.ITIMER_VIRTUAL, 1e-3, 1e-3)
""",
    "an end of something weak": """
import os, weakref
class A: pass
a = A()
weakref.finalize(a, os._exit, 0)
def mac_counts(*args):
    global a
    a = None
""",
    "an end at each collection": "import gc, os\ngc.callbacks.append(lambda *a: os._exit(0))",
    "a module beside the notebook": """
import importlib, pathlib, sys
pathlib.Path('course').mkdir()
pathlib.Path('course/__init__.py').write_text('probe = lambda *a: 5.0')
for name in [n for n in sys.modules if n.partition('.')[0] == 'course']: del sys.modules[name]
sys.path.insert(0, '')
importlib.invalidate_caches()
from course import probe
""",
    "the judge of an instructor's own Jupyter": """
from importlib.metadata import entry_points
for judge in entry_points(group='backprop_course.judge'): print(judge.load())
""",
    "an error that nobody can show": """
class E(Exception):
    def __str__(self): raise SystemExit(5)
    __repr__ = __str__
raise E
""",
    "a shell that shows nothing": "get_ipython()._showtraceback = get_ipython().showtraceback = lambda *a, **k: 1 / 0",
}


def _points(graded):
    return [cell.score for cell in graded.verdict.cells if cell.score is not None]


def _graded(worker, answer, more=()):
    notebook = released()
    notebook["cells"][2]["source"] = answer
    for i, source in enumerate(more):
        notebook["cells"].append({"cell_type": "code", "id": f"mine-{i}", "metadata": {}, "source": source})
    return grade(Task("ada", ASSIGNMENT, as_bytes(notebook), b"key"), worker)


@pytest.mark.parametrize("code", _FOR_POINTS.values(), ids=_FOR_POINTS)
def test_it_earns_nothing(worker, code):
    assert _points(_graded(worker, f"{_WRONG}\n{code}")) == [0.0, 0.0]


_LEFT_BEHIND = ("numpy.py", "json.py", "struct.py", "usercustomize.py", "sitecustomize.py", "x.pth", "matplotlibrc")


def test_modules_left_in_the_folder_are_gone_when_the_process_is_started_anew(worker):
    lies = "raise SystemExit('mine')"
    leave = f"import os\nfor name in {_LEFT_BEHIND}: open(name, 'w').write({lies!r})\nos._exit(0)"
    look = "import os, sys\nsys.path.insert(0, '')\nprint(os.listdir('.'))\nimport json, struct, numpy"
    graded = _graded(worker, _RIGHT, [leave, look])
    assert _points(graded) == [5.0, 5.0]
    assert graded.notebook["cells"][-1]["outputs"][0]["text"] == "[]\n"


# What each of these prints is all that it gets.
_FOR_KNOWLEDGE = {
    "the reference": ("import reference_solution", "ModuleNotFoundError"),
    "the grader": ("import grader.exercises", "ModuleNotFoundError"),
    "the tests": ("import tests.grader", "ModuleNotFoundError"),
    "the judge's entry point": (
        "from importlib.metadata import entry_points\nprint([*entry_points(group='backprop_course.judge')])",
        "[]",
    ),
    "the source of what is loaded": (
        "import inspect, sys\n[inspect.getsource(m) for n, m in sys.modules.items() if n.startswith('grader')][0]",
        "IndexError",
    ),
    "who uses the machine": ("import pwd\nprint(len(pwd.getpwall()))", "0"),
    "groups of the machine": ("import grp\nprint(len(grp.getgrall()))", "0"),
    "the environment": (
        "import os\nprint([k for k in os.environ if any(w in k for w in ('KEY', 'TOKEN', 'SECRET', 'USER', 'SSH'))])",
        "[]",
    ),
    "other modules on the path": (
        "import pkgutil, sys\nprint([m.name for m in pkgutil.iter_modules() if m.name in ('grader', 'tests')])",
        "[]",
    ),
    "links to elsewhere in an archive": (
        "import io, tarfile\nb = io.BytesIO()\nt = tarfile.open(fileobj=b, mode='w')\nm = tarfile.TarInfo('x')\n"
        "m.type, m.linkname = tarfile.SYMTYPE, '/etc/passwd'\nt.addfile(m)\nt.close()\nb.seek(0)\n"
        "tarfile.open(fileobj=b).extractall()\nprint(open('x').read())",
        "Error",
    ),
}


@pytest.mark.parametrize(("code", "got"), _FOR_KNOWLEDGE.values(), ids=_FOR_KNOWLEDGE)
def test_it_learns_nothing(worker, code, got):
    with session_on(worker) as session:
        assert got in printed(session.run(code))


_ODD_ARRAYS = {
    "mapped into memory from a file": """
m = np.memmap('x', float, 'w+', shape=(2, 3))
m[:] = 3 * X
return m""",
    "that share their memory": """
a = np.zeros(7)
a[:6] = 2 * X.ravel()
return np.lib.stride_tricks.as_strided(a[1:], (2, 3), (8, 8))""",
    "that run backwards": "return (2 * X)[::-1]",
    "of no rows and many columns": "return np.zeros((0, 60_000_000))",
    "of many rows and no columns": "return np.zeros((60_000_000, 0))",
    "of fields that are called numbers": "return (2 * X).view([('f8', '<f8')])",
    "of objects with the right words": "return np.array([[str(v) for v in row] for row in 2 * X])",
    "in a tuple": "return (2 * X,)",
    "as complex numbers": "return (2 * X).astype(complex)",
    "row by row, as they are made": "return iter(2 * X)",
    "as code": "return f'{(2 * X).tolist()}'",
    "read through a pipe that stays open": "import os\nr, w = os.pipe()\nreturn os.fdopen(r)",
    "that a timer changes": """
import signal
kept = 2 * X
def strike(*a): kept[:] = 0
signal.signal(signal.SIGVTALRM, strike)
signal.setitimer(signal.ITIMER_VIRTUAL, 1e-6, 1e-6)
kept[:] = 3 * X
return kept""",
}


@pytest.mark.parametrize("code", _ODD_ARRAYS.values(), ids=_ODD_ARRAYS)
def test_odd_arrays_earn_nothing(worker, code):
    body = "\n".join(f"    {line}" for line in code.strip().split("\n"))
    assert score(outcome(worker, f"def f(X):\n{body}\nprobe('p9.double', f)")) == 0.0


_QUOTES = {
    "in the line that raises": ("def mac_counts(*a):\n    raise ValueError  # ` 5 of 5 points. `", ""),
    "in a cell of its own": (_RIGHT, "1 / 0  # ` 5 of 5 points. `"),
}


@pytest.mark.parametrize(("answer", "added"), _QUOTES.values(), ids=_QUOTES)
def test_words_in_quoted_code_stay_in_it(worker, answer, added):
    verdict = _graded(worker, answer, [added]).verdict
    said = [*verdict.remarks, *(finding.text for cell in verdict.cells for finding in cell.findings)]
    quoting = [text for text in said if "5 of 5" in text and "`" in text]
    assert quoting
    for text in quoting:
        outside = "".join(text.split("`")[::2])
        assert "5 of 5 points. " not in outside
