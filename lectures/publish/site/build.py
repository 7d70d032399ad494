"""Makes the site: sources for Sphinx, the site itself, the recordings beside it."""

import shutil

from lectures.publish.lecture import Shown
from lectures.publish.site.assignments import write_assignments
from lectures.publish.site.gallery import write_gallery
from lectures.publish.site.lectures import write_lectures
from lectures.publish.site.reference import CLONE, write_reference
from lectures.publish.site.sizes import check_sizes

FORMULAS = CLONE / "lectures/publish/share/voila/templates/lecture/static"
PAGES = ("lectures/index", "demos/index", "assignments/index", "students", "glossary", "lecturers")
START = "index"


def build_site(folder, recordings, notebooks, course_dir=CLONE / "assignments", staff=False):
    """Write the site.

    Parameters
    ----------
    folder : pathlib.Path
        Where it is to be; what is there is replaced.
    recordings : pathlib.Path
        Of all widgets.
    notebooks : dict of {pathlib.Path : nbformat.NotebookNode}
        Executed lectures by their texts.
    course_dir : pathlib.Path
    staff : bool
        With the pages for staff.

    Returns
    -------
    lectures.publish.site.sizes.Sizes

    Raises
    ------
    RuntimeError
        Sphinx found something amiss, and has printed what; or the site, a page or a recording is too large.
    """
    from sphinx.cmd.build import build_main

    sources = folder.with_name(f"{folder.name}-sources")
    for old in (sources, folder):
        shutil.rmtree(old, ignore_errors=True)
    lay_out(sources, notebooks, course_dir, staff)
    options = ["-q", "-W", "--keep-going", "-b", "html", *(["-t", "staff"] if staff else [])]
    if build_main([*options, str(sources), str(folder)]):
        raise RuntimeError(f"Sphinx could not make {folder}; the lines above say why")
    shutil.rmtree(folder / ".doctrees")
    for needless in (*folder.rglob("*.map"), folder / "_static" / "webpack-macros.html"):
        needless.unlink()
    shutil.copytree(recordings, folder / "recordings", ignore=shutil.ignore_patterns("made-from", ".*"))
    downloads = sources / "assignments" / "downloads"
    if downloads.exists():
        shutil.copytree(downloads, folder / "assignments" / "downloads")
    return check_sizes(folder)


def lay_out(sources, notebooks, course_dir, staff):
    """Write what Sphinx reads: ``docs/``, and the pages that are generated.

    Of ``docs/``, what is not listed as a page for students is for staff alone.
    """
    shutil.copytree(CLONE / "docs", sources)
    for_staff = sorted(page.stem for page in sources.glob("*.md") if page.stem not in (START, *PAGES))
    static = sources / "_static"
    for name in ("math.css", "stix-two-math.woff2"):
        shutil.copyfile(FORMULAS / name, static / name)
    write_lectures(sources / "lectures", notebooks)
    write_gallery(sources / "demos", static / "demos", [Shown(text) for text in notebooks])
    write_assignments(sources / "assignments", course_dir, list(notebooks))
    if staff:
        write_reference(sources / "reference")
        shutil.copyfile(CLONE / "ARCHITECTURE.md", sources / "architecture.md")
        pages = (*PAGES, *for_staff, "architecture", "reference/index")
    else:
        for name in for_staff:
            (sources / f"{name}.md").unlink()
        pages = PAGES
    start = sources / f"{START}.md"
    tree = "\n".join(["```{toctree}", ":hidden:", *pages, "```"])
    start.write_text(f"{start.read_text(encoding='utf-8')}\n{tree}\n", encoding="utf-8")
