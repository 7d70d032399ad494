"""What stands in a widget's place where nothing can move: its first frame, and the question with its answer folded."""

import base64
from html import escape

from lectures.widgetkit.widget import Widget


def hold_still():
    """From now on, every widget of this process shows as a picture."""
    Widget.show = still


def still(widget):
    """A widget as HTML.

    Parameters
    ----------
    widget : lectures.widgetkit.widget.Widget

    Returns
    -------
    IPython.display.HTML
    """
    from IPython.display import HTML

    renderer, asked = widget.renderer(), widget.predict
    choices = "".join(f"<li>{escape(choice)}</li>" for choice in asked.choices)
    revealed = _figure(renderer, widget.start | asked.reveal) if asked.reveal else ""
    return HTML(
        f'<section class="still" id="{widget.id}"><h3>{escape(widget.title)}</h3>{_figure(renderer, widget.start)}'
        f"<p><strong>Predict.</strong> {escape(asked.text)}</p><ul>{choices}</ul>"
        f"<details><summary>Answer</summary><p><strong>{escape(asked.choices[asked.answer])}</strong></p>"
        f"<p>{escape(asked.because)}</p>{revealed}</details>"
        "</section>"
    )


def _figure(renderer, state):
    frame = renderer.frame(state)
    source, says = base64.b64encode(frame.png).decode(), escape(frame.says)
    return f'<figure><img src="data:image/png;base64,{source}" alt="{says}"><figcaption>{says}</figcaption></figure>'
