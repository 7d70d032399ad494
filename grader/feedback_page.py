"""Old name of the module below, which copied `nbgrader_config.py` files still name; kept for one release."""

from grader.reports.feedback_exporter import FeedbackExporter, ShowGrades

__all__ = ["FeedbackExporter", "ShowGrades"]
