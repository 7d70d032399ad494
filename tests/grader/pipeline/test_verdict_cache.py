"""Verdicts on disk: found again for the same task only, never half written."""

from dataclasses import replace

import pytest

from grader.atomic_write import write_atomically
from grader.execution.limits import Limits
from grader.judging.graded import Graded
from grader.judging.verdict import CellVerdict, Finding, Verdict
from grader.pipeline.job import Job
from grader.pipeline.jobs import digest
from grader.pipeline.verdict_cache import VerdictCache

TASK = {
    "student": "ada",
    "assignment": "p6_backprop",
    "source": '{"cells": []}',
    "submission": b"notebook",
    "key": b"key",
    "limits": Limits(),
    "locked": True,
}
CELL = CellVerdict("grade_a", 2.5, 5.0, (Finding("G01", "Größer als nötig."),))
GRADED = Graded(Verdict("ada", "p6_backprop", "graded", (CELL,), ("odd",)), {"cells": []}, 0.25)


def digest_with(**changes):
    return digest(Job(**{**TASK, **changes}))


@pytest.mark.parametrize(
    "change",
    [
        {"submission": b"notebook "},
        {"source": '{"cells":  []}'},
        {"key": b"kez"},
        {"limits": replace(Limits(), cell_seconds=11.0)},
        {"locked": False},
        {"student": "bob"},
        {"assignment": "p7"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_dependency_changes_the_digest(change):
    assert digest_with() == digest_with()
    assert digest_with(**change) != digest_with()


def test_a_verdict_is_found_again_as_it_was_and_replaces_its_forerunner(tmp_path):
    cache = VerdictCache(tmp_path, "p6_backprop")
    assert cache.find("ada", "d1") is None
    assert not cache.has("ada", "d1")
    cache.write("ada", "d1", GRADED.to_bytes())
    cache.write("bob", "d1", GRADED.to_bytes())
    assert cache.find("ada", "d1") == GRADED
    cache.write("ada", "d2", GRADED.to_bytes())
    assert cache.has("ada", "d2")
    assert not cache.has("ada", "d1")
    assert cache.has("bob", "d1")


@pytest.mark.parametrize("left", [b"", bytes(4096)])
def test_a_file_whose_content_a_power_cut_took_is_no_verdict(tmp_path, left):
    cache = VerdictCache(tmp_path, "p6_backprop")
    cache.write("ada", "d1", GRADED.to_bytes())
    [path] = tmp_path.rglob("d1.json")
    path.write_bytes(left)
    assert not cache.has("ada", "d1")
    cache.write("ada", "d1", GRADED.to_bytes())
    assert cache.has("ada", "d1")


def test_what_changed_is_told_by_the_name_of_the_last_verdict(tmp_path):
    cache = VerdictCache(tmp_path, "p6_backprop")
    before = digest_with()
    assert cache.changed_parts("ada", before) is None
    cache.write("ada", before, GRADED.to_bytes())
    assert cache.changed_parts("ada", before) == []
    assert cache.changed_parts("ada", digest_with(submission=b"other", key=b"k")) == ["the submission", "secret.key"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "verdict.json"
    write_atomically(path, b"old")

    def torn(*args):
        raise OSError("no space left")

    monkeypatch.setattr("os.replace", torn)
    with pytest.raises(OSError, match="no space"):
        write_atomically(path, b"new and longer")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["verdict.json"]
