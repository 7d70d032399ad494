"""A cell runs statement by statement: what fails beside an answer is told with its line, and the answer is there."""

import contextlib
import io
import sys

import pytest

from course.notebook.statement_shell import StatementShell


@pytest.fixture
def shell(monkeypatch, tmp_path):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])  # the shell puts its own there
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    shell = StatementShell()
    monkeypatch.setattr(shell, "showtraceback", lambda *args, **kwargs: None)
    monkeypatch.setattr(shell, "showsyntaxerror", lambda *args, **kwargs: None)
    return shell


def ran(shell, source):
    """What failed, as (line, kind), and what was printed."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        failures = shell.run_statements(source)
    return [(failure.line, failure.kind) for failure in failures], printed.getvalue()


ANSWER = "\ndef answer():\n    return 42\n"


@pytest.mark.parametrize(
    "source",
    [
        "try:\n    import torch_is_not_here\nexcept ImportError:\n    pass",
        "from numpy import *\nfrom math import *",
        "%pip install torch",
        "!pip install torch",
        "%conda install torch",
        "!ls",
        "names = !ls",
        "%matplotlib widget",
        "%matplotlib notebook",
        "%matplotlib qt",
        "%matplotlib inline",
        "%config InlineBackend.figure_format = 'retina'",
        "%load_ext autoreload\n%autoreload 2",
        "from __future__ import annotations",
        "import asyncio\nawait asyncio.sleep(0)",
        "x = (n := 3)",
        "%cd /nowhere/at/all",
    ],
)
def test_what_is_usual_beside_an_answer_fails_nowhere(shell, source):
    assert ran(shell, source + ANSWER)[0] == []
    assert shell.user_ns["answer"]() == 42


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("import torch_is_not_here", "ModuleNotFoundError"),
        ("open('/old/path/data.csv')", "FileNotFoundError"),
        ("name = input('your name? ')", "EOFError"),
        ("%nosuch magic", "UsageError"),
        ("assert False", "AssertionError"),
        ("1 / 0", "ZeroDivisionError"),
        ("return 5", "SyntaxError"),
        ("raise type('Own', (Exception,), {'__str__': lambda self: 1 / 0})()", "Own"),
    ],
)
def test_a_statement_that_fails_is_told_with_its_line_and_the_rest_runs(shell, line, kind):
    assert ran(shell, f"before = 1\n\n{line}{ANSWER}after = 2")[0] == [(3, kind)]
    assert (shell.user_ns["before"], shell.user_ns["answer"](), shell.user_ns["after"]) == (1, 42, 2)


def test_every_statement_that_fails_is_told(shell):
    assert ran(shell, "1 / 0\nx = 1; unknown; y = 2\n[][1]")[0] == [
        (1, "ZeroDivisionError"),
        (2, "NameError"),
        (3, "IndexError"),
    ]
    assert (shell.user_ns["x"], shell.user_ns["y"]) == (1, 2)


def test_failures_of_the_cell_before_are_forgotten(shell):
    ran(shell, "1 / 0")
    assert ran(shell, "x = 1")[0] == []


@pytest.mark.parametrize("magic", ["%%time", "%%timeit -n 1 -r 1", "%%capture out", "\n%%prun"])
def test_a_cell_below_a_magic_keeps_its_line_numbers(shell, magic):
    lines = magic.count("\n") + 1
    assert ran(shell, f"{magic}{ANSWER}1 / 0")[0] == [(lines + 3, "ZeroDivisionError")]
    assert shell.user_ns["answer"]() == 42


def test_empty_lines_at_the_top_count(shell):
    assert ran(shell, "\n  \n\n1 / 0")[0] == [(4, "ZeroDivisionError")]
    assert ran(shell, "\n\ndef f(:")[0] == [(3, "SyntaxError")]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("!ls -l", "!ls -l"),
        ("names = !ls", "!ls"),
        ("%pip install torch", "%pip install torch"),
        ("%%bash\nrm -r /", "%%bash"),
        ("%%script python\nx = 1", "%%script"),
        ("%%!\nls", "%%!"),
    ],
)
def test_another_program_is_not_started_and_one_line_says_so(shell, source, line):
    assert ran(shell, source) == ([], f"Not run here: {line}\n")
    assert not shell.user_ns.get("names")


def test_an_interrupt_ends_its_cell(shell):
    assert ran(shell, "1 / 0\nraise KeyboardInterrupt\nafter = 2")[0] == [
        (1, "ZeroDivisionError"),
        (2, "KeyboardInterrupt"),
    ]
    assert "after" not in shell.user_ns


def test_only_the_last_expression_is_shown(shell):
    assert ran(shell, "111\n1 / 0\n222")[1].count("222") == 1
    assert "111" not in ran(shell, "111\n1 / 0\n222")[1]
    assert "222" not in ran(shell, "111\n1 / 0\n222\nx = 1")[1]


def test_a_cell_that_cannot_be_parsed_is_told_as_such_with_its_line(shell):
    shell.run_statements("x = 1\ndef f(:\n    pass")
    [failure] = shell.failures
    assert (failure.line, failure.kind, failure.unparsed, failure.newer_python) == (2, "SyntaxError", True, "")
    assert failure.alone
    assert shell.user_ns["x"] == 1


@pytest.mark.parametrize(
    ("beside", "line"),
    [
        ("```python", 1),
        ("Here is my answer:", 1),
        ("## Task 3\nHere it is.", 2),
        ("print(\u2018done\u2019)", 1),
        ("print 'done'", 1),
        ("x = (1, 2", 1),
        ("if True:\nprint(1)", 1),
        ("x = [\n1,\n2,\n]\nx y", 5),
        ('text = """\ndef f():\n"""\nprint f', 4),
    ],
)
def test_what_is_no_python_beside_an_answer_is_left_out_and_told(shell, beside, line):
    assert ran(shell, beside + ANSWER)[0][0] == (line, shell.failures[0].kind)
    assert shell.failures[0].unparsed
    assert shell.user_ns["answer"]() == 42


@pytest.mark.parametrize(
    ("beside", "line", "words"),
    [
        ("x = (1", 4, "'(' was never closed"),
        ("if True:\nprint(1)", 4, "expected an indented block after 'if' statement"),
        ("x = 'abc", 4, "unterminated string literal"),
        ("x = '''abc", 4, "unterminated triple-quoted string literal"),
        ("  return 3", 4, "unexpected indent"),
        ("return 3", 4, "'return' outside function"),
    ],
)
def test_what_is_wrong_with_it_is_told_in_pythons_words_without_lines_of_its_own(shell, beside, line, words):
    [failure] = shell.run_statements(ANSWER + beside)
    assert (failure.line, failure.message) == (line, words)


def test_below_an_answer_it_is_left_out_as_well_and_nothing_runs_twice(shell):
    failures, printed = ran(shell, f"print(1)\n1 / 0{ANSWER}```\nprint(2)")
    assert failures == [(2, "ZeroDivisionError"), (5, "SyntaxError")]
    assert printed == "1\n2\n"


@pytest.mark.parametrize("result", ["return 42", "return (\n        42\n    )"])
@pytest.mark.parametrize("beside", ["  x = 1", "\n\n  x = 1", "\t x = 1\n  y = 2\n"])
def test_a_badly_indented_line_below_a_whole_function_is_left_out(shell, result, beside):
    ran(shell, f"def answer(x=1):\n    if x > 1:\n        return 0\n    {result}\n{beside}\nz = 3")
    [failure] = shell.failures
    assert failure.unparsed
    assert failure.alone
    assert (shell.user_ns["answer"](), shell.user_ns["z"]) == (42, 3)


def test_a_badly_indented_line_inside_a_function_does_not_make_it_a_shorter_one(shell):
    ran(shell, "def answer(x=1):\n    if x > 1:\n        return 0\n  y = 1\n    return 42\n")
    assert "answer" not in shell.user_ns


def test_an_answer_that_is_no_python_itself_is_not_cut(shell):
    ran(shell, "def answer():\n    x = 1\n    return x +\n")
    assert not shell.failures[0].alone
    assert "answer" not in shell.user_ns


def test_a_syntax_error_of_text_that_is_evaluated_is_an_error_like_any_other(shell):
    shell.run_statements("x = 1\neval('1 +')\ny = 2")
    [failure] = shell.failures
    assert (failure.line, failure.unparsed) == (2, False)
    assert shell.user_ns["y"] == 2


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="this Python knows the syntax")
def test_newer_syntax_is_told_with_its_version(shell):
    shell.run_statements("try:\n    pass\nexcept ValueError, TypeError:\n    pass")
    assert shell.failures[0].newer_python == "3.14"


def test_a_flood_of_failures_is_cut(shell):
    assert len(ran(shell, "1 / 0\n" * 1000)[0]) == 50


@pytest.mark.parametrize("decorator", ["@njit", "@jit(nopython=True)", "@not_here.cached\n@nor_this"])
def test_a_function_whose_decorator_fails_is_defined_without_it(shell, decorator):
    assert ran(shell, f"x = 1\n{decorator}{ANSWER}") == ([(2, "NameError")], "")
    assert shell.user_ns["answer"]() == 42


@pytest.mark.parametrize(
    "head",
    [
        "x: Float[Array, 'N n'] = 3",
        "x: torch.Tensor = 3",
        "x=3",
        "x=3, *, device=torch.device('cpu')",
        "x=3, device: torch.device = torch.device('cpu')",
    ],
)
def test_a_function_whose_head_fails_is_defined_without_what_fails(shell, head, monkeypatch):
    shown = []
    monkeypatch.delattr(shell, "showtraceback")
    monkeypatch.setattr(shell, "_showtraceback", lambda kind, *rest: shown.append(kind.__name__))
    failures, _ = ran(shell, f"def answer({head}) -> torch.Tensor:\n    return 14 * (x or 3)\n")
    assert failures == [(1, "NameError")]
    assert shell.user_ns["answer"]() == 42
    assert shown == ["NameError"]


def test_a_class_whose_annotations_fail_is_defined_without_them(shell):
    source = "class Layer:\n    W: Float[Array]\n    def answer(self) -> torch.Tensor:\n        return 42\n"
    assert ran(shell, source)[0] == [(1, "NameError")]
    assert shell.user_ns["Layer"]().answer() == 42


def test_annotations_that_work_are_kept(shell):
    ran(shell, "def answer(x: int = 1) -> float:\n    return 42.0\n")
    assert shell.user_ns["answer"].__annotations__ == {"x": int, "return": float}


def test_a_decorator_that_works_is_kept(shell):
    ran(shell, f"def doubled(f):\n    return lambda: 2 * f()\n\n@doubled{ANSWER}")
    assert shell.user_ns["answer"]() == 84


@pytest.mark.filterwarnings("ignore:To exit:UserWarning")  # IPython's
@pytest.mark.parametrize("end", ["exit()", "quit()", "import sys; sys.exit(1)", "raise SystemExit"])
def test_what_stands_below_an_exit_runs(shell, end):
    assert ran(shell, f"{end}{ANSWER}")[0] == [(1, "SystemExit")]
    assert shell.user_ns["answer"]() == 42


def test_what_needs_an_event_loop_fails_alone(shell):
    assert ran(shell, f"import asyncio\nawait asyncio.sleep(1)\nx = 1{ANSWER}")[0] == [(2, "RuntimeError")]
    assert (shell.user_ns["x"], shell.user_ns["answer"]()) == (1, 42)
