"""How large the site, its pages and its recordings may be."""

from typing import NamedTuple
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

_LINKS = {"stylesheet", "preload", "icon"}  # what a browser fetches


class Sizes(NamedTuple):
    """Bytes of a site.

    Attributes
    ----------
    site : int
        Of all files.
    page : int
        Of the largest page with all that it loads before a demo is touched.
    recording : int
        Of the largest recording.
    """

    site: int
    page: int
    recording: int


MOST = Sizes(60_000_000, 1_500_000, 6_000_000)


def check_sizes(folder):
    """Check the size of the site, of each page and of each recording.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    Sizes

    Raises
    ------
    RuntimeError
        Names what is too large.
    """
    pages = {page: page_size(page, folder) for page in folder.rglob("*.html")}
    recordings = {place: _size(place) for place in (folder / "recordings").glob("W*")}
    largest = [max(sizes, key=sizes.get) for sizes in ({folder: _size(folder)}, pages, recordings)]
    found = Sizes(_size(folder), pages[largest[1]], recordings[largest[2]])
    for place, size, most in zip(largest, found, MOST, strict=True):
        if size > most:
            raise RuntimeError(f"got {place} of {size / 1e6:.2f} MB, expected at most {most / 1e6:.1f}")
    return found


def _size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def page_size(page, folder):
    """Bytes of a page and of all that it loads before a demo is touched.

    Parameters
    ----------
    page : pathlib.Path
    folder : pathlib.Path
        Of the site.

    Returns
    -------
    int
    """
    html = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    tags = [tag for tag in html.find_all("link") if _LINKS & set(tag["rel"])] + html.find_all(src=True)
    tags = [tag for tag in tags if tag.get("loading") != "lazy"]
    addresses = [urlsplit(tag.get("href") or tag["src"]).path for tag in tags]
    files = {page, *((page.parent / address).resolve() for address in addresses)}
    if html.find("math"):
        files.update(folder.glob("_static/*.woff2"))
    demos = [tag["data-widget"] for tag in html.find_all(attrs={"data-widget": True})]
    if demos:
        files.add(folder / "recordings" / "live.js")
    for name in demos:
        files |= {folder / "recordings" / name / f"{name}.js", folder / "recordings" / name / "live.js"}
    return sum(file.stat().st_size for file in files if file.is_file())
