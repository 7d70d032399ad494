"""All code that a verdict depends on is in its fingerprint, and a fingerprint that would miss code is refused."""

import re
import shutil
import subprocess
import sys

import pytest

from grader.exercises import EXERCISES
from grader.pipeline import code_fingerprint
from tests.paths import CLONE


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the code, fingerprinted in place of this clone."""
    for folder in ("course", "reference_solution", "grader"):
        shutil.copytree(CLONE / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "*.npz"))
    monkeypatch.setattr(code_fingerprint, "CLONE", tmp_path)
    yield tmp_path
    forget()


def forget():
    code_fingerprint.grader_hash.cache_clear()
    code_fingerprint.exercises_hash.cache_clear()


def fingerprint():
    forget()
    return code_fingerprint.grader_hash(), code_fingerprint.exercises_hash(frozenset(EXERCISES))


def files_of_a_judge():
    """What Python itself says that a judge imports of ours, but for the list of exercises, which is no exercise."""
    code = "import sys, grader.pipeline.run_job; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=CLONE)
    ours = {name for name in done.stdout.split() if re.match(r"(course|grader|reference_solution)\b", name)}
    stems = [name.replace(".", "/") for name in ours - {"grader.exercises"}]
    return [file for stem in stems for file in (f"{stem}.py", f"{stem}/__init__.py") if (CLONE / file).exists()]


@pytest.mark.slow  # every file is changed once
def test_every_module_that_a_judge_loads_is_in_the_fingerprint(copy):
    files, before = files_of_a_judge(), fingerprint()
    assert len(files) > 100
    for file in files:
        text = (copy / file).read_text(encoding="utf-8")
        (copy / file).write_text(f"{text}\n# changed\n", encoding="utf-8")
        assert fingerprint() != before, file
        (copy / file).write_text(text, encoding="utf-8")
    assert fingerprint() == before


@pytest.mark.parametrize("file", ["course/data/recorded_runs.npz", "grader/exercises/p8/held_out_digits.npz"])
def test_data_that_a_judge_reads_is_in_the_fingerprint(copy, file):
    before = fingerprint()
    (copy / file).write_bytes(b"other data")
    assert fingerprint() != before


@pytest.mark.parametrize("start", ["grader/pipeline/run_job.py", "grader/execution/worker/forkserver.py"])
def test_a_start_module_that_is_gone_is_an_error(copy, start):
    (copy / start).unlink()
    with pytest.raises(ModuleNotFoundError, match=start.removesuffix(".py").replace("/", ".")):
        fingerprint()
