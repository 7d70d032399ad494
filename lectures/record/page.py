"""The HTML around recordings: what a page puts in a demo's place, the script, and a page for each demo alone."""

import re
from html import escape
from pathlib import Path

from lectures.widgetkit.image_view import FITTING

PLAYER = Path(__file__).parent / "player"
KIT = [Path(__file__).parent / "live" / name for name in ("kit.js", "hands.js")]
STYLE, SCRIPT = "play.css", "play.js"
_QUOTED = r'("(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`|/\[?[^/ ]+/(?=[.,)]))'


def embed(widget, recordings="recordings"):
    """What stands in a page where a demo is to be: its question and answer for readers without a script, and the tags.

    Parameters
    ----------
    widget : lectures.widgetkit.Widget
    recordings : str
        Relative address of the folder with the recordings.

    Returns
    -------
    str
        HTML.
    """
    asked = widget.predict
    choices = "".join(f"<li>{escape(choice)}</li>" for choice in asked.choices)
    return (
        f'<div class="bp-demo" data-widget="{widget.id}" id="{widget.id}"><h3 class="bp-title">'
        f"{escape(f'{widget.id} · {widget.title}')}</h3><noscript><p>This demo moves where scripts are allowed.</p>"
        f"<p><b>Predict.</b> {escape(asked.text)}</p><ul>{choices}</ul><details><summary>Answer</summary>"
        f"<p><b>{escape(asked.choices[asked.answer])}.</b> {escape(asked.because)}</p></details></noscript></div>"
        f"{tags(recordings)}"
    )


def tags(recordings="recordings"):
    """The tags that load the player; a page may have them more than once."""
    return f'<link rel="stylesheet" href="{recordings}/{STYLE}"><script src="{recordings}/{SCRIPT}" defer></script>'


def write_player(folder):
    """Write the script and its style sheet.

    Parameters
    ----------
    folder : pathlib.Path
        Of the recordings.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_script(folder / SCRIPT, FITTING, *sorted(PLAYER.glob("*.js")))
    write_script(folder / "live.js", *KIT)
    (folder / STYLE).write_text((PLAYER / STYLE).read_text(encoding="utf-8"), encoding="utf-8")


def write_script(path, *parts):
    """Write one script of several files, whose names nobody else sees."""
    script = "".join(_short(part.read_text(encoding="utf-8")) for part in parts)
    path.write_text(f'(() => {{\n"use strict";\n{script}}})();\n', encoding="utf-8")


def _short(script):
    """Without comments and without what only sets off one line from another."""
    lines = (re.sub(r"\s+// .*$", "", line).strip() for line in script.splitlines())
    lines = [line for line in lines if line and not line.startswith("//")]
    text = "".join(f"{''.join(map(_close, re.split(_QUOTED, line)))}\n" for line in lines)
    return re.sub(r"(?<=[;{,(\[>?:|&])\n|\n(?=[})\]?:|&.])", "", text).replace(";}", "}")


def _close(part):
    """Code without the spaces around its signs; what is quoted stays as it is."""
    if re.fullmatch(_QUOTED, part):
        return part
    part = re.sub(r"(?<=[\w)\]]) ([-+/]) (?=[\w(\[])", r"\1", part)
    part = re.sub(r"\s*([-+]?[=*%<>?:,;{}()\[\]&|!]+)\s*", r"\1", part)
    return re.sub(r"(?<!\w)\((\w+)\)=>", r"\1=>", part)


def write_gallery(widgets, folder, recordings="../recordings"):
    """Write a page for each demo alone, and one that lists them.

    Parameters
    ----------
    widgets : iterable of lectures.widgetkit.Widget
    folder : pathlib.Path
    recordings : str
        Relative address of the recordings, from there.

    Returns
    -------
    list of pathlib.Path
    """
    folder.mkdir(parents=True, exist_ok=True)
    widgets, written = list(widgets), []
    for widget in widgets:
        page = folder / f"{widget.id}.html"
        title = f"{widget.id} · {widget.title}"
        write_page(page, title, embed(widget, recordings))
        written.append(page)
    entries = "".join(f'<li><a href="{w.id}.html">{escape(f"{w.id} · {w.title}")}</a></li>' for w in widgets)
    index = folder / "index.html"
    write_page(index, "All demos", f"<h1>All demos</h1><ul>{entries}</ul>")
    return [index, *written]


def write_page(path, title, body):
    """Write a plain page.

    Parameters
    ----------
    path : pathlib.Path
    title : str
    body : str
        HTML.
    """
    path.write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>:root {{ color-scheme: light dark }} "
        "body { margin: 0 auto; padding: 0 .6em; max-width: 1500px; font: 17px/1.5 system-ui, sans-serif } "
        "@media (max-width: 600px) { body { padding: 0 } }</style></head>"
        f"<body><main>{body}</main></body></html>\n",
        encoding="utf-8",
    )
