import multiprocessing
import warnings
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import pytest

from lectures.publish.site.build import build_site
from lectures.publish.site.executed import executed_lectures
from lectures.record.job import write_scripts
from lectures.record.packing import pack
from lectures.record.page import write_player
from lectures.record.recording import record
from lectures.record.states import grids
from lectures.widgets.registry import widgets
from tests.paths import CLONE


@pytest.fixture(scope="package")
def recordings(tmp_path_factory):
    """Of every widget the state at the start."""
    folder = tmp_path_factory.mktemp("recorded")
    write_player(folder)
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(partial(record_start, folder=folder), widgets()))
    return folder


def record_start(name, folder):
    widget = widgets()[name]
    (folder / name).mkdir()
    pack(record(widget, [tuple(grid.start for grid in grids(widget))]), folder / name)
    write_scripts(widget, folder / name)


@pytest.fixture(scope="package")
def course_dir(tmp_path_factory):
    """The texts of the assignments; one of them is released."""
    folder = tmp_path_factory.mktemp("course")
    for text in (CLONE / "assignments").glob("p*.py"):
        (folder / text.name).write_bytes(text.read_bytes())
    (folder / "release").mkdir()
    (folder / "release/p6_backprop.zip").write_bytes(b"a zip")
    return folder


@pytest.fixture(scope="package")
def site(tmp_path_factory, recordings, course_dir):
    """The folder of the site that students get."""
    return made(tmp_path_factory, recordings, course_dir, staff=False)


@pytest.fixture(scope="package")
def staff_site(tmp_path_factory, recordings, course_dir):
    """The folder of the site with the pages for staff."""
    return made(tmp_path_factory, recordings, course_dir, staff=True)


def made(tmp_path_factory, recordings, course_dir, staff):
    folder = tmp_path_factory.mktemp("made")
    notebooks = executed_lectures(CLONE / "build" / "executed")  # kept until their sources change
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Sphinx's extensions use what Sphinx will remove; not ours to mend
        build_site(folder / "site", recordings, notebooks, course_dir, staff)
    return folder / "site"
