"""A lecture as one HTML file, for those without a server: executed, first frames in place, not one request."""

import base64
from pathlib import Path

from lectures.publish.execute import executed
from lectures.publish.mathml import html_of
from lectures.publish.notebooks import LECTURES, texts

SHARE = Path(__file__).parent / "share"
STATIC = SHARE / "voila" / "templates" / "lecture" / "static"
FONT = "stix-two-math.woff"
HOLD_STILL = "from lectures.publish.static_widget import hold_still\nhold_still()"


def write_pages(folder, lectures=LECTURES):
    """Write ``NN_name.html`` for each lecture.

    Parameters
    ----------
    folder : pathlib.Path
        Made if missing.
    lectures : pathlib.Path

    Yields
    ------
    pathlib.Path
        Each page as soon as it is there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for text in texts(lectures):
        page = folder / f"{text.stem}.html"
        page.write_text(page_of(executed(text, HOLD_STILL)), encoding="utf-8")
        yield page


def page_of(notebook):
    """The HTML of an executed lecture."""
    from nbconvert import HTMLExporter
    from pygments.formatters import HtmlFormatter

    exporter = HTMLExporter(
        template_name="lecture_page",
        extra_template_basedirs=[str(SHARE / "nbconvert" / "templates")],
        filters={"markdown2html": html_of},
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    style = _style() + HtmlFormatter().get_style_defs(".highlight")
    page, _ = exporter.from_notebook_node(notebook, resources={"style": style})
    return page


def _style():
    """The style sheet with its font in it."""
    font = base64.b64encode((STATIC / FONT).read_bytes()).decode()
    return (STATIC / "lecture.css").read_text(encoding="utf-8").replace(FONT, f"data:font/woff;base64,{font}")
