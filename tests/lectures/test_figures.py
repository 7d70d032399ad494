"""Lectures show more than they print: figures beside the demos, and few lines of numbers."""

import re

import pytest
from matplotlib.figure import Figure

from lectures.figures import WIDTH
from tests.lectures.executed_lecture import LEAST, smallest_letters
from tests.paths import CLONE

FILES = sorted((CLONE / "lectures").glob("[01][0-9]_*.py"))


def code_cells(file):
    """The code of a lecture, cell by cell."""
    cells = re.split(r"(?m)^# %%", file.read_text(encoding="utf-8"))[1:]
    return [cell for cell in cells if not cell.startswith(" [markdown]")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_lecture_draws_at_least_four_figures(file):
    drawing = [cell for cell in code_cells(file) if re.search(r"plt\.show\(\)|^draw_\w+\(", cell, re.MULTILINE)]
    assert len(drawing) >= 4


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_lecture_prints_little(file):
    assert sum(cell.count("print(") for cell in code_cells(file)) <= 15


def test_letters_of_twelve_points_are_legible_on_a_phone_and_smaller_ones_are_seen():
    for points, legible in ((12, True), (11, False)):
        figure = Figure(figsize=(WIDTH, 3), layout="constrained")
        axes = figure.add_subplot()
        axes.set_title("a title", fontsize=points)
        axes.tick_params(labelsize=12)
        size, text = smallest_letters(figure)
        assert (size >= LEAST) == legible
        assert legible or text == "a title"
