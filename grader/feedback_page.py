"""Former name of `grader.reports.feedback_exporter`, used by copies of `nbgrader_config.py`; kept for one release."""

from grader.reports.feedback_exporter import FeedbackExporter, ShowGrades

__all__ = ["FeedbackExporter", "ShowGrades"]
