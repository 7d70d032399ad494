"""Maps a function over items in forked processes. A process that dies costs some results, not the run."""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from typing import Any, TypeVar

from grader.pipeline.submit_task import submit_task

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_MIN_ITEMS_PER_JOB = 4  # with fewer, starting a process takes longer than it saves
_function: Callable[[Any], Any]  # in a forked process: what it applies


def forked_map(
    function: Callable[[_Item], _Result], items: Sequence[_Item], jobs: int
) -> list[_Result | BrokenExecutor]:
    """Apply a function to each item, in processes that have everything loaded that this one has.

    Parameters
    ----------
    function : callable
        Need not be picklable; its results must be. It must not run student code.
    items : sequence
        Picklable.
    jobs : int
        At most this many processes. Few items are done in this process.

    Returns
    -------
    list
        Results in order; an exception of type `BrokenExecutor` where a process died before there was one.
    """
    jobs = min(jobs, len(items) // _MIN_ITEMS_PER_JOB)
    if jobs < 2:
        return list(map(function, items))
    first, *rest = items
    results: list[_Result | BrokenExecutor] = [function(first)]  # before the fork: what it caches, all inherit
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), _set_function, (function,)) as executor:
        futures = [submit_task(executor, _apply, item) for item in rest]
        results += [_result(future) for future in futures]
    return results


def _set_function(function: Callable[[Any], Any]) -> None:
    global _function
    _function = function


def _apply(item: Any) -> Any:
    return _function(item)


def _result(future: Future[Any]) -> Any:
    try:
        return future.result()
    except BrokenExecutor as error:
        return error
