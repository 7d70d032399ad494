"""Old name of `grader.reports.sanitize_html`: copies of `nbgrader_config.py` in other course folders name it. Kept for one release."""

from grader.reports.sanitize_html import MakeHarmless, MakeOutputsHarmless, harmless_markdown

__all__ = ["MakeHarmless", "MakeOutputsHarmless", "harmless_markdown"]
