"""Old name of the module below, which copied `nbgrader_config.py` files still name; kept for one release."""

from grader.reports.sanitize_html import MakeHarmless, MakeOutputsHarmless, harmless_markdown

__all__ = ["MakeHarmless", "MakeOutputsHarmless", "harmless_markdown"]
