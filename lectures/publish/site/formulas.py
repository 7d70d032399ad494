"""Formulas of Sphinx pages as MathML, which browsers set by themselves."""

from docutils.nodes import SkipNode

from lectures.publish.mathml import mathml


def setup(app):
    """Add the renderer `mathml` to Sphinx."""
    app.add_html_math_renderer("mathml", inline_renderers=(_inline, None), block_renderers=(_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _inline(translator, node):
    translator.body.append(mathml(node.astext()))
    raise SkipNode


def _block(translator, node):
    translator.body.append(mathml(node.astext(), "block"))
    raise SkipNode
