"""nbgrader's zip_collect, for what Moodle and Canvas export: notebooks are taken out, nothing else is."""

import shutil
import zipfile
from pathlib import Path

from nbgrader.plugins.zipcollect import ExtractorPlugin, FileNameCollectorPlugin

from grader.intake.lms.filenames import read_name

_LARGEST = 50 << 20


class Notebooks(ExtractorPlugin):
    """Takes the notebooks out of the platform's archive, and leaves archives that students handed in as they are."""

    def extract(self, archive_path, extracted_path):
        """Unpack every zip of a folder; a file of another kind is taken as it is."""
        for path in sorted(Path(archive_path).rglob("*")):
            if path.suffix.lower() == ".zip":
                self._unpack(path, Path(extracted_path))
            elif path.is_file():
                target = Path(extracted_path) / path.relative_to(archive_path)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)

    def _unpack(self, path, folder):
        try:
            archive = zipfile.ZipFile(path)
        except zipfile.BadZipFile:
            self.log.error("%s is not a zip archive: download it again", path)
            return
        with archive:
            for member in archive.infolist():
                if member.is_dir():
                    continue
                if not member.filename.lower().endswith(".ipynb"):
                    self.log.warning("Left in the archive, as it is no notebook: %s", member.filename)
                elif member.file_size > _LARGEST:
                    self.log.warning("Left in the archive, as it has more than 50 MB: %s", member.filename)
                else:
                    self._take(archive, member, folder)

    def _take(self, archive, member, folder):
        try:
            archive.extract(member, folder)  # without ".." and drives in its name
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
            self.log.error("Cannot be taken out of the archive: %s (%s)", member.filename, error)


class Collector(FileNameCollectorPlugin):
    """Finds the student in a file's name; of several files of one student the assignment's, handed in last.

    Attributes
    ----------
    students : set of str
        Of whom a file was collected.
    """

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.students = set()

    def collect(self, submitted_file):
        """Student and file for nbgrader; None for a file that is not to be collected."""
        path = Path(submitted_file)
        handed_in = read_name(path)
        if path.suffix.lower() != ".ipynb" or handed_in is None:
            return None
        if path != self._best(path, handed_in.student):
            self.log.warning("Not taken, as the same student handed in another that fits better: %s", path.name)
            return None
        self.students.add(handed_in.student)
        return {"student_id": handed_in.student, "file_id": f"{self._assignment}.ipynb"}

    @property
    def _assignment(self):
        return self.parent.coursedir.assignment_id

    def _best(self, path, student):
        def rank(other):
            name = read_name(other)
            return name.stem == self._assignment, name.again, other.name

        others = (other for other in path.parent.iterdir() if other.suffix.lower() == ".ipynb")
        return max((other for other in others if (name := read_name(other)) and name.student == student), key=rank)
