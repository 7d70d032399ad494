"""What a slider shows next is computed before it gets there, and only while nothing else happens."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from lectures.widgetkit import Question, Slider, Toggle, Widget
from lectures.widgetkit.ahead import PAUSE, following

CONTROLS = (Slider("x", 0.0, 1.0, step=0.1), Slider("n", 1, 5), Slider("far", 0.1, 10.0, log=True), Toggle("on"))
START = {control.name: control.value for control in CONTROLS}


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ({"x": 0.1}, {"x": 0.2}, {"x": 0.3}),
        ({"x": 0.5}, {"x": 0.4}, {"x": 0.3}),
        ({"n": 3}, {"n": 4}, {"n": 5}),
        ({"n": 4}, {"n": 5}, None),
        ({"far": 1.0}, {"far": 2.0}, None),
        ({"on": False}, {"on": True}, None),
        ({"x": 0.1, "n": 1}, {"x": 0.2, "n": 2}, None),
    ],
)
def test_a_slider_is_expected_to_go_on(before, now, expected):
    assert following(START | before, START | now, CONTROLS) == (expected and START | now | expected)


def test_a_pause_is_used_and_a_hand_that_drags_is_left_alone():
    computed = []

    def compute(n):
        computed.append(n)
        if n == 4:
            raise ZeroDivisionError
        return n

    widget = Widget(
        id="W00", title="", controls=(Slider("n", 0, 9),), compute=compute, stage=lambda figure: figure.text(0, 0, ""),
        draw=lambda values, text: None, says=str, invariant=bool, telling=(), predict=Question("?", ("a", "b"), 0, ""),
    )  # fmt: skip

    async def move(view, *steps):
        for step in steps:
            view.move(n=step)
        await asyncio.sleep(3 * PAUSE)
        return list(computed)

    async def hand():
        view = widget.show()
        assert await move(view, 1) == [0, 1, 2]
        assert await move(view, 2) == [0, 1, 2, 3]
        assert await move(view, 3) == [0, 1, 2, 3, 4]
        assert view.picture.error == ""
        assert await move(view, 5, 6, 8) == [0, 1, 2, 3, 4, 5, 6, 8]

    with ThreadPoolExecutor(1) as thread:  # where another test's browser has no event loop of its own
        thread.submit(asyncio.run, hand()).result()


def test_last_digits_of_a_slider_are_left_out_and_not_sent_back():
    widget = Widget(
        id="W00", title="", controls=CONTROLS[:1], compute=lambda x: x, stage=lambda figure: figure.text(0, 0, ""),
        draw=lambda values, text: None, says=str, invariant=bool, telling=(), predict=Question("?", ("a", "b"), 0, ""),
    )  # fmt: skip
    view = widget.show()
    part = view.control_views["x"].parts["value"]
    part.value = 0.1 + 0.2
    assert (view.state["x"], part.value) == (0.3, 0.1 + 0.2)
    view.move(x=0.5)
    assert part.value == 0.5
