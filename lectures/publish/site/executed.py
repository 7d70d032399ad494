"""Executed lectures for pages where demos are recordings: run side by side, and kept until their sources change."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from lectures.publish.execute import executed
from lectures.publish.notebooks import LECTURES, texts
from lectures.record.cache import fingerprint
from lectures.widgetkit import Widget

PLACE = "demo: "  # begins what stands where a demo is to be
MARK_PLACES = "from lectures.publish.site.executed import mark_places\nmark_places()"


def mark_places():
    """From now on, every widget of this process shows as a mark with its id."""
    Widget.show = lambda widget: print(f"{PLACE}{widget.id}")


def executed_lectures(folder, lectures=LECTURES, processes=2):
    """Every lecture's notebook with its outputs.

    Parameters
    ----------
    folder : pathlib.Path
        Where they are kept.
    lectures : pathlib.Path
    processes : int

    Returns
    -------
    dict of {pathlib.Path : nbformat.NotebookNode}
        By their texts.
    """
    import nbformat

    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        list(pool.map(_keep, texts(lectures), [folder] * len(texts(lectures))))
    return {text: nbformat.read(_kept(text, folder), as_version=4) for text in texts(lectures)}


def _keep(text, folder):
    import nbformat

    made_from = folder / f"{text.stem}.made-from"
    wanted = fingerprint(f"lectures.{text.stem}")
    if not made_from.exists() or made_from.read_text() != wanted:
        nbformat.write(executed(text, MARK_PLACES), _kept(text, folder))
        made_from.write_text(wanted)


def _kept(text, folder):
    return folder / f"{text.stem}.ipynb"
