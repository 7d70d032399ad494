"""In a real browser, nothing of a student's runs on a feedback page."""

import subprocess

import pytest

from tests.browser import FLAGS
from tests.grader.reports.test_feedback import DISPLAYED, WRITTEN, display, graded, page_of
from tests.patience import SECONDS

pytestmark = pytest.mark.chromium

# Whatever runs leaves this in the page.
TRACE = "left-by-a-script"
LEAVE = f"document.body.append('{TRACE[:5]}' + '{TRACE[5:]}')"


def seen(chromium, page, tmp_path):
    """The page's own HTML after its scripts have run."""
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    command = [chromium, "--headless", *FLAGS, profile, "--dump-dom", page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True).stdout


def armed(text):
    return text.replace("alert(1)", LEAVE)


def test_the_trace_shows_where_a_script_runs(chromium, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><script>{LEAVE}</script></body></html>")
    assert TRACE in seen(chromium, page, tmp_path)


def test_nothing_of_a_student_runs(chromium, released, tmp_path):
    outputs = [*DISPLAYED, display(text_html=f'<script>{LEAVE}</script><img src=x onerror="{LEAVE}">')]
    outputs = [{k: _armed_bundle(v) if k == "data" else v for k, v in output.items()} for output in outputs]
    submission = graded(released, outputs=outputs, words=armed("\n\n".join(WRITTEN)))
    page = tmp_path / "feedback.html"
    page.write_text(page_of(released, submission), encoding="utf-8")
    html = seen(chromium, page, tmp_path)
    assert "p9_scaling" in html
    assert TRACE not in html


def _armed_bundle(data):
    return {kind: armed(value) if isinstance(value, str) else value for kind, value in data.items()}
