"""Former name of `grader.reports.formgrader_view`, used by copies of `nbgrader_config.py`; kept for one release."""

from grader.reports.sanitize_html import MakeHarmless, MakeOutputsHarmless, harmless_markdown

__all__ = ["MakeHarmless", "MakeOutputsHarmless", "harmless_markdown"]
