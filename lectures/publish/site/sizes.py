"""How large the site and its pages may be."""

from urllib.parse import urlsplit

from bs4 import BeautifulSoup

SITE, PAGE = 60_000_000, 1_500_000  # bytes: of all files; of what a page loads before a demo is touched
_LINKS = {"stylesheet", "preload", "icon"}  # what a browser fetches


def check_sizes(folder):
    """Check the size of the site and of each page.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    int, int
        Bytes of the site, and of its largest page with all that it loads.

    Raises
    ------
    RuntimeError
        Names what is too large.
    """
    whole = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    if whole > SITE:
        raise RuntimeError(f"got a site of {whole / 1e6:.1f} MB, expected at most {SITE / 1e6:.0f}")
    pages = {page: page_size(page, folder) for page in folder.rglob("*.html")}
    largest = max(pages, key=pages.get)
    if pages[largest] > PAGE:
        raise RuntimeError(f"got {largest} of {pages[largest] / 1e6:.2f} MB, expected at most {PAGE / 1e6:.1f}")
    return whole, pages[largest]


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
        files.update(folder.glob("_static/*.woff"))
    demos = [tag["data-widget"] for tag in html.find_all(attrs={"data-widget": True})]
    if demos:
        files.add(folder / "recordings" / "live.js")
    for name in demos:
        files |= {folder / "recordings" / name / f"{name}.js", folder / "recordings" / name / "live.js"}
    return sum(file.stat().st_size for file in files if file.is_file())
