"""``python -m course check NOTEBOOK``: the visible checks of a notebook, and what is still open."""

import argparse
import os
import sys


def main(arguments=None):
    """Exit status 0 if nothing is open, 1 if something is, 2 if the notebook cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m course", description="The course's commands for students.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="check")
    check = verbs.add_parser("check", help="run the visible checks of a notebook and print what is open")
    check.add_argument("notebook", help="such as p6_backprop.ipynb")
    notebook = parser.parse_args(arguments).notebook

    # The pictures of a check are for the notebook.
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
    unfinished = list(dict.fromkeys(task.name for task in found if task.state == "open"))
    done = sum(task.state == "done" for task in found)
    print(f"\n{done} done, {len(unfinished)} open" + (f": {', '.join(unfinished)}." if unfinished else "."))
    return int(bool(unfinished))


def _line(task):
    if task.state == "open":
        return task.text
    return f"{task.name}\n  ✓" if task.state == "done" else f"{task.name}\n  • A person reads this."


if __name__ == "__main__":
    sys.exit(main())
