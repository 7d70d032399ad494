"""Command line for students: ``python -m course check NOTEBOOK`` runs the visible checks of a notebook."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from course.check.core.notebook import Task


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the visible checks of a notebook and print which tasks are still open.

    Parameters
    ----------
    arguments : sequence of str, optional
        Command line arguments without the program's name; those of the process by default.

    Returns
    -------
    int
        Exit status: 0 if no task is open, 1 if some are, 2 if the notebook cannot be read, 130 after Ctrl-C.
    """
    parser = argparse.ArgumentParser(prog="python -m course", description="The course's commands for students.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="check")
    check = verbs.add_parser("check", help="run the visible checks of a notebook and print what is open")
    check.add_argument("notebook", help="such as p6_backprop.ipynb")
    notebook = parser.parse_args(arguments).notebook

    # Set before matplotlib is imported: there is no window to draw in.
    os.environ["MPLBACKEND"] = "agg"
    from course.check.core.notebook import NotANotebook, tasks

    found = []
    try:
        for task in tasks(notebook):
            print(_line(task))
            found.append(task)
    except NotANotebook as reason:
        print(f"Error: {reason}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    unfinished = list(dict.fromkeys(task.name for task in found if task.state == "open"))
    done = sum(task.state == "done" for task in found)
    print(f"\n{done} done, {len(unfinished)} open" + (f": {', '.join(unfinished)}." if unfinished else "."))
    return int(bool(unfinished))


def _line(task: "Task") -> str:
    if task.state in ("open", "remark"):
        return task.text
    return f"{task.name}\n  ✓" if task.state == "done" else f"{task.name}\n  • A person reads this."


if __name__ == "__main__":
    sys.exit(main())
