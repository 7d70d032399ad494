"""Submits tasks to executors that may be broken."""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import TypeVar

_T = TypeVar("_T")
_Arg = TypeVar("_Arg")


def submit_task(executor: Executor, function: Callable[[_Arg], _T], arg: _Arg) -> Future[_T]:
    """Submit a call to an executor.

    If a process has died already, `Executor.submit` raises `BrokenExecutor`. Here the future fails with it instead, as
    it does if a process dies a moment later.
    """
    try:
        return executor.submit(function, arg)
    except BrokenExecutor as error:
        future: Future[_T] = Future()
        future.set_exception(error)
        return future
