"""What `axe` finds on a page that keeps somebody from using it."""

from axe_playwright_python.sync_playwright import Axe

WITHOUT_REQUESTS = {"preload": False}  # style sheets would be asked for once more, which a page from disk may not do


def barriers(page):
    """Findings that axe calls serious or critical.

    Parameters
    ----------
    page : playwright.sync_api.Page

    Returns
    -------
    list of str
        The rule, what it asks for, and the elements that break it.
    """
    found = Axe().run(page, options=WITHOUT_REQUESTS).response["violations"]
    return [
        f"{rule['id']}: {rule['help']}: {' '.join(node['html'][:150] for node in rule['nodes'][:3])}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]
