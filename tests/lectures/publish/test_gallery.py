"""What the gallery and the contact sheets show of a lecture."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from lectures.publish.contact_sheet import moved, sheet, write_sheets
from lectures.publish.lecture import Shown
from lectures.publish.notebooks import texts
from lectures.widgetkit.controls import Points, Slider, Stroke
from lectures.widgetkit.widget import Question, Widget

TEXT = """# %% [markdown]
# # 7 A lecture
# <!-- syllabus: S1-02 E03 -->
# ## One (12 min)
# <!-- syllabus: S1-02 S0-01 -->
# S4-01 is not in a comment.
# ## Two (5 min)

# %%
import lectures.widgets.nothing
"""


def stage(figure):
    return figure.add_subplot(xlim=(0, 1), ylim=(0, 4)).plot([], [])[0]


def draw(height, line):
    line.set_data([0, 1], [0, height])


MADE = Widget(
    id="W99",
    title="A line",
    controls=(Slider("height", 0.0, 4.0, value=1.0),),
    compute=lambda height: height,
    stage=stage,
    draw=draw,
    says=lambda height: f"It rises to {height} < 5.",
    invariant=lambda height: True,
    predict=Question("Where to?", ("<up>", "down"), 0, "It rises.", {"height": 3.0}),
    telling=({"height": 2.0}, {"height": 4.0}),
)


def test_title_minutes_and_rows_are_read(tmp_path):
    path = tmp_path / "07_a.py"
    path.write_text(TEXT)
    lecture = Shown(path)
    assert (lecture.name, lecture.title, lecture.minutes) == ("07_a", "7 A lecture", 17)
    assert lecture.rows == ["S1-02", "E03", "S0-01"]
    assert lecture.widgets == []


@pytest.mark.parametrize("text", texts(), ids=lambda text: text.stem)
def test_a_lecture_says_how_long_it_takes_and_what_it_covers(text):
    lecture = Shown(text)
    assert 40 <= lecture.minutes <= 70
    assert lecture.rows
    assert lecture.widgets


def test_a_sheet_shows_the_first_frame_and_the_telling_states():
    made = np.asarray(sheet([MADE, MADE]))
    upper, lower = np.split(made, 2)
    np.testing.assert_array_equal(upper, lower)
    thirds = [upper[:, 24 + i * 744 :][:, :720] for i in range(3)]
    assert all((third < 128).any() for third in thirds)
    assert not (thirds[0] == thirds[1]).all()
    assert not (thirds[1] == thirds[2]).all()


def test_a_sheet_names_drawings_and_points_instead_of_their_coordinates():
    one, two = (((0.5, 0.0), (0.5, 1.0)),), (((0.0, 1.0), (1.0, 0.0)),)
    drawn = Stroke("digit", {"a one": one, "a two": two})
    widget = replace(MADE, controls=(*MADE.controls, drawn, Points("corners", ((0.0, 0.0),), (0, 0), (1, 1))))
    assert moved(widget, {}) == "First frame"
    assert moved(widget, {"height": 2.0, "digit": two}) == "height = 2.0, digit = a two"
    assert moved(widget, {"digit": (*one, *two)}) == "digit = drawn"
    assert moved(widget, {"corners": ((0.25, 0.75),)}) == "corners moved"


def test_a_lecture_without_widgets_has_no_sheet(tmp_path):
    (tmp_path / "07_a.py").write_text(TEXT)
    assert list(write_sheets(tmp_path / "sheets", tmp_path)) == []


def test_sheets_are_named_by_number(tmp_path):
    path = next(write_sheets(tmp_path))
    assert path.name == "01.png"
    with Image.open(path) as image:
        assert image.format == "PNG"
