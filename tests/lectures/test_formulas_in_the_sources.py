"""No formula is cut by Markdown, where a line within it begins like a list, a heading or a quotation."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*ROOT.glob("lectures/[01]*.py"), *ROOT.glob("assignments/p*.py")])
# Not within a displayed formula, which stands on lines of its own between two dollars each.
BEGINS_A_BLOCK = re.compile(r"\s*([-+*#>]|\d+[.)])\s")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_no_line_within_a_formula_begins_like_a_block(source):
    assert list(cut_formulas(source.read_text())) == []


@pytest.mark.parametrize("line", ["- f(x')|$.", "+ 1$.", "2. $x$"])
def test_such_a_line_is_seen(line):
    assert list(cut_formulas(f"# %% [markdown]\n# Then $|f(x)\n#    {line}\n")) == [f"   {line}"]


def cut_formulas(text):
    is_open = False
    for line in text.splitlines():
        if not line.startswith("#") or line.startswith("# %%") or line in ("#", "# $$"):
            is_open = False  # a cell or a paragraph ends
            continue
        words = re.sub(r"`[^`]*`|\\\$|\$\$", "", line[2:])
        if is_open and BEGINS_A_BLOCK.match(words):
            yield words
        is_open ^= words.count("$") % 2 == 1
