"""Old name of `grader.nbgrader_plugin`: copies of `nbgrader_config.py` in other course folders name it. Kept for one release."""

from grader.nbgrader_plugin import AnyFileExporter, JudgeSubmission

__all__ = ["AnyFileExporter", "JudgeSubmission"]
