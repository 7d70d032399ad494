"""Maps a function over items in forked processes. A process that dies costs some results, not the run."""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from typing import Any, TypeVar

from grader.pipeline.submit_task import submit_task

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_MIN_ITEMS_PER_JOB = 4  # with fewer, starting a process takes longer than it saves
_function: Callable[[Any], Any]  # set in each forked process


def forked_map(
    function: Callable[[_Item], _Result], items: Sequence[_Item], jobs: int
) -> list[_Result | BrokenExecutor]:
    """Apply a function to each item, in forked processes, which have all modules loaded already.

    Parameters
    ----------
    function : callable
        Its results must be picklable; it need not be. It must not run student code.
    items : sequence
        Picklable.
    jobs : int
        Maximum number of processes. A few items are not worth a process; they are done in this one.

    Returns
    -------
    list
        Results in order; a `BrokenExecutor` in place of each result that was lost with a process.
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
