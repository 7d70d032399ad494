"""A written answer beside its place reaches the person who reads it, and nothing else is taken for one."""

import pytest

from grader.intake.repair import read_submission
from tests.grader.pipeline import three_questions as made

NAME = "written_derivation"
PICTURE = {"page 1.png": {"image/png": "aGk="}}
MOVED = f"The answer to {NAME} was found in a cell of its own."


def answer_in(notebook):
    """The text and the pictures of the written answer, and the remarks."""
    found = read_submission(made.as_bytes(notebook), made.assignment())
    [answer] = [cell for cell in found.cells if cell.original and cell.original.grade_id == NAME]
    return answer.source, answer.attachments, found.remarks


def untouched():
    return made.cell(made.blank(), NAME)["source"]


def test_an_answer_in_its_place_is_left_alone():
    notebook = made.solved()
    made.cell(notebook, NAME)["source"] = "Mine."
    made.insert(notebook, made.text("A note."), NAME)
    assert answer_in(notebook) == ("Mine.", {}, ())


def test_an_answer_in_new_cells_below_its_place_is_taken_whole():
    notebook = made.solved()
    made.cell(notebook, NAME)["source"] = untouched()
    made.insert(notebook, made.text("Second."), NAME)
    made.insert(notebook, made.text("First."), NAME)
    assert answer_in(notebook) == ("First.\n\nSecond.", {}, (MOVED,))


def test_an_answer_is_found_where_all_names_are_lost():
    notebook = made.solved()
    made.cell(notebook, NAME)["source"] = "Mine."
    source, _, remarks = answer_in(made.strip_names(notebook))
    assert (source, MOVED in remarks) == ("Mine.", True)


def test_a_photo_alone_is_an_answer_and_is_shown():
    notebook = made.solved()
    made.cell(notebook, NAME).update(source=untouched(), attachments=PICTURE)
    source, attachments, remarks = answer_in(notebook)
    assert source.endswith("\n\n![page 1.png](attachment:page%201.png)")
    assert (attachments, remarks) == (PICTURE, ())


@pytest.mark.parametrize("shown", ["![](attachment:page%201.png)", "![x](<attachment:page 1.png>)"])
def test_a_photo_that_the_text_shows_is_not_shown_twice(shown):
    notebook = made.solved()
    made.cell(notebook, NAME).update(source=shown, attachments=PICTURE)
    assert answer_in(notebook)[0] == shown


def test_a_photo_in_a_new_cell_comes_with_the_answer():
    notebook = made.solved()
    made.cell(notebook, NAME)["source"] = untouched()
    made.insert(notebook, made.text("", attachments=PICTURE), NAME)
    source, attachments, remarks = answer_in(notebook)
    assert "attachment:page%201.png" in source
    assert (attachments, remarks) == (PICTURE, (MOVED,))


def test_brackets_in_a_pictures_name_do_not_end_its_link():
    notebook = made.solved()
    made.cell(notebook, NAME).update(source="Mine.", attachments={"a](x)[b.png": {"image/png": "aGk="}})
    assert answer_in(notebook)[0] == "Mine.\n\n![a(x)b.png](attachment:a%5D%28x%29%5Bb.png)"


@pytest.mark.parametrize(
    "below",
    [
        made.code("x = 1"),
        made.text("   "),
    ],
    ids=["code", "blanks"],
)
def test_what_is_no_text_is_no_answer(below):
    notebook = made.solved()
    made.cell(notebook, NAME)["source"] = untouched()
    made.insert(notebook, below, NAME)
    assert answer_in(notebook) == (untouched(), {}, ())


def test_a_text_of_the_assignment_is_no_answer():
    """Its own copy below it, as some editors leave behind."""
    notebook = made.solved()
    made.cell(notebook, NAME)["source"] = untouched()
    made.insert(notebook, made.text(untouched()), NAME)
    assert answer_in(notebook) == (untouched(), {}, ())
