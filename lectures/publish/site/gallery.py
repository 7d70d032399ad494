"""The pages of the demos: each alone, and a gallery of all."""

from html import escape

from lectures.publish.site.pictures import smaller
from lectures.record.page import embed

WIDTH = 540  # pixels of a picture in the gallery, where a card has 275 of a wide screen


def write_gallery(folder, pictures, lectures, recordings="../recordings"):
    """Write a page for each demo, one with a card for each of them, and the pictures on the cards.

    Parameters
    ----------
    folder : pathlib.Path
        Of the pages; made if missing.
    pictures : pathlib.Path
        Of the pictures; made if missing.
    lectures : list of lectures.publish.lecture.Shown
        Whose demos are shown.
    recordings : str
        Relative address of the recordings, from `folder`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pictures.mkdir(parents=True, exist_ok=True)
    sections, names = [], []
    for lecture in lectures:
        for widget in lecture.widgets:
            (folder / f"{widget.id}.md").write_text(_page(widget, lecture, recordings), encoding="utf-8")
            (pictures / f"{widget.id}.png").write_bytes(smaller(widget.renderer().frame(widget.start).png, WIDTH))
        cards = "".join(map(_card, lecture.widgets))
        sections.append(f'## {lecture.title}\n\n<div class="demo-cards">{cards}</div>\n')
        names += [widget.id for widget in lecture.widgets]
    tree = "\n".join(["```{toctree}", ":hidden:", *names, "```"])
    (folder / "index.md").write_text("\n".join(["# Demos\n", *sections, tree, ""]), encoding="utf-8")


def _page(widget, lecture, recordings):
    title = f"{widget.id} · {widget.title}"
    return f'# {title}\n\n<div class="alone">{embed(widget, recordings)}</div>\n\nFrom {lecture.link}.\n'


def _card(widget):
    picture = f'<img src="../_static/demos/{widget.id}.png" alt="" loading="lazy">'
    title = escape(f"{widget.id} · {widget.title}")
    return f'<a class="demo-card" href="{widget.id}.html">{picture}<span>{title}</span></a>'
