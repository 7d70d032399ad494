"""The living widget: controls, question and picture put together."""

import base64
from contextlib import contextmanager
from html import escape

import ipywidgets as w

from lectures.widgetkit.control_views import HANDS, Gesture
from lectures.widgetkit.image_view import Picture
from lectures.widgetkit.question_view import Asked


class Shell(w.VBox):
    """What ``Widget.show()`` returns.

    Parameters
    ----------
    widget : lectures.widgetkit.Widget

    Attributes
    ----------
    hands : dict of str to Hand
        The controls by name; to set the ``value`` of one is to move it.
    picture : Picture
    asked : Asked
    """

    def __init__(self, widget):
        self.declaration, self.easel = widget, widget.easel()
        self.hands = {control.name: HANDS[type(control)](control) for control in widget.controls}
        self.picture = Picture(widget=widget.id, touch=self._touch(), paths=any(h.paths for h in self.hands.values()))
        self.asked = Asked(widget.predict, lambda: self.move(**widget.predict.reveal))
        title = w.HTML(f'<span class="bp-title">{escape(f"{widget.id} · {widget.title}")}</span>')
        controls = w.Box([hand.box for hand in self.hands.values()])
        controls.add_class("bp-controls")
        super().__init__([title, self.asked.box, controls, self.picture])
        self.add_class("bp-widget")
        self.add_class(f"bp-{widget.id}")
        self._waiting = self._gesture = self._drawn = None
        for hand in self.hands.values():
            hand.observe(self._redraw, "value")
        self.picture.observe(self._point, "pointer")
        self._redraw()

    @property
    def state(self):
        """The present value of every control."""
        return {name: hand.value for name, hand in self.hands.items()}

    def move(self, **values):
        """Move several controls, and draw once."""
        with self._once():
            for name, value in values.items():
                self.hands[name].value = value

    def _touch(self):
        wanted = {hand.touch for hand in self.hands.values()}
        return next((touch for touch in ("none", "pan-y", "manipulation") if touch in wanted), "auto")

    @contextmanager
    def _once(self):
        self._waiting = True
        try:
            yield
        finally:
            self._waiting = None
        self._redraw()

    def _redraw(self, _=None):
        if self._waiting or self.state == self._drawn:
            return
        try:
            self._limit()
            state = self.state
            frame = self.easel.frame(state)
        except Exception as error:  # invisible in JupyterLab otherwise; the last good picture stays
            self._drawn = None
            self.picture.error = sentence(error)
        else:
            self._drawn = state
            self.picture.show(frame.png, frame.says)

    def _limit(self):
        self._waiting = True
        try:
            for hand in self.hands.values():
                until = getattr(hand.control, "until", None)
                if until:
                    hand.last = until(self.easel.prepared(self.state))
                when = hand.control.when
                if when:
                    hand.enable(all(self.state[other] == value for other, value in when.items()))
        finally:
            self._waiting = None

    def _point(self, change):
        figure, pointer = self.easel.figure, change.new
        width, height = figure.canvas.get_width_height()
        path = [(x * width, (1 - y) * height) for x, y in pointer["path"]]
        for number, axes in enumerate(figure.axes):
            hand = next((hand for hand in self.hands.values() if number in hand.axes), None)
            if hand and axes.bbox.contains(*path[0]):
                places = [tuple(map(float, place)) for place in axes.transData.inverted().transform(path)]
                new, self._gesture = pointer["gesture"] != self._gesture, pointer["gesture"]
                with self._once():
                    hand.gesture(Gesture(places, number, new))
        self.picture.heard = pointer["serial"]

    def _repr_mimebundle_(self, **kwargs):
        # Where nothing can move (a printed notebook, a repository's page), the first frame stands in.
        bundle = super()._repr_mimebundle_(**kwargs)
        return bundle | {"image/png": base64.b64encode(self.picture.png).decode(), "text/plain": self.picture.says}


def sentence(error):
    """What the reader is told: a ValueError was written for them, anything else is a fault of the widget."""
    return str(error) if isinstance(error, ValueError) else f"This widget failed: {type(error).__name__}: {error}"
