"""Syntax of a later Python is named with its version; an ordinary mistake in a like line is not taken for it."""

import sys

import pytest

from course.notebook.newer_syntax import newer_python

OLD = (3, 11, 0)


@pytest.mark.parametrize(
    ("line", "offset", "version"),
    [
        ("type Array = list[float]", 6, "3.12"),
        ("def first[T](values: list[T]) -> T:", 10, "3.12"),
        ("class Stack[T]:", 12, "3.12"),
        ("print(f'{run['loss']}')", 16, "3.12"),
        ('x = f"{", ".join(names)}"', 10, "3.12"),
        (r"x = f'{chr(10) + '\n'}'", 8, "3.12"),
        ("page = t'{name}'", 9, "3.14"),
        ("except ValueError, TypeError:", 8, "3.14"),
        ("    except ValueError, np.linalg.LinAlgError:", 12, "3.14"),
        ("print(f'{loss}'", 6, ""),
        ("x = f'{a' +", 5, ""),
        ("x = f'{a}' f'{b}' +", 20, ""),
        ("print('add a t' +", 17, ""),
        ("x = dict(kind='t'", 9, ""),
        ("type = int +", 13, ""),
        ("except ValueError, TypeError as e:", 8, ""),
        ("def f(:", 7, ""),
        ("", 0, ""),
    ],
)
def test_the_version_is_named(monkeypatch, line, offset, version):
    monkeypatch.setattr(sys, "version_info", OLD)
    assert newer_python(line, offset) == version


def test_what_this_python_knows_is_not_newer(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 12, 0))
    assert newer_python("type Array = list[float]") == ""


def test_a_very_long_line_takes_no_time():
    assert newer_python("f'{" * 100_000, 1) == ""
