"""From a lecture's text to its notebook."""

import nbformat
import pytest

from lectures.publish.notebooks import build, notebook_bytes, notebook_of, texts

LECTURES = texts()
TEXT = """# %% [markdown]
# # 1 A lecture
#
# Words with $x$.

# %%
1 + 1

# %% [markdown]
# ## Ridge & lasso (12 min)

# %% tags=["formula"]
2 + 2

# %% named
3 + 3

# %%
4 + 4
"""


def ids(text):
    return [cell["id"] for cell in notebook_of(text, "01_a.py")["cells"]]


@pytest.mark.parametrize("text", LECTURES, ids=lambda text: text.stem)
def test_the_notebook_that_is_committed_is_what_the_text_makes(text):
    committed = text.with_suffix(".ipynb").read_bytes()
    assert committed == notebook_bytes(text), "edit the text, then make notebooks"


def test_every_notebook_has_a_text():
    assert LECTURES
    assert sorted(LECTURES[0].parent.glob("*.ipynb")) == [text.with_suffix(".ipynb") for text in LECTURES]


def test_an_edit_by_hand_does_not_survive(tmp_path):
    (tmp_path / "01_a.py").write_text(TEXT)
    [notebook] = build(tmp_path)
    made = notebook.read_bytes()
    notebook.write_bytes(made.replace(b"3 + 3", b"3 + 4"))
    assert notebook.read_bytes() != notebook_bytes(tmp_path / "01_a.py")
    assert build(tmp_path) == [notebook]
    assert notebook.read_bytes() == made


def test_the_notebook_is_valid_and_carries_neither_outputs_nor_pairing(tmp_path):
    (tmp_path / "01_a.py").write_text(TEXT)
    notebook = nbformat.read(build(tmp_path)[0], as_version=4)
    nbformat.validate(notebook)
    assert set(notebook.metadata) == {"kernelspec", "language_info", "title"}
    assert notebook.metadata.title == "1 A lecture"
    assert [dict(cell.metadata) for cell in notebook.cells] == [{}, {}, {}, {"tags": ["formula"]}, {}, {}]
    assert all(cell.get("outputs", []) == [] and cell.get("execution_count") is None for cell in notebook.cells)


def test_ids_stay_when_another_section_changes():
    a, b = "1-a-lecture", "ridge-lasso-12-min"
    assert ids(TEXT) == [a, f"{a}-2", b, f"{b}-2", "named", "named-2"]
    longer = TEXT.replace("# %%\n1 + 1", "# %%\n1 + 1\n\n# %%\n1 + 2")
    assert set(ids(TEXT)) < set(ids(longer))
    twice = TEXT.replace("# ## Ridge", "# ## Ridge & lasso (12 min)\n\n# %% [markdown]\n# ## Ridge")
    assert len(set(ids(twice))) == len(ids(twice))


def test_a_lecture_without_a_heading_is_named():
    with pytest.raises(ValueError, match=r"01_a\.py: got no heading, expected"):
        notebook_of("# %% [markdown]\n# Words.\n", "01_a.py")


def test_a_bad_lecture_leaves_others_as_they_were(tmp_path):
    (tmp_path / "01_a.py").write_text(TEXT)
    [notebook] = build(tmp_path)
    before = notebook.read_bytes()
    (tmp_path / "01_a.py").write_text(TEXT.replace("1 + 1", "1 + 2"))
    (tmp_path / "02_b.py").write_text("# %%\n1\n")
    with pytest.raises(ValueError, match=r"02_b\.py"):
        build(tmp_path)
    assert notebook.read_bytes() == before
