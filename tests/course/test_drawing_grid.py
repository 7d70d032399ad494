"""The grid to draw on: every click is read, and where nobody can click the start is read once."""

import numpy as np

from course import drawing_grid
from course.drawing_grid import draw_digit, grid


def how_much_ink(x):
    """As many scores as there are digits; the largest for the number of inked pixels."""
    return -np.abs(np.arange(10) - x.sum())


def parts(box):
    *rows, clear, said = box.children
    return [pixel for row in rows for pixel in row.children], clear, said


def test_each_click_turns_a_pixel_and_reads_the_picture_again():
    pixels, _, said = parts(grid(how_much_ink, np.eye(3)))
    assert len(pixels) == 9
    assert "read as a 3" in said.value
    before = pixels[1].style.button_color
    pixels[1].click()
    assert "read as a 4" in said.value
    assert pixels[1].style.button_color == pixels[0].style.button_color != before
    pixels[0].click()
    assert "read as a 3" in said.value


def test_a_white_page_asks_for_ink():
    pixels, clear, said = parts(grid(how_much_ink, np.ones((2, 2))))
    clear.click()
    assert said.value == "Click on pixels to draw."
    assert len({pixel.style.button_color for pixel in pixels}) == 1


def test_the_start_is_left_as_it_is():
    start = np.eye(3)
    parts(grid(how_much_ink, start))[0][1].click()
    np.testing.assert_array_equal(start, np.eye(3))


def test_every_pixel_says_where_it_is():
    pixels, _, _ = parts(grid(how_much_ink, np.zeros((2, 3))))
    assert [pixel.tooltip for pixel in pixels][-1] == "row 2, column 3"


def test_where_nobody_can_click_the_start_is_read(capsys):
    draw_digit(how_much_ink, np.eye(5))
    assert capsys.readouterr().out.startswith("This is read as a 5. Next likely: ")


def test_where_somebody_can_click_the_grid_is_shown(monkeypatch):
    shown = []
    monkeypatch.setattr(drawing_grid, "_clickable", lambda: True)
    monkeypatch.setattr("IPython.display.display", shown.append)
    draw_digit(how_much_ink, np.eye(5))
    assert len(parts(shown[0])[0]) == 25
