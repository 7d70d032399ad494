"""Old name of the module below, which copied `nbgrader_config.py` files still name; kept for one release."""

from grader.nbgrader_plugin import AnyFileExporter, JudgeSubmission

__all__ = ["AnyFileExporter", "JudgeSubmission"]
