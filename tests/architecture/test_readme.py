"""What README.md and CONTRIBUTING.md tell people to type exists."""

import re

import pytest

from grader.cli import main
from tests.paths import CLONE

PAGES = ("README.md", "CONTRIBUTING.md")
_GRADER = re.compile(r"python -m grader(?: --course-dir \S+)? ([a-z]+)")
_STANDS_FOR = re.compile(r"NN_|\bp9")  # a lecture or an assignment to come
_FILE = re.compile(r"`([\w./]+/|[\w./-]+\.(?:py|toml|txt|md))`")


def text_of(page):
    return (CLONE / page).read_text(encoding="utf-8")


def make_verbs():
    return set(re.findall(r"^([a-z-]+):", (CLONE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("page", PAGES)
def test_every_command_on_a_page_exists(page):
    made, graded = set(re.findall(r"\bmake ([a-z-]+)\b(?! sure)", text_of(page))), set(_GRADER.findall(text_of(page)))
    assert made
    assert made <= make_verbs()
    assert graded <= set(main.commands)


def test_the_readme_names_every_verb():
    text = text_of("README.md")
    assert make_verbs() <= set(re.findall(r"\bmake ([a-z-]+)\b", text))
    assert set(main.commands) <= set(_GRADER.findall(text))


@pytest.mark.parametrize("page", PAGES)
def test_every_file_and_folder_a_page_names_is_there(page):
    generated = {line.strip("/") for line in (CLONE / ".gitignore").read_text(encoding="utf-8").split()}
    named = {name.rstrip("/") for name in _FILE.findall(text_of(page)) if not _STANDS_FOR.search(name)}
    named = {name for name in named if not {name, name.partition("/")[0]} & generated}
    assert len(named) > 3
    modules = {path.name for folder in ("assignments", "course", "grader") for path in (CLONE / folder).rglob("*.py")}
    for name in named:
        assert (CLONE / name).exists() or name in modules, name
