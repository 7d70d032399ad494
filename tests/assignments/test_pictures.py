"""A phone shows the pictures of the assignments in letters that can be read, and none is cut."""

import re

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from course.drawing import Drawing
from course.plots import new_figure
from tests.assignments.notebooks import ASSIGNMENTS, solved
from tests.lectures.executed_lecture import LEAST

COLUMN = 274  # pixels that JupyterLab leaves for a picture where the window has 390 and the sidebar is closed


def smallest_on_a_phone(picture):
    """The size of its smallest text in pixels, and that text: JupyterLab makes figures narrower, but no drawing."""
    if isinstance(picture, Drawing):
        texts = re.findall(r'font-size="([\d.]+)"[^>]*>([^<]+)<', picture.svg())
        return min((float(size), text) for size, text in texts)
    picture.draw_without_rendering()
    pixels = min(100 / 72, COLUMN / (72 * picture.get_figwidth()))
    texts = [text for text in picture.findobj(Text) if text.get_visible() and text.get_text().strip()]
    return min((text.get_fontsize() * pixels, text.get_text()) for text in texts)


def cut(figure):
    """Whether something of the figure lies beyond its edge."""
    box, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
    return box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_picture_of_a_solved_assignment_is_legible_on_a_phone(assignment):
    pictures = solved(assignment).pictures
    assert pictures
    for picture in pictures:
        size, text = smallest_on_a_phone(picture)
        assert size >= LEAST, text
        assert isinstance(picture, Drawing) or not cut(picture), picture.get_suptitle()


def test_small_letters_and_cut_ones_are_seen():
    figure = Figure(figsize=(8, 3))
    figure.suptitle("wide", fontsize=12)
    assert smallest_on_a_phone(figure) == (pytest.approx(5.7, abs=0.01), "wide")
    assert not cut(figure)
    assert cut(new_figure("a title that is much longer than its figure is wide, and so on", 3))
    drawing = Drawing("a title", 300, 100)
    drawing.text(10, 10, "low", 9)
    assert smallest_on_a_phone(drawing) == (9, "low")
