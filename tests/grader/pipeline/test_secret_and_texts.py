"""The secret is 32 bytes or nothing is graded; a changed text counts whatever the times of the files say."""

import os

import pytest

from grader.errors import CannotStart
from grader.pipeline.jobs import Jobs
from grader.pipeline.seeds import course_secret
from tests.grader.pipeline.tiny_course import NAME, TEXT, make_course


@pytest.mark.parametrize(
    "content",
    [b"", b"5e", b"5e" * 31, b"5e" * 33, b"5e" * 31 + b"5", b"5g" * 32, b"\xff" * 64, b"5e" * 16 + b"\n" + b"5e" * 16],
)
def test_a_secret_that_is_cut_or_empty_is_named_and_never_used(tmp_path, content):
    path = tmp_path / "secret.key"
    path.write_bytes(content)
    with pytest.raises(CannotStart, match=r"secret\.key, which is not 32 bytes in hexadecimal digits"):
        course_secret(tmp_path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: os.symlink("secret.key", path)])
def test_what_stands_in_its_place_is_named(tmp_path, make):
    make(tmp_path / "secret.key")
    with pytest.raises(CannotStart, match=r"secret\.key"):
        course_secret(tmp_path)


def test_white_space_at_its_end_is_no_damage(tmp_path):
    (tmp_path / "secret.key").write_text("5e" * 32 + "\n")
    assert course_secret(tmp_path) == b"\x5e" * 32


def test_a_text_counts_although_its_notebook_is_newer(tmp_path):
    folder = make_course(tmp_path / "course", {})
    text, source = folder / f"{NAME}.py", folder / "source" / NAME / f"{NAME}.ipynb"
    assert 'points": 5' in Jobs(folder, NAME).job("ada").source
    text.write_text(TEXT.replace("points=5", "points=4"))
    os.utime(text, (0, 0))
    os.utime(source)
    assert 'points": 4' in Jobs(folder, NAME).job("ada").source
