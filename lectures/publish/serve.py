"""A gallery of the lectures, and each of them live under Voilà: code folded away, kernels warm before anybody asks."""

import os
from pathlib import Path

from lectures.publish.lecture import Shown
from lectures.publish.notebooks import LECTURES, notebook_bytes, texts

SHARE = Path(__file__).parent / "share"  # Voilà looks for voila/templates/lecture in it
WIDGETS = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget"]


def site(folder, lectures=LECTURES):
    """Lay out what Voilà serves: notebooks, and a picture of each for the gallery.

    Returns
    -------
    list of dict
        What the gallery shows of each lecture.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("[0-9][0-9]_*"):
        old.unlink()
    cards = []
    for text in texts(lectures):
        (folder / f"{text.stem}.ipynb").write_bytes(notebook_bytes(text))
        lecture = Shown(text)
        card = {key: getattr(lecture, key) for key in ("name", "title", "minutes")}
        if lecture.widgets:
            first = lecture.widgets[0]
            frame = first.renderer().frame(first.start)
            (folder / f"{text.stem}.png").write_bytes(frame.png)
            card["alt"] = frame.says
        cards.append(card)
    return cards


def serve(folder, port=8866, open_browser=True, warm=True, lectures=LECTURES):
    """Serve until interrupted.

    Parameters
    ----------
    folder : pathlib.Path
        Where to lay out what is served.
    port : int
        The next free one is taken where it is in use.
    open_browser : bool
    warm : bool
        Run every lecture now, and again after each visit, so that it is there at once when it is opened.
    lectures : pathlib.Path
    """
    from traitlets.config import Config
    from voila.app import Voila

    cards = site(folder, lectures)

    def with_lectures(page_config, **_):
        page_config["lectures"] = cards
        return page_config

    settings = Config()
    settings.Voila.root_dir = str(folder)
    settings.Voila.port = port
    settings.Voila.open_browser = open_browser
    settings.Voila.kernel_websocket_connection_class = "lectures.publish.at_once.AtOnce"
    settings.VoilaConfiguration.template = "lecture"
    settings.VoilaConfiguration.classic_tree = True  # the gallery is a page, not JupyterLab's file browser
    settings.VoilaConfiguration.strip_sources = False
    settings.VoilaConfiguration.show_tracebacks = True  # whoever serves lectures may mend them
    settings.VoilaConfiguration.preheat_kernel = warm
    settings.VoilaConfiguration.page_config_hook = with_lectures
    settings.VoilaConfiguration.extension_allowlist = WIDGETS
    settings.VoilaExporter.filters = {"markdown2html": "lectures.publish.mathml.html_of"}

    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(SHARE), os.environ.get("JUPYTER_PATH")]))
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(threads, "1")  # small matrices, many kernels: more threads only wait for one another
    Voila.launch_instance(argv=[], config=settings)
