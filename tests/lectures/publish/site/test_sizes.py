"""What a page loads is counted, and what is too large is named."""

import pytest

from lectures.publish.site.sizes import MOST, check_sizes, page_size

HTML = """<link href="../_static/a.css?v=1" rel="stylesheet"><script src="../_static/b.js"></script>
<math></math><img alt="" src="c.png"><div class="bp-demo" data-widget="W01"></div><a href="d.zip">d</a>
<img alt="" src="d.zip" loading="lazy">"""


@pytest.fixture
def page(tmp_path):
    sizes = {
        "_static/a.css": 1000,
        "_static/b.js": 200,
        "_static/font.woff2": 30,
        "lectures/c.png": 4,
        "lectures/d.zip": 7,
    }
    sizes |= {"recordings/W01/W01.js": 50_000, "recordings/W01/W01-0.js": 70_000, "recordings/live.js": 600_000}
    for name, size in sizes.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b" " * size)
    (tmp_path / "lectures/01.html").write_text(HTML)
    return tmp_path / "lectures/01.html"


def test_a_page_counts_with_all_that_it_loads_by_itself(page, tmp_path):
    assert page_size(page, tmp_path) == len(HTML) + 651_234


def test_a_page_that_is_too_large_is_named(page, tmp_path):
    assert check_sizes(tmp_path).page == len(HTML) + 651_234
    (tmp_path / "_static/b.js").write_bytes(b" " * MOST.page)
    with pytest.raises(RuntimeError, match=r"01\.html of 2\.\d+ MB, expected at most 1\.5"):
        check_sizes(tmp_path)


def test_a_recording_that_is_too_large_is_named(page, tmp_path):
    assert check_sizes(tmp_path).recording == 120_000
    (tmp_path / "recordings/W01/W01-1.js").write_bytes(b" " * MOST.recording)
    with pytest.raises(RuntimeError, match=r"W01 of 6\.\d+ MB, expected at most 6\.0"):
        check_sizes(tmp_path)


def test_a_site_that_is_too_large_is_named(page, tmp_path):
    (tmp_path / "large.bin").write_bytes(b" " * MOST.site)
    with pytest.raises(RuntimeError, match=rf"{tmp_path.name} of 60\.\d+ MB, expected at most 60\.0"):
        check_sizes(tmp_path)
