"""Pages for staff: the architecture, and the functions of the reference with their docstrings."""

from pathlib import Path

CLONE = Path(__file__).parents[3]


def write_reference(folder):
    """Write a page for each subject of ``reference_solution``, and one that lists them.

    Parameters
    ----------
    folder : pathlib.Path
        Made if missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    subjects = sorted(path.parent for path in (CLONE / "reference_solution").glob("*/__init__.py"))
    for subject in subjects:
        modules = sorted(path.stem for path in subject.glob("[a-z]*.py"))
        parts = [_part(f"reference_solution.{subject.name}.{module}", module) for module in modules]
        (folder / f"{subject.name}.md").write_text("\n".join([f"# {subject.name}\n", *parts]), encoding="utf-8")
    tree = "\n".join(["```{toctree}", *(subject.name for subject in subjects), "```"])
    (folder / "index.md").write_text(f"# The reference\n\n{tree}\n", encoding="utf-8")


def _part(module, title):
    return f"## {title}\n\n```{{eval-rst}}\n.. automodule:: {module}\n   :members:\n```\n"
