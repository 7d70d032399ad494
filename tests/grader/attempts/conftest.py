"""The warm worker of the tests of `grader.execution`."""

from tests.grader.execution.conftest import worker

__all__ = ["worker"]
