"""What every test may ask for."""

import os
import shutil

import pytest
from hypothesis import settings

settings.register_profile("course", derandomize=True, deadline=None)
settings.load_profile("course")


def pytest_collection_modifyitems(items):
    """Leave tests marked as slow to runs with CI=true."""
    if os.environ.get("CI") != "true":
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason="slow: CI=true make test runs it"))


@pytest.fixture(scope="session")
def torch():
    """PyTorch, the second opinion: skipped where a user has not installed it, required where CI=true."""
    try:
        import torch
    except ImportError:
        advice = "PyTorch is not installed: pip install torch==2.13.0 (CPU build)"
        if os.environ.get("CI") == "true":
            pytest.fail(advice, pytrace=False)
        pytest.skip(advice)
    torch.set_num_threads(1)
    return torch


@pytest.fixture(scope="session")
def chromium():
    """The path of a Chromium browser: skipped where a user has not installed it, required where CI=true."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        advice = "Chromium is not installed: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(advice, pytrace=False)
        pytest.skip(advice)
    return path


@pytest.fixture(scope="session")
def postgres():
    """The folder of PostgreSQL's programs: skipped where a user has not installed it, required where CI=true."""
    from tests.grader.gradebook.postgres_server import programs

    folder = programs()
    if folder is None:
        advice = "PostgreSQL is not installed: apt-get install postgresql"
        if os.environ.get("CI") == "true":
            pytest.fail(advice, pytrace=False)
        pytest.skip(advice)
    return folder
