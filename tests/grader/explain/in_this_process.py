"""The search in this process, without locks, in code that stands for a student's notebook."""

import copy
import sys
from types import ModuleType

import numpy as np
import pytest

from course.probing import call
from course.probing.variants import Variants
from course.probing.wire import decode, encode
from grader.authoring.assignment import SourceCell
from grader.explain.donors import donors_of
from grader.explain.program import program_of
from grader.explain.search import search
from grader.explain.trial import Trial
from grader.intake.repair import Cell

IMPORTS = "import numpy as np\n"


def cells_of(exercise, *sources, before=()):
    """A notebook: cells given out, the student's, and the test cell of an exercise."""
    name = exercise.function
    test = f'check({name})\n### BEGIN HIDDEN TESTS\nprobe("{exercise.name}", {name})\n### END HIDDEN TESTS\n'
    given = [_cell(f"given_{i}", text, locked=True) for i, text in enumerate([IMPORTS, *before])]
    written = [_cell(f"solve_{i}", text, solution=True) for i, text in enumerate(sources)]
    return [*given, *written, _cell("grade", test, locked=True, grade=True, points=exercise.points)]


def _cell(name, source, **roles):
    return Cell(name, "code", source, SourceCell(name, name, "code", source, roles))


def found(exercise, source, seconds=5.0, before=()):
    """What the search comes to for a student's cell."""
    program = program_of(cells_of(exercise, source, before=before), exercise)
    notebook = ModuleType("__main__")
    with pytest.MonkeyPatch.context() as patch, np.errstate(all="ignore"):
        patch.setitem(sys.modules, "__main__", notebook)
        exec(f"{IMPORTS}{program.needed}", notebook.__dict__)
        variants = Variants(program.setup.statements, program.setup.expression, 0.5, exercise.judged)

        def ask(exercise, case, stand_ins=()):
            args = tuple(arg if callable(arg) else copy.deepcopy(arg) for arg in case.args)
            return decode(encode(call(variants, args, case.times, case.after))), 0.0

        return program, search(Trial(program, 1, ask), program.code, seconds, donors_of(program))


def lines_found(exercise, source, **options):
    """Lines of the student's cell, one set for each hit."""
    program, result = found(exercise, source, **options)
    return [{program.places[edit.line - 1].line for edit in hit} for hit in result.hits]
