"""The feedback page: reasons on top, nothing hidden in it, and nothing of a student's that runs."""

import re
import shutil
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from course.drawing import Drawing
from grader.errors import CannotStart
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
        CellVerdict("grade_scale", 1.25, 3.0, (Finding("factor_ignored", finding, line=2),)),
        CellVerdict("grade_total", 2.5, 2.5),
        CellVerdict("words", None, 5.0),
    )
    notebook = handed_in(course, words=words, **{"scale": "def scale(V, factor):\n    return V", **answers})
    [solution] = [cell for cell in notebook["cells"] if cell["id"] == "scale"]
    solution["outputs"] = list(outputs)
    return Graded(Verdict(student, "p9_scaling", "graded", cells), notebook, 0.1)


def page_of(course, submission):
    from grader.gradebook.recorder import Recorder
    from grader.reports.feedback import feedback

    with Recorder(course) as recorder:
        recorder.record(submission)
    [path] = feedback(course, "p9_scaling").pages
    assert path == course / "feedback" / submission.verdict.student / "p9_scaling" / "p9_scaling.html"
    return path.read_text(encoding="utf-8")


def living(page):
    """What a browser would run or load from a page, or what would move a part of it."""
    soup = BeautifulSoup(page, "html.parser")
    frames = soup.find_all(["script", "iframe", "object", "embed", "form", "svg", "link", "base", "meta"])
    frames = [tag for tag in frames if str(tag) not in OUR_META]
    handlers = [tag for tag in soup.find_all(True) if any(name.lower().startswith("on") for name in tag.attrs)]
    addresses = [tag.get("href") or tag.get("src") or "" for tag in soup.find_all(["a", "img"])]
    loaded = [a for a in addresses if not re.match(r"#|https?://[^/]|mailto:|data:image/(png|svg\+xml);base64,|$", a)]
    far = [tag for tag in soup.find_all("img") if not tag.get("src", "data:").startswith("data:")]
    styles = [tag for tag in soup.find_all(style=True) if re.search(r"position|url|margin|expression", tag["style"])]
    linked = [tag for tag in soup.select("math *") if {"href", "style", "class", "id"} & tag.attrs.keys()]
    return frames + handlers + loaded + far + styles + linked


POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
OUR_META = [
    '<meta charset="utf-8"/>',
    '<meta content="width=device-width, initial-scale=1" name="viewport"/>',
    '<meta content="light dark" name="color-scheme"/>',
    f'<meta content="{POLICY}" http-equiv="Content-Security-Policy"/>',
]


def words_of(tag):
    return " ".join(tag.text.split())


def test_the_page_says_first_what_is_earned_and_what_waits(released):
    soup = BeautifulSoup(page_of(released, graded(released, words="Because.")), "html.parser")
    assert words_of(soup.header) == (
        "p9_scaling · ada Scaling 3.75 of 5.5 points so far 5 more points wait for your teacher."
    )


def test_what_is_not_full_has_a_card_and_the_rest_a_line_each(released):
    soup = BeautifulSoup(page_of(released, graded(released, words="Because.")), "html.parser")
    [card] = soup.select(".card")
    assert words_of(card) == (
        "Scaling · scale 1.25 of 3 points The factor is ignored. line 2 return V Go to it in your notebook"
    )
    [waits] = soup.select(".list.waits > li")
    assert words_of(waits) == "… Scaling · words up to 5 points"
    [full] = soup.select(".list.full > li")
    assert words_of(full).startswith("✓ Scaling · total 2.5 of 2.5 points")
    for link in soup.select("#reasons a"):
        assert soup.find(id=link["href"][1:])


def test_the_notebook_stands_folded_below(released):
    soup = BeautifulSoup(page_of(released, graded(released)), "html.parser")
    notebook = soup.find("details", id="notebook")
    assert "open" not in notebook.attrs
    assert notebook.sourceline > soup.find(id="reasons").sourceline
    assert "Scaling" in notebook.find("h1").text


def test_what_follows_from_another_question_links_to_its_card(released):
    submission = graded(released)
    follows = Finding("given", "Judged with a right scale in place of yours. What follows is about total itself.")
    cells = [
        replace(cell, score=1.0, findings=(follows,)) if cell.grade_id == "grade_total" else cell
        for cell in submission.verdict.cells
    ]
    submission = replace(submission, verdict=replace(submission.verdict, cells=tuple(cells)))
    soup = BeautifulSoup(page_of(released, submission), "html.parser")
    [link] = soup.select(".follows a")
    assert soup.find(id=link["href"][1:]).h2.text == "Scaling · scale"


def test_the_picture_of_a_question_that_is_not_full_stands_in_its_card(released):
    soup = BeautifulSoup(page_of(released, graded(released, outputs=[display(image_png=PNG)])), "html.parser")
    [image] = soup.select(".card img")
    assert image["src"] == f"data:image/png;base64,{PNG}"


def test_what_the_visible_check_drew_stands_in_the_card(released):
    drawing = Drawing("dW differs", 100, 50)
    drawing.rectangle(0, 0, 10, 10, "#d55e00")
    drawing.text(5, 5, "dW < 0", 12, upwards=True)
    submission = graded(released, outputs=[display(image_png=PNG)])
    [tests] = [cell for cell in submission.notebook["cells"] if cell["id"] == "grade_scale"]
    tests["outputs"] = [display(**{"image_svg+xml": drawing.svg(), "text_plain": "dW differs"})]
    [image] = BeautifulSoup(page_of(released, submission), "html.parser").select(".card img")
    assert image["alt"] == "dW differs"
    assert image["src"].startswith("data:image/svg+xml;base64,")


def test_remarks_on_the_file_are_told(released):
    submission = graded(released)
    remark = "The cells were out of order; they were put back."
    submission = replace(submission, verdict=replace(submission.verdict, remarks=(remark,)))
    assert f'<p class="remark">{remark}</p>' in page_of(released, submission)


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
    [path] = feedback(released, "p9_scaling", ["ada"]).pages
    page = path.read_text()
    assert words_of(BeautifulSoup(page, "html.parser").find(class_="score")) == "8.25 of 10.5 points"
    assert "Well <em>put</em>." in page
    assert not living(page)


def test_an_answer_that_nobody_wrote_is_said_and_no_teacher_is_quoted(released):
    page = page_of(released, graded(released))
    assert "Nothing is written here." in page
    assert "Your teacher" not in page


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
    return {path.parts[-3]: path.read_text(encoding="utf-8") for path in feedback(course, "p9_scaling").pages}


@pytest.mark.parametrize("number", range(len(WRITTEN)), ids=lambda number: WRITTEN[number][:40])
def test_markdown_of_a_student_does_not_run(evil_pages, number):
    assert not living(evil_pages[f"writes{number}"])


@pytest.mark.parametrize("number", range(len(DISPLAYED)))
def test_what_a_student_displays_does_not_run(evil_pages, number):
    assert not living(evil_pages[f"displays{number}"])


def test_the_search_for_what_lives_finds_it():
    alive = [
        "<script>x</script>",
        "<math><mrow href='javascript:x'></mrow></math>",
        "<b onclick=x>",
        "<a href='javascript:x'>",
        "<img src='http://x'>",
        "<iframe>",
        "<svg>",
    ]
    assert all(living(html) for html in [*alive, "<p style='position:fixed'>"])
    assert not living(f"<a href='#x'>x</a>{OUR_META[3]}")


def test_a_script_in_the_code_in_the_name_and_in_a_finding_does_not_run(released):
    submission = graded(released, student="<script>alert(1)<", finding=f"ValueError: {EVIL}", scale=f"# {EVIL}")
    page = page_of(released, submission)
    assert not living(page)
    assert page.count("&lt;script&gt;alert(1)") >= 3


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
    assert [image["src"] for image in soup.select("#notebook img")] == [f"data:image/png;base64,{PNG}"] * 2
    assert [words_of(math) for math in soup.select(".words math")][-2:] == ["a<b", "xy"]
    assert soup.select_one(".words math[display=block] mfrac")
    assert [cell.text for cell in soup.find_all("td")][-2:] == ["1", "2"]
    assert soup.select(".words pre span.mi")
    assert soup.find("a", id="there")


def test_a_shown_picture_says_that_it_is_one(released):
    drawn = display(**{"image_svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    outputs = [display(image_png=PNG), drawn]
    soup = BeautifulSoup(page_of(released, graded(released, outputs=outputs)), "html.parser")
    assert [image["alt"] for image in soup.select("#notebook img")] == ["a picture without a description"] * 2


def test_a_drawing_says_in_words_what_it_says_of_itself_and_no_more(released):
    title = 'dW differs" onerror="alert(1)'
    drawn = display(**{"image_svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'/>", "text_plain": title})
    soup = BeautifulSoup(page_of(released, graded(released, outputs=[drawn])), "html.parser")
    [image] = soup.select("#notebook img")
    assert set(image.attrs) == {"src", "alt"}
    assert image["alt"] == title


def test_one_broken_notebook_does_not_keep_the_others_from_their_pages(released):
    from grader.reports.feedback import feedback

    page_of(released, graded(released))
    page_of_bo = released / "autograded" / "bo" / "p9_scaling" / "p9_scaling.ipynb"
    page_of_bo.parent.mkdir(parents=True)
    page_of_bo.write_text("{")
    (released / "feedback" / "ada" / "p9_scaling" / "p9_scaling.html").unlink()
    done = feedback(released, "p9_scaling")
    assert [path.parts[-3] for path in done.pages] == ["ada"]
    assert done.left[0].startswith("bo: the gradebook has no grade; run `python -m grader autograde --force p9_scaling")
    assert (released / "feedback" / "ada" / "p9_scaling" / "p9_scaling.html").exists()


def test_several_processes_make_the_same_pages(released):
    from grader.gradebook.recorder import Recorder
    from grader.reports.feedback import feedback

    students = [f"student{number}" for number in range(9)]
    with Recorder(released) as recorder:
        for student in students:
            recorder.record(graded(released, student, finding=f"Found at {student}."))
    alone = {path: path.read_bytes() for path in feedback(released, "p9_scaling").pages}
    for path in alone:
        path.unlink()
    broken = released / "autograded" / "student4" / "p9_scaling" / "p9_scaling.ipynb"
    broken.write_text("{")
    [left] = feedback(released, "p9_scaling", jobs=2).left
    assert left.startswith("student4: no page can be made of what was graded (JSONDecodeError")
    assert [path.exists() for path in alone] == [student != "student4" for student in students]
    assert all(path.read_bytes() == page for path, page in alone.items() if path.exists())


def test_a_page_that_cannot_be_written_keeps_nobody_else_from_theirs(released):
    from grader.gradebook.recorder import Recorder
    from grader.reports.feedback import feedback

    with Recorder(released) as recorder:
        for student in ("ada", "bo"):
            recorder.record(graded(released, student))
    (released / "feedback").mkdir()
    (released / "feedback" / "ada").write_text("in the way")
    done = feedback(released, "p9_scaling")
    assert [path.parts[-3] for path in done.pages] == ["bo"]
    assert "ada: Could not write" in done.left[0]
    (released / "feedback" / "bo" / "p9_scaling" / "p9_scaling.html").unlink()
    with pytest.raises(NotADirectoryError):  # nobody's page can be written
        feedback(released, "p9_scaling", ["ada"])


def test_feedback_before_grading_says_what_to_run(released):
    from grader.reports.feedback import feedback

    with pytest.raises(CannotStart, match=r"no graded submission of p9_scaling by zoe, .* grader autograde p9_scaling"):
        feedback(released, "p9_scaling", ["zoe"])
