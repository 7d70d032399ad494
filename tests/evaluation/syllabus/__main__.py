"""``python -m tests.evaluation.syllabus [--collect-only]``: run the tests that name a row, and print the table."""

import sys

import pytest

from tests.evaluation.syllabus.table import Results, lines, rows, taught


def main(arguments):
    plugin = Results()
    status = pytest.main(["-m", "syllabus", *arguments], plugins=[plugin])
    tests = plugin.by_row()
    print("\n".join(lines(rows(), taught(), tests)))
    return int(status) or int(any(row not in tests for row in rows()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
