"""Former name of `grader.nbgrader_plugin`, used by copies of `nbgrader_config.py`; kept for one release."""

from grader.nbgrader_plugin import AnyFileExporter, JudgeSubmission

__all__ = ["AnyFileExporter", "JudgeSubmission"]
