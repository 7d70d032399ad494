# Each verb makes `.venv` by itself when it is missing or older than what it is made from.
PYTHON ?= python3
BIN := .venv/bin
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help demo test coverage lint mutants diagnosis class fuzz bench syllabus notebooks lectures site staff-site \
	contact-sheet .python-works .locks-work

help: ## these lines
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

# What cannot work is said first, before pip says anything.
.python-works:
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON): install Python 3.11 or newer (Debian and Ubuntu: apt-get install python3 python3-venv), or say which with make PYTHON=python3.x." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "This is Python %d.%d.%d; 3.11 or newer is needed. Say which with make PYTHON=python3.x." % sys.version_info[:3])'
	@$(PYTHON) -m grader.prerequisites venv

.locks-work: .python-works
	@$(PYTHON) -m grader.prerequisites grading

.venv/ready: pyproject.toml constraints.txt | .python-works
	test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[staff]'
	touch $@

demo: .locks-work .venv/ready ## a made class of submissions, graded for real, in demo/
	$(BIN)/python -m grader demo demo

test: .locks-work .venv/ready ## tests; with CI=true also the slow ones, for which PyTorch, Chromium and PostgreSQL are needed
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

# These folders run in the tests' own process. The others run in processes behind locks, which report no coverage.
COVERED := grader/intake grader/judging course/notebook
coverage: .locks-work .venv/ready ## lines that their own tests reach, of those folders that run in the tests' process
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile $(COVERED:%=tests/%) $(COVERED:%=--cov=%)

lint: .venv/ready ## style, types, and which folder may import which
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

mutants: .locks-work .venv/ready ## the hidden checks against mechanical changes of every right answer
	$(BIN)/python -m tests.evaluation.mutants

diagnosis: .locks-work .venv/ready ## how often the cause of a wrong answer is named, and named right
	$(BIN)/python -m tests.evaluation.diagnosis

class: .locks-work .venv/ready ## thirty made students over all assignments, graded by one command and looked over
	$(BIN)/python -m tests.evaluation.made_class

fuzz: .locks-work .venv/ready ## 10,000 spoilt submissions, each of which has to end in a row, and 2,000 feedback pages
	$(BIN)/python -m tests.evaluation.fuzz

bench: .locks-work .venv/ready ## how long things take, beside stock nbgrader, PyTorch and bare products
	$(BIN)/python -m tests.benchmarks

syllabus: .locks-work .venv/ready ## every row of the syllabus: where it is taught, where it is tested, and how that went
	$(BIN)/python -m tests.evaluation.syllabus

notebooks: .venv/ready ## text sources to notebooks
	$(BIN)/python -m grader build
	$(BIN)/python -m lectures build

lectures: .venv/ready ## a gallery in your browser; each lecture live, its code folded away
	$(BIN)/python -m lectures serve

site: .venv/ready ## the course as static files, for students: build/site/index.html
	$(BIN)/python -m lectures site

staff-site: .venv/ready ## the same, with the pages for staff: build/staff-site/index.html
	$(BIN)/python -m lectures site --staff

contact-sheet: .venv/ready ## every demo's pictures, one sheet a lecture, in build/contact-sheets/
	$(BIN)/python -m lectures contact-sheet
