"""What stands in a widget's place where nothing can move: its first frame, and the question with its answer folded."""

import base64
import html

from lectures.machinery.widget import Widget


def hold_still():
    """From now on, every widget of this process shows as a picture."""
    Widget.show = Still


class Still:
    """A widget as HTML."""

    def __init__(self, widget):
        self.widget = widget

    def _repr_html_(self):
        widget, easel = self.widget, self.widget.easel()
        first = _figure(easel.frame(widget.start))
        asked = widget.predict
        right = html.escape(asked.choices[asked.answer])
        choices = "".join(f"<li>{html.escape(choice)}</li>" for choice in asked.choices)
        answer = _figure(easel.frame(widget.start | asked.reveal)) if asked.reveal else ""
        return (
            f'<section class="still" id="{widget.id}"><h3>{html.escape(widget.title)}</h3>{first}'
            f'<p><strong>Predict.</strong> {html.escape(asked.text)}</p><ol type="a">{choices}</ol>'
            f"<details><summary>Answer</summary>{answer}<p><strong>{right}</strong> "
            f"{html.escape(asked.because)}</p></details></section>"
        )


def _figure(frame):
    source = base64.b64encode(frame.png).decode()
    says = html.escape(frame.says)
    return f'<figure><img src="data:image/png;base64,{source}" alt="{says}"><figcaption>{says}</figcaption></figure>'
