"""The interactive widget: controls, question and picture put together."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

import ipywidgets as w
import matplotlib as mpl
import traitlets

from lectures.widgetkit import style
from lectures.widgetkit.ahead import Ahead
from lectures.widgetkit.control_view import Gesture
from lectures.widgetkit.control_views import VIEWS, PlayerView
from lectures.widgetkit.controls import State
from lectures.widgetkit.image_view import ImageView
from lectures.widgetkit.panels import Box, boxes_of, tree_of
from lectures.widgetkit.question_view import QuestionView
from lectures.widgetkit.widget import Widget


class WidgetView(w.VBox):
    """What ``Widget.show()`` returns.

    Parameters
    ----------
    widget : lectures.widgetkit.Widget

    Attributes
    ----------
    renderer : Renderer
    control_views : dict of str to ControlView
        The controls by name; setting the ``value`` of one moves it.
    picture : ImageView
    question_view : QuestionView
    """

    def __init__(self, widget: Widget) -> None:
        self.renderer = widget.renderer()
        self.control_views = {control.name: VIEWS[type(control)](control) for control in widget.controls}
        views = self.control_views.values()
        self.picture = ImageView(widget=widget.id, touch=self._touch(), paths=any(view.paths for view in views))
        self.question_view = QuestionView(widget.predict, lambda: self.move(**widget.predict.reveal))
        title = w.HTML(f'<span class="bp-title">{escape(f"{widget.id} · {widget.title}")}</span>')
        controls = w.Box([view.box for view in views])
        controls.add_class("bp-controls")
        super().__init__([title, self.question_view.box, controls, self.picture])
        self.add_class("bp-widget")
        self.add_class(f"bp-{widget.id}")
        self._ahead = Ahead(self.renderer)
        self._on_hold = False
        self._drawn: State | None = None
        self._gesture: int | None = None
        self._boxes: set[Box] = set()
        for view in views:
            view.observe(self._redraw, "value")
        self.picture.observe(self._follow_pointer, "pointer")
        self.picture.observe(self._tell, "told")
        self.picture.observe(self._take_apart, "narrow")
        self._redraw()

    @property
    def state(self) -> State:
        """The current value of every control."""
        return {name: view.value for name, view in self.control_views.items()}

    def move(self, **values: Any) -> None:
        """Move several controls, and draw once."""
        with self._one_redraw():
            for name, value in values.items():
                self.control_views[name].value = value

    def _touch(self) -> str:
        """The most restrictive ``touch-action`` that any control needs."""
        wanted = {view.touch for view in self.control_views.values()}
        return next((touch for touch in ("none", "pan-y", "manipulation") if touch in wanted), "auto")

    @contextmanager
    def _one_redraw(self) -> Iterator[None]:
        self._on_hold = True
        try:
            yield
        finally:
            self._on_hold = False
        self._redraw()

    def _redraw(self, _: object = None) -> None:
        if self._on_hold or self.state == self._drawn:
            return
        try:
            self._update_limits()
            state = self.state
            frame = self.renderer.frame(state)
        except Exception as error:  # invisible in JupyterLab otherwise; the last good picture stays
            self._drawn = None
            self.picture.error = sentence(error)
        else:
            self._ahead.plan(self._drawn, state)
            self._drawn = state
            self._take_apart()
            self.picture.show(frame.png, frame.says)

    def _take_apart(self, _: object = None) -> None:
        """Say where a narrow screen may cut the picture; whatever has been shown so far stays whole."""
        if self.picture.narrow:
            figure = self.renderer.figure
            with mpl.rc_context(style.STYLE):
                self._boxes |= boxes_of(figure, figure.canvas.get_renderer())  # type: ignore[attr-defined]
            self.picture.tree = tree_of(sorted(self._boxes))

    def _update_limits(self) -> None:
        """The last step of each player and which controls are greyed out depend on the other controls."""
        self._on_hold = True
        try:
            for view in self.control_views.values():
                if isinstance(view, PlayerView) and view.control.until:
                    view.last = view.control.until(self.renderer.prepared(self.state))
                when = view.control.when
                if when:
                    view.enable(all(self.state[other] == value for other, value in when.items()))
        finally:
            self._on_hold = False

    def _follow_pointer(self, change: traitlets.Bunch) -> None:
        figure, pointer = self.renderer.figure, change.new
        width, height = figure.canvas.get_width_height()
        path = [(x * width, (1 - y) * height) for x, y in pointer["path"]]
        for number, axes in enumerate(figure.axes):
            view = next((view for view in self.control_views.values() if number in view.axes), None)
            if view and axes.bbox.contains(*path[0]):
                places = [(float(x), float(y)) for x, y in axes.transData.inverted().transform(path)]
                new, self._gesture = pointer["gesture"] != self._gesture, pointer["gesture"]
                with self._one_redraw():
                    view.follow(Gesture(places, number, new))
        self.picture.heard = pointer["serial"]

    def _tell(self, change: traitlets.Bunch) -> None:
        widget = self.renderer.widget
        states = ({}, *widget.telling, widget.predict.reveal)
        self.move(**(widget.start | states[change.new % len(states)]))

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        # Where nothing can move (a printed notebook, a repository's page), the first frame stands in.
        bundle: dict[str, Any] = super()._repr_mimebundle_(**kwargs)
        return bundle | {"image/png": base64.b64encode(self.picture.png).decode(), "text/plain": self.picture.says}


def sentence(error: Exception) -> str:
    """What the reader is told: a ValueError was written for them, anything else is a fault of the widget."""
    return str(error) if isinstance(error, ValueError) else f"This widget failed: {type(error).__name__}: {error}"
