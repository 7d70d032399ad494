"""The feedback page: reasons on top, nothing hidden in it, and nothing of a student's that runs."""

import os
import re
import shutil
import signal
from concurrent.futures import BrokenExecutor

import pytest
from bs4 import BeautifulSoup

from grader.judging.graded import Graded
from grader.judging.verdict import CellVerdict, Finding, Verdict
from tests.grader.conftest import handed_in

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
EVIL = "<script>alert(1)</script>"


def display(**data):
    bundle = {name.replace("_", "/", 1): value for name, value in data.items()}
    return {"output_type": "display_data", "data": bundle, "metadata": {}}


WRITTEN = [
    EVIL,
    "<img src=x onerror=alert(1)>",
    "<img src='https://example.org/who-reads-this.png'>",
    "![far](https://example.org/who-reads-this.png)",
    "[press](javascript:alert(1))",
    "[press](files/javascript:alert(1))",
    '<a href="files/javascript:alert(1)">press</a>',
    '<a href="jAvAsCrIpT&colon;alert(1)">press</a>',
    '<a href="data:text/html,<script>alert(1)</script>">press</a>',
    '<iframe src="https://example.org"></iframe>',
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<div style="position:fixed;top:0;background:url(https://example.org)">150 of 150</div>',
    '<p style="margin-top:-900px">up</p>',
    "<details open ontoggle=alert(1)>x</details>",
    '<form action="https://example.org"><button>send</button></form>',
    '<meta http-equiv="refresh" content="0;url=https://example.org">',
    '<base href="https://example.org">',
    "```mermaid\ngraph TD; A-->B; click A 'javascript:alert(1)'\n```",
    "```html\n</code></pre><script>alert(1)</script>\n```",
    "![lost](attachment:none.png)" + EVIL,
    ">" * 5000 + EVIL,
    f"$x{EVIL}$",
    f"$$\\begin{{align}}{EVIL}\\end{{align}}$$",
]
DISPLAYED = [
    display(text_html=EVIL),
    display(text_html="<img src=x onerror=alert(1)>"),
    display(**{"application_javascript": "alert(1)"}),
    display(**{"image_svg+xml": "<svg onload='alert(1)'/>"}),
    display(**{"application_vnd.jupyter.widget-view+json": {"model_id": "1"}}),
    display(text_markdown=f"[x](javascript:alert(1)) {EVIL}"),
    display(text_latex=EVIL),
    display(text_plain=EVIL),
    display(image_png=f'{PNG}"><script>alert(1)</script>'),
    {**display(image_png=PNG), "metadata": {"image/png": {"width": "1 onload=alert(1)"}}},
    {**display(text_html=EVIL), "metadata": {"text/html": {"isolated": True}}},
    {"output_type": "stream", "name": "stdout", "text": EVIL},
    {"output_type": "error", "ename": "E", "evalue": EVIL, "traceback": [EVIL, f"\x1b[31m{EVIL}\x1b[0m"]},
]


def graded(course, student="ada", finding="The factor is ignored.", outputs=(), words="YOUR ANSWER HERE", **answers):
    cells = (
        CellVerdict("grade_scale", 1.25, 3.0, (Finding("factor_ignored", finding),)),
        CellVerdict("grade_total", 2.5, 2.5),
        CellVerdict("words", None, 5.0),
    )
    notebook = handed_in(course, words=words, **answers)
    [solution] = [cell for cell in notebook["cells"] if cell["id"] == "scale"]
    solution["outputs"] = list(outputs)
    return Graded(Verdict(student, "p9_scaling", "graded", cells), notebook, 0.1)


def page_of(course, submission):
    from grader.gradebook.recorder import Recorder
    from grader.reports.feedback import feedback

    with Recorder(course) as recorder:
        recorder.record(submission)
    [path] = feedback(course, "p9_scaling")
    assert path == course / "feedback" / submission.verdict.student / "p9_scaling" / "p9_scaling.html"
    return path.read_text(encoding="utf-8")


def living(page):
    """What a browser would run or load from a page, apart from nbgrader's own two MathJax scripts."""
    soup = BeautifulSoup(page, "html.parser")
    scripts = [s for s in soup.find_all("script") if "mathjax" not in f"{s.get('src')}{s.get('type')}"]
    frames = soup.find_all(["iframe", "object", "embed", "form", "svg", "link", "base", "meta", "math"])
    frames = [tag for tag in frames if tag.get("charset") != "utf-8"]
    handlers = [tag for tag in soup.find_all(True) if any(name.lower().startswith("on") for name in tag.attrs)]
    addresses = [tag.get("href") or tag.get("src") or "" for tag in soup.find_all(["a", "img"])]
    loaded = [a for a in addresses if not re.match(r"#|https?://[^/]|mailto:|data:image/(png|svg\+xml);base64,|$", a)]
    far = [tag for tag in soup.find_all("img") if not tag.get("src", "data:").startswith("data:")]
    styles = [tag for tag in soup.find_all(style=True) if re.search(r"position|url|margin|expression", tag["style"])]
    return scripts + frames + handlers + loaded + far + styles


def test_reasons_stand_at_the_top(released):
    soup = BeautifulSoup(page_of(released, graded(released, words="Because.")), "html.parser")
    heading = soup.find("h4")
    assert " ".join(heading.text.split()) == "p9_scaling, ada: 3.75 of 10.5 points"
    reasons = soup.find(id="reasons")
    assert reasons.sourceline < soup.find(id="notebook").sourceline
    texts = [" ".join(item.text.split()) for item in reasons.find_all("li", recursive=False)]
    assert texts == [
        "scale: No response.",
        "grade_scale: 1.25 of 3.0 points The factor is ignored.",
        "total: No response.",
        "grade_total: 2.5 of 2.5 points",
        "words: waits for your teacher, up to 5.0 points",
    ]
    for link in reasons.find_all("a"):
        assert soup.find("a", attrs={"name": link["href"][1:]})


def test_the_hidden_lines_are_not_in_the_page_and_the_visible_ones_are(released):
    page = page_of(released, graded(released))
    assert "HIDDEN" not in page
    assert "p9.scale" not in page
    assert "assert" in page


def test_points_and_words_of_a_person_are_in_the_page(released):
    from grader.gradebook.open import course_directory, open_gradebook
    from grader.reports.feedback import feedback

    page_of(released, graded(released, words="Because."))
    with open_gradebook(course_directory(released)) as gradebook:
        names = ("words", "p9_scaling", "p9_scaling", "ada")
        gradebook.find_grade(*names).manual_score = 4.5
        gradebook.find_comment(*names).manual_comment = f"Well *put*. {EVIL}"
        gradebook.db.commit()
    [path] = feedback(released, "p9_scaling", ["ada"])
    page = path.read_text()
    assert "8.25 of 10.5 points" in page
    assert "Well <em>put</em>." in page
    assert not living(page)


@pytest.fixture(scope="module")
def evil_pages(released_once, tmp_path_factory):
    """A class in which everyone tries something else: the pages by student."""
    from grader.gradebook.recorder import Recorder
    from grader.reports.feedback import feedback

    course = shutil.copytree(released_once, tmp_path_factory.mktemp("evil") / "course")
    with Recorder(course) as recorder:
        for number, words in enumerate(WRITTEN):
            recorder.record(graded(course, student=f"writes{number}", words=words))
        for number, output in enumerate(DISPLAYED):
            recorder.record(graded(course, student=f"displays{number}", outputs=[output]))
    return {path.parts[-3]: path.read_text(encoding="utf-8") for path in feedback(course, "p9_scaling")}


@pytest.mark.parametrize("number", range(len(WRITTEN)), ids=lambda number: WRITTEN[number][:40])
def test_markdown_of_a_student_does_not_run(evil_pages, number):
    assert not living(evil_pages[f"writes{number}"])


@pytest.mark.parametrize("number", range(len(DISPLAYED)))
def test_what_a_student_displays_does_not_run(evil_pages, number):
    assert not living(evil_pages[f"displays{number}"])


def test_the_search_for_what_lives_finds_it():
    alive = [
        "<script>x</script>",
        "<b onclick=x>",
        "<a href='javascript:x'>",
        "<img src='http://x'>",
        "<iframe>",
        "<svg>",
    ]
    assert all(living(html) for html in [*alive, "<p style='position:fixed'>"])
    assert not living("<a href='#x'>x</a><script src='https://x/mathjax'></script>")


def test_a_script_in_the_code_in_the_name_and_in_a_finding_does_not_run(released):
    submission = graded(released, student="<script>alert(1)<", finding=f"ValueError: {EVIL}", scale=f"# {EVIL}")
    page = page_of(released, submission)
    assert not living(page)
    assert page.count("&lt;script&gt;alert(1)") >= 4


def test_a_script_in_what_templates_take_from_metadata_does_not_run(released):
    submission = graded(released)
    notebook = submission.notebook
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"x": EVIL}}
    notebook["metadata"]["language_info"] = {"name": EVIL, "pygments_lexer": '"><script>alert(1)</script>'}
    cell = {
        "cell_type": "code",
        "id": "mine",
        "source": "1",
        "execution_count": 1,
        "outputs": [],
        "metadata": {
            "tags": [EVIL],
            "magics_language": EVIL,
            "backprop_course": {"findings": [EVIL]},
            "nbgrader": {"grade": True, "solution": True, "grade_id": EVIL, "points": 9, "locked": False},
        },
    }
    notebook["cells"] += [cell, {"cell_type": "raw", "id": "raw", "source": EVIL, "metadata": {"format": "text/html"}}]
    assert not living(page_of(released, submission))


def test_figures_formulas_tables_and_attached_pictures_survive(released):
    words = (
        "We have $a < b$ and $$\\frac{x}{y}$$ and `code`.\n\n| n | m |\n|--|--:|\n| 1 | 2 |\n\n"
        f"![drawn](data:image/png;base64,{PNG})\n\n```python\nx = 1\n```\n\n<a id='there'></a>[go](#there)"
    )
    page = page_of(released, graded(released, words=words, outputs=[display(image_png=PNG, text_plain="<Figure>")]))
    soup = BeautifulSoup(page, "html.parser")
    assert [image["src"] for image in soup.find_all("img")] == [f"data:image/png;base64,{PNG}"] * 2
    assert "$a < b$" in soup.text
    assert "$$\\frac{x}{y}$$" in soup.text
    assert [cell.text for cell in soup.find_all("td")][-2:] == ["1", "2"]
    assert soup.select(".text_cell .highlight span.mi")
    assert soup.find("a", id="there")
    table = soup.find("table", style=re.compile("border-left: 4px solid"))
    assert "1.25 of 3 points" in table.text
    assert "MathJax.Hub.Config" in page


def test_a_shown_picture_says_that_it_is_one(released):
    drawn = display(**{"image_svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    outputs = [display(image_png=PNG), display(image_jpeg=PNG), drawn]
    soup = BeautifulSoup(page_of(released, graded(released, outputs=outputs)), "html.parser")
    assert [image["alt"] for image in soup.find_all("img")] == ["a picture without a description"] * 3


def test_a_drawing_says_in_words_what_it_says_of_itself_and_no_more(released):
    title = 'dW differs" onerror="alert(1)'
    drawn = display(**{"image_svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'/>", "text_plain": title})
    [image] = BeautifulSoup(page_of(released, graded(released, outputs=[drawn])), "html.parser").find_all("img")
    assert set(image.attrs) == {"src", "alt"}
    assert image["alt"] == title


def test_one_broken_notebook_does_not_keep_the_others_from_their_pages(released):
    from grader.reports.feedback import feedback

    page_of(released, graded(released))
    page_of_bo = released / "autograded" / "bo" / "p9_scaling" / "p9_scaling.ipynb"
    page_of_bo.parent.mkdir(parents=True)
    page_of_bo.write_text("{")
    (released / "feedback" / "ada" / "p9_scaling" / "p9_scaling.html").unlink()
    with pytest.raises(ValueError, match=r"1 feedback pages were made, but none for bo \(NotJSONError"):
        feedback(released, "p9_scaling")
    assert (released / "feedback" / "ada" / "p9_scaling" / "p9_scaling.html").exists()


def test_several_processes_make_the_same_pages(released):
    from grader.gradebook.recorder import Recorder
    from grader.reports.feedback import feedback

    students = [f"student{number}" for number in range(9)]
    with Recorder(released) as recorder:
        for student in students:
            recorder.record(graded(released, student, finding=f"Found at {student}."))
    alone = {path: path.read_bytes() for path in feedback(released, "p9_scaling")}
    for path in alone:
        path.unlink()
    broken = released / "autograded" / "student4" / "p9_scaling" / "p9_scaling.ipynb"
    broken.write_text("{")
    with pytest.raises(ValueError, match=r"8 feedback pages were made, but none for student4 \(NotJSONError"):
        feedback(released, "p9_scaling", jobs=2)
    assert [path.exists() for path in alone] == [student != "student4" for student in students]
    assert all(path.read_bytes() == page for path, page in alone.items() if path.exists())


def test_a_process_that_is_killed_costs_pages_but_not_the_run():
    from grader.reports.forked_map import forked_map

    def make(path):
        if path == "kills":
            os.kill(os.getpid(), signal.SIGKILL)
        return path

    paths = [*("page" for _ in range(8)), "kills"]
    made = forked_map(make, paths, 2)
    assert len(made) == 9
    assert made[0] == "page"
    assert isinstance(made[-1], BrokenExecutor)


def test_who_is_not_in_the_gradebook_is_named(released):
    from grader.reports.feedback import feedback

    page_of(released, graded(released))
    shutil.copytree(released / "autograded" / "ada", released / "autograded" / "bo")
    with pytest.raises(ValueError, match=r"1 feedback pages were made, but none for bo \(.*no p9_scaling of bo\)"):
        feedback(released, "p9_scaling")


def test_feedback_before_grading_says_what_to_run(released):
    from grader.reports.feedback import feedback

    with pytest.raises(ValueError, match=r"no graded submission of p9_scaling by zoe, .* grader autograde p9_scaling"):
        feedback(released, "p9_scaling", ["zoe"])
