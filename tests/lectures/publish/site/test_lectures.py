"""From an executed lecture to its page."""

import nbformat.v4 as nb

from lectures.publish.lecture import Shown
from lectures.publish.notebooks import texts
from lectures.publish.site.lectures import page_of, unfolded

FIRST, SECOND = (Shown(text) for text in texts()[:2])


def page(*cells):
    return page_of(FIRST, nb.new_notebook(cells=list(cells)), [FIRST, SECOND], "../recordings").cells


def printed(text):
    return nb.new_code_cell("code()", outputs=[nb.new_output("stream", text=text)])


def test_a_fold_holds_markdown():
    assert unfolded("<details><summary>Answer</summary>\nIt is *one*.\n</details>") == (
        "<details><summary>Answer</summary>\n\nIt is *one*.\n\n</details>"
    )


def test_a_mark_becomes_a_demo_without_code():
    [cell] = page(printed("demo: W01\n"))
    assert 'data-widget="W01"' in cell.outputs[0].data["text/html"]
    assert '"../recordings/play.js"' in cell.outputs[0].data["text/html"]
    assert cell.metadata.tags == ["remove-input"]


def test_what_a_cell_prints_stays_and_its_code_is_folded():
    [cell] = page(printed("the demo: W01\n"))
    assert cell.outputs[0].text == "the demo: W01\n"
    assert cell.metadata.tags == ["hide-input"]


def test_a_picture_is_described_by_its_section():
    [_, cell] = page(nb.new_markdown_cell("## The best line (8 min)\n\nWords."), nb.new_code_cell("draw()"))
    assert cell.metadata.mystnb == {"image": {"alt": "Picture: The best line"}}


def test_the_minutes_of_a_section_stay_on_one_line():
    [cell] = page(nb.new_markdown_cell("## The best line (8 min)\n\nWords (3 min)."))
    assert cell.source == "## The best line (8\N{NO-BREAK SPACE}min)\n\nWords (3 min)."


def test_lectures_and_assignments_are_linked_where_they_are():
    [cell] = page(nb.new_markdown_cell("See `p6_backprop`, Lecture 2 and Lecture 99."))
    assert cell.source == (
        f"See [`p6_backprop`](../assignments/p6_backprop.md), [Lecture 2]({SECOND.name}.ipynb) and Lecture 99."
    )


def test_comments_for_staff_stay_out():
    [cell] = page(nb.new_markdown_cell("One.\n\n<!-- syllabus: S1-04 -->\nTwo."))
    assert cell.source == "One.\n\nTwo."
