"""Old name of `grader.reports.feedback_exporter`: copies of `nbgrader_config.py` in other course folders name it. Kept for one release."""

from grader.reports.feedback_exporter import FeedbackExporter, ShowGrades

__all__ = ["FeedbackExporter", "ShowGrades"]
