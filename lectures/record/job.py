"""Records widgets, some side by side, and keeps what has not changed."""

import inspect
import os
import shutil
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import NamedTuple

from lectures.record.cache import STAMP, fingerprint
from lectures.record.live import script_of
from lectures.record.packing import pack
from lectures.record.page import write_player, write_script
from lectures.record.recording import record
from lectures.widgets.registry import widgets


class Made(NamedTuple):
    """What recording a widget took.

    Attributes
    ----------
    name : str
    states : int
        0 for a recording that was still good.
    size : int
        Bytes of all its files.
    seconds : float
    """

    name: str
    states: int
    size: int
    seconds: float


def record_all(folder, names=(), processes=2):
    """Record widgets into ``folder/W99/``, and write the player beside them.

    Parameters
    ----------
    folder : pathlib.Path
    names : collection of str
        Ids; all widgets if empty.
    processes : int

    Yields
    ------
    Made
        As soon as it is there.

    Raises
    ------
    KeyError
        For a name that no widget has.
    Exception
        Whatever a widget raised, once all others are recorded.
    """
    known = widgets()
    unknown = [name for name in names if name not in known]
    if unknown:
        raise KeyError(f"got {unknown[0]}, expected one of {', '.join(known)}")
    write_player(folder)
    chosen = names or known
    # Before a process imports them: sources that change meanwhile are not taken for those of the recording.
    sources = {name: fingerprint(inspect.getmodule(known[name].stage).__name__) for name in chosen}
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(record_one, name, folder, sources[name]) for name in chosen]
        for job in as_completed(jobs):
            if job.exception() is None:  # the others are worth keeping
                yield job.result()
    for job in jobs:
        job.result()


def record_one(name, folder, sources):
    """Record one widget, unless its recording is still good.

    Parameters
    ----------
    name : str
    folder : pathlib.Path
    sources : str
        Fingerprint of all that the recording depends on.

    Returns
    -------
    Made
    """
    began, widget, place = time.perf_counter(), widgets()[name], folder / name
    stamp = place / STAMP
    states = 0
    if not stamp.exists() or stamp.read_text() != sources:
        fresh = folder / f".{name}-{os.getpid()}"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        recording = record(widget)
        pack(recording, fresh)
        states = len(recording.places)
        (fresh / STAMP).write_text(sources)
        shutil.rmtree(place, ignore_errors=True)
        fresh.rename(place)
    write_scripts(widget, place)
    size = sum(file.stat().st_size for file in place.iterdir())
    return Made(name, states, size, time.perf_counter() - began)


def write_scripts(widget, folder):
    """Write the script of a demo that the browser computes, if it is one."""
    script = script_of(widget)
    if script:
        write_script(folder / "live.js", script)
