"""A contact sheet of each lecture: every widget's first frame and its telling states, with what is said under them."""

import textwrap
from io import BytesIO

from lectures.publish.lecture import Shown
from lectures.publish.notebooks import LECTURES, texts
from lectures.widgetkit import Points, Stroke

WIDTH, GAP, LINE = 720, 24, 24  # of a picture, between two, of a line of text: pixels


def write_sheets(folder, lectures=LECTURES):
    """Write ``NN.png`` for each lecture that has widgets.

    Parameters
    ----------
    folder : pathlib.Path
        Made if missing.
    lectures : pathlib.Path

    Yields
    ------
    pathlib.Path
        Each sheet as soon as it is there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for text in texts(lectures):
        lecture = Shown(text)
        if lecture.widgets:
            path = folder / f"{lecture.name[:2]}.png"
            sheet(lecture.widgets).save(path, optimize=True)
            yield path


def sheet(widgets):
    """One image: a line of three pictures for each widget."""
    from PIL import Image

    lines = [_line(widget) for widget in widgets]
    whole = Image.new("RGB", (lines[0].width, sum(line.height for line in lines)), "white")
    top = 0
    for line in lines:
        whole.paste(line, (0, top))
        top += line.height
    return whole


def _line(widget):
    from PIL import Image, ImageDraw

    renderer, states = widget.renderer(), [{}, *widget.telling]
    frames = [renderer.frame(widget.start | state) for state in states]
    pictures = [Image.open(BytesIO(frame.png)) for frame in frames]
    pictures = [picture.resize((WIDTH, picture.height * WIDTH // picture.width)) for picture in pictures]
    said = [f"{moved(widget, state)}: {frame.says}" for state, frame in zip(states, frames, strict=True)]
    below = ["\n".join(textwrap.wrap(text, 72)) for text in said]
    tallest = max(picture.height for picture in pictures)
    height = 3 * GAP + LINE + tallest + LINE * max(text.count("\n") + 1 for text in below) + GAP
    line = Image.new("RGB", (GAP + len(frames) * (WIDTH + GAP), height), "white")
    draw = ImageDraw.Draw(line)
    draw.text((GAP, GAP), f"{widget.id}  {widget.title}", "black", _letters(24, "bold"))
    for i, (picture, text) in enumerate(zip(pictures, below, strict=True)):
        left, top = GAP + i * (WIDTH + GAP), 2 * GAP + LINE
        line.paste(picture, (left, top))
        draw.multiline_text((left, top + tallest + GAP // 2), text, "black", _letters(18), spacing=4)
    return line


def moved(widget, state):
    """What is not where it starts; of drawings and points the name, for nobody reads hundreds of coordinates."""
    controls = {control.name: control for control in widget.controls}
    return ", ".join(_put(controls[name], value) for name, value in state.items()) or "First frame"


def _put(control, value):
    if isinstance(control, Points):
        return f"{control.name} moved"
    if isinstance(control, Stroke):
        value = next((name for name, strokes in control.presets.items() if strokes == value), "drawn")
    return f"{control.name} = {value}"


def _letters(size, weight="normal"):
    from matplotlib.font_manager import FontProperties, findfont
    from PIL import ImageFont

    return ImageFont.truetype(findfont(FontProperties(family="DejaVu Sans", weight=weight)), size)
