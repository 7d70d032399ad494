"""An IPython shell that runs a cell statement by statement and goes on after one that fails."""

import __future__

import ast
import re
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any, TypeVar

from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from IPython.utils.text import SList
from traitlets.config import Config

from course.notebook.failure import Failure
from course.notebook.newer_syntax import newer_python
from course.notebook.parsable import parsable_part
from course.notebook.written_modules import WrittenModules

# These only measure or silence: the cell below them is run as if they were not there.
_AROUND_CODE = {"time", "timeit", "capture", "prun", "memit", "mprun", "lprun", "snakeviz"}
_OTHER_PROGRAMS = {"bash", "sh", "script", "cmd", "perl", "ruby", "pypy", "python2", "R", "system", "sx", "!"}
_INSTALLERS = ("pip", "conda", "mamba", "micromamba", "uv")
_CELL_MAGIC = re.compile(r"\s*%%(!|\w+)[^\n]*")
_LINE_OF_PIECE = re.compile(r" \(detected at line \d+\)| on line \d+")  # which is not that of the cell
_MAX_TEXT, _MAX_FAILURES = 500, 50
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)

_T = TypeVar("_T")


class StatementShell(InteractiveShell):
    """Runs what it can of a cell; `failures` tells what raised.

    Shell commands and installers print one line and do nothing; every ``%matplotlib`` is the inline one. A function
    is defined without what fails in its head: decorators, annotations, defaults. A statement may `await` what needs no
    event loop. What ``%%writefile name.py`` wrote can be imported.

    Attributes
    ----------
    failures : list of Failure
        Of the last cell.
    """

    def __init__(self, config: Config | None = None, **options: Any) -> None:
        self.failures: list[Failure] = []
        self._lines_before, self._tries_again = 0, False
        self._written = WrittenModules()
        config = config or Config()
        config.HistoryManager.enabled = False  # it would write to the user's own history
        super().__init__(config=config, **options)  # type: ignore[no-untyped-call] # IPython's own
        self.loop_runner = _run_to_the_end  # an event loop needs a socket, which is closed behind the locks
        for name in _INSTALLERS:
            self.magics_manager.register_function(_installs_nothing(name), "line", name)

    def run_statements(self, source: str) -> list[Failure]:
        """Run a cell.

        Parameters
        ----------
        source : str

        Returns
        -------
        list of Failure
        """
        self.failures = []
        self._written.see(source)
        text = self._without_cell_magic(source)
        error = self._run(text)
        if error is None:
            return self.failures
        part, left_out = parsable_part(text, lambda piece: self._parse_error(piece) is None)
        if not part:
            before, error = self._lines_before, self._parse_error(text) or error
            self.failures = [replace(_unparsed(error, "\n".join(text.split("\n")[before:]), before), alone=False)]
            return self.failures
        self._run(part)
        unparsed = [_unparsed(self._parse_error(piece), piece, line - 1) for line, piece in left_out]
        self.failures = sorted([*unparsed, *self.failures], key=lambda failure: failure.line)
        return self.failures

    def _run(self, text: str) -> BaseException | None:
        """Run a text; the error if it cannot be parsed, and then nothing ran."""
        self._lines_before = text[: len(text) - len(text.lstrip())].count("\n")  # IPython takes them away
        result = self.run_cell(text, store_history=False, silent=False)  # type: ignore[no-untyped-call] # IPython's own
        if result.error_in_exec is not None and not self.failures:  # no statement's own, but of what runs them
            message = text_of(result.error_in_exec)[:_MAX_TEXT]
            self.failures.append(Failure(1, type(result.error_in_exec).__name__, message))
        error: BaseException | None = result.error_before_exec
        return error

    def _parse_error(self, text: str) -> BaseException | None:
        try:
            code: str = self.transform_cell(text)  # type: ignore[no-untyped-call] # IPython's own
            self.compile.ast_parse(code)
        except SyntaxError as error:
            return _plainer(code) if error.msg == "incomplete input" else error
        except (ValueError, RecursionError, MemoryError) as error:
            return error
        return None

    async def run_ast_nodes(
        self,
        nodelist: list[ast.stmt],
        cell_name: str,
        interactivity: str = "last_expr",
        compiler: Callable[..., Any] = compile,
        result: ExecutionResult | None = None,
    ) -> bool:
        """As in IPython, but one statement after the other, whatever became of those before it."""
        result = result if result is not None else ExecutionResult(None)
        first = None
        for node in nodelist:
            shows = interactivity if node is nodelist[-1] or interactivity == "all" else "none"
            result.error_in_exec = result.error_before_exec = None
            await super().run_ast_nodes([node], cell_name, shows, compiler, result)
            error = result.error_in_exec or result.error_before_exec  # such as `return` outside of a function
            if error is None:
                continue
            first = first or error
            decorators = getattr(node, "decorator_list", [])
            if len(self.failures) < _MAX_FAILURES:
                line = (decorators or [node])[0].lineno + self._lines_before
                self.failures.append(Failure(line, type(error).__name__, text_of(error)[:_MAX_TEXT]))
            if not isinstance(error, Exception | SystemExit):  # an interrupt, the end of its time
                break
            if isinstance(node, _DEFINITIONS):
                await self._define_anyway(node, cell_name)
        result.error_in_exec, result.error_before_exec = first, None
        return first is not None

    async def _define_anyway(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, cell_name: str) -> None:
        """Define what failed without decorators and annotations; if that fails, too, with None for each default."""
        self._tries_again = True
        node.decorator_list = []
        with self.compile.extra_flags(__future__.annotations.compiler_flag):
            fails = await super().run_ast_nodes([node], cell_name, "none", self.compile, ExecutionResult(None))
            if fails and not isinstance(node, ast.ClassDef):
                nothing = ast.copy_location(ast.Constant(None), node)
                node.args.defaults = [nothing for _ in node.args.defaults]
                node.args.kw_defaults = [default and nothing for default in node.args.kw_defaults]
                await super().run_ast_nodes([node], cell_name, "none", self.compile, ExecutionResult(None))
        self._tries_again = False

    def showtraceback(self, *args: Any, **options: Any) -> None:
        """Show an error, but not once more where its statement is tried again."""
        if not self._tries_again:
            super().showtraceback(*args, **options)

    def ask_exit(self) -> None:
        """End the cell: IPython calls this for ``exit()`` and ``quit()``."""
        raise SystemExit

    def enable_matplotlib(self, gui: str | None = None) -> tuple[str, str]:
        """Leave the inline backend in place: pictures land in the notebook, whatever window was asked for."""
        return "inline", "inline"

    def system(self, cmd: str) -> None:
        """Say that a shell command is not run."""
        print(f"Not run here: !{cmd.strip()}")

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> SList | str:
        """Say that a shell command is not run; it has no output."""
        self.system(cmd)
        return SList() if split else ""

    def _without_cell_magic(self, source: str) -> str:
        """The cell with line numbers as they were, without a magic that wraps it."""
        match = _CELL_MAGIC.match(source)
        if match is None:
            return source
        if match[1] in _AROUND_CODE:
            return "\n" * match[0].count("\n") + source[match.end() :]
        return f"print({'Not run here: %%' + match[1]!r})" if match[1] in _OTHER_PROGRAMS else source


def _plainer(code: str) -> SyntaxError:
    """What Python says of a text that IPython takes for an unfinished one, such as which bracket was never closed."""
    try:
        ast.parse(code)
    except SyntaxError as error:
        return error
    return SyntaxError("it ends in the middle")


def _unparsed(error: BaseException | None, text: str, lines_before: int) -> Failure:
    """Where a text that stands below some lines of its cell cannot be parsed; without an error, for its indentation."""
    error = error or IndentationError("unexpected indent")
    line = getattr(error, "lineno", None) or 1
    newer = newer_python("".join(text.split("\n")[line - 1 : line]), getattr(error, "offset", None) or 0)
    message = _LINE_OF_PIECE.sub("", getattr(error, "msg", None) or str(error))
    return Failure(line + lines_before, type(error).__name__, message, newer, unparsed=True)


def _run_to_the_end(coroutine: Coroutine[Any, Any, _T]) -> _T:
    """Run what a cell awaits without an event loop; what needs one raises RuntimeError in the cell."""
    while True:
        try:
            coroutine.send(None)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return] # what the coroutine returned


def _installs_nothing(name: str) -> Callable[[str], None]:
    def magic(line: str) -> None:
        print(f"Not run here: %{name} {line}".rstrip())

    return magic


def text_of(error: BaseException) -> str:
    """The message of an exception, without the name that IPython gives a cell; empty if it cannot be had."""
    try:
        return str(error.msg if isinstance(error, SyntaxError) else error)
    except Exception:  # an exception of the student's own whose words raise
        return ""
