"""``python -m grader``: see `grader.cli`."""

import sys

try:
    from grader.cli import main
except ModuleNotFoundError as error:
    print(f"grader: this Python lacks the package {error.name}: activate the environment first.", file=sys.stderr)
    sys.exit(2)

main()
