# Each verb makes `.venv` by itself when it is missing or older than what it is made from.
PYTHON ?= python3
BIN := .venv/bin
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: demo test syllabus bench mutants diagnosis class lint notebooks lectures lectures-html contact-sheet

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say which with make PYTHON=python3.x")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[staff]'
	touch $@

demo: .venv/ready
	$(BIN)/python -m grader demo demo

test: .venv/ready
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

syllabus: .venv/ready
	$(BIN)/python -m tests.evaluation.syllabus

bench: .venv/ready
	$(BIN)/python -m tests.benchmarks

fuzz: .venv/ready
	$(BIN)/python -m tests.evaluation.fuzz

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

mutants: .venv/ready
	$(BIN)/python -m tests.evaluation.mutants

class: .venv/ready
	$(BIN)/python -m tests.evaluation.made_class

diagnosis: .venv/ready
	$(BIN)/python -m tests.evaluation.diagnosis

notebooks: .venv/ready
	$(BIN)/python -m grader build
	$(BIN)/python -m lectures build

lectures: .venv/ready
	$(BIN)/python -m lectures serve

lectures-html: .venv/ready
	$(BIN)/python -m lectures html

contact-sheet: .venv/ready
	$(BIN)/python -m lectures contact-sheet
