"""nbgrader in this folder: its commands and its formgrader judge and show what `python -m grader` does."""

from pathlib import Path

c = get_config()  # noqa: F821 - nbgrader gives this name

c.Autograde.exporter_class = "grader.nbgrader_steps.AnyFileExporter"
c.Autograde.sanitize_preprocessors = [
    "grader.nbgrader_steps.JudgeSubmission",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.JudgeSubmission.course_dir = str(Path(__file__).parent.resolve())

c.GenerateFeedback.exporter_class = "grader.feedback_page.FeedbackExporter"
c.GenerateFeedback.preprocessors = [
    "grader.feedback_page.ShowGrades",
    "grader.harmless.MakeHarmless",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
c.CSSHTMLHeaderPreprocessor.enabled = True

# The formgrader's page of a submission is a page of Jupyter: a script in it could do all that the teacher can.
c.HTMLExporter.preprocessors = ["grader.harmless.MakeOutputsHarmless"]
c.HTMLExporter.filters = {"markdown2html": "grader.harmless.harmless_markdown"}

c.ZipCollectApp.extractor_plugin = "grader.platforms.unpack.Notebooks"
c.ZipCollectApp.collector_plugin = "grader.platforms.unpack.Collector"
