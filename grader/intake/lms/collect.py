"""From a platform's archive to the folder of submissions, by nbgrader's own zip_collect."""

import logging
import shutil
import tempfile
from pathlib import Path

from grader.errors import CannotStart


def collect(course_dir, assignment, archives):
    """Put every notebook of the archives where nbgrader expects it.

    Parameters
    ----------
    course_dir : pathlib.Path
    assignment : str
        Released before, so that nbgrader knows its notebook.
    archives : list of pathlib.Path
        What Moodle ("Download all submissions") or Canvas ("Download Submissions") exported.

    Returns
    -------
    list of pathlib.Path
        ``submitted/<student>/A/A.ipynb``, the student being the platform's number. What the same students had there
        before is replaced.

    Raises
    ------
    CannotStart
        An archive is missing, or nbgrader refuses; says why.
    """
    from nbgrader.apps.zipcollectapp import ZipCollectApp
    from traitlets.config import Config

    with tempfile.TemporaryDirectory(dir=course_dir, prefix="collected-") as folder:
        downloaded = Path(folder)
        (downloaded / assignment / "archive").mkdir(parents=True)
        for archive in archives:
            if not archive.is_file():
                raise CannotStart(f"there is no archive {archive}: give the zip that the platform made")
            shutil.copyfile(archive, downloaded / assignment / "archive" / archive.name)
        settings = Config()
        settings.CourseDirectory.root = str(course_dir)
        settings.CourseDirectory.assignment_id = assignment
        settings.ZipCollectApp.downloaded_directory = downloaded.name
        settings.ZipCollectApp.extractor_plugin = "grader.intake.lms.zip_plugins.Notebooks"
        settings.ZipCollectApp.collector_plugin = "grader.intake.lms.zip_plugins.Collector"
        app = ZipCollectApp(config=settings, force=True, strict=True, log_level=logging.ERROR)
        try:
            app.initialize([])
            app.start()
        except SystemExit:
            raise CannotStart(f"nbgrader's zip_collect stopped, see above: is {assignment} released?") from None
        students = app.collector_plugin_inst.students
    return [course_dir / "submitted" / student / assignment / f"{assignment}.ipynb" for student in sorted(students)]
