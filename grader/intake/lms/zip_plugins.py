"""Plugins for nbgrader's zip_collect: extract the notebooks, and nothing else, from archives of Moodle and Canvas."""

import shutil
import zipfile
from pathlib import Path

from nbgrader.plugins.zipcollect import ExtractorPlugin, FileNameCollectorPlugin

from course.notebook.reading import MAX_BYTES
from grader.intake.lms.filenames import parse_name


class Notebooks(ExtractorPlugin):
    """Extracts the notebooks in a platform's archive; archives within it are not opened."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Extract each zip file of a folder, and copy files of other types."""
        for path in sorted(Path(archive_path).rglob("*")):
            if path.suffix.lower() == ".zip":
                self._unpack(path, Path(extracted_path))
            elif path.is_file():
                target = Path(extracted_path) / path.relative_to(archive_path)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)

    def _unpack(self, path: Path, folder: Path) -> None:
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
                elif member.file_size > MAX_BYTES:
                    size = f"{MAX_BYTES / 1e6:.0f} MB"
                    self.log.warning("Left in the archive, as it has more than %s: %s", size, member.filename)
                else:
                    self._take(archive, member, folder)

    def _take(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> None:
        try:
            archive.extract(member, folder)  # drops ".." and drives from its name
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
            self.log.error("Cannot be taken out of the archive: %s (%s)", member.filename, error)


class Collector(FileNameCollectorPlugin):
    """Finds the student by a file's name. Of several files it collects the one named as the assignment, then the last.

    Attributes
    ----------
    students : set of str
        Those of whom a file was collected.
    """

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.students: set[str] = set()

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Tell nbgrader the student and name of a file; None for a file that is not collected."""
        path = Path(submitted_file)
        name = parse_name(path)
        if path.suffix.lower() != ".ipynb" or name is None:
            return None
        if path != self._best(path, name.student):
            self.log.warning("Not taken, as the same student handed in another that fits better: %s", path.name)
            return None
        self.students.add(name.student)
        return {"student_id": name.student, "file_id": f"{self._assignment}.ipynb"}

    @property
    def _assignment(self) -> str:
        return str(self.parent.coursedir.assignment_id)

    def _best(self, path: Path, student: str) -> Path:
        """Choose one of a student's notebooks in the folder of `path`."""
        notebooks = (other for other in path.parent.iterdir() if other.suffix.lower() == ".ipynb")
        names = {other: name for other in notebooks if (name := parse_name(other)) and name.student == student}
        return max(
            names, key=lambda other: (names[other].stem == self._assignment, names[other].resubmission, other.name)
        )
