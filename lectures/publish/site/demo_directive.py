"""The directive ``demo`` of Sphinx pages, which puts a recorded demo there."""

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from lectures.record.page import embed
from lectures.widgets.registry import widgets


class Demo(SphinxDirective):
    """A recorded demo by its id."""

    required_arguments = 1

    def run(self):
        recordings = "../" * self.env.docname.count("/") + "recordings"
        return [nodes.raw("", embed(widgets()[self.arguments[0]], recordings), format="html")]


def setup(app):
    """Add the directive to Sphinx."""
    app.add_directive("demo", Demo)
    return {"parallel_read_safe": True}
