"""Former name of `grader.intake.lms.zip_plugins`, used by copies of `nbgrader_config.py`; kept for one release."""

from grader.intake.lms.zip_plugins import Collector, Notebooks

__all__ = ["Collector", "Notebooks"]
