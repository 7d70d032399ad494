"""Formulas of Sphinx pages as MathML, which browsers set by themselves."""

from docutils.nodes import SkipNode

from lectures.publish.mathml import mathml, with_its_comma


def setup(app):
    """Add the renderer `mathml` to Sphinx."""
    app.add_html_math_renderer("mathml", inline_renderers=(_inline, None), block_renderers=(_block, None))
    app.connect("html-page-context", _keep_commas)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _inline(translator, node):
    translator.body.append(mathml(node.astext()))
    raise SkipNode


def _block(translator, node):
    translator.body.append(mathml(node.astext(), "block"))
    raise SkipNode


def _keep_commas(app, page, template, context, doctree):
    if "body" in context:
        context["body"] = with_its_comma(context["body"])
