"""The pages of the assignments."""

import pytest

from lectures.publish.notebooks import LECTURES
from lectures.publish.site.assignments import introduction, totals, write_assignments

TEXT = """# %% [markdown]
# # Folding
#
# You will fold.
#
# | | task | points | minutes |
# |---|---|---:|---:|
# | 1 | [`fold`](#fold) | 12 | 20 |
# | | for those who want more | – | 10 |

# %% solve_fold role="solution" reference="SECRET:fold"
def fold(): ...
"""
LECTURE = "# %% [markdown]\n# # 7 Depth\n#\n# ## Where it leads\n#\n# To the assignment `p9_folding`.\n"
OTHER = "# %% [markdown]\n# # 8 Other\n#\n# As in `p9_folding`.\n#\n# ## Where it leads\n#\n# To the end.\n"


@pytest.fixture
def written(tmp_path):
    (tmp_path / "p9_folding.py").write_text(TEXT)
    (tmp_path / "07_depth.py").write_text(LECTURE)
    (tmp_path / "08_other.py").write_text(OTHER)

    def pages():
        write_assignments(tmp_path / "pages", tmp_path, sorted(tmp_path.glob("0*.py")))
        return {page.stem: page.read_text(encoding="utf-8") for page in (tmp_path / "pages").glob("*.md")}

    return pages


def test_a_page_says_what_is_asked_and_no_more(written):
    page = written()["p9_folding"]
    assert page.startswith("# Folding\n\nYou will fold.")
    assert "| 1 | `fold` | 12 | 20 |" in page
    assert "Together 12 points, about 30 minutes." in page
    assert "SECRET" not in page


def test_it_names_the_lectures_that_lead_to_it(written):
    page = written()["p9_folding"]
    assert "[Lecture 7, Depth](../lectures/07_depth.ipynb)" in page
    assert "Other" not in page


def test_the_list_has_points_minutes_and_lectures(written):
    assert "| [Folding](p9_folding.md) | 12 | 30 | [7](../lectures/07_depth.ipynb) |" in written()["index"]


def test_it_can_be_downloaded_once_it_is_released(written, tmp_path):
    assert "`p9_folding` is not released yet." in written()["p9_folding"]
    (tmp_path / "release").mkdir()
    (tmp_path / "release/p9_folding.zip").write_bytes(b"zip")
    assert 'href="downloads/p9_folding.zip"' in written()["p9_folding"]
    assert (tmp_path / "pages/downloads/p9_folding.zip").read_bytes() == b"zip"


@pytest.mark.parametrize("text", sorted((LECTURES.parent / "assignments").glob("p*.py")), ids=lambda text: text.stem)
def test_every_assignment_has_points_and_minutes(text):
    points, minutes = totals(introduction(text))
    assert points >= 70
    assert minutes >= 100
