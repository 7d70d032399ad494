"""A question before the picture, and what is shown after it was answered."""

from collections.abc import Callable
from html import escape

import ipywidgets as w

from lectures.widgetkit.widget import Question


class QuestionView:
    """The panel of a `Question`.

    Parameters
    ----------
    question : Question
    reveal : callable
        Called without arguments when the reader has answered or wants to see the answer at once.

    Attributes
    ----------
    answers : list of ipywidgets.Button
    show_me : ipywidgets.Button
    because : ipywidgets.HTML
        The explanation, empty until it is shown.
    box : ipywidgets.Widget
        The whole panel.
    """

    def __init__(self, question: Question, reveal: Callable[[], None]) -> None:
        self.question, self.reveal = question, reveal
        self.answers = [w.Button(description=choice, tooltip=choice) for choice in question.choices]
        self.show_me = w.Button(description="Show me")
        self.show_me.add_class("bp-showme")
        self.because = w.HTML(layout=w.Layout(display="none"))
        self.because.add_class("bp-because")
        for i, button in enumerate(self.answers):
            button.add_class("bp-answer")
            button.on_click(lambda _, i=i: self.answer(i))
        self.show_me.on_click(lambda _: self.answer(None))
        row = w.Box([*self.answers, self.show_me])
        row.add_class("bp-answers")
        self.box = w.VBox([w.HTML(f"<b>Predict.</b> {escape(question.text)}"), row, self.because])
        self.box.add_class("bp-question")

    def answer(self, choice: int | None) -> None:
        """Show whether a choice is right, and the explanation; with None the explanation alone."""
        right = self.question.answer
        for i, button in enumerate(self.answers):
            button.button_style = "success" if i == right else "warning" if i == choice else ""
        verdict = "" if choice is None else "Yes. " if choice == right else f"It is “{self.question.choices[right]}”. "
        self.because.value = f"<b>{escape(verdict)}</b>{escape(self.question.because)}"
        self.because.layout.display = ""
        self.reveal()
