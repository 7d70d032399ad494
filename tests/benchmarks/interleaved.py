"""Functions timed in turns, each on one thread."""

import contextlib
import time

import threadpoolctl


def interleaved(functions, calls, turns):
    """Seconds of processor that a call takes, once for each turn: in every turn all functions follow one another.

    Processor time, not the clock's: on one thread it leaves out the moments in which others had the core. Others still
    slow us through the caches, and that falls on all functions alike.

    Parameters
    ----------
    functions : dict
        Name to function without arguments.
    calls : int
        Of each function in each turn.
    turns : int

    Returns
    -------
    dict
        Name to list of float, as long as there were turns.
    """
    for function in functions.values():
        function()
    seconds = {name: [] for name in functions}
    for _ in range(turns):
        for name, function in functions.items():
            start = time.process_time()
            for _ in range(calls):
                function()
            seconds[name].append((time.process_time() - start) / calls)
    return seconds


def ratios(seconds, over, under):
    """Of two functions, turn by turn."""
    return tuple(a / b for a, b in zip(seconds[over], seconds[under], strict=True))


@contextlib.contextmanager
def one_thread(torch=None):
    """numpy, and PyTorch where it is given, compute on one thread."""
    before = torch and torch.get_num_threads()
    with threadpoolctl.threadpool_limits(1):
        if torch:
            torch.set_num_threads(1)
        busy = [pool["internal_api"] for pool in threadpoolctl.threadpool_info() if pool["num_threads"] != 1]
        if busy:
            raise RuntimeError(
                f"got more than one thread in {', '.join(busy)}, expected one: the ratios would not be fair"
            )
        yield
    if torch:
        torch.set_num_threads(before)
