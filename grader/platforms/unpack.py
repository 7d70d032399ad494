"""Old name of the module below, which copied `nbgrader_config.py` files still name; kept for one release."""

from grader.intake.lms.zip_plugins import Collector, Notebooks

__all__ = ["Collector", "Notebooks"]
