"""Old name of `grader.intake.lms.zip_plugins`: copies of `nbgrader_config.py` in other course folders name it. Kept for one release."""

from grader.intake.lms.zip_plugins import Collector, Notebooks

__all__ = ["Collector", "Notebooks"]
