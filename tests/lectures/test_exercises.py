"""Every solution that a lecture folds away runs by itself and passes its own test."""

import re

import pytest

from tests.paths import CLONE

FILES = sorted((CLONE / "lectures").glob("[01][0-9]_*.py"))


def solutions(file):
    """The programs behind "Solution", in their order."""
    text = "\n".join(line.removeprefix("#").removeprefix(" ") for line in file.read_text(encoding="utf-8").splitlines())
    return re.findall(r"<summary>Solution</summary>\n\n```python\n(.*?)\n```", text, re.DOTALL)


ALL = [pytest.param(code, id=f"{file.stem}-{n}") for file in FILES for n, code in enumerate(solutions(file), 1)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_lecture_has_three_programs_and_three_questions(file):
    assert len(solutions(file)) == 3
    questions = file.read_text(encoding="utf-8").partition("## Three questions")[2].partition("## Three programs")[0]
    assert questions.count("<summary>Answer</summary>") == 3


@pytest.mark.parametrize("code", ALL)
def test_a_solution_passes_its_own_test(code):
    assert "assert" in code
    exec(compile(code, "solution", "exec"), {"__name__": "solution"})
